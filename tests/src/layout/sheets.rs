//! The sheets that hold no statutory table: the prose, and what else offices keep in the same file.

use super::{Role, Sheet, SheetCell, Value};
use crate::prose::{LineKind, Prose};

/// The text, one paragraph a row.
pub(super) fn prose_sheet(prose: &Prose, column: u32) -> Sheet {
    let cells = (0..).zip(prose.lines()).map(|(row, line)| {
        let role = match line.kind {
            LineKind::Title => Role::Title,
            LineKind::Heading => Role::Heading,
            LineKind::Subheading => Role::Subheading,
            LineKind::Paragraph => Role::Paragraph,
        };
        cell(row, column, 1, role, line.text)
    });
    Sheet { name: "文字".to_owned(), cells: cells.collect(), widths: if column == 0 { vec![88] } else { Vec::new() } }
}

/// What else offices keep in the same file: no statutory table, but numbers, 合计 and 其他.
pub(super) fn unrelated_sheet(number: usize) -> Sheet {
    let (name, rows): (&str, &[[&str; 3]]) = match number {
        0 => (
            "网站发布统计",
            &[
                ["栏目", "条数", "其他平台"],
                ["政务动态", "128", "96"],
                ["通知公告", "57", "41"],
                ["其他", "12", "7"],
                ["合计", "197", "144"],
            ],
        ),
        _ => ("通讯录", &[["科室", "联系人", "电话"], ["办公室", "张某", "80000001"], ["法制科", "李某", "80000002"]]),
    };
    let cells = (0..).zip(rows).flat_map(|(row, texts)| {
        (0..).zip(texts).map(move |(column, text)| SheetCell {
            value: if text.parse::<u32>().is_ok() {
                Value::Number((*text).to_owned())
            } else {
                Value::Text((*text).to_owned())
            },
            ..cell(row, column, 1, Role::Remark, String::new())
        })
    });
    Sheet { name: name.to_owned(), cells: cells.collect(), widths: Vec::new() }
}

/// A text cell of one row.
pub(super) fn cell(row: u32, column: u32, column_span: u32, role: Role, text: String) -> SheetCell {
    SheetCell { row, column, row_span: 1, column_span, value: Value::Text(text), role }
}
