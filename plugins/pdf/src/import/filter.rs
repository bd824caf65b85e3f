//! Unpacks streams, within limits. Files of nianbao use one filter, and the programs that pack them anew use the same.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::limits::Budget;
use super::refusal::{Limit, Refusal};
use super::syntax::{Dictionary, Object};

const BROKEN: Refusal = Refusal::Damaged("a packed stream is broken");

/// Undoes one filter.
pub(super) fn unpack(
    bytes: &[u8],
    filter: &[u8],
    parameters: &Dictionary,
    budget: &Budget,
) -> Result<Vec<u8>, Refusal> {
    if !matches!(filter, b"FlateDecode" | b"Fl") {
        return Err(Refusal::Damaged("a stream is packed in a way that nianbao never uses"));
    }
    let left = budget.left_to_unpack();
    let mut unpacked = Vec::new();
    // One byte more than there is room for shows that there is too much.
    let most = u64::try_from(left).unwrap_or(u64::MAX).saturating_add(1);
    ZlibDecoder::new(bytes).take(most).read_to_end(&mut unpacked).map_err(|_| BROKEN)?;
    if unpacked.len() > left {
        return Err(Refusal::TooLarge(Limit::Unpacked));
    }
    budget.unpacked(unpacked.len())?;
    let parameter = |name: &[u8], default: usize| parameters.get(name).and_then(Object::index).unwrap_or(default);
    match parameter(b"Predictor", 1) {
        1 => Ok(unpacked),
        10..=15 => {
            let (colors, bits) = (parameter(b"Colors", 1), parameter(b"BitsPerComponent", 8));
            let columns = parameter(b"Columns", 1);
            if !(1..=32).contains(&colors) || bits != 8 || !(1..=100_000).contains(&columns) {
                return Err(BROKEN);
            }
            Ok(predicted(&unpacked, colors, colors * columns))
        }
        _ => Err(BROKEN),
    }
}

/// Undoes PNG's prediction: each row begins with how it was predicted.
fn predicted(bytes: &[u8], step: usize, width: usize) -> Vec<u8> {
    let mut above = vec![0; width];
    let mut result = Vec::with_capacity(bytes.len());
    for packed in bytes.chunks(width + 1) {
        let (kind, packed) = (packed[0], &packed[1..]);
        let mut row: Vec<u8> = Vec::with_capacity(width);
        for (at, &byte) in packed.iter().enumerate() {
            let left = if at < step { 0 } else { row[at - step] };
            let corner = if at < step { 0 } else { above[at - step] };
            let prediction = match kind {
                1 => left,
                2 => above[at],
                3 => ((u16::from(left) + u16::from(above[at])) / 2) as u8,
                4 => paeth(left, above[at], corner),
                _ => 0,
            };
            row.push(byte.wrapping_add(prediction));
        }
        result.extend_from_slice(&row);
        row.resize(width, 0);
        above = row;
    }
    result
}

/// Of three neighbours the one that is nearest to where they lead.
fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let distance =
        |neighbour: u8| (i16::from(left) + i16::from(above) - i16::from(corner) - i16::from(neighbour)).abs();
    if distance(left) <= distance(above) && distance(left) <= distance(corner) {
        left
    } else if distance(above) <= distance(corner) {
        above
    } else {
        corner
    }
}
