//! The comments at the cells of an .xls worksheet: a note names its cell and a text box, which holds the text.

use std::collections::BTreeMap;

use crate::import::grid::Sheet;
use crate::import::refusal::Refusal;

/// No comment is longer.
const LONGEST: usize = 32_767;

/// Drawn objects as their records come.
#[derive(Debug, Default)]
pub(super) struct Objects {
    /// The object at hand.
    current: Option<u16>,
    /// The text at hand: how many characters it lacks.
    lacking: usize,
    texts: BTreeMap<u16, String>,
    /// Row, column and object of each note.
    notes: Vec<(u16, u16, u16)>,
    /// Whether there is an object other than a comment's box.
    pub(super) has_drawings: bool,
}

/// The kind of object that a comment's box is.
const COMMENT_BOX: u16 = 0x19;

impl Objects {
    /// An object: a block of common data comes first, with its kind and number.
    pub(super) fn object(&mut self, data: &[u8]) {
        let common = data.get(..8).filter(|data| data.starts_with(&[0x15, 0]));
        self.current = common.and_then(|data| word(data, 6));
        self.has_drawings |= common.and_then(|data| word(data, 4)).is_some_and(|kind| kind != COMMENT_BOX);
    }

    /// The text of the object at hand: its length stands here, its characters in what continues it.
    pub(super) fn text(&mut self, data: &[u8]) {
        self.lacking = word(data, 10).map_or(0, usize::from);
        if let Some(object) = self.current {
            self.texts.insert(object, String::new());
        }
    }

    /// What continues a text.
    pub(super) fn continued(&mut self, data: &[u8]) {
        let Some((flags, characters)) = data.split_first().filter(|_| self.lacking > 0) else {
            return;
        };
        let Some(text) = self.current.and_then(|object| self.texts.get_mut(&object)) else {
            return;
        };
        let units: Vec<u16> = if flags & 1 == 0 {
            characters.iter().take(self.lacking).map(|&byte| byte.into()).collect()
        } else {
            let pairs = characters.chunks_exact(2).take(self.lacking);
            pairs.map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect()
        };
        self.lacking -= units.len();
        if text.len() <= LONGEST {
            text.push_str(&String::from_utf16_lossy(&units));
        }
    }

    /// A note.
    pub(super) fn note(&mut self, data: &[u8]) {
        if let (Some(row), Some(column), Some(object)) = (word(data, 0), word(data, 2), word(data, 6)) {
            self.notes.push((row, column, object));
        }
    }

    /// Gives the comments to their sheet.
    pub(super) fn put(&self, sheet: &mut Sheet<'_>) -> Result<(), Refusal> {
        for (row, column, object) in &self.notes {
            if let Some(text) = self.texts.get(object).filter(|text| !text.trim().is_empty()) {
                sheet.comment((*row).into(), (*column).into(), text)?;
            }
        }
        Ok(())
    }
}

fn word(data: &[u8], offset: usize) -> Option<u16> {
    data.get(offset..)?.first_chunk().map(|bytes| u16::from_le_bytes(*bytes))
}
