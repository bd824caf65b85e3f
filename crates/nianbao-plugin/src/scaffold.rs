//! The project of a new format: what `nianbao plugin new` writes, from the files in `templates`.

use crate::manifest::Role;

/// What a plugin can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Rust, with the traits of this crate.
    Rust,
    /// C, with the header.
    C,
    /// Python, with its standard library.
    Python,
}

/// Whether a plugin can be called so: its id is also the name of a Rust package and of a folder.
pub fn is_name(name: &str) -> bool {
    let legal = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.len() <= 64 && name.bytes().all(legal)
}

/// The files of a project, by their paths in it. `sdk` is where a Rust project finds this crate.
pub fn files(name: &str, language: Language, role: Role, sdk: &str) -> Vec<(String, String)> {
    let format: String = name.chars().filter(|c| *c != '-').collect();
    let library = name.replace('-', "_");
    let role_word = match role {
        Role::Import => "import",
        Role::Export => "export",
    };
    let fill = |text: &str| {
        text.replace("@NAME@", name)
            .replace("@FORMAT@", &format)
            .replace("@LIBRARY@", &library)
            .replace("@ROLE@", role_word)
            .replace("@SDK@", sdk)
    };
    templates(language, role).into_iter().map(|(path, text)| (fill(path), fill(text))).collect()
}

macro_rules! template {
    ($path:literal) => {
        include_str!(concat!("../templates/", $path))
    };
}

fn templates(language: Language, role: Role) -> Vec<(&'static str, &'static str)> {
    let (source, text) = match (language, role) {
        (Language::Rust, Role::Import) => ("src/lib.rs", template!("rust/import.rs")),
        (Language::Rust, Role::Export) => ("src/lib.rs", template!("rust/export.rs")),
        (Language::C, Role::Import) => ("plugin.c", template!("c/import.c")),
        (Language::C, Role::Export) => ("plugin.c", template!("c/export.c")),
        (Language::Python, Role::Import) => ("main.py", template!("python/import.py")),
        (Language::Python, Role::Export) => ("main.py", template!("python/export.py")),
    };
    let mut files = vec![(source, text), (".gitignore", template!("gitignore"))];
    match language {
        Language::Rust => files.extend([
            ("Cargo.toml", template!("rust/package.toml")),
            ("README.md", template!("rust/README.md")),
            (crate::manifest::MANIFEST, template!("library.toml")),
        ]),
        Language::C => files.extend([
            ("Makefile", template!("c/Makefile")),
            ("README.md", template!("c/README.md")),
            ("json.h", template!("c/json.h")),
            ("nianbao_plugin.h", include_str!("../include/nianbao_plugin.h")),
            (crate::manifest::MANIFEST, template!("library.toml")),
        ]),
        Language::Python => files.extend([
            ("README.md", template!("python/README.md")),
            (crate::manifest::MANIFEST, template!("program.toml")),
        ]),
    }
    if role == Role::Import {
        files.push(("samples/sample.@FORMAT@", template!("sample.txt")));
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::{MANIFEST, Manifest};

    #[test]
    fn every_project_has_a_sound_manifest_and_no_gap() {
        for language in [Language::Rust, Language::C, Language::Python] {
            for role in [Role::Import, Role::Export] {
                let files = files("local-xml", language, role, "sdk");
                let (_, manifest) = files.iter().find(|(path, _)| path == MANIFEST).expect("it has a manifest");
                let manifest = Manifest::parse(manifest).expect("the manifest is sound");
                assert_eq!(manifest.id, "local-xml");
                assert!(manifest.format(role, "localxml").is_some());
                for (path, text) in &files {
                    for gap in ["@NAME@", "@FORMAT@", "@LIBRARY@", "@ROLE@", "@SDK@"] {
                        assert!(!path.contains(gap) && !text.contains(gap), "{path}: {gap}");
                    }
                }
            }
        }
    }

    #[test]
    fn names_are_those_of_packages_and_folders() {
        for name in ["a", "local-xml", "csv2"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", "-a", "1a", "A", "a.b", "a/b", "../a", "年报"] {
            assert!(!is_name(name), "{name}");
        }
    }
}
