//! How cells look.

use nianbao_core::document::Mark;
use nianbao_core::finding::Severity;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

const SONG: &str = "宋体";
const HEI: &str = "黑体";
const FANG_SONG: &str = "仿宋";

const RED: Fill = Fill { back: 0x00FF_C7CE, front: 0x009C_0006 };
const AMBER: Fill = Fill { back: 0x00FF_EB9C, front: 0x007F_6000 };
const BLUE: Fill = Fill { back: 0x00DD_EBF7, front: 0x001F_4E79 };
const GREEN: Fill = Fill { back: 0x00E2_EFDA, front: 0x0037_5623 };
/// Behind headers and labels, and behind what is computed.
const GREY: u32 = 0x00F2_F2F2;
/// Behind what is to be filled in.
const YELLOW: u32 = 0x00FF_FDE7;

struct Fill {
    back: u32,
    front: u32,
}

impl Fill {
    fn on(&self, format: Format) -> Format {
        format.set_background_color(Color::RGB(self.back)).set_font_color(Color::RGB(self.front))
    }
}

/// The fill of a marked cell, by the gravest of its marks.
pub(super) fn marked(format: Format, marks: &[Mark]) -> Format {
    match marks.iter().map(|mark| mark.severity.unwrap_or(Severity::Error)).max() {
        Some(Severity::Error) => RED.on(format).set_bold(),
        Some(Severity::Warning) => AMBER.on(format),
        Some(Severity::Hint) => BLUE.on(format),
        None => format,
    }
}

/// A cell of a redrawn grid.
pub(super) fn plain() -> Format {
    Format::new()
        .set_font_name(SONG)
        .set_font_size(11)
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
}

/// A redrawn cell with a text that wraps.
pub(super) fn plain_text() -> Format {
    plain().set_text_wrap()
}

fn framed() -> Format {
    plain_text().set_align(FormatAlign::Center)
}

/// A header of a statutory table.
pub(super) fn header() -> Format {
    framed().set_background_color(Color::RGB(GREY))
}

/// A row label of a statutory table.
pub(super) fn label() -> Format {
    plain_text().set_align(FormatAlign::Left).set_indent(1).set_background_color(Color::RGB(GREY))
}

/// A label set from top to bottom, for many rows and one narrow column. Text that wraps would not be centred.
pub(super) fn upright_label() -> Format {
    plain().set_align(FormatAlign::Center).set_background_color(Color::RGB(GREY)).set_rotation(270)
}

/// A figure of the filled form.
pub(super) fn figure() -> Format {
    framed()
}

/// A figure to be filled in.
pub(super) fn input() -> Format {
    framed().set_background_color(Color::RGB(YELLOW)).set_unlocked()
}

/// A figure that is computed.
pub(super) fn computed() -> Format {
    framed().set_background_color(Color::RGB(GREY)).set_bold()
}

/// What a failing relation makes of a cell.
pub(super) fn failing() -> Format {
    RED.on(Format::new()).set_bold()
}

/// What a relation that holds makes of the line that says so.
pub(super) fn holding() -> Format {
    GREEN.on(Format::new())
}

/// The line under a table that says whether its relations hold.
pub(super) fn verdict() -> Format {
    framed().set_bold()
}

/// A title above a table or the text.
pub(super) fn title() -> Format {
    text(HEI, 16).set_align(FormatAlign::Center)
}

/// A title that somebody has yet to complete.
pub(super) fn title_input() -> Format {
    title().set_background_color(Color::RGB(YELLOW)).set_border(FormatBorder::Hair).set_unlocked()
}

/// A heading of the text, by its level.
pub(super) fn heading(level: u8) -> Format {
    match level {
        0 | 1 => text(HEI, 14),
        _ => text(FANG_SONG, 12).set_bold(),
    }
}

/// A paragraph of the text.
pub(super) fn paragraph() -> Format {
    text(FANG_SONG, 12)
}

/// A paragraph to be written.
pub(super) fn paragraph_input() -> Format {
    paragraph().set_background_color(Color::RGB(YELLOW)).set_border(FormatBorder::Hair).set_unlocked()
}

/// Help for whoever fills the form in.
pub(super) fn aid() -> Format {
    text(SONG, 10).set_font_color(Color::RGB(0x0059_5959))
}

fn text(font: &str, size: u32) -> Format {
    Format::new().set_font_name(font).set_font_size(size).set_align(FormatAlign::VerticalCenter).set_text_wrap()
}
