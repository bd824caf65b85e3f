//! Binary floats as decimals of 15 significant digits, a worksheet's own precision, in plain notation.

/// The longest run of digits that a worksheet keeps.
const DIGITS: usize = 15;

/// Writes a worksheet's number; `None` for what is no number.
pub(crate) fn decimal(value: f64) -> Option<String> {
    if !value.is_finite() {
        return None;
    }
    if value.abs() < 1e15 && value.trunc() == value {
        #[expect(clippy::cast_possible_truncation, reason = "a whole number below 10^15 fits an i64")]
        return Some((value as i64).to_string());
    }
    let scientific = format!("{value:.*e}", DIGITS - 1);
    let (mantissa, exponent) = scientific.split_once('e').expect("`{:e}` writes an exponent");
    let exponent: i32 = exponent.parse().expect("`{:e}` writes a whole exponent");
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let mut digits: String = mantissa.chars().filter(|&character| character != '.').collect();
    digits.truncate(digits.trim_end_matches('0').len());
    Some(plain(sign, &digits, exponent))
}

/// Whether a text is a number as [`decimal`] writes it, so that it need not pass through a float.
pub(crate) fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, fraction),
        None => (digits, ""),
    };
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    !whole.is_empty()
        && (whole == "0" || !whole.starts_with('0'))
        && whole.len() + fraction.len() <= DIGITS
        && fraction.is_empty() != digits.contains('.')
        && !fraction.ends_with('0')
        && is_number(whole)
        && is_number(fraction)
        && text != "-0"
}

/// Writes `digits`, of which the first stands at the power `exponent` of ten.
fn plain(sign: &str, digits: &str, exponent: i32) -> String {
    match usize::try_from(exponent) {
        Ok(exponent) if exponent + 1 >= digits.len() => {
            format!("{sign}{digits}{}", "0".repeat(exponent + 1 - digits.len()))
        }
        Ok(exponent) => format!("{sign}{}.{}", &digits[..=exponent], &digits[exponent + 1..]),
        Err(_) => {
            let zeros = usize::try_from(-exponent - 1).unwrap_or_default();
            format!("{sign}0.{}{digits}", "0".repeat(zeros))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{decimal, is_decimal};

    #[track_caller]
    fn check(value: f64, expected: &str) {
        assert_eq!(decimal(value).as_deref(), Some(expected));
    }

    #[test]
    fn floats_become_the_decimals_that_excel_shows() {
        check(0.300_000_000_000_000_04, "0.3");
        check(59237.2449, "59237.2449");
        check(1_573_179.0, "1573179");
        check(-12.5, "-12.5");
        check(1.0 / 3.0, "0.333333333333333");
        check(2.0 / 3.0, "0.666666666666667");
        check(0.000_012_34, "0.00001234");
        check(99.999_999_999_999_999, "100");
        check(4.35 * 100.0, "435");
    }

    #[test]
    fn whole_numbers_have_neither_point_nor_exponent() {
        check(0.0, "0");
        check(-0.0, "0");
        check(999_999_999_999_999.0, "999999999999999");
        check(1e15, "1000000000000000");
        check(123_456_789_012_345_678.0, "123456789012346000");
        check(1e21, "1000000000000000000000");
    }

    #[test]
    fn a_text_is_taken_as_it_is_only_if_it_would_be_written_so() {
        for text in ["0", "-417", "59237.2449", "0.5", "999999999999999"] {
            assert!(is_decimal(text), "{text}");
        }
        for text in ["", "-", ".5", "5.", "5.0", "007", "-0", "1e5", "+3", "0.30000000000000004", "１", " 1", "1.2.3"]
        {
            assert!(!is_decimal(text), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        assert_eq!(decimal(f64::NAN), None);
        assert_eq!(decimal(f64::INFINITY), None);
    }
}
