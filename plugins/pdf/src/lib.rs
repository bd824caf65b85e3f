//! The `pdf` format: writes a composed report as PDF/A-3a and PDF/UA-1 with its data attached.

mod export;
mod fonts;

use nianbao_plugin::{Context, ExportJob, Exported, Exporter, PluginError};

struct Pdf;

impl Exporter for Pdf {
    fn export(&self, job: &ExportJob, context: &Context<'_>) -> Result<Exported, PluginError> {
        export::export(job, context)
    }
}

nianbao_plugin::export!(exporter: Pdf);

#[cfg(test)]
mod tests {
    use nianbao_plugin::manifest::{Manifest, Role};

    #[test]
    fn the_manifest_is_valid_and_names_this_package() {
        let manifest = Manifest::parse(include_str!("../nianbao-plugin.toml")).unwrap();
        assert_eq!(manifest.id, env!("CARGO_PKG_NAME"));
        assert_eq!(manifest.version, env!("CARGO_PKG_VERSION"));
        assert!(manifest.format(Role::Export, "pdf").is_some());
    }
}
