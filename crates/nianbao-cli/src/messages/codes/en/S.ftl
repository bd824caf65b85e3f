# Structure: six parts, headings, tables

S06 = { $kind ->
    [mixed] Table “{ $table }” is of the edition of { $edition }, and { $count } of its cells are of { $other }
   *[year] A report of { $year } should use the edition of { $expected }; table “{ $table }” is of { $edition }
 }; every cell was read in its own edition, and nothing was converted.
