//! Web archives (.mht): MIME messages in which a browser saved a page with its pictures.

use std::borrow::Cow;

/// How many parts of an archive are looked at; most are pictures.
const PARTS: usize = 2_000;
/// Parts in parts in parts.
const DEPTH: usize = 4;

/// The page inside an archive.
#[derive(Debug)]
pub(super) struct Page<'a> {
    pub(super) bytes: Cow<'a, [u8]>,
    /// The encoding that the archive gives.
    pub(super) charset: Option<String>,
}

/// Whether a file begins as an archive does: with header lines, one of which is known.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    let (headers, _) = Headers::split(&bytes[..bytes.len().min(8_192)]);
    headers.get("mime-version").is_some() && headers.get("content-type").is_some()
}

/// Finds the first page of an archive.
pub(super) fn page(bytes: &[u8]) -> Option<Page<'_>> {
    let mut waiting = vec![(bytes, 0)];
    for _ in 0..PARTS {
        let (part, depth) = waiting.pop()?;
        let (headers, body) = Headers::split(part);
        let kind = headers.get("content-type").unwrap_or_default();
        let is = |name: &str| kind.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        if is("multipart/") && depth < DEPTH {
            let boundary = format!("--{}", parameter(&kind, "boundary")?);
            let mut parts = split(body, boundary.as_bytes());
            parts.truncate(PARTS);
            waiting.extend(parts.into_iter().rev().map(|part| (part, depth + 1)));
        } else if is("text/html") || is("application/xhtml+xml") {
            let encoding = headers.get("content-transfer-encoding").unwrap_or_default();
            let bytes = match encoding.trim().to_ascii_lowercase().as_str() {
                "quoted-printable" => Cow::Owned(quoted_printable(body)),
                "base64" => Cow::Owned(base64(body)),
                _ => Cow::Borrowed(body),
            };
            return Some(Page { bytes, charset: parameter(&kind, "charset") });
        }
    }
    None
}

/// The header lines of a message or part.
struct Headers<'a> {
    text: &'a [u8],
}

impl<'a> Headers<'a> {
    /// Splits a message at its first blank line.
    fn split(message: &'a [u8]) -> (Headers<'a>, &'a [u8]) {
        let mut at = 0;
        while let Some(length) = message[at..].iter().position(|&byte| byte == b'\n') {
            if message[at..at + length].trim_ascii().is_empty() {
                return (Headers { text: &message[..at] }, &message[at + length + 1..]);
            }
            at += length + 1;
        }
        (Headers { text: message }, &[])
    }

    /// A header's value on one line.
    fn get(&self, name: &str) -> Option<String> {
        let text = String::from_utf8_lossy(self.text);
        let mut lines = text.lines();
        let first = lines.find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })?;
        // A line that begins with a blank goes on with the one before.
        let rest = lines.take_while(|line| line.starts_with([' ', '\t']));
        Some(rest.fold(first, |value, line| format!("{value} {}", line.trim())))
    }
}

/// A parameter such as `charset` of a header's value.
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|parameter| {
        let (found, value) = parameter.split_once('=')?;
        found.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
    })
}

/// What stands between the lines that begin with a boundary.
fn split<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let mut start = None;
    let mut at = 0;
    while at < body.len() {
        let length = body[at..].iter().position(|&byte| byte == b'\n').map_or(body.len() - at, |length| length + 1);
        if body[at..].starts_with(boundary) {
            parts.extend(start.map(|start| &body[start..at]));
            start = Some(at + length);
        }
        at += length;
    }
    // An archive that was cut off has no last boundary.
    parts.extend(start.map(|start| &body[start..]));
    parts
}

fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut decoded = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'=' {
            decoded.push(byte);
            continue;
        }
        rest = match after {
            [b'\r', b'\n', after @ ..] | [b'\n', after @ ..] => after,
            [high, low, after @ ..] => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    decoded.push(high * 16 + low);
                    after
                }
                _ => {
                    decoded.push(byte);
                    rest
                }
            },
            _ => {
                decoded.push(byte);
                after
            }
        };
    }
    decoded
}

fn base64(body: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for &byte in body.iter().take_while(|byte| **byte != b'=') {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            decoded.extend((bits >> count).to_le_bytes().first());
        }
    }
    decoded
}
