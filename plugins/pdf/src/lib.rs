//! The `pdf` format: writes a composed report as PDF/A-3a and PDF/UA-1 with its data attached, and reads such files.

mod export;
mod fonts;
mod import;

use nianbao_plugin::{Context, ExportJob, Exported, Exporter, ImportJob, Imported, Importer, PluginError};

struct Pdf;

impl Importer for Pdf {
    fn import(&self, job: &ImportJob<'_>, context: &Context<'_>) -> Result<Imported, PluginError> {
        import::import(job, context)
    }
}

impl Exporter for Pdf {
    fn export(&self, job: &ExportJob, context: &Context<'_>) -> Result<Exported, PluginError> {
        export::export(job, context)
    }
}

nianbao_plugin::export!(importer: Pdf, exporter: Pdf);

#[cfg(test)]
mod tests {
    use nianbao_plugin::manifest::{Manifest, Role};

    #[test]
    fn the_manifest_is_valid_and_names_this_package() {
        let manifest = Manifest::parse(include_str!("../nianbao-plugin.toml")).unwrap();
        assert_eq!(manifest.id, env!("CARGO_PKG_NAME"));
        assert_eq!(manifest.version, env!("CARGO_PKG_VERSION"));
        assert!(manifest.format(Role::Export, "pdf").is_some());
        let import = manifest.format(Role::Import, "pdf").unwrap();
        assert!(import.magic.iter().all(|magic| magic.contains.is_some()), "other PDFs are nobody's");
    }
}
