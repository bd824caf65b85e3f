//! The one pass over docx-rs's XML that makes it valid and adds what docx-rs cannot say.
//!
//! The text is copied once, tag by tag. Children that the schema wants in an order are noted while they are copied and
//! put right when their parent ends; such parents hold a handful of short elements each, so the pass stays linear.

use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};

use super::schema_order::child_order;

/// What the pass adds to a part.
#[derive(Clone, Copy, Default)]
pub(super) struct Additions<'a> {
    /// Of each table in turn, how many rows repeat on every page.
    pub(super) header_rows: &'a [u32],
    /// The language of all text, as a BCP 47 tag.
    pub(super) language: &'a str,
}

/// Normalizes one part.
///
/// # Errors
/// XML that is not well-formed.
pub(super) fn normalize(xml: &str, additions: Additions<'_>) -> Result<String, quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    // The tags come from a serializer that pairs them.
    reader.config_mut().check_end_names = false;
    let mut pass = Pass {
        out: String::with_capacity(xml.len()),
        additions,
        open: Vec::new(),
        children: Vec::new(),
        scratch: String::new(),
        tables: 0,
        rows: 0,
    };
    let mut position = 0;
    loop {
        let event = reader.read_event()?;
        let end = usize::try_from(reader.buffer_position()).expect("a position within a string");
        let raw = &xml[position..end];
        position = end;
        match event {
            Event::Start(tag) => pass.start(&tag, raw),
            Event::Empty(tag) => pass.empty(&tag, raw),
            Event::End(_) => pass.end(raw),
            Event::Eof => return Ok(pass.out),
            _ => pass.out.push_str(raw),
        }
    }
}

struct Pass<'a> {
    out: String,
    additions: Additions<'a>,
    /// The elements that are open, outermost first.
    open: Vec<Element>,
    /// The children so far of those open elements that have an order, outermost element first.
    children: Vec<Child>,
    scratch: String,
    /// How many tables have begun.
    tables: usize,
    /// How many rows of the current table have begun.
    rows: u32,
}

#[derive(Clone, Copy)]
struct Element {
    kind: Kind,
    order: Option<&'static [&'static str]>,
    /// Where its tag begins in the output.
    start: usize,
    /// Where its content begins in the output.
    content: usize,
    /// How many of `children` belong to outer elements.
    first_child: usize,
}

#[derive(Clone, Copy)]
struct Child {
    rank: usize,
    start: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    RunDefaults,
    Properties,
    RowProperties,
    Other,
}

impl Pass<'_> {
    fn start(&mut self, tag: &BytesStart<'_>, raw: &str) {
        let name = tag.name().0;
        match name {
            "w:tbl" => (self.tables, self.rows) = (self.tables + 1, 0),
            "w:tr" => self.rows += 1,
            _ => {}
        }
        self.note_child(name);
        let start = self.out.len();
        self.write_tag(name, tag, raw);
        self.open.push(Element {
            kind: match name {
                "w:rPrDefault" => Kind::RunDefaults,
                "w:pPr" | "w:rPr" => Kind::Properties,
                "w:trPr" => Kind::RowProperties,
                _ => Kind::Other,
            },
            order: child_order(name),
            start,
            content: self.out.len(),
            first_child: self.children.len(),
        });
    }

    fn empty(&mut self, tag: &BytesStart<'_>, raw: &str) {
        let name = tag.name().0;
        // docx-rs writes an empty list of properties wherever there are none.
        if !matches!(name, "w:pPr" | "w:rPr") {
            self.note_child(name);
            self.write_tag(name, tag, raw);
        }
    }

    fn end(&mut self, raw: &str) {
        let Some(&element) = self.open.last() else {
            return;
        };
        match element.kind {
            Kind::Properties if self.open.iter().nth_back(1).is_some_and(|parent| parent.kind == Kind::RunDefaults) => {
                self.note_child("w:lang");
                let language = escape(self.additions.language);
                // Figures and mail addresses are Latin text. By the rules of Chinese, LibreOffice tears a figure in two
                // where a line ends (4|69); Word itself calls such text English.
                self.out.push_str(&format!(r#"<w:lang w:val="en-US" w:eastAsia="{language}"/>"#));
            }
            Kind::RowProperties if self.in_header_row() => self.out.push_str("<w:tblHeader/>"),
            _ => {}
        }
        self.sort_children(element.first_child);
        self.open.pop();
        if element.kind == Kind::Properties && self.out.len() == element.content {
            // Nothing is left in it, such as a paragraph's empty run properties: nor does it stay itself.
            self.out.truncate(element.start);
            if self.open.last().is_some_and(|parent| parent.order.is_some()) {
                self.children.pop();
            }
        } else {
            self.out.push_str(raw);
        }
    }

    fn in_header_row(&self) -> bool {
        let table = self.tables.checked_sub(1);
        let header_rows = table.and_then(|table| self.additions.header_rows.get(table));
        header_rows.is_some_and(|&header_rows| self.rows <= header_rows)
    }

    /// Notes where a child of the innermost open element begins, if its order matters.
    fn note_child(&mut self, name: &str) {
        if let Some(order) = self.open.last().and_then(|parent| parent.order) {
            let rank = order.iter().position(|&known| known == name).unwrap_or(order.len());
            let start = self.out.len();
            self.children.push(Child { rank, start });
        }
    }

    /// Puts the children of the innermost open element in order and forgets them.
    fn sort_children(&mut self, first_child: usize) {
        let children = &mut self.children[first_child..];
        if !children.is_sorted_by_key(|child| child.rank) {
            let start = children[0].start;
            let mut ranges: Vec<_> = children.iter().map(|child| (child.rank, child.start..self.out.len())).collect();
            for (range, next) in ranges.iter_mut().zip(&children[1..]) {
                range.1.end = next.start;
            }
            ranges.sort_by_key(|(rank, _)| *rank);
            self.scratch.clear();
            for (_, range) in ranges {
                self.scratch.push_str(&self.out[range]);
            }
            self.out.truncate(start);
            self.out.push_str(&self.scratch);
        }
        self.children.truncate(first_child);
    }

    /// Copies a start tag with what is wrong or missing in its attributes put right.
    fn write_tag(&mut self, name: &str, tag: &BytesStart<'_>, raw: &str) {
        let attribute = |key: &str| tag.attributes().flatten().find(|attribute| attribute.key.0 == key);
        match name {
            // Ids that only revision marks and comments refer to.
            "w:p" => self.out.push_str("<w:p>"),
            "w:gridCol" => {
                // docx-rs adds a `w:type` that the schema does not know.
                let width = attribute("w:w").map_or_else(String::new, |width| width.value.into_owned());
                self.out.push_str(&format!(r#"<w:gridCol w:w="{width}"/>"#));
            }
            "w:style" if attribute("w:styleId").is_some_and(|id| id.value == "Normal") => {
                let open = raw.trim_end_matches('>');
                self.out.push_str(&format!(r#"{open} w:default="1">"#));
            }
            // Every first line's indent is two characters, whatever size somebody gives the text later.
            "w:ind" if attribute("w:firstLine").is_some() => {
                let open = raw.trim_end_matches([' ', '/', '>']);
                self.out.push_str(&format!(r#"{open} w:firstLineChars="200"/>"#));
            }
            _ => self.out.push_str(raw),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(xml: &str, expected: &str) {
        let additions = Additions { header_rows: &[1], language: "zh-CN" };
        assert_eq!(normalize(xml, additions).unwrap(), expected);
    }

    #[test]
    fn properties_stand_in_schema_order() {
        check(
            r#"<w:pPr><w:rPr><w:sz w:val="1" /><w:rFonts /></w:rPr><w:jc w:val="both" /><w:keepNext /><w:pStyle w:val="a" /></w:pPr>"#,
            r#"<w:pPr><w:pStyle w:val="a" /><w:keepNext /><w:jc w:val="both" /><w:rPr><w:rFonts /><w:sz w:val="1" /></w:rPr></w:pPr>"#,
        );
    }

    #[test]
    fn children_of_one_rank_keep_their_order_and_unknown_ones_stand_last() {
        check(
            r#"<w:sectPr><w:new /><w:pgSz /><w:footerReference w:id="1" /><w:footerReference w:id="2" /></w:sectPr>"#,
            r#"<w:sectPr><w:footerReference w:id="1" /><w:footerReference w:id="2" /><w:pgSz /><w:new /></w:sectPr>"#,
        );
    }

    #[test]
    fn empty_properties_are_left_out() {
        check(
            "<w:p id=\"1\"><w:pPr><w:rPr /></w:pPr><w:r><w:rPr /><w:t>文</w:t></w:r></w:p>",
            "<w:p><w:r><w:t>文</w:t></w:r></w:p>",
        );
        check("<w:style><w:pPr><w:rPr></w:rPr></w:pPr><w:name /></w:style>", "<w:style><w:name /></w:style>");
    }

    #[test]
    fn header_rows_repeat_in_the_tables_that_have_them() {
        check(
            "<w:tbl><w:tr><w:trPr></w:trPr></w:tr><w:tr><w:trPr></w:trPr></w:tr></w:tbl><w:tbl><w:tr><w:trPr></w:trPr></w:tr></w:tbl>",
            "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr></w:tr><w:tr><w:trPr></w:trPr></w:tr></w:tbl><w:tbl><w:tr><w:trPr></w:trPr></w:tr></w:tbl>",
        );
    }

    #[test]
    fn the_language_is_a_run_default() {
        check(
            r#"<w:rPrDefault><w:rPr><w:sz w:val="32" /></w:rPr></w:rPrDefault>"#,
            r#"<w:rPrDefault><w:rPr><w:sz w:val="32" /><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>"#,
        );
    }

    #[test]
    fn attributes_are_put_right() {
        check(r#"<w:gridCol w:w="720" w:type="dxa" />"#, r#"<w:gridCol w:w="720"/>"#);
        check(
            r#"<w:ind w:left="0" w:firstLine="640" />"#,
            r#"<w:ind w:left="0" w:firstLine="640" w:firstLineChars="200"/>"#,
        );
        check(
            r#"<w:style w:styleId="Normal"><w:name /></w:style>"#,
            r#"<w:style w:styleId="Normal" w:default="1"><w:name /></w:style>"#,
        );
    }
}
