//! Numbers and names as a finding may repeat them: without what makes them somebody's.

/// Numbers of fewer digits are figures.
const LONG: usize = 7;

/// A number with its middle left out: `110***********0019`.
pub(super) fn number(number: &str) -> String {
    let characters: Vec<char> = number.chars().collect();
    let hidden = 3..characters.len().saturating_sub(if characters.len() > 11 { 4 } else { 2 }).max(3);
    let mask = |(index, &c): (usize, &char)| if hidden.contains(&index) { '*' } else { c };
    characters.iter().enumerate().map(mask).collect()
}

/// A person's name with all but the family name left out.
pub(super) fn name(name: &str) -> String {
    name.chars().enumerate().map(|(index, c)| if index == 0 { c } else { '*' }).collect()
}

/// A text in which every long number is masked; blanks and dashes within a number do not end it.
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
        if run.iter().filter(|c| is_digit(**c)).count() >= LONG {
            masked.push_str(&number(&run.iter().collect::<String>()));
        } else {
            masked.extend(run);
        }
        index += run.len();
    }
    masked
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
        assert!(!text("电话0356-5862575").contains("5862575"));
    }
}
