//! Tests of what a plugin answers.

use std::collections::BTreeMap;
use std::thread;

use nianbao_core::Document;
use nianbao_core::document::Block;
use serde_json::{Value, json};

use super::calls::{self, Request, Settled, bad, export, good, import, make, settle, succeed};
use super::{Ending, Kit, Subject, Test, fail, skip};
use crate::manifest::{Format, Role};
use crate::protocol::VERSION;

pub(super) const TESTS: &[Test] = &[
    Test {
        id: "works",
        rule: "Order",
        zh: "能生成样本报告，能读取样本文件，应答齐全",
        en: "it writes a small report and reads its samples, with complete answers",
        run: works,
    },
    Test {
        id: "unknown_operation",
        rule: "Growth",
        zh: "遇到不认识的操作，说不支持而不出错",
        en: "an operation that it does not know is declined",
        run: unknown_operation,
    },
    Test {
        id: "unknown_version",
        rule: "Growth",
        zh: "遇到协议的其他版本，拒绝而不猜测",
        en: "a message of another version of the protocol is declined",
        run: unknown_version,
    },
    Test {
        id: "unknown_fields",
        rule: "Growth",
        zh: "消息中多出的字段不影响结果",
        en: "fields that it does not know change nothing",
        run: unknown_fields,
    },
    Test {
        id: "garbage",
        rule: "Order",
        zh: "请求不是 JSON 时拒绝而不崩溃",
        en: "a request that is no JSON is declined",
        run: garbage,
    },
    Test {
        id: "option_values",
        rule: "Options",
        zh: "声明的选项值都能使用",
        en: "every value that an option declares can be given",
        run: option_values,
    },
    Test {
        id: "same_bytes",
        rule: "Determinism",
        zh: "同样的输入两次得到同样的字节",
        en: "the same call twice gives the same bytes",
        run: same_bytes,
    },
    Test {
        id: "recognized",
        rule: "Manifest",
        zh: "生成的文件符合自己声明的文件头",
        en: "what it writes begins as its manifest says that such files do",
        run: recognized,
    },
    Test {
        id: "round_trip",
        rule: "Determinism",
        zh: "写出再读回，表格中的文字和数字不变，再写一次也不变",
        en: "what is written and read again has the same texts in its tables, and once more",
        run: round_trip,
    },
];

pub(super) fn some(requests: Vec<Request>) -> Result<Vec<Request>, Ending> {
    if requests.is_empty() {
        skip("there is no file that it reads: put one into the folder `samples`")
    } else {
        Ok(requests)
    }
}

fn works(kit: &Kit<'_>) -> Result<(), Ending> {
    for request in some(good(kit)?)? {
        let (result, blob) = succeed(kit.subject()?, &request)?;
        let is_export = request.message["operation"] == "export";
        let empty = |document: &Document| document.blocks.is_empty();
        match (is_export, blob, &result.document) {
            (true, None, _) => return fail(format!("{}: blob 0, the file, was not emitted", request.name)),
            (true, Some(file), _) if file.is_empty() => return fail(format!("{}: the file is empty", request.name)),
            (false, _, None) => return fail(format!("{}: the result holds no document", request.name)),
            (false, _, Some(document)) if empty(document) => {
                return fail(format!("{}: the document is empty", request.name));
            }
            _ => {}
        }
    }
    Ok(())
}

fn unknown_operation(kit: &Kit<'_>) -> Result<(), Ending> {
    for mut request in any(kit) {
        request.message["operation"] = "translate".into();
        match make(kit.subject()?, &request)? {
            Settled::Unsupported => {}
            Settled::Refused(_) if kit.is_program() => {}
            _ => return fail("it did not return NB_UNSUPPORTED"),
        }
    }
    Ok(())
}

fn unknown_version(kit: &Kit<'_>) -> Result<(), Ending> {
    if kit.is_program() {
        return skip("a program is asked for its version before it is called");
    }
    for mut request in any(kit) {
        request.message["nb"] = (VERSION + 98).into();
        if !matches!(make(kit.subject()?, &request)?, Settled::Unsupported | Settled::BadRequest) {
            return fail("it did not return NB_UNSUPPORTED or NB_BAD_REQUEST");
        }
    }
    Ok(())
}

fn unknown_fields(kit: &Kit<'_>) -> Result<(), Ending> {
    for request in some(good(kit)?)? {
        let mut grown = request.clone();
        grow(&mut grown.message);
        if outcome(kit.subject()?, &request)? != outcome(kit.subject()?, &grown)? {
            return fail(format!("{}: the answer is another one", request.name));
        }
    }
    Ok(())
}

/// Puts a field of a later day into the message and the objects in it whose fields are fixed.
fn grow(message: &mut Value) {
    let field = || json!({"later": [1, "二", null]});
    message["of_a_later_day"] = field();
    for part in ["document", "report"] {
        if let Some(part) = message.get_mut(part) {
            part["of_a_later_day"] = field();
        }
    }
    for block in blocks_of(message) {
        block["of_a_later_day"] = field();
        for cell in block.get_mut("cells").and_then(Value::as_array_mut).into_iter().flatten() {
            cell["of_a_later_day"] = field();
        }
    }
}

/// The blocks of an export's document; an import has none.
pub(super) fn blocks_of(message: &mut Value) -> &mut [Value] {
    let blocks = message.pointer_mut("/document/blocks").and_then(Value::as_array_mut);
    blocks.map_or(&mut [], Vec::as_mut_slice)
}

fn garbage(kit: &Kit<'_>) -> Result<(), Ending> {
    if kit.is_program() {
        return skip("a program's lines are the host's own");
    }
    let requests: [&[u8]; 5] = [b"", b"{", b"[]", b"{\"nb\": 1, \"type\": \"call\", \"id\": 7}", b"\xff\xfe\x00"];
    for request in requests {
        let answer = kit.subject()?.call(request, &[], None);
        let shown = String::from_utf8_lossy(request).into_owned();
        if matches!(settle(answer).or_else(|what| fail(format!("{shown:?}: {what}")))?, Settled::Result(..)) {
            return fail(format!("{shown:?} was taken for a request"));
        }
    }
    Ok(())
}

pub(super) fn exporting<'a>(kit: &'a Kit<'_>) -> Result<Vec<&'a Format>, Ending> {
    let formats: Vec<&Format> = kit.manifest.format.iter().filter(|format| format.role == Role::Export).collect();
    if formats.is_empty() { skip("it writes no format") } else { Ok(formats) }
}

fn option_values(kit: &Kit<'_>) -> Result<(), Ending> {
    let mut tried = 0;
    for request in good(kit)? {
        let role = if request.message["operation"] == "export" { Role::Export } else { Role::Import };
        let id = request.message["format"].as_str().unwrap_or_default();
        let schema = kit.manifest.format(role, id).and_then(|format| format.options.as_deref());
        let schema = kit.schema(schema).or_else(fail)?;
        for (key, property) in &schema.properties {
            for value in calls::named_values(property) {
                let mut request = request.clone();
                request.name = format!("{} with {key} = {value}", request.name);
                request.message["options"][key] = value;
                succeed(kit.subject()?, &request)?;
                tried += 1;
            }
        }
    }
    if tried == 0 { skip("no option declares its values") } else { Ok(()) }
}

/// What a call gives, as far as it must always be the same.
pub(super) fn outcome(subject: &dyn Subject, request: &Request) -> Result<(Vec<u8>, Option<Vec<u8>>), Ending> {
    let (result, blob) = succeed(subject, request)?;
    Ok((serde_json::to_vec(&result).unwrap_or_default(), blob))
}

fn same_bytes(kit: &Kit<'_>) -> Result<(), Ending> {
    for request in some(good(kit)?)? {
        let first = outcome(kit.subject()?, &request)?;
        // Times are often written to the second.
        thread::sleep(std::time::Duration::from_millis(1100));
        if first != outcome(kit.subject()?, &request)? {
            return fail(format!("{}: the second answer is another one", request.name));
        }
    }
    Ok(())
}

fn recognized(kit: &Kit<'_>) -> Result<(), Ending> {
    let mut tried = 0;
    for format in exporting(kit)? {
        let of_import = kit.manifest.format(Role::Import, &format.id);
        let magic: Vec<_> = format.magic.iter().chain(of_import.into_iter().flat_map(|own| &own.magic)).collect();
        if magic.is_empty() {
            continue;
        }
        tried += 1;
        let (_, blob) = succeed(kit.subject()?, &export(kit, format))?;
        let file = blob.unwrap_or_default();
        if !magic.iter().any(|magic| magic.matches(&file)) {
            return fail(format!("what it writes as {} does not begin as its manifest says", format.id));
        }
    }
    if tried == 0 { skip("no format that it writes has a magic") } else { Ok(()) }
}

fn round_trip(kit: &Kit<'_>) -> Result<(), Ending> {
    let mut tried = 0;
    for format in exporting(kit)? {
        let Some(own) = kit.manifest.format(Role::Import, &format.id) else { continue };
        tried += 1;
        let name = format!("sample.{}", format.extensions.first().map_or("", String::as_str));
        let mut request = export(kit, format);
        let printed: Document = serde_json::from_value(request.message["document"].clone())
            .or_else(|error| fail(format!("the sample: {error}")))?;
        for round in ["written and read", "written and read twice"] {
            let (_, blob) = succeed(kit.subject()?, &request)?;
            let (result, _) = succeed(kit.subject()?, &import(kit, own, &name, &blob.unwrap_or_default()))?;
            let Some(mut document) = result.document else {
                return fail(format!("{}: the result holds no document", format.id));
            };
            let (wanted, found) = (texts(&printed), texts(&document));
            if let Some((text, _)) = wanted.iter().find(|(text, count)| found.get(*text).unwrap_or(&0) < count) {
                return fail(format!("{} {round}: “{text}” is gone from its table", format.id));
            }
            // Importers need not read a date; composing gives every document one.
            document.date = document.date.or_else(|| printed.date.clone());
            request.message["document"] = serde_json::to_value(document).unwrap_or_default();
        }
    }
    if tried == 0 { skip("it does not read what it writes") } else { Ok(()) }
}

/// How often each text stands in a table.
fn texts(document: &Document) -> BTreeMap<String, usize> {
    let mut texts = BTreeMap::new();
    for block in &document.blocks {
        if let Block::Grid(grid) = block {
            for cell in grid.cells.iter().filter(|cell| !cell.text.trim().is_empty()) {
                let text: String = cell.text.split_whitespace().collect();
                *texts.entry(text).or_default() += 1;
            }
        }
    }
    texts
}

/// Calls that need no sample: exports, and imports of what is no such file.
pub(super) fn any(kit: &Kit<'_>) -> Vec<Request> {
    let of = |format: &Format| match format.role {
        Role::Export => vec![export(kit, format)],
        Role::Import => bad(kit, format).into_iter().take(1).collect(),
    };
    let mut requests: Vec<Request> = kit.manifest.format.iter().flat_map(of).collect();
    requests
        .extend(good(kit).unwrap_or_default().into_iter().filter(|request| request.message["operation"] == "import"));
    requests
}
