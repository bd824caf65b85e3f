//! Tests of the plugin's folder: nothing is called.

use std::fs;
use std::io;
use std::path::Path;

use super::symbols;
use super::{Ending, Kit, Test, fail, skip};
use crate::manifest::Run;

pub(super) const TESTS: &[Test] = &[
    Test {
        id: "manifest",
        rule: "Manifest",
        zh: "清单完整：两种语言的名称、至少一种格式、协议版本 1、提供者和许可",
        en: "the manifest is complete: a name in both languages, a format, protocol 1, publisher and licence",
        run: manifest,
    },
    Test {
        id: "files",
        rule: "Trust",
        zh: "清单指明的文件都在文件夹中，是普通文件，他人不能改写；运行的文件都列在 files 里",
        en: "the files that the manifest names are there, plain and not writable by others; what is run is in `files`",
        run: files,
    },
    Test {
        id: "options",
        rule: "Options",
        zh: "选项的定义合乎规定，默认值和示例都能通过检查",
        en: "the schemas of the options are sound and accept their own defaults and examples",
        run: options,
    },
    Test {
        id: "symbols",
        rule: "Entry",
        zh: "库只导出入口函数 nianbao_plugin_v1",
        en: "the library exports its entry nianbao_plugin_v1 and nothing else",
        run: exports,
    },
];

/// The files in a folder of samples; none where there is no folder.
pub(super) fn samples(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, String> {
    let failed = |path: &Path, error: io::Error| format!("{}: {error}", path.display());
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(folder, error)),
    };
    let mut samples = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| failed(folder, error))?.path();
        // Of a folder, a pipe or a device nobody thinks that it is read.
        if fs::metadata(&path).map_err(|error| failed(&path, error))?.is_file() {
            let bytes = fs::read(&path).map_err(|error| failed(&path, error))?;
            samples.push((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), bytes));
        }
    }
    samples.sort();
    Ok(samples)
}

fn manifest(kit: &Kit<'_>) -> Result<(), Ending> {
    let manifest = &kit.manifest;
    if manifest.name.zh.trim().is_empty() || manifest.name.en.trim().is_empty() {
        return fail("name.zh or name.en is empty");
    }
    if manifest.format.is_empty() {
        return fail("it has no format");
    }
    if !manifest.protocol.contains(&crate::protocol::VERSION) {
        return fail(format!("protocol does not hold {}", crate::protocol::VERSION));
    }
    let missing = [("publisher", &manifest.publisher), ("license", &manifest.license)];
    let missing: Vec<&str> = missing.iter().filter(|(_, value)| value.is_none()).map(|(key, _)| *key).collect();
    if missing.is_empty() { Ok(()) } else { Err(Ending::Warn(format!("it does not say: {}", missing.join(", ")))) }
}

fn files(kit: &Kit<'_>) -> Result<(), Ending> {
    let mut names: Vec<&str> = kit.manifest.format.iter().filter_map(|format| format.options.as_deref()).collect();
    match &kit.manifest.run {
        Run::Library { .. } => names.extend(kit.library.as_deref()),
        Run::Process { command, files, .. } => {
            names.extend(files.iter().map(String::as_str));
            let is_own = |entry: &&String| kit.folder.join(entry).is_file() && !files.contains(entry);
            if let Some(entry) = command.iter().find(is_own) {
                return fail(format!("{entry} is run but not in `files`, so that nobody would vouch for it"));
            }
        }
    }
    for name in names {
        let metadata = match fs::symlink_metadata(kit.folder.join(name)) {
            Ok(metadata) => metadata,
            Err(error) => return fail(format!("{name}: {error}")),
        };
        if !metadata.is_file() {
            return fail(format!("{name} is no plain file"));
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            if metadata.mode() & 0o002 != 0 {
                return fail(format!("{name} can be written by everybody"));
            }
        }
    }
    Ok(())
}

fn options(kit: &Kit<'_>) -> Result<(), Ending> {
    if kit.manifest.format.iter().all(|format| format.options.is_none()) {
        return skip("its formats have no options");
    }
    for format in &kit.manifest.format {
        kit.schema(format.options.as_deref()).or_else(fail)?;
    }
    Ok(())
}

fn exports(kit: &Kit<'_>) -> Result<(), Ending> {
    /// What old linkers export from every library.
    const OF_THE_LINKER: [&str; 5] = ["_init", "_fini", "_edata", "_end", "__bss_start"];
    const ENTRY: &str = "nianbao_plugin_v1";
    let Some(name) = &kit.library else {
        return skip("it has no library here");
    };
    let library = fs::read(kit.folder.join(name)).or_else(|error| fail(format!("{name}: {error}")))?;
    let Some(names) = symbols::exported(&library) else {
        return skip("only ELF libraries of 64-bit machines are read");
    };
    if !names.iter().any(|name| name == ENTRY) {
        return fail(format!("it does not export {ENTRY}"));
    }
    let others: Vec<&str> =
        names.iter().map(String::as_str).filter(|name| *name != ENTRY && !OF_THE_LINKER.contains(name)).collect();
    if others.is_empty() { Ok(()) } else { fail(format!("it exports other names: {}", others.join(", "))) }
}
