//! `nianbao explain`: what a code looks at, why it matters, and how to mend what it finds.

use crate::failure::Failure;
use crate::messages::{Explanation, tr};
use crate::session::Session;
use crate::{Outcome, print};

pub(crate) fn run(session: &Session, given: &str) -> Result<Outcome, Failure> {
    let messages = &session.messages;
    let code = canonical(given);
    let Some(Explanation { name, looks, matters, wrong, right, mend }) = messages.explanation(&code) else {
        let known = messages.codes().join(" ");
        return Err(Failure::new("unknown-code", None).with("code", given).with("known", known));
    };
    let mut text = format!("{code} {name}\n");
    let sections = [("looks", looks), ("matters", matters), ("wrong", wrong), ("right", right), ("mend", mend)];
    for (key, section) in sections {
        let title = messages.text(&format!("explain-{key}"), &[]);
        text.push_str(&format!("\n{title}{}{section}\n", tr!(messages, "colon")));
    }
    print(text.as_bytes())?;
    Ok(Outcome::Clean)
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
    use super::canonical;

    #[test]
    fn codes_are_taken_without_their_zero_and_in_small_letters() {
        assert_eq!(canonical("r1"), "R01");
        assert_eq!(canonical("R01"), "R01");
        assert_eq!(canonical("N12"), "N12");
        assert_eq!(canonical("是"), "是");
    }
}
