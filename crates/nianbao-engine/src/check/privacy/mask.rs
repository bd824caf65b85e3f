//! Numbers and names as a finding may repeat them: without what makes them somebody's.

/// Numbers of fewer digits are figures.
const LONG: usize = 7;
/// Numbers of so many are an office's telephone or a date, unless letters stand before them.
const LANDLINE: [usize; 2] = [7, 8];
/// The same with the area's number, which begins with 0.
const WITH_AREA: [usize; 3] = [10, 11, 12];

/// A number with its middle left out: `110***********0019`.
pub(super) fn number(number: &str) -> String {
    let characters: Vec<char> = number.chars().collect();
    let length = characters.iter().filter(|c| c.is_alphanumeric()).count();
    let hidden = 3..characters.len().saturating_sub(if length > 11 { 4 } else { 2 }).max(3);
    let mask = |(index, &c): (usize, &char)| if hidden.contains(&index) { '*' } else { c };
    characters.iter().enumerate().map(mask).collect()
}

/// A person's name with all but the family name left out.
pub(super) fn name(name: &str) -> String {
    name.chars().enumerate().map(|(index, c)| if index == 0 { c } else { '*' }).collect()
}

/// A text in which every long number is masked but an office's telephone; blanks and dashes within a number do not end it.
pub(super) fn text(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || matches!(c, 'X' | 'x');
    let mut masked = String::with_capacity(text.len());
    let mut index = 0;
    while index < characters.len() {
        let mut end = index;
        while end < characters.len()
            && (is_digit(characters[end])
                || (end > index
                    && matches!(characters[end], ' ' | '-')
                    && characters.get(end + 1).copied().is_some_and(is_digit)))
        {
            end += 1;
        }
        let run = &characters[index..end.max(index + 1)];
        let follows_letter = index > 0 && characters[index - 1].is_ascii_alphanumeric();
        if run.iter().filter(|c| is_digit(**c)).count() >= LONG && (follows_letter || !is_landline(run)) {
            masked.push_str(&number(&run.iter().collect::<String>()));
        } else {
            masked.extend(run);
        }
        index += run.len();
    }
    masked
}

/// Whether a run of digits, with what groups them, is an office's telephone by its length and its first digit.
fn is_landline(run: &[char]) -> bool {
    let digits = run.iter().filter(|c| c.is_numeric()).count();
    let is_all_digits = run.iter().all(|c| c.is_numeric() || matches!(c, ' ' | '-'));
    let begins_with_area = matches!(run.first(), Some('0' | '０'));
    is_all_digits && (LANDLINE.contains(&digits) || begins_with_area && WITH_AREA.contains(&digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_left_out() {
        assert_eq!(number("11010519491231002X"), "110***********002X");
        assert_eq!(number("13812345678"), "138******78");
        assert_eq!(number("12"), "12");
        assert_eq!(name("欧阳甲"), "欧**");
        let masked = text("卡号6222 0200 0000 0000 000，收到12件");
        assert!(masked.starts_with("卡号622*") && masked.ends_with(" 000，收到12件"), "{masked}");
        assert!(!masked.contains("0200"), "{masked}");
        for landline in ["电话0356-5862575", "电话：0356—5862575", "（0356）5862575", "电话5862575"] {
            assert_eq!(text(landline), landline);
        }
        assert_eq!(text("手机139-1234-5678"), "手机139********78");
        assert_eq!(text("护照E12345678"), "护照E123***78");
    }
}
