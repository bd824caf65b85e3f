//! The words of each code: its finding's sentence, and what `nianbao explain` prints. One file a letter and language,
//! read when a code of the letter is first asked for.

use std::sync::OnceLock;

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use nianbao_host::MessageLanguage;

use super::Messages;

/// The letters, with the file of each language.
macro_rules! letters {
    ($($letter:literal),*) => {
        &[$(($letter, include_str!(concat!("codes/zh/", $letter, ".ftl")), include_str!(concat!("codes/en/", $letter, ".ftl")))),*]
    };
}

/// In the order in which the reference lists them.
const LETTERS: &[(&str, &str, &str)] = letters!["S", "I", "F", "R", "Y", "N", "T", "V", "L", "P", "G"];

/// What is said of a code beside a finding's sentence; each is an attribute of its message.
pub(crate) struct Explanation {
    /// What the rule is about, in a few words.
    pub(crate) name: String,
    /// What it looks at.
    pub(crate) looks: String,
    /// Why it matters, with its basis in law or form.
    pub(crate) matters: String,
    /// An example that breaks it.
    pub(crate) wrong: String,
    /// The same, right.
    pub(crate) right: String,
    /// How to mend it.
    pub(crate) mend: String,
}

impl Explanation {
    /// Its sections in order, each under its title.
    pub(crate) fn sections(&self, messages: &Messages) -> Vec<(String, &str)> {
        let sections = [
            ("looks", &self.looks),
            ("matters", &self.matters),
            ("wrong", &self.wrong),
            ("right", &self.right),
            ("mend", &self.mend),
        ];
        let titled = sections.into_iter().map(|(key, section)| {
            let title = messages.text(&format!("explain-{key}"), &[]);
            (title, section.as_str())
        });
        titled.collect()
    }
}

/// The words of all codes in one language.
pub(super) struct CodeWords {
    language: MessageLanguage,
    bundles: Vec<OnceLock<FluentBundle<FluentResource>>>,
}

impl CodeWords {
    pub(super) fn new(language: MessageLanguage) -> Self {
        CodeWords { language, bundles: LETTERS.iter().map(|_| OnceLock::new()).collect() }
    }

    /// The messages that a code's sentence is among.
    pub(super) fn bundle(&self, code: &str) -> Option<&FluentBundle<FluentResource>> {
        let index = LETTERS.iter().position(|(letter, ..)| code.starts_with(letter))?;
        Some(self.bundles[index].get_or_init(|| super::bundle(self.source(index), self.language)))
    }

    fn source(&self, index: usize) -> &'static str {
        let (_, zh, en) = LETTERS[index];
        super::choose(self.language, zh, en)
    }

    /// What is said of a code; `None` where there is no such code, or it is not explained.
    pub(super) fn explanation(&self, code: &str) -> Option<Explanation> {
        let bundle = self.bundle(code)?;
        let message = bundle.get_message(code)?;
        let attribute = |name: &str| {
            let pattern = message.get_attribute(name)?.value();
            Some(bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned())
        };
        Some(Explanation {
            name: attribute("name")?,
            looks: attribute("looks")?,
            matters: attribute("matters")?,
            wrong: attribute("wrong")?,
            right: attribute("right")?,
            mend: attribute("mend")?,
        })
    }

    /// Every code that has a sentence, in the order of the reference.
    pub(super) fn all(&self) -> Vec<&'static str> {
        (0..LETTERS.len()).flat_map(|index| super::keys(self.source(index))).collect()
    }
}
