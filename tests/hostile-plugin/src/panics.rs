//! Faults that the author's kit must catch, and the one thing that this plugin does right.

use std::panic;

use nianbao_plugin::entry::Sides;
use nianbao_plugin::{Context, ExportJob, Exported, Exporter, ImportJob, Imported, Importer, PluginError};

pub(crate) const SIDES: Sides = Sides { importer: Some(&Hostile), exporter: Some(&Hostile) };

struct Hostile;

/// What panics when it is dropped.
struct Landmine;

impl Drop for Landmine {
    fn drop(&mut self) {
        panic!("the payload's own drop");
    }
}

impl Importer for Hostile {
    fn import(&self, job: &ImportJob<'_>, _context: &Context<'_>) -> Result<Imported, PluginError> {
        let text = String::from_utf8_lossy(job.bytes);
        commit(text.trim())?;
        let document = text.strip_prefix("document ").unwrap_or_default();
        let document =
            serde_json::from_str(document).map_err(|error| PluginError::new("no_document", error.to_string()))?;
        Ok(Imported { document, ..Imported::default() })
    }
}

impl Exporter for Hostile {
    fn export(&self, job: &ExportJob, _context: &Context<'_>) -> Result<Exported, PluginError> {
        commit(job.document.title.as_deref().unwrap_or_default())?;
        Ok(Exported { bytes: b"exported".to_vec(), ..Exported::default() })
    }
}

fn commit(fault: &str) -> Result<(), PluginError> {
    match fault {
        "fault panic-with-str" => panic!("a panic with a str"),
        "fault panic-with-string" => panic!("a panic with a {}", "String"),
        "fault panic-with-payload" => panic::panic_any(42_u8),
        "fault panic-with-landmine" => panic::panic_any(Landmine),
        "fault refuse-loudly" => {
            let message = format!("\u{1b}[31mred\u{1b}[0m \u{202E}backwards\u{7} {}", "long ".repeat(2_000_000));
            Err(PluginError::new("loud", message))
        }
        _ => Ok(()),
    }
}
