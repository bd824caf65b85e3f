//! The DOCX as other programs read and print it.

use std::path::{Path, PathBuf};

use nianbao_core::document::Block;
use nianbao_tests::readback::squeezed;
use tempfile::TempDir;

use crate::pages::composed;
use crate::viewer::{STEMS, Viewer, look, outputs};

/// Prints title, language and every table's texts, a line a row, spans expanded as python-docx does.
const READ: &str = "
import sys, docx
document = docx.Document(sys.argv[1])
print(document.core_properties.title)
print(document.core_properties.language)
for table in document.tables:
    for row in table.rows:
        print('|'.join(''.join(cell.text.split()) for cell in row.cells))
    print('end')
";

pub(crate) fn docx_is_read_by_python_docx() {
    for stem in STEMS {
        let (_, document) = composed(stem);
        let docx = outputs().join(format!("{stem}.docx"));
        let text = look(Viewer::PythonDocx.command().args(["-c", READ]).arg(docx).env("PYTHONUTF8", "1"));
        let mut lines = text.lines();
        assert_eq!(lines.next(), document.title.as_deref());
        assert_eq!(lines.next(), Some("zh-CN"));
        for block in &document.blocks {
            let Block::Grid(grid) = block else { continue };
            for row in 0..grid.rows {
                let covering = |column: u32| {
                    let covers = |first: u32, span: u32, at: u32| (first..first + span).contains(&at);
                    let mut cells = grid.cells.iter();
                    cells.find(|cell| {
                        covers(cell.row, cell.row_span, row) && covers(cell.column, cell.column_span, column)
                    })
                };
                let expected: Vec<String> = (0..grid.columns)
                    .map(|column| covering(column).map(|cell| squeezed(&cell.text)).unwrap_or_default())
                    .collect();
                assert_eq!(lines.next(), Some(expected.join("|").as_str()), "{stem}: row {row}");
            }
            assert_eq!(lines.next(), Some("end"));
        }
    }
}

/// Opens a file in LibreOffice and saves it into a folder, by the filter or the ending given.
pub(crate) fn save_again(path: &Path, filter: &str, folder: &Path) {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let arguments = [&profile, "--headless", "--convert-to", filter, "--outdir"];
    look(Viewer::LibreOffice.command().args(arguments).arg(folder).arg(path));
}

/// The PDF that LibreOffice prints of one of our DOCX, in a folder of its own.
pub(crate) fn printed(stem: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let docx = outputs().join(format!("{stem}.docx"));
    save_again(&docx, "pdf", folder.path());
    let pdf = folder.path().join(format!("{stem}.pdf"));
    assert!(pdf.is_file(), "{stem}.docx is printed");
    (folder, pdf)
}

pub(crate) fn docx_prints_through_libreoffice() {
    let (_folder, pdf) = printed("distinct");
    let text = look(Viewer::Pdftotext.command().arg(&pdf).arg("-"));
    let (report, document) = composed("distinct");
    let words: Vec<&str> = text.split_whitespace().collect();
    for (table, read) in &report.tables {
        for (key, value) in &read.cells {
            assert!(words.contains(&value.to_string().as_str()), "{table}.{key} {value}");
        }
    }
    let squeezed_text = squeezed(&text);
    for line in &document.title_lines {
        assert!(squeezed_text.contains(&squeezed(line)), "{line}");
    }
    assert!(squeezed_text.contains("—1—") && squeezed_text.contains("—2—"), "pages are numbered");
}
