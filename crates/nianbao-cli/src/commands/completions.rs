//! `nianbao completions`: a completion script for a shell, its descriptions in the reader's language.

use clap_complete::Shell;

use crate::failure::Failure;
use crate::localize::localized;
use crate::messages::Messages;
use crate::{Outcome, print};

pub(crate) fn run(shell: Shell, messages: &Messages) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut localized(messages), "nianbao", &mut script);
    print(&script)?;
    Ok(Outcome::Clean)
}
