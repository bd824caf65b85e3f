# Text, punctuation, left-over template text

T01 = Left-over template text, or a place not filled in: “{ $found }”{ $count ->
    [1] {""}
   *[other] { " " }({ $count } places)
 }: “{ $sentence }”
    .name = Left-over template text
    .looks = XX, ××, ____ and *** in title, preface and text; guidance such as （文字描述）; the form's own guidance; and what programs leave behind (None, #REF!).
    .matters = The report is published; one that was not filled in was not read by anybody.
    .wrong = 全年召开会议XX次。
    .right = 全年召开会议3次。
    .mend = Fill it in, or delete the sentence.

T02 = { $kind ->
    [typo] “{ $found }” should be “{ $right }”{ $count ->
        [1] {""}
       *[other] { " " }({ $count } places)
     }: “{ $sentence }”
    [word] “{ $found }” stands twice: “{ $sentence }”
    [item] “{ $found }” stands twice in one list: “{ $sentence }”
    [sentence] A sentence stands twice: “{ $sentence }”
    [mark] Doubled punctuation “{ $found }”: “{ $sentence }”
    [open] “{ $found }” has no other half: “{ $sentence }”
    [closed] “{ $found }” has no other half: “{ $sentence }”
    [item_stop] Punctuation is missing before “{ $found }”: “{ $sentence }”
    [stop] A paragraph ends without a stop{ $count ->
        [1] {""}
       *[other] { " " }({ $count } paragraphs)
     }: “{ $sentence }”
   *[width] Half-width and full-width punctuation are mixed; “{ $found }” and others stand half-width in { $count } places: “{ $sentence }”
 }
    .name = Typing faults and punctuation
    .looks = Common typing faults; words, list items and sentences that stand twice; doubled punctuation; quotation marks and brackets without their other half; missing stops; half-width among full-width punctuation (one hint a report).
    .matters = What is published is proof-read by GB/T 15834 and the rules for official documents; readers see such faults first.
    .wrong = 上年转结2件；；拓宽公开渠，方便群众
    .right = 上年结转2件；拓宽公开渠道，方便群众。
    .mend = Correct the quoted place; if it is right, switch the rule off in nianbao.toml and give the reason.

T03 = Requests are counted in 件, not 条{ $count ->
    [1] {""}
   *[other] { " " }({ $count } places)
 }: “{ $sentence }”
    .name = The unit of requests
    .looks = Whether sentences on requests received or answered count them in 条. 宗 is in use in places and silent; 条 is right for published information.
    .matters = The form counts requests in 件; 条 is the unit of information, and readers mix them up.
    .wrong = 本年收到政府信息公开申请5条。
    .right = 本年收到政府信息公开申请5件。
    .mend = Write 件.

T04 = { $kind ->
    [skip] The numbers go from “{ $before }” to “{ $found }”: “{ $sentence }”
    [again] The number “{ $found }” stands again or runs backwards after “{ $before }”: “{ $sentence }”
   *[order] The levels are upside down, “{ $found }” stands below “{ $before }”: “{ $sentence }”
 }
    .name = Numbers of headings
    .looks = Numbers at the beginning of headings and paragraphs of each part: left out, doubled, backwards, and （一） below 1. Numbers within a paragraph count too.
    .matters = GB/T 9704 has the levels 一、 （一） 1. （1） in this order. A number that is left out often means that a paragraph was deleted.
    .wrong = （一）主动公开…（三）政府信息管理…
    .right = （一）主动公开…（二）依申请公开…（三）政府信息管理…
    .mend = See whether a paragraph is missing, then mend the numbers.

T05 = { $kind ->
    [word] A word to be looked at, “{ $found }”: “{ $sentence }”
   *[meeting] “{ $found }” is named and the later “{ $newer }” is not; see whether the phrase still holds: “{ $sentence }”
 }
    .name = Political phrases
    .looks = Whether only an older congress or plenary session is named where a later one was held by the end of the year; 党的十八大以来 does not count. Also the words listed for T05 in nianbao.toml.
    .matters = Such phrases change with each meeting, and copied text keeps the old ones.
    .wrong = 2024: 深入学习贯彻党的十九大精神。
    .right = 2024: 深入学习贯彻党的二十大和二十届三中全会精神。
    .mend = Use the current phrase; references to history may stay.

T06 = { $held ->
    [never] There was no “{ $found }”
    [later] “{ $found }” had not been held yet when the report was written
   *[other] “{ $found }” was held in { $held }, after the report was written
 }: “{ $sentence }”
    .name = A meeting that does not fit the year
    .looks = Whether the congresses and plenary sessions named exist, and were held before the report was written (March of the next year).
    .matters = A wrong name of a meeting is a grave fault that spelling checkers let pass.
    .wrong = 2023: 贯彻党的十九届八中全会精神。
    .right = 2023: 贯彻党的二十届二中全会精神。
    .mend = Check the meeting's name.

T07 = { $kind ->
    [besides] A number in brackets takes no further mark: “{ $sentence }”
   *[mixed] Numbers of one level are written in two ways, “{ $before }” and “{ $found }”: “{ $sentence }”
 }
    .name = Numbers written in different ways
    .looks = Whether the marks after numbers of one level agree (1. and 1、), and whether a number in brackets has a mark besides. One hint a report.
    .matters = The rules for official documents prescribe 一、 （一） 1. （1）.
    .wrong = 1.更新目录。2、修订指南。
    .right = 1.更新目录。2.修订指南。
    .mend = Write them all as prescribed.

T08 = “{ $found }” is an old name{ $known ->
    [yes] , now “{ $right }”
   *[no] {""}
 }{ $count ->
    [1] {""}
   *[other] { " " }({ $count } places)
 }: “{ $sentence }”
    .name = Old names of places and organs
    .looks = The old names listed for T08 in nianbao.toml (old=new), save in 《》 and after 原. Not looked at unless set.
    .matters = After a county becomes a district or organs are reformed, old names stay in copied paragraphs.
    .wrong = 乙县各乡镇公开信息12条。 (now 乙新区)
    .right = 乙新区各乡镇公开信息12条。
    .mend = Use the present name; for history, put 原 before the old one.
