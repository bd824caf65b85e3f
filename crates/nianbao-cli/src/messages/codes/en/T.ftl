# Wording, punctuation, left-over template text
