# Structure: six parts, headings, tables

S01 = { $kind ->
    [heading] A table stands without its heading: “{ $missing }”.
   *[part] { $count ->
        [1] A part is missing: { $missing }.
       *[other] { $count } parts are missing: { $missing }.
     }
 }
    .name = Parts of the form are missing
    .looks = Whether the report has every part of the form, and whether each table has its part's heading above it (a warning). Headings in other words are S02's, renumbered or misplaced ones L14's, missing tables L05's.
    .matters = Article 50 of the Regulation says what the report holds, and the notice 国办公开办函〔2021〕30号 makes six parts of it that may “neither be left out nor stretched”.
    .wrong = Only the tables of parts two to four, without “一、总体情况” and “五、存在的主要问题及改进情况”
    .right = All of 一 to 六; a part with nothing to say keeps its heading and says so
    .mend = Add the missing headings and texts; if the text is in another file, use --join to read several files as one report.

S02 = Headings differ from the form: “{ $printed }”; the form has “{ $official }”.
    .name = Headings in other words than the form's
    .looks = Compares the heading of each part with the form's, blanks and punctuation apart; a report of the format of 2019 may use the headings of 2021 too.
    .matters = The notice 国办公开办函〔2021〕30号 fixes the headings, and whoever adds up or inspects goes by them; 整改措施 and 因政府信息公开工作被申请… are older or home-made.
    .wrong = 五、存在的主要问题及整改措施
    .right = 五、存在的主要问题及改进情况
    .mend = Use the words of the form.

S03 = The overview says nothing of: { $missing }.
    .name = An aspect of the overview is missing
    .looks = Whether part one has the five aspects that the form asks for: under its sub-headings or at the beginning of a paragraph; without sub-headings, anywhere in the text. Somewhat other words count.
    .matters = By the notice 国办公开办函〔2021〕30号 the overview covers 主动公开, 依申请公开, 政府信息管理, 政府信息公开平台建设 and 监督保障.
    .wrong = Only （一）主动公开, （二）依申请公开, （三）平台建设
    .right = A paragraph for each of the five, if only a sentence
    .mend = Write the missing ones.

S04 = Table “{ $table }” { $kind ->
    [annex] is not in the report; the text refers to an annex
    [picture] was not found, and the file has pictures: the table may be one
   *[absent] is not in the data
 }.
    .name = A table that is no table
    .looks = Where a table was not found: whether the text refers to an annex or a picture, and whether the file has pictures. Also whether data read directly lack a whole table.
    .matters = The three tables are part of the form; figures in pictures and annexes cannot be searched, added up or read aloud.
    .wrong = 二、主动公开政府信息情况：见附件1
    .right = The table right under the heading; pictures and annexes only beside it
    .mend = Put the table into the text as a table.

S05 = Table “{ $table }” lacks whole rows or columns: { $labels }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}.
    .name = Rows or columns are missing
    .looks = Whether data read directly lack all cells of a row or column. Tables recognized in files are L04's and L13's, added rows L18's.
    .matters = The form fixes rows and columns; without the column of totals nothing can be proved or added up.
    .wrong = Part four without its columns 总计
    .right = All rows and columns, with 0 where nothing happened
    .mend = Add the missing rows or columns.

S06 = { $kind ->
    [mixed] Table “{ $table }” is of the edition of { $edition }, and { $count } of its cells are of { $other }
   *[year] A report of { $year } should use the edition of { $expected }; table “{ $table }” is of { $edition }
 }; every cell was read in its own edition, and nothing was converted.
    .name = A table of an edition that is not the year's
    .looks = Tells each table's edition by its labels and compares it with the one for the year reported on; also says where one table has cells of two editions.
    .matters = Reports of 2021 and after use the form of 国办公开办函〔2021〕30号. The columns of 2019 mean something else (fees are items there, not money) and cannot be carried over.
    .wrong = A report of 2023 with 本年新制作数量, 本年新公开数量, 对外公开总数量
    .right = 本年制发件数, 本年废止件数, 现行有效件数
    .mend = Make this year's tables with nianbao template and count anew for its columns; do not copy the old figures.

S07 = { $kind ->
    [missing] There is no preface. The form asks for none, but legal basis, period and contact usually stand there.
    [others] The preface lists other parts than the form has: “{ $others }”, and not “{ $missing }”.
   *[fewer] The preface's list of parts leaves out “{ $missing }”.
 }
    .name = No preface, or one that lists other parts
    .looks = Whether there is text between title and part one, and whether its list of parts names all six. Other words count, and a list that ends in 等 leaves nothing out.
    .matters = A preface that lists 咨询投诉 or 收费及减免, or only five parts, is most likely an old one.
    .wrong = 本报告由概述、主动公开、依申请公开、收费及减免情况、复议诉讼、存在问题等部分组成
    .right = 本报告由总体情况，主动公开政府信息情况，收到和处理政府信息公开申请情况，政府信息公开行政复议、行政诉讼情况，存在的主要问题及改进情况，其他需要报告的事项六个部分组成
    .mend = Name the six parts of the form, or leave the sentence out.

S08 = The preface stands within part one: “{ $sentence }”
    .name = The preface stands within part one
    .looks = There is no preface, and the first two paragraphs of part one speak of legal basis or counting period.
    .matters = The overview is for the five aspects (国办公开办函〔2021〕30号); within it, readers do not find period and contact.
    .wrong = The first paragraph under “一、总体情况”: 本报告根据《条例》编制，统计期限为……
    .right = That paragraph between the title and “一、总体情况”
    .mend = Move the paragraph above “一、总体情况”.

S09 = The part on problems and improvements { $kind ->
    [empty] is empty.
    [nothing] says only “{ $sentence }”.
    [problem] names no problem.
   *[improvement] names no improvement.
 }
    .name = No problem or no improvement
    .looks = Whether part five speaks of problems (不足, 不够, 薄弱 …) and of improvements (将, 加强, 完善 …); sub-headings count.
    .matters = Article 50(4) of the Regulation asks for the main problems and how they are mended; 国办公开办函〔2021〕30号 names perfunctory reports among those to be held to account.
    .wrong = 五、存在的主要问题及改进情况　无。
    .right = 一是解读形式比较单一，改进：……；二是……
    .mend = Write which problems there were this year, and what is done about each.

S10 = The part on other matters { $kind ->
    [empty] is empty; it should report the information-handling fees.
    [nothing] says only “{ $sentence }”; it should report the information-handling fees.
   *[fees] says nothing of information-handling fees; a sentence is due even where none were charged.
 }
    .name = Nothing on information-handling fees
    .looks = Whether part six of a report of 2021 or after is empty or only says 无, and whether the text mentions the fee anywhere.
    .matters = The rules on the fee (国办函〔2020〕109号) hold since 2021, and part six is where it is reported.
    .wrong = 六、其他需要报告的事项　无。
    .right = 六、其他需要报告的事项　本年度未发出收费通知，未收取信息处理费。没有其他需要报告的事项。
    .mend = Give the number of fee notices, their sum and the sum received; where there are none, say so.

S11 = The overview has { $count } characters, more than the { $limit } allowed.
    .name = The overview is too long
    .looks = Counts the characters of part one, blanks apart, and compares them with the limit set for S11 in nianbao.toml. Off until set; set to on without a limit, 1000.
    .matters = Some cities ask for at most a thousand characters; the national form sets no bound.
    .wrong = An overview of 2,600 characters where 1,000 are allowed
    .right = An overview of 950 characters
    .mend = Cut general phrases; keep this year's facts and figures.

S12 = The text is { $kind ->
    [longer] more than three times as long as last year's
   *[shorter] less than a third of last year's
 }: { $now } characters, { $before } last year.
    .name = Much longer or shorter than last year
    .looks = Compares the length of all parts of both years; says so where one is more than three times the other. Two short texts are not compared.
    .matters = Such a jump may be a part left out, a text pasted twice, or another organ's report.
    .wrong = 3,200 characters last year, 900 this year
    .right = About as long, or different for a reason
    .mend = See whether the text is complete; if it is, nothing need be changed.

S13 = The report says nothing of assessment, public appraisal and accountability.
    .name = A government's report without assessment and accountability
    .looks = Whether the report of a people's government, townships included, mentions 考核, 评议, 责任追究 or the like. Departments and sub-district offices are not asked.
    .matters = By Article 50(4) of the Regulation the reports of people's governments also give the results of assessment, public appraisal and accountability; 国办公开办函〔2021〕30号 puts them under 监督保障.
    .wrong = （五）监督保障　加强组织领导，定期开展检查。
    .right = （五）监督保障　政府信息公开列入年度考核，占 4 分；社会评议满意率 96%；没有责任追究的情形。
    .mend = Add the three results under 监督保障; where nobody was held to account, say so.

S14 = The preface announces { $announced_number } parts, but there are { $listed_number }: “{ $sentence }”
    .name = The preface announces another number of parts
    .looks = Compares the number of parts that the preface announces with those it lists, or, without a list, with those of the report. Parts left out of the list are S07's.
    .matters = The preface is an old one, or was not changed with the text.
    .wrong = 本报告由……（six parts listed）等 7 个部分组成
    .right = 本报告由……（six parts listed）六个部分组成
    .mend = Correct the number, or add what the list leaves out.
