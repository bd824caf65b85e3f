//! Which figures belong to which row of a band, by order and number alone.
//!
//! A row owns exactly as many figures as the band has columns. Labels stand before their figures throughout a table, or
//! throughout behind them: which of both is told by how the table begins and ends, and by the lines that hold both.
//! What fits in two ways is left undecided; the relations of the form are never asked.

use super::Why;
use super::labels::{Event, RowLabel, Segment};
use super::stream::Stream;
use super::words::BandWords;

/// A band as it was read.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) rows: Vec<Row>,
    pub(super) doubts: Vec<Doubt>,
}

/// A row with its figures.
pub(super) struct Row {
    pub(super) which: Which,
    pub(super) label: Vec<usize>,
    pub(super) figures: Vec<usize>,
    /// Whether the label has a slip in it.
    pub(super) is_near: bool,
}

/// What a row is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// The band's row of this place.
    Form(usize),
    /// The only row of a band without row labels.
    Only,
    /// A row that the form does not have, between two of the form's that follow each other.
    Local,
}

/// Figures that cannot be assigned.
pub(super) struct Doubt {
    /// The row that they may belong to, as far as known.
    pub(super) row: Option<usize>,
    pub(super) label: Vec<usize>,
    pub(super) figures: Vec<usize>,
    pub(super) why: Why,
}

/// Reads a segment of a band.
pub(super) fn read(stream: &Stream<'_>, band: &BandWords<'_>, segment: &Segment) -> Reading {
    let mut reader =
        Reader { stream, band, columns: band.columns.len(), lines_tell: false, reading: Reading::default() };
    if band.rows.is_empty() {
        reader.only_row(&segment.events);
        return reader.reading;
    }
    let mut events = segment.events.clone();
    let near = reader.resolve_unknown_labels(&mut events);
    trim(&mut events);
    let is_blank = |figures: &[usize]| figures.iter().all(|&figure| stream.is_blank(figure));
    if matches!(events.first(), Some(Event::Figures(figures)) if is_blank(figures)) {
        events.remove(0);
    }
    // One row of one figure is too little to go by: another number on its line may as well be the stray one.
    reader.lines_tell = reader.order_within_lines(&events).is_some() && reader.columns.max(band.rows.len()) > 1;
    match reader.order(&events) {
        Some(order) => {
            let end_is_sure = match order {
                Order::LabelFirst => band.is_last || segment.is_followed,
                Order::FiguresFirst => !segment.behind.is_some_and(|boundary| boundary.is_above_rows),
            };
            reader.mark_cuts(&mut events, order, end_is_sure);
            reader.pair(&events, order);
        }
        None => reader.doubt_all(&events),
    }
    let Reading { rows, doubts } = &mut reader.reading;
    for row in rows.iter_mut() {
        row.is_near = row.label.first().is_some_and(|first| near.contains(first));
    }
    rows.sort_by_key(|row| row.figures.first().copied());
    doubts.sort_by_key(|doubt| doubt.figures.first().copied());
    reader.reading
}

/// On which side of its figures a label stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Order {
    LabelFirst,
    FiguresFirst,
}

struct Reader<'a, 'f> {
    stream: &'a Stream<'a>,
    band: &'a BandWords<'f>,
    columns: usize,
    /// Whether most rows have label and figures on one line, so that the line tells which belong together.
    lines_tell: bool,
    reading: Reading,
}

impl Reader<'_, '_> {
    /// The figures under a header without row labels.
    fn only_row(&mut self, events: &[Event]) {
        let figures = events.iter().find_map(|event| match event {
            Event::Figures(figures) => Some(figures.clone()),
            Event::Label(_) => None,
        });
        let Some(figures) = figures else { return };
        match self.split(&figures).as_deref() {
            Some([row]) => self.row(Which::Only, Vec::new(), row),
            _ => self.doubt(None, Vec::new(), figures.clone(), self.why(&figures)),
        }
    }

    /// Gives unknown labels the row that order and words leave for them; says which labels those are.
    fn resolve_unknown_labels(&self, events: &mut [Event]) -> Vec<usize> {
        let row_of = |event: &Event| match event {
            Event::Label(label) => label.row,
            Event::Figures(_) => None,
        };
        let mut next_rows: Vec<Option<usize>> = events
            .iter()
            .rev()
            .scan(None, |next, event| {
                *next = row_of(event).or(*next);
                Some(*next)
            })
            .collect();
        next_rows.reverse();
        let mut near = Vec::new();
        let mut last = None;
        for (event, next) in events.iter_mut().zip(next_rows) {
            let Event::Label(label) = event else { continue };
            if label.row.is_some() {
                last = label.row;
                continue;
            }
            let first_left = last.map_or(0, |last| last + 1);
            let left = first_left..next.unwrap_or(self.band.rows.len());
            let near_rows: Vec<usize> = left.filter(|&row| self.band.is_near(row, &label.words)).collect();
            if let [row] = near_rows[..] {
                (label.row, last) = (Some(row), Some(row));
                near.extend(label.pieces.first());
            } else {
                label.is_local = last.is_some() && next == Some(first_left);
            }
        }
        near
    }

    /// How labels and figures follow each other; `None` where nothing shows it.
    fn order(&self, events: &[Event]) -> Option<Order> {
        let by_ends = match (events.first()?, events.last()?) {
            (Event::Label(_), Event::Figures(_)) => Some(Order::LabelFirst),
            (Event::Figures(_), Event::Label(_)) => Some(Order::FiguresFirst),
            _ => None,
        };
        let by_lines = self.order_within_lines(events).filter(|_| self.lines_tell);
        let rows = || {
            events.iter().filter_map(|event| match event {
                Event::Label(label) => label.row,
                Event::Figures(_) => None,
            })
        };
        // A table that is cut off at both ends may begin and end like one of the other order.
        let is_whole = rows().min() == Some(0) && rows().max() == Some(self.band.rows.len() - 1);
        match (by_ends, by_lines) {
            (Some(ends), Some(lines)) if ends == lines || is_whole => Some(ends),
            (Some(ends), None) if is_whole => Some(ends),
            (None, by_lines) => by_lines,
            (Some(_), _) => None,
        }
    }

    /// The order of labels and figures on the lines that hold both, where it is always the same and most rows stand so.
    fn order_within_lines(&self, events: &[Event]) -> Option<Order> {
        let orders = events.windows(2).filter_map(|pair| match pair {
            [Event::Label(label), Event::Figures(figures)] if self.share_line(label, figures) => {
                Some(Order::LabelFirst)
            }
            [Event::Figures(figures), Event::Label(label)] if self.share_line(label, figures) => {
                Some(Order::FiguresFirst)
            }
            _ => None,
        });
        let orders: Vec<Order> = orders.collect();
        let labels = events.iter().filter(|event| matches!(event, Event::Label(_))).count();
        let first = *orders.first()?;
        (orders.len() * 2 > labels && orders.iter().all(|order| *order == first)).then_some(first)
    }

    /// Whether a whole label and the figures next to it stand on one line.
    fn share_line(&self, label: &RowLabel, figures: &[usize]) -> bool {
        let line = |piece: &usize| self.stream.pieces[*piece].line;
        let Some(of_label) = label.pieces.first().map(line) else { return false };
        let nearest = if label.pieces.first() < figures.first() { figures.first() } else { figures.last() };
        label.pieces.iter().all(|piece| line(piece) == of_label) && nearest.map(line) == Some(of_label)
    }

    /// Marks the labels that rows are missing behind, on the side of their figures: the figures may be those of a row
    /// whose label is lost. So may those at a band's end be the next band's, where that one is not to be seen.
    fn mark_cuts(&self, events: &mut [Event], order: Order, end_is_sure: bool) {
        let mut labels: Vec<&mut RowLabel> = events
            .iter_mut()
            .filter_map(|event| match event {
                Event::Label(label) => Some(label),
                Event::Figures(_) => None,
            })
            .collect();
        let rows = self.band.rows.len();
        if order == Order::FiguresFirst {
            labels.reverse();
        }
        // The row that would follow if none were missing; a label without a row may be any one.
        let mut next = if end_is_sure { rows } else { rows + 1 };
        for label in labels.into_iter().rev() {
            match label.row {
                Some(row) => {
                    let row = if order == Order::LabelFirst { row } else { rows - 1 - row };
                    label.is_cut = next != row + 1;
                    next = row;
                }
                None if label.is_local => {}
                None => next = next.saturating_sub(1),
            }
        }
    }

    /// Gives each run of figures to the labels next to it on the one side.
    fn pair(&mut self, events: &[Event], order: Order) {
        let mut events: Vec<&Event> = events.iter().collect();
        if order == Order::FiguresFirst {
            events.reverse();
        }
        let mut labels: Vec<&RowLabel> = Vec::new();
        for event in events {
            match event {
                Event::Label(label) => labels.push(label),
                Event::Figures(figures) => self.assign(&std::mem::take(&mut labels), figures, order),
            }
        }
    }

    /// Assigns a run of figures to the labels before it, which follow each other without figures in between.
    fn assign(&mut self, labels: &[&RowLabel], figures: &[usize], order: Order) {
        let Some(nearest) = labels.last().copied() else {
            return self.doubt(None, Vec::new(), figures.to_vec(), Why::NoLabel);
        };
        let shares_line = self.lines_tell && self.share_line(nearest, figures);
        let sure = (labels.len() == 1 || shares_line).then_some(nearest);
        let Some(mut groups) = self.split(figures) else {
            let row = sure.and_then(|label| label.row);
            let label = sure.map(|label| label.pieces.clone()).unwrap_or_default();
            return self.doubt(row, label, figures.to_vec(), self.why(figures));
        };
        if order == Order::FiguresFirst {
            groups.reverse();
        }
        let are_sure = labels.len() == 1 || !labels.iter().any(|label| label.is_cut);
        if groups.len() == labels.len() && are_sure {
            for (label, group) in labels.iter().zip(groups) {
                self.labelled(label, &group);
            }
            return;
        }
        // What stands on the label's own line is its own, whatever else is missing or too much.
        let own = usize::from(shares_line);
        for group in groups.iter().take(own) {
            self.labelled(nearest, group);
        }
        for group in groups.into_iter().skip(own) {
            let why = if labels.len() > 1 { Why::TwoRows } else { Why::NoLabel };
            self.doubt(None, Vec::new(), group, why);
        }
    }

    /// A label with as many figures as the band has columns.
    fn labelled(&mut self, label: &RowLabel, figures: &[usize]) {
        let pieces = label.pieces.clone();
        match label.row {
            Some(_) if label.is_cut && !self.share_line(label, figures) => {
                self.doubt(None, pieces, figures.to_vec(), Why::TwoRows);
            }
            Some(row) => self.row(Which::Form(row), pieces, figures),
            None if label.is_local => self.row(Which::Local, pieces, figures),
            None => self.doubt(None, pieces, figures.to_vec(), Why::UnknownLabel),
        }
    }

    fn doubt_all(&mut self, events: &[Event]) {
        for event in events {
            if let Event::Figures(figures) = event {
                self.doubt(None, Vec::new(), figures.clone(), Why::TwoRows);
            }
        }
    }

    fn row(&mut self, which: Which, label: Vec<usize>, figures: &[usize]) {
        if figures.iter().any(|&figure| self.stream.is_torn(figure)) {
            let row = if let Which::Form(row) = which { Some(row) } else { None };
            return self.doubt(row, label, figures.to_vec(), Why::Torn);
        }
        self.reading.rows.push(Row { which, label, figures: figures.to_vec(), is_near: false });
    }

    fn doubt(&mut self, row: Option<usize>, label: Vec<usize>, mut figures: Vec<usize>, why: Why) {
        figures.retain(|&figure| !self.stream.is_blank(figure));
        if figures.is_empty() {
            return;
        }
        self.reading.doubts.push(Doubt { row, label, figures, why });
    }

    fn why(&self, figures: &[usize]) -> Why {
        if figures.len() < self.columns { Why::TooFew } else { Why::TooMany }
    }

    /// The figures row by row: all of them where they are as many as the columns, else line by line. A lone small number
    /// on a line before or behind a full one is a page's.
    fn split(&self, figures: &[usize]) -> Option<Vec<Vec<usize>>> {
        let filled: Vec<usize> = figures.iter().copied().filter(|&figure| !self.stream.is_blank(figure)).collect();
        if filled.len() == self.columns {
            return Some(vec![filled]);
        }
        let line = |piece: usize| self.stream.pieces[piece].line;
        let mut lines: Vec<&[usize]> = figures.chunk_by(|&one, &other| line(one) == line(other)).collect();
        // Blank figures count where they are all on one line.
        if let [row] = lines[..]
            && row.len() == self.columns
        {
            return Some(vec![row.to_vec()]);
        }
        let is_page_number = |line: &[usize]| match line {
            [piece] => {
                let text = self.stream.pieces[*piece].text;
                text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit())
            }
            _ => false,
        };
        if self.columns > 1 {
            lines.retain(|line| !is_page_number(line));
        }
        let are_full = !lines.is_empty() && lines.iter().all(|line| line.len() == self.columns);
        are_full.then(|| lines.into_iter().map(<[usize]>::to_vec).collect())
    }
}

/// Cuts off what stands before the first known label and its figures, and behind the last.
fn trim(events: &mut Vec<Event>) {
    let is_known = |event: &Event| matches!(event, Event::Label(label) if label.row.is_some());
    let is_figures = |event: Option<&Event>| matches!(event, Some(Event::Figures(_)));
    let Some(last) = events.iter().rposition(is_known) else { return events.clear() };
    events.truncate(if is_figures(events.get(last + 1)) { last + 2 } else { last + 1 });
    let first = events.iter().position(is_known).unwrap_or(0);
    let from = if first > 0 && is_figures(events.get(first - 1)) { first - 1 } else { first };
    events.drain(..from);
}
