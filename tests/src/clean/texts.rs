//! The words of clean reports: for each place several ways to say it, all fitting the figures.

use nianbao_core::report::{Contact, Level};
use rust_decimal::Decimal;

use super::Office;
use crate::Figures;
use crate::random::Random;

pub(super) fn preface(office: &Office, year: i32, contact: &Contact, random: &mut Random) -> Vec<String> {
    let name = &office.name;
    let basis = *random.pick(&[
        "根据《中华人民共和国政府信息公开条例》（以下简称《条例》）和国务院办公厅政府信息与政务公开办公室《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）的要求",
        "按照《中华人民共和国政府信息公开条例》第五十条规定",
        "依据《中华人民共和国政府信息公开条例》的有关规定，结合实际工作",
    ]);
    let parts = "总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项";
    let listed = *random.pick(&["全文由", "本报告由", "报告包括"]);
    let count = if listed == "报告包括" { "六个部分" } else { "六个部分组成" };
    let mut text = format!(
        "{basis}，{name}编制{year}年度政府信息公开工作年度报告。{listed}{parts}{count}。本报告所列数据的统计期限为{year}年1月1日至{year}年12月31日。"
    );
    let part = |label: &str, value: &Option<String>| value.as_ref().map(|value| format!("{label}：{value}"));
    let contacts = [
        part("地址", &contact.address),
        part("邮编", &contact.postcode),
        part("电话", &contact.telephone),
        part("电子邮箱", &contact.email),
        part("网址", &contact.site),
    ];
    let contacts: Vec<String> = contacts.into_iter().flatten().collect();
    text.push_str(&format!("如对本报告有疑问，请与{name}联系（{}）。", contacts.join("；")));
    if random.chance(25) {
        let cut = text.find("本报告所列").expect("it was just written");
        let rest = text.split_off(cut);
        return vec![text, rest];
    }
    vec![text]
}

pub(super) fn overview(office: &Office, year: i32, figures: &Figures, random: &mut Random) -> [Vec<String>; 5] {
    [
        on_own_initiative(office, figures, random),
        on_request(office, figures, random),
        some(random, &MANAGEMENT, 2),
        platforms(random),
        supervision(office, year, random),
    ]
}

fn on_own_initiative(office: &Office, figures: &Figures, random: &mut Random) -> Vec<String> {
    let number = |id: &str| figures.get(id).map_or("0", String::as_str);
    let (site, media) = (random.between(20, 900), random.between(5, 600));
    let mut texts = vec![match random.below(3) {
        0 => format!(
            "{}全年通过政府网站、政务新媒体等渠道主动公开政府信息{}条，其中政府网站{site}条，政务新媒体{media}条。",
            office.own,
            site + media
        ),
        1 => format!("围绕群众关心的事项做好公开，全年在网站发布信息{site}余条，编发图解{}篇。", random.between(2, 20)),
        _ => "聚焦财政预决算、重大项目、公共服务等重点领域，做到应公开尽公开，公开目录每季度核对一次。".to_owned(),
    }];
    let issued = number("disclosure.normative_documents.issued");
    let in_force = number("disclosure.normative_documents.in_force");
    match random.below(3) {
        0 => texts.push(format!("全年制发行政规范性文件{issued}件，现行有效{in_force}件，均已在网站集中公开。")),
        1 => texts.push(format!(
            "全年作出行政许可决定{}件、行政处罚决定{}件、行政强制决定{}件。",
            number("disclosure.licences.decisions"),
            number("disclosure.penalties.decisions"),
            number("disclosure.coercion.decisions")
        )),
        _ => {}
    }
    texts
}

fn on_request(office: &Office, figures: &Figures, random: &mut Random) -> Vec<String> {
    let received = total(figures, "requests.received");
    let brought = total(figures, "requests.brought_forward");
    let handled = total(figures, "requests.handled.total");
    let carried = total(figures, "requests.carried_forward");
    let reconsideration = total(figures, "disputes.reconsideration");
    let litigation = total(figures, "disputes.litigation_direct") + total(figures, "disputes.litigation_after");
    if received.is_zero() && brought.is_zero() {
        return vec![
            (*random.pick(&[
                "本年度未收到政府信息公开申请。申请受理的地址和流程已在网站公布。",
                "全年没有收到政府信息公开申请，没有上年结转的申请。",
                "本年度新收政府信息公开申请0件，上年结转0件。",
            ]))
            .to_owned(),
        ];
    }
    let mut texts = vec![match random.below(4) {
        0 => format!(
            "本年度新收政府信息公开申请{received}件，上年结转{brought}件，办结{handled}件，结转下年度继续办理{carried}件。"
        ),
        1 => format!("{}全年共收到政府信息公开申请{received}件，均已登记编号，在法定期限内答复。", office.own),
        2 => format!(
            "全年新收政府信息公开申请{received}件，加上上年结转的{brought}件，共办理{}件；其中予以公开{}件，部分公开{}件，不予公开{}件。",
            received + brought,
            total(figures, "requests.handled.granted"),
            total(figures, "requests.handled.partial"),
            total(figures, "requests.handled.denied")
        ),
        _ => "进一步规范申请的登记、审核、答复和归档，答复文书使用统一的格式。".to_owned(),
    }];
    if random.chance(40) {
        texts.push(match (reconsideration.is_zero(), litigation.is_zero()) {
            (true, true) => "全年没有发生因政府信息公开引起的行政复议和行政诉讼。".to_owned(),
            _ => format!("因政府信息公开被申请行政复议{reconsideration}件，被提起行政诉讼{litigation}件。"),
        });
    }
    texts
}

const MANAGEMENT: [&str; 6] = [
    "严格落实信息发布审核制度，坚持先审查、后公开，由起草人、科室负责人和分管领导逐级把关。",
    "对历年公开的信息进行清理，失效的标明状态，错漏的及时更正。",
    "公文在起草时同步确定公开属性，拟不公开的说明理由。",
    "完善公开目录，规范信息的格式和分类，方便群众查找。",
    "建立信息公开台账，一事一档，专人保管。",
    "加强对公开内容的隐私审查，公开前隐去个人信息。",
];

fn platforms(random: &mut Random) -> Vec<String> {
    const PLATFORMS: [&str; 5] = [
        "以政府网站为第一平台，优化栏目设置，做好日常维护。",
        "在便民服务中心、图书馆设置查阅点，提供纸质目录和自助终端。",
        "规范政务新媒体管理，重要信息与网站同步发布。",
        "及时检查链接和附件，保证内容能打开、能下载。",
        "政府信息公开专栏按统一规范设置，年报、指南、制度集中展示。",
    ];
    some(random, &PLATFORMS, 2)
}

fn supervision(office: &Office, year: i32, random: &mut Random) -> Vec<String> {
    let mut texts = some(
        random,
        &[
            "明确分管领导和责任科室，定期研究政府信息公开工作。",
            "组织业务培训，学习《条例》和上级文件，提高工作人员的能力。",
            "设立监督电话和意见箱，听取群众的意见和建议。",
        ],
        2,
    );
    if office.is_government || office.level == Level::Department || random.chance(70) {
        texts.push(match random.below(2) {
            0 => "政府信息公开工作列入年度考核，社会评议结果总体良好，全年没有发生责任追究的情形。".to_owned(),
            _ => format!("把政府信息公开纳入{year}年绩效考核，主动接受社会评议，年内未发生责任追究情况。"),
        });
    }
    texts
}

/// `habit` chooses the words; two that follow each other have none in common.
pub(super) fn problems(office: &Office, year: i32, habit: usize) -> Vec<String> {
    let problems = [
        "存在的主要问题：一是政策解读的形式还不够丰富；二是个别栏目更新不够及时。",
        "存在的主要问题是公开的主动性有待增强，工作人员的业务水平有待提高。",
        "从全年情况看，还存在公开内容不够全面、基层力量薄弱等问题。",
        "政府信息公开工作虽然取得了一定成效，但与群众的期待相比还有差距，主要是公开的深度不够、互动不多。",
    ];
    let problem = problems[habit % problems.len()];
    let measure = match habit % 4 {
        0 => "改进情况：一是多用图表、问答等方式解读政策；二是明确各栏目的更新周期，专人负责。".to_owned(),
        1 => format!("下一步，{}将加强学习培训，完善工作制度，改进工作方法，不断提高公开质量。", own_name(office)),
        2 => format!("{}年，将进一步充实人员力量，细化公开清单，及时回应群众关切。", year + 1),
        _ => "改进措施：逐项梳理公开事项，按季度检查，发现问题立即整改。".to_owned(),
    };
    vec![problem.to_owned(), measure]
}

/// Whose plans they are: a government's text calls its area by 全, its measures its own.
fn own_name(office: &Office) -> &'static str {
    if office.own.starts_with('全') { "本机关" } else { office.own }
}

pub(super) fn other_matters(year: i32, figures: &Figures, random: &mut Random) -> Vec<String> {
    let unpaid = total(figures, "requests.handled.other.fee_unpaid");
    let fee = match random.below(3) {
        _ if !unpaid.is_zero() => {
            format!("全年有{unpaid}件申请因逾期未按收费通知缴纳费用而不再处理，实际收取的信息处理费总金额为0元。")
        }
        0 => "本年度没有收取信息处理费。".to_owned(),
        1 => "按照《政府信息公开信息处理费管理办法》，本年度未发出收费通知，未收取信息处理费。".to_owned(),
        _ => format!("{year}年度未产生信息处理费，无其他需要报告的事项。"),
    };
    let mut texts = vec![fee];
    if random.chance(30) {
        texts.push("除上述情况外，没有其他需要报告的事项。".to_owned());
    }
    texts
}

/// So many of several sentences, in one paragraph.
fn some(random: &mut Random, sentences: &[&str], count: usize) -> Vec<String> {
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    random.shuffle(&mut order);
    vec![order.into_iter().take(count).map(|index| sentences[index]).collect()]
}

/// The total of a row, or of all rows of a group.
fn total(figures: &Figures, row: &str) -> Decimal {
    let below = format!("{row}.");
    let totals = figures.iter().filter(|(id, _)| id.starts_with(&below) && id.ends_with(".total"));
    totals.filter_map(|(_, text)| text.parse::<Decimal>().ok()).sum()
}
