//! The hazards: what offices do to the form that must change nothing in what is read, each with a name of its own.

use std::collections::BTreeSet;

use super::Kind;
use crate::random::Random;

const WORKBOOKS: &[Kind] = &[Kind::Xls, Kind::Xlsx, Kind::Ods];
const OPEN_WORKBOOKS: &[Kind] = &[Kind::Xlsx, Kind::Ods];
const SHEETS: &[Kind] = &[Kind::Xls, Kind::Xlsx, Kind::Ods, Kind::Csv];
const SPANS: &[Kind] = &[Kind::Xls, Kind::Xlsx, Kind::Ods, Kind::Docx, Kind::Html];
const TABLES: &[Kind] = &[Kind::Xls, Kind::Xlsx, Kind::Ods, Kind::Docx, Kind::Html, Kind::Csv];
const FLOWING: &[Kind] = &[Kind::Docx, Kind::Html, Kind::Text];
const PAGES: &[Kind] = &[Kind::Docx, Kind::Html];
const DOCX: &[Kind] = &[Kind::Docx];
const HTML: &[Kind] = &[Kind::Html];
const CSV: &[Kind] = &[Kind::Csv];
const TEXT: &[Kind] = &[Kind::Text];
const ALL: &[Kind] = &Kind::ALL;

/// Hazards of one group exclude each other; 0 is no group.
type Group = u8;
const FREE: Group = 0;
const SHARING: Group = 1;
const MERGING: Group = 2;
const CUTTING: Group = 3;
const SEPARATOR: Group = 4;
const ENCODING: Group = 5;
const TEXT_STYLE: Group = 6;
const PIECES: Group = 7;
const NUMBERS: Group = 8;

macro_rules! hazards {
    ($($hazard:ident $name:literal $kinds:ident $group:ident $what:literal)*) => {
        /// One thing that offices do to the form.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Hazard {
            $(#[doc = $what] $hazard,)*
        }

        impl Hazard {
            /// Every hazard.
            pub const ALL: &[Hazard] = &[$(Hazard::$hazard),*];

            /// Its name, for people and for `--hazard`.
            pub fn name(self) -> &'static str {
                match self { $(Hazard::$hazard => $name),* }
            }

            /// The kinds of file that it occurs in.
            pub fn kinds(self) -> &'static [Kind] {
                match self { $(Hazard::$hazard => $kinds),* }
            }

            /// What it is, in one sentence.
            pub fn what(self) -> &'static str {
                match self { $(Hazard::$hazard => $what),* }
            }

            fn group(self) -> Group {
                match self { $(Hazard::$hazard => $group),* }
            }
        }
    };
}

hazards! {
    // Where the tables stand.
    TablesReordered "tables-reordered" TABLES FREE "The tables stand in another order."
    OneSheet "one-sheet" WORKBOOKS SHARING "All tables stand below each other on one sheet."
    TwoSheets "two-sheets" WORKBOOKS SHARING "Two tables share a sheet."
    SideBySide "side-by-side" SHEETS SHARING "Two tables stand beside each other."
    ProseOnTheSameSheet "prose-on-the-same-sheet" WORKBOOKS SHARING "Text and tables stand on one sheet, as printed."
    NoProse "no-prose" ALL FREE "There are tables only: no title, organ, year or text."
    TablesAtTheEnd "tables-at-the-end" FLOWING FREE "The tables follow the text as an annex."
    Moved "moved" SHEETS FREE "Tables begin some rows down and some columns to the right."
    LeadingEmptyColumn "leading-empty-column" TABLES FREE "The first column of a table is empty."
    TrailingEmptyCells "trailing-empty-cells" TABLES FREE "Empty columns and rows stand at a table's end."
    SeparatorRows "separator-rows" TABLES FREE "Empty rows stand within a table."
    SeparatorColumns "separator-columns" SHEETS FREE "Empty columns stand within a table."
    NoGapBetweenTables "no-gap-between-tables" SHEETS FREE "A table begins in the row after the one above."
    // How a table is cut and turned.
    BandsApart "bands-apart" ALL PIECES "Each band of table two is a table (or sheet) of its own."
    BandLabelsMissing "band-labels-missing" TABLES FREE "The rows 第二十条第（一）项 and so on are left out."
    TransposedTableFour "transposed-table-four" TABLES FREE "Table four is a list of fifteen rows."
    TransposedBands "transposed-bands" TABLES PIECES "Bands of table two have their rows as columns."
    HeaderRepeated "header-repeated" ALL CUTTING "The header stands again after a page's end within the table."
    SplitWithHeader "split-with-header" ALL CUTTING "A table is cut in two, the header repeated over the second."
    SplitWithoutHeader "split-without-header" PAGES CUTTING "A table is cut in two, the second without a header."
    RowNumbers "row-numbers" TABLES FREE "A column of row numbers stands on the left."
    RemarksColumn "remarks-column" TABLES FREE "A column 备注 stands on the right, partly filled in."
    ExtraRows "extra-rows" TABLES FREE "Local rows that the form does not have, with figures."
    TitleRowInTable "title-row-in-table" TABLES FREE "The table's first row is its title."
    HeaderLabelOverTwoCells "header-label-over-two-cells" SHEETS FREE "商业 and 企业 stand in two cells below each other."
    LabelsInFirstCellOnly "labels-in-first-cell-only" SPANS MERGING "Nothing is merged; empty cells stand instead of spans."
    LabelsRepeated "labels-repeated" TABLES MERGING "Nothing is merged; labels are repeated in each cell that they cover."
    MergingMixed "merging-mixed" SPANS MERGING "Some labels are merged, some repeated, some stand in the first cell only."
    // What else stands there.
    UnitLine "unit-line" ALL FREE "A line 单位：件 stands above a table."
    SignOff "sign-off" ALL FREE "Lines with who filled it in and when stand below a table."
    TableNotes "table-notes" ALL FREE "Notes with numbers stand below a table."
    UnrelatedTables "unrelated-tables" ALL FREE "Tables that are no statutory ones, with numbers, 合计 and 其他."
    InstructionSheet "instruction-sheet" ALL FREE "A table explains each label in words."
    BlankTemplate "blank-template" SPANS FREE "The blank form stands beside the filled one."
    LastYearHidden "last-year-hidden" WORKBOOKS FREE "Last year's tables stand on hidden sheets."
    LastYearNamed "last-year-named" WORKBOOKS FREE "Last year's tables stand on sheets named after the year."
    HiddenRows "hidden-rows" WORKBOOKS FREE "Rows with figures are hidden."
    HiddenColumns "hidden-columns" WORKBOOKS FREE "Columns with figures are hidden."
    HiddenSheet "hidden-sheet" WORKBOOKS FREE "A sheet with a table that stands nowhere else is hidden."
    // How labels are typed.
    KnownVariants "known-variants" ALL FREE "Labels in other wordings that the form knows."
    WildVariants "wild-variants" ALL FREE "Labels in wordings met in published reports."
    LetterSpaced "letter-spaced" ALL FREE "Blanks between the characters of labels."
    BrokenLabels "broken-labels" TABLES FREE "Line breaks within labels."
    OneCharacterALine "one-character-a-line" TABLES FREE "Labels set one character a line."
    HalfWidth "half-width" ALL FREE "Half-width brackets, colons and commas in labels."
    OtherQuotes "other-quotes" ALL FREE "Other quotation marks in labels."
    OtherListNumbers "other-list-numbers" ALL NUMBERS "List numbers written otherwise: 1、 １． ( 三 )."
    NoListNumbers "no-list-numbers" ALL NUMBERS "Labels without their list numbers."
    DroppedCharacters "dropped-characters" ALL FREE "A long label has lost a character."
    // How figures are typed.
    NumbersAsText "numbers-as-text" WORKBOOKS FREE "Numbers kept as text."
    FullWidthDigits "full-width-digits" ALL FREE "Digits of full width."
    ThousandsSeparators "thousands-separators" ALL FREE "Commas between thousands."
    BlanksAroundFigures "blanks-around-figures" ALL FREE "Blanks of any width around figures."
    UnitsInCells "units-in-cells" ALL FREE "Figures with a unit: 12件; they stay text."
    RemarksInCells "remarks-in-cells" ALL FREE "Figures with a remark; they stay text."
    Signs "signs" ALL FREE "Figures with a plus sign, or with two minus signs."
    SlashesForNothing "slashes-for-nothing" ALL FREE "A slash, a dash or 无 instead of 0; it stays text."
    BlanksForNothing "blanks-for-nothing" ALL FREE "Nothing, or a blank of any width, instead of 0."
    ZeroPointZero "zero-point-zero" ALL FREE "0.0 instead of 0."
    DatesForCounts "dates-for-counts" WORKBOOKS FREE "A count that the program has made a date of."
    Formulas "formulas" WORKBOOKS FREE "Sums are formulas with the values they had."
    FormulasWithoutValues "formulas-without-values" OPEN_WORKBOOKS FREE "Sums are formulas for which the file holds no value."
    // What only Word does.
    DocxSplitRuns "docx-split-runs" DOCX FREE "Words and figures are cut into several runs, with proofing marks between."
    DocxParagraphsInCells "docx-paragraphs-in-cells" DOCX FREE "Cells hold several paragraphs, and empty ones."
    DocxTrackedChanges "docx-tracked-changes" DOCX FREE "Old figures are deleted and new ones inserted with changes tracked, rows too."
    DocxContentControls "docx-content-controls" DOCX FREE "Content controls hold runs, cells, rows and whole tables."
    DocxTextBox "docx-text-box" DOCX FREE "A table stands in a text box, with its copy for old programs."
    DocxNestedTable "docx-nested-table" DOCX FREE "A table stands in a cell of a layout table."
    DocxShiftedRows "docx-shifted-rows" DOCX FREE "Rows begin after, or end before, the grid does."
    DocxFootnotes "docx-footnotes" DOCX FREE "Footnote marks stand behind figures."
    DocxFields "docx-fields" DOCX FREE "Totals are Word's own formulas, pages have number fields."
    DocxAutomaticNumbers "docx-automatic-numbers" DOCX NUMBERS "List numbers come from Word's numbering."
    DocxHiddenText "docx-hidden-text" DOCX FREE "Hidden digits stand beside figures."
    // What only web pages do.
    HtmlChrome "html-chrome" HTML FREE "The site's navigation, scripts and footer surround the article."
    HtmlWordResidue "html-word-residue" HTML FREE "What Word leaves: o:p, conditional comments, mso styles, empty spans."
    HtmlWrongSpans "html-wrong-spans" HTML FREE "Spans that reach too far at the table's edges."
    HtmlLayoutTables "html-layout-tables" HTML FREE "The article stands in nested tables made for layout."
    HtmlGbk "html-gbk" HTML ENCODING "The page is encoded in GBK."
    HtmlUnclosedTags "html-unclosed-tags" HTML FREE "Cells and rows are not closed, tags are in capitals."
    HtmlSections "html-sections" HTML FREE "Tables have thead, several tbody, th and captions."
    HtmlParagraphsInCells "html-paragraphs-in-cells" HTML FREE "Cells hold paragraphs, breaks and spans."
    HtmlHiddenCopies "html-hidden-copies" HTML FREE "Comments, scripts and templates hold other figures."
    // What only separated text does.
    CsvSemicolons "csv-semicolons" CSV SEPARATOR "Semicolons separate the cells."
    CsvTabs "csv-tabs" CSV SEPARATOR "Tabs separate the cells."
    CsvGbk "csv-gbk" CSV ENCODING "The file is encoded in GBK."
    CsvByteOrderMark "csv-byte-order-mark" CSV ENCODING "The file begins with a byte order mark."
    CsvUtf16 "csv-utf-16" CSV ENCODING "The file is encoded in UTF-16, as Excel's Unicode text."
    CsvQuotedBreaks "csv-quoted-breaks" CSV FREE "Quoted cells hold line breaks, quotes and separators."
    CsvShortRows "csv-short-rows" CSV FREE "Empty cells at a row's end are left out."
    // What only text does.
    TextLayout "text-layout" TEXT TEXT_STYLE "A PDF's text layer with the layout kept."
    TextTabs "text-tabs" TEXT TEXT_STYLE "Tables pasted with tabs."
    TextPipes "text-pipes" TEXT TEXT_STYLE "Markdown tables."
    TextCells "text-cells" TEXT TEXT_STYLE "One cell a line."
    TextBlanks "text-blanks" TEXT TEXT_STYLE "Rows with a blank between the cells, labels broken over lines."
    TextPageCuts "text-page-cuts" TEXT FREE "Page numbers and page breaks within tables."
    TextLostColumn "text-lost-column" TEXT FREE "Some rows have lost a figure."
    TextGbk "text-gbk" TEXT ENCODING "The file is encoded in GBK."
}

/// The hazards of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hazards {
    on: BTreeSet<Hazard>,
}

impl Hazards {
    /// One hazard alone, or with those that it cannot do without.
    pub fn alone(hazard: Hazard) -> Self {
        Hazards { on: BTreeSet::from([hazard]) }
    }

    /// Any of the hazards of a kind: each by chance, few or many, of a group at most one.
    pub fn random(kind: Kind, random: &mut Random) -> Self {
        let percent = random.between(3, 30);
        let mut candidates: Vec<Hazard> =
            Hazard::ALL.iter().copied().filter(|hazard| hazard.kinds().contains(&kind)).collect();
        random.shuffle(&mut candidates);
        let mut hazards = Hazards::default();
        for hazard in candidates {
            let group = hazard.group();
            let is_taken = group != FREE && hazards.on.iter().any(|other| other.group() == group);
            if random.chance(percent) && !is_taken && !hazards.excludes(hazard) {
                hazards.on.insert(hazard);
            }
        }
        hazards
    }

    /// Whether a hazard is on.
    pub fn has(&self, hazard: Hazard) -> bool {
        self.on.contains(&hazard)
    }

    /// The names of those that are on.
    pub fn names(&self) -> Vec<&'static str> {
        self.on.iter().map(|hazard| hazard.name()).collect()
    }

    /// Whether the file would no longer say which figure is meant.
    fn excludes(&self, hazard: Hazard) -> bool {
        let pairs = [
            // Without a title nothing says which year is the report's.
            (Hazard::NoProse, Hazard::LastYearNamed),
            // The only visible copy would be last year's.
            (Hazard::HiddenSheet, Hazard::LastYearNamed),
            (Hazard::HiddenSheet, Hazard::LastYearHidden),
            (Hazard::HiddenSheet, Hazard::BlankTemplate),
            // A label without its number and short of a character may be another's.
            (Hazard::DroppedCharacters, Hazard::WildVariants),
        ];
        pairs.iter().any(|&(one, other)| (hazard == one && self.has(other)) || (hazard == other && self.has(one)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_every_kind_meets_its_hazards() {
        let names: BTreeSet<&str> = Hazard::ALL.iter().map(|hazard| hazard.name()).collect();
        assert_eq!(names.len(), Hazard::ALL.len());
        for kind in Kind::ALL {
            let met: BTreeSet<Hazard> =
                (0..300).flat_map(|seed| Hazards::random(kind, &mut Random::new(seed)).on).collect();
            let missed: Vec<&Hazard> =
                Hazard::ALL.iter().filter(|hazard| hazard.kinds().contains(&kind) && !met.contains(hazard)).collect();
            assert!(missed.is_empty(), "{}: {missed:?}", kind.name());
            assert!(met.iter().all(|hazard| hazard.kinds().contains(&kind)));
        }
    }
}
