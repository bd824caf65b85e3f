# Reading

L01 = The label “{ $printed }” is not quite “{ $label }”; it was read as the latter.
    .name = A label that is not quite the form's
    .looks = A label that is one or two letters off, and near no other label, is read as the one it resembles; each such reading is named.
    .matters = Labels decide where a figure belongs; 制发 and 废止, 维持 and 纠正 are two letters apart, so nothing is taken on a guess in silence.
    .wrong = 1.属于国家密秘
    .right = 1.属于国家秘密
    .mend = Correct the label after the form; if it was read as the wrong one, read the file again then.

L02 = The number { $printed } in table “{ $table }” has no row or column and was not read{ $count ->
    [1] {""}
   *[other] { " " }({ $count } such numbers)
 }.
    .name = A number without row or column
    .looks = Numbers within a table of the form for which no row or column label was found.
    .matters = Such a number was not read, and takes no part in sums and relations.
    .wrong = A 12 in an empty column beside the table
    .right = Every number where a row and a column cross
    .mend = Take the number away, or add its labels.

L03 = { $cell } of table “{ $table }” stands twice and differs: { $first } and { $second } ({ $second_at }); the first was taken{ $count ->
    [1] {""}
   *[other] { " " }({ $count } such figures)
 }.
    .name = One cell stands twice
    .looks = A figure of the same row and column stands in two places of the file, with different values.
    .matters = Which is right cannot be told; the first was taken for now.
    .wrong = 予以公开·总计 is 12 on Sheet2 and 11 on Sheet3
    .right = One table only, or the same figure in both
    .mend = Take one of the tables away, or make them agree.

L04 = Table “{ $table }” lacks figures: { $cell }{ $count ->
    [1] {""}
   *[other] { " " }and others, { $count } in all
 }. Check whether the row or column was deleted.
    .name = A table lacks figures
    .looks = Cells of the form that a recognized table does not have. Blank cells are there; F02 speaks of them.
    .matters = Rows and columns get lost when they are deleted, merged or left out in copying, and then nothing can be proved.
    .wrong = Part three without the row 5.要求行政机关确认或重新出具已获取信息
    .right = All rows and columns of the form, with 0 where nothing happened
    .mend = Add the missing ones; if the text layer lost them, take the Word or Excel file.

L05 = Table “{ $table }” was not found.
    .name = A table of the form was not found
    .looks = Whether each table that the report should have (three; one in the format of 2014) is in the file.
    .matters = The tables are part of the form; without one of them, the report is not complete.
    .wrong = A Word file with the tables of parts two and three, and 无 under part four
    .right = The table of part four with 0 in every cell
    .mend = Add the table; if it is in another file, read both with --join; if it is a picture, make it a table.

L06 = The file holds figures only and no text; the places to fill in are marked in the output.
    .name = Figures only
    .looks = The file holds tables, but neither a preface nor text in any part.
    .matters = Text may come later, so this is no fault; convert marks the places to fill in.
    .wrong = A workbook with the three tables
    .right = The tables and the text of six parts
    .mend = Write the text, or read its file too with --join; where only figures are wanted, leave it.

L07 = The file does not name the organ; give it with --organ.
    .name = The organ is not named
    .looks = Neither the title nor a line 填报单位, the sign-off or the preface names the organ.
    .matters = A report without its organ can be neither published nor added up.
    .wrong = Title: 2024年政府信息公开工作年度报告
    .right = Title: 清河县水利局2024年政府信息公开工作年度报告
    .mend = Write the full name into the title, or give it with --organ.

L08 = The file does not name the year reported on; give it with --year.
    .name = The year is not named
    .looks = Neither the title nor a line 年度 or the counting period names the year.
    .matters = The year decides which edition of the form is due, and which year to compare with.
    .wrong = Title: 清河县水利局政府信息公开工作年度报告
    .right = Title: 清河县水利局2024年政府信息公开工作年度报告
    .mend = Write the year into the title, or give it with --year.

L09 = { $message }
    .name = A remark of the importer
    .looks = What the plugin that read the file says of it: what it passed over or could not read.
    .matters = What could not be read is not in the report, so somebody should look.
    .wrong = An embedded object that cannot be read
    .right = Plain text and tables only
    .mend = Look at the original as the remark says; turn what is needed into text or tables.

L10 = The file's own data differ from what it shows: { $cell } shows { $visible }, the data say { $embedded }; what is shown counts.
    .name = What is shown differs from the data carried inside
    .looks = Files made by nianbao carry the report's data; on reading they are compared, cell by cell, with what is shown.
    .matters = What is shown is what people read, so it counts; a difference says that the file was edited afterwards.
    .wrong = 予以公开·总计 was changed to 11 on the page, while the data inside still say 12
    .right = The same in both
    .mend = If the change is right, make the file anew with nianbao; if not, undo it.

L12 = { $cell }{ $count ->
    [1] {""}
   *[other] { " " }and others, { $count } in all,
 } is a formula without a stored result. Open the file in Excel or WPS, save it and try again.
    .name = A formula without a stored result
    .looks = Cells of a workbook that hold a formula, while the file holds no result for it.
    .matters = Without a result there is no figure to read; files made by programs and never opened are often so.
    .wrong = A total =SUM(D6:I6) without a result
    .right = The cell shows 12 after saving
    .mend = Open the file in Excel or WPS, save it, and read it again.

L13 = table “{ $table }”: { $row ->
    [unknown] it cannot be told which row the figures “{ $printed }” belong to
   *[known] in the row “{ $label }” ({ $printed }) it cannot be told which column each figure belongs to
 }; they were not read. Fill them in from the original.
    .name = It cannot be told which row or column figures belong to
    .looks = A row of figures in text without lines (a PDF's text, pasted text) that has too few or too many of them, or whose label is not known.
    .matters = One figure less may move a whole row by a column; it is left unread rather than guessed.
    .wrong = Six figures behind 1.属于国家秘密, where seven are due
    .right = All seven
    .mend = Fill in the row from the original; if there is a Word or Excel file, read that.

L14 = The heading “{ $printed }” has another number or place than in the form, which has “{ $official }”{ $count ->
    [1] {""}
   *[other] { " " }({ $count } such headings)
 }; it was kept as printed.
    .name = A heading with another number or place than the form's
    .looks = Whether the parts are numbered 一 to 六 and stand in the form's order. Other wordings are S02's, missing parts S01's.
    .matters = 国办公开办函〔2021〕30号 fixes order and numbers; text and tables numbered apart are the usual cause.
    .wrong = 一、主动公开政府信息情况 (should be 二、)
    .right = 二、主动公开政府信息情况
    .mend = Correct the number, or move the part.

L15 = The file says “{ $found }”, the command line “{ $given }”; the file counts. Check whether the file or the option is the wrong one.
    .name = File and command line differ
    .looks = Whether organ and year in the file are those given with --organ and --year.
    .matters = The options only fill in what the file does not say; where they differ, it is probably the wrong file.
    .wrong = A file of 青石镇 with --organ 柳林镇人民政府
    .right = The same name, or no --organ
    .mend = See whether the file or the option is the wrong one.

L16 = { $count ->
    [1] 1 figure of table “{ $table }” was
   *[other] { $count } figures of table “{ $table }” were
 } read from hidden rows, columns or sheets; unhide and check them.
    .name = Figures from hidden rows, columns or sheets
    .looks = Whether any figure that was read is hidden in the workbook.
    .matters = Nobody sees or checks hidden figures, and they may be last year's.
    .wrong = Rows 12 to 15 of part three are hidden and hold figures
    .right = Unhidden, checked, kept or deleted
    .mend = Unhide them and check the figures.

L18 = “{ $label }” in table “{ $table }” is no row of the form; it was kept as an extra row and takes no part in the relations.
    .name = A row that the form does not have
    .looks = Rows within a table of the form that hold figures under a label of their own.
    .matters = Local offices add rows (其他主动公开文件); their figures are none of the form's and are neither added up nor put elsewhere.
    .wrong = A row 其他主动公开文件 35 in part two
    .right = Such figures in the text
    .mend = It is kept as an extra row; move it into the text where the pure form is asked for.

L19 = Table “{ $table }” stands in { $sheet } too, which { $why ->
    [year] is of another year
    [hidden] is hidden
    [example] is an example or holds instructions
   *[blank] is blank
 }; it was not used.
    .name = The same table elsewhere, not used
    .looks = Where a file has a table several times: which were passed over as another year's, hidden, an example, or blank.
    .matters = With the wrong table every figure is wrong, so what was not used is named.
    .wrong = Another part three on a sheet 2023年 in the workbook of 2024
    .right = This year's only, or the right one was taken
    .mend = See that the one taken is this year's; else delete the others and read again.

L20 = { $what ->
    [part] “{ $name }” has two texts that differ: “{ $first }” and “{ $second }” ({ $second_at })
    [preface] There are two prefaces that differ: “{ $first }” and “{ $second }” ({ $second_at })
    [organ] The organs differ: “{ $first }” and “{ $second }” ({ $second_at })
    [year] The years differ: { $first } and { $second } ({ $second_at })
    [signature] The sign-offs differ: “{ $first }” and “{ $second }” ({ $second_at })
    [edition] Table “{ $name }” is of different editions: { $first } and { $second } ({ $second_at })
   *[row] The extra row { $name } differs: “{ $first }” and “{ $second }” ({ $second_at })
 }; the first was taken.
    .name = Files that are read as one contradict each other
    .looks = With --join, the same thing is given by two files and differs.
    .matters = Which one is right cannot be told; the first was taken for now.
    .wrong = The figures' file is of 水利局, the text's of 农业农村局
    .right = Both say the same
    .mend = Correct one of the files; do not use --join for two reports.

L21 = { $name } has no beginning of its own and was read as the next page of { $before }.
    .name = Read as the next page
    .looks = With --join, a file without a title or heading of its own is read as going on from the one before.
    .matters = Pages saved one by one are so; in the wrong order, the text joins in the wrong place.
    .wrong = A second page that begins with half a table
    .right = The pages in their order
    .mend = See that the files are given in the right order.
