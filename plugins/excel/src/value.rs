//! calamine's values as those of a grid, and the guard around its calls.

use std::mem;
use std::panic::{self, AssertUnwindSafe};

use calamine::{Data, DataRef, ExcelDateTime};

use crate::grid::Value;
use crate::refusal::Refusal;

/// The day after 31 December 9999, where a worksheet's dates end.
const DATES_END: f64 = 2_958_466.0;

/// Calls calamine, which panics on some damaged files.
pub(crate) fn guarded<T, E: std::fmt::Display>(read: impl FnOnce() -> Result<T, E>) -> Result<T, Refusal> {
    match panic::catch_unwind(AssertUnwindSafe(read)) {
        Ok(outcome) => outcome.map_err(|error| Refusal::damaged(format!("calamine: {error}"))),
        Err(payload) => {
            // The payload's own Drop might panic.
            mem::forget(payload);
            Err(Refusal::damaged("calamine panicked"))
        }
    }
}

/// Takes over a value.
pub(crate) fn of_data(data: Data) -> Value {
    match data {
        Data::String(text) => Value::Text(text),
        Data::Float(number) => Value::Number(number),
        // Whole numbers stand in 30 bits of a record, so that nothing is lost.
        #[expect(clippy::cast_precision_loss, reason = "30 bits fit the 53 of a float")]
        Data::Int(number) => Value::Number(number as f64),
        Data::Bool(value) => Value::Boolean(value),
        Data::DateTime(date) => of_date(&date),
        Data::DateTimeIso(text) | Data::DurationIso(text) => Value::Date(iso_date(&text)),
        Data::Error(error) => Value::Error(error.to_string()),
        Data::Empty => Value::Blank,
    }
}

/// Takes over a borrowed value.
pub(crate) fn of_data_ref(data: DataRef<'_>) -> Value {
    match data {
        DataRef::SharedString(text) => Value::Text(text.to_owned()),
        owned => of_data(Data::from(owned)),
    }
}

/// Cuts a time of midnight and fractions of a second off an ISO date.
pub(crate) fn iso_date(text: &str) -> String {
    let text = text.strip_suffix('Z').unwrap_or(text);
    let text = text.split_once('.').map_or(text, |(whole, _)| whole);
    text.strip_suffix("T00:00:00").unwrap_or(text).to_owned()
}

fn of_date(date: &ExcelDateTime) -> Value {
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

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[track_caller]
    fn check(serial: f64, kind: ExcelDateTimeType, expected: Value) {
        assert_eq!(of_date(&ExcelDateTime::new(serial, kind, false)), expected);
    }

    #[test]
    fn dates_are_written_year_first() {
        let date = |text: &str| Value::Date(text.to_owned());
        check(45_677.0, ExcelDateTimeType::DateTime, date("2025-01-20"));
        check(45_677.75, ExcelDateTimeType::DateTime, date("2025-01-20T18:00:00"));
        check(0.25, ExcelDateTimeType::DateTime, date("06:00:00"));
        check(1.5, ExcelDateTimeType::TimeDelta, date("36:00:00"));
        check(-3.0, ExcelDateTimeType::DateTime, Value::Number(-3.0));
        check(1e300, ExcelDateTimeType::DateTime, Value::Number(1e300));
        assert_eq!(iso_date("2026-01-31T00:00:00.000Z"), "2026-01-31");
    }
}
