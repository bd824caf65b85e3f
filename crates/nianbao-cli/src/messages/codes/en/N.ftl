# Text against tables

N01 = “{ $printed }” does not agree with the table: { $sum ->
    [group] all of { $summed_en } together
    [several] { $summed_en } together
   *[one] { $cell }
 } is { $value }. This is about the requests received this year. The sentence: “{ $sentence }”{ $count ->
    [1] {""}
   *[other] { " " }({ $count } such places)
 }
    .name = Requests received
    .looks = The number of requests that came in, against row one of part three.
    .matters = The notice on the format asks for accurate content; text and tables speak of the same thing, and readers compare them.
    .wrong = The text says that 12 requests came in; row one gives 13.
    .right = Both say 13.
    .mend = Check the register of requests and correct the text or the table; requests brought forward do not count as received.

N02 = “{ $printed }” does not agree with the table: { $sum ->
    [group] all of { $summed_en } together
    [several] { $summed_en } together
   *[one] { $cell }
 } is { $value }{ $compared ->
    [several] { " " }(figures that it may be: { $values })
   *[one] {""}
 }. It may be the requests received, or those with the ones brought forward. The sentence: “{ $sentence }”{ $count ->
    [1] {""}
   *[other] { " " }({ $count } such places)
 }
    .name = Requests accepted
    .looks = The number accepted or dealt with, against row one, or rows one and two together (or the total handled); one that agrees is enough.
    .matters = The notice on the format asks for accurate content; text and tables speak of the same thing, and readers compare them.
    .wrong = The text says that 2 requests were accepted; the table has 3 received and 0 brought forward.
    .right = The text says 3.
    .mend = Check the register; say whether those brought forward are counted.

N03 = “{ $printed }” does not agree with the table: { $sum ->
    [group] all of { $summed_en } together
    [several] { $summed_en } together
   *[one] { $cell }
 } is { $value }{ $compared ->
    [several] { " " }(figures that it may be: { $values })
   *[one] {""}
 }. This is about the requests finished this year. The sentence: “{ $sentence }”{ $count ->
    [1] {""}
   *[other] { " " }({ $count } such places)
 }
    .name = Requests finished
    .looks = The number finished or answered, against （七）总计; who counts answers alone may leave out （六）.
    .matters = The notice on the format asks for accurate content; text and tables speak of the same thing, and readers compare them.
    .wrong = The text says that 20 were finished; the total is 21.
    .right = The text says 21.
    .mend = Check the register and correct the text or the table.

N04 = “{ $printed }” does not agree with the table: { $sum ->
    [group] all of { $summed_en } together
    [several] { $summed_en } together
   *[one] { $cell }
 } is { $value }. This is about the requests carried into next year. The sentence: “{ $sentence }”{ $count ->
    [1] {""}
   *[other] { " " }({ $count } such places)
 }
    .name = Requests carried forward
    .looks = The number carried forward, against row four.
    .matters = The notice on the format asks for accurate content; text and tables speak of the same thing, and readers compare them.
    .wrong = The text carries 2 forward; row four gives 1.
    .right = The text says 1.
    .mend = Check the register; next year row two must repeat this figure.

N05 = “{ $printed }” does not agree with the table: { $sum ->
    [group] all of { $summed_en } together
    [several] { $summed_en } together
   *[one] { $cell }
 } is { $value }. This is about the requests brought forward from last year. The sentence: “{ $sentence }”{ $count ->
    [1] {""}
   *[other] { " " }({ $count } such places)
 }
    .name = Requests brought forward
    .looks = The number brought forward, against row two.
    .matters = The notice on the format asks for accurate content; text and tables speak of the same thing, and readers compare them.
    .wrong = The text brings 3 forward; row two gives 2.
    .right = The text says 2.
    .mend = Compare row four of last year’s report.

N06 = “{ $printed }” does not agree with the table: { $sum ->
    [group] all of { $summed_en } together
    [several] { $summed_en } together
   *[one] { $cell }
 } is { $value }. The sentence: “{ $sentence }”{ $count ->
    [1] {""}
   *[other] { " " }({ $count } such places)
 }
    .name = Outcomes
    .looks = The number of each outcome, against its row of part three or the sum of its rows.
    .matters = The notice on the format asks for accurate content; text and tables speak of the same thing, and readers compare them.
    .wrong = The text has 5 denied; the rows of （三） add up to 4.
    .right = The text says 4.
    .mend = Check each outcome in the register.

N07 = “{ $printed }” does not agree with the table: { $sum ->
    [group] all of { $summed_en } together
    [several] { $summed_en } together
   *[one] { $cell }
 } is { $value }{ $compared ->
    [several] { " " }(figures that it may be: { $values })
   *[one] {""}
 }. The sentence: “{ $sentence }”{ $count ->
    [1] {""}
   *[other] { " " }({ $count } such places)
 }
    .name = Applicants
    .looks = The number of requests by kind of applicant, against that column in row one, rows one and two, or the total.
    .matters = The notice on the format asks for accurate content; text and tables speak of the same thing, and readers compare them.
    .wrong = The text has 30 requests of natural persons; the table has 29.
    .right = The text says 29.
    .mend = Check the register; legal persons and other organisations are five columns together.

N08 = “{ $printed }” does not agree with the table: { $sum ->
    [group] all of { $summed_en } together
    [several] { $summed_en } together
   *[one] { $cell }
 } is { $value }. The sentence: “{ $sentence }”{ $count ->
    [1] {""}
   *[other] { " " }({ $count } such places)
 }
    .name = Reconsiderations and lawsuits
    .looks = Disputes about disclosure and their results, against part four; lawsuits are both groups together; who says there were none must have 0. Cases filed or heard are not compared.
    .matters = The notice on the format asks for accurate content; text and tables speak of the same thing, and readers compare them.
    .wrong = The text says that there were none; the table has 1 reconsideration.
    .right = The text says that there was 1.
    .mend = Check with the department of justice.

N09 = “{ $printed }” does not agree with the table: { $sum ->
    [group] all of { $summed_en } together
    [several] { $summed_en } together
   *[one] { $cell }
 } is { $value }. The text says that no request came in. The sentence: “{ $sentence }”{ $count ->
    [1] {""}
   *[other] { " " }({ $count } such places)
 }
    .name = No request received
    .looks = A denial, or 0, against row one.
    .matters = The notice on the format asks for accurate content; text and tables speak of the same thing, and readers compare them.
    .wrong = The text says that none came in; row one gives 2.
    .right = The text says 2.
    .mend = Check the register; often last year’s sentence was kept.

N10 = “{ $printed }” does not agree with the table: { $sum ->
    [group] all of { $summed_en } together
    [several] { $summed_en } together
   *[one] { $cell }
 } is { $value }{ $compared ->
    [several] { " " }(figures that it may be: { $values })
   *[one] {""}
 }. The sentence: “{ $sentence }”{ $count ->
    [1] {""}
   *[other] { " " }({ $count } such places)
 }
    .name = Rules, documents, decisions, charges
    .looks = Rules and normative documents issued, repealed and in force, decisions and charges, against part two; only where noun and unit are the very ones of the table.
    .matters = The notice on the format asks for accurate content; text and tables speak of the same thing, and readers compare them.
    .wrong = The text has 9 normative documents issued; the table has 8.
    .right = The text says 8.
    .mend = Check rules and documents with the department of justice.

N11 = { $kind ->
    [growth] “{ $printed }” does not agree with last year: it was { $before } then, which makes { $percent }%
   *[share] The share “{ $printed }” does not come out: check what it is a share of
}. The sentence: “{ $sentence }”
    .name = Shares
    .looks = Percentages after 占, with the count before as the part, and the counts of the text or the table’s received, at hand and handled as the whole; rounded or cut, one must give it. Growth is checked where last year’s report is given.
    .matters = The notice on the format asks for accurate content; text and tables speak of the same thing, and readers compare them.
    .wrong = 12 granted, 33% of the 40 received.
    .right = 12 granted, 30% of the 40 received.
    .mend = Calculate it anew and say what the whole is.

N12 = The parts of the list add up to { $sum } ({ $parts }), not to “{ $printed }”. The sentence: “{ $sentence }”
    .name = Sums of lists
    .looks = A sum and the parts listed after it. Parts that add up to more are worth a look; a list that says to be whole, or ends in 其他, must add up.
    .matters = The notice on the format asks for accurate content; text and tables speak of the same thing, and readers compare them.
    .wrong = 100 items, of which 40 documents, 30 news, 20 others.
    .right = 100 items, of which 40 documents, 30 news, 30 others.
    .mend = Check the parts and the sum.

N13 = The text says that all requests are done with; { $cell } is { $value }. The sentence: “{ $sentence }”
    .name = All done
    .looks = Sweeping words such as 全部办结, against the requests carried forward.
    .matters = The notice on the format asks for accurate content; text and tables speak of the same thing, and readers compare them.
    .wrong = All requests are done with, and 1 is carried forward.
    .right = All but 1, carried forward, are done with.
    .mend = Say how many are carried forward, or correct the table.

N14 = { $kind ->
    [sum] The fees listed add up to { $sum } yuan ({ $parts }), not to “{ $printed }”
    [denied] The text says that “{ $printed }” was charged, and elsewhere “{ $other }”
   *[missing] The text says that a fee was charged and gives no amount
 }. The sentence: “{ $sentence }”
    .name = Handling fees
    .looks = The sum of the fees and its parts; who says that none was charged names no amount, and who says that some was names it.
    .matters = The State Council’s rules on the fee (国办函〔2020〕109号) have it reported every year.
    .wrong = 300 yuan, of which 100 and 150.
    .right = 250 yuan, of which 100 and 150.
    .mend = Compare the notices of fees and the payments.

N15 = “{ $printed }” does not agree with the table: { $sum ->
    [group] all of { $summed_en } together
    [several] { $summed_en } together
   *[one] { $cell }
 } is { $value }. The sentence names a scope (the whole county, this organ alone) that may not be the table’s. The sentence: “{ $sentence }”{ $count ->
    [1] {""}
   *[other] { " " }({ $count } such places)
 }
    .name = Figures of another scope
    .looks = Counts with words of scope; where they differ from the table it is only a remark.
    .matters = The notice on the format asks for accurate content; text and tables speak of the same thing, and readers compare them.
    .wrong = A county bureau writes that the whole county received 40 requests; its table has 6.
    .right = It writes: the county received 40, of which this bureau 6.
    .mend = Check the scope and say it in the text.

N16 = { $cell } is { $value }, and the text says that no notice of a fee was sent. The sentence: “{ $sentence }”
    .name = Notices of fees
    .looks = Requests that lapsed for want of payment, while part six says that no notice was sent.
    .matters = Without a notice no request can lapse for want of payment.
    .wrong = 1 lapsed; the text says that no notice was sent.
    .right = The text says that 1 notice was sent and not paid.
    .mend = Check the copies of the notices; that no fee was taken is no contradiction.
