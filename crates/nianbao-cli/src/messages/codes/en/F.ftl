# What stands in the cells

F04 = { $cell } is written “{ $printed }” and was read as a number{ $count ->
    [1] {""}
   *[other] { " " }({ $count } such places)
 }.
    .name = A number that is not plainly written
    .looks = Cells whose number has wide digits, commas between thousands, no-break spaces and the like; they were read as numbers.
    .matters = The form's cells hold bare numbers; other systems may not read these.
    .wrong = １，２３４ or 1,234
    .right = 1234
    .mend = Write bare digits.
