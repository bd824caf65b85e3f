//! `nianbao form`: the cells of an edition, with ids, labels, units and relations.

use std::fmt::Write;

use nianbao_core::form::{Form, FormCell};
use serde_json::json;

use crate::arguments::{FormArguments, TextFormat};
use crate::failure::Failure;
use crate::messages::{Messages, tr};
use crate::session::Session;
use crate::{Outcome, print};

pub(crate) fn run(session: &Session, arguments: &FormArguments) -> Result<Outcome, Failure> {
    let forms = session.forms()?;
    let form = match &arguments.edition {
        Some(edition) => forms.iter().find(|form| form.edition == *edition).ok_or_else(|| {
            let known: Vec<&str> = forms.iter().map(|form| form.edition.as_str()).collect();
            Failure::new("unknown-edition", None).with("edition", edition).with("known", known.join(", "))
        })?,
        None => forms.iter().max_by_key(|form| form.first_year).expect("there is a built-in form"),
    };
    let text = match arguments.format {
        TextFormat::Human => to_text(form, &session.messages),
        TextFormat::Json => to_json(form),
    };
    print(text.as_bytes())?;
    Ok(Outcome::Clean)
}

fn to_text(form: &Form, messages: &Messages) -> String {
    let mut text = String::new();
    let edition = messages.choose(&form.name.zh, &form.name.en);
    let _ = writeln!(
        text,
        "{}",
        tr!(messages, "form-cells", edition = edition, basis = form.basis, count = form.cell_count())
    );
    for table in &form.tables {
        let number = form.part_of_table(&table.id).map(nianbao_engine::parts::numeral).unwrap_or_default();
        let part = tr!(messages, "form-part", number = number);
        let _ = writeln!(text, "\n{} · {part} · {}", table.id, messages.choose(&table.name.zh, &table.name.en));
        for cell in table.cells() {
            let _ = writeln!(text, "  {}  {}（{}）", cell.id(), labels(&cell, messages).join(" / "), cell.band().unit);
        }
        if !table.equations.is_empty() {
            let _ = writeln!(text, "  {}", tr!(messages, "form-relations"));
        }
        for equation in &table.equations {
            let side = |terms: &[nianbao_core::form::Term]| {
                let terms: Vec<String> = terms.iter().map(|term| term_text(term, messages)).collect();
                terms.join(" + ").replace("+ -", "- ")
            };
            let _ = writeln!(text, "  {}  {} = {}", equation.code, side(&equation.left), side(&equation.right));
        }
    }
    text
}

fn term_text(term: &nianbao_core::form::Term, messages: &Messages) -> String {
    let sign = if term.negative { "-" } else { "" };
    let prior = if term.prior { format!("[{}]", tr!(messages, "form-prior")) } else { String::new() };
    format!("{sign}{}{prior}", term.cell)
}

fn labels(cell: &FormCell<'_>, messages: &Messages) -> Vec<String> {
    let band = cell.band().label.clone();
    band.into_iter()
        .chain(cell.labels().into_iter().map(|node| messages.choose(&node.label, &node.en).clone()))
        .collect()
}

fn to_json(form: &Form) -> String {
    let cells: Vec<_> = form
        .tables
        .iter()
        .flat_map(|table| table.cells())
        .map(|cell| {
            let labels: Vec<&str> = cell.labels().into_iter().map(|node| node.label.as_str()).collect();
            let en: Vec<&str> = cell.labels().into_iter().map(|node| node.en.as_str()).collect();
            json!({
                "id": cell.id(), "band": cell.band().label, "labels": labels, "en": en,
                "unit": cell.band().unit, "input": cell.band().input,
            })
        })
        .collect();
    let relations: Vec<_> = form.tables.iter().flat_map(|table| &table.equations).collect();
    let parts: Vec<_> =
        form.parts.iter().map(|part| json!({ "heading": part.heading, "en": part.en, "table": part.table })).collect();
    let form = json!({
        "edition": form.edition, "name": form.name, "basis": form.basis, "first_year": form.first_year,
        "parts": parts, "cells": cells, "relations": relations,
    });
    let mut text = serde_json::to_string_pretty(&form).expect("plain values");
    text.push('\n');
    text
}
