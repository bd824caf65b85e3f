//! The `docx` format: reads Word documents, and writes a composed report as one.

mod export;
mod import;

use nianbao_plugin::{Context, ExportJob, Exported, Exporter, ImportJob, Imported, Importer, PluginError};

struct Docx;

impl Importer for Docx {
    fn import(&self, job: &ImportJob<'_>, context: &Context<'_>) -> Result<Imported, PluginError> {
        import::import(job, context)
    }
}

impl Exporter for Docx {
    fn export(&self, job: &ExportJob, context: &Context<'_>) -> Result<Exported, PluginError> {
        export::export(job, context)
    }
}

nianbao_plugin::export!(importer: Docx, exporter: Docx);

#[cfg(test)]
mod tests {
    use nianbao_plugin::manifest::{Manifest, Role};

    #[test]
    fn the_manifest_is_valid_and_names_this_package() {
        let manifest = Manifest::parse(include_str!("../nianbao-plugin.toml")).unwrap();
        assert_eq!(manifest.id, env!("CARGO_PKG_NAME"));
        assert_eq!(manifest.version, env!("CARGO_PKG_VERSION"));
        let format = manifest.format(Role::Export, "docx").unwrap();
        assert_eq!(format.extensions, ["docx"]);
        for id in ["docx", "doc", "wps", "rtf"] {
            assert!(!manifest.format(Role::Import, id).unwrap().magic.is_empty(), "{id}");
        }
    }
}
