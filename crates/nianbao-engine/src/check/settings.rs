//! Which rules are on, and how grave their findings are: the part of `nianbao.toml` that concerns checking.

use std::collections::BTreeMap;

use nianbao_core::finding::Severity;
use serde::Deserialize;

use super::rule::Rule;

/// What an office has set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// By code, for every organ.
    #[serde(default)]
    pub rules: BTreeMap<String, RuleSetting>,
    /// What holds for single organs.
    #[serde(default)]
    pub organ: Vec<OrganSettings>,
}

/// What an office has set for one organ.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganSettings {
    /// The organ's name as in its reports.
    pub name: String,
    /// By code.
    #[serde(default)]
    pub rules: BTreeMap<String, RuleSetting>,
}

/// What is set for one rule.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSetting {
    /// On, off, or a severity.
    pub switch: Switch,
    /// Why; a setting for a single organ must have one.
    pub reason: Option<String>,
    /// A bound that a local rule takes, such as the most characters of part one.
    pub limit: Option<u32>,
    /// Words that a local rule takes.
    #[serde(default)]
    pub words: Vec<String>,
}

/// Whether a rule runs, and how grave what it finds is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", from = "SwitchWord")]
pub enum Switch {
    /// The rule runs with its own severity.
    On,
    /// The rule does not run.
    Off,
    /// The rule runs, and what it finds is this grave.
    Severity(Severity),
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum SwitchWord {
    On,
    Off,
    Error,
    Warning,
    Hint,
}

impl From<SwitchWord> for Switch {
    fn from(word: SwitchWord) -> Self {
        match word {
            SwitchWord::On => Switch::On,
            SwitchWord::Off => Switch::Off,
            SwitchWord::Error => Switch::Severity(Severity::Error),
            SwitchWord::Warning => Switch::Severity(Severity::Warning),
            SwitchWord::Hint => Switch::Severity(Severity::Hint),
        }
    }
}

impl Settings {
    /// What is set for a rule; what is set for the organ goes before what is set for all.
    pub fn of(&self, code: &str, organ: &str) -> Option<&RuleSetting> {
        let own = self.organ.iter().filter(|settings| settings.name == organ);
        own.filter_map(|settings| settings.rules.get(code)).next().or_else(|| self.rules.get(code))
    }

    pub(super) fn switch(&self, code: &str, organ: &str) -> Option<Switch> {
        self.of(code, organ).map(|setting| setting.switch)
    }

    pub(super) fn runs(&self, rule: &Rule, organ: &str) -> bool {
        match self.switch(rule.code, organ) {
            Some(Switch::Off) => false,
            Some(_) => true,
            None => !rule.is_local,
        }
    }
}
