//! The workbooks checked in under `tests/fixtures`, and generated ones for the benchmark.

use std::path::PathBuf;

use crate::layout::{Layout, Workbook};
use crate::random::Random;
use crate::{case, distinct, form, prose};

/// A workbook that is checked in.
pub struct Fixture {
    /// The file's name without extension.
    pub name: &'static str,
    /// Its content.
    pub workbook: Workbook,
}

/// Every fixture: the official form with merged headers, the prose on a sheet named 文字.
pub fn all() -> Vec<Fixture> {
    let city_2023 = case::load("suqian-city-2023").cells;
    let city_2024 = case::load("suqian-city-2024").cells;
    let township = case::load("chenqu-township-2024").cells;
    let different = distinct::distinct();
    let official = |figures, prose: Option<&prose::Prose>| Layout::official().workbook(form(), figures, prose);
    let fixture = |name, workbook| Fixture { name, workbook };
    vec![
        fixture("city-2023", official(&city_2023, Some(&prose::city(2023, &city_2023)))),
        fixture("city-2024", official(&city_2024, Some(&prose::city(2024, &city_2024)))),
        fixture("township-2024", official(&township, Some(&prose::township(2024, &township)))),
        fixture("township-figures", official(&township, None)),
        fixture("distinct", official(&different, Some(&prose::distinct(2024, &different)))),
    ]
}

/// The path of a checked-in file such as `city-2024.xls`.
pub fn path(file_name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(file_name)
}

/// The workbook of an invented township of 清河县 with consistent figures: its organ and content, for a number.
pub fn generated(number: u64) -> (String, Workbook) {
    const FIRST: [&str; 16] =
        ["东", "西", "南", "北", "上", "下", "青", "白", "石", "金", "长", "新", "安", "平", "永", "和"];
    const SECOND: [&str; 16] =
        ["山", "河", "湖", "桥", "坪", "塘", "岭", "沟", "庄", "店", "集", "湾", "坡", "林", "泉", "埠"];
    const THIRD: [&str; 4] = ["镇", "乡", "头镇", "口镇"];
    let mut random = Random::new(number);
    let name = [*random.pick(&FIRST), *random.pick(&SECOND), *random.pick(&THIRD)].concat();
    let organ = format!("清河县{name}人民政府");
    let figures = distinct::consistent(number);
    let text = prose::plain(&organ, 2024, &figures);
    let workbook = Layout::official().workbook(form(), &figures, Some(&text));
    (organ, workbook)
}
