//! `nianbao verify`: what files made by nianbao show, against the data that they carry.

use nianbao_core::form::Form;
use nianbao_core::{Finding, Report};
use nianbao_engine::compare::{Difference, DifferencePlace, as_printed, differences};
use nianbao_engine::recognize::Known;

use crate::arguments::VerifyArguments;
use crate::failure::{Failure, colon};
use crate::messages::{Messages, tr};
use crate::read::ReadInput;
use crate::session::Session;
use crate::{Outcome, findings, inputs, print, say};

/// Longer texts are cut to this many characters around the place where they differ.
const SHOWN: usize = 40;

pub(crate) fn run(session: &Session, arguments: &VerifyArguments) -> Result<Outcome, Failure> {
    let host = session.host();
    // The file alone is asked: what is known from elsewhere would fill in what it has lost.
    let reader = session.reader(Known::default())?;
    let (forms, messages) = (reader.recognizer.forms(), &session.messages);
    let collected = inputs::collect(&arguments.inputs, reader.from, false, host)?;
    let mut outcome = Outcome::Clean;
    let (mut without_data, mut no_reports) = (Vec::new(), Vec::new());
    for input in &collected.inputs {
        let read = session.on_threads(|| reader.read(input))?;
        let read = match read {
            Ok(ReadInput { carried: Some(carried), recognized, .. }) => Ok((recognized, carried)),
            // What is kept beside the outputs in their folder has nothing to be compared with.
            Ok(_) if input.found() => {
                without_data.push(input.display());
                continue;
            }
            Ok(_) => Err(vec![Failure::new("verify-no-data", Some("verify-no-data-help"))]),
            Err(failures) if input.found() && failures.iter().all(Failure::is_no_report) => {
                no_reports.push(input.display());
                continue;
            }
            Err(failures) => Err(failures),
        };
        let (recognized, carried) = match read {
            Ok(read) => read,
            Err(failures) => {
                say(&input.display());
                failures.iter().for_each(|failure| say(&failure.to_text(messages)));
                outcome = Outcome::Failed;
                continue;
            }
        };
        let visible = recognized.report;
        let mut found = differences(&visible, &carried);
        if !found.is_empty() {
            // A report without text or name is printed with places to fill in and the form's headings.
            found = differences(&visible, &as_printed(&carried, forms, &reader.recognizer));
        }
        // What the importer has to say of an output was not there when it was written: text laid over a page, an object.
        let mut remarks: Vec<Finding> = recognized.findings.into_iter().filter(|one| one.code == "L09").collect();
        findings::put_into_words(&mut remarks, forms, messages);
        if !found.is_empty() || !remarks.is_empty() {
            outcome = outcome.max(Outcome::Findings);
        }
        print(to_text(&input.display(), &visible, &found, &remarks, forms, messages).as_bytes())?;
    }
    let passed_over = without_data.len() + no_reports.len();
    if !without_data.is_empty() {
        say(&tr!(messages, "verify-skipped", files = without_data.join(", ")));
    }
    findings::say_what_was_passed_over(no_reports, &collected.passed_over, messages);
    // An output that has lost its data must not pass for one that was compared.
    if passed_over == collected.inputs.len() {
        return Err(Failure::new("verify-nothing", Some("verify-no-data-help")));
    }
    Ok(outcome)
}

fn to_text(
    name: &str,
    visible: &Report,
    found: &[Difference],
    remarks: &[Finding],
    forms: &[Form],
    messages: &Messages,
) -> String {
    let figures: usize = visible.tables.values().map(|table| table.cells.len()).sum();
    let verdict = match found.len() + remarks.len() {
        0 => tr!(messages, "verify-equal", figures = figures),
        count => tr!(messages, "verify-differs", count = count),
    };
    let mut text = format!("{name}{}{verdict}\n", colon(messages));
    for difference in found {
        let (visible_text, carried_text) = shown(difference, messages);
        let line = tr!(
            messages,
            "verify-difference",
            place = place(&difference.place, forms, messages),
            visible = visible_text,
            carried = carried_text
        );
        let at = match &difference.place {
            DifferencePlace::Cell(id) => visible.sources.get(id).map(|source| format!(" [{source}]")),
            _ => None,
        };
        text.push_str(&format!("  {line}{}\n", at.unwrap_or_default()));
    }
    for remark in remarks {
        let at = remark.source.as_ref().map(|source| format!(" [{}#{}]", source.file, source.locator));
        text.push_str(&format!("  {}{}\n", remark.message, at.unwrap_or_default()));
    }
    text
}

fn place(place: &DifferencePlace, forms: &[Form], messages: &Messages) -> String {
    let (kind, part, number) = match place {
        DifferencePlace::Cell(id) => return findings::cell_name(id, forms, messages),
        DifferencePlace::Organ => ("organ", 0, 0),
        DifferencePlace::Year => ("year", 0, 0),
        DifferencePlace::Title => ("title", 0, 0),
        DifferencePlace::Signature => ("signature", 0, 0),
        DifferencePlace::Preface(number) => ("preface", 0, *number),
        DifferencePlace::PartHeading(part) => ("heading", *part, 0),
        DifferencePlace::Text(part, number) => ("text", *part, *number),
        DifferencePlace::LocalTable(part) => ("table", *part, 0),
    };
    tr!(messages, "verify-place", kind = kind, part = part, number = number)
}

/// Both sides as they are shown: of long texts the stretch where they begin to differ.
fn shown(difference: &Difference, messages: &Messages) -> (String, String) {
    let none = || tr!(messages, "show-none");
    let (Some(visible), Some(carried)) = (&difference.visible, &difference.carried) else {
        let cut = |text: &Option<String>| text.as_ref().map_or_else(none, |text| stretch(text, 0));
        return (cut(&difference.visible), cut(&difference.carried));
    };
    let common = visible.chars().zip(carried.chars()).take_while(|(one, other)| one == other).count();
    (stretch(visible, common), stretch(carried, common))
}

/// So many characters of a text, with a little before the place that matters.
fn stretch(text: &str, place: usize) -> String {
    let count = text.chars().count();
    if count <= SHOWN {
        return nianbao_host::printable(text);
    }
    let start = place.saturating_sub(SHOWN / 4).min(count - SHOWN.min(count));
    let piece: String = text.chars().skip(start).take(SHOWN).collect();
    let before = if start > 0 { "…" } else { "" };
    let after = if start + SHOWN < count { "…" } else { "" };
    format!("{before}{}{after}", nianbao_host::printable(&piece))
}
