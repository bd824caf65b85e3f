//! Document → page: what the template prints ([`view`]), its tables ([`table`], by [`layout`]), its charts
//! ([`chart`]), and safe text ([`escape`]).

mod chart;
mod escape;
mod layout;
mod table;
#[cfg(test)]
pub(crate) mod tests;
mod view;

use std::sync::LazyLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{Environment, Error, Output, State, UndefinedBehavior};
use nianbao_plugin::{Context, ExportJob, PluginError};

/// The built-in templates: the page with its styles, and the article alone.
const TEMPLATES: [(&str, &str); 2] = [
    ("page.html", include_str!("../templates/page.html")),
    ("fragment.html", include_str!("../templates/fragment.html")),
];

/// The option that asks for the article alone, to be pasted into a page that has its own head and styles.
const FRAGMENT: &str = "fragment";
/// The option that gives a site's own template in the place of the built-in ones. It is given the same values.
const TEMPLATE: &str = "template";

/// The page, or the article alone, as text in UTF-8.
pub(crate) fn page(job: &ExportJob, context: &Context<'_>) -> Result<String, PluginError> {
    // Compiling takes longer than printing, and a batch prints thousands of pages.
    static ENVIRONMENT: LazyLock<Result<Environment<'static>, Error>> = LazyLock::new(environment);

    let is_fragment = wants_fragment(job, context)?;
    let view = view::page(job, is_fragment, context)?;
    let broken = |error: &Error| broken(error, context);
    let environment = ENVIRONMENT.as_ref().map_err(broken)?;
    let own = own_template(job, context)?;
    let template = match &own {
        Some((name, source)) => environment.template_from_named_str(name, source),
        None => environment.get_template(if is_fragment { "fragment.html" } else { "page.html" }),
    };
    let template = template.map_err(|error| broken(&error))?;
    template.render(Value::from(Serde(view))).map_err(|error| broken(&error))
}

/// The name and the text of the site's own template, if one is given.
fn own_template<'a>(job: &'a ExportJob, context: &Context<'a>) -> Result<Option<(&'a str, &'a str)>, PluginError> {
    let Some(file) = context.file(&job.options, TEMPLATE) else {
        return Ok(None);
    };
    let bytes = file.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file.bytes);
    let Ok(source) = str::from_utf8(bytes) else {
        let message = context.say("网页模板不是 UTF-8 编码", "the page's template is not in UTF-8");
        return Err(PluginError::new("template", message).at(file.name));
    };
    Ok(Some((file.name, source)))
}

/// What is wrong with a template, and at which line.
fn broken(error: &Error, context: &Context<'_>) -> PluginError {
    let message = context.say("网页模板有误", "the page's template is faulty");
    let what = error.detail().map_or_else(|| error.kind().to_string(), |detail| format!("{}: {detail}", error.kind()));
    let broken = PluginError::new("template", format!("{message}: {what}"));
    match (error.name(), error.line()) {
        (Some(name), Some(line)) => broken.at(format!("{name}:{line}")),
        _ => broken,
    }
}

fn wants_fragment(job: &ExportJob, context: &Context<'_>) -> Result<bool, PluginError> {
    match job.options.get(FRAGMENT) {
        None => Ok(false),
        Some(value) => value.as_bool().ok_or_else(|| {
            let message = context.say("选项 html.fragment 应为 true 或 false", "option html.fragment is true or false");
            PluginError::new("option", message)
        }),
    }
}

fn environment() -> Result<Environment<'static>, Error> {
    let mut environment = Environment::new();
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_formatter(print_value);
    environment.add_filter("lines", |text: &str| Value::from_safe_string(escape::lines(text)));
    for (name, template) in TEMPLATES {
        environment.add_template(name, template)?;
    }
    Ok(environment)
}

/// Prints a value of the template: all text is escaped and rid of what HTML forbids, attributes included.
fn print_value(out: &mut Output, _state: &mut State, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(safe) if value.is_safe() => out.write_str(safe)?,
        Some(text) => escape::markup(text, out)?,
        None => write!(out, "{value}")?,
    }
    Ok(())
}
