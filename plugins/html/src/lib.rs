//! The `html` format: reads saved web pages, and writes one self-contained page that reads well on a desk, a phone and
//! paper, and aloud.

mod export;
mod import;

use nianbao_plugin::{Context, ExportJob, Exported, Exporter, ImportJob, Imported, Importer, PluginError};

/// Reads a page.
struct HtmlImporter;

impl Importer for HtmlImporter {
    fn import(&self, job: &ImportJob<'_>, context: &Context<'_>) -> Result<Imported, PluginError> {
        import::import(job, context)
    }
}

/// Writes the page.
struct HtmlExporter;

impl Exporter for HtmlExporter {
    fn export(&self, job: &ExportJob, context: &Context<'_>) -> Result<Exported, PluginError> {
        let bytes = export::page(job, context)?.into_bytes();
        Ok(Exported { bytes, diagnostics: Vec::new() })
    }
}

nianbao_plugin::export!(importer: HtmlImporter, exporter: HtmlExporter);

#[cfg(test)]
mod tests {
    use nianbao_plugin::manifest::{Manifest, Role};

    #[test]
    fn the_manifest_is_that_of_this_package() {
        let manifest = Manifest::parse(include_str!("../nianbao-plugin.toml")).unwrap();
        assert_eq!(manifest.id, env!("CARGO_PKG_NAME"));
        assert_eq!(manifest.version, env!("CARGO_PKG_VERSION"));
        assert!(manifest.format(Role::Export, "html").is_some());
        assert!(manifest.format(Role::Import, "html").is_some());
    }
}
