//! What the exporter writes comes back: headings, paragraphs, every cell with its spans, and the report.

use nianbao_core::document::Block;

use super::*;
use crate::export::{export, tests::sample};

#[test]
fn a_document_of_our_own_comes_back() {
    let job = sample::job();
    let bytes = export(&job, &Context::detached(Language::Zh)).unwrap().bytes;
    let imported = import_bytes("年报.docx", &bytes).unwrap();
    let expected = job.document.title_lines.iter().cloned().chain(job.document.blocks.iter().map(shape));
    let read: Vec<String> = imported.document.blocks.iter().map(shape).collect();
    assert_eq!(read, expected.collect::<Vec<_>>());
    let mut report = job.report;
    report.sources.clear();
    assert_eq!(imported.embedded, Some(report));
    assert!(imported.diagnostics.is_empty());
    assert_eq!(notes(&imported.document, NoteKind::Author), [": 宿迁市人民政府"]);
    assert_eq!(imported.document.notes.len(), 1, "its footers hold page numbers only: {:?}", imported.document.notes);
}

/// What a block prints, in one line.
fn shape(block: &Block) -> String {
    match block {
        Block::Heading(heading) => format!("#{} {}", heading.level, heading.text),
        Block::Paragraph(paragraph) => paragraph.text.clone(),
        Block::Grid(grid) => {
            let mut cells = grid.cells.clone();
            cells.sort_by_key(|cell| (cell.row, cell.column));
            // Positions that no cell covers are printed as cells without text.
            cells.retain(|cell| !cell.text.is_empty());
            cells
                .iter()
                .map(|cell| {
                    format!("{},{}+{},{} {}", cell.row, cell.column, cell.row_span, cell.column_span, cell.text)
                })
                .collect::<Vec<_>>()
                .join("|")
        }
    }
}

#[test]
fn a_damaged_report_inside_is_said_and_the_text_read() {
    let part = format!(r#"<n:report xmlns:n="{}">{{"schema":</n:report>"#, crate::export::REPORT_NAMESPACE);
    let imported = File::new(&p("甲")).member("customXml/item3.xml", &part).read();
    assert_eq!(outline(&imported.document), "甲");
    assert_eq!(imported.embedded, None);
    assert_eq!(imported.diagnostics[0].code, "carried_report_unreadable");
}
