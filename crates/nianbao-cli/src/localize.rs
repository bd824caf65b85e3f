//! Puts the message files' words into the command line's help.

use clap::error::{ContextKind, ContextValue};
use clap::{Arg, ArgAction, Command, CommandFactory};

use crate::arguments::Arguments;
use crate::messages::{Messages, tr};

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
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help(tr!(messages, "help-help"));
    let mut command = command.help_template(template.concat()).disable_help_flag(true).arg(help);
    if !has_own_version {
        command = command.disable_version_flag(true);
    }
    let arguments: Vec<String> = command.get_arguments().map(|argument| argument.get_id().to_string()).collect();
    for id in arguments {
        if let Some(text) = messages.find(&format!("help-arg-{}", key(&id)), &[]) {
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

/// What of the command line is wrong, in clap's words but without its usage text.
pub(crate) fn what_is_wrong(error: &clap::Error) -> String {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(" ")),
        _ => None,
    };
    let argument = context(ContextKind::InvalidArg).or_else(|| context(ContextKind::InvalidSubcommand));
    let value = context(ContextKind::InvalidValue).filter(|value| !value.is_empty());
    match (argument, value) {
        (Some(argument), Some(value)) => format!("{argument}: {value}"),
        (Some(argument), None) => argument,
        (None, _) => error.kind().to_string(),
    }
}
