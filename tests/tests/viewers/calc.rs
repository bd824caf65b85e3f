//! LibreOffice at work on a form: it types, puts in rows, recalculates, saves in several formats and prints.

use std::fs;
use std::path::{Path, PathBuf};

use crate::viewer::{Viewer, look};

/// Opens the form, does what the list says, recalculates, and saves it in four formats.
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
      oSheet = oDocument.Sheets.getByName(vPieces(0))
      oCell = oSheet.getCellRangeByName(vPieces(1))
      If vPieces(2) = "n" Then
        oCell.Value = Val(vPieces(3))
      ElseIf vPieces(2) = "r" Then
        oSheet.Rows.insertByIndex(oCell.CellAddress.Row, 1)
      Else
        oCell.String = vPieces(3)
      End If
    End If
  Loop
  oText.closeInput()
  oDocument.calculateAll()
  oDocument.storeToURL("@FOLDER@/filled.xlsx", Array(Setting("FilterName", "Calc MS Excel 2007 XML")))
  oDocument.storeToURL("@FOLDER@/filled.xls", Array(Setting("FilterName", "MS Excel 97")))
  oDocument.storeToURL("@FOLDER@/filled.ods", Array(Setting("FilterName", "calc8")))
  oDocument.storeToURL("@FOLDER@/filled.pdf", Array(Setting("FilterName", "calc_pdf_Export")))
  oDocument.close(True)
  StarDesktop.terminate()
End Sub
"#;

/// What somebody does to a sheet of the form.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Types a number.
    Number(String),
    /// Types a text.
    Text(String),
    /// Puts an empty row in above.
    Row,
}

/// Where somebody does it: the sheet's name and the cell's address.
pub(crate) type Typed = (String, String, Step);

/// A form that was filled in, in a folder of its own.
pub(crate) struct Filled {
    folder: tempfile::TempDir,
}

impl Filled {
    /// Fills in the `form.xlsx` of a folder.
    pub(crate) fn new(folder: tempfile::TempDir, typed: &[Typed]) -> Self {
        let mut lines = String::new();
        for (sheet, address, step) in typed {
            let (kind, value) = match step {
                Step::Number(number) => ("n", number.as_str()),
                Step::Text(text) => ("s", text.as_str()),
                Step::Row => ("r", ""),
            };
            lines.push_str(&format!("{sheet}\t{address}\t{kind}\t{value}\n"));
        }
        fs::write(folder.path().join("typed.txt"), lines).unwrap();
        let filled = Filled { folder };
        filled.run_macro();
        filled
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run_macro(&self) {
        let folder = self.folder.path();
        let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
        // The first start makes the profile, over whatever stands there.
        look(Viewer::LibreOffice.command().args([&profile, "--headless", "--terminate_after_init"]));
        write_macro(&folder.join("profile/user/basic/Standard"), folder);
        look(
            Viewer::LibreOffice
                .command()
                .args([&profile, "--headless", "--norestore"])
                .arg("macro:///Standard.Form.Fill"),
        );
        assert!(self.path("filled.pdf").is_file(), "the macro ran to its end");
    }

    /// How many dots of each printed page have a colour.
    pub(crate) fn dots(&self, colour: [u8; 3]) -> Vec<usize> {
        look(Viewer::Pdftoppm.command().args(["-r", "40"]).arg(self.path("filled.pdf")).arg(self.path("page")));
        let pages = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let mut pages: Vec<PathBuf> =
            pages.filter(|path| path.extension().is_some_and(|ending| ending == "ppm")).collect();
        pages.sort();
        let count = |page: &PathBuf| {
            let page = fs::read(page).unwrap();
            let is_colour = |dot: &&[u8]| dot.iter().zip(colour).all(|(part, wanted)| part.abs_diff(wanted) < 3);
            // Three lines say what it is, how large, and how bright.
            let dots = page.splitn(4, |&byte| byte == b'\n').nth(3).unwrap();
            dots.chunks_exact(3).filter(is_colour).count()
        };
        pages.iter().map(count).collect()
    }
}

fn write_macro(library: &Path, folder: &Path) {
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
}
