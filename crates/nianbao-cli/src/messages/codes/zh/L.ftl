# 读取

L01 = 标签“{ $printed }”与“{ $label }”不完全一致，按后者读取。

L02 = 表“{ $table }”中的数字 { $printed } 找不到对应的行列，没有读入{ $count ->
    [1] {""}
   *[other] （共 { $count } 处）
 }。

L03 = 表“{ $table }”的{ $cell }出现两次且不同：{ $first } 和 { $second }（{ $second_at }），暂取前者{ $count ->
    [1] {""}
   *[other] （这样的数字共 { $count } 个）
 }。

L04 = 表“{ $table }”缺少数字：{ $cell }{ $count ->
    [1] {""}
   *[other] 等 { $count } 个
 }。请检查该行或该列是否被删除。

L05 = 没有找到表“{ $table }”。

L06 = 文件中只有数字，没有文字部分；输出文件中已标出需要填写的位置。

L07 = 文件中没有单位名称，请用 --organ 给出。

L08 = 文件中没有报告年度，请用 --year 给出。

L09 = { $message }

L10 = 文件自带的数据与页面上的不同：{ $cell }页面上是 { $visible }，数据中是 { $embedded }；以页面为准。

L12 = { $cell }{ $count ->
    [1] {""}
   *[other] 等 { $count } 格
 }是公式，文件中没有计算结果。请用 Excel 或 WPS 打开、保存后重试。

L13 = 表“{ $table }”中{ $row ->
    [unknown] 有一行数字（{ $printed }）无法确定属于哪一行
   *[known] “{ $label }”一行（{ $printed }）无法确定各数字属于哪一列
 }，没有读入；请对照原件补填。

L14 = 标题“{ $printed }”的序号或位置与格式不同，应为“{ $official }”{ $count ->
    [1] {""}
   *[other] （这样的标题共 { $count } 个）
 }；按原样保留。

L15 = 文件中写的是“{ $found }”，命令行给出的是“{ $given }”；以文件为准。请检查是否选错了文件或参数。

L16 = 表“{ $table }”有 { $count } 个数字取自隐藏的行、列或工作表；请取消隐藏后核对。

L18 = 表“{ $table }”中的“{ $label }”不是规定的行，作为附加行保留，不参加勾稽。

L19 = { $sheet } 中也有表“{ $table }”，{ $why ->
    [year] 是其他年度的
    [hidden] 但被隐藏
    [example] 是样例或填表说明
   *[blank] 是空白的
 }，没有采用。

L20 = { $what ->
    [part] “{ $name }”有两份文字，内容不同：“{ $first }”和“{ $second }”（{ $second_at }）
    [preface] 前言有两份，内容不同：“{ $first }”和“{ $second }”（{ $second_at }）
    [organ] 单位名称不同：“{ $first }”和“{ $second }”（{ $second_at }）
    [year] 报告年度不同：{ $first } 和 { $second }（{ $second_at }）
    [signature] 落款不同：“{ $first }”和“{ $second }”（{ $second_at }）
    [edition] 表“{ $name }”的格式不同：{ $first }年和{ $second }年（{ $second_at }）
   *[row] { $name }的附加行不同：“{ $first }”和“{ $second }”（{ $second_at }）
 }，暂取前者。

L21 = { $name } 没有自己的开头，按 { $before } 的续页读取。
