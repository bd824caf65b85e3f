//! Reads workbooks: .xls, .xlsx, .xlsb, .ods and Excel 2003's XML to a Document with one grid a sheet.
//!
//! The format is decided by the bytes ([`sniff`]); within [`limits`] everything visible comes out, cell by cell with its
//! place, spans and type. What the cells mean is no concern of this crate.

mod address;
mod blank;
mod date;
mod formula;
mod grid;
mod limits;
mod merge;
mod number;
mod ods;
mod ole;
mod package;
mod properties;
mod r1c1;
mod ranges;
mod refusal;
mod sniff;
mod spreadsheetml;
#[cfg(test)]
mod tests;
mod value;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

use nianbao_plugin::{Context, ImportJob, Imported, Importer, PluginError};

use crate::grid::Book;
use crate::refusal::{Limit, Refusal};
use crate::sniff::Workbook;

struct ExcelImporter;

nianbao_plugin::export!(importer: ExcelImporter);

impl Importer for ExcelImporter {
    fn import(&self, job: &ImportJob<'_>, context: &Context<'_>) -> Result<Imported, PluginError> {
        match read(job.bytes, context) {
            Ok(book) => Ok(Imported { document: book.document, embedded: None, diagnostics: book.diagnostics }),
            Err(refusal) => Err(refusal.into_error(context)),
        }
    }
}

fn read(bytes: &[u8], context: &Context<'_>) -> Result<Book, Refusal> {
    if bytes.len() > limits::FILE_BYTES {
        return Err(Refusal::TooLarge(Limit::File));
    }
    let mut book = Book::new();
    match sniff::open(bytes)? {
        Workbook::Xls(streams) => xls::read(streams, &mut book)?,
        Workbook::Xlsx(package) => xlsx::read(package, &mut book)?,
        Workbook::Xlsb(package) => xlsb::read(package, &mut book, context)?,
        Workbook::Ods(package) => ods::read(package, &mut book)?,
        Workbook::SpreadsheetMl(bytes) => spreadsheetml::read(bytes, &mut book)?,
    }
    Ok(book)
}
