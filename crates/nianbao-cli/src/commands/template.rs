//! `nianbao template`: the blank form of a year as a workbook that watches over what is filled in.

use std::path::Path;

use nianbao_core::Report;
use nianbao_engine::blank_form;
use nianbao_engine::recognize::Known;

use crate::arguments::TemplateArguments;
use crate::failure::Failure;
use crate::inputs::{self, Input};
use crate::messages::tr;
use crate::output;
use crate::session::Session;
use crate::{Outcome, say};

const FORMAT: &str = "xlsx";

pub(crate) fn run(session: &Session, arguments: &TemplateArguments) -> Result<Outcome, Failure> {
    let host = session.host();
    let forms = session.forms()?;
    let output = arguments.output.as_path();
    let is_workbook = output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(FORMAT));
    if output != Path::new("-") && !is_workbook {
        return Err(Failure::new("bad-output", Some("bad-output-help"))
            .with("output", output.display())
            .with("wanted", FORMAT));
    }
    let prior = match &arguments.prior {
        Some(path) => {
            let given = [path.clone().into_os_string()];
            let collected = inputs::collect(&given, session.common.from.as_deref(), true, host)?;
            let plan: Vec<_> = collected.inputs.iter().map(|input| (output.to_owned(), input)).take(1).collect();
            output::check_plan(&plan, &collected.inputs)?;
            collected.inputs.first().map(|input| read_prior(session, input)).transpose()?
        }
        None => None,
    };
    let of_prior = prior.as_ref().and_then(|prior| prior.year);
    let year = session.common.year.or(of_prior.map(|year| year + 1));
    let year = year.ok_or_else(|| Failure::new("template-needs-year", None))?;
    if let Some(of_prior) = of_prior.filter(|of_prior| of_prior + 1 != year) {
        say(&tr!(session.messages, "template-other-year", prior = of_prior, year = year));
    }
    let date = crate::date::source_date();
    let (report, document) = blank_form(session.common.organ.as_deref(), year, prior.as_ref(), forms, date.as_deref());
    let options = session.options()?.remove(FORMAT).unwrap_or_default().with("template", true);
    let written = host.export(FORMAT, &document, &report, prior.as_ref(), &options)?;
    output::write(output, &written.bytes)?;
    if output != Path::new("-") {
        say(&tr!(session.messages, "wrote", path = output.display()));
    }
    Ok(Outcome::Clean)
}

fn read_prior(session: &Session, input: &Input) -> Result<Report, Failure> {
    // What the command line says of the year is said of the form, not of last year's report.
    let reader = session.reader(Known::default())?;
    let read = session.on_threads(|| reader.read(input))?;
    Ok(read.map_err(|mut failures| failures.remove(0))?.recognized.report)
}
