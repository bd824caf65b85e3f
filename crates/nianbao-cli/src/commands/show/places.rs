//! Where each figure was read: a line a cell, so that a place can be looked for with any tool.

use std::fmt::Write;

use super::{View, lines};
use crate::findings;
use crate::messages::tr;
use crate::table::{self, TERMINAL};

/// Places and figures are lined up as far as they are no wider than this.
const WIDEST_PLACE: usize = 24;

impl View<'_> {
    /// The places of all figures, table by table; what the places of a table share stands once above them.
    pub(super) fn sources(&self, text: &mut String) {
        let _ = writeln!(text, "\n{}", tr!(self.messages, "show-source"));
        for (_, form_table) in self.tables() {
            let Some(read) = self.report.tables.get(&form_table.id) else { continue };
            let own: Vec<String> = form_table.cells().map(|cell| cell.key()).collect();
            let others = read.cells.keys().filter(|key| !own.contains(key));
            let ids: Vec<String> = own.iter().chain(others).map(|key| format!("{}.{key}", form_table.id)).collect();
            let place = |id: &String| self.report.sources.get(id).map(String::as_str);
            let shared = shared_beginning(ids.iter().filter_map(place));
            let heading = format!("{}  {}", self.messages.choose(&form_table.name.zh, &form_table.name.en), shared);
            lines(text, table::wrap(heading.trim_end(), TERMINAL));
            let rests: Vec<String> = ids
                .iter()
                .map(|id| {
                    place(id).map_or_else(|| "—".to_owned(), |place| nianbao_host::printable(&place[shared.len()..]))
                })
                .collect();
            let width = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or(0).min(WIDEST_PLACE);
            let place_width = width(&mut rests.iter().map(|rest| table::width(rest)));
            let values: Vec<String> = ids.iter().map(|id| nianbao_host::printable(&self.value(id))).collect();
            let value_width = width(&mut values.iter().map(|value| table::width(value)));
            for ((id, rest), value) in ids.iter().zip(&rests).zip(&values) {
                let name = findings::cell_name(id, self.forms, self.messages);
                let beginning = format!("  {}  {}  ", table::left(rest, place_width), table::right(value, value_width));
                let room = TERMINAL.saturating_sub(table::width(&beginning)).max(WIDEST_PLACE);
                let mut name = table::wrap(&name, room).into_iter();
                let _ = writeln!(text, "{beginning}{}", name.next().unwrap_or_default());
                for line in name {
                    let _ = writeln!(text, "{}{line}", " ".repeat(table::width(&beginning)));
                }
            }
        }
    }
}

/// What all places begin with, up to the end of a file's or a sheet's name.
fn shared_beginning<'a>(mut places: impl Iterator<Item = &'a str>) -> &'a str {
    let Some(first) = places.next() else { return "" };
    let end = places.fold(first.len(), |end, place| {
        let same = first.char_indices().zip(place.chars()).find(|((_, one), other)| one != other);
        same.map_or(end.min(place.len()), |((at, _), _)| end.min(at))
    });
    let shared = first.get(..end).unwrap_or_default();
    shared.rfind(['#', '!']).map_or("", |at| &shared[..=at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_and_sheet_are_named_once() {
        let shared = |places: &[&'static str]| shared_beginning(places.iter().copied());
        assert_eq!(shared(&["a.xls#表三!D6", "a.xls#表三!D7"]), "a.xls#表三!");
        assert_eq!(shared(&["a.xls#表三!D6", "a.xls#表二!D6"]), "a.xls#");
        assert_eq!(shared(&["a.docx#表3第5行第4列", "a.docx#表3第5行第5列"]), "a.docx#");
        assert_eq!(shared(&["甲.xls#D6", "乙.xls#D6"]), "");
        assert_eq!(shared(&["a.xls#表!D6", "a.xls#表!D"]), "a.xls#表!");
        assert_eq!(shared(&[]), "");
    }
}
