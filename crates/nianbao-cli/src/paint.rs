//! Colour on a terminal. It only underlines what the words say already.

use std::io::IsTerminal;

use clap::builder::styling::{AnsiColor, Style};
use nianbao_core::finding::Severity;

/// Colours text, or leaves it as it is.
#[derive(Clone, Copy)]
pub(crate) struct Painter {
    is_on: bool,
}

impl Painter {
    /// For standard output: on where it is a terminal that shows colour, and nobody has asked for none.
    pub(crate) fn of_stdout() -> Self {
        let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        // Windows' old console prints the codes themselves; the new one says who it is.
        let shows = if cfg!(windows) { is_set("WT_SESSION") || is_set("TERM") } else { !is_dumb };
        Painter { is_on: shows && !is_set("NO_COLOR") && std::io::stdout().is_terminal() }
    }

    /// Without any colour.
    #[cfg(test)]
    pub(crate) fn off() -> Self {
        Painter { is_on: false }
    }

    pub(crate) fn severity(self, severity: Severity, text: &str) -> String {
        self.paint(severity_style(severity), text)
    }

    pub(crate) fn title(self, text: &str) -> String {
        self.paint(Style::new().bold(), text)
    }

    /// Colours what stands between two signs, with them.
    pub(crate) fn between(self, (before, after): (&str, &str), severity: Severity, text: &str) -> String {
        if !self.is_on {
            return text.to_owned();
        }
        let style = severity_style(severity);
        text.replace(before, &format!("{style}{before}")).replace(after, &format!("{after}{style:#}"))
    }

    fn paint(self, style: Style, text: &str) -> String {
        if self.is_on { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

fn severity_style(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Hint => AnsiColor::Cyan,
    };
    Style::new().bold().fg_color(Some(colour.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_stands_around_the_same_words() {
        let (on, off) = (Painter { is_on: true }, Painter { is_on: false });
        for text in ["必须改", "a [12] b"] {
            let plain = |painted: String| {
                let pieces = painted.split('\u{1b}').enumerate();
                let rest =
                    pieces.map(
                        |(index, piece)| {
                            if index == 0 { piece } else { &piece[piece.find('m').map_or(0, |at| at + 1)..] }
                        },
                    );
                rest.collect::<String>()
            };
            assert_eq!(off.severity(Severity::Error, text), text);
            assert_ne!(on.severity(Severity::Error, text), text);
            assert_eq!(plain(on.severity(Severity::Error, text)), text);
            assert_eq!(plain(on.between(("[", "]"), Severity::Hint, text)), text);
        }
    }
}
