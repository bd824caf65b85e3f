# What stands in the cells

F01 = { $kind ->
    [unit] { $cell } says “{ $printed }”: cells take bare numbers, the unit stands in the header
    [sign] { $cell } says “{ $printed }”, with a sign that does not belong there
    [remark] { $cell } says “{ $printed }” and counts as { $number }; put the remark under the table
   *[other] { $cell } says “{ $printed }”, which is no number
 }{ $count ->
    [1] {""}
   *[other] {" "}({ $count } cells are written so)
 }.
    .name = No number in a cell
    .looks = Every cell that should hold a number and does not.
    .matters = The format (国办公开办函〔2021〕30号) prints the units in the headers; a unit, sign or remark in a cell keeps it from being added up. The signs of 本年增/减 in the format of 2019 are right.
    .wrong = Licences · decisions: 55件
    .right = Licences · decisions: 55
    .mend = Leave the number alone in the cell; remarks go under the table or into the text.

F02 = { $what ->
    [mark] { $count ->
        [1] { $cell } says “{ $printed }”; write 0 for none
       *[other] { $first } to { $last }, { $count } cells, say “{ $printed }”; write 0 for none
     }
    [both] { $first } to { $last }, { $count } cells, are blank or say “{ $printed }”; write 0 for none
   *[blank] { $count ->
        [1] { $cell } is blank; write 0 for none
       *[other] { $first } to { $last }, { $count } cells, are blank; write 0 for none
     }
 }.
    .name = Blank instead of 0
    .looks = Blank cells, and those that say /, —, 无 or 0.0; those of one row or column are one finding.
    .matters = A blank may be none or forgotten; instructions on filling the form in ask for 0.
    .wrong = The column of research institutions is blank
    .right = The column of research institutions says 0
    .mend = Make sure that there was none and write 0; fill in what was forgotten.

F03 = { $kind ->
    [negative] { $cell } says { $printed }, but cannot be below 0
    [decimals] { $cell } says { $printed }; write counts as whole numbers
   *[fraction] { $cell } says { $printed }, but counts are whole numbers
 }.
    .name = Negative or broken count
    .looks = Cells for counts that are below 0 or have a fraction, except 本年增/减 of 2019.
    .matters = Counts are 0 or positive whole numbers: the unit in the form is 件.
    .wrong = Penalties: -3
    .right = Penalties: 3
    .mend = Correct it after the register; where a formula gives it, check what the formula refers to.

F04 = { $cell } is written “{ $printed }” and was read as a number{ $count ->
    [1] {""}
   *[other] { " " }({ $count } such places)
 }.
    .name = Number written unusually
    .looks = Digits of full width, thousands separators, blanks between digits.
    .matters = Other programs may read such numbers wrongly or not at all.
    .wrong = １２３４ or 1,234
    .right = 1234
    .mend = Use plain digits without separators and blanks.

F05 = { $kind ->
    [rules] { $cell } says { $printed }, but organs of counties and townships make no rules (规章): it should be 0; normative documents go in the next row
   *[decisions] { $cell } says { $printed }, but “{ $organ }” seldom decides such cases: make sure that they are its own
 }.
    .name = Figures beyond the organ’s powers
    .looks = The row of rules at counties and townships; licences, penalties and coercion at offices that serve the government inside.
    .matters = Rules are made by departments of the State Council and governments of provinces, cities with districts and autonomous prefectures (立法法 Art. 91 and 93).
    .wrong = A county’s rules in force: 2
    .right = Rules in force: 0, and the 2 among the normative documents
    .mend = Move normative documents to their row, or write 0.

F06 = { $cell } says { $printed } (10,000 yuan), { $why ->
    [prior] about ten thousand times last year’s { $prior }
   *[size] which is very much
 }: it may be in yuan, and would then be { $amount }.
    .name = Charges perhaps in yuan
    .looks = Amounts in 万元 that are about 10,000 times last year’s, or above 1,000,000 at a county or township.
    .matters = The header says 单位：万元; an amount in yuan is ten thousand times too large in every sum.
    .wrong = Last year 121.37, this year 1256000
    .right = 125.6
    .mend = Check the unit and convert to 万元.

F07 = { $cell } says { $printed }, with { $decimals } decimals; in 10,000 yuan four are the most: { $rounded }.
    .name = Too many decimals in an amount
    .looks = Amounts in 万元 with more than four decimals.
    .matters = The fourth decimal is one yuan already; published reports have no more.
    .wrong = 59237.244913
    .right = 59237.2449
    .mend = Round to four decimals.

F08 = { $cell } says { $in_force }, fewer than the { $issued } issued this year, though none was repealed: please check.
    .name = Fewer in force than issued
    .looks = Rules and normative documents: in force against issued, where none was repealed.
    .matters = What was issued this year is mostly in force at its end, unless it lapsed within the year: a hint only. With last year’s report, Y02 says more.
    .wrong = Issued 5, repealed 0, in force 3
    .right = Issued 5, repealed 0, in force 5
    .mend = Check the list of documents in force.
