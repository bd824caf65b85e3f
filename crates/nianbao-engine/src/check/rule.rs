//! What a rule is, and where its findings go.

use nianbao_core::Finding;
use nianbao_core::finding::{Severity, Source};

use super::facts::Facts;
use super::settings::Settings;

/// One rule: one idea, one code.
#[derive(Clone, Copy)]
pub struct Rule {
    /// A letter and two digits.
    pub code: &'static str,
    /// How grave a breach is, where the rule does not say otherwise of a case.
    pub severity: Severity,
    /// What must be there for it to run.
    pub(super) needs: Needs,
    /// Whether it is off until `nianbao.toml` sets it.
    pub is_local: bool,
    /// Looks at the facts and adds what it finds.
    pub(super) run: fn(&Facts<'_>, &mut Findings<'_>),
}

impl Rule {
    /// A rule that runs unless it is switched off.
    pub(super) const fn new(
        code: &'static str,
        severity: Severity,
        needs: Needs,
        run: fn(&Facts<'_>, &mut Findings<'_>),
    ) -> Self {
        Rule { code, severity, needs, is_local: false, run }
    }

    /// The same rule, off until `nianbao.toml` sets it.
    pub(super) const fn local(self) -> Self {
        Rule { is_local: true, ..self }
    }
}

/// What must be there for a rule to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Needs {
    /// Nothing more than a report.
    Report,
    /// Text of the report's own.
    Prose,
    /// Last year's report.
    Prior,
    /// Text of the report's own and of last year's.
    PriorProse,
}

/// The findings so far, with the settings applied to each.
pub(crate) struct Findings<'s> {
    settings: &'s Settings,
    organ: &'s str,
    rule: Option<&'static Rule>,
    found: Vec<Finding>,
}

impl<'s> Findings<'s> {
    pub(super) fn new(settings: &'s Settings, organ: &'s str) -> Self {
        Findings { settings, organ, rule: None, found: Vec::new() }
    }

    pub(super) fn run(&mut self, rule: &'static Rule, facts: &Facts<'_>) {
        self.rule = Some(rule);
        let before = self.found.len();
        (rule.run)(facts, self);
        self.found[before..].iter_mut().for_each(|finding| place(finding, facts));
    }

    /// The code of the running rule.
    pub(crate) fn code(&self) -> &'static str {
        self.rule.expect("rules are run by `run`").code
    }

    /// A finding of the running rule, with its severity; to be filled in and given to [`add`](Self::add).
    pub(crate) fn new_finding(&self) -> Finding {
        let rule = self.rule.expect("rules are run by `run`");
        Finding::new(rule.code, rule.severity)
    }

    /// Adds a finding; a severity that the settings give its code goes before its own.
    pub(crate) fn add(&mut self, finding: Finding) {
        self.found.extend(self.settings.apply(finding, self.organ));
    }

    /// What was found so far, for rules that keep silent where another has spoken.
    pub(crate) fn found(&self) -> &[Finding] {
        &self.found
    }

    pub(super) fn into_vec(self) -> Vec<Finding> {
        self.found
    }
}

/// Gives a finding that quotes a sentence, and names no other place, the sentence's own.
fn place(finding: &mut Finding, facts: &Facts<'_>) {
    if finding.source.is_none()
        && finding.cell.is_none()
        && let Some(sentence) = finding.arguments.get("sentence")
        && !sentence.is_empty()
    {
        finding.source = facts.places().of_sentence(sentence).map(Source::at);
    }
}
