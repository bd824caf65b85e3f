# Compared with last year

Y01 = { $cell } is { $found }, but { $organ ->
    [same] last year's report
   *[other] last year's report (of { $prior_organ })
 } has { $expected } in { $prior }{ $count ->
    [0] {""}
   *[other] ; these differ too: { $others }
 }. { $organ ->
    [same] Check last year's report and the register of requests.
   *[other] Last year's organ has another name; after a merger the hand-over list counts.
 }
    .name = Brought forward is not what last year carried forward
    .looks = Every column of row 二 (brought forward) of table three against the same column of row 四 (carried forward) of last year's report. Where the editions differ, only cells of one meaning are compared.
    .matters = A request that last year's report hands on must arrive in this year's. The form (国办公开办函〔2021〕30号) has both in one relation, and both reports are public.
    .wrong = Last year carried 121 forward in all; this year brings 112 forward.
    .right = This year brings 121 forward.
    .mend = Copy the row from last year's published report, column by column; if that report is wrong, correct it first. After a merger, add up what all organs carried forward.

Y02 = { $cell } is { $found }; by last year's stock, issued and repealed it would be { $sum } = { $expected }. Check with the justice office; what lapsed by itself or was merged in a revision should be accounted for.
    .name = Documents in force do not follow from last year's
    .looks = For rules and for normative documents: whether this year's stock is last year's plus issued less repealed.
    .matters = The documents of Art. 20(1) of the Regulation are a stock that goes from year to year. Lapse at the end of a term, revision and declared invalidity are lawful causes, so this only asks.
    .wrong = 20 in force last year, 3 issued and 1 repealed this year, 25 in force.
    .right = 22 in force, or a note on how many lapsed or were merged.
    .mend = Compare with the justice office's list of documents in force; never change a cell to make the sum fit.

Y03 = { $cell } is { $now } this year and was { $before } last year{ $count ->
    [0] {""}
   *[other] { " " }(others of the same cause: { $count })
 }; check it.
    .name = A figure far from last year's
    .looks = Cells of one meaning in both years: more than five times as much or less than a fifth, and at least 20 apart. Cells tied by relations are one finding.
    .matters = A zero too many, a wrong column or a whole city's figure looks like this; and readers will ask why.
    .wrong = 99 licences last year, 9,900 this year.
    .right = 990 licences, or a sentence that says why there were more.
    .mend = Compare with the register; if the figure is right, leave it and say why in part one.

Y04 = Table “{ $table }” equals last year's (figures that are not 0: { $count }); check whether the data are this year's.
    .name = A table equal to last year's
    .looks = Every cell of the same table in both years; at least five are not 0, and not only because one request stands in many totals.
    .matters = Often last year's file was taken and its figures were forgotten.
    .wrong = Table two is last year's, with 1,203 licences in both.
    .right = Figures from this year's register.
    .mend = Fill the table in again from the register; if it is right, keep the evidence.

Y05 = { $share }% of the text is last year's, { $count } sentences in: { $places }. For example: “{ $sentence }”
    .name = Text taken over from last year
    .looks = The six parts, sentence by sentence and by length. The preface, names of laws and sentences that only state zero do not count; a changed year does not make a sentence new, changed figures do. 80% is a warning, 60% a hint.
    .matters = The report is to show the year's work; copying (雷同) is named as a fault in inspections.
    .wrong = Last year's report with 2023 changed to 2024.
    .right = What was done this year, with figures and changes.
    .mend = Begin with parts one and five: this year's matters, figures and problems.

Y06 = Part five has sentences of last year's ({ $count }); write this year's problems and improvements. For example: “{ $sentence }”
    .name = Problems and improvements taken over from last year
    .looks = Sentences of part five that stand in last year's part five; words that only lead to the problems do not count.
    .matters = Art. 50 of the Regulation asks for the main problems and the improvements. The same problems every year mean that nothing improved.
    .wrong = The same problem and the same measures in both years.
    .right = What became of last year's problems, and what was found this year.
    .mend = First the outcome of last year's measures, then this year's problems.

Y07 = { $share }% of { $organ }'s text is the same as { $other }'s, for example: “{ $sentence }”
    .name = The same text as another organ's
    .looks = The texts of a batch of reports against each other; names and words such as 我局 make no difference, the preface, names of laws and statements of zero do not count.
    .matters = Copying from each other is named as a fault in inspections, and readers notice it.
    .wrong = Two towns' reports that differ only by name.
    .right = Each with its own matters and figures.
    .mend = Return the later report; at least its matters and problems must be its own.

Y08 = Last year's report promised { $count } measures, and this one seems to mention none, such as: “{ $sentence }”
    .name = Last year's measures are not answered
    .looks = Measures of last year's part five (下一步, 将 …) and whether any of their words come back in this year's text. A hint only if none do.
    .matters = Readers wait for the outcome of what was promised.
    .wrong = Last year promised short videos; this year's report does not mention them.
    .right = “As promised last year, six short videos were made.”
    .mend = Answer last year's measures one by one in part five; if that was done in other words, nothing needs to be changed.
