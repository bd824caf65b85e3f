//! A published web page: the article in its site, tables as editors and Word leave them.

use super::super::hazard::{Hazard, Hazards};
use super::super::model::{Cell, File, Item, Line, LineKind, Role, Slot, Table};
use super::{escape, gbk};
use crate::random::Random;

/// Writes a page.
pub(crate) fn write(file: &File, hazards: &Hazards, random: &mut Random) -> Vec<u8> {
    let mut page = Page { hazards, random, html: String::new() };
    page.write(file);
    let html = page.html;
    if hazards.has(Hazard::HtmlGbk) { gbk(&html) } else { html.into_bytes() }
}

struct Page<'a> {
    hazards: &'a Hazards,
    random: &'a mut Random,
    html: String,
}

impl Page<'_> {
    fn has(&self, hazard: Hazard) -> bool {
        self.hazards.has(hazard)
    }

    fn write(&mut self, file: &File) {
        let encoding = if self.has(Hazard::HtmlGbk) { "gb2312" } else { "utf-8" };
        self.html += &format!(
            "<!DOCTYPE html>\n<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset={encoding}\">\n\
             <title>政府信息公开年报</title><style>td {{ border: 1px solid }} .n1 {{ width: 100px }}</style>\n"
        );
        if self.has(Hazard::HtmlHiddenCopies) {
            self.html += HIDDEN_IN_HEAD;
        }
        self.html += "</head><body>\n";
        if self.has(Hazard::HtmlChrome) {
            self.html += CHROME_ABOVE;
        }
        let wraps = if self.has(Hazard::HtmlLayoutTables) { 1 + self.random.below(3) } else { 0 };
        for _ in 0..wraps {
            self.html += "<table width=\"100%\" border=\"0\"><tr><td width=\"8\">&nbsp;</td><td valign=\"top\">";
        }
        self.html += "<div class=\"article\" id=\"zoom\">\n";
        for item in file.pages.iter().flat_map(|page| &page.items) {
            match item {
                Item::Line(line) => self.line(line),
                Item::Table(table) => self.table(table),
            }
        }
        if self.has(Hazard::HtmlHiddenCopies) {
            self.html += HIDDEN_IN_BODY;
        }
        self.html += "</div>\n";
        for _ in 0..wraps {
            self.html += "</td></tr></table>";
        }
        if self.has(Hazard::HtmlChrome) {
            self.html += CHROME_BELOW;
        }
        self.html += "</body></html>\n";
    }

    fn line(&mut self, line: &Line) {
        let text = escape(&line.text);
        let text = if self.has(Hazard::HtmlWordResidue) {
            format!("<span lang=\"EN-US\"></span>{text}<o:p></o:p>")
        } else {
            text
        };
        self.html += &match line.kind {
            LineKind::Title => format!("<h1>{text}</h1>\n"),
            LineKind::Heading if self.random.chance(50) => format!("<h2>{text}</h2>\n"),
            LineKind::Heading | LineKind::Subheading => format!("<p><strong>{text}</strong></p>\n"),
            LineKind::Paragraph => format!("<p style=\"text-indent: 2em\">{text}</p>\n"),
            LineKind::Remark => format!("<p align=\"right\">{text}</p>\n"),
        };
    }

    fn table(&mut self, table: &Table) {
        let (rows_open, sections) = (self.has(Hazard::HtmlUnclosedTags), self.has(Hazard::HtmlSections));
        let tag = |name: &str| if rows_open { name.to_uppercase() } else { name.to_owned() };
        self.html += &format!("<{} border=\"1\" cellspacing=\"0\">", tag("table"));
        if sections {
            self.html += "<caption>统计表</caption>";
        }
        let mut section = "";
        for (row, slots) in (0..).zip(table.grid()) {
            // A span ends where its section does: a section may only begin where none crosses.
            let is_free = !table.cells.iter().any(|cell| cell.row < row && cell.end_row() > row);
            let wanted = if row < table.header_rows { "thead" } else { "tbody" };
            if sections && is_free && (section.is_empty() || section != wanted || self.random.chance(20)) {
                if !section.is_empty() {
                    self.html += &format!("</{section}>");
                }
                section = wanted;
                self.html += &format!("<{section}>");
            }
            self.html += &format!("<{}>", tag("tr"));
            for (column, slot) in (0..).zip(&slots) {
                match slot {
                    Slot::Covered(_) => {}
                    Slot::Empty => self.cell(None, "", table, (row, column)),
                    Slot::Cell(cell) => self.cell(Some(cell), cell.content.text(), table, (row, column)),
                }
            }
            self.html += if rows_open { "\n" } else { "</tr>\n" };
        }
        if !section.is_empty() {
            self.html += &format!("</{section}>");
        }
        self.html += &format!("</{}>\n", tag("table"));
    }

    fn cell(&mut self, cell: Option<&Cell>, text: &str, table: &Table, (row, column): (u32, u32)) {
        let is_label = cell.is_some_and(|cell| cell.role == Role::Label);
        let name = if is_label && self.has(Hazard::HtmlSections) { "th" } else { "td" };
        let (mut rows, mut columns) = cell.map_or((1, 1), |cell| (cell.row_span, cell.column_span));
        if self.has(Hazard::HtmlWrongSpans) {
            let few = |random: &mut Random| u32::try_from(random.below(3)).expect("below 3");
            // Where nothing follows, a wrong span moves nothing.
            let is_last_in_row = (column + columns..table.columns).all(|column| table.at(row, column).is_none());
            if is_last_in_row && columns > 1 {
                columns = 1 + u32::try_from(self.random.below(columns as usize + 2)).expect("a few columns");
            } else if column + columns == table.columns {
                columns += few(self.random);
            }
            if row + rows == table.rows {
                rows += few(self.random);
            }
        }
        let span = |name: &str, span: u32| if span == 1 { String::new() } else { format!(" {name}=\"{span}\"") };
        let attributes = format!("{}{}", span("rowspan", rows), span("colspan", columns));
        let content = self.content(text);
        if self.has(Hazard::HtmlUnclosedTags) {
            self.html += &format!("<{}{attributes}>{content}", name.to_uppercase());
        } else {
            self.html += &format!("<{name}{attributes}>{content}</{name}>");
        }
    }

    fn content(&mut self, text: &str) -> String {
        let empty = *self.random.pick(&["", "&nbsp;", " "]);
        let has_paragraphs = self.has(Hazard::HtmlParagraphsInCells);
        if self.has(Hazard::HtmlWordResidue) {
            let inner = if text.is_empty() { "<o:p>&nbsp;</o:p>".to_owned() } else { self.cut(text) };
            return format!(
                "<p class=\"MsoNormal\" align=\"center\" style=\"mso-pagination: widow-orphan\"><!--[if !supportLists]-->\
                 <span style=\"font-family: 宋体; mso-bidi-font-size: 10.5pt\">{inner}</span><!--[endif]--><o:p></o:p></p>"
            );
        }
        if text.is_empty() {
            return if has_paragraphs { format!("<p>{empty}</p>") } else { empty.to_owned() };
        }
        if has_paragraphs {
            let lines: Vec<String> = text.split('\n').map(|line| format!("<p>{}</p>", self.cut(line))).collect();
            return format!("\n  {}\n", lines.concat());
        }
        escape(text).replace('\n', "<br>").replace('\u{a0}', "&nbsp;")
    }

    /// The text in two spans, as editors leave it.
    fn cut(&mut self, text: &str) -> String {
        let letters: Vec<char> = text.chars().collect();
        let place = self.random.below(letters.len() + 1);
        let (first, second) = letters.split_at(place);
        let piece = |letters: &[char]| escape(&letters.iter().collect::<String>()).replace('\n', "<br />");
        format!("<span>{}</span><font face=\"宋体\">{}</font>", piece(first), piece(second))
    }
}

const HIDDEN_IN_HEAD: &str =
    "<script>var blank = '<table><tr><td>行政许可</td><td>888888</td></tr></table>';</script>\n";
const HIDDEN_IN_BODY: &str = "<!-- <table><tr><td>信息内容</td><td>本年处理决定数量</td></tr><tr><td>行政许可</td><td>999999</td></tr></table> -->\n\
    <template><table><tr><td>信息内容</td><td>本年处理决定数量</td></tr><tr><td>行政处罚</td><td>777777</td></tr></table></template>\n\
    <textarea style=\"display:none\">行政强制 666666</textarea>\n";
const CHROME_ABOVE: &str = "<div id=\"header\"><ul><li><a href=\"/\">首页</a></li><li><a href=\"/xxgk\">政府信息公开</a></li>\
    <li><a href=\"/nb\">政府信息公开年报</a></li></ul><form><input name=\"q\" value=\"请输入关键词\"><select><option>全部</option>\
    <option>标题</option></select></form></div>\n<div class=\"crumbs\">您的位置：首页 &gt; 政府信息公开 &gt; 法定主动公开内容 &gt; 年报</div>\n\
    <table class=\"info\"><tr><td>索引号</td><td>014319413/2025-00021</td><td>分类</td><td>其他</td></tr>\
    <tr><td>发布日期</td><td>2025-01-20</td><td>浏览次数</td><td>1536</td></tr></table>\n\
    <script src=\"/js/share.js\"></script><div class=\"share\">分享到： 字号：[大] [中] [小]</div>\n";
const CHROME_BELOW: &str = "<div class=\"related\"><h3>相关链接</h3><ul><li><a href=\"1.html\">2022年政府信息公开工作年度报告</a></li>\
    <li><a href=\"2.html\">2021年政府信息公开工作年度报告</a></li></ul></div>\n<div id=\"footer\"><table><tr><td>主办单位</td>\
    <td>某某办公室</td></tr><tr><td>网站标识码</td><td>3213000001</td></tr></table><p>备案号：苏ICP备05000001号　联系电话：0527-80000000</p></div>\n";
