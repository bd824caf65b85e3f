# What stands in the cells

F04 = { $cell } is written “{ $printed }” and was read as a number{ $count ->
    [1] {""}
   *[other] { " " }({ $count } such places)
 }.
