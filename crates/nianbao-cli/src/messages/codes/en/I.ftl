# Organ, year, period, contact

I01 = { $kind ->
    [period] The title says { $year }, but the counting period is in { $other }: “{ $sentence }”
   *[file] The report is of { $year }, but the file's name says { $other }: { $sentence }
 }
    .name = Title and counting period are of different years
    .looks = Compares the year in the title with that in the sentence on the counting period. A file named after the year of writing is no fault; another year in its name is a hint.
    .matters = The report is on 1 January to 31 December of the year before. Where the two differ, last year's text was mostly taken over and changed in one place only.
    .wrong = Title: ……2024年政府信息公开工作年度报告; preface: 统计期限为2023年1月1日至2023年12月31日
    .right = 2024 in both places
    .mend = See which year the figures are of, and correct the other place.

I02 = { $kind ->
    [period] The counting period is not a whole year: { $from } to { $to }.
   *[misprint] A year is misprinted: “{ $printed }” in “{ $sentence }”
 }
    .name = The period is no whole year, or a year is misprinted
    .looks = Whether the sentence on the counting period names 1 January to 31 December of one year, and whether any year has a digit too many or too few. Dates of other things do not matter.
    .matters = The counting period is 1 January to 31 December; figures of another one cannot be added up with those of others.
    .wrong = 自2020年1月1日起至202020年12月31日止
    .right = 自2020年1月1日起至2020年12月31日止
    .mend = Correct the date; if part of the year was not counted, count it.

I03 = { $kind ->
    [report] The preface speaks of the report of { $found }, not { $meant }: “{ $sentence }”
    [count] This seems to be about the year reported on, but says { $found } instead of { $meant }: “{ $sentence }”
    [plan] This reads like a plan, but says { $found } instead of { $meant }: “{ $sentence }”
    [accounts] The final accounts of { $found } are published in the year after; perhaps { $meant } is meant: “{ $sentence }”
   *[signed] The sign-off is dated within the year reported on; { $meant } must be meant: { $sentence }
 }{ $count ->
    [1] {""}
   *[other] { " " }({ $count } such places)
 }
    .name = Another year stands where this one is meant
    .looks = Only where nothing else can be meant: the report's own name in the preface, counts and fees of the year, the first sentence of the overview, plans, final accounts already published, the sign-off. Years in titles and document numbers, ranges, comparisons, “since”, dates of laws, and last year named as such are passed over.
    .matters = Where last year's number stands, the sentence and perhaps its figures are last year's; copied content is one of the faults that 国办公开办函〔2021〕30号 names.
    .wrong = In a report of 2023: 下一步改进措施：2023年我局将加大培训力度
    .right = 2024年我局将加大培训力度
    .mend = See which year the sentence is about and correct it; write anew what was copied.

I04 = The { $place ->
    [title] title
    [preface] preface
    [contact] contact
    [signature] sign-off
   *[file] file's name
 } says “{ $other }”; the report is by “{ $organ }”.
    .name = The name of another organ
    .looks = Compares the names in title, preface, contact, sign-off and file name. A name that ends in the other (高平市陈区镇人民政府, 陈区镇人民政府), a short name and the organ's own office are the same; a department may answer for its government.
    .matters = Another organ's name shows that its report was taken as a model, and readers will say so. Scanning faults (沐阳 for 沭阳) show here too.
    .wrong = In the report of 清河县水利局: 本报告由清河县司法局编制
    .right = 本报告由清河县水利局编制
    .mend = Correct the name, and see whether text and figures are the organ's own.

I05 = The report is by “{ $organ }”, but the text calls itself “{ $words }”{ $count ->
    [1] {""}
   *[other] { " " }({ $count } times)
 }: “{ $sentence }”
    .name = The text calls the organ what it is not
    .looks = Whether 我局, 我镇, 我乡, 我街道, 我委 and 我厅 fit the organ's name. 我县, 我市 and 我办 may stand anywhere; quotations are passed over.
    .matters = A wrong word for oneself shows that the passage is another organ's.
    .wrong = In the report of 清河县水利局: 我镇公开栏每月更新
    .right = 我局公开栏每月更新
    .mend = Correct the word, and see whether the passage is true of this organ.

I06 = { $kind ->
    [none] The preface gives no contact.
    [missing] The contact lacks: { $missing }.
    [wrong] In the contact, this cannot be right: { $wrong }.
   *[both] The contact lacks: { $missing }; this cannot be right: { $wrong }.
 }
    .name = The contact is incomplete
    .looks = Whether the preface gives address, postcode, telephone and e-mail, the postcode in six digits and the telephone in as many as numbers have, with any dash. Reports without a preface are passed over.
    .matters = The form does not ask for it, but readers with a question expect it in the preface.
    .wrong = （地址：人民路1号；邮编：04840；电话：0356-58625）
    .right = （地址：人民路1号；邮编：048400；电话：0356-5862575；电子邮箱：xxgk@example.gov.cn）
    .mend = Complete or correct the contact.

I07 = Site addresses differ within the report: { $first } and { $other }.
    .name = Site addresses differ
    .looks = Compares the addresses in the text: one letter apart, two letters exchanged, or two addresses for what is called by one name. http or https, www or not, and pages of one site make no difference; nothing is fetched.
    .matters = Readers do not find the report by a wrong address, or land on somebody else's site.
    .wrong = Preface: http://www.qinghe.gov.cn; overview: http://www.qignhe.gov.cn
    .right = http://www.qinghe.gov.cn in both places
    .mend = Open the site, and write its address in one way.

I08 = { $kind ->
    [replaced] “{ $printed }” was replaced by “{ $right }”: “{ $sentence }”
    [wrong] “{ $printed }” is no document's name; “{ $right }” is: “{ $sentence }”
   *[undefined] 《条例》 stands before the full name does: “{ $sentence }”
 }
    .name = A law or notice is cited wrongly
    .looks = Whether 国务院令第492号 or, in reports of 2021 and after, 国办公开办函〔2019〕60号 is cited, whether a regulation is called by a name that it does not have, and whether the full name stands before the first 《条例》. Sentences that tell of repeal or revision are passed over.
    .matters = The Regulation in force is that of 2019 (国务院令第711号); reports since 2021 go by 国办公开办函〔2021〕30号. An old citation shows an old text, and maybe an old form.
    .wrong = 根据《中华人民共和国政府信息公开条例》（国务院令第492号）
    .right = 根据《中华人民共和国政府信息公开条例》（国务院令第711号，以下简称《条例》）
    .mend = Cite what is in force; give the full name first, with its short form.

I09 = The sign-off is dated { $date }, after { $last }, the last day by { $kind ->
    [law] the Regulation
   *[local] local rule
 }.
    .name = Later than the last day
    .looks = The sign-off's date: 31 January of the year after for departments of governments of county level and above, 31 March for those governments. Silent without a date; townships only where nianbao.toml sets a limit for I09, such as 120 for 20 January.
    .matters = Article 49 of the Regulation; 国办公开办函〔2021〕30号 names reports out of time as the first ground for accountability.
    .wrong = The report of 清河县水利局 for 2024, dated 2025年2月6日
    .right = 2025年1月31日 or before
    .mend = Correct a wrong date. A late report is published at once and reported; its date stays.

I10 = A date is misprinted: “{ $printed }”{ $count ->
    [1] {""}
   *[other] { " " }({ $count } such places)
 } in “{ $sentence }”
    .name = A date is misprinted
    .looks = Dates that lost 年, 月 or 日 (20241月1日), and days that no calendar has (11月31日). Years with a wrong number of digits are I02's.
    .matters = Such slips mostly stand in the sentence on the counting period, which then tells neither people nor programs which year was counted.
    .wrong = 统计期限自20241月1日至2024年12月31日
    .right = 统计期限自2024年1月1日至2024年12月31日
    .mend = Put in what is missing, or correct the date.
