//! The sentences, each with what must be there for it and what must not.
//!
//! `{key}` is the count of a cell or a sum of cells, `~` the unit of the report, `{part:key}` and `{left}` two parts of a count, `{n}` any
//! number. Counts that speak of no cell stand in them on purpose: other years, ways of applying, what others did.

/// One sentence or a few.
pub(super) struct Wording {
    /// Counts that must be above 0.
    pub(super) with: &'static [&'static str],
    /// Counts that must be 0.
    pub(super) without: &'static [&'static str],
    pub(super) text: &'static str,
}

const fn any(text: &'static str) -> Wording {
    Wording { with: &[], without: &[], text }
}

const fn with(with: &'static [&'static str], text: &'static str) -> Wording {
    Wording { with, without: &[], text }
}

const fn none(without: &'static [&'static str], text: &'static str) -> Wording {
    Wording { with: &[], without, text }
}

const fn both(with: &'static [&'static str], without: &'static [&'static str], text: &'static str) -> Wording {
    Wording { with, without, text }
}

/// Sums of the total column, by row or group of rows.
pub(super) const ROWS: &[(&str, &[&str])] = &[
    ("received", &["received"]),
    ("brought", &["brought_forward"]),
    ("at_hand", &["received", "brought_forward"]),
    ("finished", &["handled.total"]),
    ("carried", &["carried_forward"]),
    ("granted", &["handled.granted"]),
    ("partial", &["handled.partial"]),
    ("denied", &["handled.denied"]),
    ("secret", &["handled.denied.state_secret"]),
    ("third_party", &["handled.denied.third_party"]),
    ("process", &["handled.denied.process_information"]),
    ("enforcement", &["handled.denied.enforcement_file"]),
    ("query", &["handled.denied.query_matter"]),
    ("unavailable", &["handled.unavailable"]),
    ("not_held", &["handled.unavailable.not_held"]),
    ("created", &["handled.unavailable.must_be_created"]),
    ("not_processed", &["handled.not_processed"]),
    ("petition", &["handled.not_processed.petition"]),
    ("repeated", &["handled.not_processed.repeated"]),
    ("other", &["handled.other"]),
    ("not_corrected", &["handled.other.not_corrected"]),
    ("unpaid", &["handled.other.fee_unpaid"]),
];

/// Sums of other cells.
pub(super) const CELLS: &[(&str, &[&str])] = &[
    ("rules_issued", &["disclosure.rules.issued"]),
    ("rules_repealed", &["disclosure.rules.repealed"]),
    ("rules_in_force", &["disclosure.rules.in_force"]),
    ("issued", &["disclosure.normative_documents.issued"]),
    ("repealed", &["disclosure.normative_documents.repealed"]),
    ("in_force", &["disclosure.normative_documents.in_force"]),
    ("licences", &["disclosure.licences.decisions"]),
    ("penalties", &["disclosure.penalties.decisions"]),
    ("coercion", &["disclosure.coercion.decisions"]),
    ("charges", &["disclosure.charges.amount"]),
    ("reviews", &["disputes.reconsideration.total"]),
    ("reviews_upheld", &["disputes.reconsideration.upheld"]),
    ("reviews_corrected", &["disputes.reconsideration.corrected"]),
    ("reviews_other", &["disputes.reconsideration.other"]),
    ("reviews_pending", &["disputes.reconsideration.pending"]),
    ("suits", &["disputes.litigation_direct.total", "disputes.litigation_after.total"]),
    ("suits_upheld", &["disputes.litigation_direct.upheld", "disputes.litigation_after.upheld"]),
    ("suits_pending", &["disputes.litigation_direct.pending", "disputes.litigation_after.pending"]),
    ("direct", &["disputes.litigation_direct.total"]),
    ("after", &["disputes.litigation_after.total"]),
];

pub(super) const PUBLISHED: &[Wording] = &[
    any("{year}年，通过网站主动公开政府信息1260条，其中工作动态860条、公告公示300条、其他信息100条。"),
    any("全年主动公开各类信息{n}条，新媒体发布{n}篇，公开年度预算和决算各1份。"),
    any("坚持以公开为常态，公开重点领域信息320条，较上年增加{n}条，发布政策解读材料{n}篇。"),
    any("主动公开政府信息3 200余条，回应群众留言{n}件，办理12345热线工单{n}件，办结率100%。"),
    any("公开规章类信息{n}条、政策文件{n}份，公示行政许可类信息{n}条，开展规范性文件清理1次。"),
];

pub(super) const DOCUMENTS: &[Wording] = &[
    any("制发行政规范性文件{issued}件，废止{repealed}件，现行有效{in_force}件。"),
    any("全年制定出台行政规范性文件{issued}件，现行有效的行政规范性文件{in_force}件，均在网站集中公布。"),
    any("{year}年印发规范性文件{issued}件、废止规范性文件{repealed}件，目前现行有效行政规范性文件共{in_force}件。"),
    any(
        "本年度制发规章{rules_issued}件、行政规范性文件{issued}件；废止规章{rules_repealed}件、行政规范性文件{repealed}件。",
    ),
    any("现行有效规章{rules_in_force}件，现行有效行政规范性文件{in_force}件，对{n}份文件作了解读。"),
    none(&["issued"], "本年度未制发行政规范性文件。"),
];

pub(super) const DECISIONS: &[Wording] = &[
    any("作出行政许可决定{licences}件、行政处罚决定{penalties}件、行政强制决定{coercion}件。"),
    any(
        "全年办理行政许可{licences}件，作出行政处罚{penalties}件，实施行政强制{coercion}件，行政事业性收费{charges}万元。",
    ),
    any("行政许可{licences}件，行政处罚{penalties}件，行政强制{coercion}件。"),
    any("行政事业性收费金额为{charges}万元。"),
    any("执法信息按规定在作出决定之日起7个工作日内公示。"),
];

pub(super) const INTAKE: &[Wording] = &[
    any("{year}年，{we}共收到政府信息公开申请{received}~。"),
    any("本年度{we}新收政府信息公开申请{received}~，上年结转{brought}~。"),
    any("全年{we}收到信息公开申请{received}~，上年度结转{brought}~，结转下年度继续办理{carried}~。"),
    any("{we}{year}年受理政府信息公开申请{at_hand}~，其中上年结转{brought}~、本年新收{received}~。"),
    any(
        "全年共办理政府信息公开申请{at_hand}~，其中{last}年结转{brought}~，{year}年新收{received}~，共办结{finished}~。",
    ),
    any("{we}全年收办政府信息公开申请案件{at_hand}~。"),
    any("全年新收依申请公开{received}~，同比变化不大，已办结{finished}~，结转至{next}年办理{carried}~。"),
    any("通过网络、信函、当面等渠道共收到政府信息公开申请{received}~，办结{finished}~。"),
    any("{last}年{we}收到政府信息公开申请{n}~，{year}年收到政府信息公开申请{received}~。"),
    with(&["received"], "{we}收到政府信息公开申请{received}~，其中网上提交{part:received}~，信函寄送{left}~。"),
    with(&["received"], "本年度接收政府信息公开申请共计{received}~，从内容看主要涉及征地补偿、规划许可等方面。"),
    with(
        &["received", "carried"],
        "{we}本年新收到政府信息公开申请{received}~，答复{finished}~，其余{carried}~结转下一年度继续办理。",
    ),
    with(&["received"], "依申请公开办理平稳，受理{received}~，答复{finished}~。"),
    none(&["received"], "{year}年，{we}未收到政府信息公开申请。"),
    none(&["received", "brought"], "全年没有收到公民、法人或其他组织提出的政府信息公开申请。"),
    none(&["received"], "本年度新收政府信息公开申请0~，无上年结转的申请。"),
];

/// Requests again, in a paragraph of its own.
pub(super) const AGAIN: &[Wording] = &[
    any("从办理情况看，{we}全年办理政府信息公开申请{at_hand}~。"),
    any("所收政府信息公开申请均登记编号，办结政府信息公开申请{finished}~。"),
    any("办理政府信息公开申请时严格区分情形，逐件审查。"),
];

pub(super) const APPLICANTS: &[Wording] = &[
    any("申请人中，自然人{natural}~，法人或其他组织{organisations}~。"),
    any("按申请人分，自然人申请{natural}~、法人或其他组织申请{organisations}~。"),
    any("其中自然人提出申请{natural}~，商业企业提出{businesses}~。"),
    any("申请人以自然人为主。"),
];

pub(super) const OUTCOMES: &[Wording] = &[
    any(
        "其中，予以公开{granted}~、部分公开{partial}~、不予公开{denied}~、无法提供{unavailable}~、不予处理{not_processed}~、其他处理{other}~。",
    ),
    any(
        "办理结果为：予以公开{granted}~，部分公开{partial}~，不予公开{denied}~，无法提供{unavailable}~，不予处理{not_processed}~，作其他处理（含主动撤回的申请）{other}~。",
    ),
    any("予以公开的{granted}~，部分公开的{partial}~，不予公开的{denied}~，无法提供的{unavailable}~。"),
    any(
        "同意公开答复{granted}~，部分公开答复{partial}~，不予公开答复{denied}~，无法提供答复{unavailable}~，不予处理{not_processed}~。",
    ),
    any("对申请予以公开{granted}~，不予公开{denied}~，因本机关不掌握相关政府信息无法提供{not_held}~。"),
    any("办结的申请中，予以公开{granted}、部分公开{partial}、不予公开{denied}、无法提供{unavailable}。"),
    any(
        "不予公开{denied}~，其中属于国家秘密{secret}~、保护第三方合法权益{third_party}~、属于四类过程性信息{process}~。",
    ),
    any("不予处理{not_processed}~，其中信访举报投诉类申请{petition}~，重复申请{repeated}~。"),
    any("属于行政执法案卷{enforcement}~，属于行政查询事项{query}~，没有现成信息需要另行制作{created}~。"),
    any("作出予以公开决定{granted}~，逾期不补正不再处理{not_corrected}~。"),
    with(&["granted", "received"], "予以公开{granted}~，占申请总数的{granted%}%。"),
    with(&["granted", "received"], "予以公开{granted}~，占全部申请的{granted%cut}%；部分公开{partial}~。"),
];

pub(super) const CARRIED: &[Wording] = &[
    any("结转下年度继续办理{carried}~。"),
    any("结转至{next}年继续办理的{carried}~。"),
    any("转下年度办理{carried}~，均在法定期限内。"),
    with(&["carried"], "另有{carried}~顺延至下年度办理。"),
    with(&["carried"], "截至年底，{carried}~结转下年继续办理。"),
    none(&["carried"], "所有申请均已办结。"),
    none(&["carried"], "没有结转下年度办理的申请。"),
    none(&["carried"], "全部按时办结，未发生超期答复的情形。"),
];

/// Numbers beside the matter.
pub(super) const ASIDE: &[Wording] = &[
    any("电话解答群众咨询{n}次，当面指导填写申请{n}人次。"),
    any("县教育局收到政府信息公开申请{n}件，由该局自行答复。"),
    any("从申请方式看，网络申请近{n}件，信函申请{n}余件。"),
    any("召开会商会{n}次，修订答复文书范本{n}份。"),
    any("答复前均由法律顾问审核。"),
    any("收到涉及宅基地的政府信息公开申请{n}件的情形往年也有。"),
];

pub(super) const DISPUTES: &[Wording] = &[
    any("因政府信息公开引发行政复议{reviews}件，行政诉讼{suits}件。"),
    any(
        "政府信息公开行政复议案件{reviews}件，其中结果维持{reviews_upheld}件、结果纠正{reviews_corrected}件、其他结果{reviews_other}件、尚未审结{reviews_pending}件。",
    ),
    any("全年发生政府信息公开类行政诉讼{suits}件，其中未经复议直接起诉{direct}件，复议后起诉{after}件。"),
    any(
        "被申请政府信息公开行政复议{reviews}件，维持{reviews_upheld}件，纠正{reviews_corrected}件；被提起政府信息公开行政诉讼{suits}件，尚未审结{suits_pending}件。",
    ),
    any("涉及政府信息公开的行政诉讼案件{suits}件，结果维持{suits_upheld}件。"),
    with(&["reviews"], "全年有{reviews}件因政府信息公开引起的行政复议。"),
    none(&["reviews", "suits"], "未发生因政府信息公开引起的行政复议和行政诉讼。"),
    none(&["reviews", "suits"], "全年无政府信息公开行政复议、行政诉讼案件。"),
    none(&["reviews"], "全年没有因信息公开被申请行政复议。"),
    both(&["suits"], &["reviews"], "未发生政府信息公开行政复议，发生政府信息公开行政诉讼{suits}件。"),
    any("全年备案政府信息公开领域行政复议案件{n}件、行政诉讼案件{n}件，系上级登记口径。"),
];

pub(super) const MANAGEMENT: &[Wording] = &[
    any("公开前逐件进行保密审查，全年审查{n}件，定期核对已公开的信息。"),
    any("对{last}年以前的文件开展清理，清理文件{n}件，废止和失效的在目录中注明。"),
];

pub(super) const PLATFORMS: &[Wording] = &[
    any("网站专栏更新信息{n}条，政务新媒体2个，查阅点3处。"),
    any("优化栏目{n}个，专栏全年访问量14万余次，无障碍浏览已经上线。"),
];

pub(super) const SUPERVISION: &[Wording] = &[
    any("组织培训{n}次，{n}人参加，通报{n}期，全年没有需要追究责任的情形。"),
    any("开展社会评议1次，发放问卷{n}份，收到意见建议{n}条，均已办理完成。"),
];

pub(super) const PROBLEMS: &[Wording] = &[
    any("存在的问题：一是公开的主动性还不够，二是解读的形式比较单一。"),
    any("仍有三个方面的不足：公开不够及时，答复说理不够充分，人员更换较多。"),
];

pub(super) const PLANS: &[Wording] = &[
    any("下一步，将在{next}年逐项列出清单，培训不少于{n}人次，争取受理的申请全部按时办结。"),
    any("改进情况：一是编印答复示例，二是每季度抽查一次，已抽查{n}份文书。"),
];

pub(super) const FEES: &[Wording] = &[
    any("本年度未收取信息处理费。"),
    any("{year}年，没有收取政府信息公开信息处理费，没有其他需要报告的事项。"),
    any("对3件申请收取信息处理费共600元，其中甲件100元、乙件200元、丙件300元。"),
    any("发出收费通知2件，实际收取信息处理费380元。"),
];
