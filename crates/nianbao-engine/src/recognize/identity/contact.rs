//! How to reach the organ: the entries after `地址：`, `邮编：` and the like, in a text of many of them.

use nianbao_core::report::Contact;

/// Words that begin another entry, so that an entry's value ends before them.
const LABELS: [&str; 18] = [
    "邮编",
    "邮政编码",
    "联系电话",
    "咨询电话",
    "办公电话",
    "电话",
    "传真",
    "电子邮箱",
    "电子邮件",
    "电子信箱",
    "邮箱",
    "E-mail",
    "网址",
    "网站",
    "联系人",
    "联系地址",
    "办公时间",
    "联系方式",
];
const DASHES: [char; 7] = ['-', '—', '–', '－', '―', '─', '−'];
/// 12345 is the shortest number of a public office.
const FEWEST_DIGITS: usize = 5;

/// Fills in what the contact lacks, from paragraphs.
pub(super) fn complete(contact: &mut Contact, paragraphs: &[&str]) {
    let text = paragraphs.iter().map(|paragraph| without_blanks(paragraph)).collect::<Vec<_>>().join("\n");
    let telephone = |rest: &str| number(rest);
    let fill = |field: &mut Option<String>, found: &dyn Fn() -> Option<String>| {
        if field.is_none() {
            *field = found();
        }
    };
    fill(&mut contact.address, &|| after(&text, &["地址", "地点"], &["网", "站", "箱", "邮", "件", "子"], address));
    fill(&mut contact.postcode, &|| after(&text, &["邮编", "邮政编码", "邮政编号"], &[], postcode));
    fill(&mut contact.telephone, &|| after(&text, &["电话", "联系方式"], &["传真"], telephone));
    fill(&mut contact.fax, &|| after(&text, &["传真"], &[], telephone));
    let mail = ["电子邮箱", "电子邮件", "电子信箱", "邮箱", "E-mail", "e-mail", "E-Mail", "Email", "email", "EMAIL"];
    fill(&mut contact.email, &|| after(&text, &mail, &[], email).or_else(|| email_anywhere(&text)));
    fill(&mut contact.site, &|| {
        after(&text, &["网址", "网站地址", "网站"], &[], site).or_else(|| site_anywhere(&text))
    });
}

/// A paragraph without blanks, save between letters or digits, where they part two numbers.
fn without_blanks(paragraph: &str) -> String {
    let characters: Vec<char> = paragraph.chars().collect();
    let mut text = String::with_capacity(paragraph.len());
    for (index, &c) in characters.iter().enumerate() {
        if !c.is_whitespace() {
            text.push(c);
        } else if text.ends_with(|c: char| c.is_ascii_alphanumeric())
            && characters[index..].iter().find(|c| !c.is_whitespace()).is_some_and(char::is_ascii_alphanumeric)
        {
            text.push(' ');
        }
    }
    text
}

/// What is read after one of the labels, unless it is the end of a longer word.
fn after(text: &str, labels: &[&str], not_behind: &[&str], read: impl Fn(&str) -> Option<String>) -> Option<String> {
    labels.iter().find_map(|label| {
        text.match_indices(label).find_map(|(at, _)| {
            if not_behind.iter().any(|word| text[..at].ends_with(word)) {
                return None;
            }
            let mut rest = &text[at + label.len()..];
            // 电话（传真）：, 电话号码：, 邮箱地址：, 门户网站（http://…）
            for filling in ["号码", "地址", "及传真", "和传真", "/传真", "、传真", "（传真）", "(传真)", "（兼传真）"]
            {
                rest = rest.strip_prefix(filling).unwrap_or(rest);
            }
            let is_marked = rest.starts_with(['：', ':', '为', '是']);
            let rest = rest.strip_prefix(['：', ':', '为', '是']).unwrap_or(rest).trim_start();
            read(rest).filter(|value| is_marked || stands_without_a_mark(value))
        })
    })
}

/// Whether a value is clear enough to follow its label at once: `邮编048400`, `电话0356-5862575`.
fn stands_without_a_mark(value: &str) -> bool {
    value.contains(['@', '.']) || value.chars().filter(char::is_ascii_digit).count() > FEWEST_DIGITS
}

fn address(rest: &str) -> Option<String> {
    let mut depth = 0_usize;
    let end = rest.char_indices().find_map(|(at, c)| {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' if depth == 0 => return Some(at),
            '）' | ')' => depth -= 1,
            '，' | '；' | '。' | ',' | ';' | '\n' | '、' if depth == 0 => return Some(at),
            _ => {}
        }
        LABELS.iter().any(|label| at > 0 && rest[at..].starts_with(label)).then_some(at)
    });
    let value = rest[..end.unwrap_or(rest.len())].trim().trim_end_matches(['（', '(', '.']);
    // An address has a letter in it: a bare number is something else's.
    (value.chars().count() >= 2 && value.chars().any(char::is_alphabetic)).then(|| value.to_owned())
}

fn postcode(rest: &str) -> Option<String> {
    let digits: String = rest.chars().map_while(ascii_digit).collect();
    (digits.len() == 6).then_some(digits)
}

/// A telephone number as printed: with any dash, with its area code in brackets or parted by a blank.
fn number(rest: &str) -> Option<String> {
    let characters: Vec<char> = rest.chars().take(40).collect();
    let mut value = String::new();
    let mut depth = 0_usize;
    for (index, &c) in characters.iter().enumerate() {
        match c {
            '（' | '(' if characters.get(index + 1).copied().and_then(ascii_digit).is_some() => depth += 1,
            '）' | ')' if depth > 0 => depth -= 1,
            '+' if value.is_empty() => {}
            '转' if !value.is_empty() => {}
            c if DASHES.contains(&c) && !value.is_empty() => {}
            c if ascii_digit(c).is_some() => {}
            // A blank parts the area code from the rest, or two numbers from each other.
            ' ' if (3..=4).contains(&value.chars().count()) && value.starts_with('0') => {}
            _ => break,
        }
        value.push(c);
    }
    let value = value.trim_end_matches(|c: char| DASHES.contains(&c) || c == '转' || c.is_whitespace());
    (value.chars().filter_map(ascii_digit).count() >= FEWEST_DIGITS).then(|| value.to_owned())
}

fn ascii_digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')),
        _ => None,
    }
}

fn email(rest: &str) -> Option<String> {
    let value: String = rest.chars().take_while(|&c| is_part_of_email(c)).collect();
    let value = value.trim_end_matches('.');
    let (name, host) = value.split_once('@')?;
    (!name.is_empty() && host.contains('.') && !host.contains('@')).then(|| value.to_owned())
}

fn email_anywhere(text: &str) -> Option<String> {
    text.match_indices('@').find_map(|(at, _)| {
        let length: usize = text[..at].chars().rev().take_while(|&c| is_part_of_email(c)).map(char::len_utf8).sum();
        email(&text[at - length..])
    })
}

fn is_part_of_email(c: char) -> bool {
    c.is_ascii_alphanumeric() || "@.-_+".contains(c)
}

fn site(rest: &str) -> Option<String> {
    let rest = rest.trim_start_matches(['（', '(', '<', '《', '“', '"', '：', ':']);
    let value: String = rest.chars().take_while(|&c| c.is_ascii_graphic() && !",;()<>\"[]{}|".contains(c)).collect();
    let value = value.trim_end_matches(['.', '，']);
    (value.contains('.') && !value.contains('@') && value.contains(|c: char| c.is_ascii_alphabetic()))
        .then(|| value.to_owned())
}

fn site_anywhere(text: &str) -> Option<String> {
    ["http://", "https://", "www."].iter().filter_map(|start| text.find(start)).min().and_then(|at| site(&text[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Contact {
        let mut contact = Contact::default();
        complete(&mut contact, &[text]);
        contact
    }

    #[test]
    fn the_usual_bracket_at_the_end_of_the_preface() {
        let contact = read(
            "可通过市政府门户网站（<http://www.a.gov.cn/>）查阅。请联系（地址：甲县人民路1号；邮编：048400；电话：0356—5862575；传真：0356—5862576；电子邮箱：a_b1@163.com）。",
        );
        assert_eq!(contact.address.as_deref(), Some("甲县人民路1号"));
        assert_eq!(contact.postcode.as_deref(), Some("048400"));
        assert_eq!(contact.telephone.as_deref(), Some("0356—5862575"));
        assert_eq!(contact.fax.as_deref(), Some("0356—5862576"));
        assert_eq!(contact.email.as_deref(), Some("a_b1@163.com"));
        assert_eq!(contact.site.as_deref(), Some("http://www.a.gov.cn/"));
    }

    #[test]
    fn telephone_numbers_with_any_dash_and_brackets() {
        for printed in
            ["0517-87222589", "0517—87222589", "0517–87222589", "0517－87222589", "0517―87222589", "（0517）87222589"]
        {
            for text in
                [format!("电话：{printed}，"), format!("（联系电话:{printed}）"), format!("咨询电话为{printed}。")]
            {
                assert_eq!(read(&text).telephone.as_deref(), Some(printed), "{text}");
            }
        }
        assert_eq!(read("电话（传真）：0356-5862575").telephone.as_deref(), Some("0356-5862575"));
        assert_eq!(read("电话：0356 5862575 5862576").telephone.as_deref(), Some("0356 5862575"));
        assert_eq!(read("电话：0356-5862575转8001").telephone.as_deref(), Some("0356-5862575转8001"));
        assert_eq!(read("邮编048400电话0356-5862575").telephone.as_deref(), Some("0356-5862575"));
    }

    #[test]
    fn blanks_between_the_letters_of_a_label() {
        let contact =
            read("地址：甲县乙路 90 号 ， 邮 编 ： 223100 ， 电 话 ： 0517-87222589 ， 电 子 邮 箱 ： h@126.com");
        assert_eq!(contact.address.as_deref(), Some("甲县乙路90号"));
        assert_eq!(contact.postcode.as_deref(), Some("223100"));
        assert_eq!(contact.telephone.as_deref(), Some("0517-87222589"));
        assert_eq!(contact.email.as_deref(), Some("h@126.com"));
    }

    #[test]
    fn entries_parted_by_blanks_only() {
        let contact = read(
            "联系地址：甲县乙镇政府大院（三楼） 邮政编码：048400 联系电话：0356-1234567 E-mail：a@b.cn 网址：www.b.cn",
        );
        assert_eq!(contact.address.as_deref(), Some("甲县乙镇政府大院（三楼）"));
        assert_eq!(contact.postcode.as_deref(), Some("048400"));
        assert_eq!(contact.telephone.as_deref(), Some("0356-1234567"));
        assert_eq!(contact.email.as_deref(), Some("a@b.cn"));
        assert_eq!(contact.site.as_deref(), Some("www.b.cn"));
    }

    #[test]
    fn prose_with_the_same_words_is_no_contact() {
        let contact = read("受理电话申请3件，网站发布信息20条，传真申请0件，网站地址更新1次，邮编簿已更换。");
        assert_eq!(contact, Contact::default());
    }
}
