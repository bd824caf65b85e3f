# 格式：六个部分、标题、表格

S06 = { $kind ->
    [mixed] 表“{ $table }”是{ $edition }年格式，其中 { $count } 格是{ $other }年格式的
   *[year] { $year }年的报告应使用{ $expected }年格式，表“{ $table }”用的是{ $edition }年格式
 }；各格按其自身的格式读取，没有换算。
