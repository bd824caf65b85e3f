//! End-to-end tests of the assembled program, and of the whole pipeline in memory.

mod bad_input;
mod command_line;
mod edition;
mod header;
mod layering;
mod layouts;
mod outputs;
mod plugins;
mod reading;
mod reproducible;
