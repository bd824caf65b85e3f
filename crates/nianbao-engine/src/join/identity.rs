//! Whose report it is, of which year, and how to reach the organ: from whichever piece says so.

use nianbao_core::finding::Severity;
use nianbao_core::report::Contact;

use super::{Difference, Joining, Piece};
use crate::recognize::are_one_organ;

/// Fills in organ, year, title, period, contact and sign-off.
pub(super) fn join(joining: &mut Joining<'_>) {
    let pieces = joining.pieces;
    join_organs(joining);
    join_years(joining);
    join_signatures(joining);
    let report = &mut joining.report;
    report.title = pieces.iter().find_map(|piece| piece.report().title.clone());
    report.period = pieces.iter().find_map(|piece| piece.report().period.clone());
    report.scope =
        pieces.iter().map(|piece| piece.report().scope).find(|scope| *scope != Default::default()).unwrap_or_default();
    let first =
        |field: fn(&Contact) -> &Option<String>| pieces.iter().find_map(|piece| field(&piece.report().contact).clone());
    report.contact = Contact {
        address: first(|contact| &contact.address),
        postcode: first(|contact| &contact.postcode),
        telephone: first(|contact| &contact.telephone),
        fax: first(|contact| &contact.fax),
        email: first(|contact| &contact.email),
        site: first(|contact| &contact.site),
    };
}

/// The fullest name counts, for 陈区镇人民政府 and 高平市陈区镇人民政府 are one organ.
fn join_organs(joining: &mut Joining<'_>) {
    let mut kept: Option<&Piece> = None;
    for piece in joining.pieces.iter().filter(|piece| !piece.report().organ.name.is_empty()) {
        let name = &piece.report().organ.name;
        match kept {
            Some(first) if are_one_organ(&first.report().organ.name, name) => {
                if name.len() > first.report().organ.name.len() {
                    kept = Some(piece);
                }
            }
            Some(first) => {
                let first_name = &first.report().organ.name;
                let (first_at, second_at) = (&first.name, &piece.name);
                let what = Difference { kind: "organ", name: "", first: first_name, second: name, first_at, second_at };
                joining.differ(Severity::Error, &what);
            }
            None => kept = Some(piece),
        }
    }
    if let Some(piece) = kept {
        joining.report.organ = piece.report().organ.clone();
    }
    let code = joining.pieces.iter().find_map(|piece| piece.report().organ.code.clone());
    joining.report.organ.code = joining.report.organ.code.take().or(code);
}

fn join_years(joining: &mut Joining<'_>) {
    let mut years = joining.pieces.iter().filter_map(|piece| Some((&piece.name, piece.report().year?)));
    let Some((first_at, year)) = years.next() else { return };
    joining.report.year = Some(year);
    if let Some((second_at, other)) = years.find(|(_, other)| *other != year) {
        let (first, second) = (year.to_string(), other.to_string());
        let what = Difference { kind: "year", name: "", first: &first, second: &second, first_at, second_at };
        joining.differ(Severity::Error, &what);
    }
}

fn join_signatures(joining: &mut Joining<'_>) {
    let mut signed = joining.pieces.iter().filter_map(|piece| Some((&piece.name, piece.report().signature.as_ref()?)));
    let Some((first_at, signature)) = signed.next() else { return };
    joining.report.signature = Some(signature.clone());
    let is_other = |(_, other): &(_, &nianbao_core::report::Signature)| {
        other.date != signature.date || !are_one_organ(&other.organ, &signature.organ)
    };
    if let Some((second_at, other)) = signed.find(is_other) {
        let first = format!("{} {}", signature.organ, signature.date);
        let second = format!("{} {}", other.organ, other.date);
        let what = Difference { kind: "signature", name: "", first: &first, second: &second, first_at, second_at };
        joining.differ(Severity::Error, &what);
    }
}
