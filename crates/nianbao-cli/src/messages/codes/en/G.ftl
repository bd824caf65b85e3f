# Outputs

G01 = { $message }
