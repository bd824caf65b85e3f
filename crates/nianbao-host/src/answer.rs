//! Reads what a plugin answered, as strictly as the protocol says.

use std::collections::BTreeSet;
use std::fmt;

use nianbao_plugin::protocol::{self, CallError, CallResult, Envelope, PluginError};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::carrier::{MOST_DIAGNOSTICS, Reply};
use crate::error::PluginFaultKind;

/// An answer that keeps to the contract.
pub(crate) enum Read {
    /// A result, with its blob.
    Result(Box<CallResult>, Option<Vec<u8>>),
    /// A normal failure in the plugin's own words.
    Error(PluginError),
}

/// Reads the answer to a call. Only of a stranger's are the names of objects compared, since that costs as much as
/// reading them.
pub(crate) fn read(reply: Reply, call: u64, is_known: bool) -> Result<Read, PluginFaultKind> {
    let protocol = |error: serde_json::Error| PluginFaultKind::Protocol(error.to_string());
    match reply {
        Reply::Result { response, blob, mut diagnostics } => {
            // UTF-8 is checked at once: serde_json checks bytes string by string, which takes longer than all the rest of a
            // string.
            let result = match simdutf8::compat::from_utf8(&response) {
                Ok(response) => serde_json::from_str::<CallResult>(response),
                Err(error) => Err(serde_json::Error::custom(error)),
            };
            // An answer to something else explains why it cannot be read.
            match &result {
                Ok(CallResult { nb, message, id, .. }) => check_fields(*nb, message, *id, "result", call)?,
                Err(_) => check_envelope(&response, "result", call)?,
            }
            if !is_known {
                check_names(&response).map_err(protocol)?;
            }
            let mut result = result.map_err(protocol)?;
            diagnostics.append(&mut result.diagnostics);
            diagnostics.truncate(MOST_DIAGNOSTICS);
            result.diagnostics = diagnostics;
            Ok(Read::Result(Box::new(result), blob))
        }
        Reply::Error(error) => {
            check_envelope(&error, "error", call)?;
            Ok(Read::Error(serde_json::from_slice::<CallError>(&error).map_err(protocol)?.error))
        }
        Reply::Panicked(error) => {
            let message = serde_json::from_slice::<CallError>(&error).map(|error| error.error.message);
            Err(PluginFaultKind::Panicked(message.unwrap_or_default()))
        }
    }
}

fn check_envelope(message: &[u8], wanted: &str, call: u64) -> Result<(), PluginFaultKind> {
    let envelope: Envelope =
        serde_json::from_slice(message).map_err(|error| PluginFaultKind::Protocol(error.to_string()))?;
    let Envelope { nb, message, id } = &envelope;
    check_fields(*nb, message, *id, wanted, call)
}

fn check_fields(nb: u32, message: &str, id: u64, wanted: &str, call: u64) -> Result<(), PluginFaultKind> {
    if nb == protocol::VERSION && message == wanted && id == call {
        return Ok(());
    }
    let what = format!("it answered call {call} with a {message:?} of call {id}, protocol {nb}");
    Err(PluginFaultKind::Protocol(what))
}

/// Refuses an object that has a name twice: which of the two counts, readers do not agree on.
fn check_names(json: &[u8]) -> Result<(), serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    Names.deserialize(&mut deserializer)?;
    deserializer.end()
}

struct Names;

impl<'de> DeserializeSeed<'de> for Names {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Names {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        let mut names = BTreeSet::new();
        while let Some(name) = map.next_key::<String>()? {
            if names.contains(&name) {
                return Err(M::Error::custom(format!("the name {name:?} stands twice in an object")));
            }
            names.insert(name);
            map.next_value_seed(Names)?;
        }
        Ok(())
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut sequence: S) -> Result<(), S::Error> {
        while sequence.next_element_seed(Names)?.is_some() {}
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_stands_twice_in_an_object_is_refused_at_any_depth() {
        check_names(br#"{"a":{"b":1,"c":[{"b":1},{"b":2}]},"b":null}"#).unwrap();
        for json in [r#"{"a":1,"a":1}"#, r#"{"x":[{"a":1,"\u0061":2}]}"#] {
            let error = check_names(json.as_bytes()).unwrap_err();
            assert!(error.to_string().contains("\"a\" stands twice"), "{error}");
        }
    }

    #[test]
    fn what_is_too_deep_or_no_json_is_refused() {
        let deep = format!("{}{}", "[".repeat(129), "]".repeat(129));
        for json in [deep.as_bytes(), b"{} {}", b"{", b"\"\\ud800\"", b"1e400", b"\"\0\"", b"\"\xff\""] {
            check_names(json).unwrap_err();
        }
    }

    #[test]
    fn an_answer_to_another_call_is_refused() {
        let result = |text: &str| Reply::Result { response: text.into(), blob: None, diagnostics: Vec::new() };
        assert!(matches!(read(result(r#"{"nb":1,"type":"result","id":7}"#), 7, false), Ok(Read::Result(..))));
        for text in [
            r#"{"nb":1,"type":"result","id":8}"#,
            r#"{"nb":2,"type":"result","id":7}"#,
            r#"{"nb":1,"type":"error","id":7}"#,
            r#"{"nb":1,"type":"result"}"#,
        ] {
            let outcome = read(result(text), 7, false);
            assert!(matches!(outcome, Err(PluginFaultKind::Protocol(_))), "{text}");
        }
    }
}
