//! The command `nianbao`: arguments in, files and messages out. The only crate that prints.

mod ahead;
mod arguments;
mod commands;
mod date;
mod failure;
mod findings;
mod inputs;
mod localize;
mod messages;
mod output;
mod paint;
mod progress;
mod read;
mod session;
mod settings;
mod table;

use std::io::Write;
use std::process::ExitCode;

use clap::FromArgMatches;
use clap::error::ErrorKind;

use ahead::starting_importer;
use arguments::{Arguments, Command};
use failure::Failure;
use messages::{Messages, tr};
use session::Session;

/// Where a command ends: the worst of what happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Everything is well.
    #[default]
    Clean = 0,
    /// There are findings of severity error.
    Findings = 1,
    /// An input could not be read, an output not be written, or a plugin was at fault.
    Failed = 2,
}

fn main() -> ExitCode {
    // Before anything else: a worker needs nothing of what follows, and must be there within a millisecond.
    #[cfg(unix)]
    if let Some(code) = serve_as_worker() {
        return code;
    }
    let locale = sys_locale::get_locale();
    let wanted = arguments::wanted_language(std::env::args_os());
    let messages = Messages::new(messages::language(wanted.as_deref(), locale.as_deref()));
    let outcome = match parse(&messages) {
        Ok(arguments) => run(arguments, messages),
        Err(ended) => ended,
    };
    ExitCode::from(outcome as u8)
}

/// Serves as a worker where the host has started this process as one.
#[cfg(unix)]
fn serve_as_worker() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next()? != nianbao_host::worker::COMMAND {
        return None;
    }
    nianbao_host::worker::serve(&arguments.collect::<Vec<_>>())
}

/// Parses the command line; `Err` where help was printed or the command is wrong.
fn parse(messages: &Messages) -> Result<Arguments, Outcome> {
    let command = localize::localized(messages);
    let parsed = command.try_get_matches().and_then(|matches| Arguments::from_arg_matches(&matches));
    parsed.map_err(|error| {
        if !error.use_stderr() {
            let _ = error.print();
            return Outcome::Clean;
        }
        if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
            let _ = error.print();
            return Outcome::Failed;
        }
        let what = localize::what_is_wrong(&error, messages);
        say(&format!("{}\n{}", tr!(messages, "usage-error", what = what), tr!(messages, "usage-hint")));
        Outcome::Failed
    })
}

fn run(arguments: Arguments, messages: Messages) -> Outcome {
    let lock = match session::users_lock_file() {
        Ok(lock) => lock,
        Err(failure) => {
            say(&failure.to_text(&messages));
            return Outcome::Failed;
        }
    };
    let session = Session::new(arguments.common, messages, lock);
    let command = &arguments.command;
    let run = || match command {
        Command::Convert(arguments) => commands::convert::run(&session, arguments),
        Command::Check(arguments) => commands::check::run(&session, arguments),
        Command::Show(arguments) => commands::show::run(&session, arguments),
        Command::Verify(arguments) => commands::verify::run(&session, arguments),
        Command::Template(arguments) => commands::template::run(&session, arguments),
        Command::Explain(arguments) => commands::explain::run(&session, arguments),
        Command::Form(arguments) => commands::form::run(&session, arguments),
        Command::Plugin { command } => commands::plugin::run(&session, command),
        Command::PluginWorker { .. } => Err(Failure::new("plugin-worker", Some("plugin-worker-help"))),
        Command::Completions { shell } => commands::completions::run(*shell, &session.messages),
    };
    let result = match command.inputs() {
        Some(inputs) => starting_importer(&session, inputs, run),
        None => run(),
    };
    result.unwrap_or_else(|failure| {
        say(&failure.to_text(&session.messages));
        Outcome::Failed
    })
}

/// Prints talk: to standard error, where a closed pipe is no matter.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Prints data: to standard output. Whoever closes the pipe early has read enough.
fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::write("-", &error)),
        _ => Ok(()),
    }
}
