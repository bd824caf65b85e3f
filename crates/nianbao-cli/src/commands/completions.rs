//! `nianbao completions`: a completion script for a shell.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::{Outcome, print};

pub(crate) fn run(shell: Shell) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "nianbao", &mut script);
    print(&script)?;
    Ok(Outcome::Clean)
}
