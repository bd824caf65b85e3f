//! `nianbao plugin new`: the project of a format, which builds and passes the kit as it is.

use std::fs;
use std::path::{Path, PathBuf};

use nianbao_host::manifest::Role;
use nianbao_host::scaffold::{self, Language};

use crate::arguments::NewPluginArguments;
use crate::failure::Failure;
use crate::messages::tr;
use crate::session::Session;
use crate::{Outcome, say};

/// What a Rust project is built against, in the folder of the kit.
const CRATE: &str = "crates/nianbao-plugin";

pub(crate) fn run(session: &Session, arguments: &NewPluginArguments) -> Result<Outcome, Failure> {
    let language = match arguments.language.as_str() {
        "rust" => Language::Rust,
        "c" => Language::C,
        _ => Language::Python,
    };
    let role = if arguments.role == "import" { Role::Import } else { Role::Export };
    let name = &arguments.name;
    if !scaffold::is_name(name) {
        return Err(Failure::new("new-bad-name", None).with("name", name));
    }
    let folder = Path::new(name);
    if folder.exists() {
        return Err(Failure::new("new-exists", None).with("name", name));
    }
    // The crates are copied in, so that the project stands alone; those of a checkout are named, so that they are one.
    let sdk = match (language, &arguments.sdk) {
        (Language::Rust, Some(given)) => {
            let given = given.canonicalize().ok().filter(|given| given.join(CRATE).is_dir());
            Some(given.ok_or_else(|| no_sdk(arguments.sdk.as_deref()))?)
        }
        (Language::Rust, None) => Some(bundled_sdk().ok_or_else(|| no_sdk(None))?),
        _ => None,
    };
    let is_copied = arguments.sdk.is_none();
    let sdk_path = match &sdk {
        Some(sdk) if !is_copied => sdk.display().to_string(),
        _ => "sdk".to_owned(),
    };
    for (path, text) in scaffold::files(name, language, role, &sdk_path) {
        write(&folder.join(path), text.as_bytes())?;
    }
    if let Some(sdk) = sdk {
        // The versions of other crates that this program was built with.
        let lock = sdk.join("Cargo.lock");
        copy(&lock, &folder.join("Cargo.lock"))?;
        if is_copied {
            copy_folder(&sdk, &folder.join("sdk"))?;
        }
    }
    say(&tr!(session.messages, "new-made", name = name));
    Ok(Outcome::Clean)
}

/// The author's kit beside the executable, as `bin/nianbao` and `sdk/` stand in the assembled tree.
fn bundled_sdk() -> Option<PathBuf> {
    let executable = std::env::current_exe().ok()?;
    let sdk = executable.parent()?.parent()?.join("sdk");
    sdk.join(CRATE).is_dir().then_some(sdk)
}

fn no_sdk(given: Option<&Path>) -> Failure {
    let given = given.map(|path| path.display().to_string()).unwrap_or_else(|| "blank".to_owned());
    Failure::new("new-no-sdk", Some("new-no-sdk-help")).with("given", given)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(path, bytes));
    written.map_err(|error| Failure::write(path, &error))
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::copy(from, to).map(drop).map_err(|error| Failure::write(to, &error))
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::write(to, &error);
    fs::create_dir_all(to).map_err(failed)?;
    for entry in fs::read_dir(from).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let target = to.join(entry.file_name());
        if entry.file_type().map_err(failed)?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            copy(&entry.path(), &target)?;
        }
    }
    Ok(())
}
