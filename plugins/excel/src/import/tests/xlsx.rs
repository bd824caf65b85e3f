//! .xlsx workbooks as programs and people leave them, part by part.

use nianbao_core::document::{CellType, NoteKind};
use nianbao_plugin::{Imported, Language, PluginError};

use super::{grids, import, noted, placed};
use crate::import::package::Repacked;

const WORKBOOK: &str =
    r#"<workbook xmlns:r="r"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const RELATIONSHIPS: &str = r#"<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// Reads a workbook of these parts; for its usual parts there are usual contents.
fn read(parts: &[(&str, &str)]) -> Result<Imported, PluginError> {
    let usual = [("xl/workbook.xml", WORKBOOK), ("xl/_rels/workbook.xml.rels", RELATIONSHIPS)];
    let mut package = Repacked::new();
    for (name, content) in usual.into_iter().filter(|(name, _)| parts.iter().all(|(given, _)| given != name)) {
        package.add(name, content.as_bytes()).expect("a sound part");
    }
    for (name, content) in parts.iter().filter(|(_, content)| !content.is_empty()) {
        package.add(name, content.as_bytes()).expect("a sound part");
    }
    import(&package.finish().expect("a sound zip").into_inner(), Language::Zh)
}

/// Reads a workbook of one sheet without styles and shared strings.
fn sheet(rows: &str) -> Imported {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    read(&[("xl/worksheets/sheet1.xml", &sheet)]).expect("a sound workbook")
}

#[test]
fn cells_and_rows_without_addresses_are_counted_on() {
    let imported = sheet(
        r#"<row><c><v>1</v></c><c/><c><v>2</v></c></row><row/><row r="4"><c r="B4"><v>3</v></c><c><v>4</v></c></row>
        <row><c><v>5</v></c></row>"#,
    );
    let filled = placed(&imported).into_iter().filter(|cell| !cell.ends_with('='));
    assert_eq!(filled.collect::<Vec<_>>(), ["表!A1=1", "表!C1=2", "表!B4=3", "表!C4=4", "表!A5=5"]);
}

#[test]
fn texts_are_read_in_every_way_of_writing_them() {
    let imported = read(&[
        (
            "xl/sharedStrings.xml",
            r#"<sst><si><r><t>受</t></r><r><rPr/><t>理</t></r><rPh sb="0" eb="1"><t>shou</t></rPh></si></sst>"#,
        ),
        (
            "xl/worksheets/sheet1.xml",
            r#"<worksheet><sheetData><row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>a_x000D_
b</t></is></c><c t="inlineStr"><is><r><t>c</t></r><rPh><t>x</t></rPh></is></c><c t="str"><f>T(A1)</f><v>d&amp;e</v></c><c t="inlineStr"><is><t>007</t></is></c></row></sheetData></worksheet>"#,
        ),
    ]);
    let imported = imported.expect("a sound workbook");
    assert_eq!(placed(&imported), ["表!A1=受理", "表!B1=a\nb", "表!C1=c", "表!D1=d&e", "表!E1=007"]);
    assert!(grids(&imported)[0].cells.iter().all(|cell| cell.cell_type == CellType::Text));
}

#[test]
fn numbers_come_out_as_plain_decimals_of_15_digits() {
    for (written, expected) in [
        ("59237.2449", "59237.2449"),
        ("0.30000000000000004", "0.3"),
        ("1E+15", "1000000000000000"),
        ("1.5e-3", "0.0015"),
        ("-0", "0"),
        ("5.0", "5"),
        (" 7 ", "7"),
        ("123456789012345678", "123456789012346000"),
    ] {
        let imported = sheet(&format!("<row><c><v>{written}</v></c></row>"));
        let cell = &grids(&imported)[0].cells[0];
        assert_eq!((cell.text.as_str(), cell.cell_type), (expected, CellType::Number), "{written}");
    }
}

#[test]
fn a_number_format_changes_nothing_unless_it_shows_a_date() {
    let styles = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0&quot;件&quot;"/>
        <numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>
        <cellXfs><xf/><xf numFmtId="164"/><xf numFmtId="9"/><xf numFmtId="4"/><xf numFmtId="165"/></cellXfs></styleSheet>"#;
    let rows = r#"<worksheet><sheetData><row><c s="1"><v>3</v></c><c s="2"><v>0.5</v></c><c s="3"><v>1234.5</v></c><c s="4"><v>45677</v></c>
        <c t="d"><v>2025-01-20T00:00:00</v></c><c s="99"><v>8</v></c><c t="b"><v>1</v></c><c t="e"><v>#DIV/0!</v></c></row></sheetData></worksheet>"#;
    let imported = read(&[("xl/styles.xml", styles), ("xl/worksheets/sheet1.xml", rows)]).expect("a sound workbook");
    let cells: Vec<_> = grids(&imported)[0].cells.iter().map(|cell| (cell.text.as_str(), cell.cell_type)).collect();
    use CellType::{Boolean, Date, Error, Number};
    assert_eq!(
        cells,
        [
            ("3", Number),
            ("0.5", Number),
            ("1234.5", Number),
            ("2025-01-20", Date),
            ("2025-01-20", Date),
            ("8", Number),
            ("true", Boolean),
            ("#DIV/0!", Error)
        ]
    );
}

#[test]
fn hidden_and_flattened_rows_and_columns_are_marked_and_noted() {
    let imported = read(&[(
        "xl/worksheets/sheet1.xml",
        r#"<worksheet><sheetFormatPr/><cols><col min="2" max="2" width="0"/><col min="4" max="16384" hidden="1"/></cols><sheetData>
        <row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c><c r="D1"><v>4</v></c></row>
        <row r="2" hidden="1" outlineLevel="1"><c r="A2"><v>5</v></c></row><row r="3" ht="0" customHeight="1"><c r="A3"><v>6</v></c></row>
        <row r="4"><c r="A4"><v>7</v></c></row></sheetData></worksheet>"#,
    )])
    .expect("a sound workbook");
    let cells = grids(&imported)[0].cells.iter().filter(|cell| !cell.text.is_empty());
    let hidden: Vec<_> = cells.map(|cell| (cell.text.as_str(), cell.hidden)).collect();
    let expected = [("1", false), ("2", true), ("3", false), ("4", true), ("5", true), ("6", true), ("7", false)];
    assert_eq!(hidden, expected);
    let hidden = NoteKind::Hidden;
    assert_eq!(noted(&imported), [(hidden, "表!2:3"), (hidden, "表!B:B"), (hidden, "表!D:D")]);
}

#[test]
fn hidden_sheets_are_read_and_said_to_be_hidden_and_charts_are_passed_over() {
    let workbook = r#"<workbook xmlns:r="r"><sheets><sheet name="甲" r:id="a" state="hidden"/><sheet name="图" r:id="b"/>
        <sheet name="乙" r:id="c" state="veryHidden"/></sheets><externalReferences><externalReference r:id="d"/></externalReferences></workbook>"#;
    let relationships = r#"<Relationships><Relationship Id="a" Type="x/worksheet" Target="/xl/worksheets/sheet1.xml"/>
        <Relationship Id="b" Type="x/chartsheet" Target="chartsheets/sheet1.xml"/><Relationship Id="c" Type="x/worksheet" Target="sheet.xml"/>
        <Relationship Id="d" Type="x/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>"#;
    let cells = "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>";
    let imported = read(&[
        ("xl/workbook.xml", workbook),
        ("xl/_rels/workbook.xml.rels", relationships),
        ("xl/worksheets/sheet1.xml", cells),
        ("xl/sheet.xml", cells),
    ])
    .expect("a sound workbook");
    let names: Vec<_> = grids(&imported).iter().map(|grid| (grid.name.as_deref(), grid.hidden)).collect();
    assert_eq!(names, [(Some("甲"), true), (Some("乙"), true)]);
    assert_eq!(noted(&imported), [(NoteKind::Hidden, "甲"), (NoteKind::Hidden, "乙")]);
}

#[test]
fn a_workbook_of_the_strict_standard_with_parts_elsewhere_is_read() {
    let kind = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    let roots = format!(
        r#"<Relationships><Relationship Id="rId1" Type="{kind}/officeDocument" Target="/xl/book/main.xml"/></Relationships>"#
    );
    let relationships = format!(
        r#"<Relationships><Relationship Id="rId1" Type="{kind}/worksheet" Target="../sheets/one.xml"/>
        <Relationship Id="rId2" Type="{kind}/sharedStrings" Target="texts.xml"/></Relationships>"#
    );
    let imported = read(&[
        ("xl/workbook.xml", ""),
        ("xl/_rels/workbook.xml.rels", ""),
        ("_rels/.rels", &roots),
        ("xl/book/main.xml", &WORKBOOK.replace("<workbook", "<workbook conformance=\"strict\"")),
        ("xl/book/_rels/main.xml.rels", &relationships),
        ("xl/book/texts.xml", "<x:sst xmlns:x='y'><x:si><x:t>合计</x:t></x:si></x:sst>"),
        (
            "xl/sheets/one.xml",
            "<x:worksheet xmlns:x='y'><x:sheetData><x:row><x:c t='s'><x:v>0</x:v></x:c></x:row></x:sheetData></x:worksheet>",
        ),
    ])
    .expect("a sound workbook");
    assert_eq!(placed(&imported), ["表!A1=合计"]);
}

#[test]
fn without_relationships_the_usual_names_are_looked_for() {
    let cells = "<worksheet><sheetData><row><c t='s'><v>0</v></c></row></sheetData></worksheet>";
    let imported = read(&[
        ("xl/_rels/workbook.xml.rels", ""),
        ("xl/sharedStrings.xml", "<sst><si><t>a</t></si></sst>"),
        ("xl/worksheets/sheet1.xml", cells),
    ]);
    assert_eq!(placed(&imported.expect("a sound workbook")), ["表!A1=a"]);
}

#[test]
fn formulas_without_values_are_computed_if_they_are_plain() {
    let imported = sheet(
        r#"<row><c><v>1.1</v></c><c><v>2.2</v></c><c><f>SUM(A1:B1)</f></c><c><f>=C1+A1</f><v></v></c><c><f>ROUND(C1,0)</f><v/></c>
        <c t="str"><f>T(A1)</f></c><c t="str"><f>T(A1)</f><v></v></c></row>
        <row><c><f t="shared" ref="A2:B2" si="0">A1+1</f></c><c><f t="shared" si="0"/></c><c><f t="shared" si="7"/></c>
        <c><f t="array" ref="D2:D3">SUM(A1:B1)</f></c><c><f t="array" ref="E2">SUM(A1:B1)</f></c></row>"#,
    );
    let texts: Vec<_> = grids(&imported)[0].cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(texts[..7], ["1.1", "2.2", "3.3", "4.4", "", "", ""]);
    assert_eq!(texts[7..12], ["2.1", "3.2", "", "", "3.3"]);
    let uncached = NoteKind::UncachedFormula;
    assert_eq!(noted(&imported), [(uncached, "表!E1"), (uncached, "表!F1"), (uncached, "表!C2"), (uncached, "表!D2")]);
}

#[test]
fn zeros_of_a_program_without_a_calculator_are_no_values() {
    let workbook = WORKBOOK.replace("</sheets>", "</sheets><calcPr fullCalcOnLoad=\"1\"/>");
    let rows = "<worksheet><sheetData><row><c><v>1</v></c><c><f>A1+A1</f><v>0</v></c><c><f>A1*2</f><v>0</v></c></row></sheetData></worksheet>";
    let imported =
        read(&[("xl/workbook.xml", &workbook), ("xl/worksheets/sheet1.xml", rows)]).expect("a sound workbook");
    assert_eq!(placed(&imported), ["表!A1=1", "表!B1=2", "表!C1="]);
    assert_eq!(noted(&imported), [(NoteKind::UncachedFormula, "表!C1")]);
}

#[test]
fn comments_authors_and_pictures_are_noted() {
    let relationships = r#"<Relationships><Relationship Id="1" Type="x/comments" Target="../comments1.xml"/>
        <Relationship Id="2" Type="x/threadedComment" Target="../threadedComments/threadedComment1.xml"/></Relationships>"#;
    let imported = read(&[
        ("xl/worksheets/sheet1.xml", r#"<worksheet><sheetData/><drawing r:id="1"/></worksheet>"#),
        ("xl/worksheets/_rels/sheet1.xml.rels", relationships),
        (
            "xl/comments1.xml",
            r#"<comments><authors><author>x</author></authors><commentList><comment ref="B2"><text><r><t>请</t></r><r><t>核对</t></r></text></comment>
            <comment ref="C3"><text><t>[Threaded comment]</t></text></comment></commentList></comments>"#,
        ),
        (
            "xl/threadedComments/threadedComment1.xml",
            r#"<ThreadedComments><threadedComment ref="C3"><text>漏填</text></threadedComment><threadedComment ref="C3"><text>已补</text></threadedComment></ThreadedComments>"#,
        ),
        ("docProps/core.xml", "<cp:coreProperties><dc:creator>王某</dc:creator></cp:coreProperties>"),
    ])
    .expect("a sound workbook");
    let notes: Vec<_> = imported
        .document
        .notes
        .iter()
        .map(|note| (note.kind, note.at.as_deref().unwrap_or_default(), note.text.as_str()))
        .collect();
    use NoteKind::{Author, Comment, Image};
    assert_eq!(
        notes,
        [
            (Comment, "表!C3", "漏填"),
            (Comment, "表!C3", "已补"),
            (Comment, "表!B2", "请核对"),
            (Image, "表", ""),
            (Author, "", "王某")
        ]
    );
}

#[test]
fn a_protected_sheet_and_what_is_beyond_the_table_change_nothing() {
    let imported = read(&[(
        "xl/worksheets/sheet1.xml",
        r#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="2"><c r="B2" s="7"/><c r="A2"><v>1</v><extLst><ext><v>9</v></ext></extLst></c></row></sheetData>
        <sheetProtection password="CC1A" sheet="1"/><mergeCells><mergeCell ref="A2:A9"/><mergeCell ref="?"/></mergeCells>
        <extLst><ext><c r="C3"><v>9</v></c></ext></extLst></worksheet>"#,
    )]);
    assert_eq!(placed(&imported.expect("a sound workbook")), ["表!A2=1"]);
}

#[test]
fn a_contradiction_is_damage() {
    let part = |rows: &str| format!("<worksheet><sheetData><row>{rows}</row></sheetData></worksheet>");
    for rows in [
        r#"<c r="XFE1"><v>1</v></c>"#,
        r#"<c r="7"><v>1</v></c>"#,
        r#"<c t="s"><v>0</v></c>"#,
        "<c><v>1</c>",
        "<c><v>1</v>",
        "<c r=A1><v>1</v></c>",
    ] {
        let error = read(&[("xl/worksheets/sheet1.xml", &part(rows))]).expect_err(rows);
        assert_eq!(error.code, "damaged", "{rows}");
    }
    assert_eq!(read(&[]).expect_err("a sheet without a part").code, "damaged");
}
