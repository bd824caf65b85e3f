//! A number in the writing that a list asks for.

/// Beyond this, numbers are written in digits; no list is so long.
const LARGEST: u32 = 99_999;

/// Writes a number in a format of Word's; one that is not known is written in digits.
pub(super) fn format(number: u32, format: &str) -> String {
    let other = match format {
        _ if number > LARGEST => None,
        "none" => Some(String::new()),
        "decimalZero" | "01, 02, 03, ..." => Some(format!("{number:02}")),
        "001, 002, 003, ..." => Some(format!("{number:03}")),
        "decimalFullWidth" | "decimalFullWidth2" => Some(full_width(number)),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => enclosed(number, '①'),
        "decimalEnclosedParen" => enclosed(number, '⑴'),
        "decimalEnclosedFullstop" => enclosed(number, '⒈'),
        "ideographEnclosedCircle" => nth(number, "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => Some(counting(number, "〇一二三四五六七八九", "十百千")),
        "chineseLegalSimplified" => Some(counting(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟")),
        "ideographLegalTraditional" => Some(counting(number, "零壹貳參肆伍陸柒捌玖", "拾佰仟")),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => Some(
            number
                .to_string()
                .chars()
                .filter_map(|digit| digit_of("〇一二三四五六七八九", digit.to_digit(10)?))
                .collect(),
        ),
        "ideographTraditional" => nth(number, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => nth(number, "子丑寅卯辰巳午未申酉戌亥"),
        "upperRoman" => Some(roman(number)),
        "lowerRoman" => Some(roman(number).to_lowercase()),
        "upperLetter" => letters(number),
        "lowerLetter" => letters(number).map(|letters| letters.to_lowercase()),
        _ => None,
    };
    other.unwrap_or_else(|| number.to_string())
}

fn full_width(number: u32) -> String {
    number.to_string().chars().filter_map(|digit| digit_of("０１２３４５６７８９", digit.to_digit(10)?)).collect()
}

/// Characters with a number inside, of which Unicode has twenty in a row.
fn enclosed(number: u32, first: char) -> Option<String> {
    (1..=20).contains(&number).then(|| char::from_u32(u32::from(first) + number - 1)).flatten().map(String::from)
}

fn nth(number: u32, characters: &str) -> Option<String> {
    digit_of(characters, number.checked_sub(1)?).map(String::from)
}

fn digit_of(digits: &str, digit: u32) -> Option<char> {
    digits.chars().nth(usize::try_from(digit).ok()?)
}

/// `一百零一`: digits with their places, up to 99,999.
fn counting(number: u32, digits: &str, places: &str) -> String {
    let digit = |digit: u32| digit_of(digits, digit).into_iter();
    if number == 0 {
        return digit(0).collect();
    }
    let mut text = String::new();
    let mut is_gap = false;
    for power in (0..=4_u32).rev() {
        let value = number / 10_u32.pow(power) % 10;
        if value == 0 {
            is_gap = true;
            continue;
        }
        if is_gap && !text.is_empty() {
            text.push('零');
        }
        is_gap = false;
        // 十一, not 一十一.
        if !(power == 1 && value == 1 && text.is_empty() && places.starts_with('十')) {
            text.extend(digit(value));
        }
        match power {
            0 => (),
            4 => text.push('万'),
            _ => text.extend(digit_of(places, power - 1)),
        }
    }
    text
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = number;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            text.push_str(sign);
            left -= value;
        }
    }
    text
}

/// A to Z, then AA, BB and so on, as Word counts; up to ten letters.
fn letters(number: u32) -> Option<String> {
    let index = number.checked_sub(1).filter(|&index| index < 260)?;
    let letter = char::from(b'A' + u8::try_from(index % 26).ok()?);
    Some(std::iter::repeat_n(letter, usize::try_from(index / 26).ok()? + 1).collect())
}

#[cfg(test)]
mod tests {
    use super::format;

    #[track_caller]
    fn check(name: &str, pairs: &[(u32, &str)]) {
        for &(number, expected) in pairs {
            assert_eq!(format(number, name), expected, "{name}");
        }
    }

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        check("decimal", &[(0, "0"), (12, "12"), (4_000_000_000, "4000000000")]);
        check("decimalFullWidth", &[(10, "１０")]);
        check("decimalEnclosedCircle", &[(1, "①"), (20, "⑳"), (21, "21"), (0, "0")]);
        check("decimalEnclosedParen", &[(3, "⑶")]);
        check("decimalZero", &[(7, "07"), (17, "17")]);
        let counting =
            [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (101, "一百零一"), (110, "一百一十")];
        check("chineseCountingThousand", &counting);
        check("japaneseCounting", &counting[..5]);
        check("chineseCountingThousand", &[(1_001, "一千零一"), (10_010, "一万零一十")]);
        check("chineseLegalSimplified", &[(11, "壹拾壹")]);
        check("ideographDigital", &[(10, "一〇"), (24, "二四")]);
        check("ideographTraditional", &[(2, "乙"), (11, "11")]);
        check("upperRoman", &[(4, "IV"), (1999, "MCMXCIX")]);
        check("lowerLetter", &[(1, "a"), (27, "aa"), (0, "0")]);
        check("somethingNew", &[(3, "3")]);
    }
}
