//! Several files that are the pieces of one report.

use nianbao_core::finding::{Severity, Source};
use nianbao_core::{Document, Finding};
use nianbao_engine::join::{self, Piece, pages};

use super::{Imported, Opened, ReadInput, Reader, compare_with_embedded};
use crate::failure::Failure;
use crate::inputs::InputFile;

/// A file of several, or several that are pages of one document.
struct Pages {
    name: String,
    found: bool,
    opened: Opened,
}

impl Reader<'_> {
    /// Reads the pieces of one report. One that cannot be read stops it: half a report helps nobody.
    pub(super) fn read_joined(&self, files: &[InputFile]) -> Result<ReadInput, Vec<Failure>> {
        let mut pages: Vec<Pages> = Vec::new();
        let mut failures = Vec::new();
        for file in files {
            match self.open_piece(file, files) {
                Err(failure) => failures.push(failure),
                Ok(next) => match pages.last_mut() {
                    Some(before) if self.goes_on(before, &next) => before.append(next),
                    _ => pages.push(next),
                },
            }
        }
        let year = pages.iter().find_map(|page| self.year_of(page)).or(self.known.year);
        let mut pieces = Vec::new();
        let (mut notes, mut documents) = (Vec::new(), Vec::new());
        let mut passed_over = Vec::new();
        for page in pages {
            let (name, found) = (page.name.clone(), page.found);
            let (piece, document) = self.recognize_piece(page, year);
            if let Some(mut document) = document {
                notes.append(&mut document.notes);
                documents.push((name.clone(), document));
            }
            if found && !piece.has_table_or_part() {
                passed_over.push(name);
            } else if piece.is_empty() {
                failures.push(Failure::new("empty-piece", Some("not-a-report-help")).of_file(name));
            } else {
                pieces.push(piece);
            }
        }
        if pieces.is_empty() && failures.is_empty() {
            failures.push(Failure::new("empty-piece", Some("not-a-report-help")));
        }
        if !failures.is_empty() {
            return Err(failures);
        }
        let mut recognized = join::join(&pieces, &self.known, self.recognizer.forms());
        let name = files.iter().map(InputFile::name).collect::<Vec<_>>().join(" + ");
        recognized.findings.iter_mut().for_each(|finding| finding.report.clone_from(&name));
        Ok(ReadInput { recognized, notes, carried: None, documents, passed_over })
    }

    fn goes_on(&self, before: &Pages, next: &Pages) -> bool {
        match (&before.opened, &next.opened) {
            (Opened::Document(before), Opened::Document(imported)) => {
                before.format == imported.format
                    && pages::goes_on(&self.recognizer, &before.document, &imported.document, !next.found)
            }
            _ => false,
        }
    }

    fn year_of(&self, pages: &Pages) -> Option<i32> {
        match &pages.opened {
            Opened::Report(report) => report.year,
            Opened::Document(imported) => join::year_of(&self.recognizer, &imported.document),
        }
    }

    fn recognize_piece(&self, pages: Pages, year: Option<i32>) -> (Piece, Option<Document>) {
        let name = &pages.name;
        match pages.opened {
            Opened::Report(report) => (Piece::of_report(name, *report), None),
            Opened::Document(imported) => {
                let Imported { document, embedded, remarks, .. } = *imported;
                let mut piece = Piece::of_document(&self.recognizer, name, &document, year);
                piece.recognized.findings.extend(remarks);
                embedded.iter().for_each(|embedded| compare_with_embedded(&mut piece.recognized, embedded));
                (piece, Some(document))
            }
        }
    }

    /// Opens one of several files. Files of one name in different folders are told apart by their paths.
    fn open_piece(&self, file: &InputFile, files: &[InputFile]) -> Result<Pages, Failure> {
        let is_known = files.iter().filter(|other| other.name() == file.name()).count() > 1;
        let name = if is_known { file.display() } else { file.name() };
        let mut opened = self.open(file).map_err(|failure| failure.of_file(name.clone()))?;
        if let Opened::Document(imported) = &mut opened {
            pages::name_places(&mut imported.document, &name);
            for source in imported.remarks.iter_mut().filter_map(|remark| remark.source.as_mut()) {
                name.clone_into(&mut source.file);
            }
        }
        Ok(Pages { name, found: file.found, opened })
    }
}

impl Pages {
    /// Puts the next page behind this one, and says so; its places keep its own name.
    fn append(&mut self, next: Pages) {
        if let (Opened::Document(before), Opened::Document(imported)) = (&mut self.opened, next.opened) {
            pages::append(&mut before.document, imported.document);
            before.embedded.extend(imported.embedded);
            before.remarks.extend(imported.remarks);
            let remark = Finding::new("L21", Severity::Hint).with("name", &next.name).with("before", &self.name);
            before.remarks.push(Finding { source: Some(Source { file: next.name, ..Source::default() }), ..remark });
        }
    }
}
