//! What a command works with: messages, forms and the host, each made when it is first needed.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use nianbao_core::Form;
use nianbao_core::form;
use nianbao_engine::Recognizer;
use nianbao_engine::recognize::Known;
use nianbao_host::schema::PLUGIN_KEY;
use nianbao_host::{FormatOptions, GivenOption, GivenValue, Host, SearchPath, Workers, bundled_folder};

use crate::arguments::Common;
use crate::failure::Failure;
use crate::messages::Messages;
use crate::read::{Reader, StandardInput};
use crate::settings;

/// Plugins run on threads with this much stack; the contract promises them 8 MiB.
pub(crate) const STACK_BYTES: usize = 16 * 1024 * 1024;

pub(crate) struct Session {
    pub(crate) common: Common,
    pub(crate) messages: Messages,
    /// The user's lock file.
    pub(crate) lock: Option<PathBuf>,
    host: OnceLock<Host>,
    forms: OnceLock<Cow<'static, [Form]>>,
}

impl Session {
    pub(crate) fn new(common: Common, messages: Messages, lock: Option<PathBuf>) -> Self {
        Session { common, messages, lock, host: OnceLock::new(), forms: OnceLock::new() }
    }

    /// The plugins; their manifests are read at the first call.
    pub(crate) fn host(&self) -> &Host {
        self.host.get_or_init(|| {
            let mut host = Host::discover(&self.search_path(), self.messages.language);
            // What is wrong with the options is said by the commands that take any.
            for option in self.given_options().unwrap_or_default() {
                if option.key == PLUGIN_KEY
                    && let GivenValue::Text(id) | GivenValue::Typed(serde_json::Value::String(id)) = &option.value
                {
                    host.prefer(&option.format, id);
                }
            }
            match self.workers() {
                Some(workers) => host.with_workers(workers),
                None => host,
            }
        })
    }

    /// This very program serves as worker.
    fn workers(&self) -> Option<Workers> {
        let program = std::env::current_exe().ok().filter(|_| cfg!(unix))?;
        Some(Workers { program, bundled_in_process: self.common.in_process })
    }

    fn search_path(&self) -> SearchPath {
        let environment = std::env::var_os("NIANBAO_PLUGIN_PATH");
        SearchPath {
            // In full, so that what is said of a plugin can be pasted anywhere.
            given: self
                .common
                .plugin_dir
                .iter()
                .map(|path| std::path::absolute(path).unwrap_or(path.clone()))
                .collect(),
            environment: environment.map(|paths| std::env::split_paths(&paths).collect()).unwrap_or_default(),
            user: self.user_plugin_folder(),
            lock: self.lock.clone(),
            bundled: std::env::current_exe().ok().and_then(|executable| bundled_folder(&executable)),
        }
    }

    /// The folder that a user puts plugins into.
    pub(crate) fn user_plugin_folder(&self) -> Option<PathBuf> {
        user_data_folder().map(|folder| folder.join("nianbao").join("plugins"))
    }

    /// The built-in editions, and the one of `--form`, which takes the place of a built-in one of the same name.
    pub(crate) fn forms(&self) -> Result<&[Form], Failure> {
        if let Some(forms) = self.forms.get() {
            return Ok(forms);
        }
        let forms = self.read_forms()?;
        Ok(self.forms.get_or_init(|| forms))
    }

    fn read_forms(&self) -> Result<Cow<'static, [Form]>, Failure> {
        let Some(path) = &self.common.form else {
            return Ok(Cow::Borrowed(form::builtin()));
        };
        let text = fs::read_to_string(path).map_err(|error| {
            Failure::new("bad-form-file", None).with("reason", format_args!("{}: {error}", path.display()))
        })?;
        let name = path.display().to_string();
        let given =
            Form::parse(&name, &text).map_err(|error| Failure::new("bad-form-file", None).with("reason", error))?;
        let mut forms = form::builtin().to_vec();
        forms.retain(|form| form.edition != given.edition);
        forms.push(given);
        Ok(Cow::Owned(forms))
    }

    /// What the command line says of the report.
    pub(crate) fn known(&self) -> Known {
        Known { organ: self.common.organ.clone(), year: self.common.year }
    }

    /// The options of formats, by format: those of `nianbao.toml`, then those of `--set`, checked.
    pub(crate) fn options(&self) -> Result<BTreeMap<String, FormatOptions>, Failure> {
        let given = self.given_options()?;
        self.host().options(&given).map_err(Failure::Option)
    }

    /// What reads inputs, with what is known of their reports from elsewhere.
    pub(crate) fn reader(&self, known: Known) -> Result<Reader<'_>, Failure> {
        let host = self.host();
        let (forms, options) = (self.forms()?, self.options()?);
        let recognizer = Recognizer::new(forms);
        let from = self.common.from.as_deref();
        Ok(Reader { host, recognizer, known, from, options, stdin: StandardInput::default() })
    }

    fn given_options(&self) -> Result<Vec<GivenOption>, Failure> {
        let mut given = settings::format_options(self)?;
        for text in &self.common.set {
            let parsed = text.split_once('=').and_then(|(key, value)| Some((key.split_once('.')?, value)));
            let Some(((format, key), value)) = parsed else {
                return Err(Failure::new("bad-set", None).with("given", text));
            };
            given.push(GivenOption {
                format: format.to_owned(),
                key: key.to_owned(),
                value: GivenValue::Text(value.to_owned()),
                place: "--set".to_owned(),
                folder: PathBuf::new(),
            });
        }
        Ok(given)
    }

    /// Runs work on as many threads as `--jobs` says, each with a plugin's stack.
    pub(crate) fn on_threads<T: Send>(&self, work: impl FnOnce() -> T + Send) -> Result<T, Failure> {
        let jobs = usize::from(self.common.jobs.unwrap_or(0));
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(STACK_BYTES).build();
        let pool = pool.map_err(|error| Failure::new("jobs-error", None).with("reason", error))?;
        Ok(pool.install(work))
    }
}

/// The user's lock file; `NIANBAO_PLUGIN_LOCK` names another, as for a service that has no home. A relative one would be
/// another file in every folder, and passing it over would trust what the user's own file says.
pub(crate) fn users_lock_file() -> Result<Option<PathBuf>, Failure> {
    let named = std::env::var_os("NIANBAO_PLUGIN_LOCK").map(PathBuf::from).filter(|path| !path.as_os_str().is_empty());
    match named {
        Some(path) if !path.is_absolute() => {
            Err(Failure::new("relative-lock", Some("trust-no-place-help")).with("path", path.display()))
        }
        Some(path) => Ok(Some(path)),
        None => Ok(user_data_folder().map(|folder| folder.join("nianbao").join("plugins.lock"))),
    }
}

/// Where the system keeps a user's application data.
fn user_data_folder() -> Option<PathBuf> {
    let of_variable = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    if cfg!(windows) {
        of_variable("APPDATA")
    } else if cfg!(target_os = "macos") {
        of_variable("HOME").map(|home| home.join("Library").join("Application Support"))
    } else {
        of_variable("XDG_DATA_HOME").or_else(|| of_variable("HOME").map(|home| home.join(".local").join("share")))
    }
}
