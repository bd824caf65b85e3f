//! Tables of a Word document.

use super::super::super::hazard::Hazard;
use super::super::super::model::{Cell, Role, Slot, Table};
use super::super::escape;
use super::{Writer, in_control, run};

const PROPERTIES: &str = "<w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblBorders><w:top w:val=\"single\" w:sz=\"4\"/>\
    <w:bottom w:val=\"single\" w:sz=\"4\"/><w:insideH w:val=\"single\" w:sz=\"4\"/><w:insideV w:val=\"single\" w:sz=\"4\"/></w:tblBorders></w:tblPr>";

impl Writer<'_> {
    /// A table with what it stands in.
    pub(super) fn table(&mut self, table: &Table) -> String {
        let mut xml = self.plain_table(table);
        if self.has(Hazard::DocxContentControls) && self.random.chance(40) {
            xml = in_control(&xml);
        }
        if self.has(Hazard::DocxNestedTable) {
            xml = format!(
                "<w:tbl>{PROPERTIES}<w:tblGrid><w:gridCol w:w=\"9000\"/></w:tblGrid><w:tr><w:tc><w:tcPr/><w:p/>{xml}<w:p/></w:tc></w:tr></w:tbl>"
            );
        }
        if self.has(Hazard::DocxTextBox) && self.random.chance(60) {
            xml = in_text_box(&xml);
        }
        xml
    }

    fn plain_table(&mut self, table: &Table) -> String {
        // One more column on each side, which rows leave out or fill with an empty cell.
        let margin = u32::from(self.has(Hazard::DocxShiftedRows));
        let columns = table.columns + 2 * margin;
        let mut xml = format!(
            "<w:tbl>{PROPERTIES}<w:tblGrid>{}</w:tblGrid>",
            "<w:gridCol w:w=\"800\"/>".repeat(columns as usize)
        );
        let grid = table.grid();
        let deleted_at = self.has(Hazard::DocxTrackedChanges).then(|| self.random.below(grid.len()));
        for (number, slots) in grid.iter().enumerate() {
            if deleted_at == Some(number) {
                xml += &deleted_row(table.columns);
            }
            let row = u32::try_from(number).expect("a table has few rows");
            let tr = self.row(row, slots, margin > 0);
            let in_row_control = self.has(Hazard::DocxContentControls) && self.random.chance(10);
            xml += &if in_row_control { in_control(&tr) } else { tr };
        }
        xml + "</w:tbl>"
    }

    fn row(&mut self, row: u32, slots: &[Slot<'_>], has_margin: bool) -> String {
        let mut cells: Vec<String> = Vec::new();
        for (column, slot) in (0..).zip(slots) {
            match slot {
                Slot::Empty => cells.push(self.empty_cell()),
                Slot::Cell(cell) => cells.push(self.cell(cell)),
                // A tall cell goes on in the rows below as a cell that says so.
                Slot::Covered(cell) if cell.row < row && cell.column == column => {
                    cells.push(format!("<w:tc><w:tcPr>{}<w:vMerge/></w:tcPr><w:p/></w:tc>", grid_span(cell)));
                }
                Slot::Covered(_) => {}
            }
        }
        let mut properties = String::new();
        if has_margin {
            if self.random.chance(50) {
                properties += "<w:gridBefore w:val=\"1\"/>";
            } else {
                cells.insert(0, self.empty_cell());
            }
            if self.random.chance(50) {
                properties += "<w:gridAfter w:val=\"1\"/>";
            } else {
                cells.push(self.empty_cell());
            }
        }
        if self.has(Hazard::DocxTrackedChanges) && self.random.chance(10) {
            properties += "<w:ins w:id=\"5\" w:author=\"张某\" w:date=\"2025-01-09T09:00:00Z\"/>";
        }
        format!("<w:tr><w:trPr>{properties}</w:trPr>{}</w:tr>", cells.concat())
    }

    fn empty_cell(&mut self) -> String {
        let extra = if self.has(Hazard::DocxParagraphsInCells) { "<w:p/>" } else { "" };
        format!("<w:tc><w:tcPr/><w:p/>{extra}</w:tc>")
    }

    fn cell(&mut self, cell: &Cell) -> String {
        let merge = if cell.row_span > 1 { "<w:vMerge w:val=\"restart\"/>" } else { "" };
        let tc = format!("<w:tc><w:tcPr>{}{merge}</w:tcPr>{}</w:tc>", grid_span(cell), self.paragraphs(cell));
        let in_cell_control = self.has(Hazard::DocxContentControls) && self.random.chance(10);
        if in_cell_control { in_control(&tc) } else { tc }
    }

    fn paragraphs(&mut self, cell: &Cell) -> String {
        let text = cell.content.text();
        let (number, text) = if cell.role == Role::Label { self.numbered(text) } else { (String::new(), text) };
        if self.has(Hazard::DocxParagraphsInCells) {
            let lines: Vec<String> = text.split('\n').map(|line| self.runs(line, "")).collect();
            let (first, rest) = lines.split_first().expect("a text has a line");
            let rest: String = rest.iter().map(|line| format!("<w:p>{line}</w:p>")).collect();
            return format!("<w:p><w:pPr>{number}</w:pPr>{first}</w:p>{rest}<w:p/>");
        }
        let runs = if cell.id().is_some() { self.figure(text) } else { self.runs(text, "") };
        format!("<w:p><w:pPr>{number}<w:jc w:val=\"center\"/></w:pPr>{runs}</w:p>")
    }

    /// A figure with what Word may keep beside it.
    fn figure(&mut self, text: &str) -> String {
        let mut runs = self.runs(text, "");
        if self.has(Hazard::DocxFields) && !text.is_empty() && self.random.chance(15) {
            runs = format!(
                "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> =SUM(LEFT) \\# 0 </w:instrText></w:r>\
                 <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{runs}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
            );
        }
        if self.has(Hazard::DocxTrackedChanges) && self.random.chance(15) {
            runs = format!(
                "<w:del w:id=\"3\" w:author=\"张某\" w:date=\"2025-01-09T09:00:00Z\"><w:r><w:delText>{}</w:delText></w:r></w:del>\
                 <w:ins w:id=\"4\" w:author=\"张某\" w:date=\"2025-01-09T09:00:00Z\">{runs}</w:ins>",
                self.random.below(900)
            );
        }
        if self.has(Hazard::DocxHiddenText) && self.random.chance(15) {
            runs += &run("9", "<w:vanish/>");
        }
        if self.has(Hazard::DocxFootnotes) && !text.is_empty() && self.random.chance(5) {
            self.footnotes += 1;
            // The ids below 2 are the separator lines'.
            let id = self.footnotes + 1;
            runs += &format!(
                "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:footnoteReference w:id=\"{id}\"/></w:r>"
            );
        }
        runs
    }
}

fn grid_span(cell: &Cell) -> String {
    if cell.column_span > 1 { format!("<w:gridSpan w:val=\"{}\"/>", cell.column_span) } else { String::new() }
}

/// A row that somebody deleted with changes tracked.
fn deleted_row(columns: u32) -> String {
    let cell = "<w:tc><w:tcPr/><w:p><w:pPr><w:rPr><w:del w:id=\"1\" w:author=\"张某\" w:date=\"2025-01-09T09:00:00Z\"/></w:rPr></w:pPr>\
        <w:del w:id=\"2\" w:author=\"张某\" w:date=\"2025-01-09T09:00:00Z\"><w:r><w:delText>8888</w:delText></w:r></w:del></w:p></w:tc>";
    format!(
        "<w:tr><w:trPr><w:del w:id=\"6\" w:author=\"张某\" w:date=\"2025-01-09T09:00:00Z\"/></w:trPr>{}</w:tr>",
        cell.repeat(columns as usize)
    )
}

/// A text box as Word 2010 and after write it, with the same content again for older programs.
fn in_text_box(content: &str) -> String {
    let name = escape("文本框 1");
    format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:inline><wp:extent cx=\"5000000\" cy=\"8000000\"/>\
         <wp:docPr id=\"1\" name=\"{name}\"/><a:graphic><a:graphicData uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\">\
         <wps:wsp><wps:cNvSpPr txBox=\"1\"/><wps:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"5000000\" cy=\"8000000\"/></a:xfrm>\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{content}<w:p/></w:txbxContent></wps:txbx>\
         <wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>\
         <v:shape style=\"width:400pt;height:600pt\"><v:textbox><w:txbxContent>{content}<w:p/></w:txbxContent></v:textbox></v:shape></w:pict>\
         </mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
}
