//! The SARIF of `check` against the schema of SARIF 2.1.0, by the validator that comes with it.

use std::fs;

use nianbao_tests::fixtures;
use nianbao_tests::program::nianbao;

use crate::viewer::{Viewer, look};

/// Findings of every kind of place: a workbook's cells, a file that cannot be read, a rule that is off.
pub(crate) fn sarif_is_valid() {
    const CHECK: &str = include_str!("sarif_schema.js");
    let folder = tempfile::tempdir().unwrap();
    let figures = folder.path().join("数字 表.xls");
    fs::copy(fixtures::path("township-figures.xls"), &figures).unwrap();
    fs::write(folder.path().join("坏.xls"), "no workbook").unwrap();
    fs::write(folder.path().join("nianbao.toml"), "rules.L07 = { switch = \"off\", reason = \"另行核对\" }\n").unwrap();
    for language in ["zh", "en"] {
        let arguments = ["check", "数字 表.xls", "坏.xls", "--format", "sarif", "--lang", language];
        let run = nianbao(folder.path(), &arguments);
        assert_eq!(run.code, 2, "{}", run.stderr);
        let value: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
        let run_of_tool = &value["runs"][0];
        assert!(run_of_tool["results"].as_array().is_some_and(|results| !results.is_empty()), "{value:#}");
        assert_eq!(run_of_tool["invocations"][0]["ruleConfigurationOverrides"][0]["descriptor"]["id"], "L07");
        let file = folder.path().join("findings.sarif");
        fs::write(&file, &run.stdout).unwrap();
        look(Viewer::SarifSchema.command().args(["-e", CHECK]).arg(&file));
        // The validator must be able to say no.
        fs::write(&file, run.text().replace("\"level\": \"error\"", "\"level\": \"grave\"")).unwrap();
        let refused = Viewer::SarifSchema.command().args(["-e", CHECK]).arg(&file).output().unwrap();
        assert!(!refused.status.success(), "what is wrong passes too");
    }
}
