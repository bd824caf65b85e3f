//! `check --marked DIR`: each input redrawn as a workbook, with what is wrong marked in its cells and listed on a sheet.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use nianbao_core::document::{Block, Cell, Grid, Mark};
use nianbao_core::finding::{Finding, Source};
use nianbao_core::form::Form;
use nianbao_core::{Document, Report};
use nianbao_engine::compose;
use nianbao_host::{FormatOptions, Host, printable};

use super::repair;
use crate::failure::{Failure, colon};
use crate::findings::severity_word;
use crate::inputs::Input;
use crate::messages::{Messages, tr};
use crate::output::{self, Destination};
use crate::read::ReadInput;

/// The format of the redrawn files, which is also their ending.
const FORMAT: &str = "xlsx";

/// Writes the redrawn workbooks. Made once, before anything is read: no output may be an input, and no two may be one.
pub(crate) struct Marker<'a> {
    host: &'a Host,
    forms: &'a [Form],
    messages: &'a Messages,
    destination: Destination,
    options: FormatOptions,
    /// The names without endings that several inputs of one folder have: their workbooks keep the endings.
    twins: HashSet<PathBuf>,
}

/// What an input was read from, kept until it is known what is wrong with it.
pub(crate) struct Original {
    /// Each file with its name.
    documents: Vec<(String, Document)>,
}

/// A workbook that was written.
pub(crate) struct Written {
    path: PathBuf,
    /// How many cells are marked.
    cells: usize,
}

impl Original {
    /// Takes what was read from. A report that came as data or as running text is laid out as the form, so that it can be
    /// marked as well.
    pub(crate) fn of(read: &ReadInput, forms: &[Form]) -> Self {
        let mut documents = read.documents.clone();
        let is_grid = |block: &Block| matches!(block, Block::Grid(_));
        if !documents.iter().any(|(_, document)| document.blocks.iter().any(is_grid)) {
            documents.push((String::new(), compose(&read.recognized.report, forms, None)));
        }
        Original { documents }
    }
}

impl<'a> Marker<'a> {
    pub(crate) fn new(
        host: &'a Host,
        forms: &'a [Form],
        messages: &'a Messages,
        folder: &Path,
        inputs: &[Input],
    ) -> Result<Self, Failure> {
        host.extension(FORMAT)?;
        let destination = Destination::Folder(folder.to_owned());
        let options = FormatOptions::default().with("plain", true);
        let mut stems = HashSet::new();
        let twins = inputs.iter().map(stem_of).filter(|stem| !stems.insert(stem.clone())).collect();
        let marker = Marker { host, forms, messages, destination, options, twins };
        let plan = inputs.iter().map(|input| Ok((marker.path_of(input)?, input)));
        output::check_plan(&plan.collect::<Result<Vec<_>, Failure>>()?, inputs)?;
        Ok(marker)
    }

    /// Writes the workbook of an input. The findings have their words already.
    pub(crate) fn write(&self, input: &Input, original: Original, findings: &[Finding]) -> Result<Written, Failure> {
        let path = self.path_of(input)?;
        let is_joined = input.files.len() > 1;
        let marks = self.marks(findings);
        let mut document = Document::new();
        let mut cells = 0;
        for (file, read) in original.documents {
            for block in read.blocks {
                let Block::Grid(mut grid) = block else { continue };
                if grid.name.is_none() {
                    let at = grid.at.as_deref().unwrap_or_default();
                    grid.name = Some(place_in(at, &file, input).1.to_owned());
                }
                for cell in &mut grid.cells {
                    cell.marks = marks.of(cell, &file, input);
                    cells += usize::from(!cell.marks.is_empty());
                }
                document.blocks.push(Block::Grid(grid));
            }
        }
        document.blocks.push(Block::Grid(self.list(findings, is_joined)));
        let written = self.host.export(FORMAT, &document, &Report::new(), None, &self.options)?;
        output::write(&path, &written.bytes)?;
        Ok(Written { path, cells })
    }

    /// What to say of a workbook that was written.
    pub(crate) fn say(&self, written: &Written) -> String {
        tr!(self.messages, "wrote-marked", path = written.path.display(), cells = written.cells)
    }

    fn path_of(&self, input: &Input) -> Result<PathBuf, Failure> {
        let extension = match input.files.as_slice() {
            [file] if self.twins.contains(&stem_of(input)) => match Path::new(&file.name()).extension() {
                Some(own) => format!("{}.{FORMAT}", own.to_string_lossy()),
                None => FORMAT.to_owned(),
            },
            _ => FORMAT.to_owned(),
        };
        output::path_for(&self.destination, input, &extension, None, None)
    }

    fn marks(&self, findings: &[Finding]) -> Marks {
        let mut marks = Marks::default();
        for finding in findings {
            let mark = |text: &str| {
                let severity = severity_word(finding.severity, self.messages);
                let text = format!("{severity} {}{}{text}", finding.code, colon(self.messages));
                Mark { code: finding.code.clone(), text, severity: Some(finding.severity) }
            };
            // A cell that travels without the report says all that the report says: the other answers, and where to look.
            let whole = mark(&self.words(finding));
            marks.add(finding.source.as_ref(), finding.cell.as_deref(), &whole);
            if is_about_cells(&finding.code) {
                for related in &finding.related {
                    marks.add(related.source.as_ref(), related.cell.as_deref(), &whole);
                }
            }
            // What to change is the likeliest answer's cell.
            for repair in finding.repairs.iter().filter(|repair| repair.rank <= 1) {
                let is_own = finding.cell.as_ref() == Some(&repair.cell);
                let own = mark(&repair::at_its_cell(finding, repair, self.forms, self.messages));
                marks.add(repair.source.as_ref(), Some(&repair.cell), if is_own { &whole } else { &own });
            }
        }
        marks
    }

    /// A finding's message, with what it says of repairs.
    fn words(&self, finding: &Finding) -> String {
        let mut lines = vec![printable(&finding.message)];
        lines.extend(repair::paragraphs(finding, false, self.forms, self.messages));
        lines.join("\n")
    }

    /// The sheet that lists what is wrong, worst first.
    fn list(&self, findings: &[Finding], is_joined: bool) -> Grid {
        let mut sorted: Vec<&Finding> = findings.iter().collect();
        sorted.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        let header = ["marked-severity", "marked-code", "marked-place", "marked-message"];
        let mut rows = vec![header.map(|key| self.messages.text(key, &[]))];
        for finding in sorted {
            let place = finding.source.as_ref().map_or_else(String::new, |source| match is_joined {
                true => format!("{}#{}", source.file, source.locator),
                false => source.locator.clone(),
            });
            rows.push([
                severity_word(finding.severity, self.messages),
                finding.code.clone(),
                printable(&place),
                self.words(finding),
            ]);
        }
        if findings.is_empty() {
            rows.push([self.messages.text("marked-nothing", &[]), String::new(), String::new(), String::new()]);
        }
        let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let cells = (0..)
            .zip(rows)
            .flat_map(|(row, texts)| (0..).zip(texts).map(move |(column, text)| Cell::new(row, column, text)));
        Grid {
            name: Some(tr!(self.messages, "marked-sheet")),
            rows: count,
            columns: 4,
            cells: cells.collect(),
            ..Grid::default()
        }
    }
}

/// What is to be marked, by place and by the figure's id.
#[derive(Default)]
struct Marks {
    by_place: BTreeMap<(String, String), Vec<Mark>>,
    by_id: BTreeMap<String, Vec<Mark>>,
}

impl Marks {
    fn add(&mut self, source: Option<&Source>, cell: Option<&str>, mark: &Mark) {
        // A cell that was read has a place, one that was laid out as the form has an id.
        let by_place = source.map(|source| (source.file.clone(), source.locator.clone()));
        let by_place = by_place.map(|place| self.by_place.entry(place).or_default());
        let by_id = cell.map(|cell| self.by_id.entry(cell.to_owned()).or_default());
        for marks in by_place.into_iter().chain(by_id) {
            if !marks.contains(mark) {
                marks.push(mark.clone());
            }
        }
    }

    /// The marks of a cell, gravest first.
    fn of(&self, cell: &Cell, file: &str, input: &Input) -> Vec<Mark> {
        let of_place = cell.at.as_deref().into_iter().flat_map(|at| {
            let (file, locator) = place_in(at, file, input);
            // A finding of one file need not name it.
            let files: BTreeSet<&str> = if input.files.len() > 1 { [file].into() } else { [file, ""].into() };
            files.into_iter().filter_map(move |file| self.by_place.get(&(file.to_owned(), locator.to_owned())))
        });
        let of_id = cell.id.as_ref().and_then(|id| self.by_id.get(id));
        let mut marks: Vec<Mark> = of_place.chain(of_id).flatten().cloned().collect();
        marks.sort_by_key(|mark| std::cmp::Reverse(mark.severity));
        marks
    }
}

/// An input's name without its ending, in its folder, as systems that do not tell case apart have it.
fn stem_of(input: &Input) -> PathBuf {
    input.subfolder.join(input.stem.to_lowercase())
}

/// Whether a code is of cells by themselves, so that every cell it names is at fault. Of the cells that a relation or a
/// sentence is about, most are right.
fn is_about_cells(code: &str) -> bool {
    code.starts_with('F') || code == "L04"
}

/// A place of a document as file and locator; of several files, each place begins with its file's name.
fn place_in<'t>(at: &'t str, file: &'t str, input: &Input) -> (&'t str, &'t str) {
    let of_several = if input.files.len() > 1 { input.file_and_locator(at) } else { None };
    of_several.unwrap_or((file, at))
}
