//! Which slip of a hand makes one figure of another.

use nianbao_core::finding::Slip;
use rust_decimal::Decimal;

/// The slip within one figure, where there is a likely one.
pub(super) fn of_digits(from: Decimal, to: Decimal) -> Option<Slip> {
    if from == -to {
        return Some(Slip::WrongSign);
    }
    if from.is_sign_negative() || to.is_sign_negative() {
        return None;
    }
    let (from, to) = (digits(from), digits(to));
    if from.len() == to.len() {
        let differing: Vec<usize> = (0..from.len()).filter(|&place| from[place] != to[place]).collect();
        return match differing[..] {
            [a, b] if b == a + 1 && from[a] == to[b] && from[b] == to[a] => Some(Slip::SwappedDigits),
            // A figure of one digit is another in any case.
            [_] if from.len() > 1 => Some(Slip::WrongDigit),
            _ => None,
        };
    }
    // 0 has no digits that could have been dropped.
    if from != b"0" && is_one_less(&from, &to) {
        return Some(Slip::DroppedDigit);
    }
    (to != b"0" && is_one_less(&to, &from)).then_some(Slip::AddedDigit)
}

/// The figure that the digits of two make when they are joined.
pub(super) fn joined(first: Decimal, second: Decimal) -> Option<Decimal> {
    let is_count = |value: Decimal| !value.is_sign_negative() && value.fract().is_zero();
    // A 0 behind it is what the neighbour holds anyhow: there only a digit was left out.
    if !is_count(first) || !is_count(second) || first.is_zero() || second.is_zero() {
        return None;
    }
    let (first, second) = (digits(first), digits(second));
    let text = [first, second].concat();
    // Nothing that is counted has more digits.
    if text.len() > 12 {
        return None;
    }
    String::from_utf8(text).ok()?.parse().ok()
}

fn digits(value: Decimal) -> Vec<u8> {
    value.normalize().to_string().into_bytes()
}

/// Whether leaving one digit of `longer` out gives `shorter`.
fn is_one_less(shorter: &[u8], longer: &[u8]) -> bool {
    if shorter.len() + 1 != longer.len() {
        return false;
    }
    let same = shorter.iter().zip(longer).take_while(|(a, b)| a == b).count();
    shorter[same..] == longer[same + 1..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is(from: i64, to: i64, slip: Option<Slip>) {
        assert_eq!(of_digits(from.into(), to.into()), slip, "{from} for {to}");
    }

    #[test]
    fn slips_are_told_by_the_digits() {
        is(12, 21, Some(Slip::SwappedDigits));
        is(1324, 1234, Some(Slip::SwappedDigits));
        is(14, 134, Some(Slip::DroppedDigit));
        is(112, 12, Some(Slip::AddedDigit));
        is(17, 12, Some(Slip::WrongDigit));
        is(-5, 5, Some(Slip::WrongSign));
        is(3, 5, None);
        is(0, 10, None);
        is(10, 0, None);
        is(123, 321, None);
        is(-5, 7, None);
    }

    #[test]
    fn digits_are_joined() {
        assert_eq!(joined(1.into(), 2.into()), Some(12.into()));
        assert_eq!(joined(1.into(), 0.into()), None);
        assert_eq!(joined(0.into(), 2.into()), None);
    }
}
