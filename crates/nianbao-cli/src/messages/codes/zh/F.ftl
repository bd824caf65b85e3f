# 单元格里的内容

F04 = { $cell }写作“{ $printed }”，按数字读取{ $count ->
    [1] {""}
   *[other] （这样的写法共 { $count } 处）
 }。
