//! The bundled fonts and what they can print.

use std::sync::OnceLock;

use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontBook, FontInstance, FontVariant, FontVariations};
use typst::utils::LazyHash;

/// The font set, loaded at the first document.
pub(crate) struct Fonts {
    pub(crate) faces: Vec<Font>,
    pub(crate) book: LazyHash<FontBook>,
    /// The face of text and tables.
    text: FontInstance,
    /// One bit a code point: whether some face has it.
    covered: Vec<u64>,
}

/// The bundled font set.
pub(crate) fn bundled() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| {
        let faces: Vec<Font> = FILES.iter().flat_map(|file| Font::iter(Bytes::new(*file))).collect();
        let mut covered = Vec::new();
        for point in faces.iter().flat_map(|face| face.info().coverage.iter()) {
            let (word, bit) = place(point);
            if covered.len() <= word {
                covered.resize(word + 1, 0);
            }
            covered[word] |= bit;
        }
        let book = LazyHash::new(FontBook::from_fonts(&faces));
        let text = faces[0].clone().instantiate(FontVariant::default(), Abs::zero(), &FontVariations::default());
        Fonts { faces, book, text, covered }
    })
}

impl Fonts {
    /// Whether the character can be printed.
    ///
    /// Private-use characters cannot, although Fandol has some: PDF/A wants characters that mean the same everywhere.
    pub(crate) fn print(&self, character: char) -> bool {
        let private = matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
        let (word, bit) = place(u32::from(character));
        !private && self.covered.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// The width of a character in the face of text and tables, in thousandths of its size.
    pub(crate) fn advance(&self, character: char) -> u32 {
        // Ideographs and their punctuation are as wide as the face is high, which saves looking up most of a table.
        if matches!(character, '\u{2e80}'..='\u{9fff}' | '\u{ff00}'..='\u{ff60}') {
            return 1000;
        }
        let face = self.text.ttf();
        let glyph = face.glyph_index(character);
        glyph.and_then(|glyph| face.glyph_hor_advance(glyph)).map_or(1000, u32::from)
    }
}

/// The face of text and tables comes first.
pub(crate) const FILES: [&[u8]; 6] = [
    include_bytes!("../fonts/FandolFang-Regular.ttf"),
    include_bytes!("../fonts/FandolHei-Regular.ttf"),
    include_bytes!("../fonts/FandolKai-Regular.ttf"),
    include_bytes!("../fonts/FandolSong-Bold.ttf"),
    include_bytes!("../fonts/FandolSong-Regular.ttf"),
    include_bytes!("../fonts/NianbaoSupplement.ttf"),
];

/// The word and the bit of a code point in [`Fonts::covered`].
fn place(point: u32) -> (usize, u64) {
    ((point / 64) as usize, 1 << (point % 64))
}
