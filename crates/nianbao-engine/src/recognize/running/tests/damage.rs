//! Damaged tables: whatever is dropped, doubled or put in between, no figure is read in another's place.

use super::*;

/// A layout: how a row's labels and figures are printed.
type Layout = fn(&[String], &[String]) -> String;

const LAYOUTS: [(&str, Layout); 5] = [
    ("label first", |labels, figures| format!("{} {}", labels.join(" "), figures.join(" "))),
    ("figures first", |labels, figures| format!("{} {}", figures.join(" "), labels.join(" "))),
    ("a cell a line", |labels, figures| format!("{}\n{}", labels.join("\n"), figures.join("\n"))),
    ("a cell a line, figures first", |labels, figures| format!("{}\n{}", figures.join("\n"), labels.join("\n"))),
    ("figures on a line of their own", |labels, figures| format!("{}\n{}", labels.join(" "), figures.join(" "))),
];

const ROUNDS: usize = 20;

/// A small generator of numbers, the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

/// One thing that happens to a text on its way: with `kinds` below four, something is lost or doubled, else put in.
fn damage(text: &str, random: &mut Random, kinds: usize) -> String {
    let mut lines: Vec<Vec<&str>> =
        text.lines().filter(|line| !line.is_empty()).map(|line| line.split(' ').collect()).collect();
    if lines.is_empty() {
        return String::new();
    }
    let line = random.below(lines.len());
    let word = random.below(lines[line].len());
    match random.below(kinds) {
        0 => drop(lines[line].remove(word)),
        1 => drop(lines.remove(line)),
        2 => {
            // The rest of a page.
            let end = (line + 1 + random.below(6)).min(lines.len());
            lines.drain(line..end);
        }
        3 => lines.insert(line, lines[line].clone()),
        4 => lines.insert(line, vec!["12"]),
        5 => lines[line].insert(word, "7"),
        _ => lines.insert(line, vec!["某镇人民政府", "2024", "年度报告"]),
    }
    let lines: Vec<String> = lines.iter().map(|line| line.join(" ")).collect();
    lines.join("\n")
}

/// A table with the columns' labels on one line and its rows as the layout has them.
fn printed(table: &FormTable, layout: Layout) -> String {
    let mut first = 0;
    let band = |band: &Band| {
        let columns = band.column_leaves().into_iter().map(|column| band.columns.nodes[column].label.as_str());
        let columns: Vec<&str> = band.corner.as_deref().into_iter().chain(columns).collect();
        let mut printed: Vec<String> = Vec::new();
        let rows = rows_of_band(band, &mut first).into_iter().map(|(labels, figures)| {
            let new: Vec<String> = labels.iter().filter(|label| !printed.contains(label)).cloned().collect();
            printed.extend(labels);
            layout(&new, &figures)
        });
        let rows: Vec<String> = rows.collect();
        format!("{}\n{}\n{}", band.label.as_deref().unwrap_or("件"), columns.join(" "), rows.join("\n"))
    };
    let bands: Vec<String> = table.bands.iter().map(band).collect();
    format!("{}\n{}\n其他需要报告的事项", table.name.zh, bands.join("\n"))
}

#[track_caller]
fn survives(edition: &str, table: &str) {
    let table = form(edition).table(table).expect("a table of the form");
    let wanted = wanted(table);
    let mut random = Random(2024);
    let mut right = 0;
    for (name, layout) in LAYOUTS {
        let whole = printed(table, layout);
        for _ in 0..ROUNDS {
            // Not both a figure lost and another put in its place, which nobody could see.
            let damaged = match random.below(2) {
                0 => damage(&whole, &mut random, 7),
                _ => damage(&damage(&whole, &mut random, 3), &mut random, 3),
            };
            let read = read(&text(&damaged));
            for (id, value) in &read.cells {
                let is_right = wanted.get(id).is_none_or(|wanted| wanted == value);
                assert!(is_right, "{name}: {id} = {value}\n{damaged}");
                right += 1;
            }
        }
    }
    // Nothing read at all would be nothing wrong either.
    assert!(right > ROUNDS * wanted.len(), "{right} cells");
}

#[test]
fn damage_to_table_three_makes_no_figure_another_cells() {
    survives("2021", "requests");
    survives("2019", "requests");
}

#[test]
fn damage_to_table_two_makes_no_figure_another_cells() {
    survives("2021", "disclosure");
    survives("2019", "disclosure");
}

#[test]
fn damage_to_table_four_makes_no_figure_another_cells() {
    survives("2021", "disputes");
}
