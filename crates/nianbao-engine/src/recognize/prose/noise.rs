//! Lines that are the page's and not the report's: page numbers, and what portals print around an article.

/// `— 5 —`, `-1-`, `第5页 共9页`, `5 / 9`, or a bare number under three digits.
pub(super) fn is_page_number(line: &str) -> bool {
    const DASHES: &[char] = &['-', '—', '–', '－', '―', '─', '·', '~', '～'];
    if line.len() > 60 {
        return false;
    }
    let inner = line.trim_matches(|c: char| c.is_whitespace() || DASHES.contains(&c));
    let is_number = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number(inner) {
        return true;
    }
    if !inner.starts_with('第') && !inner.contains('/') {
        return false;
    }
    let squeezed: String = inner.chars().filter(|c| !c.is_whitespace()).collect();
    let of_how_many = |text: &str| -> bool {
        text.split_once(['/', '页']).is_some_and(|(page, rest)| {
            let rest = rest.trim_start_matches(['，', ',', '/']);
            let count = rest.strip_prefix('共').unwrap_or(rest);
            let count = count.strip_suffix('页').unwrap_or(count);
            is_number(page) && (rest.is_empty() || is_number(count))
        })
    };
    match squeezed.strip_prefix('第') {
        Some(page) => page.contains('页') && of_how_many(page),
        None => squeezed.contains('/') && of_how_many(&squeezed),
    }
}

/// Whether a whole line is what portals print around an article: `索引号：…`, `【打印】【关闭】`, `上一篇：…`.
pub(super) fn is_residue(line: &str) -> bool {
    let line = line.trim();
    if line.chars().count() > 160 || line.contains(['。', '；']) {
        return false;
    }
    let squeezed: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    is_entry(&squeezed)
        || is_row_of_buttons(&squeezed)
        || is_invitation(&squeezed)
        || BEGINNINGS.iter().any(|start| squeezed.starts_with(start))
        || is_trail(&squeezed)
}

/// Whether a line above the title is a matter of the file that the report came in: `附件1`, a document number, a date.
pub(super) fn is_above_a_title(line: &str) -> bool {
    let squeezed: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let is_annex_mark = squeezed
        .strip_prefix("附件")
        .or_else(|| squeezed.strip_prefix("附表"))
        .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十：:".contains(c)));
    let is_document_number = squeezed.chars().count() <= 24
        && squeezed.ends_with('号')
        && squeezed.contains(['〔', '[', '［', '【'])
        && squeezed.contains(|c: char| c.is_ascii_digit());
    is_annex_mark || is_document_number || crate::recognize::identity::date_of_line(line).is_some()
}

/// Whether a line under a table names who filled it in.
pub(crate) fn names_who_filled_it_in(line: &str) -> bool {
    const FOOTERS: [&str; 9] =
        ["填表人", "填报人", "制表人", "审核人", "审核：", "负责人", "单位负责人", "填报日期", "填表日期"];
    !line.ends_with('。') && FOOTERS.iter().any(|footer| line.starts_with(footer))
}

/// Whether a line below the text is a matter of the page: what portals print there, a file to download, a bare `附件`.
pub(super) fn is_below_the_text(line: &str) -> bool {
    let squeezed: String = line.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    if squeezed.chars().count() > 160 || squeezed.contains('。') {
        return false;
    }
    const FILES: [&str; 11] = [".pdf", ".doc", ".docx", ".xls", ".xlsx", ".wps", ".et", ".ofd", ".zip", ".rar", ".ceb"];
    let without_size = squeezed.split(['（', '(', '[']).next().unwrap_or_default();
    let is_file = FILES.iter().any(|ending| squeezed.ends_with(ending) || without_size.ends_with(ending));
    let is_bare_annex = matches!(squeezed.trim_end_matches(['：', ':']), "附件" | "附件下载" | "相关附件");
    const FEET: [&str; 16] = [
        "版权所有",
        "主办单位：",
        "主办：",
        "承办单位：",
        "承办：",
        "技术支持",
        "网站标识码",
        "网站地图",
        "copyright",
        "©",
        "关于我们",
        "隐私声明",
        "相关链接",
        "相关阅读",
        "相关文档",
        "相关新闻",
    ];
    let is_foot = FEET.iter().any(|foot| squeezed.starts_with(foot))
        || (squeezed.contains("icp备") || squeezed.contains("公网安备"));
    is_file || is_bare_annex || is_foot
}

/// Keys of the data that portals print with an article.
const KEYS: [&str; 42] = [
    "索引号",
    "信息索引号",
    "索引",
    "发布日期",
    "发布时间",
    "发文日期",
    "成文日期",
    "生成日期",
    "公开日期",
    "发布机构",
    "发文机关",
    "公开机构",
    "来源",
    "信息来源",
    "文章来源",
    "稿件来源",
    "作者",
    "编辑",
    "责任编辑",
    "审核",
    "浏览次数",
    "浏览量",
    "浏览",
    "阅读次数",
    "阅读量",
    "阅读",
    "点击数",
    "点击次数",
    "点击率",
    "访问量",
    "字体",
    "字体大小",
    "字号",
    "文号",
    "发文字号",
    "主题分类",
    "主题词",
    "关键词",
    "有效性",
    "信息类别",
    "体裁分类",
    "公开方式",
];

/// `发布日期：2025-01-20 来源：…`: a key of such data and a short value.
fn is_entry(squeezed: &str) -> bool {
    let Some((key, _)) = squeezed.split_once(['：', ':']) else { return false };
    KEYS.contains(&key.trim_matches(|c: char| "【】[]〖〗".contains(c)))
}

/// Whether a line is nothing but buttons: `【字体：大 中 小】`, `打印本页 | 关闭窗口`.
fn is_row_of_buttons(squeezed: &str) -> bool {
    // Longer words first, since they are taken off the front one by one.
    const BUTTONS: [&str; 40] = [
        "打印本页",
        "打印此页",
        "打印",
        "关闭窗口",
        "关闭本页",
        "关闭",
        "返回顶部",
        "返回列表",
        "返回首页",
        "返回",
        "收藏本页",
        "收藏",
        "分享到",
        "分享",
        "新浪微博",
        "腾讯微博",
        "微博",
        "微信",
        "QQ空间",
        "QQ好友",
        "QQ",
        "字体大小",
        "字体",
        "字号",
        "我要纠错",
        "纠错",
        "下载",
        "导出",
        "语音播报",
        "朗读",
        "扫一扫",
        "首页",
        "上一页",
        "下一页",
        "尾页",
        "保护视力色",
        "大",
        "中",
        "小",
        "默认",
    ];
    let mut rest = squeezed;
    let mut count = 0;
    loop {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        if rest.is_empty() {
            return count > 0;
        }
        let Some(after) = BUTTONS.iter().find_map(|button| rest.strip_prefix(button)) else { return false };
        rest = after;
        count += 1;
    }
}

/// `扫一扫在手机打开当前页`.
fn is_invitation(squeezed: &str) -> bool {
    let scans = squeezed.starts_with("扫一扫") || squeezed.starts_with("扫码") || squeezed.starts_with("扫描二维码");
    scans && squeezed.chars().count() <= 40
}

const BEGINNINGS: [&str; 13] = [
    "上一篇：",
    "上一篇:",
    "下一篇：",
    "下一篇:",
    "上一条：",
    "上一条:",
    "下一条：",
    "下一条:",
    "当前位置：",
    "您的位置：",
    "您现在的位置：",
    "您当前的位置：",
    "您所在的位置：",
];

/// `首页 > 政府信息公开 > 年报`.
fn is_trail(squeezed: &str) -> bool {
    let steps: Vec<&str> = squeezed.split(['>', '＞', '»', '›']).filter(|step| !step.is_empty()).collect();
    steps.len() >= 2 && steps.iter().all(|step| step.chars().count() <= 30) && !squeezed.contains(['<', '，'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers() {
        for line in
            ["- 4 -", "-1-", "— 5 —", "－12－", "5", "第5页", "第 5 页 共 9 页", "第5页/共9页", "5 / 9", "· 3 ·"]
        {
            assert!(is_page_number(line), "{line}");
        }
        for line in ["", "-", "2024", "5件", "第五条", "1.5", "0356-5862575", "第5条", "a/b"] {
            assert!(!is_page_number(line), "{line}");
        }
    }

    #[test]
    fn what_portals_print_around_an_article() {
        for line in [
            "索引号：000014349/2025-00001",
            "发布时间：2025-01-20 09:30 来源：某镇人民政府 浏览次数：128次 字体：[大 中 小]",
            "【打印】【关闭】",
            "打印本页 | 关闭窗口",
            "分享到：微信 微博",
            "【字体：大 中 小】",
            "上一篇：某局2024年政府信息公开工作年度报告",
            "扫一扫在手机打开当前页",
            "首页 > 政府信息公开 > 政府信息公开年报",
            "当前位置：首页",
        ] {
            assert!(is_residue(line), "{line}");
        }
    }

    #[test]
    fn sentences_with_the_same_words_are_kept() {
        for line in [
            "来源于群众的意见共6条，均已答复",
            "来源：本表数据来自登记台账。",
            "下载量比上年增加两成",
            "中小学信息公开",
            "打印机和扫描仪各一台供群众使用",
            "电话：0356-5862575",
            "地址：某县人民路1号",
        ] {
            assert!(!is_residue(line), "{line}");
            assert!(!is_below_the_text(line), "{line}");
        }
    }

    #[test]
    fn what_stands_above_a_title_or_below_the_text() {
        for line in ["附件", "附件1", "附件一：", "某政发〔2025〕3号", "2025年1月20日"] {
            assert!(is_above_a_title(line), "{line}");
        }
        assert!(!is_above_a_title("附件齐全"));
        for line in [
            "附件：某局2024年政府信息公开工作年度报告.pdf",
            "年报.docx（35KB）",
            "版权所有：某县人民政府",
            "晋ICP备05000000号",
        ] {
            assert!(is_below_the_text(line), "{line}");
        }
        assert!(!is_below_the_text("附件：政府信息公开情况统计表"));
    }
}
