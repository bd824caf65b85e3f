//! The look of an official document (GB/T 9704-2012): page, styles, page number.
//!
//! Sizes of type are in half-points, lengths in twips (1/20 pt), as in the file.

use std::collections::BTreeSet;

use docx_rs::{
    AlignmentType, DocGrid, DocGridType, Footer, LineSpacing, LineSpacingType, PageMargin, PageNum, Paragraph, Run,
    RunFonts, SectionProperty, Shading, SpecialIndentType, Style, StyleType, Styles,
};

/// The width of the text area: 156 mm.
pub(super) const TEXT_WIDTH: u32 = 8845;
/// The height of a line of text: 225 mm in 22 lines.
pub(super) const LINE: u32 = 579;
/// The width of a character of text, 16 pt.
pub(super) const CHARACTER: u32 = 320;

pub(super) const TITLE: &str = "Title";
pub(super) const BODY: &str = "BodyText";
pub(super) const PLACEHOLDER: &str = "Placeholder";
pub(super) const SIGN_OFF: &str = "Signature";
pub(super) const TABLE_NOTE: &str = "TableNote";
pub(super) const TABLE_GAP: &str = "TableGap";

const FOOTER: &str = "Footer";
const FANG_SONG: &str = "仿宋_GB2312";
const SONG: &str = "宋体";
const XIAO_BIAO_SONG: &str = "方正小标宋简体";
const TEXT_SIZE: usize = 32;
/// The height of a line of the title.
pub(super) const TITLE_LINE: u32 = 660;

/// A font that the document asks for, with what may stand in for it.
pub(super) struct Font {
    pub(super) name: &'static str,
    pub(super) stand_in: Option<&'static str>,
    pub(super) charset: &'static str,
    pub(super) family: &'static str,
}

/// Every font that the styles name. The older offices' machines have the `_GB2312` faces, the newer ones the others.
pub(super) const FONTS: &[Font] = &[
    Font { name: "Times New Roman", stand_in: None, charset: "00", family: "roman" },
    Font { name: FANG_SONG, stand_in: Some("仿宋"), charset: "86", family: "modern" },
    Font { name: "楷体_GB2312", stand_in: Some("楷体"), charset: "86", family: "modern" },
    Font { name: "黑体", stand_in: Some("SimHei"), charset: "86", family: "modern" },
    Font { name: SONG, stand_in: Some("SimSun"), charset: "86", family: "auto" },
    Font { name: XIAO_BIAO_SONG, stand_in: Some("华文中宋"), charset: "86", family: "script" },
];

/// The style of a heading of level 1 to 4.
pub(super) fn heading(level: u8) -> &'static str {
    match level {
        0 | 1 => "Heading1",
        2 => "Heading2",
        3 => "Heading3",
        _ => "Heading4",
    }
}

/// The style of a table's text in a size.
pub(super) fn table_text(size: usize) -> String {
    format!("TableText{size}")
}

/// All styles, with those of the tables' text in the sizes used.
pub(super) fn styles(table_sizes: &BTreeSet<usize>) -> Styles {
    let paragraph = |id: &str, name: &str| Style::new(id, StyleType::Paragraph).name(name).based_on("Normal");
    let text = |id: &str, name: &str| {
        let mut style = spaced(paragraph(id, name)).align(AlignmentType::Both).line_spacing(exact(LINE));
        // A page is 22 lines: none is left empty to keep two lines of a paragraph together.
        style.paragraph_property = style.paragraph_property.widow_control(false);
        style
    };
    let indented = |style: Style| style.indent(None, Some(SpecialIndentType::FirstLine(640)), None, None);

    let title = paragraph(TITLE, "Title").fonts(one_font(XIAO_BIAO_SONG)).size(44).align(AlignmentType::Center);
    let mut styles = Styles::new()
        .default_fonts(fonts(FANG_SONG))
        .default_size(TEXT_SIZE)
        .add_style(title.line_spacing(exact(TITLE_LINE)))
        .add_style(indented(text(BODY, "Body Text")));
    let faces = ["黑体", "楷体_GB2312", FANG_SONG, FANG_SONG];
    for (level, face) in (1..).zip(faces) {
        let mut style = indented(text(heading(level), &format!("heading {level}"))).fonts(fonts(face)).next(BODY);
        style.paragraph_property = style.paragraph_property.keep_next(true).keep_lines(true);
        styles = styles.add_style(style.outline_lvl(usize::from(level) - 1));
    }
    let placeholder = paragraph(PLACEHOLDER, "待填写").based_on(BODY).next(BODY);
    let note = paragraph(TABLE_NOTE, "表注").size(21).align(AlignmentType::Left);
    let gap = paragraph(TABLE_GAP, "表后空行").size(2).line_spacing(exact(120)).snap_to_grid(false);
    styles = styles
        .add_style(placeholder.color("C00000").shading(Shading::new().color("auto").fill("FFF2CC")))
        .add_style(text(SIGN_OFF, "Signature").align(AlignmentType::Right))
        .add_style(note.line_spacing(exact(360).before(60)).snap_to_grid(false))
        .add_style(gap)
        .add_style(paragraph(FOOTER, "footer").fonts(one_font(SONG)).size(28).line_spacing(exact(360)));
    for &size in table_sizes {
        let id = table_text(size);
        let points = format!("表格文字 {}.{}", size / 2, size % 2 * 5);
        let style = paragraph(&id, &points).size(size).align(AlignmentType::Center);
        styles = styles.add_style(style.line_spacing(exact(table_line(size))).snap_to_grid(false));
    }
    styles
}

/// The page: A4 with the margins of the standard, page numbers outside, 7 mm below the text.
pub(super) fn section() -> SectionProperty {
    let margin = PageMargin::new().top(2098).left(1587).bottom(1984).right(1474).header(851).footer(1400);
    let grid = DocGrid::with_empty().grid_type(DocGridType::Lines).line_pitch(LINE as usize);
    SectionProperty::new().page_margin(margin).doc_grid(grid)
}

/// The page number of an odd page (on the right) or an even one (on the left), one blank inside the text area.
pub(super) fn footer(alignment: AlignmentType) -> Footer {
    let number = Paragraph::new()
        .style(FOOTER)
        .align(alignment)
        .indent(Some(280), None, Some(280), None)
        .add_run(Run::new().add_text("— "))
        .add_page_num(PageNum::new())
        .add_run(Run::new().add_text(" —"));
    Footer::new().add_paragraph(number)
}

/// The height of a line in a table.
pub(super) fn table_line(size: usize) -> u32 {
    u32::try_from(size * 10 * 10 / 7).unwrap_or(LINE)
}

/// Lines of an exact height.
pub(super) fn exact(line: u32) -> LineSpacing {
    LineSpacing::new().line_rule(LineSpacingType::Exact).line(i32::try_from(line).unwrap_or(i32::MAX))
}

fn fonts(east_asia: &str) -> RunFonts {
    let latin = "Times New Roman";
    RunFonts::new().ascii(latin).hi_ansi(latin).cs(latin).east_asia(east_asia)
}

/// For digits in the same face as the characters around them.
fn one_font(name: &str) -> RunFonts {
    RunFonts::new().ascii(name).hi_ansi(name).east_asia(name)
}

/// 28 characters of 16 pt are 2 mm wider than the line: each moves a quarter of a point closer to the next.
fn spaced(mut style: Style) -> Style {
    style.run_property = style.run_property.character_spacing(-5);
    style
}
