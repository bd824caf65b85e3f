//! Mutations of the records of a .xls, which a change of single bytes rarely meets.

use nianbao_tests::random::Random;

const SECTOR: usize = 512;

/// Changes one record of the workbook's stream where it lies, if the file has one in one piece.
pub(crate) fn mutate(bytes: &mut [u8], random: &mut Random) -> bool {
    let Some(start) = (SECTOR..bytes.len()).step_by(SECTOR).find(|&at| bytes[at..].starts_with(&[0x09, 0x08])) else {
        return false;
    };
    let mut records = Vec::new();
    let mut at = start;
    while at + 4 <= bytes.len() {
        let length = usize::from(u16::from_le_bytes([bytes[at + 2], bytes[at + 3]]));
        if at + 4 + length > bytes.len() || bytes[at..at + 2] == [0, 0] {
            break;
        }
        records.push((at, length));
        at += 4 + length;
    }
    if records.is_empty() {
        return false;
    }
    let (at, length) = *random.pick(&records);
    match random.below(4) {
        0 => {
            let kind =
                *random.pick(&[0x00E5_u16, 0x00FC, 0x003C, 0x0085, 0x0006, 0x00BD, 0x0208, 0x000A, 0x0809, 0x002F]);
            bytes[at..at + 2].copy_from_slice(&kind.to_le_bytes());
        }
        1 => {
            let changed = *random.pick(&[0, 1, 2, 0x2020, 0xFFFF, length as u64 + 1, length as u64 / 2]);
            let changed = u16::try_from(changed).unwrap_or(u16::MAX);
            bytes[at + 2..at + 4].copy_from_slice(&changed.to_le_bytes());
        }
        _ if length >= 2 => {
            let place = at + 4 + random.below(length - 1);
            let value = *random.pick(&[0_u16, 1, 0x00FF, 0x7FFF, 0x8000, 0xFFFF]);
            bytes[place..place + 2].copy_from_slice(&value.to_le_bytes());
        }
        _ => bytes[at] ^= 0x01,
    }
    true
}
