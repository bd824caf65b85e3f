# 表内勾稽

R01 = { $kind ->
    [total] { $cell }{ $state ->
        [blank] 是空白
       *[filled] 填{ $printed }
     }，第一、二项之和为{ $left }，第三、四项之和为{ $right }{ $last_year ->
        [same] （填的数与上年报告相同，可能没有更新）
       *[other] {""}
     }。若改为{ $to }，{ $count ->
        [1] 该勾稽关系
       *[other] { $count }处勾稽关系全部
     }成立。
    [part] { $cell }{ $state ->
        [blank] 是空白
       *[filled] 填{ $printed }
     }，使第一、二项之和（{ $left }）与第三、四项之和（{ $right }）不相等{ $last_year ->
        [same] （填的数与上年报告相同，可能没有更新）
       *[other] {""}
     }。若改为{ $to }，{ $count ->
        [1] 该勾稽关系
       *[other] { $count }处勾稽关系全部
     }成立。
    [two] { $changed }{ $state ->
        [blank] 是空白
       *[filled] 填{ $printed }
     }、{ $second }{ $second_state ->
        [blank] 是空白
       *[filled] 填{ $second_printed }
     }，使第一、二项之和（{ $left }）与第三、四项之和（{ $right }）不相等。若分别改为{ $to }和{ $second_to }，{ $count ->
        [1] 该勾稽关系
       *[other] { $count }处勾稽关系全部
     }成立。
    [several] { $given }相加为{ $left }，办理总计加结转下年度为{ $right }，仅凭勾稽关系不能确定哪一格有误；最可能是{ $cell }应为{ $to }{ $changes ->
        [two] 、{ $second }应为{ $second_to }
       *[one] {""}
     }{ $last_year ->
        [same] （填的数与上年报告相同，可能没有更新）
       *[other] {""}
     }。
    [equal] { $given }相加为{ $left }，办理总计加结转下年度为{ $right }，有{ $ways }种改法，无法判断哪一格有误。
    [lone] { $given }相加为{ $left }，办理总计加结转下年度为{ $right }；改动一两格不能使勾稽关系成立，请对照台账逐项核对。
   *[none] { $given }相加为{ $left }，办理总计加结转下年度为{ $right }；不成立的勾稽关系共{ $failed }处（{ $failing }{ $more ->
        [some] 等
       *[none] {""}
     }），至少有三格有误，请对照台账逐项核对。
 }
    .name = 一加二不等于三加四
    .looks = 申请表每一列：本年新收加上年结转，等于办理结果总计加结转下年度。
    .matters = 这是印在表格左上角的勾稽关系（国办公开办函〔2021〕30号）：“第一项加第二项之和，等于第三项加第四项之和”。
    .wrong = 自然人：新收6，上年结转0，总计9，结转下年度0
    .right = 自然人：新收9，上年结转0，总计9，结转下年度0
    .mend = 对照申请台账核实指出的单元格；不要为了平衡而改数。

R02 = { $kind ->
    [total] { $cell }{ $state ->
        [blank] 是空白
       *[filled] 填{ $printed }
     }，上面各行相加为{ $right }{ $last_year ->
        [same] （填的数与上年报告相同，可能没有更新）
       *[other] {""}
     }。若改为{ $to }，{ $count ->
        [1] 该勾稽关系
       *[other] { $count }处勾稽关系全部
     }成立。
    [part] { $cell }{ $state ->
        [blank] 是空白
       *[filled] 填{ $printed }
     }，使该列总计（{ $left }）与各行之和（{ $right }）不相等{ $last_year ->
        [same] （填的数与上年报告相同，可能没有更新）
       *[other] {""}
     }。若改为{ $to }，{ $count ->
        [1] 该勾稽关系
       *[other] { $count }处勾稽关系全部
     }成立。
    [two] { $changed }{ $state ->
        [blank] 是空白
       *[filled] 填{ $printed }
     }、{ $second }{ $second_state ->
        [blank] 是空白
       *[filled] 填{ $second_printed }
     }，使该列总计（{ $left }）与各行之和（{ $right }）不相等。若分别改为{ $to }和{ $second_to }，{ $count ->
        [1] 该勾稽关系
       *[other] { $count }处勾稽关系全部
     }成立。
    [several] { $given }填{ $left }，上面各行相加为{ $right }，仅凭勾稽关系不能确定哪一格有误；最可能是{ $cell }应为{ $to }{ $changes ->
        [two] 、{ $second }应为{ $second_to }
       *[one] {""}
     }{ $last_year ->
        [same] （填的数与上年报告相同，可能没有更新）
       *[other] {""}
     }。
    [equal] { $given }填{ $left }，上面各行相加为{ $right }，有{ $ways }种改法，无法判断哪一格有误。
    [lone] { $given }填{ $left }，上面各行相加为{ $right }；改动一两格不能使勾稽关系成立，请对照台账逐项核对。
   *[none] { $given }填{ $left }，上面各行相加为{ $right }；不成立的勾稽关系共{ $failed }处（{ $failing }{ $more ->
        [some] 等
       *[none] {""}
     }），至少有三格有误，请对照台账逐项核对。
 }
    .name = 办理结果总计不等于各行之和
    .looks = 申请表每一列：（七）总计是否等于（一）至（六）各行之和。
    .matters = （七）总计按定义是各种办理结果之和，表中每件申请只计一种结果。
    .wrong = 予以公开5，部分公开1，其余0，总计7
    .right = 予以公开5，部分公开1，其余0，总计6
    .mend = 对照申请台账核实指出的单元格；区分处理的只计入部分公开。

R03 = { $kind ->
    [total] { $cell }{ $state ->
        [blank] 是空白
       *[filled] 填{ $printed }
     }，左边各列相加为{ $right }{ $last_year ->
        [same] （填的数与上年报告相同，可能没有更新）
       *[other] {""}
     }。若改为{ $to }，{ $count ->
        [1] 该勾稽关系
       *[other] { $count }处勾稽关系全部
     }成立。
    [part] { $cell }{ $state ->
        [blank] 是空白
       *[filled] 填{ $printed }
     }，使本行总计（{ $left }）与各列之和（{ $right }）不相等{ $last_year ->
        [same] （填的数与上年报告相同，可能没有更新）
       *[other] {""}
     }。若改为{ $to }，{ $count ->
        [1] 该勾稽关系
       *[other] { $count }处勾稽关系全部
     }成立。
    [two] { $changed }{ $state ->
        [blank] 是空白
       *[filled] 填{ $printed }
     }、{ $second }{ $second_state ->
        [blank] 是空白
       *[filled] 填{ $second_printed }
     }，使本行总计（{ $left }）与各列之和（{ $right }）不相等。若分别改为{ $to }和{ $second_to }，{ $count ->
        [1] 该勾稽关系
       *[other] { $count }处勾稽关系全部
     }成立。
    [several] { $given }填{ $left }，左边各列相加为{ $right }，仅凭勾稽关系不能确定哪一格有误；最可能是{ $cell }应为{ $to }{ $changes ->
        [two] 、{ $second }应为{ $second_to }
       *[one] {""}
     }{ $last_year ->
        [same] （填的数与上年报告相同，可能没有更新）
       *[other] {""}
     }。
    [equal] { $given }填{ $left }，左边各列相加为{ $right }，有{ $ways }种改法，无法判断哪一格有误。
    [lone] { $given }填{ $left }，左边各列相加为{ $right }；改动一两格不能使勾稽关系成立，请对照台账逐项核对。
   *[none] { $given }填{ $left }，左边各列相加为{ $right }；不成立的勾稽关系共{ $failed }处（{ $failing }{ $more ->
        [some] 等
       *[none] {""}
     }），至少有三格有误，请对照台账逐项核对。
 }
    .name = 总计不等于各类申请人之和
    .looks = 申请表每一行：总计是否等于自然人与五类法人或其他组织之和。
    .matters = 总计一列按定义是各类申请人之和，每件申请只有一类申请人。
    .wrong = 自然人9，商业企业2，其余0，总计12
    .right = 自然人9，商业企业2，其余0，总计11
    .mend = 对照申请台账核实指出的单元格。

R05 = { $kind ->
    [total] { $cell }{ $state ->
        [blank] 是空白
       *[filled] 填{ $printed }
     }，四项结果相加为{ $right }{ $last_year ->
        [same] （填的数与上年报告相同，可能没有更新）
       *[other] {""}
     }。若改为{ $to }，{ $count ->
        [1] 该勾稽关系
       *[other] { $count }处勾稽关系全部
     }成立。
    [part] { $cell }{ $state ->
        [blank] 是空白
       *[filled] 填{ $printed }
     }，使总计（{ $left }）与四项结果之和（{ $right }）不相等{ $last_year ->
        [same] （填的数与上年报告相同，可能没有更新）
       *[other] {""}
     }。若改为{ $to }，{ $count ->
        [1] 该勾稽关系
       *[other] { $count }处勾稽关系全部
     }成立。
    [two] { $changed }{ $state ->
        [blank] 是空白
       *[filled] 填{ $printed }
     }、{ $second }{ $second_state ->
        [blank] 是空白
       *[filled] 填{ $second_printed }
     }，使总计（{ $left }）与四项结果之和（{ $right }）不相等。若分别改为{ $to }和{ $second_to }，{ $count ->
        [1] 该勾稽关系
       *[other] { $count }处勾稽关系全部
     }成立。
    [several] { $given }填{ $left }，四项结果相加为{ $right }，仅凭勾稽关系不能确定哪一格有误；最可能是{ $cell }应为{ $to }{ $changes ->
        [two] 、{ $second }应为{ $second_to }
       *[one] {""}
     }{ $last_year ->
        [same] （填的数与上年报告相同，可能没有更新）
       *[other] {""}
     }。
    [equal] { $given }填{ $left }，四项结果相加为{ $right }，有{ $ways }种改法，无法判断哪一格有误。
    [lone] { $given }填{ $left }，四项结果相加为{ $right }；改动一两格不能使勾稽关系成立，请对照台账逐项核对。
   *[none] { $given }填{ $left }，四项结果相加为{ $right }；不成立的勾稽关系共{ $failed }处（{ $failing }{ $more ->
        [some] 等
       *[none] {""}
     }），至少有三格有误，请对照台账逐项核对。
 }
    .name = 复议、诉讼总计不等于各项之和
    .looks = 复议、未经复议直接起诉、复议后起诉三组：总计是否等于维持、纠正、其他、尚未审结之和。
    .matters = 每件案件只有一种结果，总计按定义是四项之和；已公开的报告中确有填错的。
    .wrong = 结果维持10，结果纠正1，总计13
    .right = 结果维持10，结果纠正1，总计11
    .mend = 对照复议、诉讼案件台账核实指出的单元格。

R06 = { $cell }空白，而各部分相加为{ $sum }{ $count ->
    [1] {""}
   *[other] （空白的共 { $count } 格）
 }；请填写总计。
    .name = 总计空白
    .looks = 总计空白而各部分已填的单元格；同一列或同一行的算一处。
    .matters = 总计是表格规定的数字，不能由读者自己相加；空白也使勾稽无从核对。
    .wrong = 自然人9，商业企业2，总计空白
    .right = 自然人9，商业企业2，总计11
    .mend = 填写各部分之和；没有的填0。

R07 = { $kind ->
    [sum] { $cell }空白，而文字部分的{ $printed }是{ $summands }之和，这一格应为{ $to }{ $count ->
        [1] {""}
       *[other] （空白的共 { $count } 格）
     }；请对照台账补填，没有的填0。
    [text] { $cell }空白，而文字部分写{ $printed }{ $count ->
        [1] {""}
       *[other] （空白的共 { $count } 格）
     }；请对照台账补填，没有的填0。
    [relation] { $given }为{ $left }，而相应各项为{ $right }，空白的 { $count } 格中{ $needed_count ->
        [none] 有的不能为0
        [many] { $needed }等不能为0
       *[some] { $needed }不能为0
     }；请对照台账补填，没有的填0。
   *[row] { $cell }填{ $total }，已填的各格相加只有{ $sum }{ $others ->
        [none] {""}
        [many] （{ $other_totals }等也多于已填的各格）
       *[some] （{ $other_totals }也多于已填的各格）
     }，空白的 { $count } 格中{ $needed_count ->
        [none] 有的不能为0
        [many] { $needed }等不能为0
       *[some] { $needed }不能为0
     }；请对照台账补填，没有的填0。
 }
    .name = 空白处应有数
    .looks = 空白的单元格：总计大于已填各格之和的行，以及文字部分写明数字而表格空白的。
    .matters = 总计或文字表明空白处不是0，空白的列应按类别填写（国办公开办函〔2021〕30号表格）。
    .wrong = 自然人9，其余空白，总计11
    .right = 自然人9，商业企业2，其余0，总计11
    .mend = 对照台账补填，没有的填0。

R08 = { $kind ->
    [total] { $cell }{ $state ->
        [blank] 是空白
       *[filled] 填{ $printed }
     }，两格的数字可能本是一个数{ $last_year ->
        [same] （填的数与上年报告相同，可能没有更新）
       *[other] {""}
     }。若改为{ $to }，{ $count ->
        [1] 该勾稽关系
       *[other] { $count }处勾稽关系全部
     }成立。
    [part] { $cell }{ $state ->
        [blank] 是空白
       *[filled] 填{ $printed }
     }，两格的数字连起来可能本是一个数，现在总计{ $left }与各数之和{ $right }不相等{ $last_year ->
        [same] （填的数与上年报告相同，可能没有更新）
       *[other] {""}
     }。若改为{ $to }，{ $count ->
        [1] 该勾稽关系
       *[other] { $count }处勾稽关系全部
     }成立。
    [two] { $changed }{ $state ->
        [blank] 是空白
       *[filled] 填{ $printed }
     }、{ $second }{ $second_state ->
        [blank] 是空白
       *[filled] 填{ $second_printed }
     }，两格的数字连起来可能本是一个数，现在总计{ $left }与各数之和{ $right }不相等。若分别改为{ $to }和{ $second_to }，{ $count ->
        [1] 该勾稽关系
       *[other] { $count }处勾稽关系全部
     }成立。
    [several] { $changed }填{ $printed }、{ $second }填{ $second_printed }，连起来正好使总计{ $left }与各数之和{ $right }相等，仅凭勾稽关系不能确定哪一格有误；最可能是{ $cell }应为{ $to }，{ $second }应为{ $second_to }{ $last_year ->
        [same] （填的数与上年报告相同，可能没有更新）
       *[other] {""}
     }。
    [equal] { $given }填{ $left }，各数相加为{ $right }，有{ $ways }种改法，无法判断哪一格有误。
    [lone] { $given }填{ $left }，各数相加为{ $right }；改动一两格不能使勾稽关系成立，请对照台账逐项核对。
   *[none] { $given }填{ $left }，各数相加为{ $right }；不成立的勾稽关系共{ $failed }处（{ $failing }{ $more ->
        [some] 等
       *[none] {""}
     }），至少有三格有误，请对照台账逐项核对。
 }
    .name = 一个数拆在两格
    .looks = 相邻两格的数字连起来是否正好使勾稽关系成立。
    .matters = 录入或从其他文件复制时，一个数的各位容易落到相邻两格。
    .wrong = 结果维持1，结果纠正2，总计12
    .right = 结果维持12，结果纠正0，总计12
    .mend = 对照台账，把数字填回它所属的一格，另一格填0。

R09 = { $cell }填{ $after }，多于本年和上年的行政复议总计之和（{ $before }加{ $prior }），请核实是否有直接起诉的案件计入。
    .name = 复议后起诉多于复议
    .looks = 复议后起诉总计是否超过本年与上年行政复议总计之和；没有上年报告时不核对。
    .matters = 复议后起诉的案件都先经过复议，收到复议决定后十五日内起诉（行政诉讼法第四十五条）。更早的案件或由其他机关复议的除外，所以请核实。
    .wrong = 复议1，上年2，复议后起诉5
    .right = 复议1，上年2，复议后起诉3，未经复议直接起诉2
    .mend = 核对各案件是否经过复议，填入相应一组。

R10 = { $scope ->
    [report] 各表的数字全部为0，请确认不是未填写的空表
   *[table] 表“{ $table }”的数字全部为0，文字部分也没有说明未收到申请，请确认
 }。
    .name = 全部为0
    .looks = 申请表是否全部为0而文字中没有“未收到”“0件”等说明；只有数字的文件看全部表格。
    .matters = 全年没有申请是可能的，但没有填写的模板看上去也是这样。
    .wrong = 申请表全部为0，文字部分没有提到申请
    .right = 申请表全部为0，文字写明“本年度未收到政府信息公开申请”
    .mend = 确认无误的在文字部分写明；漏填的补填。

R11 = { $kind ->
    [total] { $cell }{ $state ->
        [blank] 是空白
       *[filled] 填{ $printed }
     }，各部分相加为{ $right }{ $last_year ->
        [same] （填的数与上年报告相同，可能没有更新）
       *[other] {""}
     }。若改为{ $to }，{ $count ->
        [1] 该勾稽关系
       *[other] { $count }处勾稽关系全部
     }成立。
    [part] { $cell }{ $state ->
        [blank] 是空白
       *[filled] 填{ $printed }
     }，使总计（{ $left }）与各部分之和（{ $right }）不相等{ $last_year ->
        [same] （填的数与上年报告相同，可能没有更新）
       *[other] {""}
     }。若改为{ $to }，{ $count ->
        [1] 该勾稽关系
       *[other] { $count }处勾稽关系全部
     }成立。
    [two] { $changed }{ $state ->
        [blank] 是空白
       *[filled] 填{ $printed }
     }、{ $second }{ $second_state ->
        [blank] 是空白
       *[filled] 填{ $second_printed }
     }，使总计（{ $left }）与各部分之和（{ $right }）不相等。若分别改为{ $to }和{ $second_to }，{ $count ->
        [1] 该勾稽关系
       *[other] { $count }处勾稽关系全部
     }成立。
    [several] { $given }填0，各部分相加为{ $right }，仅凭勾稽关系不能确定哪一格有误；最可能是{ $cell }应为{ $to }{ $changes ->
        [two] 、{ $second }应为{ $second_to }
       *[one] {""}
     }{ $last_year ->
        [same] （填的数与上年报告相同，可能没有更新）
       *[other] {""}
     }。
    [equal] { $given }填0，各部分相加为{ $right }，有{ $ways }种改法，无法判断哪一格有误。
    [lone] { $given }填0，各部分相加为{ $right }；改动一两格不能使勾稽关系成立，请对照台账逐项核对。
   *[none] { $given }填0，各部分相加为{ $right }；不成立的勾稽关系共{ $failed }处（{ $failing }{ $more ->
        [some] 等
       *[none] {""}
     }），至少有三格有误，请对照台账逐项核对。
 }
    .name = 总计为0而各部分不为0
    .looks = 总计填0、各部分之和大于0的单元格。
    .matters = 总计按定义是各部分之和；模板中预填的0没有更新是最常见的原因，已公开的报告中确有其例。
    .wrong = 结果维持10，结果纠正1，总计0
    .right = 结果维持10，结果纠正1，总计11
    .mend = 核对各部分后填写合计。

R12 = { $kind ->
    [total] { $cell }{ $state ->
        [blank] 是空白
       *[filled] 填{ $printed }
     }，各部分相加为{ $right }{ $last_year ->
        [same] （填的数与上年报告相同，可能没有更新）
       *[other] {""}
     }。若改为{ $to }，{ $count ->
        [1] 该勾稽关系
       *[other] { $count }处勾稽关系全部
     }成立。
    [part] { $cell }{ $state ->
        [blank] 是空白
       *[filled] 填{ $printed }
     }，使总数（{ $left }）与各部分之和（{ $right }）不相等{ $last_year ->
        [same] （填的数与上年报告相同，可能没有更新）
       *[other] {""}
     }。若改为{ $to }，{ $count ->
        [1] 该勾稽关系
       *[other] { $count }处勾稽关系全部
     }成立。
    [two] { $changed }{ $state ->
        [blank] 是空白
       *[filled] 填{ $printed }
     }、{ $second }{ $second_state ->
        [blank] 是空白
       *[filled] 填{ $second_printed }
     }，使总数（{ $left }）与各部分之和（{ $right }）不相等。若分别改为{ $to }和{ $second_to }，{ $count ->
        [1] 该勾稽关系
       *[other] { $count }处勾稽关系全部
     }成立。
    [several] { $given }填{ $left }，各部分相加为{ $right }，仅凭勾稽关系不能确定哪一格有误；最可能是{ $cell }应为{ $to }{ $changes ->
        [two] 、{ $second }应为{ $second_to }
       *[one] {""}
     }{ $last_year ->
        [same] （填的数与上年报告相同，可能没有更新）
       *[other] {""}
     }。
    [equal] { $given }填{ $left }，各部分相加为{ $right }，有{ $ways }种改法，无法判断哪一格有误。
    [lone] { $given }填{ $left }，各部分相加为{ $right }；改动一两格不能使勾稽关系成立，请对照台账逐项核对。
   *[none] { $given }填{ $left }，各部分相加为{ $right }；不成立的勾稽关系共{ $failed }处（{ $failing }{ $more ->
        [some] 等
       *[none] {""}
     }），至少有三格有误，请对照台账逐项核对。
 }
    .name = 合计不等于各部分之和
    .looks = 其他版本表格中的合计，例如2014年统计表的收到申请数与各种申请方式。
    .matters = 表格中的“其中”各项相加应等于总数（国办发〔2014〕32号统计表）。
    .wrong = 收到申请31，当面4、网络8、信函1
    .right = 收到申请13，当面4、网络8、信函1
    .mend = 对照台账核实指出的单元格。
