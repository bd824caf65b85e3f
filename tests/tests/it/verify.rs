//! `verify`: what an output shows is what it carries, and whoever edits it is found out.

use std::fs;
use std::path::Path;

use nianbao_tests::program::nianbao;
use nianbao_tests::{fixtures, package};

/// A folder with a city's report in every format that carries data and is read again.
fn city() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let input = fixtures::path("city-2023.xls");
    let run =
        nianbao(folder.path(), &["convert".as_ref(), input.as_os_str(), "--to".as_ref(), "docx,html,xlsx".as_ref()]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    folder
}

/// Changes a Word file's text as an editor would, and leaves its data alone.
fn edit_docx(path: &Path, from: &str, to: &str) {
    let mut members = package::unpack(&fs::read(path).unwrap()).unwrap();
    let (_, document) = members.iter_mut().find(|(name, _)| name == "word/document.xml").unwrap();
    let text = String::from_utf8(document.clone()).unwrap();
    assert!(text.contains(from), "{from} is not in the document");
    *document = text.replace(from, to).into_bytes();
    fs::write(path, package::pack(&members)).unwrap();
}

#[test]
fn an_untouched_output_shows_what_it_carries() {
    let folder = city();
    let run = nianbao(folder.path(), &["verify", "city-2023.docx", "city-2023.html", "city-2023.xlsx"]);
    assert_eq!(run.code, 0, "{}{}", run.text(), run.stderr);
    insta::assert_snapshot!(run.text());
}

/// Of figures without text, and without or with a name and a year, everything else is printed as the form has it.
#[test]
fn what_a_report_lacks_is_no_difference() {
    let folder = tempfile::tempdir().unwrap();
    let input = fixtures::path("township-figures.xls").display().to_string();
    for (output, known) in [
        ("bare", &[][..]),
        ("named", &["--organ", "甲县水利局"]),
        ("dated", &["--year", "2024"]),
        ("known", &["--organ", "甲县水利局", "--year", "2024"]),
    ] {
        let convert = ["convert", &input, "--to", "docx,html,xlsx,pdf", "-o", output];
        let run = nianbao(folder.path(), &[&convert[..], known].concat());
        assert!(run.code < 2, "{}", run.stderr);
        let run = nianbao(folder.path(), &["verify", output]);
        assert_eq!(run.code, 0, "{}{}", run.text(), run.stderr);
        assert_eq!(run.text().lines().count(), 4, "{}", run.text());
    }
    let edited = folder.path().join("known/township-figures.docx");
    edit_docx(&edited, "甲县水利局", "乙县水利局");
    let run = nianbao(folder.path(), &["verify", "known/township-figures.docx"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.text().contains("甲县水利局") && run.text().contains("乙县水利局"), "{}", run.text());
}

#[test]
fn an_edited_figure_and_an_edited_sentence_are_named_with_both_versions() {
    let folder = city();
    let path = folder.path().join("city-2023.docx");
    edit_docx(&path, ">59237.2449<", ">59237.2494<");
    edit_docx(&path, "没有其他需要报告的事项", "无其他需要报告的事项");
    let run = nianbao(folder.path(), &["verify", "city-2023.docx"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    insta::assert_snapshot!(run.text());
    let run = nianbao(folder.path(), &["--lang", "en", "verify", "city-2023.docx"]);
    insta::assert_snapshot!(run.text());
}

/// Whoever edits only the data that a file carries fools nobody: what is visible differs then.
#[test]
fn data_edited_alone_is_found() {
    let folder = city();
    let (figure, other) = ("59237.2449", "59237.2494");
    for (file, member) in [("city-2023.docx", "customXml/item1.xml"), ("city-2023.xlsx", "xl/")] {
        let path = folder.path().join(file);
        let mut members = package::unpack(&fs::read(&path).unwrap()).unwrap();
        let mut edits = 0;
        for (_, bytes) in members.iter_mut().filter(|(name, _)| name.starts_with(member)) {
            let Ok(text) = String::from_utf8(bytes.clone()) else { continue };
            // In a workbook the data stands in pieces among the other texts, its quotation marks escaped or not.
            for name in ["\"charges.amount\":", "&quot;charges.amount&quot;:"] {
                let (from, to) = (format!("{name}{figure}"), format!("{name}{other}"));
                edits += text.matches(&from).count();
                if text.contains(&from) {
                    *bytes = text.replace(&from, &to).into_bytes();
                }
            }
        }
        assert_eq!(edits, 1, "{file}: the data holds the figure once");
        fs::write(&path, package::pack(&members)).unwrap();
    }
    let path = folder.path().join("city-2023.html");
    let page = fs::read_to_string(&path).unwrap();
    let from = format!("\"charges.amount\":{figure}");
    assert_eq!(page.matches(&from).count(), 1, "the data holds the figure once");
    fs::write(&path, page.replace(&from, &format!("\"charges.amount\":{other}"))).unwrap();
    for file in ["city-2023.docx", "city-2023.xlsx", "city-2023.html"] {
        let run = nianbao(folder.path(), &["verify", file]);
        assert_eq!(run.code, 1, "{file}: {}{}", run.text(), run.stderr);
        let text = run.text();
        assert!(text.contains("有 1 处") && text.contains("行政事业性收费"), "{text}");
        assert!(text.contains(figure) && text.contains(other), "{text}");
    }
}

#[test]
fn a_removed_row_is_a_difference() {
    let folder = city();
    let path = folder.path().join("city-2023.html");
    let page = fs::read_to_string(&path).unwrap();
    let label = page.find(">行政强制<").unwrap();
    let row = page[..label].rfind("<tr").unwrap();
    let end = row + page[row..].find("</tr>").unwrap() + "</tr>".len();
    fs::write(&path, [&page[..row], &page[end..]].concat()).unwrap();
    let run = nianbao(folder.path(), &["verify", "city-2023.html"]);
    assert_eq!(run.code, 1, "{}{}", run.text(), run.stderr);
    assert!(run.text().contains("行政强制"), "{}", run.text());
}

/// What an office keeps beside the outputs is no fault of theirs, and no part of what was proved.
#[test]
fn in_a_folder_what_carries_no_data_is_named_and_passed_over() {
    let folder = city();
    fs::copy(fixtures::path("city-2023.xls"), folder.path().join("原表.xls")).unwrap();
    let run = nianbao(folder.path(), &["convert", "原表.xls", "--to", "json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    fs::write(folder.path().join("说明.txt"), "请于三月底前报送。").unwrap();
    fs::write(folder.path().join("盖章.jpg"), "x").unwrap();
    let run = nianbao(folder.path(), &["verify", "."]);
    assert_eq!(run.code, 0, "{}{}", run.text(), run.stderr);
    assert_eq!(run.text().lines().count(), 3, "{}", run.text());
    let line = run.stderr.lines().find(|line| line.contains("没有自带数据")).unwrap_or_default();
    assert!(line.contains("原表.xls") && line.contains("原表.json"), "{}", run.stderr);
    assert!(run.stderr.contains("说明.txt") && run.stderr.contains("盖章.jpg"), "{}", run.stderr);
    edit_docx(&folder.path().join("city-2023.docx"), ">59237.2449<", ">59237.2494<");
    assert_eq!(nianbao(folder.path(), &["verify", "."]).code, 1);
}

#[test]
fn a_folder_in_which_nothing_can_be_compared_is_no_success() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(fixtures::path("city-2023.xls"), folder.path().join("原表.xls")).unwrap();
    let run = nianbao(folder.path(), &["verify", "."]);
    assert_eq!(run.code, 2, "{}", run.text());
    assert!(run.stderr.contains("原表.xls") && run.stderr.contains("没有一个文件"), "{}", run.stderr);
}

#[test]
fn a_file_without_data_is_no_success() {
    let folder = tempfile::tempdir().unwrap();
    let input = fixtures::path("city-2023.xls");
    let run = nianbao(folder.path(), &["verify".as_ref(), input.as_os_str()]);
    assert_eq!(run.code, 2, "{}", run.text());
    assert!(run.stderr.contains("没有 nianbao 写入的数据"), "{}", run.stderr);
}
