# Relations within the tables

R01 = { $kind ->
    [total] { $cell } { $state ->
        [blank] is blank
       *[filled] says { $printed }
     }, but items one and two add up to { $left }, three and four to { $right }{ $last_year ->
        [same] {" "}(it is last year's figure and may not have been updated)
       *[other] {""}
     }. With { $to }, { $count ->
        [1] the relation holds
        [2] both relations hold
       *[other] all { $count } relations hold
     }.
    [part] { $cell } { $state ->
        [blank] is blank
       *[filled] says { $printed }
     }, but items one and two ({ $left }) differ from three and four ({ $right }){ $last_year ->
        [same] {" "}(it is last year's figure and may not have been updated)
       *[other] {""}
     }. With { $to }, { $count ->
        [1] the relation holds
        [2] both relations hold
       *[other] all { $count } relations hold
     }.
    [two] { $changed } { $state ->
        [blank] is blank
       *[filled] says { $printed }
     } and { $second } { $second_state ->
        [blank] is blank
       *[filled] says { $second_printed }
     }, but items one and two ({ $left }) differ from three and four ({ $right }). With { $to } and { $second_to }, { $count ->
        [1] the relation holds
        [2] both relations hold
       *[other] all { $count } relations hold
     }.
    [several] { $given } add up to { $left }, handled and carried forward to { $right }; the relations alone cannot tell which cell is wrong. Likeliest: { $cell } should be { $to }{ $changes ->
        [two] {", "}{ $second } { $second_to }
       *[one] {""}
     }{ $last_year ->
        [same] {" "}(it is last year's figure and may not have been updated)
       *[other] {""}
     }.
    [equal] { $given } add up to { $left }, handled and carried forward to { $right }; there are { $ways } ways to mend it, and nothing tells which cell is wrong.
    [lone] { $given } add up to { $left }, handled and carried forward to { $right }; no change of one or two cells mends it. Check them against the register.
   *[none] { $given } add up to { $left }, handled and carried forward to { $right }; { $failed } relations fail ({ $failing }{ $more ->
        [some] {" and others"}
       *[none] {""}
     }), so at least three cells are wrong. Check them against the register.
 }
    .name = One and two are not three and four
    .looks = Each column of the table of requests: received plus brought forward equals handled plus carried forward.
    .matters = The relation is printed in the corner of the form (国办公开办函〔2021〕30号).
    .wrong = Natural persons: received 6, brought forward 0, handled 9, carried forward 0
    .right = Natural persons: received 9, brought forward 0, handled 9, carried forward 0
    .mend = Check the cell against the register of requests; never balance figures on paper.

R02 = { $kind ->
    [total] { $cell } { $state ->
        [blank] is blank
       *[filled] says { $printed }
     }, but the rows above add up to { $right }{ $last_year ->
        [same] {" "}(it is last year's figure and may not have been updated)
       *[other] {""}
     }. With { $to }, { $count ->
        [1] the relation holds
        [2] both relations hold
       *[other] all { $count } relations hold
     }.
    [part] { $cell } { $state ->
        [blank] is blank
       *[filled] says { $printed }
     }, but the total of the column ({ $left }) differs from the sum of its rows ({ $right }){ $last_year ->
        [same] {" "}(it is last year's figure and may not have been updated)
       *[other] {""}
     }. With { $to }, { $count ->
        [1] the relation holds
        [2] both relations hold
       *[other] all { $count } relations hold
     }.
    [two] { $changed } { $state ->
        [blank] is blank
       *[filled] says { $printed }
     } and { $second } { $second_state ->
        [blank] is blank
       *[filled] says { $second_printed }
     }, but the total of the column ({ $left }) differs from the sum of its rows ({ $right }). With { $to } and { $second_to }, { $count ->
        [1] the relation holds
        [2] both relations hold
       *[other] all { $count } relations hold
     }.
    [several] { $given } says { $left }, the rows above add up to { $right }; the relations alone cannot tell which cell is wrong. Likeliest: { $cell } should be { $to }{ $changes ->
        [two] {", "}{ $second } { $second_to }
       *[one] {""}
     }{ $last_year ->
        [same] {" "}(it is last year's figure and may not have been updated)
       *[other] {""}
     }.
    [equal] { $given } says { $left }, the rows above add up to { $right }; there are { $ways } ways to mend it, and nothing tells which cell is wrong.
    [lone] { $given } says { $left }, the rows above add up to { $right }; no change of one or two cells mends it. Check them against the register.
   *[none] { $given } says { $left }, the rows above add up to { $right }; { $failed } relations fail ({ $failing }{ $more ->
        [some] {" and others"}
       *[none] {""}
     }), so at least three cells are wrong. Check them against the register.
 }
    .name = Total handled is not the sum of the outcomes
    .looks = Each column of the table of requests: （七）总计 against the rows （一） to （六）.
    .matters = The total is by definition the sum of all outcomes, and each request has one.
    .wrong = Granted 5, in part 1, others 0, total 7
    .right = Granted 5, in part 1, others 0, total 6
    .mend = Check the cell against the register of requests.

R03 = { $kind ->
    [total] { $cell } { $state ->
        [blank] is blank
       *[filled] says { $printed }
     }, but the columns to the left add up to { $right }{ $last_year ->
        [same] {" "}(it is last year's figure and may not have been updated)
       *[other] {""}
     }. With { $to }, { $count ->
        [1] the relation holds
        [2] both relations hold
       *[other] all { $count } relations hold
     }.
    [part] { $cell } { $state ->
        [blank] is blank
       *[filled] says { $printed }
     }, but the total of the row ({ $left }) differs from the sum of its columns ({ $right }){ $last_year ->
        [same] {" "}(it is last year's figure and may not have been updated)
       *[other] {""}
     }. With { $to }, { $count ->
        [1] the relation holds
        [2] both relations hold
       *[other] all { $count } relations hold
     }.
    [two] { $changed } { $state ->
        [blank] is blank
       *[filled] says { $printed }
     } and { $second } { $second_state ->
        [blank] is blank
       *[filled] says { $second_printed }
     }, but the total of the row ({ $left }) differs from the sum of its columns ({ $right }). With { $to } and { $second_to }, { $count ->
        [1] the relation holds
        [2] both relations hold
       *[other] all { $count } relations hold
     }.
    [several] { $given } says { $left }, the columns to the left add up to { $right }; the relations alone cannot tell which cell is wrong. Likeliest: { $cell } should be { $to }{ $changes ->
        [two] {", "}{ $second } { $second_to }
       *[one] {""}
     }{ $last_year ->
        [same] {" "}(it is last year's figure and may not have been updated)
       *[other] {""}
     }.
    [equal] { $given } says { $left }, the columns to the left add up to { $right }; there are { $ways } ways to mend it, and nothing tells which cell is wrong.
    [lone] { $given } says { $left }, the columns to the left add up to { $right }; no change of one or two cells mends it. Check them against the register.
   *[none] { $given } says { $left }, the columns to the left add up to { $right }; { $failed } relations fail ({ $failing }{ $more ->
        [some] {" and others"}
       *[none] {""}
     }), so at least three cells are wrong. Check them against the register.
 }
    .name = Total is not the sum of the applicants
    .looks = Each row of the table of requests: the total against natural persons and the five kinds of organisations.
    .matters = The total is by definition the sum of the kinds of applicants, and each request has one.
    .wrong = Natural persons 9, businesses 2, others 0, total 12
    .right = Natural persons 9, businesses 2, others 0, total 11
    .mend = Check the cell against the register of requests.

R05 = { $kind ->
    [total] { $cell } { $state ->
        [blank] is blank
       *[filled] says { $printed }
     }, but the four results add up to { $right }{ $last_year ->
        [same] {" "}(it is last year's figure and may not have been updated)
       *[other] {""}
     }. With { $to }, { $count ->
        [1] the relation holds
        [2] both relations hold
       *[other] all { $count } relations hold
     }.
    [part] { $cell } { $state ->
        [blank] is blank
       *[filled] says { $printed }
     }, but the total ({ $left }) differs from the sum of the four results ({ $right }){ $last_year ->
        [same] {" "}(it is last year's figure and may not have been updated)
       *[other] {""}
     }. With { $to }, { $count ->
        [1] the relation holds
        [2] both relations hold
       *[other] all { $count } relations hold
     }.
    [two] { $changed } { $state ->
        [blank] is blank
       *[filled] says { $printed }
     } and { $second } { $second_state ->
        [blank] is blank
       *[filled] says { $second_printed }
     }, but the total ({ $left }) differs from the sum of the four results ({ $right }). With { $to } and { $second_to }, { $count ->
        [1] the relation holds
        [2] both relations hold
       *[other] all { $count } relations hold
     }.
    [several] { $given } says { $left }, the four results add up to { $right }; the relations alone cannot tell which cell is wrong. Likeliest: { $cell } should be { $to }{ $changes ->
        [two] {", "}{ $second } { $second_to }
       *[one] {""}
     }{ $last_year ->
        [same] {" "}(it is last year's figure and may not have been updated)
       *[other] {""}
     }.
    [equal] { $given } says { $left }, the four results add up to { $right }; there are { $ways } ways to mend it, and nothing tells which cell is wrong.
    [lone] { $given } says { $left }, the four results add up to { $right }; no change of one or two cells mends it. Check them against the register.
   *[none] { $given } says { $left }, the four results add up to { $right }; { $failed } relations fail ({ $failing }{ $more ->
        [some] {" and others"}
       *[none] {""}
     }), so at least three cells are wrong. Check them against the register.
 }
    .name = Total of disputes is not the sum of the results
    .looks = The three groups of part four: the total against upheld, corrected, other and pending.
    .matters = Each case has one result; the total is by definition the sum of the four.
    .wrong = Upheld 10, corrected 1, total 13
    .right = Upheld 10, corrected 1, total 11
    .mend = Check the cell against the register of cases.

R06 = { $cell } is blank, but its parts add up to { $sum }{ $count ->
    [1] {""}
   *[other] {" "}({ $count } cells are blank)
 }; fill in the total.
    .name = Blank total
    .looks = Totals left blank beside parts that were filled in; those of one row or column are one finding.
    .matters = The form asks for the total, and without it nothing can be checked.
    .wrong = Natural persons 9, businesses 2, total blank
    .right = Natural persons 9, businesses 2, total 11
    .mend = Write the sum of the parts, 0 where there is none.

R07 = { $kind ->
    [sum] { $cell } is blank, but the { $printed } of the text are the sum of { $summands }, which makes it { $to }{ $count ->
        [1] {""}
       *[other] {" "}({ $count } cells are blank)
     }; fill it in from the register, 0 for none.
    [text] { $cell } is blank, but the text says { $printed }{ $count ->
        [1] {""}
       *[other] {" "}({ $count } cells are blank)
     }; fill it in from the register, 0 for none.
    [relation] { $given } come to { $left }, the other side of the relation to { $right }: of the { $count } blank cells, { $needed_count ->
        [none] some cannot be 0
        [many] { $needed } and others cannot be 0
       *[some] { $needed } cannot be 0
     }; fill them in from the register, 0 for none.
   *[row] { $cell } says { $total }, but the cells filled in add up to { $sum }{ $others ->
        [none] {""}
        [many] {" "}({ $other_totals } and others are more than theirs too)
       *[some] {" "}({ $other_totals } more than theirs too)
     }: of the { $count } blank cells, { $needed_count ->
        [none] some cannot be 0
        [many] { $needed } and others cannot be 0
       *[some] { $needed } cannot be 0
     }; fill them in from the register, 0 for none.
 }
    .name = Blank where there is something
    .looks = Blank cells: rows whose total is more than what was filled in, and figures that the text gives while the table is blank.
    .matters = Total or text say that the blank is not 0; the form asks for the columns by kind.
    .wrong = Natural persons 9, others blank, total 11
    .right = Natural persons 9, businesses 2, others 0, total 11
    .mend = Fill the cells in from the register, 0 for none.

R08 = { $kind ->
    [total] { $cell } { $state ->
        [blank] is blank
       *[filled] says { $printed }
     }, but the digits of two cells may be one figure{ $last_year ->
        [same] {" "}(it is last year's figure and may not have been updated)
       *[other] {""}
     }. With { $to }, { $count ->
        [1] the relation holds
        [2] both relations hold
       *[other] all { $count } relations hold
     }.
    [part] { $cell } { $state ->
        [blank] is blank
       *[filled] says { $printed }
     }, but their digits may be one figure: the total { $left } differs from the sum { $right }{ $last_year ->
        [same] {" "}(it is last year's figure and may not have been updated)
       *[other] {""}
     }. With { $to }, { $count ->
        [1] the relation holds
        [2] both relations hold
       *[other] all { $count } relations hold
     }.
    [two] { $changed } { $state ->
        [blank] is blank
       *[filled] says { $printed }
     } and { $second } { $second_state ->
        [blank] is blank
       *[filled] says { $second_printed }
     }, but their digits may be one figure: the total { $left } differs from the sum { $right }. With { $to } and { $second_to }, { $count ->
        [1] the relation holds
        [2] both relations hold
       *[other] all { $count } relations hold
     }.
    [several] { $changed } says { $printed } and { $second } says { $second_printed }; joined, they make the total { $left } equal to the sum, which is { $right } now; the relations alone cannot tell which cell is wrong. Likeliest: { $cell } should be { $to } and { $second } { $second_to }{ $last_year ->
        [same] {" "}(it is last year's figure and may not have been updated)
       *[other] {""}
     }.
    [equal] { $given } says { $left }, the parts add up to { $right }; there are { $ways } ways to mend it, and nothing tells which cell is wrong.
    [lone] { $given } says { $left }, the parts add up to { $right }; no change of one or two cells mends it. Check them against the register.
   *[none] { $given } says { $left }, the parts add up to { $right }; { $failed } relations fail ({ $failing }{ $more ->
        [some] {" and others"}
       *[none] {""}
     }), so at least three cells are wrong. Check them against the register.
 }
    .name = One figure in two cells
    .looks = Whether the digits of two neighbours, joined, make the relations hold.
    .matters = Typed or pasted figures fall apart over neighbouring cells.
    .wrong = Upheld 1, corrected 2, total 12
    .right = Upheld 12, corrected 0, total 12
    .mend = Put the figure into the cell where it belongs and 0 into the other.

R09 = { $cell } says { $after }, more than the reconsiderations of this year and last ({ $before } and { $prior }): were suits without reconsideration counted here?
    .name = More suits after reconsideration than reconsiderations
    .looks = The total of suits after reconsideration against the reconsiderations of this year and last; silent without last year’s report.
    .matters = Such a suit is brought within fifteen days of the decision on reconsideration (行政诉讼法 Art. 45). Older cases and decisions of other organs are possible.
    .wrong = Reconsiderations 1, last year 2, suits after 5
    .right = Suits after reconsideration 3, without 2
    .mend = Put each case into its group.

R10 = { $scope ->
    [report] Every figure of every table is 0: make sure that the form was filled in
   *[table] Every figure of “{ $table }” is 0, and the text does not say that there was no request: please check
 }.
    .name = All zero
    .looks = Whether part three is all 0 while no sentence says that there was no request; in a file of figures only, all tables.
    .matters = A year without requests is possible, but a template that nobody filled in looks the same.
    .wrong = Part three is all 0 and the text is silent
    .right = Part three is all 0 and the text says 未收到政府信息公开申请
    .mend = Say so in the text, or fill the table in.

R11 = { $kind ->
    [total] { $cell } { $state ->
        [blank] is blank
       *[filled] says { $printed }
     }, but its parts add up to { $right }{ $last_year ->
        [same] {" "}(it is last year's figure and may not have been updated)
       *[other] {""}
     }. With { $to }, { $count ->
        [1] the relation holds
        [2] both relations hold
       *[other] all { $count } relations hold
     }.
    [part] { $cell } { $state ->
        [blank] is blank
       *[filled] says { $printed }
     }, but the total ({ $left }) differs from the sum of its parts ({ $right }){ $last_year ->
        [same] {" "}(it is last year's figure and may not have been updated)
       *[other] {""}
     }. With { $to }, { $count ->
        [1] the relation holds
        [2] both relations hold
       *[other] all { $count } relations hold
     }.
    [two] { $changed } { $state ->
        [blank] is blank
       *[filled] says { $printed }
     } and { $second } { $second_state ->
        [blank] is blank
       *[filled] says { $second_printed }
     }, but the total ({ $left }) differs from the sum of its parts ({ $right }). With { $to } and { $second_to }, { $count ->
        [1] the relation holds
        [2] both relations hold
       *[other] all { $count } relations hold
     }.
    [several] { $given } says 0, its parts add up to { $right }; the relations alone cannot tell which cell is wrong. Likeliest: { $cell } should be { $to }{ $changes ->
        [two] {", "}{ $second } { $second_to }
       *[one] {""}
     }{ $last_year ->
        [same] {" "}(it is last year's figure and may not have been updated)
       *[other] {""}
     }.
    [equal] { $given } says 0, its parts add up to { $right }; there are { $ways } ways to mend it, and nothing tells which cell is wrong.
    [lone] { $given } says 0, its parts add up to { $right }; no change of one or two cells mends it. Check them against the register.
   *[none] { $given } says 0, its parts add up to { $right }; { $failed } relations fail ({ $failing }{ $more ->
        [some] {" and others"}
       *[none] {""}
     }), so at least three cells are wrong. Check them against the register.
 }
    .name = Total 0 beside parts that are not
    .looks = Totals of 0 whose parts add up to more.
    .matters = A total is by definition the sum of its parts; most often the template’s 0 was left standing.
    .wrong = Upheld 10, corrected 1, total 0
    .right = Upheld 10, corrected 1, total 11
    .mend = Check the parts and write their sum.

R12 = { $kind ->
    [total] { $cell } { $state ->
        [blank] is blank
       *[filled] says { $printed }
     }, but its parts add up to { $right }{ $last_year ->
        [same] {" "}(it is last year's figure and may not have been updated)
       *[other] {""}
     }. With { $to }, { $count ->
        [1] the relation holds
        [2] both relations hold
       *[other] all { $count } relations hold
     }.
    [part] { $cell } { $state ->
        [blank] is blank
       *[filled] says { $printed }
     }, but the total ({ $left }) differs from the sum of its parts ({ $right }){ $last_year ->
        [same] {" "}(it is last year's figure and may not have been updated)
       *[other] {""}
     }. With { $to }, { $count ->
        [1] the relation holds
        [2] both relations hold
       *[other] all { $count } relations hold
     }.
    [two] { $changed } { $state ->
        [blank] is blank
       *[filled] says { $printed }
     } and { $second } { $second_state ->
        [blank] is blank
       *[filled] says { $second_printed }
     }, but the total ({ $left }) differs from the sum of its parts ({ $right }). With { $to } and { $second_to }, { $count ->
        [1] the relation holds
        [2] both relations hold
       *[other] all { $count } relations hold
     }.
    [several] { $given } says { $left }, its parts add up to { $right }; the relations alone cannot tell which cell is wrong. Likeliest: { $cell } should be { $to }{ $changes ->
        [two] {", "}{ $second } { $second_to }
       *[one] {""}
     }{ $last_year ->
        [same] {" "}(it is last year's figure and may not have been updated)
       *[other] {""}
     }.
    [equal] { $given } says { $left }, its parts add up to { $right }; there are { $ways } ways to mend it, and nothing tells which cell is wrong.
    [lone] { $given } says { $left }, its parts add up to { $right }; no change of one or two cells mends it. Check them against the register.
   *[none] { $given } says { $left }, its parts add up to { $right }; { $failed } relations fail ({ $failing }{ $more ->
        [some] {" and others"}
       *[none] {""}
     }), so at least three cells are wrong. Check them against the register.
 }
    .name = Sum is not that of its parts
    .looks = Sums in tables of other editions, such as requests received in the statistics of 2014.
    .matters = What the table lists as parts adds up to the sum (国办发〔2014〕32号).
    .wrong = Received 31: in person 4, online 8, by letter 1
    .right = Received 13: in person 4, online 8, by letter 1
    .mend = Check the cell against the register.
