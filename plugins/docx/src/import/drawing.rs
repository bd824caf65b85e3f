//! Reads drawings of both kinds, old and new: the text boxes in them, and what their pictures show.

use nianbao_core::document::NoteKind;

use super::content::{Item, Paragraph, Remark};
use super::refusal::Refusal;
use super::story::{Change, Draft, State, Story};
use super::xml::{self, Element};

/// What is known of a picture.
#[derive(Default)]
struct Picture {
    is_there: bool,
    description: String,
    /// The program that an embedded object belongs to.
    program: Option<String>,
}

impl Story<'_> {
    /// Reads one drawing.
    pub(super) fn drawing(&mut self, draft: &mut Draft, state: State) -> Result<(), Refusal> {
        let mut picture = Picture::default();
        self.drawing_content(draft, state, &mut picture)?;
        if state.change == Change::Deleted {
            return Ok(());
        }
        if let Some(program) = picture.program.filter(|program| is_spreadsheet(program)) {
            return draft.paragraph.remark(Remark::EmbeddedObject(program), self.budget);
        }
        if picture.is_there {
            let note = Remark::Note(NoteKind::Image, picture.description.trim().to_owned());
            draft.paragraph.remark(note, self.budget)?;
        }
        Ok(())
    }

    fn drawing_content(&mut self, draft: &mut Draft, state: State, picture: &mut Picture) -> Result<(), Refusal> {
        while let Some(child) = self.xml.child()? {
            let described = ["descr", "alt", "title"].iter().find_map(|&name| xml::attribute(&child, name));
            if let Some(described) = described.filter(|_| picture.description.is_empty()) {
                self.budget.text(described.len())?;
                picture.description = described.into_owned();
            }
            match xml::name(&child) {
                "txbxContent" => self.text_box(&mut draft.boxes, state)?,
                "AlternateContent" => self.first_branch(|story| {
                    let before = draft.boxes.len();
                    story.drawing_content(draft, state, picture)?;
                    Ok(draft.boxes.len() > before)
                })?,
                name => {
                    match name {
                        "blip" | "imagedata" | "chart" | "relIds" => picture.is_there = true,
                        "textpath" => self.drawn_words(draft, &child, state)?,
                        "OLEObject" => picture.program = xml::attribute(&child, "ProgID").map(|id| id.into_owned()),
                        _ => (),
                    }
                    self.drawing_content(draft, state, picture)?;
                }
            }
        }
        Ok(())
    }

    /// Words that are drawn as a shape, as a watermark's are: they are read like those of a text box.
    fn drawn_words(&mut self, draft: &mut Draft, shape: &Element<'_>, state: State) -> Result<(), Refusal> {
        let Some(words) = xml::attribute(shape, "string").filter(|_| state.change != Change::Deleted) else {
            return Ok(());
        };
        self.budget.text(words.len())?;
        self.budget.paragraph()?;
        let mut paragraph = Paragraph::default();
        paragraph.push(&words);
        draft.boxes.push(Item::Paragraph(paragraph));
        Ok(())
    }
}

/// Whether an object is a worksheet of Excel (`Excel.Sheet.12`) or WPS (`ET.Xlsx.6`).
fn is_spreadsheet(program: &str) -> bool {
    let first = program.split('.').next().unwrap_or_default();
    ["Excel", "ET", "Ket"].iter().any(|name| first.eq_ignore_ascii_case(name))
}
