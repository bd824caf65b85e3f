//! Puts a band's labels together from the pieces that running text breaks them into.
//!
//! Labels come in printed order, but a label may be cut over lines with its figures in between, run into the next one,
//! or be set one character to a line beside others. So the pieces are followed with one row's label open at a time;
//! what can only belong to a header or to a label that contains rows is set aside wherever it comes.

use super::stream::{Piece, PieceKind, Stream};
use super::words::{BandWords, Belongs};

/// A text longer than this is no label, whatever it begins with; the longest official one has 36 characters.
const LABEL_CHARACTERS: usize = 60;

/// A stretch of the stream that may hold a band.
#[derive(Default)]
pub(super) struct Segment {
    /// The pieces of the header above the first row.
    pub(super) header: Vec<usize>,
    /// Whether words that are none of the header's stand in it.
    pub(super) has_strange_header: bool,
    /// Row labels and figures in the stream's order, from the header on.
    pub(super) events: Vec<Event>,
    /// Whether the next band of the table begins where it ends.
    pub(super) is_followed: bool,
    /// The label of another band that it begins behind.
    pub(super) behind: Option<Boundary>,
    /// Pieces of headers and of labels that contain rows, wherever they stand.
    pub(super) furniture: Vec<usize>,
}

/// What follows what in a band.
#[derive(Clone, Debug)]
pub(super) enum Event {
    Label(RowLabel),
    /// Figures with no label in between.
    Figures(Vec<usize>),
}

/// A row's label.
#[derive(Clone, Debug)]
pub(super) struct RowLabel {
    /// The row by its place in the band; `None` for words that are no known label.
    pub(super) row: Option<usize>,
    /// Whether it names a row that the form does not have, between two of the form's that follow each other.
    pub(super) is_local: bool,
    /// Whether rows are missing between it and the next label on its figures' side.
    pub(super) is_cut: bool,
    pub(super) words: String,
    pub(super) pieces: Vec<usize>,
}

/// A whole label of another band, where a segment ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Boundary {
    /// Whether the band that stands under this one begins with it.
    pub(super) begins_next: bool,
    /// Whether it is no row's: rows of that band may be missing behind it.
    pub(super) is_above_rows: bool,
    /// Whether it is a column's in another edition: what stands behind it is that edition's header.
    pub(super) is_column_of_rival: bool,
}

/// Every stretch of the stream with labels of a band. `boundary` tells whole labels of other bands.
pub(super) fn segments(
    stream: &Stream<'_>,
    band: &BandWords<'_>,
    boundary: impl Fn(&str) -> Option<Boundary>,
) -> Vec<Segment> {
    let mut assembler = Assembler::new(stream, band);
    let mut line = 0;
    for (index, piece) in stream.pieces.iter().enumerate() {
        while line < piece.line {
            line += 1;
            if stream.lines[line].is_apart {
                assembler.end_segment();
            }
        }
        match &piece.kind {
            PieceKind::Figure if assembler.is_list_number(index) => {
                assembler.follow(&crate::label::words(piece.text), index);
            }
            PieceKind::Figure => assembler.figure(index),
            PieceKind::Text { words, may_be_label: false, .. } => assembler.unknown_or_end(words, index),
            PieceKind::Text { words, bare, .. } => {
                let is_list_number = bare.as_ref().is_some_and(String::is_empty);
                let is_taken = is_list_number && assembler.list_number(words, index)
                    || assembler.follow(words, index)
                    // 3.其他 is not （六）其他: a short word with another row's number is not taken for it.
                    || bare.as_ref().is_some_and(|bare| {
                        !bare.is_empty() && !band.is_column(bare) && assembler.follow(bare, index)
                    });
                if is_taken {
                    continue;
                }
                if let Some(boundary) = boundary(words).or_else(|| boundary(bare.as_ref()?)) {
                    // Figures on the line of the next band's row may be that row's.
                    let shares_line = index > 0
                        && matches!(stream.pieces[index - 1], Piece { kind: PieceKind::Figure, line, .. } if line == piece.line);
                    assembler.segment.is_followed = boundary.begins_next && (boundary.is_above_rows || !shares_line);
                    assembler.end_segment();
                    assembler.segment.behind = Some(boundary);
                } else {
                    assembler.unknown_or_end(words, index);
                }
            }
        }
    }
    assembler.end_segment();
    assembler.done
}

struct Assembler<'a, 'f> {
    stream: &'a Stream<'a>,
    band: &'a BandWords<'f>,
    segment: Segment,
    /// The events so far; `None` where a text turned out to be no row's label.
    events: Vec<Option<Event>>,
    /// How many events stand above or in the header.
    above: usize,
    /// The label that is being put together.
    open: Option<Open>,
    last_row: Option<usize>,
    done: Vec<Segment>,
}

struct Open {
    words: String,
    pieces: Vec<usize>,
    /// Its place among the events: figures may follow before the label is complete.
    event: usize,
}

/// What a text does.
enum Step {
    /// It makes the open label longer, or opens one.
    Grow(String),
    Close,
    Furniture(Belongs),
}

impl<'a, 'f> Assembler<'a, 'f> {
    fn new(stream: &'a Stream<'a>, band: &'a BandWords<'f>) -> Self {
        let (segment, events, done) = (Segment::default(), Vec::new(), Vec::new());
        Assembler { stream, band, segment, events, above: 0, open: None, last_row: None, done }
    }

    fn figure(&mut self, piece: usize) {
        if self.band.band.units_header.is_some() && self.is_mark_beside_another(piece) {
            return;
        }
        let is_below_header = self.events.len() > self.above;
        if let Some(Some(Event::Figures(figures))) = self.events.last_mut()
            && is_below_header
        {
            figures.push(piece);
        } else {
            self.events.push(Some(Event::Figures(vec![piece])));
        }
    }

    /// Whether a figure is one of two dashes, which stand for unit and figure in a row that contains others.
    fn is_mark_beside_another(&self, piece: usize) -> bool {
        let is_mark = |piece: usize| {
            let piece = self.stream.pieces.get(piece)?;
            (!piece.text.is_empty() && piece.text.chars().all(|c| c == '—')).then_some(piece.line)
        };
        let own = is_mark(piece);
        own.is_some() && (own == is_mark(piece + 1) || piece > 0 && own == is_mark(piece - 1))
    }

    /// Whether a figure is the list number of the label behind it, printed without its point: `1 属于国家秘密`.
    ///
    /// Only where no figure is wanted: in a row that lacks just one, it is that one.
    fn is_list_number(&self, piece: usize) -> bool {
        let text = self.stream.pieces[piece].text;
        if text.chars().count() != 1 || !text.chars().all(char::is_numeric) {
            return false;
        }
        let figures = match self.events.last() {
            Some(Some(Event::Figures(figures))) => figures.len(),
            _ => 0,
        };
        let Some(PieceKind::Text { words, .. }) = self.stream.pieces.get(piece + 1).map(|next| &next.kind) else {
            return false;
        };
        let numbered = format!("{}{words}", crate::label::words(text));
        figures.is_multiple_of(self.band.columns.len().max(1))
            && words.chars().count() >= 2
            && (self.band.begins_a_row(&numbered) || self.band.row_at_start(&numbered).is_some())
    }

    /// Takes a list number that stands apart from its label as the next row's, where the last label is complete.
    fn list_number(&mut self, words: &str, piece: usize) -> bool {
        let open = self.open.as_ref().map(|open| self.band.rows_of(&open.words).first().copied());
        let last = match open {
            Some(None) => return false,
            Some(row) => row,
            None => self.last_row,
        };
        let is_next = self.band.begins_row(last.map_or(0, |last| last + 1), words);
        if is_next {
            self.close();
            self.grow(words, piece);
        }
        is_next
    }

    /// Takes a text as labels and pieces of them, where all of it is.
    fn follow(&mut self, words: &str, piece: usize) -> bool {
        if words.chars().count() > LABEL_CHARACTERS {
            return false;
        }
        let open = self.open.as_ref().map_or("", |open| open.words.as_str());
        let mut steps = Vec::new();
        if !self.steps(open, words, &mut steps, &mut Vec::new()) {
            return false;
        }
        for step in steps {
            match step {
                Step::Grow(words) => self.grow(&words, piece),
                Step::Close => self.close(),
                Step::Furniture(belongs) => self.furniture(belongs, piece),
            }
        }
        true
    }

    /// The steps that take all of a text. `failed` holds the lengths of the ends that nothing takes: without it a text
    /// such as 其他其他其他… would be tried in as many ways as it can be parted.
    fn steps(&self, open: &str, words: &str, steps: &mut Vec<Step>, failed: &mut Vec<usize>) -> bool {
        if words.is_empty() {
            return true;
        }
        if open.is_empty() && failed.contains(&words.len()) {
            return false;
        }
        let taken = steps.len();
        let joined = format!("{open}{words}");
        if self.band.begins_a_row(&joined) {
            steps.push(Step::Grow(words.to_owned()));
            return true;
        }
        if let Some(label) = self.band.row_at_start(&joined)
            && label.len() > open.len()
        {
            steps.push(Step::Grow(label[open.len()..].to_owned()));
            steps.push(Step::Close);
            if self.steps("", &joined[label.len()..], steps, failed) {
                return true;
            }
            steps.truncate(taken);
        }
        if let Some(belongs) = self.band.piece_of(words)
            && !self.is_next_row(open, words)
        {
            steps.push(Step::Furniture(belongs));
            return true;
        }
        if !open.is_empty() {
            steps.push(Step::Close);
            if self.steps("", words, steps, failed) {
                return true;
            }
            steps.truncate(taken);
            return false;
        }
        if let Some((belongs, label)) = self.band.label_at_start(words) {
            steps.push(Step::Furniture(belongs));
            if self.steps("", &words[label.len()..], steps, failed) {
                return true;
            }
            steps.truncate(taken);
        }
        failed.push(words.len());
        false
    }

    /// Whether words that name a column too are the label of the row after the open one.
    fn is_next_row(&self, open: &str, words: &str) -> bool {
        let last = self.band.rows_of(open).iter().copied().find(|&row| self.last_row.is_none_or(|last| row > last));
        last.is_some_and(|last| self.band.rows_of(words).contains(&(last + 1)))
    }

    fn grow(&mut self, words: &str, piece: usize) {
        let event = self.events.len();
        let open = self.open.get_or_insert_with(|| Open { words: String::new(), pieces: Vec::new(), event });
        open.words.push_str(words);
        if open.pieces.last() != Some(&piece) {
            open.pieces.push(piece);
        }
        if open.event == self.events.len() {
            self.events.push(None);
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let rows = self.band.rows_of(&open.words);
        let next = rows.iter().find(|&&row| self.last_row.is_none_or(|last| row > last)).or(rows.first());
        let row = next.copied().filter(|&row| {
            // 总计 and 其他 head columns too: without a number they are rows only where that row is next.
            !self.band.is_column(&open.words) || self.last_row.is_some_and(|last| row == last + 1)
        });
        let piece_of = self.band.piece_of(&open.words);
        if row.is_none()
            && let Some(belongs) = piece_of
        {
            for &piece in &open.pieces {
                self.note_furniture(belongs, piece, open.event);
            }
            return;
        }
        self.last_row = row.or(self.last_row);
        self.events[open.event] = Some(Event::Label(RowLabel {
            row,
            is_local: false,
            is_cut: false,
            words: open.words,
            pieces: open.pieces,
        }));
    }

    fn furniture(&mut self, belongs: Belongs, piece: usize) {
        let event = self.open.as_ref().map_or(self.events.len(), |open| open.event);
        self.note_furniture(belongs, piece, event);
    }

    fn note_furniture(&mut self, belongs: Belongs, piece: usize, event: usize) {
        self.segment.furniture.push(piece);
        if belongs == Belongs::Header && !self.has_row() {
            if !self.segment.header.is_empty() {
                let above = self.above..event.max(self.above);
                let is_unknown = |event: &Option<Event>| matches!(event, Some(Event::Label(_)));
                self.segment.has_strange_header |= self.events[above].iter().any(is_unknown);
            }
            self.segment.header.push(piece);
            self.above = self.above.max(event);
        }
    }

    /// Whether a row's label stands above, be it one that might still go on.
    fn has_row(&self) -> bool {
        let is_row = |open: &Open| !self.band.is_column(&open.words) && !self.band.rows_of(&open.words).is_empty();
        self.last_row.is_some() || self.open.as_ref().is_some_and(is_row)
    }

    /// Takes note of a text that is no known label; what is too long for any ends the segment.
    fn unknown_or_end(&mut self, words: &str, piece: usize) {
        if words.chars().count() > LABEL_CHARACTERS {
            self.end_segment();
        } else {
            self.unknown(words, piece);
        }
    }

    fn unknown(&mut self, words: &str, piece: usize) {
        self.close();
        if let Some(Some(Event::Label(label))) = self.events.last_mut()
            && label.row.is_none()
        {
            label.words.push_str(words);
            label.pieces.push(piece);
            return;
        }
        let label =
            RowLabel { row: None, is_local: false, is_cut: false, words: words.to_owned(), pieces: vec![piece] };
        self.events.push(Some(Event::Label(label)));
    }

    fn end_segment(&mut self) {
        self.close();
        let mut segment = std::mem::take(&mut self.segment);
        for event in self.events.drain(..).skip(self.above).flatten() {
            match (segment.events.last_mut(), event) {
                // A text in between was no label.
                (Some(Event::Figures(figures)), Event::Figures(more)) => figures.extend(more),
                (_, event) => segment.events.push(event),
            }
        }
        (self.above, self.last_row) = (0, None);
        let is_known = |event: &Event| match event {
            Event::Label(label) => label.row.is_some(),
            Event::Figures(_) => self.band.rows.is_empty() && !segment.header.is_empty(),
        };
        if segment.events.iter().any(is_known) {
            self.done.push(segment);
        }
    }
}
