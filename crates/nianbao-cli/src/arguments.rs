//! The command line's shape. Its words are put in by `localize`, from the message files.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use nianbao_core::report::YEARS;

#[derive(Parser)]
#[command(name = "nianbao", version, disable_help_subcommand = true, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Common options stand after a command's own in its help.
const AFTER_OWN: usize = 100;

/// Options that every command takes.
#[derive(Args, Default)]
pub(crate) struct Common {
    #[arg(long, global = true, display_order = AFTER_OWN)]
    pub(crate) join: bool,
    #[arg(long, global = true, display_order = AFTER_OWN, value_name = "zh|en", value_parser = ["zh", "en"], hide_possible_values = true)]
    pub(crate) lang: Option<String>,
    #[arg(long, global = true, display_order = AFTER_OWN, value_name = "NAME")]
    pub(crate) organ: Option<String>,
    #[arg(long, global = true, display_order = AFTER_OWN, value_name = "N", value_parser = clap::value_parser!(i32).range(i64::from(*YEARS.start())..=i64::from(*YEARS.end())))]
    pub(crate) year: Option<i32>,
    #[arg(long, global = true, display_order = AFTER_OWN, value_name = "FILE")]
    pub(crate) form: Option<PathBuf>,
    #[arg(long, global = true, display_order = AFTER_OWN, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    #[arg(long, global = true, display_order = AFTER_OWN, value_name = "FORMAT")]
    pub(crate) from: Option<String>,
    #[arg(long, global = true, display_order = AFTER_OWN, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) jobs: Option<u16>,
    #[arg(long, global = true, display_order = AFTER_OWN, value_name = "FORMAT.KEY=VALUE")]
    pub(crate) set: Vec<String>,
    #[arg(long, global = true, display_order = AFTER_OWN, value_name = "DIR")]
    pub(crate) plugin_dir: Vec<PathBuf>,
    /// Runs bundled plugins in this process, to debug them.
    #[arg(long, global = true, hide = true)]
    pub(crate) in_process: bool,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    Convert(ConvertArguments),
    Check(CheckArguments),
    Show(ShowArguments),
    Verify(VerifyArguments),
    Form(FormArguments),
    Template(TemplateArguments),
    Explain(ExplainArguments),
    Plugin {
        #[command(subcommand)]
        command: PluginCommand,
    },
    Completions {
        shell: Shell,
    },
    #[command(name = "plugin-worker", hide = true)] // what the host starts; it never comes to parsing this
    PluginWorker {
        #[arg(num_args = 0.., trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
}

impl Command {
    /// What a command that reads reports is given to read.
    pub(crate) fn inputs(&self) -> Option<&[OsString]> {
        match self {
            Command::Convert(arguments) => Some(&arguments.inputs),
            Command::Check(arguments) => Some(&arguments.inputs),
            Command::Show(arguments) => Some(&arguments.inputs),
            Command::Verify(arguments) => Some(&arguments.inputs),
            _ => None,
        }
    }
}

#[derive(Args)]
pub(crate) struct ConvertArguments {
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<OsString>,
    #[arg(long, required = true, value_delimiter = ',', value_name = "FORMAT,…")]
    pub(crate) to: Vec<String>,
    #[arg(short, long, value_name = "DIR|FILE|-")]
    pub(crate) output: Option<PathBuf>,
    #[arg(long, value_name = "PATTERN")]
    pub(crate) name: Option<String>,
    #[arg(long, value_name = "FILE|DIR")]
    pub(crate) prior: Option<PathBuf>,
    #[arg(long)]
    pub(crate) strict: bool,
}

#[derive(Args)]
pub(crate) struct CheckArguments {
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<OsString>,
    #[arg(long, value_name = "FILE|DIR")]
    pub(crate) prior: Option<PathBuf>,
    #[arg(long = "format", id = "check-format", value_name = "FORMAT", value_enum, default_value_t = CheckFormat::Human, hide_possible_values = true, hide_default_value = true)]
    pub(crate) format: CheckFormat,
    #[arg(long, value_name = "DIR")]
    pub(crate) marked: Option<PathBuf>,
    #[arg(long)]
    pub(crate) all: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    Human,
    Json,
    Jsonl,
    Sarif,
}

#[derive(Args)]
pub(crate) struct ExplainArguments {
    #[arg(required_unless_present = "every")]
    pub(crate) code: Option<String>,
    /// Prints the reference page of every code instead.
    #[arg(long = "all", id = "every", hide = true, conflicts_with = "code")]
    pub(crate) every: bool,
}

#[derive(Args)]
pub(crate) struct ShowArguments {
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<OsString>,
    #[arg(long = "where")]
    pub(crate) sources: bool,
}

#[derive(Args)]
pub(crate) struct VerifyArguments {
    #[arg(required = true, value_name = "FILE")]
    pub(crate) inputs: Vec<OsString>,
}

#[derive(Args)]
pub(crate) struct FormArguments {
    pub(crate) edition: Option<String>,
    #[arg(long, value_enum, default_value_t = TextFormat::Human, hide_possible_values = true, hide_default_value = true)]
    pub(crate) format: TextFormat,
}

#[derive(Args)]
pub(crate) struct TemplateArguments {
    #[arg(long, id = "template-prior", value_name = "FILE|DIR")]
    pub(crate) prior: Option<PathBuf>,
    #[arg(short, long, id = "template-output", value_name = "FILE", required = true)]
    pub(crate) output: PathBuf,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextFormat {
    Human,
    Json,
}

#[derive(Subcommand)]
pub(crate) enum PluginCommand {
    List,
    Show {
        id: String,
    },
    Trust(PluginFolder),
    Untrust {
        id: String,
    },
    Check(CheckPluginArguments),
    New(NewPluginArguments),
    #[command(hide = true)] // for the build, which vouches for what it has built
    Lock {
        directory: PathBuf,
    },
}

#[derive(Args)]
pub(crate) struct CheckPluginArguments {
    #[arg(id = "plugin-folder", value_name = "DIR")]
    pub(crate) folder: PathBuf,
    #[arg(long, id = "check-strict")]
    pub(crate) strict: bool,
    #[arg(long, value_name = "TEST")]
    pub(crate) only: Vec<String>,
    #[arg(long, value_name = "DIR")]
    pub(crate) samples: Option<PathBuf>,
    #[arg(long)]
    pub(crate) json: bool,
    #[arg(long, hide = true)] // between the command and the processes that it starts
    pub(crate) verdict: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct NewPluginArguments {
    #[arg(id = "plugin-name", value_name = "NAME")]
    pub(crate) name: String,
    // Takes the place of the option of the same name that every command has.
    #[arg(long = "lang", id = "lang", value_name = "rust|c|python", value_parser = ["rust", "c", "python"], hide_possible_values = true, required = true)]
    pub(crate) language: String,
    #[arg(long, value_name = "import|export", value_parser = ["import", "export"], hide_possible_values = true)]
    pub(crate) role: String,
    #[arg(long, value_name = "DIR")]
    pub(crate) sdk: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct PluginFolder {
    #[arg(id = "plugin-folder", value_name = "DIR")]
    pub(crate) folder: PathBuf,
}

/// The value of `--lang` before the command line is parsed, since parsing itself may have to speak.
pub(crate) fn wanted_language(arguments: impl Iterator<Item = OsString>) -> Option<String> {
    let arguments: Vec<String> = arguments.map(|argument| argument.to_string_lossy().into_owned()).collect();
    let inline = arguments.iter().find_map(|argument| argument.strip_prefix("--lang=").map(str::to_owned));
    let next =
        || arguments.iter().position(|argument| argument == "--lang").and_then(|at| arguments.get(at + 1).cloned());
    inline.or_else(next).filter(|language| language == "zh" || language == "en")
}
