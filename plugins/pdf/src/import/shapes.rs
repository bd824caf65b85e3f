//! What the glyphs of the bundled fonts look like, so that a figure is read as it is drawn, whatever the file says that
//! the drawing means.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use ttf_parser::{Face, GlyphId, OutlineBuilder};

use crate::fonts;

/// The signs that figures are written with.
const SIGNS: [char; 11] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.'];

/// The points of an outline, exactly.
type Outline = Vec<u32>;

struct Shapes {
    faces: Vec<Face<'static>>,
    signs: BTreeMap<Outline, char>,
}

fn shapes() -> &'static Shapes {
    static SHAPES: OnceLock<Shapes> = OnceLock::new();
    SHAPES.get_or_init(|| {
        let faces: Vec<Face<'static>> = fonts::FILES.iter().filter_map(|file| Face::parse(file, 0).ok()).collect();
        let mut signs = BTreeMap::new();
        for face in &faces {
            for sign in SIGNS {
                signs.extend(face.glyph_index(sign).and_then(|glyph| outline(face, glyph)).map(|shape| (shape, sign)));
            }
        }
        Shapes { faces, signs }
    })
}

/// Whether some face draws both characters with one glyph, as `·` and `•`.
pub(super) fn are_alike(one: char, other: char) -> bool {
    let glyph = |face: &Face<'_>, character| face.glyph_index(character);
    one == other || shapes().faces.iter().any(|face| glyph(face, one).is_some_and(|of| glyph(face, other) == Some(of)))
}

/// The glyphs of a font in a file.
pub(super) struct Glyphs<'a>(Face<'a>);

impl<'a> Glyphs<'a> {
    pub(super) fn parse(font: &'a [u8]) -> Option<Self> {
        Face::parse(font, 0).ok().map(Glyphs)
    }

    /// The sign of figures that a glyph is drawn as, if it is one.
    pub(super) fn sign(&self, glyph: usize) -> Option<char> {
        let glyph = GlyphId(u16::try_from(glyph).ok()?);
        shapes().signs.get(&outline(&self.0, glyph)?).copied()
    }
}

fn outline(face: &Face<'_>, glyph: GlyphId) -> Option<Outline> {
    let mut pen = Pen(Outline::new());
    face.outline_glyph(glyph, &mut pen)?;
    Some(pen.0)
}

struct Pen(Outline);

impl Pen {
    fn add<const N: usize>(&mut self, step: u32, numbers: [f32; N]) {
        self.0.push(step);
        self.0.extend(numbers.map(f32::to_bits));
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.add(0, [x, y]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.add(1, [x, y]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.add(2, [x1, y1, x, y]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.add(3, [x1, y1, x2, y2, x, y]);
    }

    fn close(&mut self) {
        self.0.push(4);
    }
}
