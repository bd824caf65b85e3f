//! Reads what stands in a paragraph: runs of text, fields, references and pictures.

use nianbao_core::document::NoteKind;

use super::content::Remark;
use super::fields::{self, WithoutResult};
use super::refusal::Refusal;
use super::story::{Change, Draft, State, Story, change_of};
use super::symbol;
use super::xml::{self, Element};

impl Story<'_> {
    /// Reads the children of a paragraph, a run, or what wraps them. What properties say holds for all that follows.
    pub(super) fn inlines(&mut self, draft: &mut Draft, state: State) -> Result<(), Refusal> {
        let mut state = state;
        while let Some(child) = self.xml.child()? {
            match xml::name(&child) {
                name @ ("t" | "delText") => {
                    let state = if name == "delText" { state.changed(Change::Deleted) } else { state };
                    let keeps_blanks = xml::attribute(&child, "space").is_some_and(|space| space == "preserve");
                    // A line break in the file is no line break on the page.
                    let text = self.xml.text()?.replace(['\n', '\r'], " ");
                    self.put(draft, state, if keeps_blanks { &text } else { text.trim_matches(' ') })?;
                    continue;
                }
                "r" | "hyperlink" | "smartTag" | "customXml" | "sdt" | "sdtContent" | "dir" | "bdo" | "ruby"
                | "rubyBase" => {
                    self.inlines(draft, state)?;
                    continue;
                }
                "oMath" | "oMathPara" => {
                    let text = self.xml.text()?;
                    self.put(draft, state, text.trim())?;
                    continue;
                }
                "pPr" => {
                    self.paragraph_properties(draft)?;
                    state.paragraph_style_hides = self.surroundings.styles.hides(draft.properties.style.as_deref());
                    state.is_hidden = state.paragraph_style_hides;
                    continue;
                }
                "rPr" => {
                    state.is_hidden = self.run_hides(state)?;
                    continue;
                }
                "sdtPr" => {
                    state.is_placeholder |= self.shows_placeholder()?;
                    continue;
                }
                "fldSimple" => {
                    let instruction = xml::attribute(&child, "instr").unwrap_or_default();
                    self.simple_field(draft, state, &instruction)?;
                    continue;
                }
                "AlternateContent" => {
                    self.alternatives(draft, state)?;
                    continue;
                }
                "drawing" | "pict" | "object" => {
                    self.drawing(draft, state)?;
                    continue;
                }
                "instrText" => {
                    let instruction = self.xml.text()?;
                    self.fields.instruction(&instruction);
                    continue;
                }
                "fldChar" => self.field_character(draft, state, &child)?,
                "tab" | "ptab" => self.put(draft, state, "\t")?,
                "br" | "cr" => self.put(draft, state, "\n")?,
                "noBreakHyphen" => self.put(draft, state, "-")?,
                "sym" => {
                    let font = xml::attribute(&child, "font").unwrap_or_default();
                    let code = xml::attribute(&child, "char").unwrap_or_default();
                    let mut buffer = [0; 4];
                    if let Some(character) = symbol::character(&font, &code) {
                        self.put(draft, state, character.encode_utf8(&mut buffer))?;
                    }
                }
                // The mark of a reference is not put into the text: after a figure it would read as its last digit.
                "footnoteReference" => self.reference(draft, state, &child, NoteKind::Footnote)?,
                "endnoteReference" => self.reference(draft, state, &child, NoteKind::Other)?,
                "commentReference" => self.reference(draft, state, &child, NoteKind::Comment)?,
                "subDoc" => draft.paragraph.remark(Remark::EmbeddedDocument, self.budget)?,
                name => {
                    if let Some(change) = change_of(name) {
                        self.inlines(draft, state.changed(change))?;
                        continue;
                    }
                }
            }
            self.xml.skip(&child)?;
        }
        Ok(())
    }

    /// Reads the first of several forms of the same content that holds anything.
    fn alternatives(&mut self, draft: &mut Draft, state: State) -> Result<(), Refusal> {
        let extent = |draft: &Draft| (draft.paragraph.text.len(), draft.paragraph.remarks.len(), draft.boxes.len());
        self.first_branch(|story| {
            let before = extent(draft);
            story.inlines(draft, state)?;
            Ok(extent(draft) != before)
        })
    }

    fn paragraph_properties(&mut self, draft: &mut Draft) -> Result<(), Refusal> {
        let properties = &mut draft.properties;
        while let Some(child) = self.xml.child()? {
            match xml::name(&child) {
                "pStyle" => properties.style = xml::value(&child).map(|id| id.into_owned()),
                "outlineLvl" => properties.outline = xml::number(&child, "val"),
                "numPr" => {
                    while let Some(child) = self.xml.child()? {
                        match xml::name(&child) {
                            "numId" => properties.list_number = xml::number(&child, "val"),
                            "ilvl" => {
                                properties.list_level =
                                    xml::number(&child, "val").and_then(|level| usize::try_from(level).ok())
                            }
                            _ => (),
                        }
                        self.xml.skip(&child)?;
                    }
                    continue;
                }
                // The mark at the paragraph's end.
                "rPr" => {
                    let mut is_hidden = false;
                    // Word hides the end of a heading so that text goes on in its line; they are two paragraphs still.
                    let mut separates_styles = false;
                    while let Some(child) = self.xml.child()? {
                        match xml::name(&child) {
                            "vanish" => is_hidden = xml::is_on(&child),
                            "specVanish" => separates_styles = xml::is_on(&child),
                            name => properties.has_no_end |= change_of(name) == Some(Change::Deleted),
                        }
                        self.xml.skip(&child)?;
                    }
                    properties.has_no_end |= is_hidden && !separates_styles;
                    continue;
                }
                _ => (),
            }
            self.xml.skip(&child)?;
        }
        Ok(())
    }

    /// Whether a run hides its text, by itself or by its style.
    fn run_hides(&mut self, state: State) -> Result<bool, Refusal> {
        let mut direct = None;
        let mut style_hides = false;
        while let Some(child) = self.xml.child()? {
            match xml::name(&child) {
                "vanish" => direct = Some(xml::is_on(&child)),
                "rStyle" => style_hides = self.surroundings.styles.hides(xml::value(&child).as_deref()),
                _ => (),
            }
            self.xml.skip(&child)?;
        }
        // Two styles that both switch it cancel each other.
        Ok(direct.unwrap_or(state.paragraph_style_hides != style_hides))
    }

    fn simple_field(&mut self, draft: &mut Draft, state: State, instruction: &str) -> Result<(), Refusal> {
        if fields::is_page_number(instruction) {
            while let Some(child) = self.xml.child()? {
                self.xml.skip(&child)?;
            }
            return Ok(());
        }
        self.fields.begin();
        self.fields.instruction(instruction);
        self.fields.result();
        self.inlines(draft, state)?;
        self.end_field(draft, state)
    }

    fn field_character(&mut self, draft: &mut Draft, state: State, element: &Element<'_>) -> Result<(), Refusal> {
        match xml::attribute(element, "fldCharType").as_deref() {
            Some("begin") => self.fields.begin(),
            Some("separate") => self.fields.result(),
            Some("end") => self.end_field(draft, state)?,
            _ => (),
        }
        Ok(())
    }

    fn end_field(&mut self, draft: &mut Draft, state: State) -> Result<(), Refusal> {
        match self.fields.end() {
            WithoutResult::Text(text) => self.put(draft, state, &text),
            WithoutResult::Formula(formula) => {
                draft.paragraph.remark(Remark::Note(NoteKind::UncachedFormula, formula), self.budget)
            }
            WithoutResult::Nothing => Ok(()),
        }
    }

    fn reference(
        &mut self,
        draft: &mut Draft,
        state: State,
        element: &Element<'_>,
        kind: NoteKind,
    ) -> Result<(), Refusal> {
        let surroundings = self.surroundings;
        let (texts, kind) = match kind {
            NoteKind::Comment => (&surroundings.comments, kind),
            NoteKind::Footnote => (&surroundings.footnotes, kind),
            _ => (&surroundings.endnotes, NoteKind::Footnote),
        };
        let id = xml::attribute(element, "id").unwrap_or_default();
        if let Some(text) = texts.get(&*id).filter(|text| !text.is_empty() && state.change != Change::Deleted) {
            self.budget.text(text.len())?;
            draft.paragraph.remark(Remark::Note(kind, text.clone()), self.budget)?;
        }
        Ok(())
    }
}
