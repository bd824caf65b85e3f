//! I07: one site has one address throughout the report.

use super::plain::plain;
use crate::check::facts::Facts;
use crate::check::rule::Findings;

/// Shorter names of sites are alike by chance: two counties' initials.
const LONG_ENOUGH: usize = 6;
/// Endings of hosts that two labels make up.
const DOUBLE_ENDINGS: [&str; 5] = ["gov.cn", "com.cn", "org.cn", "net.cn", "edu.cn"];
/// How addresses begin.
const BEGINNINGS: [&str; 3] = ["http://", "https://", "www."];
/// What a site is called stands in so many letters before its address.
const MOST_LETTERS: usize = 30;
/// What stands before a site's name.
const LEADING: [&str; 10] = ["登录", "登陆", "通过", "访问", "在", "到", "和", "或", "及", "与"];
/// What a site is called before its address: fewer letters name none in particular.
const FEWEST_LETTERS: usize = 4;

/// Each is compared with all before it; no report gives more.
const MOST_ADDRESSES: usize = 100;

/// An address in the text.
struct Address {
    /// The host as printed.
    host: String,
    /// What it is registered as, taken apart: the name and the ending.
    name: String,
    ending: String,
    /// The words right before it.
    called: String,
}

/// Two addresses that differ by a slip, or that are given for what the text calls by one name.
pub(super) fn differ(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    if !facts.letters().may_hold_any(&BEGINNINGS) {
        return;
    }
    let texts = facts.passages().iter().filter(|passage| passage.text.contains('.'));
    let addresses: Vec<Address> =
        texts.flat_map(|passage| addresses(&plain(passage.text))).take(MOST_ADDRESSES).collect();
    for (index, address) in addresses.iter().enumerate() {
        let Some(first) = addresses[..index].iter().find(|first| is_slip(first, address)) else { continue };
        let finding = findings.new_finding().with("first", &first.host).with("other", &address.host);
        findings.add(finding);
        return;
    }
}

fn is_slip(one: &Address, other: &Address) -> bool {
    if one.name == other.name && one.ending == other.ending {
        return false;
    }
    let same_name = one.name == other.name && one.name.len() >= LONG_ENOUGH && edits(&one.ending, &other.ending) <= 1;
    let alike = one.ending == other.ending
        && one.name.len().min(other.name.len()) >= LONG_ENOUGH
        && edits(&one.name, &other.name) <= 1;
    let is_called_alike = one.called == other.called && one.called.chars().count() >= FEWEST_LETTERS;
    same_name || alike || is_called_alike
}

fn addresses(text: &str) -> Vec<Address> {
    let mut starts: Vec<usize> =
        BEGINNINGS.iter().flat_map(|word| text.match_indices(word).map(|(at, _)| at)).collect();
    starts.sort_unstable();
    let mut found = Vec::new();
    let mut end = 0;
    for start in starts.into_iter().take(2 * MOST_ADDRESSES) {
        // The `www.` of an address that begins with `http://` is its own.
        if start < end {
            continue;
        }
        let rest = &text[start..];
        let host = rest.strip_prefix("https://").or_else(|| rest.strip_prefix("http://")).unwrap_or(rest);
        let length = host.find(|c: char| !(c.is_ascii_alphanumeric() || ".-".contains(c))).unwrap_or(host.len());
        let printed = host[..length].trim_end_matches('.').to_lowercase();
        end = text.len() - host.len() + length;
        if let Some((name, ending)) = registered(&printed) {
            found.push(Address { name, ending, host: printed, called: called(&text[..start]) });
        }
    }
    found
}

/// What the site is called right before its address: `政府门户网站` of `登录政府门户网站（`.
fn called(before: &str) -> String {
    let near: Vec<char> = before.chars().rev().take(MOST_LETTERS).collect();
    let near: String = near.into_iter().rev().collect();
    let is_mark = |c: char| c.is_ascii() || !c.is_alphanumeric();
    let near = near.trim_end_matches(is_mark);
    let near = ["网址", "地址", "链接"].iter().find_map(|word| near.strip_suffix(word)).unwrap_or(near);
    let near = near.trim_end_matches(is_mark);
    let words = near.rsplit(is_mark).next().unwrap_or_default();
    let end_of_verb = LEADING.iter().filter_map(|word| Some(words.rfind(word)? + word.len())).max();
    words[end_of_verb.unwrap_or(0)..].to_owned()
}

/// The name and the ending that a host is registered under: `suqian` and `gov.cn` of `www.suqian.gov.cn`.
fn registered(host: &str) -> Option<(String, String)> {
    let double = DOUBLE_ENDINGS.iter().find_map(|ending| {
        let rest = host.strip_suffix(ending)?.strip_suffix('.')?;
        Some((rest, *ending))
    });
    let (rest, ending) = double.or_else(|| host.rsplit_once('.'))?;
    let name = rest.rsplit('.').next().filter(|name| !name.is_empty() && *name != "www")?;
    Some((name.to_owned(), ending.to_owned()))
}

/// How many letters have to be changed, added, left out or exchanged with their neighbour.
fn edits(one: &str, other: &str) -> usize {
    strsim::osa_distance(one, other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_site_and_of_two() {
        let differ = |text: &str| {
            let found = addresses(text);
            found.len() == 2 && is_slip(&found[0], &found[1])
        };
        for text in [
            "门户网站（http://www.qinghe.gov.cn）和（http://www.qignhe.gov.cn）",
            "政府门户网站（http://www.abc.gov.cn）查阅，可登录政府门户网站（www.abd.gov.cn）下载",
        ] {
            assert!(differ(text), "{text}");
        }
        for text in [
            "http://www.qinghe.gov.cn/、https://www.qinghe.gov.cn/zwgk",
            "www.qinghe.gov.cn，zwgk.qinghe.gov.cn",
            "市政府网站（www.sxgp.gov.cn）、省政府网站（www.sxjc.gov.cn）",
            "网址：www.qinghe.gov.cn，邮箱见www.yunxixian.gov.cn",
        ] {
            assert!(!differ(text), "{text}");
        }
    }
}
