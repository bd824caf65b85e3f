//! What a text may cost. A report is some twenty kilobytes of text; the limits leave room for a county's.
//!
//! A cell of a Document takes about 300 bytes and a paragraph 100, their JSON another 80 on each side.

/// The file as it is handed over.
pub(crate) const FILE_BYTES: usize = 16 << 20;
/// The headings, paragraphs and table lines of a file.
pub(crate) const LINES: usize = 200_000;
/// The cells of all tables of a file.
pub(crate) const CELLS: usize = 200_000;
/// The columns of an embedded web table, whose cells may span many.
pub(crate) const COLUMNS: usize = 2_000;
/// What a cell of an embedded web table may span; the form's widest label spans ten columns and its highest 22 rows.
pub(crate) const SPAN: u32 = 1_000;
