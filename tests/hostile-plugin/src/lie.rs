//! Faults against the protocol: answers that are none.

use nianbao_plugin::abi;

use crate::Call;

/// Commits the fault of this name; `None` where it is not one of these.
pub(crate) fn commit(name: &str, call: Call<'_>) -> Option<i32> {
    let id = call.id;
    let good =
        format!(r#"{{"nb":1,"type":"result","id":{id},"document":{{"schema":"nianbao-document/1","blocks":[]}}}}"#);
    let with = |what: &str| good.replacen("\"blocks\":[]", what, 1);
    let status = match name {
        "no-response" => abi::OK,
        "two-responses" => {
            call.respond(good.as_bytes());
            call.respond(good.as_bytes())
        }
        "response-then-failed" => {
            call.respond(good.as_bytes());
            abi::FAILED
        }
        "response-and-error" => {
            call.emit(abi::EMIT_ERROR, 0, b"{}");
            call.respond(good.as_bytes())
        }
        "unknown-status" => 99,
        "stopped-unasked" => abi::STOPPED,
        "unknown-channel" => {
            call.emit(77, 3, b"of a version to come");
            call.respond(good.as_bytes())
        }
        "garbage" => call.respond(b"this is no JSON"),
        "invalid-utf8" => call.respond(&[good.as_bytes(), b"\xFF"].concat()),
        "deep" => call.respond(with(&format!("\"blocks\":{}", "[".repeat(10_000))).as_bytes()),
        "huge-number" => call.respond(with(r#""blocks":[{"kind":"heading","level":1e400,"text":""}]"#).as_bytes()),
        "repeated-name" => call.respond(with("\"blocks\":[],\"blocks\":[]").as_bytes()),
        "raw-nul" => call.respond(with("\"title\":\"\0\",\"blocks\":[]").as_bytes()),
        "lone-surrogate" => call.respond(with("\"title\":\"\\ud800\",\"blocks\":[]").as_bytes()),
        "wrong-id" => call.respond(good.replace(&format!("\"id\":{id}"), "\"id\":999999999").as_bytes()),
        "wrong-version" => call.respond(good.replace("\"nb\":1", "\"nb\":2").as_bytes()),
        "unknown-type" => call.respond(good.replace("\"result\"", "\"finished\"").as_bytes()),
        "no-document" => call.respond(format!(r#"{{"nb":1,"type":"result","id":{id}}}"#).as_bytes()),
        "error-that-is-none" => {
            call.emit(abi::EMIT_ERROR, 0, b"[]");
            abi::FAILED
        }
        "failed-silently" => abi::FAILED,
        "panicked-silently" => abi::PANICKED,
        "file-from-an-importer" => {
            call.emit(abi::EMIT_BLOB, 0, b"no import has a file");
            call.respond(good.as_bytes())
        }
        "endless-response" => {
            let piece = vec![b' '; 1 << 20];
            while call.emit(abi::EMIT_RESPONSE, 0, &piece) {}
            abi::STOPPED
        }
        "endless-response-deaf" => {
            let piece = vec![b' '; 1 << 20];
            for _ in 0..100_000 {
                call.emit(abi::EMIT_RESPONSE, 0, &piece);
            }
            abi::OK
        }
        "tiny-pieces" => {
            for _ in 0..100_000_000 {
                if !call.emit(abi::EMIT_RESPONSE, 0, b" ") {
                    return Some(abi::STOPPED);
                }
            }
            abi::OK
        }
        "endless-log" => {
            for _ in 0..100_000 {
                call.emit(abi::EMIT_LOG, 0, &[b'x'; 1000]);
            }
            call.respond(good.as_bytes())
        }
        _ => return None,
    };
    Some(status)
}
