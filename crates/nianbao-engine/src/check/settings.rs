//! Which rules are on, and how grave their findings are: the part of `nianbao.toml` that concerns checking.

use std::collections::BTreeMap;
use std::fmt;

use nianbao_core::Finding;
use nianbao_core::finding::Severity;
use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{Deserializer, Error, MapAccess, Visitor};

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

/// What is set for one rule: a table, or its switch alone, as in `F05 = "off"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSetting {
    /// On, off, or a severity.
    pub switch: Switch,
    /// Why; a setting for a single organ must have one.
    pub reason: Option<String>,
    /// A bound that a local rule takes, such as the most characters of part one.
    pub limit: Option<u32>,
    /// Words that a local rule takes.
    pub words: Vec<String>,
}

/// A [`RuleSetting`] written out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WholeSetting {
    switch: Switch,
    reason: Option<String>,
    limit: Option<u32>,
    #[serde(default)]
    words: Vec<String>,
}

impl<'de> Deserialize<'de> for RuleSetting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        // An untagged enum would say of any mistake only that nothing fits.
        impl<'de> Visitor<'de> for Either {
            type Value = RuleSetting;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a switch such as \"off\", or a table with one")
            }

            fn visit_str<E: Error>(self, word: &str) -> Result<RuleSetting, E> {
                let switch = Switch::deserialize(StrDeserializer::<E>::new(word))?;
                Ok(RuleSetting { switch, reason: None, limit: None, words: Vec::new() })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RuleSetting, A::Error> {
                let whole = Deserialize::deserialize(MapAccessDeserializer::new(map))?;
                let WholeSetting { switch, reason, limit, words } = whole;
                Ok(RuleSetting { switch, reason, limit, words })
            }
        }
        deserializer.deserialize_any(Either)
    }
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

    /// Applies what is set to a finding: `None` where its code is switched off, else with the severity that is set.
    pub fn apply(&self, mut finding: Finding, organ: &str) -> Option<Finding> {
        match self.switch(&finding.code, organ) {
            Some(Switch::Off) => return None,
            Some(Switch::Severity(severity)) => finding.severity = severity,
            Some(Switch::On) | None => {}
        }
        Some(finding)
    }

    /// The codes that are switched off for an organ, each with its setting.
    pub fn switched_off(&self, organ: &str) -> impl Iterator<Item = (&str, &RuleSetting)> {
        let own = self.organ.iter().filter(move |settings| settings.name == organ).flat_map(|own| own.rules.keys());
        let mut codes: Vec<&str> = self.rules.keys().chain(own).map(String::as_str).collect();
        codes.sort_unstable();
        codes.dedup();
        let set = codes.into_iter().filter_map(move |code| Some((code, self.of(code, organ)?)));
        set.filter(|(_, setting)| setting.switch == Switch::Off)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(text: &str) -> Result<Settings, String> {
        toml::from_str(text).map_err(|error| error.message().to_owned())
    }

    #[test]
    fn a_rule_is_set_by_a_word_or_by_a_table() {
        let read = settings(
            "[rules]\nF05 = \"off\"\nS11 = { switch = \"on\", limit = 1000 }\nT03 = \"hint\"\n\
             [[organ]]\nname = \"甲镇人民政府\"\nrules.T03 = { switch = \"off\", reason = \"本省用宗\" }\n",
        )
        .expect("it is well written");
        assert_eq!(read.rules["F05"].switch, Switch::Off);
        assert_eq!(read.rules["S11"].limit, Some(1000));
        assert_eq!(read.switch("T03", "乙镇人民政府"), Some(Switch::Severity(Severity::Hint)));
        let off = |organ: &str| read.switched_off(organ).map(|(code, _)| code.to_owned()).collect::<Vec<_>>();
        assert_eq!(off("甲镇人民政府"), ["F05", "T03"]);
        assert_eq!(off("乙镇人民政府"), ["F05"]);
        let finding = |code: &str| Finding::new(code, Severity::Error);
        assert_eq!(read.apply(finding("F05"), ""), None);
        assert_eq!(read.apply(finding("T03"), "").map(|finding| finding.severity), Some(Severity::Hint));
        assert_eq!(read.apply(finding("R01"), ""), Some(finding("R01")));
    }

    #[test]
    fn what_cannot_be_meant_is_an_error() {
        for (text, reason) in [
            ("rules.F05 = \"of\"", "of"),
            ("rules.F05 = 3", "a switch"),
            ("rules.F05 = { reason = \"x\" }", "switch"),
            ("rules.F05 = { switch = \"off\", limits = 3 }", "limits"),
            ("rule.F05 = \"off\"", "rule"),
        ] {
            let error = settings(text).expect_err(text);
            assert!(error.contains(reason), "{text}: {error}");
        }
    }
}
