//! Options of formats: shown, checked before anything is read, and handed to the plugin that declares them.

use std::fs;
use std::path::Path;

use nianbao_tests::fixtures;
use nianbao_tests::program::{Run, command, has, nianbao, run};

fn convert(folder: &Path, options: &[&str]) -> Run {
    let input = fixtures::path("distinct.xls");
    let mut arguments = vec!["convert", input.to_str().unwrap(), "--to", "html", "-o", "-"];
    arguments.extend(options);
    nianbao(folder, &arguments)
}

#[track_caller]
fn refused(options: &[&str], words: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let run = convert(folder.path(), options);
    assert_eq!((run.code, run.stdout.len()), (2, 0), "{}", run.stderr);
    for word in words {
        assert!(run.stderr.contains(word), "{word:?} is not in {}", run.stderr);
    }
}

#[test]
fn wrong_options_are_refused_with_what_would_be_right() {
    refused(&["--set", "html.fragmnt=true"], &["html.fragmnt", "fragment, template"]);
    refused(&["--set", "html.fragment=perhaps"], &["html.fragment", "true 或 false", "perhaps"]);
    refused(&["--set", "htlm.fragment=true"], &["htlm", "docx", "html"]);
    refused(&["--set", "pdf.fragment=true"], &["pdf", "没有选项"]);
    refused(&["--set", "html.template=nowhere.html"], &["html.template", "nowhere.html"]);
    refused(&["--set", "html.template=."], &["html.template"]);
    refused(&["--set", "html.plugin=nianbao-docx"], &["html.plugin", "nianbao-docx", "nianbao-html"]);
    refused(
        &["--set", "html.fragmnt=true", "--lang", "en"],
        &["there is no option html.fragmnt", "fragment, template"],
    );
}

#[test]
fn options_come_from_the_settings_file_and_the_command_line_overrides_it() {
    let folder = tempfile::tempdir().unwrap();
    let settings = folder.path().join("nianbao.toml");
    fs::write(&settings, "[format.html]\nfragment = true\nplugin = \"nianbao-html\"\n").unwrap();
    assert!(convert(folder.path(), &[]).text().starts_with("<article"));
    assert!(convert(folder.path(), &["--set", "html.fragment=false"]).text().starts_with("<!DOCTYPE"));

    fs::write(&settings, "rules.L01 = \"off\"\n\n[format.html]\nfragment = \"true\"\n").unwrap();
    let refused = convert(folder.path(), &[]);
    assert_eq!(refused.code, 2);
    assert!(
        refused.stderr.contains("nianbao.toml:4") && refused.stderr.contains("html.fragment"),
        "{}",
        refused.stderr
    );
}

#[test]
fn a_sites_own_template_is_read_by_the_program() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("site")).unwrap();
    let template = folder.path().join("site/page.html");
    fs::write(&template, "<main>{{ title }}{% if organ %} {{ organ }}{% endif %}</main>\n").unwrap();
    let page = convert(folder.path(), &["--set", "html.template=site/page.html"]);
    assert_eq!(page.code, 0, "{}", page.stderr);
    assert!(page.text().starts_with("<main>") && page.text().trim_end().ends_with("</main>"), "{}", page.text());

    // Of a settings file the folder counts, not the one that is worked in.
    fs::write(folder.path().join("site/nianbao.toml"), "format.html.template = \"page.html\"\n").unwrap();
    let of_settings = convert(folder.path(), &["--config", "site/nianbao.toml"]);
    assert_eq!(of_settings.stdout, page.stdout);

    fs::write(&template, "<main>\n{{ nonsense }}\n</main>").unwrap();
    let refused = convert(folder.path(), &["--set", "html.template=site/page.html"]);
    assert_eq!((refused.code, refused.stdout.len()), (2, 0));
    assert!(refused.stderr.contains("page.html:2"), "{}", refused.stderr);
}

#[test]
fn the_template_of_the_documentation_makes_a_page_that_can_be_verified() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/html-template.md");
    let text = fs::read_to_string(page).unwrap();
    let template = text.split_once("```html\n").unwrap().1.split_once("```").unwrap().0;
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("site.html"), template).unwrap();
    let converted = convert(folder.path(), &["--set", "html.template=site.html"]);
    assert_eq!(converted.code, 0, "{}", converted.stderr);
    fs::write(folder.path().join("page.html"), &converted.stdout).unwrap();
    let verified = nianbao(folder.path(), &["verify", "page.html"]);
    assert_eq!(verified.code, 0, "{}{}", verified.text(), verified.stderr);
}

/// A second plugin for web pages, which begins them with a file that it is given.
fn second_plugin(folder: &Path) {
    assert_eq!(nianbao(folder, &["plugin", "new", "site-html", "--lang", "python", "--role", "export"]).code, 0);
    let change = |file: &str, changes: &[(&str, &str)]| {
        let path = folder.join("site-html").join(file);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, changes.iter().fold(text, |text, (old, new)| text.replace(old, new))).unwrap();
    };
    let formats = ("id = \"sitehtml\"\nextensions", "id = \"html\"\noptions = \"options.schema.json\"\nextensions");
    change("nianbao-plugin.toml", &[formats]);
    let banner = "banner = call[\"options\"].get(\"banner\")\n    with open";
    let head = "{call['options']['greeting']} {banner['name']} {open('in/%d' % banner['blob']).read()}";
    let write = format!("file.write(f\"{head}\\n\" if banner else '')\n        file.writelines");
    change("main.py", &[("with open", banner), ("file.writelines", &write)]);
    let schema = r#"{"type": "object", "properties": {
        "banner": {"type": "string", "format": "file"}, "greeting": {"type": "string", "default": "hello"}}}"#;
    fs::write(folder.join("site-html/options.schema.json"), schema).unwrap();
}

fn with_second(folder: &Path, options: &[&str]) -> Run {
    let input = fixtures::path("distinct.xls");
    let mut command = command(folder);
    command.env("NIANBAO_PLUGIN_LOCK", folder.join("plugins.lock"));
    command.args(["convert", input.to_str().unwrap(), "--to", "html", "-o", "-", "--plugin-dir", "."]);
    run(command.args(options))
}

#[test]
fn of_two_plugins_for_a_format_one_is_chosen_by_name() {
    if !has("python3") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    second_plugin(folder.path());
    let mut trust = command(folder.path());
    trust.env("NIANBAO_PLUGIN_LOCK", folder.path().join("plugins.lock"));
    assert_eq!(run(trust.args(["plugin", "trust", "site-html"])).code, 0);

    let both = with_second(folder.path(), &[]);
    assert_eq!((both.code, both.stdout.len()), (2, 0));
    for word in ["nianbao-html", "site-html", "--set html.plugin="] {
        assert!(both.stderr.contains(word), "{word:?} is not in {}", both.stderr);
    }
    let bundled = with_second(folder.path(), &["--set", "html.plugin=nianbao-html"]);
    assert!(bundled.text().starts_with("<!DOCTYPE html>"), "{}", bundled.stderr);

    fs::write(folder.path().join("top.txt"), "banner").unwrap();
    fs::write(folder.path().join("nianbao.toml"), "[format.html]\nplugin = \"site-html\"\n").unwrap();
    let second = with_second(folder.path(), &["--set", "html.banner=top.txt"]);
    assert!(second.text().starts_with("hello top.txt banner\n"), "{}{}", second.text(), second.stderr);
    let refused = with_second(folder.path(), &["--set", "html.fragment=true"]);
    assert!(refused.code == 2 && refused.stderr.contains("banner, greeting"), "{}", refused.stderr);
}

#[test]
fn options_are_shown_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    for language in ["zh", "en"] {
        let shown = nianbao(folder.path(), &["plugin", "show", "nianbao-html", "--lang", language]);
        let tree = nianbao_tests::program::tree().display().to_string();
        insta::assert_snapshot!(format!("options-{language}"), shown.text().replace(&tree, "TREE"));
    }
}
