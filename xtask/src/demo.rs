//! The demo: a city's old workbook becomes the three files that are filed and published.

use std::fs;
use std::process::{Command, ExitCode};

use crate::assemble::{Tree, remove};
use crate::cargo::{self, Profile};
use crate::workspace::{Workspace, at};

const INPUT: &str = "tests/fixtures/city-2024.xls";

/// Each output with what to look at in it.
const OUTPUTS: [(&str, &str, &str); 3] = [
    (
        "city-2024.docx",
        "用 Word、WPS 或 LibreOffice 打开：标题居中，六个部分齐全，三张表的合并表头与官方格式一致，文字可直接修改",
        "open in Word, WPS or LibreOffice: centred title, six parts, three tables with the form's merged headers, all editable",
    ),
    (
        "city-2024.pdf",
        "用任何 PDF 阅读器打开：版面与 Word 文件一致，字体已嵌入，有页码，可直接打印",
        "open in any PDF reader: laid out like the DOCX, fonts embedded, page numbers, ready to print",
    ),
    (
        "city-2024.html",
        "用浏览器打开：一个文件就是完整网页，表格是真正的表格，可直接发布",
        "open in a browser: one self-contained page with real tables, ready to publish",
    ),
];

/// Converts the city's workbook and says where the outputs are.
pub(crate) fn demo(workspace: &Workspace) -> Result<ExitCode, String> {
    let tree = Tree::build(workspace, Profile::Dev)?;
    let folder = workspace.target.join("demo");
    remove(&folder)?;
    at(&folder, fs::create_dir_all(&folder))?;
    let mut convert = Command::new(tree.program());
    convert.args(["convert", INPUT, "--to", "docx,pdf,html", "-o"]);
    let status = cargo::status(convert.arg(&folder).current_dir(&workspace.root))?;
    // 1 stands for findings in the report, which is converted all the same.
    if !matches!(status.code(), Some(0 | 1)) {
        return Err(format!("`nianbao convert {INPUT}` ended with {status}"));
    }
    println!("\n{INPUT} →");
    for (name, chinese, english) in OUTPUTS {
        let file = folder.join(name);
        if at(&file, fs::metadata(&file))?.len() == 0 {
            return Err(format!("{}: empty", file.display()));
        }
        println!("\n{}\n  {chinese}\n  {english}", file.display());
    }
    Ok(ExitCode::SUCCESS)
}
