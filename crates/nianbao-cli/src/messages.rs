//! The program's words in Chinese and English, from the Fluent files in `messages/`.
//!
//! `zh.ftl` and `en.ftl` hold what the commands say; `codes/` holds, for each letter of the codes, the sentence of each
//! finding and, as its attributes, what `nianbao explain` prints.

mod codes;

use std::collections::BTreeMap;

use codes::CodeWords;
pub(crate) use codes::Explanation;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use nianbao_host::MessageLanguage;
use unic_langid::LanguageIdentifier;

const ZH: &str = include_str!("messages/zh.ftl");
const EN: &str = include_str!("messages/en.ftl");

/// The arguments that messages choose a plural by.
const COUNTS: [&str; 4] = ["columns", "count", "grids", "rows"];

/// The messages of one language, for any thread.
pub(crate) struct Messages {
    pub(crate) language: MessageLanguage,
    bundle: FluentBundle<FluentResource>,
    codes: CodeWords,
}

/// Looks a message up and fills it in: `tr!(messages, "key", file = name)`.
macro_rules! tr {
    ($messages:expr, $key:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $messages.text($key, &[$((stringify!($name), $value.to_string())),*])
    };
}
pub(crate) use tr;

impl Messages {
    pub(crate) fn new(language: MessageLanguage) -> Self {
        let source = choose(language, ZH, EN);
        Messages { language, bundle: bundle(source, language), codes: CodeWords::new(language) }
    }

    /// What belongs to the language.
    pub(crate) fn choose<T>(&self, zh: T, en: T) -> T {
        choose(self.language, zh, en)
    }

    /// The message of a key; the key itself where there is none.
    pub(crate) fn text(&self, key: &str, arguments: &[(&str, String)]) -> String {
        self.find(key, arguments).unwrap_or_else(|| key.to_owned())
    }

    /// The message of a key, if there is one.
    pub(crate) fn find(&self, key: &str, arguments: &[(&str, String)]) -> Option<String> {
        sentence(&self.bundle, key, arguments)
    }

    /// The sentence of a finding's code.
    pub(crate) fn finding(&self, code: &str, arguments: &BTreeMap<&'static str, String>) -> String {
        let arguments: Vec<(&str, String)> = arguments.iter().map(|(name, value)| (*name, value.clone())).collect();
        let words = self.codes.bundle(code).and_then(|bundle| sentence(bundle, code, &arguments));
        words.unwrap_or_else(|| code.to_owned())
    }

    /// What is said of a code beside a finding's sentence.
    pub(crate) fn explanation(&self, code: &str) -> Option<Explanation> {
        self.codes.explanation(code)
    }

    /// Every code that has a sentence, in the order of the reference.
    pub(crate) fn codes(&self) -> Vec<&'static str> {
        self.codes.all()
    }
}

fn choose<T>(language: MessageLanguage, zh: T, en: T) -> T {
    match language {
        MessageLanguage::Zh => zh,
        MessageLanguage::En => en,
    }
}

fn bundle(source: &str, language: MessageLanguage) -> FluentBundle<FluentResource> {
    let id = choose(language, "zh", "en");
    let resource = FluentResource::try_new(source.to_owned()).expect("a test reads every message file");
    let mut bundle = FluentBundle::new_concurrent(vec![id.parse::<LanguageIdentifier>().expect("a language tag")]);
    // Isolation marks would stand around every value, visible in many terminals.
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).expect("a test reads every message file");
    bundle
}

fn sentence(bundle: &FluentBundle<FluentResource>, key: &str, arguments: &[(&str, String)]) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    // Only counts are numbers to Fluent: years and figures are shown with the digits they have.
    let value = |name: &str, value: &str| match value.parse::<u32>() {
        Ok(count) if COUNTS.contains(&name) => FluentValue::from(count),
        _ => FluentValue::from(value.to_owned()),
    };
    let arguments: FluentArgs<'_> = arguments.iter().map(|(name, text)| (*name, value(name, text))).collect();
    Some(bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned())
}

/// The keys of a Fluent file, without a parser of our own: what stands before ` = ` at the beginning of a line.
fn keys(source: &str) -> Vec<&str> {
    let is_entry = |line: &&str| line.starts_with(|c: char| c.is_ascii_alphabetic());
    source.lines().filter(is_entry).filter_map(|line| line.split_once(" =")).map(|(key, _)| key).collect()
}

/// The language wanted, else the locale's, else Chinese: only a locale that says otherwise gets English.
pub(crate) fn language(wanted: Option<&str>, locale: Option<&str>) -> MessageLanguage {
    let name = wanted.or(locale).unwrap_or("zh");
    let neutral = matches!(name, "C" | "POSIX") || name.starts_with("C.");
    if neutral || name.to_lowercase().starts_with("zh") { MessageLanguage::Zh } else { MessageLanguage::En }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_messages() {
        let (zh, en) = (keys(ZH), keys(EN));
        assert_eq!(zh, en);
        for language in [MessageLanguage::Zh, MessageLanguage::En] {
            let messages = Messages::new(language);
            for key in &zh {
                assert!(messages.find(key, &[]).is_some(), "{key}");
            }
        }
    }

    #[test]
    fn both_languages_have_the_same_codes() {
        let [zh, en] = [MessageLanguage::Zh, MessageLanguage::En].map(Messages::new);
        assert_eq!(zh.codes(), en.codes());
        for code in zh.codes() {
            for messages in [&zh, &en] {
                assert_ne!(messages.finding(code, &BTreeMap::new()), code, "the sentence of {code}");
                assert!(messages.explanation(code).is_some(), "the explanation of {code} in {:?}", messages.language);
            }
        }
    }

    #[test]
    fn the_language_is_the_wanted_one_else_the_locales() {
        assert_eq!(language(Some("en"), Some("zh-CN")), MessageLanguage::En);
        assert_eq!(language(None, Some("zh-CN")), MessageLanguage::Zh);
        assert_eq!(language(None, Some("de-DE")), MessageLanguage::En);
        assert_eq!(language(None, None), MessageLanguage::Zh);
    }
}
