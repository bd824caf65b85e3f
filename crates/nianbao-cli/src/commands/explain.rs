//! `nianbao explain`: what a code looks at, why it matters, and how to mend what it finds.

use nianbao_engine::check::catalogue;

use crate::arguments::ExplainArguments;
use crate::failure::Failure;
use crate::findings::severity_word;
use crate::messages::{Explanation, Messages, tr};
use crate::session::Session;
use crate::table::{self, TERMINAL};
use crate::{Outcome, print};

const INDENT: &str = "  ";

pub(crate) fn run(session: &Session, arguments: &ExplainArguments) -> Result<Outcome, Failure> {
    let messages = &session.messages;
    let text = match &arguments.code {
        Some(given) => {
            let code = canonical(given);
            let unknown = || {
                let known = messages.codes().join(" ");
                Failure::new("unknown-code", None).with("code", given).with("known", known)
            };
            for_terminal(&code, &messages.explanation(&code).ok_or_else(unknown)?, messages)
        }
        None => page(messages),
    };
    print(text.as_bytes())?;
    Ok(Outcome::Clean)
}

fn for_terminal(code: &str, explanation: &Explanation, messages: &Messages) -> String {
    let mut lines = table::wrap(&format!("{code} {}", explanation.name), TERMINAL);
    lines.extend(table::wrap(&gravity(code, messages), TERMINAL));
    for (title, section) in explanation.sections(messages) {
        lines.push(String::new());
        lines.push(title);
        for paragraph in section.lines() {
            lines.extend(table::wrap(&format!("{INDENT}{paragraph}"), TERMINAL));
        }
    }
    format!("{}\n", lines.join("\n"))
}

/// How grave what the code finds is, and whether it is looked for at all.
fn gravity(code: &str, messages: &Messages) -> String {
    match catalogue::find(code) {
        Some(rule) if rule.is_local => {
            tr!(messages, "explain-local", severity = severity_word(rule.severity, messages))
        }
        // What reading, plugins and outputs say is no rule.
        _ => match catalogue::severity(code) {
            Some(severity) => severity_word(severity, messages),
            None => tr!(messages, "explain-no-rule"),
        },
    }
}

/// The reference page of every code, as Markdown.
fn page(messages: &Messages) -> String {
    let mut text = format!("# {}\n\n{}\n", tr!(messages, "codes-title"), tr!(messages, "codes-about"));
    let mut letter = None;
    for code in messages.codes() {
        if letter != code.chars().next() {
            letter = code.chars().next();
            let group = code.get(..1).unwrap_or_default();
            text.push_str(&format!("\n## {group} {}\n", messages.text(&format!("codes-{group}"), &[])));
        }
        let explanation = messages.explanation(code);
        let name = explanation.as_ref().map(|explanation| explanation.name.as_str()).unwrap_or_default();
        text.push_str(&format!(
            "\n### {}\n\n{}\n",
            escaped(format!("{code} {name}").trim_end()),
            gravity(code, messages)
        ));
        for (title, section) in explanation.iter().flat_map(|explanation| explanation.sections(messages)) {
            // A line break of the message file stays one.
            let section: Vec<String> = section.lines().map(escaped).collect();
            text.push_str(&format!("\n**{title}**{}{}\n", tr!(messages, "colon"), section.join("\\\n")));
        }
    }
    text
}

/// A text in which nothing is taken for Markdown.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if "\\`*_[]<>|#".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// `R01` for `r1`.
fn canonical(given: &str) -> String {
    let given = given.trim().to_uppercase();
    let Some(letter) = given.chars().next() else { return given };
    match given[letter.len_utf8()..].parse::<u8>() {
        Ok(number) => format!("{letter}{number:02}"),
        Err(_) => given,
    }
}

#[cfg(test)]
mod tests {
    use nianbao_host::MessageLanguage;

    use super::*;

    #[test]
    fn codes_are_taken_without_their_zero_and_in_small_letters() {
        assert_eq!(canonical("r1"), "R01");
        assert_eq!(canonical("R01"), "R01");
        assert_eq!(canonical("N12"), "N12");
        assert_eq!(canonical("是"), "是");
    }

    #[test]
    fn the_page_names_every_code_under_a_title_of_its_group() {
        for language in [MessageLanguage::Zh, MessageLanguage::En] {
            let messages = Messages::new(language);
            let page = page(&messages);
            for code in messages.codes() {
                assert!(page.contains(&format!("\n### {code}")), "{code}");
                assert!(!page.contains(&format!("codes-{}", &code[..1])), "group {code} has no title");
            }
        }
    }

    #[test]
    fn what_markdown_would_read_is_escaped() {
        assert_eq!(escaped("****年 [1] a_b"), "\\*\\*\\*\\*年 \\[1\\] a\\_b");
    }
}
