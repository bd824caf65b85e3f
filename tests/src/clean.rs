//! Reports without a fault: every relation holds, the text fits the figures, nothing is missing. Each seed another one.
//!
//! A checker is believed as long as it is silent about these.

mod texts;

use std::collections::BTreeMap;

use nianbao_core::form::Form;
use nianbao_core::report::{Contact, Level, Organ, Part, PartBlock, Period, Signature, Table};
use nianbao_core::{CellValue, Report};
use rust_decimal::Decimal;

use crate::random::Random;
use crate::{Figures, distinct, form};

/// A clean report and the one of the year before.
#[derive(Clone, Debug)]
pub struct Clean {
    /// The report.
    pub report: Report,
    /// Last year's, whose figures carry over into this one's.
    pub prior: Report,
}

/// Who reports: what varies with the organ's kind.
struct Office {
    name: String,
    /// The name that its text calls it by.
    own: &'static str,
    level: Level,
    /// Whether it makes rules (规章).
    makes_rules: bool,
    is_government: bool,
}

/// The clean report of a seed.
///
/// # Panics
/// Where no figures can be found that carry over, which no seed has shown.
pub fn clean(seed: u64) -> Clean {
    let mut random = Random::new(seed ^ 0x636c_6561_6e00);
    let office = office(&mut random);
    let year = 2022 + i32::try_from(random.below(4)).expect("a small number");
    let (figures, before) = figures(&office, &mut random);
    let habit = random.below(100);
    let report = report(&office, year, &figures, habit, &mut random);
    // What is said of problems and measures changes from year to year, or it would be the same text again.
    let prior = self::report(&office, year - 1, &before, habit + 1, &mut random);
    Clean { report, prior }
}

fn office(random: &mut Random) -> Office {
    let county = *random.pick(&["清河县", "云溪县", "东川区", "北岭县", "安澜市", "石桥县"]);
    let city = *random.pick(&["江陵市", "河州市", "海宁市"]);
    match random.below(5) {
        0 => {
            let town = *random.pick(&["青石镇", "柳林乡", "白马街道", "大河镇", "双桥镇"]);
            let suffix = if town.ends_with("街道") { "办事处" } else { "人民政府" };
            let own = match town.chars().last() {
                Some('镇') => "我镇",
                Some('乡') => "我乡",
                _ => "我街道",
            };
            Office {
                name: format!("{county}{town}{suffix}"),
                own,
                level: Level::Township,
                makes_rules: false,
                is_government: !town.ends_with("街道"),
            }
        }
        1 => Office {
            name: format!("{county}人民政府"),
            own: if county.ends_with('县') {
                "全县"
            } else if county.ends_with('区') {
                "全区"
            } else {
                "全市"
            },
            level: Level::County,
            makes_rules: false,
            is_government: true,
        },
        2 => Office {
            name: format!("{city}人民政府"),
            own: "全市",
            level: Level::Prefecture,
            makes_rules: true,
            is_government: true,
        },
        _ => {
            let department =
                *random.pick(&["统计局", "教育局", "民政局", "司法局", "卫生健康局", "交通运输局", "自然资源局"]);
            Office {
                name: format!("{county}{department}"),
                own: "我局",
                level: Level::Department,
                makes_rules: false,
                is_government: false,
            }
        }
    }
}

/// Figures of two years in a row that hold in each year and carry over.
fn figures(office: &Office, random: &mut Random) -> (Figures, Figures) {
    let form = form();
    for _ in 0..1000 {
        let now = distinct::consistent_with(form, random.bits(), |cells| possible(cells, office));
        let Some(now) = now else { continue };
        let before = distinct::consistent_with(form, random.bits(), |cells| {
            possible(cells, office);
            carry_over(cells, &now);
        });
        let sound = |figures: &Figures| {
            let number = |id: &str| figures.get(id).and_then(|text| text.parse::<Decimal>().ok()).unwrap_or_default();
            number("disputes.litigation_after.total") <= number("disputes.reconsideration.total")
                && form.tables.iter().flat_map(|table| table.cells()).all(|cell| number(&cell.id()) >= Decimal::ZERO)
        };
        if let Some(before) = before
            && sound(&now)
            && sound(&before)
        {
            return (now, before);
        }
    }
    panic!("a thousand draws gave no figures that carry over");
}

/// Keeps free figures within what such an organ can have.
fn possible(cells: &mut BTreeMap<String, Decimal>, office: &Office) {
    for (id, value) in cells.iter_mut() {
        let of_rules = id.starts_with("disclosure.rules.");
        if of_rules && !office.makes_rules {
            *value = Decimal::ZERO;
        }
        let most = match id.as_str() {
            _ if of_rules => Decimal::from(20),
            _ if id.ends_with(".decisions") || id.ends_with(".amount") => continue,
            _ => Decimal::from(400),
        };
        *value %= most;
    }
    // In force are the year's own documents at least.
    for kind in ["rules", "normative_documents"] {
        let of = |column: &str| format!("disclosure.{kind}.{column}");
        let issued = cells.get(&of("issued")).copied().unwrap_or_default();
        cells.insert(of("repealed"), Decimal::ZERO);
        let in_force = cells.entry(of("in_force")).or_default();
        *in_force = (*in_force).max(issued);
    }
}

/// Sets last year's figures that this year's go on from.
fn carry_over(before: &mut BTreeMap<String, Decimal>, now: &Figures) {
    let number = |id: &str| now.get(id).and_then(|text| text.parse::<Decimal>().ok()).unwrap_or_default();
    for (id, value) in before.iter_mut() {
        if let Some(column) = id.strip_prefix("requests.carried_forward.") {
            *value = number(&format!("requests.brought_forward.{column}"));
        }
    }
    for kind in ["rules", "normative_documents"] {
        let of = |column: &str| format!("disclosure.{kind}.{column}");
        let stock = number(&of("in_force")) - number(&of("issued")) + number(&of("repealed"));
        before.insert(of("in_force"), stock);
        let issued = before.entry(of("issued")).or_default();
        *issued = (*issued).min(stock);
    }
}

fn report(office: &Office, year: i32, figures: &Figures, habit: usize, random: &mut Random) -> Report {
    let form = form();
    let mut report = Report::new();
    report.year = Some(year);
    report.title = Some(form.title_for(&office.name, &year.to_string()));
    report.organ = Organ { name: office.name.clone(), code: None, level: Some(office.level) };
    report.period = Some(Period { from: format!("{year}-01-01"), to: format!("{year}-12-31") });
    let contact = contact(random);
    report.preface = texts::preface(office, year, &contact, random);
    report.contact = contact;
    report.parts = parts(form, office, year, figures, habit, random);
    report.tables = tables(form, figures);
    if random.chance(30) {
        let date = format!("{}-01-{:02}", year + 1, random.between(5, 28));
        report.signature = Some(Signature { organ: office.name.clone(), date, sealed: random.chance(50) });
    }
    report
}

fn contact(random: &mut Random) -> Contact {
    let street = random.pick(&["人民路", "解放街", "滨河大道", "建设路"]);
    let dash = random.pick(&["-", "—", "－"]);
    Contact {
        address: Some(format!("{street}{}号", random.between(1, 300))),
        postcode: Some(format!("{:06}", random.between(100_000, 799_999))),
        telephone: Some(format!("0{}{dash}8{:06}", random.between(310, 990), random.between(0, 999_999))),
        fax: None,
        email: random.chance(60).then(|| "xxgk@example.gov.cn".to_owned()),
        site: random.chance(40).then(|| "www.example.gov.cn".to_owned()),
    }
}

fn parts(form: &Form, office: &Office, year: i32, figures: &Figures, habit: usize, random: &mut Random) -> Vec<Part> {
    let paragraph = |text: String| PartBlock::Paragraph { text };
    let numbered = |(index, part): (usize, &nianbao_core::form::FormPart)| {
        let blocks = match index {
            0 => texts::overview(office, year, figures, random)
                .into_iter()
                .zip(&part.subheadings)
                .zip(["一", "二", "三", "四", "五"])
                .flat_map(|((texts, subheading), numeral)| {
                    let heading = PartBlock::Heading { level: 2, text: format!("（{numeral}）{subheading}") };
                    std::iter::once(heading).chain(texts.into_iter().map(paragraph))
                })
                .collect(),
            4 => texts::problems(office, year, habit).into_iter().map(paragraph).collect(),
            5 => texts::other_matters(year, figures, random).into_iter().map(paragraph).collect(),
            _ => part.table.iter().map(|table| PartBlock::Table { table: table.clone() }).collect(),
        };
        let number = u8::try_from(index + 1).expect("six parts");
        Part { number, heading: part.heading.clone(), blocks }
    };
    form.parts.iter().enumerate().map(numbered).collect()
}

fn tables(form: &Form, figures: &Figures) -> BTreeMap<String, Table> {
    let of = |table: &nianbao_core::form::FormTable| {
        let cells = table.cells().map(|cell| {
            let number = figures.get(&cell.id()).and_then(|text| text.parse().ok()).unwrap_or_default();
            (cell.key(), CellValue::Number(number))
        });
        let read = Table { edition: form.edition.clone(), cells: cells.collect(), ..Table::default() };
        (table.id.clone(), read)
    };
    form.tables.iter().map(of).collect()
}
