//! Puts the message files' words into the command line's help.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory};

use crate::arguments::Arguments;
use crate::messages::{Messages, tr};

/// Where help and version stand among the options.
const LAST: usize = 1000;

/// The command line with help in one language.
pub(crate) fn localized(messages: &Messages) -> Command {
    let version =
        Arg::new("version").short('V').long("version").action(ArgAction::Version).help(tr!(messages, "help-version"));
    let command = Arguments::command().disable_version_flag(true).arg(version);
    localize(command, messages).about(tr!(messages, "about"))
}

fn localize(command: Command, messages: &Messages) -> Command {
    let name = command.get_name().to_owned();
    let template = [
        "{about-with-newline}\n".to_owned(),
        format!("{} {{usage}}\n\n", tr!(messages, "help-usage")),
        section(&command, messages),
    ];
    let has_own_version = command.get_arguments().any(|argument| argument.get_id() == "version");
    let help = Arg::new("help")
        .display_order(LAST)
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help(tr!(messages, "help-help"));
    let mut command = command.help_template(template.concat()).disable_help_flag(true).arg(help);
    if !has_own_version {
        command = command.disable_version_flag(true);
    }
    let arguments: Vec<String> = command.get_arguments().map(|argument| argument.get_id().to_string()).collect();
    for id in arguments {
        // `--lang` is another thing to `plugin new`.
        let own = messages.find(&format!("help-arg-{name}-{}", key(&id)), &[]);
        if let Some(text) = own.or_else(|| messages.find(&format!("help-arg-{}", key(&id)), &[])) {
            command = command.mut_arg(id, |argument| argument.help(text));
        }
    }
    let subcommands: Vec<String> = command.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    for subcommand in subcommands {
        let path = if name == "nianbao" { subcommand.clone() } else { format!("{name}-{subcommand}") };
        let about = messages.find(&format!("help-{path}"), &[]);
        command = command.mut_subcommand(subcommand, |subcommand| {
            let subcommand = localize(subcommand, messages);
            match about {
                Some(about) => subcommand.about(about),
                None => subcommand,
            }
        });
    }
    command
}

/// The help's lists, each under its title, as far as the command has them.
fn section(command: &Command, messages: &Messages) -> String {
    let mut text = String::new();
    if command.get_subcommands().next().is_some() {
        text.push_str(&format!("{}\n{{subcommands}}\n\n", tr!(messages, "help-commands")));
    }
    if command.get_positionals().next().is_some() {
        text.push_str(&format!("{}\n{{positionals}}\n\n", tr!(messages, "help-arguments")));
    }
    text.push_str(&format!("{}\n{{options}}", tr!(messages, "help-options")));
    text
}

fn key(id: &str) -> &str {
    match id {
        "plugin_dir" => "plugin-dir",
        "sources" => "where",
        "directory" => "id",
        id => id,
    }
}

/// What of the command line is wrong, and what may have been meant.
pub(crate) fn what_is_wrong(error: &clap::Error, messages: &Messages) -> String {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(" ")),
        _ => None,
    };
    let argument =
        context(ContextKind::InvalidArg).or_else(|| context(ContextKind::InvalidSubcommand)).unwrap_or_default();
    let value = context(ContextKind::InvalidValue).unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::MissingRequiredArgument => tr!(messages, "usage-missing", what = argument),
        ErrorKind::MissingSubcommand => tr!(messages, "usage-missing-command"),
        ErrorKind::InvalidSubcommand => tr!(messages, "usage-unknown-command", what = argument),
        ErrorKind::UnknownArgument => tr!(messages, "usage-unknown-argument", what = argument),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => {
            tr!(messages, "usage-missing", what = argument)
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            tr!(messages, "usage-invalid-value", argument = argument, value = value)
        }
        ErrorKind::ArgumentConflict => match context(ContextKind::PriorArg) {
            Some(other) if other != argument => tr!(messages, "usage-conflict", one = argument, other = other),
            _ => tr!(messages, "usage-repeated", what = argument),
        },
        _ if argument.is_empty() => tr!(messages, "usage-other"),
        _ => tr!(messages, "usage-other-argument", what = argument),
    };
    let meant = context(ContextKind::SuggestedSubcommand).or_else(|| context(ContextKind::SuggestedArg));
    match meant {
        Some(suggestion) => {
            let suggestion = tr!(messages, "usage-did-you-mean", suggestion = suggestion);
            let stop = messages.choose("。", ". ");
            format!("{what}{stop}{suggestion}")
        }
        None => what,
    }
}
