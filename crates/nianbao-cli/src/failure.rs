//! What stops a command or one of its files: what is wrong, and what to do about it.

use std::io;
use std::path::Path;

use nianbao_engine::recognize::NotAReport;
use nianbao_host::schema::OptionFault;
use nianbao_host::{
    FileKind, GivenOption, GivenValue, HostError, OptionError, PluginFault, PluginFaultKind, printable,
};

use crate::messages::{Messages, tr};

/// A sentence and a way out, as message keys with arguments, or as a plugin's own words.
#[derive(Debug)]
pub(crate) enum Failure {
    /// From the message files; the way out is the message `help`.
    Message { key: &'static str, help: Option<&'static str>, arguments: Vec<(&'static str, String)> },
    /// The program's side of the plugin contract.
    Host(Box<HostError>),
    /// An option of a format that cannot be taken.
    Option(Box<(GivenOption, OptionError)>),
    /// A file that is no report.
    NotAReport(NotAReport),
    /// A file of a kind that is not read.
    UnreadKind(FileKind),
    /// What stops one of several files of a report, with its name.
    OfFile(String, Box<Failure>),
}

impl Failure {
    pub(crate) fn new(key: &'static str, help: Option<&'static str>) -> Self {
        Failure::Message { key, help, arguments: Vec::new() }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        if let Failure::Message { arguments, .. } = &mut self {
            arguments.push((name, value.to_string()));
        }
        self
    }

    /// Whether it says that a file, though it can be read, is no report.
    pub(crate) fn is_no_report(&self) -> bool {
        matches!(self, Failure::NotAReport(_))
    }

    /// Says which of several files is meant.
    pub(crate) fn of_file(self, name: String) -> Self {
        Failure::OfFile(name, Box::new(self))
    }

    /// Which of several files is meant.
    pub(crate) fn file(&self) -> Option<&str> {
        match self {
            Failure::OfFile(name, _) => Some(name),
            _ => None,
        }
    }

    pub(crate) fn unreadable(reason: impl ToString) -> Self {
        Failure::new("unreadable-file", Some("unreadable-file-help")).with("reason", reason)
    }

    pub(crate) fn write(path: impl AsRef<Path>, error: &io::Error) -> Self {
        let path = path.as_ref();
        // A target that is there is probably open elsewhere; one that is not there has no place to be.
        let help = if path.exists() { "write-failed-help" } else { "write-failed-directory-help" };
        Failure::new("write-failed", Some(help)).with("path", path.display()).with("reason", error)
    }

    /// Message and way out, a line each.
    pub(crate) fn to_text(&self, messages: &Messages) -> String {
        let (message, help) = self.words(messages);
        let mut text = format!("{}{}{message}", tr!(messages, "error-label"), colon(messages));
        if let Some(help) = help {
            text.push_str(&format!("\n  {}{}{help}", tr!(messages, "help-label"), colon(messages)));
        }
        text
    }

    /// What is wrong, without the way out.
    pub(crate) fn message(&self, messages: &Messages) -> String {
        self.words(messages).0
    }

    fn words(&self, messages: &Messages) -> (String, Option<String>) {
        match self {
            Failure::Message { key, help, arguments } => {
                (messages.text(key, arguments), help.map(|help| messages.text(help, arguments)))
            }
            Failure::Host(error) => host_words(error, messages),
            Failure::Option(fault) => option_words(&fault.0, &fault.1, messages),
            Failure::NotAReport(NotAReport { is_blank_form: true, .. }) => {
                (tr!(messages, "blank-form"), Some(tr!(messages, "blank-form-help")))
            }
            Failure::NotAReport(not_a_report) => {
                let mut message = tr!(messages, "not-a-report", grids = not_a_report.grids);
                if let Some(nearest) = &not_a_report.nearest {
                    let (found, wanted) = (nearest.found, nearest.wanted);
                    let (at, table) = (&nearest.at, &nearest.table);
                    message.push_str(&tr!(
                        messages,
                        "not-a-report-nearest",
                        at = at,
                        table = table,
                        found = found,
                        wanted = wanted
                    ));
                }
                (message, Some(tr!(messages, "not-a-report-help")))
            }
            Failure::UnreadKind(kind) => {
                let name = messages.text(&format!("kind-{}", kind.word()), &[]);
                let help = messages.text(&format!("kind-{}-help", kind.word()), &[]);
                (tr!(messages, "unread-kind", kind = name), Some(help))
            }
            Failure::OfFile(name, failure) => {
                let (message, help) = failure.words(messages);
                (format!("{}{}{message}", printable(name), colon(messages)), help)
            }
        }
    }
}

impl From<HostError> for Failure {
    fn from(error: HostError) -> Self {
        Failure::Host(Box::new(error))
    }
}

/// The colon of the language.
pub(crate) fn colon(messages: &Messages) -> &'static str {
    messages.choose("：", ": ")
}

fn host_words(error: &HostError, messages: &Messages) -> (String, Option<String>) {
    match error {
        HostError::Refused { error, .. } => {
            let mut message = printable(&error.message);
            if let Some(at) = &error.at {
                message.push_str(&format!(" ({})", printable(at)));
            }
            (message, error.help.as_deref().map(printable))
        }
        HostError::Fault(fault) => fault_words(fault, messages),
        HostError::NoPlugin { role, format, known, searched, broken } => {
            let role = role_word(*role);
            let places = searched.iter().map(|path| path.display().to_string()).chain(broken.iter().cloned());
            let places = printable_list(places);
            let known = printable_list(known);
            let help = tr!(messages, "no-plugin-help", known = known, searched = places);
            (tr!(messages, "no-plugin", role = role, format = printable(format)), Some(help))
        }
        HostError::Ambiguous { role, format, plugins } => {
            let (plugins, format) = (printable_list(plugins), printable(format));
            let message =
                tr!(messages, "ambiguous-plugin", role = role_word(*role), format = format, plugins = plugins);
            (message, Some(tr!(messages, "ambiguous-plugin-help", format = format)))
        }
    }
}

/// What manifests and folders are called, safe for a terminal.
fn printable_list<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> String {
    names.into_iter().map(|name| printable(name.as_ref())).collect::<Vec<_>>().join(", ")
}

fn option_words(given: &GivenOption, error: &OptionError, messages: &Messages) -> (String, Option<String>) {
    let value = match &given.value {
        GivenValue::Text(text) => text.clone(),
        GivenValue::Typed(value) => nianbao_host::schema::plain(value),
    };
    let mut arguments = vec![
        ("place", given.place.clone()),
        ("option", format!("{}.{}", given.format, given.key)),
        ("format", given.format.clone()),
        ("value", printable(&value)),
    ];
    let key = match error {
        OptionError::Schema(fault) => return fault_words(fault, messages),
        OptionError::UnknownFormat { known } => {
            arguments.push(("known", known.join(", ")));
            "option-unknown-format"
        }
        OptionError::Unknown { known } if known.is_empty() => "option-none",
        OptionError::Unknown { known } => {
            arguments.push(("known", known.join(", ")));
            "option-unknown"
        }
        OptionError::NoSuchPlugin { known } => {
            arguments.push(("known", known.join(", ")));
            "option-not-allowed"
        }
        OptionError::File(path, error) => {
            arguments.push(("reason", format!("{}: {error}", path.display())));
            "option-file"
        }
        OptionError::Fault(OptionFault::Unknown) => "option-none",
        OptionError::Fault(OptionFault::WrongType(kind)) => {
            arguments.push(("wanted", kind.word().to_owned()));
            "option-wrong-type"
        }
        OptionError::Fault(OptionFault::NotAllowed(allowed)) => {
            arguments.push(("known", allowed.join(", ")));
            "option-not-allowed"
        }
        OptionError::Fault(OptionFault::OutOfRange(minimum, maximum)) => {
            let limit = |limit: &Option<String>| limit.clone().unwrap_or_else(|| "blank".to_owned());
            arguments.extend([("minimum", limit(minimum)), ("maximum", limit(maximum))]);
            "option-out-of-range"
        }
    };
    (messages.text(key, &arguments), Some(tr!(messages, "option-help")))
}

fn fault_words(fault: &PluginFault, messages: &Messages) -> (String, Option<String>) {
    let key = format!("fault-{}", fault.kind.word());
    let mut arguments = vec![("detail", fault.kind.detail())];
    match &fault.kind {
        PluginFaultKind::HashMismatch { expected, actual, .. } => {
            arguments.extend([("expected", expected.clone()), ("actual", actual.clone())]);
        }
        PluginFaultKind::Untrusted { actual, .. } => arguments.push(("actual", actual.clone())),
        _ => {}
    }
    let mut what = messages.text(&key, &arguments);
    if !fault.last_words.is_empty() {
        what.push_str(&tr!(messages, "fault-last-words", words = fault.last_words));
    }
    let (id, version, path) = (&fault.id, &fault.version, fault.path.display());
    let message = tr!(messages, "plugin-fault", id = id, version = version, path = path, what = what);
    arguments.push(("path", path.to_string()));
    let own_help = own_help(fault).map_or_else(|| format!("{key}-help"), str::to_owned);
    let own_help = messages.find(&own_help, &arguments);
    (message, Some(own_help.unwrap_or_else(|| tr!(messages, "fault-help"))))
}

/// What to do about a plugin from elsewhere, which its user may vouch for.
fn own_help(fault: &PluginFault) -> Option<&'static str> {
    match &fault.kind {
        PluginFaultKind::Untrusted { .. } if !fault.bundled => Some("untrusted-help"),
        PluginFaultKind::HashMismatch { .. } if !fault.bundled => Some("hash-mismatch-help"),
        PluginFaultKind::Insecure(_) => Some("insecure-help"),
        _ => None,
    }
}

fn role_word(role: nianbao_host::manifest::Role) -> &'static str {
    match role {
        nianbao_host::manifest::Role::Import => "import",
        nianbao_host::manifest::Role::Export => "export",
    }
}
