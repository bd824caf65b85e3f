//! calamine's values as those of a grid, and the guard around its calls.

use std::mem;
use std::panic::{self, AssertUnwindSafe};

use calamine::{Data, DataRef};

use crate::import::date;
use crate::import::grid::Value;
use crate::import::refusal::Refusal;

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
        Data::String(text) => Value::Text(text.into()),
        Data::Float(number) => Value::Number(number),
        // Whole numbers stand in 30 bits of a record, so that nothing is lost.
        #[expect(clippy::cast_precision_loss, reason = "30 bits fit the 53 of a float")]
        Data::Int(number) => Value::Number(number as f64),
        Data::Bool(value) => Value::Boolean(value),
        Data::DateTime(date) => date::of_serial(&date),
        Data::DateTimeIso(text) | Data::DurationIso(text) => Value::Date(date::iso(&text)),
        Data::Error(error) => Value::Error(error.to_string()),
        Data::Empty => Value::Blank,
    }
}

/// Takes over a borrowed value.
pub(crate) fn of_data_ref(data: DataRef<'_>) -> Value {
    match data {
        DataRef::SharedString(text) => Value::Text(text.into()),
        owned => of_data(Data::from(owned)),
    }
}
