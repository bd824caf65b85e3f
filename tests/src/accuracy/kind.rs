//! The kinds of input file that the board measures.

/// A kind of input file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Workbooks of Excel 97 to 2003.
    Xls,
    /// Workbooks of Excel 2007 and after.
    Xlsx,
    /// OpenDocument workbooks.
    Ods,
    /// Word documents.
    Docx,
    /// Web pages.
    Html,
    /// Tables as text with separators.
    Csv,
    /// Pasted text, text layers of PDFs, Markdown.
    Text,
}

impl Kind {
    /// Every kind, in the order in which the board shows them.
    pub const ALL: [Kind; 7] = [Kind::Xls, Kind::Xlsx, Kind::Ods, Kind::Docx, Kind::Html, Kind::Csv, Kind::Text];

    /// The kind's name, as `--kind` takes it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Xls => "xls",
            Kind::Xlsx => "xlsx",
            Kind::Ods => "ods",
            Kind::Docx => "docx",
            Kind::Html => "html",
            Kind::Csv => "csv",
            Kind::Text => "text",
        }
    }

    /// The kind of a name.
    pub fn named(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether the file is a workbook, whose cells have a type and a place on a sheet.
    pub fn is_workbook(self) -> bool {
        matches!(self, Kind::Xls | Kind::Xlsx | Kind::Ods)
    }

    /// Whether every cell must be read: such files say where each cell begins and ends.
    pub fn must_be_exact(self) -> bool {
        !matches!(self, Kind::Csv | Kind::Text)
    }
}
