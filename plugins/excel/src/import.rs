//! Reads workbooks: .xls, .xlsx, .xlsb, .ods and Excel 2003's XML to a Document with one grid a sheet.
//!
//! The format is decided by the bytes ([`sniff`]); within [`limits`] everything visible comes out, cell by cell with its
//! place, spans and type. A workbook that nianbao made becomes the text and the tables that it was made from ([`own`]).

mod blank;
mod date;
mod formula;
mod grid;
mod limits;
mod merge;
mod number;
mod ods;
mod ole;
mod own;
mod package;
mod properties;
mod r1c1;
mod ranges;
mod refusal;
mod sniff;
mod spreadsheetml;
#[cfg(test)]
mod tests;
mod unseen;
mod value;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

use nianbao_plugin::{Context, ImportJob, Imported, PluginError};

use self::grid::Book;
use self::refusal::{Limit, Refusal};
use self::sniff::Workbook;

/// Reads a workbook.
pub(crate) fn import(job: &ImportJob<'_>, context: &Context<'_>) -> Result<Imported, PluginError> {
    let Book { document, mut diagnostics, .. } =
        read(job.bytes, context).map_err(|refusal| refusal.into_error(context))?;
    let own = own::read(document, context);
    diagnostics.extend(own.diagnostics);
    Ok(Imported { document: own.document, embedded: own.report, diagnostics })
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
