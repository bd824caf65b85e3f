//! The blank form filled in by an office suite: it computes, says what is wrong, and is read back exactly.

use std::fs;
use std::path::{Path, PathBuf};

use nianbao_core::Report;
use nianbao_core::document::{Block, Grid};
use nianbao_core::form;
use nianbao_tests::layout::column_letters;
use nianbao_tests::program::nianbao;
use nianbao_tests::{Figures, distinct};

use crate::viewer::{Viewer, look};

const ORGAN: &str = "清河县人民政府";
const YEAR: i32 = 2025;
/// What a cell turns when a relation fails, as the page shows it.
const RED: [u8; 3] = [0xFF, 0xC7, 0xCE];
const GREEN: [u8; 3] = [0xE2, 0xEF, 0xDA];

/// Opens the form, types what the list says, recalculates, and saves it in three formats.
const MACRO: &str = r#"
Function Setting(sName, vValue)
  Dim oSetting As New com.sun.star.beans.PropertyValue
  oSetting.Name = sName
  oSetting.Value = vValue
  Setting = oSetting
End Function

Sub Fill
  Dim sLine As String
  oDocument = StarDesktop.loadComponentFromURL("@FOLDER@/form.xlsx", "_blank", 0, Array(Setting("Hidden", True)))
  oFile = createUnoService("com.sun.star.ucb.SimpleFileAccess")
  oText = createUnoService("com.sun.star.io.TextInputStream")
  oText.setInputStream(oFile.openFileRead("@FOLDER@/typed.txt"))
  oText.setEncoding("UTF-8")
  Do While Not oText.isEOF()
    sLine = oText.readLine()
    If Len(sLine) > 0 Then
      vPieces = Split(sLine, Chr(9))
      oCell = oDocument.Sheets.getByName(vPieces(0)).getCellRangeByName(vPieces(1))
      If vPieces(2) = "n" Then
        oCell.Value = Val(vPieces(3))
      Else
        oCell.String = vPieces(3)
      End If
    End If
  Loop
  oText.closeInput()
  oDocument.calculateAll()
  oDocument.storeToURL("@FOLDER@/filled.xlsx", Array(Setting("FilterName", "Calc MS Excel 2007 XML")))
  oDocument.storeToURL("@FOLDER@/filled.xls", Array(Setting("FilterName", "MS Excel 97")))
  oDocument.storeToURL("@FOLDER@/filled.pdf", Array(Setting("FilterName", "calc_pdf_Export")))
  oDocument.close(True)
  StarDesktop.terminate()
End Sub
"#;

/// A form that an office suite has filled in, in a folder of its own.
struct Filled {
    folder: tempfile::TempDir,
}

impl Filled {
    /// Makes a form and types figures and a text into it.
    fn new(figures: &Figures) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let year = YEAR.to_string();
        let run = nianbao(folder.path(), &["template", "--year", &year, "--organ", ORGAN, "-o", "form.xlsx"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        fs::write(folder.path().join("typed.txt"), typed(figures)).unwrap();
        let filled = Filled { folder };
        filled.run_macro();
        filled
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run_macro(&self) {
        let folder = self.folder.path();
        let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
        // The first start makes the profile, over whatever stands there.
        look(Viewer::LibreOffice.command().args([&profile, "--headless", "--terminate_after_init"]));
        let library = folder.join("profile/user/basic/Standard");
        let code = MACRO.replace("@FOLDER@", &format!("file://{}", folder.display()));
        let code = code.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let module = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<script:module xmlns:script=\"http://openoffice.org/2000/script\" \
             script:name=\"Form\" script:language=\"StarBasic\">{code}</script:module>"
        );
        fs::write(library.join("Form.xba"), module).unwrap();
        let listing = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<library:library \
             xmlns:library=\"http://openoffice.org/2000/library\" library:name=\"Standard\" library:readonly=\"false\" \
             library:passwordprotected=\"false\"><library:element library:name=\"Form\"/></library:library>";
        fs::write(library.join("script.xlb"), listing).unwrap();
        look(
            Viewer::LibreOffice
                .command()
                .args([&profile, "--headless", "--norestore"])
                .arg("macro:///Standard.Form.Fill"),
        );
        assert!(self.path("filled.pdf").is_file(), "the macro ran to its end");
    }

    /// How many dots of the printed pages have a colour.
    fn dots(&self, colour: [u8; 3]) -> usize {
        look(Viewer::Pdftoppm.command().args(["-r", "40"]).arg(self.path("filled.pdf")).arg(self.path("page")));
        let pages = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let pages = pages.filter(|path| path.extension().is_some_and(|ending| ending == "ppm"));
        pages
            .map(|path| fs::read(path).unwrap())
            .map(|page| {
                let is_colour = |dot: &&[u8]| dot.iter().zip(colour).all(|(part, wanted)| part.abs_diff(wanted) < 3);
                // Three lines say what it is, how large, and how bright.
                let dots = page.splitn(4, |&byte| byte == b'\n').nth(3).unwrap();
                dots.chunks_exact(3).filter(is_colour).count()
            })
            .sum()
    }
}

/// What somebody types: every figure that is not computed, and a paragraph.
fn typed(figures: &Figures) -> String {
    let (_, document) = nianbao_engine::blank_form(Some(ORGAN), YEAR, None, form::builtin(), None);
    let mut lines = String::new();
    for grid in document.blocks.iter().filter_map(|block| if let Block::Grid(grid) = block { Some(grid) } else { None })
    {
        lines.push_str(&typed_into(grid, figures));
    }
    lines.push_str(&format!("文字部分\tA5\ts\t{PREFACE}\n"));
    lines
}

fn typed_into(grid: &Grid, figures: &Figures) -> String {
    let inputs = grid.cells.iter().filter(|cell| cell.sum_of.is_empty());
    let line = |(id, cell): (&str, &nianbao_core::document::Cell)| {
        let address = format!("{}{}", column_letters(cell.column), cell.row + 2);
        format!("{}\t{address}\tn\t{}\n", grid.name.as_deref().unwrap(), figures[id])
    };
    inputs.filter_map(|cell| Some((cell.id.as_deref()?, cell))).map(line).collect()
}

const PREFACE: &str = "本报告由清河县人民政府编制，统计期限为2025年1月1日至2025年12月31日。";

fn read(path: &Path) -> (Report, String) {
    let run = nianbao(path.parent().unwrap(), &["convert", path.to_str().unwrap(), "--to", "json", "-o", "-"]);
    assert!(run.code < 2, "{}", run.stderr);
    (serde_json::from_slice(&run.stdout).unwrap(), run.stderr)
}

pub(crate) fn template_is_filled_in_and_read_back() {
    let figures = distinct::distinct();
    let filled = Filled::new(&figures);
    for name in ["filled.xlsx", "filled.xls"] {
        let (report, said) = read(&filled.path(name));
        for (id, figure) in &figures {
            assert_eq!(report.cell(id).map(ToString::to_string).as_ref(), Some(figure), "{name}: {id}\n{said}");
        }
        assert_eq!((report.organ.name.as_str(), report.year), (ORGAN, Some(YEAR)), "{name}");
        assert_eq!(report.preface, [PREFACE], "{name}");
        let headings: usize = report.parts.iter().map(|part| part.blocks.len()).sum();
        assert_eq!((report.parts.len(), headings), (6, 8), "{name}: {:?}", report.parts);
    }
    assert_eq!(filled.dots(RED), 0, "every relation holds");
    assert!(filled.dots(GREEN) > 100, "and a line under each table says so");
}

pub(crate) fn a_planted_imbalance_turns_red() {
    let mut figures = distinct::distinct();
    figures.insert("requests.carried_forward.business".to_owned(), "98765".to_owned());
    let filled = Filled::new(&figures);
    assert!(filled.dots(RED) > 100);
}
