# Reading

L01 = The label “{ $printed }” is not quite “{ $label }”; it was read as the latter.

L02 = The number { $printed } in table “{ $table }” has no row or column and was not read{ $count ->
    [1] {""}
   *[other] { " " }({ $count } such numbers)
 }.

L03 = { $cell } of table “{ $table }” stands twice and differs: { $first } and { $second } ({ $second_at }); the first was taken{ $count ->
    [1] {""}
   *[other] { " " }({ $count } such figures)
 }.

L04 = Table “{ $table }” lacks figures: { $cell }{ $count ->
    [1] {""}
   *[other] { " " }and others, { $count } in all
 }. Check whether the row or column was deleted.

L05 = Table “{ $table }” was not found.

L06 = The file holds figures only and no text; the places to fill in are marked in the output.

L07 = The file does not name the organ; give it with --organ.

L08 = The file does not name the year reported on; give it with --year.

L09 = { $message }

L10 = The file's own data differ from what it shows: { $cell } shows { $visible }, the data say { $embedded }; what is shown counts.

L12 = { $cell }{ $count ->
    [1] {""}
   *[other] { " " }and others, { $count } in all,
 } is a formula without a stored result. Open the file in Excel or WPS, save it and try again.

L13 = table “{ $table }”: { $row ->
    [unknown] it cannot be told which row the figures “{ $printed }” belong to
   *[known] in the row “{ $label }” ({ $printed }) it cannot be told which column each figure belongs to
 }; they were not read. Fill them in from the original.

L14 = The heading “{ $printed }” has another number or place than in the form, which has “{ $official }”{ $count ->
    [1] {""}
   *[other] { " " }({ $count } such headings)
 }; it was kept as printed.

L15 = The file says “{ $found }”, the command line “{ $given }”; the file counts. Check whether the file or the option is the wrong one.

L16 = { $count ->
    [1] 1 figure of table “{ $table }” was
   *[other] { $count } figures of table “{ $table }” were
 } read from hidden rows, columns or sheets; unhide and check them.

L18 = “{ $label }” in table “{ $table }” is no row of the form; it was kept as an extra row and takes no part in the relations.

L19 = Table “{ $table }” stands in { $sheet } too, which { $why ->
    [year] is of another year
    [hidden] is hidden
    [example] is an example or holds instructions
   *[blank] is blank
 }; it was not used.

L20 = { $what ->
    [part] “{ $name }” has two texts that differ: “{ $first }” and “{ $second }” ({ $second_at })
    [preface] There are two prefaces that differ: “{ $first }” and “{ $second }” ({ $second_at })
    [organ] The organs differ: “{ $first }” and “{ $second }” ({ $second_at })
    [year] The years differ: { $first } and { $second } ({ $second_at })
    [signature] The sign-offs differ: “{ $first }” and “{ $second }” ({ $second_at })
    [edition] Table “{ $name }” is of different editions: { $first } and { $second } ({ $second_at })
   *[row] The extra row { $name } differs: “{ $first }” and “{ $second }” ({ $second_at })
 }; the first was taken.

L21 = { $name } has no beginning of its own and was read as the next page of { $before }.
