//! End-to-end tests of the assembled program, and of the whole pipeline in memory.
#![expect(clippy::unwrap_used, reason = "in tests, what is not there is a failure")]

mod bad_input;
mod cases_checked;
mod charts;
mod check;
mod clean;
mod command_line;
mod edition;
mod examples;
mod figures;
mod golden;
mod hazards;
mod header;
mod hostile;
mod join;
mod kit;
mod layering;
mod layouts;
mod marked;
mod options;
mod outputs;
mod partial;
mod pdf;
mod planted;
mod planted_prose;
mod plugins;
mod reading;
mod reproducible;
mod show;
mod template;
mod trust;
mod two_way;
mod unseen;
mod verify;
