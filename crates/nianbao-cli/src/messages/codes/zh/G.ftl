# 生成的文件

G01 = { $message }
