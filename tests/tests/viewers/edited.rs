//! Outputs that somebody edited or saved again in an office program, as `verify` sees them.

use std::fs;

use nianbao_tests::program::nianbao;

use crate::office::save_again;
use crate::viewer::{Viewer, look, outputs};

/// Puts 777777 into a cell of the second table: file, row, column.
const EDIT: &str = "
import sys, docx
path, row, column = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
document = docx.Document(path)
runs = document.tables[1].rows[row].cells[column].paragraphs[0].runs
runs[0].text = '777777'
for run in runs[1:]:
    run.text = ''
document.save(path)
";
/// A row and a column of table three as python-docx counts them, and the cell's name: 三、（一）予以公开 of 自然人.
const CELL: (&str, &str, &str) = ("5", "3", "（一）予以公开·自然人");

pub(crate) fn an_edited_cell_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let edited = folder.path().join("edited.docx");
    fs::copy(outputs().join("city-2024.docx"), &edited).unwrap();
    let (row, column, name) = CELL;
    look(Viewer::PythonDocx.command().args(["-c", EDIT]).arg(&edited).args([row, column]));
    let run = nianbao(folder.path(), &["verify", "edited.docx"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    let text = run.text();
    assert!(text.contains("有 1 处"), "{text}");
    assert!(text.contains(name) && text.contains("“777777”"), "{text}");
}

/// What an office program makes of a file when it is opened and saved again is still what its data says, and an edit
/// after that is found all the same.
pub(crate) fn saved_again_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    for (format, filter) in [("docx", "docx:MS Word 2007 XML"), ("xlsx", "xlsx")] {
        save_again(&outputs().join(format!("city-2024.{format}")), filter, folder.path());
        let run = nianbao(folder.path(), &["verify", &format!("city-2024.{format}")]);
        assert_eq!(run.code, 0, "{format}: {}{}", run.text(), run.stderr);
    }
}
