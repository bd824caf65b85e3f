//! The words of prose that the reader of counts knows. The rows and columns of the tables go by the form's own labels;
//! here stands only what people say beside them.

use crate::words::Words;

/// Units in which the things of the tables are counted.
pub(super) static COUNT_UNITS: Words = Words::new(&["件次", "件", "宗", "条", "份", "起", "例", "篇", "个", "项"]);

/// Words for the year reported on and those before it.
pub(super) static YEARS: Words = Words::new(&[
    "本年", "今年", "全年", "年内", "当年", "上年", "上一年", "去年", "往年", "前年",
]);

/// What makes a number a date or the name of a document.
pub(super) static DATE_UNITS: Words = Words::new(&["月", "日", "号", "时", "分", "年"]);

/// Units of what no table counts; tried before [`COUNT_UNITS`].
pub(super) static OTHER_UNITS: Words = Words::new(&[
    "个工作日", "个自然日", "个月", "个百分点", "个部分", "个方面", "个单位", "个部门", "个栏目", "个专栏", "个乡镇",
    "个平台", "项制度", "条例", "人次", "场次", "期次", "次", "人", "名", "位", "家", "户", "场", "期", "天", "楼",
    "页", "字", "类", "级", "届", "倍", "版", "批", "轮", "处", "平方米", "小时", "万人", "台", "块", "套",
]);

/// Words before a number that say that it is not exact.
pub(super) const APPROXIMATE_BEFORE: &[&str] = &[
    "近", "约", "逾", "超", "超过", "大约", "将近", "不到", "不足", "至少", "最多", "多达", "几",
];

/// Words after a number or its unit that say so.
pub(super) static APPROXIMATE_AFTER: Words =
    Words::new(&["余", "多", "左右", "以上", "以下", "以内", "上下", "几"]);

/// Words for requests that came in, which are row one.
pub(super) static RECEIVED: Words = Words::new(&[
    "新收", "新收到", "收到", "接收", "接到", "收悉", "新受理", "新增受理", "新接收", "新接", "收取到",
]);

/// Words that may count the year's own requests or all that were at hand.
pub(super) static ACCEPTED: Words = Words::new(&["受理", "登记", "收件"]);

/// Words that may count besides those the requests that were finished.
pub(super) static PROCESSED: Words = Words::new(&["收办", "办理", "承办", "经办", "处理", "办件"]);

/// Words for requests that were answered or otherwise brought to an end.
pub(super) static FINISHED: Words = Words::new(&[
    "办结", "答复", "办理完毕", "办理完成", "处理完毕", "办理办结", "完成办理", "回复", "结案",
]);

/// Words for requests that the next year goes on with; a year after 结转至 is judged by its number.
pub(super) static CARRIED_FORWARD: Words = Words::new(&[
    "结转下", "结转至下", "结转到下", "结转入下", "转结下", "转下年", "转下一年", "转至下", "转入下", "转到下",
    "顺延", "延至下", "下年度继续办理", "下年继续办理", "下一年度继续办理", "结转次年", "结转至次年", "跨年办理",
    "明年继续办理", "结转明年", "结转至明年", "转次年", "留待下",
]);

/// Which end of the year is carried over to, it does not say.
pub(super) static CARRIED: Words = Words::new(&["结转"]);

/// All words for requests carried over.
pub(super) static CARRIES: Words = Words::of_all(&[&CARRIED_FORWARD, &BROUGHT_FORWARD, &CARRIED]);

/// Words for requests that were at hand at the end of the year, which may be those carried forward.
pub(super) static PENDING: Words = Words::new(&[
    "未办结", "尚未办结", "正在办理", "办理中", "仍在", "尚在", "在办", "未到期", "未答复", "尚未答复",
]);

/// Words for requests that last year left over.
pub(super) static BROUGHT_FORWARD: Words = Words::new(&[
    "上年结转", "上年度结转", "上一年结转", "上一年度结转", "去年结转", "去年转办", "上年转办", "上年度转办",
    "结转上年", "结转上一年", "上年转入", "上年度转入", "去年转入", "上年遗留", "去年遗留", "上年未办结",
    "上年度未办结", "上年末结转", "上年底结转", "承接上年", "承接上年度",
]);

/// Requests for government information by their full name.
pub(super) static REQUEST: Words = Words::new(&["信息公开申请", "信息公开类申请", "信息公开的申请", "信息公开方面的申请", "政府信息申请", "政府信息的申请", "信息依申请公开", "依申请公开", "依申请", "公开申请"]);

/// Things that are received, handled and answered too, and are no requests for information.
pub(super) static NO_REQUEST: Words = Words::new(&[
    "信访", "投诉", "举报", "咨询", "留言", "热线", "12345", "建议", "提案", "议案", "来信", "来电", "邮件", "工单",
    "意见", "诉求", "网民", "民意", "仲裁", "工伤", "登记证", "许可", "处罚", "补助", "补贴", "救助", "问卷", "培训",
    "会议", "信箱", "政务服务", "服务事项", "办件量", "群众", "市民", "媒体", "舆情", "问政", "互动", "复核", "听证",
    "征集", "网站", "栏目",
]);

/// Words for what an organ publishes of its own accord.
pub(super) static PUBLISHED: Words = Words::new(&["主动公开", "发布"]);

/// Ways in which requests come; one alone names a part of them.
pub(super) static CHANNELS: Words = Words::new(&[
    "网络", "网上", "在线", "互联网", "信函", "邮寄", "邮政", "信件", "挂号", "快递", "邮箱", "电子", "当面", "现场",
    "窗口", "传真", "平台", "系统", "电话", "微信", "线上", "线下", "书面", "来访", "上门",
]);

/// Words that make what follows a part of the whole.
pub(super) static PARTS: Words = Words::new(&[
    "其余", "剩余", "余下", "涉及", "关于", "方面", "领域", "主要", "上半年", "下半年", "季度", "月份", "以来",
    "历年", "历史", "近三年", "近年", "转来", "指导", "延长", "移送", "移交", "撤回", "撤销", "补正", "延期", "超期", "逾期答复", "转办", "协办", "征求",
    "牵头", "某", "每", "平均", "日均", "月均", "达到", "单件", "重大",
]);

/// Words of change against another year.
pub(super) static CHANGE: Words = Words::new(&[
    "同比", "环比", "增长", "增加", "减少", "下降", "上升", "增幅", "降幅", "较", "相比", "多了", "少了", "比上",
    "比去", "比20", "高于", "低于", "翻",
]);

/// Words that lead from requests to what became of them in the courts or above.
pub(super) static RECONSIDERATION: Words = Words::new(&["复议"]);
/// As [`RECONSIDERATION`], for the courts.
pub(super) static LITIGATION: Words = Words::new(&["诉讼", "起诉", "应诉", "行政诉"]);
/// Both.
pub(super) static DISPUTE: Words = Words::of_all(&[&RECONSIDERATION, &LITIGATION]);
/// A lawsuit without reconsideration before it.
pub(super) static LITIGATION_DIRECT: Words = Words::new(&["未经复议直接", "未经复议", "直接起诉", "直接提起"]);
/// A lawsuit after it.
pub(super) static LITIGATION_AFTER: Words = Words::new(&["复议后起诉", "复议后提起", "经复议后", "复议后"]);
/// All words for disputes.
pub(super) static DISPUTES: Words = Words::new(&[
    "复议", "诉讼", "起诉", "应诉", "行政诉", "未经复议直接", "未经复议", "直接起诉", "直接提起", "复议后起诉",
    "复议后提起", "经复议后", "复议后",
]);
/// Results of disputes, with the column of each.
pub(super) const DISPUTE_RESULTS: &[(&str, &str)] = &[
    ("结果维持", "upheld"), ("维持", "upheld"), ("结果纠正", "corrected"), ("纠正", "corrected"),
    ("其他结果", "other"), ("其他处理结果", "other"), ("尚未审结", "pending"), ("未审结", "pending"),
    ("尚未结案", "pending"),
];
/// The words of [`DISPUTE_RESULTS`].
pub(super) static RESULT_WORDS: Words = Words::new(&[
    "结果维持", "维持", "结果纠正", "纠正", "其他结果", "其他处理结果", "尚未审结", "未审结", "尚未结案",
]);
/// Counts of disputes that part four does not give: filed, heard, or tried for others.
pub(super) static OTHER_DISPUTES: Words = Words::new(&[
    "备案", "受理", "审理", "审查", "审结", "出庭", "旁听", "代理", "指导", "协调", "化解", "调解", "撤回", "申请人",
    "听证", "庭审",
]);
/// What shows that disputes are about the disclosure of information.
pub(super) static ABOUT_DISCLOSURE: Words = Words::new(&["信息公开", "依申请公开", "政府信息", "公开申请", "政务公开"]);

/// Words for making a rule or document.
pub(super) static ISSUED: Words = Words::new(&[
    "制发", "制定", "出台", "印发", "新制作", "制作", "新制定", "颁布", "制订", "新增",
]);
/// Words that may count those made, or those shown.
pub(super) static SHOWN: Words = Words::new(&["发布", "公开", "公布", "公示", "发文"]);
/// Words for taking one out of force.
pub(super) static REPEALED: Words = Words::new(&["废止", "宣布失效", "失效"]);
/// Words for those in force.
pub(super) static IN_FORCE: Words = Words::new(&["现行有效", "继续有效", "有效"]);
/// What stands with 规章, 规范性文件, 许可, 处罚 or 强制 where something else is counted than the table counts.
pub(super) static NOT_THE_NOUN: Words = Words::new(&[
    "信息", "解读", "备案", "审查", "审核", "清理", "修订", "修改", "草案", "征求", "意见", "评估", "目录", "清单",
    "事项", "公示", "双公示", "申请", "案卷", "案例", "规章制度", "政策", "栏目", "报备", "归集", "上传", "草拟",
    "起草", "类", "等", "专项", "流程", "指南", "集中公开",
]);

/// Words that take in more than the organ itself.
pub(super) static WIDER: Words = Words::new(&[
    "全省", "全市", "全县", "全区", "全州", "全盟", "全旗", "全系统", "各级", "各地", "各部门", "各单位", "各县",
    "各区", "各乡镇", "各镇",
]);
/// Words for the organ alone, where its figures may take in others.
pub(super) static NARROWER: Words = Words::new(&[
    "本机关", "本级", "市政府", "县政府", "区政府", "州政府", "省政府", "代表政府", "政府办公室", "政府办",
    "人民政府办公", "办公厅", "代表区", "代表县", "代表市",
]);
/// Parts of organs' names: a count that one of them stands before is some other organ's.
pub(super) static ORGANS: Words = Words::new(&[
    "局", "厅", "委", "镇", "乡", "县", "区", "街道", "办事处", "部门", "单位", "园区", "开发区", "村", "社区",
    "中心", "公司", "支队", "大队", "学校", "医院", "科室", "所属",
]);
/// Words with such a part that name no organ.
pub(super) static NO_ORGANS: Words = Words::new(&[
    "区分", "委托", "局面", "区别", "地区", "我局", "我厅", "我委", "我镇", "我乡", "我县", "我区", "我街道",
    "我办事处", "我单位", "我部门", "我中心", "本局", "本厅", "本委", "本镇", "本乡", "本县", "本区", "本街道",
    "本办事处", "本单位", "本部门", "本中心", "该局", "该镇", "全局", "全委", "全镇", "全乡", "全街道", "全中心",
    "向我", "辖区", "全单位", "全部门", "城区", "单位名称", "局机关", "委机关", "厅机关", "镇机关", "院机关",
]);

/// Words that deny.
pub(super) static DENIAL: Words = Words::new(&["未", "没有", "无", "均无", "没"]);
/// Words that may stand between the denial and what is denied.
pub(super) const DENIED_VERBS: &[&str] = &[
    "收到", "接到", "接收到", "接收", "受理", "发生", "产生", "出现", "引发", "发现", "新收", "新收到", "涉及",
    "被提起", "被申请", "提起", "有", "存在", "收悉", "办理",
];

/// Words that claim that all requests are done with.
pub(super) static ALL_DONE: Words = Words::new(&[
    "全部办结", "均已办结", "均办结", "已全部办结", "全部答复", "均已答复", "全部办理完毕", "均已办理完毕",
    "均办理完毕", "全部办理完成", "均已办理完成", "均办理完成", "均已处理完毕", "全部处理完毕", "都已办结", "都办结",
    "全数办结", "悉数办结", "全部依法办结", "均依法办结", "均按期办结", "均按时办结", "全部按期办结", "全部按时办结",
    "全部结案",
]);
/// Words for the end of such a sentence, where other words stand between.
pub(super) static DONE: Words = Words::new(&["办结", "办理完成", "办理完毕", "处理完毕", "答复完毕", "答复完成"]);
/// Words for all of them.
pub(super) static ALL: Words = Words::new(&[
    "所有申请均", "所有申请都", "全部申请均", "申请全部", "申请均", "均已", "全部", "全数", "都已",
]);
/// What takes the claim back in the same sentence.
pub(super) static NOT_ALL: Words = Words::new(&[
    "除", "外", "结转", "转下", "顺延", "到期", "应办", "应答复", "未到期", "仍在", "尚在", "正在", "其余", "在办",
]);

/// The fee for large or frequent requests.
pub(super) static FEE: Words = Words::new(&["信息处理费", "处理费", "信息公开费"]);
/// What says that none was taken.
pub(super) static NO_FEE: Words = Words::new(&[
    "未收取", "没有收取", "未收费", "未产生", "未发生", "不收取", "无收取", "未向", "均未收", "未曾收取", "免收",
    "免费",
]);
/// What says that no notice of a fee was sent.
pub(super) static NO_NOTICE: Words = Words::new(&[
    "未发出", "未开具", "未开出", "未送达", "没有发出", "未寄出", "未制发", "未下达", "没有开具", "未制作", "无发出",
]);
/// The notice of a fee.
pub(super) static NOTICE: Words = Words::new(&["收费通知", "缴费通知"]);

/// Wordings of rows beside the form's labels: row, words.
pub(super) const ROW_WORDS: &[(&str, &str)] = &[
    ("handled.granted", "同意公开"), ("handled.granted", "全部公开"), ("handled.granted", "公开答复"),
    ("handled.granted", "予以全部公开"), ("handled.partial", "部分予以公开"), ("handled.partial", "予以部分公开"),
    ("handled.partial", "区分处理"), ("handled.denied", "不予以公开"), ("handled.denied", "不同意公开"),
    ("handled.denied", "不公开"), ("handled.denied", "不予公开"), ("handled.unavailable", "不能提供"),
    ("handled.unavailable", "无法公开"), ("handled.not_processed", "不予办理"), ("handled.other", "其他处理"),
    ("handled.other", "其他方式处理"), ("handled.other", "其他情形处理"),
    ("handled.denied.third_party", "第三方合法权益"), ("handled.denied.internal_affairs", "内部事务信息"),
    ("handled.denied.process_information", "过程性信息"), ("handled.unavailable.not_held", "不掌握"),
    ("handled.unavailable.must_be_created", "另行制作"), ("handled.unavailable.unclear_after_correction", "补正后"),
    ("handled.not_processed.petition", "信访举报投诉"), ("handled.other.fee_unpaid", "逾期未缴纳费用"),
    ("handled.other.fee_unpaid", "逾期未按收费通知"), ("handled.other.not_corrected", "逾期未补正"),
];
/// Variants of rows in the form that are too general for prose.
pub(super) const GENERAL_ROW_WORDS: &[&str] = &[
    "其他", "合计", "总数", "总计", "国家秘密", "其他原因", "其他情形", "办理结果", "本年办理结果", "本年度办理结果",
];

/// Wordings of applicants beside the form's labels; `organisations` is the group of columns.
pub(super) const APPLICANT_WORDS: &[(&str, &str)] = &[
    ("natural_person", "自然人"), ("natural_person", "公民个人"), ("organisations", "法人或其他组织"),
    ("organisations", "法人和其他组织"), ("organisations", "法人及其他组织"), ("organisations", "法人、其他组织"),
    ("organisations", "法人或者其他组织"), ("organisations", "法人"), ("business", "商业企业"),
    ("research", "科研机构"), ("public_welfare", "社会公益组织"), ("legal_service", "法律服务机构"),
];

/// Words that begin a list of parts.
pub(super) static LIST_BEGINS: Words = Words::new(&["其中", "分别为", "分别是", "包括", "含"]);
/// Those that say that the list is whole.
pub(super) const WHOLE_LIST: &[&str] = &["分别为", "分别是"];
/// Words for the sum of a list.
pub(super) static SUM_WORDS: Words = Words::new(&["共", "总", "累计", "合计"]);
