//! A chart as a figure: bars in inline SVG, and the same numbers as a sentence below.
//!
//! Written here and not by the template, because a chart that lost its text would say nothing to those who hear the
//! page. All measures are in letters and in shares of the width, so that labels keep their size on a phone and on
//! paper. This year's bars are solid and last year's hollow, and each says its year and its number: nothing is left to
//! colour. The bars take the colour of the text unless a style sheet gives them another.

use nianbao_core::document::{Chart, ChartSeries};
use rust_decimal::Decimal;

use super::escape;

/// The share of the width that the longest bar takes, in percent; the rest is for what is written after it.
const LONGEST: u32 = 55;
/// Heights in tenths of an em: a label with the space above it, a bar with the space below it, and the bar alone.
const LABEL: usize = 21;
const ROW: usize = 15;
const BAR: usize = 11;

/// The markup of a chart; `id` is the figure's and prefixes those inside. `is_styled` puts the styles into each
/// element, for pages that have no style sheet of ours.
pub(super) fn figure(chart: &Chart, id: &str, is_styled: bool) -> String {
    let longest = numbers(chart).max().unwrap_or_default();
    let caption = caption(chart);
    let mut out = String::new();
    let style = |style: &str| if is_styled { format!(" style=\"{style}\"") } else { String::new() };
    let class = if is_styled { "" } else { " class=\"chart\"" };
    // By this attribute the page's reader knows that these are no paragraphs of the report.
    out.push_str(&format!(
        "<figure id=\"{id}\"{class} data-nianbao-chart=\"{}\"{}>\n",
        safe(&chart.table),
        style("margin: 1em 0;")
    ));
    out.push_str(&format!("<figcaption>{}</figcaption>\n", safe(&caption)));
    if longest > Decimal::ZERO {
        out.push_str(&drawing(chart, longest, id, &caption, &style("display: block; max-width: 48em;")));
    }
    out.push_str(&format!("<p{}>{}</p>\n</figure>\n", style("text-indent: 0;"), safe(&sentence(chart))));
    out
}

fn drawing(chart: &Chart, longest: Decimal, id: &str, caption: &str, style: &str) -> String {
    let height = chart.labels.len() * (LABEL + ROW * chart.series.len());
    let mut out = format!(
        "<svg role=\"img\" aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-desc\" width=\"100%\" height=\"{}\" \
         fill=\"currentColor\"{style}>\n<title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n",
        em(height),
        safe(caption),
        safe(&description(chart))
    );
    let mut top = 0;
    for (index, label) in chart.labels.iter().enumerate() {
        out.push_str(&format!("<text x=\"0\" y=\"{}\">{}</text>\n", em(top + LABEL - 5), safe(label)));
        top += LABEL;
        for (number, series) in chart.series.iter().enumerate() {
            bar(&mut out, series, index, number > 0, top, longest, &chart.unit);
            top += ROW;
        }
    }
    out.push_str("</svg>\n");
    out
}

/// A bar with its year and number behind it; what is 0 or not known has no bar.
fn bar(
    out: &mut String,
    series: &ChartSeries,
    index: usize,
    is_hollow: bool,
    top: usize,
    longest: Decimal,
    unit: &str,
) {
    let share = value(series, index).map(|value| value.max(Decimal::ZERO) * Decimal::from(LONGEST) / longest);
    let share = share.unwrap_or_default().round_dp(2).normalize();
    if share > Decimal::ZERO {
        let fill = if is_hollow { " fill=\"none\"" } else { "" };
        out.push_str(&format!(
            "<rect x=\"0\" y=\"{}\" width=\"{share}%\" height=\"{}\" stroke=\"currentColor\"{fill}/>\n",
            em(top),
            em(BAR)
        ));
    }
    let text = format!("{} {}", series.name, printed(series, index, unit));
    out.push_str(&format!("<text x=\"{share}%\" y=\"{}\" dx=\"0.4em\">{}</text>\n", em(top + BAR - 1), safe(&text)));
}

fn caption(chart: &Chart) -> String {
    let years: Vec<&str> = chart.series.iter().map(|series| series.name.as_str()).collect();
    format!("{}：{}比较", chart.title, years.join("与"))
}

fn description(chart: &Chart) -> String {
    let bars: Vec<String> = (chart.series.iter().enumerate())
        .map(|(number, series)| format!("{}的是{}", if number == 0 { "实心" } else { "空心" }, series.name))
        .collect();
    format!("横向条形图，{}。各项{}数见图下文字。", bars.join("，"), chart.unit)
}

/// All numbers of the chart, item by item, the first year's before those of the others.
fn sentence(chart: &Chart) -> String {
    let is_zero =
        |series: &ChartSeries| (0..chart.labels.len()).all(|index| value(series, index).is_some_and(|v| v.is_zero()));
    let years: Vec<&str> = chart.series.iter().map(|series| series.name.as_str()).collect();
    if chart.series.iter().all(is_zero) {
        return format!("{}各项均为0{}。", years.join("、"), chart.unit);
    }
    let Some((first, others)) = chart.series.split_first() else { return String::new() };
    let item = |(index, label): (usize, &String)| {
        let others: Vec<String> = others.iter().map(|series| printed(series, index, &chart.unit)).collect();
        format!("{label}{}（{}）", printed(first, index, &chart.unit), others.join("、"))
    };
    let items: Vec<String> = chart.labels.iter().enumerate().map(item).collect();
    format!("{}（括号内为{}）：{}。", first.name, years[1..].join("、"), items.join("，"))
}

fn printed(series: &ChartSeries, index: usize, unit: &str) -> String {
    value(series, index).map_or_else(|| "无数据".to_owned(), |value| format!("{value}{unit}"))
}

fn value(series: &ChartSeries, index: usize) -> Option<Decimal> {
    series.values.get(index)?.number()
}

fn numbers(chart: &Chart) -> impl Iterator<Item = Decimal> {
    chart.series.iter().flat_map(|series| series.values.iter().filter_map(|value| value.number()))
}

/// Tenths of an em.
fn em(tenths: usize) -> String {
    format!("{}.{}em", tenths / 10, tenths % 10)
}

fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    escape::markup(text, &mut safe).expect("a String takes everything");
    safe
}
