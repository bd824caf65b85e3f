//! Tests of what a plugin says of files and texts that nobody would give it on purpose.

use nianbao_core::document::SCHEMA;
use serde_json::{Value, json};

use super::calls::{Request, Settled, bad, export, make};
use super::contract::{blocks_of, exporting};
use super::{Ending, Kit, Subject, Test, fail, skip};
use crate::manifest::{Format, Role};
use crate::protocol::PluginError;

pub(super) const TESTS: &[Test] = &[
    Test {
        id: "bad_files",
        rule: "Errors",
        zh: "空文件、一个字节、其他格式的文件：拒绝或读出，不崩溃；声明了文件头的格式必须拒绝",
        en: "an empty file, one byte, a file of another kind: refused or read, and refused where the format has a magic",
        run: bad_files,
    },
    Test {
        id: "odd_texts",
        rule: "Errors",
        zh: "空文档、控制字符、很长的文字：写出或拒绝，不崩溃",
        en: "an empty document, control characters, a long text: written or refused",
        run: odd_texts,
    },
    Test {
        id: "messages",
        rule: "Errors",
        zh: "出错时有代码和一句话，没有控制字符",
        en: "errors have a code and a sentence, and no control characters",
        run: messages,
    },
];

fn importing<'a>(kit: &'a Kit<'_>) -> Result<Vec<&'a Format>, Ending> {
    let formats: Vec<&Format> = kit.manifest.format.iter().filter(|format| format.role == Role::Import).collect();
    if formats.is_empty() { skip("it reads no format") } else { Ok(formats) }
}

fn bad_files(kit: &Kit<'_>) -> Result<(), Ending> {
    for format in importing(kit)? {
        for request in bad(kit, format) {
            match make(kit.subject()?, &request)? {
                Settled::Refused(_) => {}
                Settled::Result(..) if format.magic.is_empty() => {}
                Settled::Result(..) => return fail(format!("{}: read, though it is no such file", request.name)),
                _ => return fail(format!("{}: it did not understand the request", request.name)),
            }
        }
    }
    Ok(())
}

fn odd_texts(kit: &Kit<'_>) -> Result<(), Ending> {
    let long = "文字".repeat(5_000);
    for format in exporting(kit)? {
        for text in ["", "\u{0}\u{1}\u{b}\u{1f}\u{fffe}", "\u{202e}𠮷👍🏽\u{2028}]]>--></script>", &long] {
            let mut request = export(kit, format);
            request.name = format!("{} with an odd text", request.name);
            request.message["document"]["title"] = text.into();
            for block in blocks_of(&mut request.message) {
                match block.get_mut("cells").and_then(Value::as_array_mut) {
                    Some(cells) => cells.iter_mut().take(1).for_each(|cell| cell["text"] = text.into()),
                    None => block["text"] = text.into(),
                }
            }
            settled(kit.subject()?, &request)?;
        }
        let mut request = export(kit, format);
        request.name = format!("{} of an empty document", request.name);
        request.message["document"] = json!({"schema": SCHEMA, "blocks": []});
        settled(kit.subject()?, &request)?;
    }
    Ok(())
}

/// Makes a call that may be refused.
fn settled(subject: &dyn Subject, request: &Request) -> Result<(), Ending> {
    match make(subject, request)? {
        Settled::Result(..) | Settled::Refused(_) => Ok(()),
        _ => fail(format!("{}: it did not understand the request", request.name)),
    }
}

fn messages(kit: &Kit<'_>) -> Result<(), Ending> {
    for format in importing(kit)? {
        for mut request in bad(kit, format) {
            for language in ["zh", "en"] {
                request.message["language"] = language.into();
                if let Settled::Refused(error) = make(kit.subject()?, &request)? {
                    clean(&error).or_else(|what| fail(format!("{} ({language}): {what}", request.name)))?;
                }
            }
        }
    }
    Ok(())
}

fn clean(error: &PluginError) -> Result<(), String> {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if error.code.is_empty() || !error.code.bytes().all(is_word) {
        return Err(format!("the code {:?} is no short word", error.code));
    }
    if error.message.trim().is_empty() {
        return Err("the message is empty".to_owned());
    }
    let texts = [Some(&error.message), error.help.as_ref(), error.at.as_ref()];
    match texts.into_iter().flatten().find(|text| text.contains(|c: char| c.is_control() && c != '\n')) {
        Some(text) => Err(format!("control characters in {text:?}")),
        None => Ok(()),
    }
}
