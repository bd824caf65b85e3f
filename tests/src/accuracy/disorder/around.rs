//! What stands around the tables: units, notes, sign-offs, and tables that are none of the form's.

use super::super::Subject;
use super::super::hazard::{Hazard, Hazards};
use super::super::model::{Item, Line, Page, Table};
use crate::random::Random;

/// The line above a table.
pub(crate) fn above(hazards: &Hazards, items: &mut Vec<Item>) {
    if hazards.has(Hazard::UnitLine) {
        items.push(Line::remark("单位：件、万元"));
    }
}

/// The lines below a table.
pub(crate) fn below(hazards: &Hazards, items: &mut Vec<Item>) {
    if hazards.has(Hazard::TableNotes) {
        items.push(Line::remark("注：1.统计数据截至当年12月31日；2.行政复议、行政诉讼数量含上年度结转数量。"));
    }
    if hazards.has(Hazard::SignOff) {
        items.push(Line::remark("填表人：张某    审核人：李某    填表日期：2025年1月10日"));
    }
}

/// Pages without any statutory table.
pub(crate) fn other_pages(subject: &Subject, hazards: &Hazards, random: &mut Random) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut add = |name: &str, table: Table| {
        pages.push(Page { name: name.to_owned(), hidden: false, items: vec![Item::Table(table)] });
    };
    if hazards.has(Hazard::UnrelatedTables) {
        add(
            "网站发布统计",
            Table::of_texts(&[
                &["栏目", "条数", "其他平台", "总计"],
                &["政务动态", "128", "96", "224"],
                &["通知公告", "57", "41", "98"],
                &["其他", "12", "7", "19"],
                &["合计", "197", "144", "341"],
            ]),
        );
        if random.chance(50) {
            add(
                "通讯录",
                Table::of_texts(&[
                    &["序号", "科室", "电话"],
                    &["1", "办公室", "80000001"],
                    &["2", "法制科", "80000002"],
                ]),
            );
        }
    }
    if hazards.has(Hazard::InstructionSheet) {
        add("填报说明", instructions(subject));
    }
    pages
}

/// Each label with what it means, and no figure.
fn instructions(subject: &Subject) -> Table {
    let mut rows: Vec<Vec<String>> = vec![vec!["指标".to_owned(), "填报说明".to_owned()]];
    for band in subject.tables.iter().flat_map(|table| &table.bands) {
        for node in band.rows.nodes.iter().chain(&band.columns.nodes) {
            rows.push(vec![node.label.clone(), format!("填写“{}”的数量，没有的填0。", node.label)]);
        }
    }
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    Table::of_texts(&rows)
}
