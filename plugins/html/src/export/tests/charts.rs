//! Charts: where they stand, that they say in words what they draw, and that nothing reads them as the report's text.

use nianbao_core::CellValue;
use nianbao_core::document::{Block, Chart, ChartSeries, ParagraphRole};
use nianbao_plugin::ExportJob;
use scraper::Html;

use super::{export, sample, select, text};

fn chart(values: [[Option<i64>; 3]; 2]) -> Chart {
    let series = |name: &str, values: [Option<i64>; 3]| ChartSeries {
        name: name.to_owned(),
        values: values.map(|value| value.map_or(CellValue::Blank, CellValue::from)).to_vec(),
    };
    Chart {
        table: "requests".to_owned(),
        title: "办理结果".to_owned(),
        unit: "件".to_owned(),
        labels: ["予以公开", "不予公开", "其他处理"].map(str::to_owned).to_vec(),
        series: vec![series("2024年", values[0]), series("2023年", values[1])],
    }
}

fn with_charts(charts: &[Chart], is_fragment: bool) -> ExportJob {
    let mut job = sample::job();
    job.document.charts = charts.to_vec();
    if is_fragment {
        job.options.insert("fragment".to_owned(), true.into());
    }
    job
}

const USUAL: [[Option<i64>; 3]; 2] = [[Some(1431), Some(92), Some(0)], [Some(1389), None, Some(3)]];

#[test]
fn a_chart_on_a_page_and_in_a_fragment() {
    for (name, is_fragment) in [("page", false), ("fragment", true)] {
        let page = Html::parse_document(&export(&with_charts(&[chart(USUAL)], is_fragment)));
        insta::assert_snapshot!(format!("chart-{name}"), select(&page, "figure")[0].html());
    }
}

#[test]
fn the_numbers_are_said_in_a_sentence() {
    let said = |values| {
        let page = Html::parse_document(&export(&with_charts(&[chart(values)], false)));
        (select(&page, "figure svg").len(), text(select(&page, "figure p")[0]))
    };
    let sentence = "2024年（括号内为2023年）：予以公开1431件（1389件），不予公开92件（无数据），其他处理0件（3件）。";
    assert_eq!(said(USUAL), (1, sentence.to_owned()));
    assert_eq!(said([[Some(0); 3]; 2]), (0, "2024年、2023年各项均为0件。".to_owned()));
    let sentence = "2024年（括号内为2023年）：予以公开0件（无数据），不予公开0件（0件），其他处理0件（0件）。";
    assert_eq!(said([[Some(0); 3], [None, Some(0), Some(0)]]), (0, sentence.to_owned()));
}

#[test]
fn bars_are_as_long_as_their_numbers_and_told_apart_without_colour() {
    let job = with_charts(&[chart([[Some(400), Some(100), Some(0)], [Some(200), None, Some(1)]])], false);
    let page = Html::parse_document(&export(&job));
    let bars: Vec<(&str, Option<&str>)> =
        select(&page, "rect").iter().map(|bar| (bar.attr("width").unwrap(), bar.attr("fill"))).collect();
    let hollow = Some("none");
    assert_eq!(bars, [("55%", None), ("27.5%", hollow), ("13.75%", None), ("0.14%", hollow)]);
    let texts: Vec<String> = select(&page, "svg text").into_iter().map(text).collect();
    let expected = [
        "予以公开",
        "2024年 400件",
        "2023年 200件",
        "不予公开",
        "2024年 100件",
        "2023年 无数据",
        "其他处理",
        "2024年 0件",
        "2023年 1件",
    ];
    assert_eq!(texts, expected);
}

#[test]
fn a_chart_stands_below_its_table_and_the_notes_of_it() {
    let mut job = with_charts(&[chart(USUAL), chart(USUAL)], false);
    job.document.charts[0].table = "disputes".to_owned();
    let page = Html::parse_document(&export(&job));
    let pieces = select(&page, "article > section.table, article > .charts, article > .note, article > .level-1");
    let shape: Vec<String> = pieces
        .into_iter()
        .map(|piece| {
            let named = scraper::Selector::parse("table, figure").unwrap();
            let ids = piece.select(&named).filter_map(|piece| piece.attr("id")).collect::<String>();
            if ids.is_empty() { piece.value().name().to_owned() } else { ids }
        })
        .collect();
    assert_eq!(shape.join(" "), "h2 h2 t1 h2 t2 chart2 h2 t3 p chart1 h2 t4 t5");
}

#[test]
fn ids_are_unique_and_lead_to_the_text() {
    for is_fragment in [false, true] {
        let page = Html::parse_document(&export(&with_charts(&[chart(USUAL), chart(USUAL)], is_fragment)));
        let ids: Vec<&str> = select(&page, "[id]").into_iter().filter_map(|element| element.attr("id")).collect();
        assert!(ids.iter().all(|id| ids.iter().filter(|other| id == *other).count() == 1), "{ids:?}");
        let drawings = select(&page, "svg[role=img]");
        assert_eq!(drawings.len(), 2);
        for drawing in drawings {
            for attribute in ["aria-labelledby", "aria-describedby"] {
                let named = select(&page, &format!("[id='{}']", drawing.attr(attribute).unwrap()))[0];
                assert!(!text(named).trim().is_empty());
            }
        }
        assert!(is_fragment == select(&page, "figure[class], figure [class=chart]").is_empty());
    }
}

#[test]
fn nothing_in_a_chart_is_markup() {
    let hostile = "</title></svg><b onclick=\"x\">'&amp;";
    let mut chart = chart(USUAL);
    (chart.title, chart.unit) = (hostile.to_owned(), hostile.to_owned());
    chart.labels[0] = hostile.to_owned();
    chart.series[0].name = hostile.to_owned();
    let page = Html::parse_document(&export(&with_charts(&[chart], false)));
    assert!(select(&page, "figure b, [onclick]").is_empty());
    assert!(text(select(&page, "figure figcaption")[0]).starts_with(hostile));
    assert!(text(select(&page, "figure p")[0]).contains(hostile));
}

#[test]
fn the_pages_reader_passes_over_charts() {
    let read = |job: &ExportJob| crate::import::tests::import(export(job).as_bytes()).unwrap().document;
    for is_fragment in [false, true] {
        assert_eq!(read(&with_charts(&[chart(USUAL)], is_fragment)), read(&with_charts(&[], is_fragment)));
    }
    let mut job = with_charts(&[chart(USUAL)], false);
    job.document.blocks.push(sample::paragraph("各项均为0件。", ParagraphRole::Body));
    let told = read(&job);
    assert!(matches!(told.blocks.last(), Some(Block::Paragraph(last)) if last.text == "各项均为0件。"), "{told:?}");
}
