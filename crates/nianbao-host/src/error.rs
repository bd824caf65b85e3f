//! What can go wrong between nianbao and a plugin.

use std::fmt;
use std::path::PathBuf;

use nianbao_plugin::manifest::Role;
use nianbao_plugin::protocol::PluginError;

/// Why a file was not read or written.
#[derive(Clone, Debug)]
pub enum HostError {
    /// The plugin says, in its own words, why the file cannot be read or written.
    Refused {
        /// The plugin's id; empty where the host itself refuses.
        plugin: String,
        /// Its words.
        error: PluginError,
    },
    /// The plugin broke the contract, or may not be used.
    Fault(PluginFault),
    /// No plugin serves the format.
    NoPlugin {
        /// Import or export.
        role: Role,
        /// The format asked for.
        format: String,
        /// The formats there are.
        known: Vec<String>,
        /// Every folder that was searched.
        searched: Vec<PathBuf>,
        /// Folders passed over, with the reason.
        broken: Vec<String>,
    },
    /// Several plugins serve the format.
    Ambiguous {
        /// Import or export.
        role: Role,
        /// The format asked for.
        format: String,
        /// The plugins with their folders.
        plugins: Vec<String>,
    },
}

/// The host's words for a broken contract.
#[derive(Clone, Debug)]
pub struct PluginFault {
    /// The plugin's id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its folder.
    pub path: PathBuf,
    /// Whether it came with nianbao.
    pub bundled: bool,
    /// What it did.
    pub kind: PluginFaultKind,
    /// The end of what it logged and wrote to standard error, cleaned for a terminal.
    pub last_words: String,
}

/// What a plugin did, or why it may not be used.
#[derive(Clone, Debug)]
pub enum PluginFaultKind {
    /// No lock file vouches for it.
    Untrusted {
        /// The file that was asked about.
        file: String,
        /// What it hashes to.
        actual: String,
    },
    /// Others than the user can change it, or what vouches for it.
    Insecure(String),
    /// Its library is not the one that the lock file vouches for.
    HashMismatch {
        /// The file.
        file: String,
        /// What the lock file says.
        expected: String,
        /// What it hashes to.
        actual: String,
    },
    /// Its manifest, or what the manifest names, is broken.
    BadManifest(String),
    /// It speaks another version, or is not made for this machine.
    Incompatible(String),
    /// The system could not load it.
    LoadFailed(String),
    /// It has no entry.
    MissingSymbol,
    /// It went on for too long.
    Timeout {
        /// What it was given.
        seconds: u64,
    },
    /// A signal ended its process.
    Crashed {
        /// The signal's name.
        signal: String,
    },
    /// It was at fault too often to be tried again in this run.
    Disabled {
        /// How often in a row.
        faults: u32,
    },
    /// It sent or took more than it may.
    LimitExceeded(Limit),
    /// It answered what the protocol does not allow.
    Protocol(String),
    /// It panicked and said so.
    Panicked(String),
}

/// What there is a limit to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// What a call answers.
    Response,
    /// The file that an export makes.
    File,
    /// Files that a process writes for itself.
    Disk,
}

impl Limit {
    /// A stable word for the limit, for messages in any language.
    pub fn word(self) -> &'static str {
        match self {
            Limit::Response => "response",
            Limit::File => "file",
            Limit::Disk => "disk",
        }
    }
}

impl PluginFaultKind {
    /// A stable word for the kind, for messages in any language.
    pub fn word(&self) -> &'static str {
        match self {
            PluginFaultKind::Untrusted { .. } => "untrusted",
            PluginFaultKind::Insecure(_) => "insecure",
            PluginFaultKind::HashMismatch { .. } => "hash-mismatch",
            PluginFaultKind::BadManifest(_) => "bad-manifest",
            PluginFaultKind::Incompatible(_) => "incompatible",
            PluginFaultKind::LoadFailed(_) => "load-failed",
            PluginFaultKind::MissingSymbol => "missing-symbol",
            PluginFaultKind::Timeout { .. } => "timeout",
            PluginFaultKind::Crashed { .. } => "crashed",
            PluginFaultKind::Disabled { .. } => "disabled",
            PluginFaultKind::LimitExceeded(_) => "limit-exceeded",
            PluginFaultKind::Protocol(_) => "protocol",
            PluginFaultKind::Panicked(_) => "panicked",
        }
    }

    /// What there is to say beyond the kind, cleaned for a terminal.
    pub fn detail(&self) -> String {
        match self {
            PluginFaultKind::Untrusted { file, .. } | PluginFaultKind::HashMismatch { file, .. } => printable(file),
            PluginFaultKind::Insecure(text)
            | PluginFaultKind::BadManifest(text)
            | PluginFaultKind::Incompatible(text)
            | PluginFaultKind::LoadFailed(text)
            | PluginFaultKind::Protocol(text)
            | PluginFaultKind::Panicked(text) => printable(text),
            PluginFaultKind::LimitExceeded(limit) => limit.word().to_owned(),
            PluginFaultKind::Crashed { signal } => signal.clone(),
            PluginFaultKind::Timeout { seconds } => seconds.to_string(),
            PluginFaultKind::Disabled { faults } => faults.to_string(),
            PluginFaultKind::MissingSymbol => String::new(),
        }
    }

    /// A fault of loading by its word, as a worker reports it.
    #[cfg(unix)]
    pub(crate) fn of_loading(word: &str, text: String) -> Option<Self> {
        match word {
            "incompatible" => Some(PluginFaultKind::Incompatible(text)),
            "load-failed" => Some(PluginFaultKind::LoadFailed(text)),
            "missing-symbol" => Some(PluginFaultKind::MissingSymbol),
            _ => None,
        }
    }
}

impl fmt::Display for PluginFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let PluginFault { id, version, path, kind, .. } = self;
        write!(f, "{id} {version} ({}): {}", path.display(), kind.word())?;
        match kind {
            PluginFaultKind::HashMismatch { file, expected, actual } => {
                write!(f, ": {file} is {actual}, not {expected}")
            }
            PluginFaultKind::Untrusted { file, actual } => write!(f, ": {file} is {actual}"),
            kind if kind.detail().is_empty() => Ok(()),
            kind => write!(f, ": {}", kind.detail()),
        }
    }
}

/// How much of a plugin's text is shown.
const MOST_SHOWN: usize = 500;

/// The end of what a process wrote, on one line and made safe for a terminal. Rust's account of who called whom is left
/// out: it is long, and says nothing to those who read this.
pub(crate) fn last_words(log: &[u8]) -> String {
    let text = String::from_utf8_lossy(log);
    let is_call = |line: &str| {
        let after_number = line.trim_start_matches(|c: char| c.is_ascii_digit());
        line.starts_with("at ") || after_number.len() < line.len() && after_number.starts_with(": ")
    };
    let is_note = |line: &str| line.starts_with("note: ") || line == "stack backtrace:";
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !is_call(line) && !is_note(line));
    let text = lines.collect::<Vec<_>>().join(" / ");
    let surplus = text.chars().count().saturating_sub(MOST_SHOWN);
    printable(&text.chars().skip(surplus).collect::<String>())
}

/// A plugin's text made safe for a terminal: control and bidirectional characters escaped, and cut.
pub fn printable(text: &str) -> String {
    let mut shown = String::new();
    for (index, c) in text.chars().enumerate() {
        if index == MOST_SHOWN {
            shown.push('…');
            break;
        }
        let steers =
            c.is_control() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        if steers && c != '\n' { shown.extend(c.escape_unicode()) } else { shown.push(c) }
    }
    shown
}
