//! Nothing is lost, whatever a text looks like: every paragraph is read once, whole and in its place.

use nianbao_core::document::Block;
use nianbao_core::report::PartBlock;
use proptest::collection::vec;
use proptest::prelude::*;

use super::{document, grid, read};

/// A text, and the ways in which it is printed.
#[derive(Clone, Debug)]
struct Text {
    preface: Vec<String>,
    /// Of each part its paragraphs and sub-headings.
    parts: [Vec<String>; 6],
    print: Print,
}

#[derive(Clone, Debug)]
struct Print {
    /// 0 `一、`, 1 `第一部分 `, 2 `1.`, 3 without numbers.
    numbering: u8,
    /// On how many lines the title stands.
    title_lines: usize,
    contents: bool,
    portal: bool,
    /// Every so many lines a page ends.
    page: Option<usize>,
    /// Lines are broken after so many letters.
    width: Option<usize>,
    indent: bool,
    sign_off: bool,
    runs_in: bool,
}

const PARTS: [&str; 6] = [
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
];
const NUMERALS: [&str; 6] = ["一", "二", "三", "四", "五", "六"];

fn paragraph() -> impl Strategy<Value = String> {
    let clause = prop::sample::select(vec![
        "各科室按季度核对目录",
        "群众意见全部答复",
        "窗口备有纸质文本并且由专人更换",
        "网站和公开栏同时更新",
        "培训工作人员2次",
        "收到申请12件",
        "其中网上申请8件（含补正1件）",
        "按照《条例》规定的期限办理",
        "接受社会各界的监督",
    ]);
    let opening = prop::sample::select(vec!["", "", "（一）工作情况。", "一是", "2024年，", "1.", "截至年底，"]);
    (opening, vec(clause, 2..9), 0..10_000_u32)
        .prop_map(|(opening, clauses, mark)| format!("{opening}第{mark}号事项，{}。", clauses.join("，")))
}

fn subheading() -> impl Strategy<Value = String> {
    (1..6_usize, 0..1000_u32).prop_map(|(number, mark)| format!("（{}）事项{mark}", NUMERALS[number]))
}

fn part() -> impl Strategy<Value = Vec<String>> {
    vec(prop_oneof![3 => paragraph(), 1 => subheading()], 1..4)
}

fn text() -> impl Strategy<Value = Text> {
    let print = (
        (0..4_u8, 1..4_usize, any::<bool>(), any::<bool>()),
        (prop::option::of(4..9_usize), prop::option::of(24..32_usize), any::<bool>(), any::<bool>(), any::<bool>()),
    );
    let print =
        print.prop_map(|((numbering, title_lines, contents, portal), (page, width, indent, sign_off, runs_in))| {
            Print { numbering, title_lines, contents, portal, page, width, indent, sign_off, runs_in }
        });
    let parts = [part(), part(), part(), part(), part(), part()];
    (vec(paragraph(), 0..3), parts, print).prop_map(|(preface, parts, print)| Text { preface, parts, print })
}

impl Text {
    fn heading(&self, part: usize) -> String {
        let number = match self.print.numbering {
            0 => format!("{}、", NUMERALS[part]),
            1 => format!("第{}部分 ", NUMERALS[part]),
            2 => format!("{}.", part + 1),
            _ => String::new(),
        };
        format!("{number}{}", PARTS[part])
    }

    fn paragraphs(&self) -> impl Iterator<Item = &String> {
        self.preface.iter().chain(self.parts.iter().flatten())
    }

    /// The lines of the file.
    fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        if self.print.portal {
            lines.extend(["首页 > 年报", "索引号：014000/2025-1", "2025-01-20"].map(str::to_owned));
        }
        let title: &[&str] = match self.print.title_lines {
            1 => &["甲县水利局2024年政府信息公开工作年度报告"],
            2 => &["甲县水利局", "2024年政府信息公开工作年度报告"],
            _ => &["甲县水利局", "2024年", "政府信息公开工作年度报告"],
        };
        lines.extend(title.iter().map(|line| (*line).to_owned()));
        if self.print.portal {
            lines.push("发布时间：2025-01-20 来源：甲县水利局 【字体：大 中 小】".to_owned());
        }
        if self.print.contents {
            lines.push("目　录".to_owned());
            lines.extend((0..6).map(|part| format!("{}………{}", self.heading(part), part + 1)));
        }
        let mut body: Vec<String> = Vec::new();
        self.preface.iter().for_each(|paragraph| self.print_paragraph(paragraph, &mut body));
        for (part, paragraphs) in self.parts.iter().enumerate() {
            let heading = self.heading(part);
            let runs_in = self.print.runs_in && self.print.numbering < 2 && !paragraphs[0].starts_with('（');
            if runs_in && self.print.width.is_none() {
                body.push(format!("{heading}：{}", paragraphs[0]));
            } else {
                body.push(heading);
                self.print_paragraph(&paragraphs[0], &mut body);
            }
            paragraphs[1..].iter().for_each(|paragraph| self.print_paragraph(paragraph, &mut body));
        }
        match self.print.page {
            None => lines.extend(body),
            Some(length) => {
                for (page, piece) in body.chunks(length).enumerate() {
                    lines.extend_from_slice(piece);
                    lines.push(format!("- {} -", page + 1));
                }
            }
        }
        if self.print.sign_off {
            lines.extend(["甲县水利局", "2025年1月20日"].map(str::to_owned));
        }
        if self.print.portal {
            lines.extend(["【打印】【关闭】", "上一篇：某某事项", "附件：年报.pdf"].map(str::to_owned));
        }
        lines
    }

    /// A paragraph on one line, or on as many as it needs at the width of the page.
    fn print_paragraph(&self, paragraph: &str, lines: &mut Vec<String>) {
        let indent = if self.print.indent || self.print.width.is_some() { "　　" } else { "" };
        let mut line = indent.to_owned();
        let mut columns = 4;
        for c in paragraph.chars() {
            let columns_of_c = if c.is_ascii() { 1 } else { 2 };
            if self.print.width.is_some_and(|width| columns + columns_of_c > 2 * width) {
                lines.push(std::mem::take(&mut line));
                columns = 0;
            }
            line.push(c);
            columns += columns_of_c;
        }
        lines.push(line);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_paragraph_is_read_once_and_in_its_place(text in text()) {
        // A layout shows in a few paragraphs only.
        let lines_at_width = |width: usize| text.paragraphs().map(|paragraph| paragraph.len() / 3 / width).sum::<usize>();
        prop_assume!(text.print.width.is_none_or(|width| lines_at_width(width) >= 12));
        let lines = text.lines();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let (report, _) = read(&document(&lines));
        prop_assert_eq!(&report.organ.name, "甲县水利局");
        prop_assert_eq!(report.year, Some(2024));
        prop_assert_eq!(&report.preface, &text.preface);
        prop_assert_eq!(report.parts.len(), 6);
        for ((part, paragraphs), number) in report.parts.iter().zip(&text.parts).zip(1..) {
            prop_assert_eq!((part.number, part.heading.as_str()), (number, PARTS[usize::from(number) - 1]));
            let read: Vec<&String> = part.blocks.iter().filter_map(text_of).collect();
            prop_assert_eq!(read, paragraphs.iter().collect::<Vec<_>>());
        }
        prop_assert_eq!(report.signature.is_some(), text.print.sign_off);
    }

    /// Whatever lines and small tables stand in a file, in whatever order: what is no line of the page is kept.
    #[test]
    fn no_line_of_any_text_is_lost(pieces in vec((0..12_u8, paragraph(), subheading()), 1..30)) {
        let mut document = document(&["一、总体情况", "六、其他需要报告的事项"]);
        let mut expected: Vec<String> = Vec::new();
        for (kind, paragraph, subheading) in pieces {
            match kind {
                0 => document.blocks.push(grid(&[&["渠道", "条数"], &["网站", &subheading]])),
                1 => document.blocks.extend(super::document(&["五、存在的主要问题及改进情况"]).blocks),
                2 => document.blocks.extend(super::document(&["二、主动公开政府信息情况"]).blocks),
                3 => document.blocks.extend(super::document(&[&subheading]).blocks),
                _ => document.blocks.extend(super::document(&[&paragraph]).blocks),
            }
            match kind {
                0 | 3 => expected.push(subheading),
                1 | 2 => {}
                _ => expected.push(paragraph),
            }
        }
        let is_grid = |block: &&Block| matches!(block, Block::Grid(_));
        let grids = document.blocks.iter().filter(is_grid).count();
        let (report, _) = read(&document);
        let mut texts: Vec<String> = Vec::new();
        for block in report.parts.iter().flat_map(|part| &part.blocks) {
            match block {
                PartBlock::Grid(grid) => texts.extend(grid.cells.last().map(|cell| cell.text.to_string())),
                block => texts.extend(text_of(block).cloned()),
            }
        }
        prop_assert!(report.preface.is_empty());
        let kept = report.parts.iter().flat_map(|part| &part.blocks).filter(|block| matches!(block, PartBlock::Grid(_)));
        prop_assert_eq!(kept.count(), grids);
        // A part that is headed twice is one part, so that only what is in it is sure, and not the order.
        texts.sort();
        expected.sort();
        prop_assert_eq!(texts, expected);
    }
}

fn text_of(block: &PartBlock) -> Option<&String> {
    match block {
        PartBlock::Heading { text, .. } | PartBlock::Paragraph { text } => Some(text),
        PartBlock::Table { .. } | PartBlock::Grid(_) => None,
    }
}
