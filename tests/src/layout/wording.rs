//! How labels are worded in practice: the form's own variants, and the small differences of typing.

use crate::random::Random;

/// Which differences may occur; each strikes a third of the labels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// Another wording that the form knows: 规范性文件 for 行政规范性文件.
    pub variants: bool,
    /// Blanks within a label: `自 然 人`, `总　计`, and one stray blank in a long label.
    pub blanks: bool,
    /// Line breaks within a label, as in a narrow column.
    pub breaks: bool,
    /// One character a line, in labels of any length.
    pub upright: bool,
    /// Half-width brackets: `(三)`, `(单位:万元)`.
    pub half_width: bool,
    /// Other list numbers: `1、`, `1．`, `１.`, `1. `, or none at all.
    pub numbers: bool,
    /// No list numbers.
    pub unnumbered: bool,
    /// One character is lost from a label of twelve or more.
    pub losses: bool,
    /// Other quotation marks around 三安全一稳定.
    pub quotes: bool,
}

impl Wording {
    /// Any of the differences.
    pub(super) fn random(random: &mut Random) -> Self {
        Wording {
            variants: random.chance(50),
            blanks: random.chance(50),
            breaks: random.chance(50),
            upright: false,
            half_width: random.chance(50),
            numbers: random.chance(50),
            unnumbered: false,
            losses: false,
            quotes: random.chance(50),
        }
    }

    /// A label as somebody types it.
    pub(crate) fn apply(&self, random: &mut Random, label: &str, variants: &[String]) -> String {
        let strikes = |enabled: bool, random: &mut Random| enabled && random.chance(33);
        let (number, official) = split_number(label);
        let mut number = number.to_owned();
        let mut body = if strikes(self.variants && !variants.is_empty(), random) {
            random.pick(variants).clone()
        } else {
            official.to_owned()
        };
        if strikes(self.numbers, random) {
            number = renumber(random, &number);
        } else if strikes(self.unnumbered, random) {
            number.clear();
        }
        if strikes(self.losses, random) {
            body = lose_one(random, &body);
        }
        if strikes(self.quotes, random) {
            let pair = random.pick(&[('"', '"'), ('‘', '’'), ('「', '」'), ('＂', '＂')]);
            body = body.replace('“', &pair.0.to_string()).replace('”', &pair.1.to_string());
        }
        if strikes(self.blanks, random) {
            let blank = *random.pick(&[" ", "\u{3000}", "\u{a0}", "  "]);
            body = insert(random, &body, blank);
        } else if strikes(self.breaks, random) {
            body = insert(random, &body, "\n");
        } else if strikes(self.upright, random) {
            let letters: Vec<String> = body.chars().map(String::from).collect();
            body = letters.join("\n");
        }
        let label = format!("{number}{body}");
        if strikes(self.half_width, random) {
            let half = |letter| match letter {
                '（' => '(',
                '）' => ')',
                '：' => ':',
                '，' => ',',
                other => other,
            };
            return label.chars().map(half).collect();
        }
        label
    }
}

/// Short labels get the piece between all characters, long ones at one place.
fn insert(random: &mut Random, body: &str, piece: &str) -> String {
    let letters: Vec<String> = body.chars().map(String::from).collect();
    if letters.len() <= 6 {
        return letters.join(piece);
    }
    let place = 1 + random.below(letters.len() - 1);
    format!("{}{piece}{}", letters[..place].concat(), letters[place..].concat())
}

/// A long label without one of its characters: not the first or last, and no 不, 未, 无 or 没, without which it would
/// say the opposite.
fn lose_one(random: &mut Random, body: &str) -> String {
    const LONG: usize = 12;
    let mut letters: Vec<char> = body.chars().collect();
    let place = 1 + random.below(letters.len().saturating_sub(2));
    if letters.len() >= LONG && !"不未无没".contains(letters[place]) {
        letters.remove(place);
    }
    letters.into_iter().collect()
}

/// Another way to write a list number.
fn renumber(random: &mut Random, number: &str) -> String {
    if random.chance(15) {
        return String::new();
    }
    let bare = number.trim_end_matches(['.', '、']);
    if bare.starts_with(|first: char| first.is_ascii_digit()) {
        let wide = || -> String { bare.chars().map(full_width).collect() };
        return match random.below(5) {
            0 => format!("{bare}、"),
            1 => format!("{bare}．"),
            2 => format!("{bare}. "),
            3 => format!("{}.", wide()),
            _ => format!("{}．", wide()),
        };
    }
    match bare.strip_prefix('（').and_then(|rest| rest.strip_suffix('）')) {
        Some(inner) => format!("（ {inner} ）"),
        None if bare.is_empty() => String::new(),
        None => format!("{bare} 、"),
    }
}

/// `1` becomes `１`.
fn full_width(letter: char) -> char {
    match letter.to_digit(10) {
        Some(digit) => char::from_u32(0xff10 + digit).unwrap_or(letter),
        None => letter,
    }
}

/// Splits `一、`, `（一）` or `1.` off a label.
fn split_number(label: &str) -> (&str, &str) {
    let numeral = |letter: char| "一二三四五六七八九十".contains(letter);
    let end = if let Some(inner) = label.strip_prefix('（') {
        let rest = inner.trim_start_matches(numeral);
        (rest.len() < inner.len() && rest.starts_with('）')).then(|| label.len() - rest.len() + '）'.len_utf8())
    } else {
        let rest = label.trim_start_matches(|letter: char| numeral(letter) || letter.is_ascii_digit());
        let mark = rest.chars().next().filter(|mark| matches!(mark, '.' | '、'));
        let numbered = rest.len() < label.len();
        mark.filter(|_| numbered).map(|mark| label.len() - rest.len() + mark.len_utf8())
    };
    label.split_at(end.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_numbers_are_split_off() {
        for (label, number) in [
            ("一、本年新收", "一、"),
            ("（七）总计", "（七）"),
            ("1.属于国家秘密", "1."),
            ("（本列数据的勾稽关系为", ""),
            ("总计", ""),
        ] {
            assert_eq!(split_number(label).0, number);
        }
    }

    #[test]
    fn official_wording_stays() {
        let mut random = Random::new(1);
        assert_eq!(Wording::default().apply(&mut random, "3.危及“三安全一稳定”", &[]), "3.危及“三安全一稳定”");
    }

    #[test]
    fn rewording_keeps_the_characters() {
        let wording = Wording { blanks: true, breaks: true, ..Wording::default() };
        let mut random = Random::new(1);
        let mut changed = 0;
        for _ in 0..50 {
            let typed = wording.apply(&mut random, "自然人", &[]);
            let kept: String = typed.chars().filter(|letter| !letter.is_whitespace()).collect();
            assert_eq!(kept, "自然人");
            changed += u32::from(typed != kept);
        }
        assert!(changed > 10);
    }
}
