//! What the template is given: the document's blocks, ready to be printed one after the other.

use std::mem;

use nianbao_core::Report;
use nianbao_core::document::{Block, Chart, Document, Heading, Paragraph, ParagraphRole};
use nianbao_plugin::{Context, ExportJob, PluginError};
use serde::Serialize;

use super::chart;
use super::escape;
use super::table::{self, Table};

/// The title of a document without one, since a page must have some.
const NO_TITLE: &str = "政府信息公开工作年度报告";
/// Characters of the page's description for search engines.
const DESCRIPTION_LENGTH: usize = 120;

/// The page as the template prints it.
#[derive(Debug, Serialize)]
pub(super) struct Page<'a> {
    language: &'a str,
    title: &'a str,
    title_lines: Vec<&'a str>,
    description: String,
    /// The organ; empty where it is not known.
    organ: &'a str,
    date: Option<&'a str>,
    year: Option<i32>,
    blocks: Vec<PageBlock<'a>>,
    /// The report, safe inside a `script` element.
    report_json: String,
}

#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum PageBlock<'a> {
    Heading {
        /// 2 for `h2`.
        rank: usize,
        level: u8,
        text: &'a str,
    },
    Paragraph {
        text: &'a str,
    },
    Placeholder {
        text: &'a str,
    },
    Note {
        text: &'a str,
    },
    Signature {
        organ: Option<&'a str>,
        date: Option<&'a str>,
    },
    Table {
        caption: Option<&'a str>,
        /// Whether the caption only repeats the heading above, so that it need not be seen.
        caption_is_heading: bool,
        /// The name of the region that the table scrolls in, unique on the page.
        label: String,
        table: Table,
    },
    Charts {
        /// The markup of each.
        figures: Vec<String>,
    },
}

/// What the template is given; a fragment's ids and ranks leave room for those of the page it is pasted into.
pub(super) fn page<'a>(job: &'a ExportJob, is_fragment: bool, context: &Context<'_>) -> Result<Page<'a>, PluginError> {
    let document = &job.document;
    let lines: Vec<_> =
        document.title_lines.iter().map(String::as_str).filter(|line| !line.trim().is_empty()).collect();
    let title = document.title.as_deref().filter(|title| !title.trim().is_empty()).unwrap_or(NO_TITLE);
    Ok(Page {
        language: document.language.as_deref().unwrap_or("zh-CN"),
        title,
        title_lines: if lines.is_empty() { vec![title] } else { lines },
        description: description(document).unwrap_or_else(|| title.to_owned()),
        organ: job.report.organ.name.trim(),
        date: document.date.as_deref(),
        year: job.report.year,
        blocks: blocks(document, is_fragment, context)?,
        report_json: report_json(&job.report, context)?,
    })
}

fn blocks<'a>(
    document: &'a Document,
    is_fragment: bool,
    context: &Context<'_>,
) -> Result<Vec<PageBlock<'a>>, PluginError> {
    let mut blocks = Vec::with_capacity(document.blocks.len());
    let mut outline = Outline { levels: Vec::new(), below: if is_fragment { 2 } else { 1 } };
    let mut heading = "";
    let mut labels: Vec<&str> = Vec::new();
    let mut charts = Charts { charts: &document.charts, is_fragment, waiting: None };
    for block in &document.blocks {
        // The notes of a table stand next to it.
        let is_note = matches!(block, Block::Paragraph(Paragraph { role: ParagraphRole::TableNote, .. }));
        if !is_note {
            blocks.extend(charts.take());
        }
        match block {
            Block::Heading(Heading { level, text, .. }) => {
                heading = text.trim();
                blocks.push(PageBlock::Heading { rank: outline.rank(*level), level: *level, text });
            }
            Block::Paragraph(paragraph) => push_paragraph(&mut blocks, paragraph),
            Block::Grid(grid) => {
                let id = format!("{}t{}", if is_fragment { "nianbao-" } else { "" }, labels.len() + 1);
                let table = table::table(grid, id, is_fragment, context)?;
                let caption = grid.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
                let label = caption.unwrap_or(if heading.is_empty() { "表格" } else { heading });
                let namesakes = labels.iter().filter(|earlier| **earlier == label).count();
                labels.push(label);
                blocks.push(PageBlock::Table {
                    caption,
                    caption_is_heading: caption.is_some_and(|caption| heading.contains(caption)),
                    label: if namesakes == 0 { label.to_owned() } else { format!("{label}（{}）", namesakes + 1) },
                    table,
                });
                charts.waiting = grid.table.as_deref();
            }
        }
    }
    blocks.extend(charts.take());
    Ok(blocks)
}

/// The charts of the document, each to be put below the table whose figures it shows.
struct Charts<'a> {
    charts: &'a [Chart],
    is_fragment: bool,
    /// The table that was printed last, if its charts were not.
    waiting: Option<&'a str>,
}

impl Charts<'_> {
    fn take<'a>(&mut self) -> Option<PageBlock<'a>> {
        let table = self.waiting.take()?;
        let prefix = if self.is_fragment { "nianbao-" } else { "" };
        let of_table = self.charts.iter().zip(1..).filter(|(chart, _)| chart.table == table);
        let figures: Vec<String> = of_table
            .map(|(chart, number)| chart::figure(chart, &format!("{prefix}chart{number}"), self.is_fragment))
            .collect();
        (!figures.is_empty()).then_some(PageBlock::Charts { figures })
    }
}

fn push_paragraph<'a>(blocks: &mut Vec<PageBlock<'a>>, paragraph: &'a Paragraph) {
    let text = paragraph.text.as_str();
    match paragraph.role {
        ParagraphRole::Body => blocks.push(PageBlock::Paragraph { text }),
        ParagraphRole::Placeholder => blocks.push(PageBlock::Placeholder { text }),
        ParagraphRole::TableNote => blocks.push(PageBlock::Note { text }),
        ParagraphRole::SignatureOrgan => blocks.push(PageBlock::Signature { organ: Some(text), date: None }),
        // The date is set relative to the organ's name above it.
        ParagraphRole::SignatureDate => match blocks.last_mut() {
            Some(PageBlock::Signature { date: date @ None, .. }) => *date = Some(text),
            _ => blocks.push(PageBlock::Signature { organ: None, date: Some(text) }),
        },
    }
}

/// The headings above the current place, by level, outermost first.
///
/// Reports do go from `一、` straight to `1.`; an outline that left out a rank would mislead those who hear the page.
struct Outline {
    levels: Vec<u8>,
    /// The rank of the title.
    below: usize,
}

impl Outline {
    fn rank(&mut self, level: u8) -> usize {
        let above = mem::take(&mut self.levels);
        self.levels = above.into_iter().filter(|&above| above < level).collect();
        self.levels.push(level);
        (self.levels.len() + self.below).min(6)
    }
}

/// The beginning of the text on one line, for search engines.
fn description(document: &Document) -> Option<String> {
    let text = document.blocks.iter().find_map(|block| match block {
        Block::Paragraph(Paragraph { text, role: ParagraphRole::Body, .. }) if !text.trim().is_empty() => Some(text),
        _ => None,
    })?;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(DESCRIPTION_LENGTH) {
        Some((end, _)) => Some(format!("{}…", &line[..end])),
        None => Some(line),
    }
}

/// The report as it is carried inside the page, without the names of the files that it was read from.
fn report_json(report: &Report, context: &Context<'_>) -> Result<String, PluginError> {
    let mut report = report.clone();
    report.sources.clear();
    let json = serde_json::to_string(&report).map_err(|error| {
        let message = context.say("报告数据无法写成 JSON", "the report cannot be written as JSON");
        PluginError::new("report-json", format!("{message}: {error}"))
    })?;
    Ok(escape::json(&json))
}
