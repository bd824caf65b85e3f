//! The viewers: whether each is there, and how it is called.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use nianbao_tests::fixtures;
use nianbao_tests::program::nianbao;

/// A program or module that looks at outputs.
#[derive(Clone, Copy)]
pub(crate) enum Viewer {
    LibreOffice,
    Chromium,
    Axe,
    Pdftotext,
    Pdftoppm,
    Pdfdetach,
    Qpdf,
    PageValidation,
    PythonDocx,
    OoxmlValidator,
    Vnu,
    HtmlValidate,
    SarifSchema,
    Cpp,
}

impl Viewer {
    pub(crate) fn is_there(self) -> bool {
        match self {
            Viewer::PageValidation => python_has("page"),
            Viewer::PythonDocx => python_has("docx"),
            Viewer::Axe => {
                answers("node") && ["axe-core", "playwright-core"].iter().all(|name| node_modules().join(name).is_dir())
            }
            Viewer::SarifSchema => answers("node") && node_modules().join("@microsoft/jest-sarif").is_dir(),
            // vnu needs Java besides its own script.
            Viewer::Vnu => answers("java") && self.command().get_program().to_str().is_some_and(answers),
            viewer => viewer.command().get_program().to_str().is_some_and(answers),
        }
    }

    /// The command, to be completed with arguments.
    pub(crate) fn command(self) -> Command {
        match self {
            Viewer::LibreOffice => Command::new("soffice"),
            Viewer::Chromium => Command::new("chromium"),
            Viewer::Pdftotext => Command::new("pdftotext"),
            Viewer::Pdftoppm => Command::new("pdftoppm"),
            Viewer::Pdfdetach => Command::new("pdfdetach"),
            Viewer::Qpdf => Command::new("qpdf"),
            Viewer::PageValidation | Viewer::PythonDocx => Command::new(python()),
            Viewer::OoxmlValidator => Command::new(node_program("ooxml-validator")),
            Viewer::Vnu => Command::new(node_program("vnu")),
            Viewer::HtmlValidate => Command::new(node_program("html-validate")),
            Viewer::Axe | Viewer::SarifSchema => {
                let mut command = Command::new("node");
                // Where it finds its modules.
                command.current_dir(node_modules());
                command
            }
            Viewer::Cpp => Command::new("c++"),
        }
    }
}

/// Whether a program is on the path, or at its path.
fn answers(program: &str) -> bool {
    if program.contains('/') {
        return Path::new(program).exists();
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

fn python() -> PathBuf {
    std::env::var_os("NIANBAO_PYTHON").map_or_else(|| PathBuf::from("python3"), PathBuf::from)
}

fn python_has(module: &str) -> bool {
    let find = format!("import importlib.util, sys; sys.exit(importlib.util.find_spec('{module}') is None)");
    Command::new(python()).args(["-c", &find]).output().is_ok_and(|output| output.status.success())
}

fn node_program(name: &str) -> PathBuf {
    node_modules().join(".bin").join(name)
}

fn node_modules() -> PathBuf {
    std::env::var_os("NIANBAO_NODE").map_or_else(|| PathBuf::from("node_modules"), PathBuf::from)
}

/// Runs a viewer and returns what it printed.
#[track_caller]
pub(crate) fn look(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}: {}\n{text}", output.status);
    text
}

/// The outputs of the fixtures, made once: `<stem>.docx`, `.pdf`, `.html`, `.xlsx` and `.json`.
pub(crate) fn outputs() -> &'static Path {
    static OUTPUTS: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = OUTPUTS.get_or_init(|| {
        let folder = tempfile::tempdir().expect("there is room for temporary files");
        let inputs = STEMS.map(|stem| fixtures::path(&format!("{stem}.xls")).display().to_string());
        let mut arguments = vec!["convert".to_owned()];
        arguments.extend(inputs);
        arguments.extend(["--to", "docx,pdf,html,xlsx,json"].map(str::to_owned));
        let run = nianbao(folder.path(), &arguments);
        assert_eq!(run.code, 0, "{}", run.stderr);
        folder
    });
    folder.path()
}

/// The fixtures that are looked at.
pub(crate) const STEMS: [&str; 3] = ["distinct", "city-2024", "township-2024"];
