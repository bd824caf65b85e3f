//! `nianbao plugin`: what plugins there are, from their manifests and option schemas, without opening any library. The
//! commands that change what is trusted, run the tests over a plugin or begin a new one are modules of their own.

mod check;
mod new;
mod trust;

use std::fmt::Write;
use std::path::Path;

use nianbao_host::manifest::{Format, Role};
use nianbao_host::schema::{OptionsSchema, plain};
use nianbao_host::{Found, HostError, SkipReason, hash_directory, printable};

use crate::arguments::{PluginCommand, PluginFolder};
use crate::failure::{Failure, colon};
use crate::messages::{Messages, tr};
use crate::session::Session;
use crate::table;
use crate::{Outcome, print, say};

pub(crate) fn run(session: &Session, command: &PluginCommand) -> Result<Outcome, Failure> {
    match command {
        PluginCommand::List => list(session),
        PluginCommand::Show { id } => show(session, id),
        PluginCommand::Trust(PluginFolder { folder }) => trust::run(session, folder),
        PluginCommand::Untrust { id } => trust::withdraw(session, id),
        PluginCommand::Check(arguments) => check::run(session, arguments),
        PluginCommand::New(arguments) => new::run(session, arguments),
        PluginCommand::Lock { directory } => lock(directory),
    }
}

fn list(session: &Session) -> Result<Outcome, Failure> {
    let messages = &session.messages;
    let host = session.host();
    let rows: Vec<[String; 5]> = host.plugins().map(|found| describe(found, messages)).collect();
    if rows.is_empty() {
        say(&tr!(messages, "plugin-none", searched = searched(session)));
    }
    let mut widths = [0; 5];
    for row in &rows {
        row.iter().enumerate().for_each(|(column, text)| widths[column] = widths[column].max(table::width(text)));
    }
    let mut text = String::new();
    for row in &rows {
        let line: Vec<String> = row.iter().zip(widths).map(|(text, width)| table::left(text, width)).collect();
        let _ = writeln!(text, "{}", line.join("  ").trim_end());
    }
    print(text.as_bytes())?;
    for skipped in host.skipped() {
        let directory = printable(&skipped.directory.display().to_string());
        match &skipped.reason {
            SkipReason::Hidden { id, by } => {
                let by = printable(&by.display().to_string());
                say(&format!("{directory}: {}, {} ({by})", printable(id), tr!(messages, "plugin-hidden")))
            }
            SkipReason::BadManifest(reason) => {
                say(&format!("{directory}: {}: {}", tr!(messages, "plugin-broken"), printable(reason)))
            }
        }
    }
    Ok(Outcome::Clean)
}

fn show(session: &Session, id: &str) -> Result<Outcome, Failure> {
    let messages = &session.messages;
    let host = session.host();
    let Some(found) = host.plugins().find(|found| found.manifest.id == id) else {
        let known: Vec<String> = host.plugins().map(|found| found.manifest.id.clone()).collect();
        return Err(Failure::new("unknown-plugin", None).with("id", id).with("known", known.join(", ")));
    };
    let manifest = &found.manifest;
    let mut lines = vec![
        format!("{} {} · {}", manifest.id, manifest.version, name(found, messages)),
        format!("{}  {}", tr!(messages, "plugin-directory"), found.directory.display()),
    ];
    let mut line = |key: &str, value: &Option<String>| {
        lines.extend(value.as_ref().map(|value| format!("{}  {}", messages.text(key, &[]), printable(value))));
    };
    line("plugin-publisher", &manifest.publisher);
    line("plugin-license", &manifest.license);
    for format in &manifest.format {
        let role = messages.text(role_key(format.role), &[]);
        let endings: Vec<String> = format.extensions.iter().map(|ending| format!(".{ending}")).collect();
        lines.push(format!("{}  {role} {} ({})", tr!(messages, "plugin-formats"), format.id, endings.join(" ")));
        lines.extend(options(&nianbao_host::schema_of(found, format).map_err(HostError::Fault)?, format, messages));
    }
    lines.push(origin(found, messages));
    print(format!("{}\n", lines.join("\n")).as_bytes())?;
    Ok(Outcome::Clean)
}

fn lock(directory: &Path) -> Result<Outcome, Failure> {
    let lock = hash_directory(directory).map_err(|error| Failure::new("broken-lock", None).with("reason", error))?;
    print(lock.to_text("Written by the build: the files that this nianbao loads.").as_bytes())?;
    Ok(Outcome::Clean)
}

fn describe(found: &Found, messages: &Messages) -> [String; 5] {
    let formats = |role: Role| {
        let ids: Vec<&str> = found
            .manifest
            .format
            .iter()
            .filter(|format| format.role == role)
            .map(|format: &Format| format.id.as_str())
            .collect();
        if ids.is_empty() { String::new() } else { format!("{} {}", messages.text(role_key(role), &[]), ids.join(" ")) }
    };
    let formats: Vec<String> =
        [formats(Role::Import), formats(Role::Export)].into_iter().filter(|text| !text.is_empty()).collect();
    [
        found.manifest.id.clone(),
        found.manifest.version.clone(),
        name(found, messages),
        formats.join(", "),
        origin(found, messages),
    ]
}

/// The options of a format, two lines each: what may be given, and what it is for.
fn options(schema: &OptionsSchema, format: &Format, messages: &Messages) -> Vec<String> {
    let mut lines = Vec::new();
    for (key, property) in &schema.properties {
        let values = if property.is_file() {
            tr!(messages, "option-kind-file")
        } else if property.allowed.is_empty() {
            messages.text(&format!("option-kind-{}", property.kind.word()), &[])
        } else {
            property.allowed.iter().map(plain).collect::<Vec<_>>().join("|")
        };
        let default = property.default.as_ref().map(plain);
        let default = default.map(|default| tr!(messages, "option-default", value = printable(&default)));
        let line = [Some(format!("  --set {}.{key}={}", format.id, printable(&values))), default];
        lines.push(line.into_iter().flatten().collect::<Vec<_>>().join("  "));
        let words = [property.title(messages.language), property.description(messages.language)];
        let words: Vec<String> = words.into_iter().flatten().map(printable).collect();
        if !words.is_empty() {
            lines.push(format!("      {}", words.join(colon(messages))));
        }
    }
    lines
}

fn name(found: &Found, messages: &Messages) -> String {
    printable(messages.choose(&found.manifest.name.zh, &found.manifest.name.en))
}

fn origin(found: &Found, messages: &Messages) -> String {
    if found.bundled {
        tr!(messages, "plugin-bundled")
    } else {
        format!("{} {}", tr!(messages, "plugin-extra"), found.directory.display())
    }
}

fn role_key(role: Role) -> &'static str {
    match role {
        Role::Import => "plugin-reads",
        Role::Export => "plugin-writes",
    }
}

fn searched(session: &Session) -> String {
    let searched = session.host().searched().iter().map(|path| path.display().to_string());
    searched.collect::<Vec<_>>().join(", ")
}
