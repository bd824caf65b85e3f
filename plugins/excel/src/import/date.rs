//! Numbers that are dates: which number formats show one, and the date that a serial number stands for.

use calamine::{ExcelDateTime, ExcelDateTimeType};

use crate::import::grid::Value;

/// The day after 31 December 9999, where a worksheet's dates end.
const DATES_END: f64 = 2_958_466.0;
/// Excel's longest format code has 255 characters.
const LONGEST_CODE: usize = 1_024;

/// What a number format shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum NumberFormat {
    #[default]
    Number,
    /// A date, a time of day or both.
    Date,
    /// Hours, minutes or seconds beyond a day.
    TimeSpan,
}

impl NumberFormat {
    /// Reads a code such as `yyyy"年"m"月"`: a letter of date or time outside quotes, brackets and escapes.
    pub(crate) fn of_code(code: &str) -> Self {
        if code.len() > LONGEST_CODE {
            return NumberFormat::Number;
        }
        let mut characters = code.chars();
        let mut found = NumberFormat::Number;
        while let Some(character) = characters.next() {
            match character {
                '"' => while characters.next().is_some_and(|character| character != '"') {},
                // The next character is one to be printed, or gives a width.
                '\\' | '_' | '*' => _ = characters.next(),
                '[' => {
                    let inside: String = characters.by_ref().take_while(|&character| character != ']').collect();
                    let is_unit = |unit: char| inside.chars().all(|character| character.eq_ignore_ascii_case(&unit));
                    if !inside.is_empty() && ['h', 'm', 's'].into_iter().any(is_unit) {
                        return NumberFormat::TimeSpan;
                    }
                }
                // The first part is the one for positive numbers.
                ';' => break,
                'd' | 'm' | 'y' | 'h' | 's' | 'D' | 'M' | 'Y' | 'H' | 'S' => found = NumberFormat::Date,
                // `General`, which is not always written as it should be.
                'G' | 'g' if starts_with_general(characters.as_str()) => return NumberFormat::Number,
                _ => (),
            }
        }
        found
    }
}

/// The number format of a built-in number, as it is in Chinese and in English programs.
pub(crate) fn built_in(id: u32) -> NumberFormat {
    match id {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => NumberFormat::Date,
        46 => NumberFormat::TimeSpan,
        _ => NumberFormat::Number,
    }
}

/// The value that a number has in a format.
pub(crate) fn value(number: f64, format: NumberFormat, is_1904: bool) -> Value {
    match format {
        NumberFormat::Number => Value::Number(number),
        NumberFormat::Date => of_serial(&ExcelDateTime::new(number, ExcelDateTimeType::DateTime, is_1904)),
        NumberFormat::TimeSpan => of_serial(&ExcelDateTime::new(number, ExcelDateTimeType::TimeDelta, is_1904)),
    }
}

/// The date of a serial number; what is no date stays a number.
pub(crate) fn of_serial(date: &ExcelDateTime) -> Value {
    let serial = date.as_f64();
    if !(0.0..DATES_END).contains(&serial) || serial == 0.0 {
        return Value::Number(serial);
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    Value::Date(if date.is_duration() || serial < 1.0 {
        // A span of time counts hours beyond a day.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range was checked above")]
        let hours = serial.trunc() as u32 * 24 + u32::from(hour);
        format!("{hours:02}:{minute:02}:{second:02}")
    } else if time == "00:00:00" {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{time}")
    })
}

/// Cuts a time of midnight and fractions of a second off an ISO date.
pub(crate) fn iso(text: &str) -> String {
    let text = text.strip_suffix('Z').unwrap_or(text);
    let text = text.split_once('.').map_or(text, |(whole, _)| whole);
    text.strip_suffix("T00:00:00").unwrap_or(text).to_owned()
}

fn starts_with_general(rest: &str) -> bool {
    rest.get(..6).is_some_and(|rest| rest.eq_ignore_ascii_case("eneral"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_of_dates_is_told_by_its_letters() {
        for code in ["yyyy\"年\"m\"月\"d\"日\"", "[$-804]yyyy/m/d", "h:mm AM/PM", "mm-dd-yy", "[Red]D", "[DBNum1]m月"]
        {
            assert_eq!(NumberFormat::of_code(code), NumberFormat::Date, "{code}");
        }
        for code in ["[h]:mm:ss", "[mm]:ss", "[SS]"] {
            assert_eq!(NumberFormat::of_code(code), NumberFormat::TimeSpan, "{code}");
        }
        for code in [
            "General",
            "GENERAL",
            "G/通用格式",
            "0\"days\"",
            "#,##0.00_ ",
            "#,##0_m",
            "[Red]0",
            "0;yyyy",
            "0.00%",
            "\\d0",
            "@",
            "\"件",
            "[",
            "",
        ] {
            assert_eq!(NumberFormat::of_code(code), NumberFormat::Number, "{code}");
        }
    }

    #[test]
    fn dates_are_written_year_first() {
        #[track_caller]
        fn check(serial: f64, format: NumberFormat, expected: Value) {
            assert_eq!(value(serial, format, false), expected);
        }
        let date = |text: &str| Value::Date(text.to_owned());
        check(45_677.0, NumberFormat::Date, date("2025-01-20"));
        check(45_677.75, NumberFormat::Date, date("2025-01-20T18:00:00"));
        check(0.25, NumberFormat::Date, date("06:00:00"));
        check(1.5, NumberFormat::TimeSpan, date("36:00:00"));
        check(-3.0, NumberFormat::Date, Value::Number(-3.0));
        check(1e300, NumberFormat::Date, Value::Number(1e300));
        check(45_677.0, NumberFormat::Number, Value::Number(45_677.0));
        assert_eq!(value(44_215.0, NumberFormat::Date, true), date("2025-01-20"));
        assert_eq!(iso("2026-01-31T00:00:00.000Z"), "2026-01-31");
    }
}
