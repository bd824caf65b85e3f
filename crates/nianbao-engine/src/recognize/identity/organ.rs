//! Names of organs: what may be one, where the preface names it, and which level it is of.

use nianbao_core::report::Level;

const LONGEST: usize = 40;
/// How names of organs and of their areas end.
const ENDINGS: [&str; 47] = [
    "政府",
    "公署",
    "办事处",
    "委员会",
    "管委会",
    "局",
    "厅",
    "办公室",
    "办公厅",
    "政府办",
    "政务办",
    "委",
    "部",
    "署",
    "处",
    "中心",
    "学校",
    "大学",
    "学院",
    "医院",
    "总队",
    "支队",
    "大队",
    "分局",
    "总局",
    "联合会",
    "总社",
    "供销社",
    "公司",
    "银行",
    "集团",
    "站",
    "所",
    "院",
    "街道",
    "镇",
    "乡",
    "区",
    "县",
    "市",
    "省",
    "州",
    "盟",
    "旗",
    "苏木",
    "开发区",
    "园区",
];
/// How an office within an organ is called, longest first.
const OFFICES: [&str; 7] =
    ["党政综合办公室", "党政办公室", "综合办公室", "政务公开办公室", "政府信息公开办公室", "政务公开办", "办公室"];

/// Whether a text may be the name of an organ.
pub(crate) fn is_organ_like(text: &str) -> bool {
    let text = text.trim();
    let length = text.chars().count();
    (3..=LONGEST).contains(&length)
        && ENDINGS.iter().any(|ending| text.ends_with(ending))
        && text.chars().all(|c| {
            matches!(c, '\u{4E00}'..='\u{9FFF}') || c.is_alphabetic() || c.is_whitespace() || "（）()·—-".contains(c)
        })
}

/// The organ that a preface says the report is of; the last resort where neither title nor sign-off names it.
pub(crate) fn in_preface(preface: &[String]) -> Option<String> {
    let text: String = preface.iter().flat_map(|line| line.chars()).filter(|c| !c.is_whitespace()).collect();
    let sources: [fn(&str) -> Option<&str>; 3] = [
        |text| {
            let is_writer = text.contains("编制") || text.contains("编写");
            is_writer.then(|| between(text, "由", &["根据", "按照", "依据", "依照", "负责", "编制", "编写", "，"]))?
        },
        |text| {
            let before = &text[..text.find("编制本").or_else(|| text.find("编制了"))?];
            before.rsplit(['，', '。', '；', '、', '：', ',', '》', '）']).next()
        },
        |text| between(text, "请与", &["联系"]).or_else(|| between(text, "请联系", &["（", "("])),
    ];
    sources.iter().find_map(|source| {
        // Its office is not the organ: 某县人民政府办公室 answers for 某县人民政府.
        let name = source(&text).filter(|name| is_organ_like(name))?;
        let organ = OFFICES.iter().find_map(|office| name.strip_suffix(office)).unwrap_or(name);
        let speaks_of_itself = ["我", "本", "该"].iter().any(|word| organ.starts_with(word));
        (!speaks_of_itself && is_organ_like(organ)).then(|| organ.to_owned())
    })
}

/// The shortest text between a word and one of some others.
fn between<'a>(text: &'a str, before: &str, after: &[&str]) -> Option<&'a str> {
    text.match_indices(before).find_map(|(at, _)| {
        let rest = &text[at + before.len()..];
        let end = after.iter().filter_map(|word| rest.find(word)).min()?;
        (rest[..end].chars().count() <= LONGEST).then_some(&rest[..end]).filter(|name| is_organ_like(name))
    })
}

/// Whether two names may be one organ's: 陈区镇人民政府 is 高平市陈区镇人民政府, and 高平市 is 高平市人民政府.
pub(crate) fn are_one(first: &str, second: &str) -> bool {
    let squeeze = |name: &str| -> String { name.chars().filter(|c| !c.is_whitespace()).collect() };
    let (first, second) = (squeeze(first), squeeze(second));
    let core = |name: &str| name.strip_suffix("人民政府").unwrap_or(name).to_owned();
    let ends = |one: &str, other: &str| one.ends_with(other) || other.ends_with(one);
    ends(&first, &second) || ends(&core(&first), &core(&second))
}

/// The level of an organ, where its name tells: 市 alone does not, for there are cities of two levels.
pub(in crate::recognize) fn level_of(name: &str) -> Option<Level> {
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    if ends(&["镇人民政府", "乡人民政府", "街道办事处", "苏木人民政府"]) {
        Some(Level::Township)
    } else if ends(&["县人民政府", "区人民政府", "旗人民政府"]) && !name.ends_with("自治区人民政府")
    {
        Some(Level::County)
    } else if ends(&["自治州人民政府", "盟行政公署"]) {
        Some(Level::Prefecture)
    } else if ends(&["省人民政府", "自治区人民政府"]) {
        Some(Level::Province)
    } else if ends(&["局", "委员会", "厅", "办公室"]) {
        Some(Level::Department)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn preface(text: &str, organ: Option<&str>) {
        assert_eq!(in_preface(&[text.to_owned()]).as_deref(), organ, "{text}");
    }

    #[test]
    fn the_preface_names_the_organ_as_a_last_resort() {
        preface("本报告由甲县乙镇人民政府编制。", Some("甲县乙镇人民政府"));
        preface("根据有关规定，甲县水利局编制本年度报告。", Some("甲县水利局"));
        preface("如有疑问，请与甲县乙镇人民政府联系（地址：乙镇）。", Some("甲县乙镇人民政府"));
        preface("本报告根据《条例》编制，由总体情况等六部分组成。", None);
    }

    #[test]
    fn an_office_is_not_the_organ() {
        preface("本报告由甲县人民政府办公室根据《条例》要求编制。", Some("甲县人民政府"));
        preface("如有疑问，请与甲县人民政府办公室联系。", Some("甲县人民政府"));
        preface("如有疑问，请与甲县乙镇党政办公室联系。", Some("甲县乙镇"));
        preface("如有疑问，请与我局办公室联系。", None);
        preface("如有疑问，请与本机关联系。", None);
    }

    #[test]
    fn one_organ_under_two_names() {
        assert!(are_one("高平市陈区镇人民政府", "陈区镇人民政府"));
        assert!(are_one("高平市", "高平市人民政府"));
        assert!(!are_one("沭阳县发展和改革局", "沭阳县司法局"));
    }
}
