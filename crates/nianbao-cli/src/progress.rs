//! A progress bar on long work, where somebody is looking.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::messages::{Messages, tr};

/// Fewer files than this are done before a bar could be read.
const WORTH_A_BAR: usize = 8;

/// A bar over so many files on standard error, hidden where that is no terminal.
pub(crate) fn bar(files: usize, messages: &Messages) -> ProgressBar {
    if files < WORTH_A_BAR || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::stderr());
    let template = format!("{} {{bar:30}} {{pos}}/{{len}} {{msg}}", tr!(messages, "progress"));
    match ProgressStyle::with_template(&template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
