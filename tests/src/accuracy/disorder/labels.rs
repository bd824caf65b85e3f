//! How labels are typed: the wordings of the form, those met in published reports, and what typing does to them.

use super::super::hazard::{Hazard, Hazards};
use crate::layout::wording::Wording;
use crate::random::Random;

/// Wordings and spellings met in published reports, by the official label.
const WILD: &[(&str, &[&str])] = &[
    ("行政规范性文件", &["规范性文件", "行政规范性檔案"]),
    ("规章", &["规章（设区的市、自治州人民政府应提供相关数据）"]),
    ("第二十条第（一）项", &["第二十条 第（一）项", "第二十条  第（一）项", "第二十条第(一)项"]),
    ("第二十条第（五）项", &["第二十条 第（五）项", "第二十条第(五)项"]),
    ("第二十条第（六）项", &["第二十条 第（六）项", "第二十条第(六)项"]),
    ("第二十条第（八）项", &["第二十条 第（八）项", "第二十条第(八)项"]),
    ("本年新制作数量", &["本年新 制作数量"]),
    ("现行有效件数", &["现行有效件", "现行有效 件数"]),
    ("采购总金额", &["采购总金额（万元，保留四位小数）"]),
    ("本年收费金额（单位：万元）", &["本年收费金额(单位:万元)", "本年收费金额（单位:万元）"]),
    ("社会公益组织", &["社会公益", "社会公益 组织"]),
    ("商业企业", &["商业 企业", "商 业 企 业"]),
    ("总计", &["总 计", "总  计"]),
    ("自然人", &["自 然 人"]),
    (
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
        &["（本列数据的勾稽关系为:第一项加第二项之和， 等于第三项加第四项之和）"],
    ),
    ("一、本年新收政府信息公开申请数量", &["本年新收政府信息公开申请数量"]),
    ("三、本年度办理结果", &["三 、本 年 度办 理 结果"]),
    ("（一）予以公开", &["(一) 予以公开", "(一)予以公开", "予以公开"]),
    (
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        &[
            "（二）部分公开",
            "（二）部分公开（区分处理的，只计这一情 形，不计其他情形）",
            "(二) 部分公开(区分处理的,只计这一情形,不计其他情形)",
        ],
    ),
    ("（三）不予公开", &["(三) 不 予 公 开"]),
    ("1.属于国家秘密", &["1. 属于国家秘密", "1、属于国家秘密", "1．属于国家秘密"]),
    ("3.危及“三安全一稳定”", &["3.危及\"三安全一稳定\"", "3.危及‘三安全一稳定’", "3.危及”三安全一稳定”"]),
    ("4.无正当理由大量反复申请", &["4.无正当理由大量反复 申请"]),
    ("5.要求行政机关确认或重新出具已获取信息", &["5.要求行政机关确认或重 新出具 已获取信息"]),
    ("（六）其他处理", &["（六）其他", "（六）其他 处理"]),
    (
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        &[
            "1.申请人无正当理由逾期不补正，行政机关不再处理其政府信息公开申请",
            "1.申请人无正当理由逾期不补正,行政机关不再处理其政府信息公开申请",
            "1.逾期不补正",
        ],
    ),
    (
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        &["2.申请人逾期未按收费通知要求缴纳费用，行政机关不再处理其政府信息公开申请", "2.逾期不缴费"],
    ),
    ("3.其他", &["3.其他原因"]),
    ("（七）总计", &["总计", "(七) 总计"]),
    ("四、结转下年度继续办理", &["四、结转下一年度继续办理"]),
    ("尚未审结", &["尚未审 结"]),
    ("其他结果", &["其他结 果"]),
    (
        "存在的主要问题及改进情况",
        &["存在问题及改进情况", "存在的主要问题及整改措施", "政府信息公开工作存在的主要问题及改进情况"],
    ),
    ("政府信息公开行政复议、行政诉讼情况", &["因政府信息公开工作被申请行政复议、提起行政诉讼情况"]),
    ("主动公开政府信息情况", &["行政机关主动公开政府信息情况"]),
    ("总体情况", &["工作基本情况", "总结概述"]),
];

/// Types labels for one file.
pub(crate) struct Typist {
    wording: Wording,
    wild: bool,
}

impl Typist {
    pub(crate) fn new(hazards: &Hazards) -> Self {
        let wording = Wording {
            variants: hazards.has(Hazard::KnownVariants),
            blanks: hazards.has(Hazard::LetterSpaced),
            breaks: hazards.has(Hazard::BrokenLabels),
            upright: hazards.has(Hazard::OneCharacterALine),
            half_width: hazards.has(Hazard::HalfWidth),
            numbers: hazards.has(Hazard::OtherListNumbers),
            unnumbered: hazards.has(Hazard::NoListNumbers),
            losses: hazards.has(Hazard::DroppedCharacters),
            quotes: hazards.has(Hazard::OtherQuotes),
        };
        Typist { wording, wild: hazards.has(Hazard::WildVariants) }
    }

    /// A label of the form as somebody types it.
    pub(crate) fn label(&self, random: &mut Random, label: &str, variants: &[String]) -> String {
        match self.wild_variant(random, label) {
            Some(wild) => wild.to_owned(),
            None => self.wording.apply(random, label, variants),
        }
    }

    /// A part's heading without its number.
    pub(crate) fn heading(&self, random: &mut Random, heading: &str) -> String {
        self.wild_variant(random, heading).unwrap_or(heading).to_owned()
    }

    fn wild_variant(&self, random: &mut Random, label: &str) -> Option<&'static str> {
        let (_, variants) = WILD.iter().find(|(official, _)| self.wild && *official == label)?;
        random.chance(50).then(|| *random.pick(variants))
    }
}
