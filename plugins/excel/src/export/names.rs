//! Names of sheets: valid for every office suite, and no two alike.

use std::collections::BTreeSet;

use super::cell::fitting;

/// Excel's limit, in UTF-16 units.
const LONGEST: usize = 31;

/// The names given so far.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// In lower case, since case does not tell sheets apart.
    taken: BTreeSet<String>,
}

impl Names {
    /// A name as near to the wanted one as may be.
    pub(super) fn take(&mut self, wanted: &str) -> String {
        let base = valid(wanted);
        let mut name = base.clone();
        let mut number = 2_u32;
        while !self.taken.insert(name.to_lowercase()) {
            let ending = format!(" ({number})");
            name = format!("{}{ending}", fitting(&base, LONGEST - ending.len()));
            number += 1;
        }
        name
    }
}

fn valid(wanted: &str) -> String {
    let is_bad = |c: char| c.is_control() || "*?:[]\\/".contains(c);
    let name: String = wanted.chars().map(|c| if is_bad(c) { '_' } else { c }).collect();
    let name = fitting(name.trim_matches(|c: char| c == '\'' || c.is_whitespace()), LONGEST);
    let name = name.trim_end_matches('\'');
    // Excel keeps the name `History` for itself.
    match name {
        "" => "Sheet".to_owned(),
        name if name.eq_ignore_ascii_case("history") => format!("{name}_"),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_valid_and_told_apart() {
        let mut names = Names::default();
        for (wanted, given) in [
            ("表三", "表三"),
            ("表三", "表三 (2)"),
            ("a/b:c", "a_b_c"),
            ("A/B/C", "A_B_C (2)"),
            ("", "Sheet"),
            (" 'x' ", "x"),
            ("History", "History_"),
        ] {
            assert_eq!(names.take(wanted), given, "{wanted}");
        }
        let long = "政府信息公开".repeat(6);
        assert_eq!(names.take(&long).chars().count(), 31);
        assert_eq!(names.take(&long).chars().count(), 31);
    }
}
