//! Workbooks: reads .xls, .xlsx, .xlsb, .ods and Excel 2003's XML, and writes .xlsx.
//!
//! What the cells mean is no concern of this crate.

mod address;
mod export;
mod import;
mod own;

use nianbao_plugin::{Context, ExportJob, Exported, Exporter, ImportJob, Imported, Importer, PluginError};

struct Excel;

impl Importer for Excel {
    fn import(&self, job: &ImportJob<'_>, context: &Context<'_>) -> Result<Imported, PluginError> {
        import::import(job, context)
    }
}

impl Exporter for Excel {
    fn export(&self, job: &ExportJob, context: &Context<'_>) -> Result<Exported, PluginError> {
        export::export(job, context)
    }
}

nianbao_plugin::export!(importer: Excel, exporter: Excel);

#[cfg(test)]
mod tests {
    use nianbao_plugin::manifest::{Manifest, Role};

    #[test]
    fn the_manifest_is_valid_and_names_this_package() {
        let manifest = Manifest::parse(include_str!("../nianbao-plugin.toml")).expect("a sound manifest");
        assert_eq!(
            (manifest.id.as_str(), manifest.version.as_str()),
            (env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))
        );
        for id in ["xls", "xlsx", "xlsb", "ods"] {
            let format = manifest.format(Role::Import, id).expect("every format is declared");
            assert!(!format.magic.is_empty());
        }
        assert_eq!(manifest.format(Role::Export, "xlsx").expect("it is written").extensions, ["xlsx"]);
    }
}
