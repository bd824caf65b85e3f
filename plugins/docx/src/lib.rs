//! The `docx` format: writes a composed report as a Word document. Reading Word documents will stand beside it.

mod export;

use nianbao_plugin::{Context, ExportJob, Exported, Exporter, PluginError};

struct DocxExporter;

impl Exporter for DocxExporter {
    fn export(&self, job: &ExportJob, context: &Context<'_>) -> Result<Exported, PluginError> {
        export::export(job, context)
    }
}

nianbao_plugin::export!(exporter: DocxExporter);

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
    }
}
