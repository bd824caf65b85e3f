//! typst's view of the world: one template, the bundled fonts and two files in memory. No disk, no clock, no network.

use std::sync::OnceLock;

use nianbao_core::Report;
use nianbao_plugin::{Context, PluginError};
use serde::Serialize;
use typst::diag::{FileError, FileResult, SourceDiagnostic, Warned};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::data::Layout;
use crate::fonts;

/// Typesets a layout and writes the PDF with the report's JSON attached.
pub(crate) fn typeset(
    layout: &Layout,
    report: &Report,
    date: Datetime,
    context: &Context<'_>,
) -> Result<Vec<u8>, PluginError> {
    let world = JobWorld { setting: setting(), document: file(layout)?, report: file(report)? };
    let failed = |errors: &[SourceDiagnostic]| {
        let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
        let message = context.say("排版失败", "typesetting failed");
        PluginError::new("typeset", format!("{message}: {}", messages.join("; ")))
    };
    let Warned { output, .. } = typst::compile::<PagedDocument>(&world);
    // typst remembers every document for ever unless told to forget those of the last calls but one.
    comemo::evict(2);
    let paged = output.map_err(|errors| failed(&errors))?;
    if context.cancelled() {
        return Err(PluginError::new("cancelled", context.say("已取消", "cancelled")));
    }
    typst_pdf::pdf(&paged, &options(date)?).map_err(|errors| failed(&errors))
}

/// What all documents share.
struct Setting {
    library: LazyHash<Library>,
    template: Source,
    document: FileId,
    report: FileId,
}

fn setting() -> &'static Setting {
    static SETTING: OnceLock<Setting> = OnceLock::new();
    SETTING.get_or_init(|| {
        // The extras tag row labels as headers of their rows.
        let features = [Feature::A11yExtras].into_iter().collect();
        Setting {
            library: LazyHash::new(Library::builder().with_features(features).build()),
            template: Source::new(file_id("/template.typ"), include_str!("template.typ").to_owned()),
            document: file_id("/document.json"),
            report: file_id("/report.json"),
        }
    })
}

fn file_id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("the paths of this module are plain");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

fn file(value: &impl Serialize) -> Result<Bytes, PluginError> {
    let json = serde_json::to_vec(value).map_err(|error| PluginError::new("typeset", error.to_string()))?;
    Ok(Bytes::new(json))
}

fn options(date: Datetime) -> Result<PdfOptions, PluginError> {
    const BEIJING: i32 = 8 * 60;
    let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
        .map_err(|error| PluginError::new("typeset", error.message().as_str()))?;
    Ok(PdfOptions {
        creator: Smart::Custom(Some(format!("nianbao {}", env!("CARGO_PKG_VERSION")))),
        timestamp: Timestamp::new_local(date, BEIJING),
        standards,
        ..PdfOptions::default()
    })
}

/// The world of one document.
struct JobWorld {
    setting: &'static Setting,
    document: Bytes,
    report: Bytes,
}

impl World for JobWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.setting.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &fonts::bundled().book
    }

    fn main(&self) -> FileId {
        self.setting.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main() {
            return Ok(self.setting.template.clone());
        }
        Err(not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.setting.document {
            Ok(self.document.clone())
        } else if id == self.setting.report {
            Ok(self.report.clone())
        } else {
            Err(not_found(id))
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts::bundled().faces.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_with_slash().into())
}
