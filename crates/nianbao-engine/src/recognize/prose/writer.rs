//! Writes a report's text down, once it is known what each line is.

use nianbao_core::document::Grid;
use nianbao_core::finding::{Related, Severity, Source};
use nianbao_core::form::Form;
use nianbao_core::report::{Part, PartBlock, Signature};
use nianbao_core::{Finding, Report};

use super::headings::Heading;
use super::pieces::{Line, Piece, Place};
use super::{HEADING_CHARACTERS, ends_sentence, noise};
use crate::label;
use crate::parts;
use crate::recognize::identity::{self, Title};

/// A line of a worksheet with so many characters is running text.
const PROSE_CHARACTERS: usize = 30;

/// A text with fewer headings may be one that has none by design.
const FEWEST_HEADINGS: usize = 3;

/// What a piece is.
pub(super) enum Role {
    /// A line of text, or a table.
    Text,
    /// A line that belongs to the page.
    LeftOut,
    Title,
    Heading(Heading),
}

pub(super) struct Writer<'a> {
    form: &'a Form,
    report: &'a mut Report,
    is_workbook: bool,
    /// What is known of each of the report's parts.
    headed: Vec<Headed>,
    /// The part that text belongs to, by index into the report's parts.
    part: Option<usize>,
    /// Whether the title or a heading stands on this worksheet, so that its text is the report's own.
    begun: bool,
    /// The table that stands above, by id.
    last_table: Option<String>,
    /// Whether a list of annexes has begun, whose numbered lines are no headings.
    in_annexes: bool,
    stretches_with_parts: usize,
    misplaced: Vec<Misplaced>,
}

/// How a part came into the report.
struct Headed {
    /// Which of the form's parts it is.
    of: Option<usize>,
    /// Whether its heading is printed; else a table or a worksheet's name told of it.
    is_printed: bool,
}

/// A heading whose number or place is not the form's.
struct Misplaced {
    of: usize,
    printed: String,
    official: String,
    at: Option<String>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(form: &'a Form, report: &'a mut Report, is_workbook: bool) -> Self {
        Writer {
            form,
            report,
            is_workbook,
            headed: Vec::new(),
            part: None,
            begun: false,
            last_table: None,
            in_annexes: false,
            stretches_with_parts: 0,
            misplaced: Vec::new(),
        }
    }

    /// Takes a title down, with the organ and the year that it names. The first one counts.
    pub(super) fn title(&mut self, title: Title) {
        if self.report.title.is_some() {
            return;
        }
        if !title.organ.is_empty() {
            self.report.organ.name = title.organ;
        }
        self.report.year = title.year.or(self.report.year);
        self.report.title = (!title.is_to_fill_in).then_some(title.text);
    }

    /// Takes a sign-off down. The first one counts.
    pub(super) fn signature(&mut self, signature: Signature) {
        self.report.signature.get_or_insert(signature);
    }

    pub(super) fn is_workbook(&self) -> bool {
        self.is_workbook
    }

    /// The organ, as far as it is known; on a worksheet, a date alone is no sign-off.
    pub(super) fn organ_of_a_text(&self) -> Option<&str> {
        (!self.is_workbook).then_some(self.report.organ.name.as_str())
    }

    /// Writes the pieces of a stretch, each with its role.
    pub(super) fn write(&mut self, pieces: &[Piece<'_>], roles: Vec<Role>) {
        let parts_before = self.report.parts.len();
        let title = roles.iter().position(|role| matches!(role, Role::Title));
        let has_heading = roles.iter().any(|role| matches!(role, Role::Heading(_)));
        self.begun = !self.is_workbook || title.is_some() || has_heading;
        (self.part, self.last_table, self.in_annexes) = (None, None, false);
        // On a worksheet, what stands above the title is no preface.
        let above_title = if self.is_workbook { title.unwrap_or(0) } else { 0 };
        let mut highest = None;
        for (index, (piece, role)) in pieces.iter().zip(roles).enumerate() {
            match (piece, role) {
                (Piece::Line(line), Role::Heading(heading)) => self.heading(heading, line, &mut highest),
                (Piece::Line(line), Role::Text) => {
                    let is_remark = self.is_workbook
                        && self.part.is_none()
                        && (index < above_title || self.is_remark_on_a_table(&pieces[index..], title, line));
                    self.line(line, is_remark);
                }
                (Piece::Table(id), _) => self.table(id),
                (Piece::Local(grid, lines), _) => self.local_table(grid, lines),
                (Piece::Line(_) | Piece::Sheet, _) => {}
            }
        }
        self.stretches_with_parts += usize::from(self.report.parts.len() > parts_before);
    }

    /// Puts the parts of several worksheets in the form's order, and says which headings are not printed or not where
    /// the form has them.
    pub(super) fn finish(self) -> Vec<Finding> {
        let unprinted = self.unprinted_headings();
        // The order of sheets says nothing about the order of parts; within a sheet it is kept as printed.
        if self.is_workbook && self.stretches_with_parts > 1 {
            self.report.parts.sort_by_key(|part| part.number);
        }
        self.misplaced_headings().into_iter().chain(unprinted).collect()
    }

    /// Tables without their part's heading, in a text that heads its other parts. On a worksheet, the table's own name
    /// is heading enough.
    fn unprinted_headings(&self) -> Option<Finding> {
        let printed = self.headed.iter().filter(|headed| headed.is_printed && headed.of.is_some()).count();
        if self.is_workbook || printed < FEWEST_HEADINGS {
            return None;
        }
        let unprinted = self.headed.iter().filter(|headed| !headed.is_printed).filter_map(|headed| headed.of);
        let official: Vec<String> =
            unprinted.map(|of| format!("{}、{}", numeral(of), self.form.parts[of].heading)).collect();
        let missing = official.join("；");
        let finding = Finding::new("S01", Severity::Warning).with("kind", "heading").with("count", official.len());
        (!official.is_empty()).then(|| finding.with("missing", missing))
    }

    /// Headings with a number or place that is not the form's.
    fn misplaced_headings(&self) -> Option<Finding> {
        let first = self.misplaced.first()?;
        let mut finding = Finding::new("L14", Severity::Warning)
            .with("printed", &first.printed)
            .with("official", &first.official)
            .with("count", self.misplaced.len())
            .at(first.at.as_deref());
        let others = self.misplaced.iter().skip(1).filter_map(|heading| heading.at.as_deref());
        finding.related = others.map(|at| Related { cell: None, source: Some(Source::at(at)) }).collect();
        Some(finding)
    }

    /// A worksheet's short line without a heading above it is a remark on the table below, or on nothing.
    fn is_remark_on_a_table(&self, below: &[Piece<'_>], title: Option<usize>, line: &Line<'_>) -> bool {
        let text = line.text.trim();
        if text.chars().count() >= PROSE_CHARACTERS || text.ends_with('。') {
            return false;
        }
        let table_follows = below.iter().any(|piece| matches!(piece, Piece::Table(_)));
        title.is_none() || table_follows
    }

    fn heading(&mut self, heading: Heading, line: &Line<'_>, highest: &mut Option<usize>) {
        let is_sheet_name = line.place == Place::SheetName;
        if let Some(of) = heading.of {
            let has_other_number = heading.number.is_some_and(|number| usize::from(number) != of + 1);
            let is_late = highest.is_some_and(|highest| of < highest);
            let is_known = self.misplaced.iter().any(|known| known.of == of);
            if (has_other_number || is_late) && !is_sheet_name && !is_known {
                self.misplaced.push(Misplaced {
                    of,
                    printed: line.text.trim().chars().take(HEADING_CHARACTERS).collect(),
                    official: format!("{}、{}", numeral(of), self.form.parts[of].heading),
                    at: line.at.map(str::to_owned),
                });
            }
            *highest = Some(highest.map_or(of, |highest| highest.max(of)));
        }
        let number = heading.number.or_else(|| u8::try_from(heading.of? + 1).ok());
        let index = self.part_of(heading.of, number.unwrap_or(u8::MAX), &heading.words, !is_sheet_name);
        self.part = Some(index);
        self.last_table = None;
        self.in_annexes = false;
        if let Some(rest) = heading.rest {
            self.report.parts[index].blocks.push(PartBlock::Paragraph { text: rest });
        }
    }

    /// The report's part that is a part of the form; made where it is not there yet.
    fn part_of(&mut self, of: Option<usize>, number: u8, words: &str, is_printed: bool) -> usize {
        let existing = of.and_then(|of| self.headed.iter().position(|headed| headed.of == Some(of)));
        if let Some(index) = existing {
            if is_printed && !self.headed[index].is_printed {
                let part = &mut self.report.parts[index];
                (part.number, part.heading) = (number, words.to_owned());
                self.headed[index].is_printed = true;
            }
            return index;
        }
        let index = self.part.map_or(self.report.parts.len(), |part| part + 1);
        self.report.parts.insert(index, Part { number, heading: words.to_owned(), blocks: Vec::new() });
        self.headed.insert(index, Headed { of, is_printed });
        index
    }

    fn table(&mut self, id: &str) {
        self.last_table = Some(id.to_owned());
        let index = match self.form.part_of_table(id) {
            Some(number) => {
                let of = usize::from(number) - 1;
                let heading = &self.form.parts[of].heading;
                self.part_of(Some(of), number, heading, false)
            }
            // Another edition's table, of which this one has no part, stays where it stands.
            None => match self.part.or(self.report.parts.len().checked_sub(1)) {
                Some(index) => index,
                None => return,
            },
        };
        let block = PartBlock::Table { table: id.to_owned() };
        let blocks = &mut self.report.parts[index].blocks;
        if !blocks.contains(&block) {
            blocks.push(block);
        }
        self.part = Some(index);
    }

    /// A table of the office's own: kept whole in a part, read as lines before the first.
    fn local_table(&mut self, grid: &Grid, lines: &[Line<'_>]) {
        match self.part.filter(|_| self.begun || !self.is_workbook) {
            Some(part) => self.report.parts[part].blocks.push(PartBlock::Grid(grid.clone())),
            None => {
                for line in lines {
                    if !noise::is_residue(&line.text) {
                        self.line(line, false);
                    }
                }
            }
        }
    }

    fn line(&mut self, line: &Line<'_>, is_remark: bool) {
        let text = line.text.trim();
        if self.is_place_to_fill_in(text) || self.is_note(text) || self.is_footer(text) || self.is_title_again(text) {
            return;
        }
        match self.part.filter(|_| self.begun) {
            Some(part) => {
                self.in_annexes |= text.starts_with("附件");
                let level = if self.in_annexes { None } else { self.subheading_level(line, part) };
                let block = match level {
                    Some(level) => PartBlock::Heading { level, text: text.to_owned() },
                    None => PartBlock::Paragraph { text: text.to_owned() },
                };
                self.report.parts[part].blocks.push(block);
            }
            None => {
                let is_entry = line.place != Place::SheetName && identity::read_line(text, self.report);
                if !is_entry && self.begun && !is_remark {
                    self.report.preface.push(text.to_owned());
                }
            }
        }
    }

    /// The level of a sub-heading; a numbered sentence is a paragraph.
    fn subheading_level(&self, line: &Line<'_>, part: usize) -> Option<u8> {
        let text = line.text.trim();
        if text.chars().count() > HEADING_CHARACTERS || ends_sentence(text) || text.contains('\t') {
            return None;
        }
        let by_number = label::split_number(text).0.map(|number| number.style.level().max(2));
        let by_file = match line.place {
            Place::Heading(level) => Some(level.clamp(2, 4)),
            _ => None,
        };
        let is_official = || {
            let of = self.headed[part].of.map(|of| &self.form.parts[of].subheadings);
            of.is_some_and(|subheadings| subheadings.iter().any(|subheading| subheading == text))
        };
        by_number.or(by_file).or_else(|| is_official().then_some(2))
    }

    /// Keeps a note under a table with the table.
    fn is_note(&mut self, text: &str) -> bool {
        let Some(table) = self.last_table.as_ref().and_then(|id| self.report.tables.get_mut(id)) else { return false };
        let is_note = ["注：", "注:", "备注：", "备注:", "说明：", "说明:"].iter().any(|mark| text.starts_with(mark));
        if is_note && !table.notes.iter().any(|note| note == text) {
            table.notes.push(text.to_owned());
        }
        is_note
    }

    /// Whether a line under a table names who filled it in, which is no part of the report.
    fn is_footer(&self, text: &str) -> bool {
        self.last_table.is_some() && noise::names_who_filled_it_in(text)
    }

    /// Whether a line is the mark that composing puts where text is missing.
    fn is_place_to_fill_in(&self, text: &str) -> bool {
        let inner = text.strip_prefix('〔').and_then(|text| text.strip_suffix('〕'));
        inner.is_some_and(|inner| self.form.parts.iter().any(|part| part.guide.zh == inner))
    }

    /// Whether a line is the title once more, as pages repeat it.
    fn is_title_again(&self, text: &str) -> bool {
        let Some(title) = &self.report.title else { return false };
        text.chars().count() <= title.chars().count() * 2
            && text.contains("公开")
            && identity::read_title(text).is_some_and(|other| other.text == *title)
    }
}

fn numeral(of: usize) -> String {
    parts::numeral(u8::try_from(of + 1).unwrap_or(u8::MAX))
}
