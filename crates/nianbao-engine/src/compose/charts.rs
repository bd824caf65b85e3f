//! Charts: what the form says is worth drawing, this year's figures beside last year's.

use nianbao_core::document::{Chart, ChartSeries};
use nianbao_core::form::{ChartLine, Form, FormChart};
use nianbao_core::{CellValue, Report};
use rust_decimal::Decimal;

use super::base_form;
use crate::check::number;

/// The charts of a report and the one of a year before it, in the order of the form.
///
/// Last year's figures may be of another edition: what it has under the same id means the same, and nothing else is
/// shown. A chart of which either year has no figure at all is left out. `forms` must not be empty.
pub fn charts(report: &Report, prior: &Report, forms: &[Form]) -> Vec<Chart> {
    let is_before = match (report.year, prior.year) {
        (Some(year), Some(prior)) => prior < year,
        _ => true,
    };
    if !is_before {
        return Vec::new();
    }
    let mut charts = Vec::new();
    for table in &base_form(report, forms).tables {
        let Some(form) = form_of(report, &table.id, forms) else { continue };
        let Some(table) = form.table(&table.id) else { continue };
        charts.extend(table.charts.iter().filter_map(|chart| of_table(report, prior, forms, &table.id, chart)));
    }
    charts
}

fn of_table(report: &Report, prior: &Report, forms: &[Form], table: &str, chart: &FormChart) -> Option<Chart> {
    let series = |report: &Report, unknown: &str| {
        let figure = |id: &str| figure(report, forms, table, &chart.line, id);
        let figures: Vec<Option<Decimal>> = chart.items.iter().map(|item| figure(&item.id)).collect();
        figures.iter().any(Option::is_some).then(|| ChartSeries {
            name: report.year.map_or_else(|| unknown.to_owned(), |year| format!("{year}年")),
            values: figures.into_iter().map(|figure| figure.map_or(CellValue::Blank, CellValue::Number)).collect(),
        })
    };
    Some(Chart {
        table: table.to_owned(),
        title: chart.title.clone(),
        unit: chart.unit.clone(),
        labels: chart.items.iter().map(|item| item.label.clone()).collect(),
        series: vec![series(report, "本年")?, series(prior, "上年")?],
    })
}

/// The edition that a report's table is in.
fn form_of<'a>(report: &Report, table: &str, forms: &'a [Form]) -> Option<&'a Form> {
    let edition = &report.tables.get(table)?.edition;
    forms.iter().find(|form| form.edition == *edition)
}

/// The figure of an item; of a group without a figure of its own, the sum of what it contains, if all of it is known.
///
/// A row that one edition has whole and another in pieces, as 其他处理, can be compared so.
fn figure(report: &Report, forms: &[Form], table: &str, line: &ChartLine, id: &str) -> Option<Decimal> {
    let cells = &report.tables.get(table)?.cells;
    if let Some(own) = cells.get(&line.key(id)) {
        return number(own);
    }
    let form = form_of(report, table, forms)?.table(table)?;
    let (tree, node) = form.bands.iter().find_map(|band| {
        let tree = match line {
            ChartLine::Row(_) => &band.columns,
            ChartLine::Column(_) => &band.rows,
        };
        Some((tree, tree.find(id)?))
    })?;
    let parts = tree.leaves_below(node).into_iter().filter(|&leaf| leaf != node);
    parts
        .map(|leaf| cells.get(&line.key(&tree.nodes[leaf].id)).and_then(number))
        .reduce(|sum, figure| Some(sum? + figure?))
        .flatten()
}

#[cfg(test)]
mod tests {
    use nianbao_core::form;
    use nianbao_core::report::Table;

    use super::*;

    fn report(year: i32, edition: &str, cells: &[(&str, i64)]) -> Report {
        let mut report = Report { year: Some(year), ..Report::new() };
        let cells = cells.iter().map(|(key, value)| ((*key).to_owned(), CellValue::from(*value))).collect();
        report.tables.insert("requests".to_owned(), Table { edition: edition.to_owned(), cells, ..Table::default() });
        report
    }

    /// The titles, and of each label the values as printed.
    fn told(report: &Report, prior: &Report) -> Vec<String> {
        let told = |chart: &Chart| {
            let years: Vec<&str> = chart.series.iter().map(|series| series.name.as_str()).collect();
            let values = chart.labels.iter().enumerate().map(|(index, label)| {
                let values: Vec<String> = chart.series.iter().map(|series| series.values[index].to_string()).collect();
                format!("{label} {}", values.join("/"))
            });
            let known = values.filter(|text| !text.ends_with(" /"));
            format!("{} {}: {}", chart.title, years.join("/"), known.collect::<Vec<_>>().join(", "))
        };
        charts(report, prior, form::builtin()).iter().map(told).collect()
    }

    #[test]
    fn each_chart_shows_both_years() {
        let now = report(
            2024,
            "2021",
            &[("received.total", 12), ("handled.denied.state_secret.total", 1), ("received.business", 3)],
        );
        let before =
            report(2023, "2021", &[("received.total", 7), ("carried_forward.total", 2), ("received.other", 0)]);
        assert_eq!(
            told(&now, &before),
            ["申请数量 2024年/2023年: 新收 12/7, 结转下年 /2", "新收申请来源 2024年/2023年: 商业企业 3/, 其他组织 /0"],
            "a group of which a part is missing has no figure, and a year without figures has no chart"
        );
    }

    #[test]
    fn a_row_that_another_edition_has_whole_is_compared_with_its_pieces() {
        let pieces = [("not_corrected", 1), ("fee_unpaid", 2), ("other", 4)];
        let keys = pieces.map(|(piece, figure)| (format!("handled.other.{piece}.total"), figure));
        let now = report(2021, "2021", &keys.each_ref().map(|(key, figure)| (key.as_str(), *figure)));
        let before = report(2020, "2019", &[("handled.other.total", 9)]);
        assert_eq!(told(&now, &before), ["办理结果 2021年/2020年: 其他处理 7/9"]);
        // A table of 2021 with the one row of 2019 keeps the id of that row.
        let mixed = report(2022, "2021", &[("handled.other.total", 5)]);
        assert_eq!(told(&mixed, &now), ["办理结果 2022年/2021年: 其他处理 5/7"]);
    }

    #[test]
    fn nothing_is_drawn_beside_a_form_without_these_figures_or_a_later_year() {
        let now = report(2024, "2021", &[("received.total", 12)]);
        let mut old = report(2018, "2014", &[("i301.count", 9)]);
        let statistics = old.tables.remove("requests").unwrap();
        old.tables.insert("statistics".to_owned(), statistics);
        assert_eq!(told(&now, &old), Vec::<String>::new());
        assert_eq!(told(&now, &report(2024, "2021", &[("received.total", 12)])), Vec::<String>::new());
    }
}
