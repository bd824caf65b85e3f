//! Days in China: of what is written, and of when something was done.

/// How many seconds 00:00 in China (+08:00) lies before the same hour in UTC.
const CHINA_OFFSET: i64 = 8 * 3600;

/// The day of `SOURCE_DATE_EPOCH` in China, `YYYY-MM-DD`.
pub(crate) fn source_date() -> Option<String> {
    day(std::env::var("SOURCE_DATE_EPOCH").ok()?.trim().parse().ok()?)
}

/// The day by the system's clock, in China.
pub(crate) fn today() -> String {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).ok().and_then(day).unwrap_or_default()
}

/// The day in China, of a count of seconds since 1970.
fn day(seconds: i64) -> Option<String> {
    let days = seconds.checked_add(CHINA_OFFSET)?.div_euclid(86_400);
    // Howard Hinnant's civil_from_days: days since 1970-01-01 to year, month and day.
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (1980..=9999).contains(&year).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_in_china_and_what_is_no_year_of_ours_is_none() {
        for (seconds, date) in [
            (1_709_164_800, Some("2024-02-29")),
            (1_709_164_800 + 16 * 3600 - 1, Some("2024-02-29")),
            (1_709_164_800 + 16 * 3600, Some("2024-03-01")),
            (1_735_660_799, Some("2024-12-31")),
            (1_735_660_800, Some("2025-01-01")),
            (0, None),
            (i64::MIN, None),
            (i64::MAX, None),
        ] {
            assert_eq!(day(seconds).as_deref(), date, "{seconds}");
        }
    }
}
