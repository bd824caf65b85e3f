//! `check` sees all of a file, and not only what was read as the report: other sheets, hidden ones, cells beside the
//! tables, hidden rows, what every page repeats.

use std::fs;
use std::path::Path;

use nianbao_core::finding::{Finding, FindingList};
use nianbao_tests::program::nianbao;
use nianbao_tests::{fixtures, package};

/// The example that GB 11643 prints.
const IDENTITY: &str = "11010519491231002X";

type Members = Vec<(String, Vec<u8>)>;

fn edit(members: &mut Members, name: &str, change: impl FnOnce(&str) -> String) {
    let (_, content) = members.iter_mut().find(|(member, _)| member == name).unwrap();
    let changed = change(std::str::from_utf8(content).unwrap());
    assert_ne!(changed.as_bytes(), content.as_slice(), "{name} has changed");
    *content = changed.into_bytes();
}

fn relate(members: &mut Members, part: &str, kind: &str, target: &str) {
    let relationship = format!(
        r#"<Relationship Id="rIdNew" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>"#
    );
    edit(members, part, |text| text.replace("</Relationships>", &relationship));
}

fn cell(address: &str, text: &str) -> String {
    format!(r#"<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

/// Adds a sheet with a register of applicants.
fn add_register(members: &mut Members, state: &str) {
    let sheet = format!(r#"<sheet name="登记簿" sheetId="9" r:id="rIdNew"{state}/></sheets>"#);
    edit(members, "xl/workbook.xml", |text| text.replace("</sheets>", &sheet));
    relate(members, "xl/_rels/workbook.xml.rels", "worksheet", "worksheets/register.xml");
    let rows = format!(
        r#"<row r="1">{}</row><row r="2">{}{}</row>"#,
        cell("A1", "申请人登记"),
        cell("A2", "王某"),
        cell("B2", IDENTITY)
    );
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let sheet = format!(r#"<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>"#);
    members.push(("xl/worksheets/register.xml".to_owned(), sheet.into_bytes()));
}

/// Every finding of group V, as its code and its place.
fn found(folder: &Path, name: &str, members: &Members) -> Vec<String> {
    fs::write(folder.join(name), package::pack(members)).unwrap();
    let run = nianbao(folder, &["check", name, "--format", "json"]);
    let list: FindingList =
        serde_json::from_slice(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}", run.stderr));
    let place = |finding: &Finding| finding.source.as_ref().map(|source| source.locator.clone()).unwrap_or_default();
    let of_group = list.findings.iter().filter(|finding| finding.code.starts_with('V'));
    of_group.map(|finding| format!("{} {}", finding.code, place(finding))).collect()
}

#[track_caller]
fn check_workbook(change: impl FnOnce(&mut Members), expected: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let mut members = package::unpack(&fs::read(fixtures::path("city-2024.xlsx")).unwrap()).unwrap();
    change(&mut members);
    assert_eq!(found(folder.path(), "年报.xlsx", &members), expected);
}

#[test]
fn a_sheet_that_is_no_part_of_the_report_is_seen_and_a_hidden_one_is_told() {
    check_workbook(|members| add_register(members, ""), &["V01 登记簿!B2"]);
    check_workbook(|members| add_register(members, r#" state="hidden""#), &["V01 登记簿!B2", "V05 登记簿"]);
    check_workbook(|members| add_register(members, r#" state="veryHidden""#), &["V01 登记簿!B2", "V05 登记簿"]);
}

#[test]
fn cells_beside_a_table_are_seen() {
    let beside = |row: u32, address: &str, text: &str, sheet: &str| {
        let begin = sheet.find(&format!("<row r=\"{row}\"")).unwrap();
        let end = begin + sheet[begin..].find("</row>").unwrap();
        format!("{}{}{}", &sheet[..end], cell(address, text), &sheet[end..])
    };
    let change = |members: &mut Members| {
        edit(members, "xl/worksheets/sheet3.xml", |sheet| beside(8, "L8", "秘密★", &beside(7, "L7", IDENTITY, sheet)));
    };
    check_workbook(change, &["V01 申请情况!L7", "V04 申请情况!L8"]);
}

#[test]
fn a_hidden_row_is_told_though_it_was_read() {
    let hide = |sheet: &str| sheet.replacen("<row r=\"6\"", "<row hidden=\"1\" r=\"6\"", 1);
    check_workbook(|members| edit(members, "xl/worksheets/sheet1.xml", hide), &["V05 文字!6:6"]);
}

#[test]
fn what_every_page_repeats_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let input = fixtures::path("city-2024.xlsx");
    let run = nianbao(folder.path(), &["convert".as_ref(), input.as_os_str(), "--to".as_ref(), "docx".as_ref()]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let mut members = package::unpack(&fs::read(folder.path().join("city-2024.docx")).unwrap()).unwrap();
    assert_eq!(found(folder.path(), "原样.docx", &members), [""; 0], "page numbers are nothing to tell");

    let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let header = format!(r#"<w:hdr xmlns:w="{main}"><w:p>{}</w:p></w:hdr>"#, run(&format!("{IDENTITY} 秘密★")));
    members.push(("word/header9.xml".to_owned(), header.into_bytes()));
    relate(&mut members, "word/_rels/document.xml.rels", "header", "header9.xml");
    let footer = format!("{}</w:p></w:ftr>", run("内部资料，注意保存"));
    edit(&mut members, "word/footer1.xml", |text| text.replace("</w:p></w:ftr>", &footer));
    assert_eq!(found(folder.path(), "年报.docx", &members), ["V01 页眉", "V04 页脚", "V04 页眉"]);
}

/// Whoever is told of a sentence is told where it stands, in each format.
#[test]
fn a_finding_about_a_sentence_has_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let mut members = package::unpack(&fs::read(fixtures::path("city-2024.xlsx")).unwrap()).unwrap();
    let last = "没有其他需要报告的事项。";
    edit(&mut members, "xl/sharedStrings.xml", |text| text.replace(last, &format!("{last}。")));
    fs::write(folder.path().join("年报.xlsx"), package::pack(&members)).unwrap();
    let run = nianbao(folder.path(), &["convert", "年报.xlsx", "--to", "docx,html"]);
    assert!(run.code < 2, "{}", run.stderr);
    for (name, place) in [("年报.xlsx", "文字!A"), ("年报.docx", "第"), ("年报.html", "第")] {
        let run = nianbao(folder.path(), &["check", name, "--format", "json"]);
        let list: FindingList = serde_json::from_slice(&run.stdout).unwrap();
        let doubled = list.findings.iter().find(|finding| finding.message.contains("。。")).unwrap();
        let source = doubled.source.as_ref().unwrap();
        assert_eq!(source.file, name);
        assert!(source.locator.starts_with(place), "{}", source.locator);
    }
}
