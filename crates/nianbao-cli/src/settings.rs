//! What an office has set in `nianbao.toml`: which rules are off, how grave findings are, and the options of formats.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use nianbao_core::finding::SwitchedOff;
use nianbao_engine::check::{OrganSettings, RuleSetting, Settings};
use nianbao_host::{GivenOption, GivenValue};
use serde::Deserialize;
use toml::Spanned;

use crate::failure::Failure;
use crate::messages::{Messages, tr};
use crate::session::Session;

/// Read from the working folder, unless `--config` names another.
const FILE_NAME: &str = "nianbao.toml";

/// The file as it is written, with the place of each setting.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    #[serde(default)]
    rules: Rules,
    #[serde(default)]
    organ: Vec<OrganSource>,
    /// The options of formats, by format and name.
    #[serde(default)]
    format: BTreeMap<String, BTreeMap<String, Spanned<toml::Value>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OrganSource {
    name: Spanned<String>,
    #[serde(default)]
    rules: Rules,
}

type Rules = BTreeMap<String, Spanned<RuleSetting>>;

/// The settings of `--config`, else of the working folder's file, else none.
pub(crate) fn load(session: &Session) -> Result<Settings, Failure> {
    match read(session)? {
        Some((path, text)) => parse(&path.display().to_string(), &text, &session.messages),
        None => Ok(Settings::default()),
    }
}

/// The options of formats in the same file, not yet checked.
pub(crate) fn format_options(session: &Session) -> Result<Vec<GivenOption>, Failure> {
    match read(session)? {
        Some((path, text)) => parse_options(path, &text),
        None => Ok(Vec::new()),
    }
}

/// The file, if there is one.
fn read(session: &Session) -> Result<Option<(&Path, String)>, Failure> {
    let given = session.common.config.as_deref();
    let path = given.unwrap_or(Path::new(FILE_NAME));
    match fs::read_to_string(path) {
        Err(error) if given.is_none() && error.kind() == io::ErrorKind::NotFound => Ok(None),
        read => read
            .map(|text| Some((path, text)))
            .map_err(|error| bad_file(&path.display().to_string(), &error.to_string())),
    }
}

fn bad_file(place: &str, reason: &str) -> Failure {
    Failure::new("bad-config", None).with("place", place).with("reason", reason)
}

/// A place in the file, for people.
fn place(name: &str, text: &str, at: usize) -> String {
    format!("{name}:{}", text.get(..at).unwrap_or(text).matches('\n').count() + 1)
}

fn source(name: &str, text: &str) -> Result<Source, Failure> {
    toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        bad_file(&place(name, text, at), error.message().trim())
    })
}

fn parse_options(path: &Path, text: &str) -> Result<Vec<GivenOption>, Failure> {
    let name = path.display().to_string();
    let mut options = Vec::new();
    for (format, values) in source(&name, text)?.format {
        for (key, value) in values {
            let place = place(&name, text, value.span().start);
            let typed =
                serde_json::to_value(value.into_inner()).map_err(|error| bad_file(&place, &error.to_string()))?;
            let folder = path.parent().map(Path::to_owned).unwrap_or_default();
            options.push(GivenOption { format: format.clone(), key, value: GivenValue::Typed(typed), place, folder });
        }
    }
    Ok(options)
}

fn parse(name: &str, text: &str, messages: &Messages) -> Result<Settings, Failure> {
    let fault = |at: usize, reason: &str| bad_file(&place(name, text, at), reason);
    let source = source(name, text)?;
    let known = messages.codes();
    let take = |rules: Rules, needs_reason: bool| -> Result<BTreeMap<String, RuleSetting>, Failure> {
        for (code, setting) in &rules {
            let at = setting.span().start;
            if !known.contains(&code.as_str()) {
                return Err(fault(at, &tr!(messages, "config-unknown-code", code = code)));
            }
            let has_reason = setting.get_ref().reason.as_ref().is_some_and(|reason| !reason.trim().is_empty());
            if needs_reason && !has_reason {
                return Err(fault(at, &tr!(messages, "config-needs-reason", code = code)));
            }
        }
        Ok(rules.into_iter().map(|(code, setting)| (code, setting.into_inner())).collect())
    };
    let mut settings = Settings { rules: take(source.rules, false)?, ..Settings::default() };
    for OrganSource { name, rules } in source.organ {
        if name.get_ref().trim().is_empty() {
            return Err(fault(name.span().start, &tr!(messages, "config-organ-without-name")));
        }
        settings.organ.push(OrganSettings { name: name.into_inner(), rules: take(rules, true)? });
    }
    Ok(settings)
}

/// What is switched off for a report of an organ, with whether it is so for all.
pub(crate) fn switched_off(settings: &Settings, organ: &str) -> Vec<SwitchedOff> {
    let own = |code: &str| settings.organ.iter().any(|own| own.name == organ && own.rules.contains_key(code));
    let off = settings.switched_off(organ).map(|(code, setting)| SwitchedOff {
        code: code.to_owned(),
        organ: own(code).then(|| organ.to_owned()),
        reason: setting.reason.clone(),
    });
    off.collect()
}

#[cfg(test)]
mod tests {
    use nianbao_host::MessageLanguage;

    use super::*;

    #[track_caller]
    fn refused(text: &str, words: &[&str]) {
        let messages = Messages::new(MessageLanguage::Zh);
        let said = parse("nianbao.toml", text, &messages).expect_err(text).to_text(&messages);
        for word in words {
            assert!(said.contains(word), "{word:?} is not in {said:?}");
        }
    }

    #[test]
    fn faults_are_named_with_line_and_reason() {
        refused("[rules]\nL01 = \"off\"\nR99 = \"off\"\n", &["nianbao.toml:3", "R99"]);
        refused("[rules]\nL01 = \"of\"\n", &["nianbao.toml:2", "of"]);
        refused("\n[rule]\nL01 = \"off\"\n", &["nianbao.toml:2", "rule"]);
        refused("[[organ]]\nname = \"甲局\"\nrules.L01 = \"off\"\n", &["nianbao.toml:3", "L01", "reason"]);
        refused("[[organ]]\nname = \" \"\n", &["nianbao.toml:2"]);
        refused("[rules\n", &["nianbao.toml:1"]);
    }

    #[test]
    fn an_organs_own_settings_are_told_from_those_for_all() {
        let messages = Messages::new(MessageLanguage::Zh);
        let text = "rules.L01 = \"off\"\n[[organ]]\nname = \"甲局\"\n\
                    rules.L05 = { switch = \"off\", reason = \"另表上报\" }\n";
        let settings = parse("nianbao.toml", text, &messages).expect("it is well written");
        let off = |organ| {
            let off = switched_off(&settings, organ).into_iter();
            off.map(|off| (off.code, off.organ, off.reason)).collect::<Vec<_>>()
        };
        let for_all = ("L01".to_owned(), None, None);
        assert_eq!(off("乙局"), std::slice::from_ref(&for_all));
        let own = ("L05".to_owned(), Some("甲局".to_owned()), Some("另表上报".to_owned()));
        assert_eq!(off("甲局"), [for_all, own]);
    }
}
