//! The lengths of an .xls workbook's shared strings, so that their repetition can be counted before it happens.

use crate::import::limits;
use crate::import::refusal::{Limit, Refusal};

/// The bytes that each string takes in memory at most. The pieces are the data of the SST record and what continues it.
pub(super) fn string_lengths(pieces: &[&[u8]]) -> Result<Vec<u32>, Refusal> {
    let mut table = Table { pieces, at: 0 };
    table.skip(8)?;
    let mut lengths = Vec::new();
    while !table.is_at_end() {
        if lengths.len() == limits::STRINGS {
            return Err(Refusal::TooLarge(Limit::Text));
        }
        lengths.push(table.string()?);
    }
    Ok(lengths)
}

struct Table<'a> {
    /// The first piece is the one at hand.
    pieces: &'a [&'a [u8]],
    /// The place within it.
    at: usize,
}

impl<'a> Table<'a> {
    /// Passes one string.
    fn string(&mut self) -> Result<u32, Refusal> {
        let [low, high, flags] = self.take()?;
        let characters = u16::from_le_bytes([low, high]);
        let runs = if flags & 0x08 == 0 { 0 } else { usize::from(u16::from_le_bytes(self.take()?)) };
        let extension = if flags & 0x04 == 0 { 0 } else { u32::from_le_bytes(self.take()?) };
        let mut wide = flags & 1 != 0;
        let mut left = usize::from(characters);
        loop {
            let width = if wide { 2 } else { 1 };
            let here = (self.here().len() / width).min(left);
            self.at += here * width;
            left -= here;
            if left == 0 {
                break;
            }
            // The characters go on in the next piece, which says their width anew.
            self.pieces = self.pieces.get(1..).unwrap_or_default();
            self.at = 0;
            let [flags] = self.take()?;
            wide = flags & 1 != 0;
        }
        self.skip(runs * 4)?;
        self.skip(usize::try_from(extension).unwrap_or(usize::MAX))?;
        Ok(u32::from(characters) * 3)
    }

    /// What is left of the piece at hand.
    fn here(&self) -> &'a [u8] {
        self.pieces.first().and_then(|piece| piece.get(self.at..)).unwrap_or_default()
    }

    fn is_at_end(&mut self) -> bool {
        while self.here().is_empty() && !self.pieces.is_empty() {
            self.pieces = &self.pieces[1..];
            self.at = 0;
        }
        self.pieces.is_empty()
    }

    /// Takes bytes that stand in one piece.
    fn take<const N: usize>(&mut self) -> Result<[u8; N], Refusal> {
        let bytes = self.here().first_chunk().ok_or_else(short)?;
        self.at += N;
        Ok(*bytes)
    }

    /// Passes bytes that may go over several pieces.
    fn skip(&mut self, mut count: usize) -> Result<(), Refusal> {
        while count > 0 {
            if self.is_at_end() {
                return Err(short());
            }
            let here = self.here().len().min(count);
            self.at += here;
            count -= here;
        }
        Ok(())
    }
}

fn short() -> Refusal {
    Refusal::damaged("BIFF: the table of shared strings ends too early")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(strings: &[u8]) -> Vec<u8> {
        [&[0; 8], strings].concat()
    }

    #[test]
    fn lengths_are_those_of_narrow_wide_and_rich_strings() {
        let strings = table(&[
            2, 0, 0, b'a', b'b', // narrow
            1, 0, 1, 0x2D, 0x4E, // wide
            1, 0, 0x0C, 1, 0, 2, 0, 0, 0, b'c', 9, 9, 9, 9, 8, 8, // rich, with an extension
        ]);
        assert_eq!(string_lengths(&[&strings]), Ok(vec![6, 3, 3]));
    }

    #[test]
    fn characters_go_on_in_the_next_piece_with_a_width_of_their_own() {
        let first = table(&[3, 0, 0, b'a']);
        assert_eq!(string_lengths(&[&first, &[1, 0x2D, 0x4E, 0x2D, 0x4E], &[0, 0, 0]]), Ok(vec![9, 0]));
    }

    #[test]
    fn a_table_that_ends_too_early_is_damage() {
        for strings in [&[2, 0, 0, b'a'][..], &[2, 0], &[1, 0, 8, 9, 0, b'a']] {
            assert!(matches!(string_lengths(&[&table(strings)]), Err(Refusal::Damaged(_))));
        }
    }
}
