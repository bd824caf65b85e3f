//! Writes or checks the workbooks of `tests/fixtures`, and writes generated ones for the benchmark.
//!
//! `fixtures` writes every .xlsx, `fixtures --check` compares them with what it would write and the .xls and .ods with
//! their .xlsx, `fixtures --bench DIR N` writes N generated workbooks.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a tool for the terminal")]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use calamine::{Data, Reader};
use nianbao_tests::fixtures::{self, Fixture};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments[..] {
        [] => write_all(),
        ["--check"] => check_all(),
        ["--bench", directory, count] => write_generated(Path::new(directory), count),
        _ => Err("usage: fixtures [--check | --bench DIR N]".into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn write_all() -> Outcome<()> {
    for fixture in fixtures::all() {
        let path = fixtures::path(&format!("{}.xlsx", fixture.name));
        fs::write(&path, fixture.workbook.xlsx())?;
        println!("{}", path.display());
    }
    Ok(())
}

/// LibreOffice's files are not the same bytes each time, so of those only the numbers are compared.
fn check_all() -> Outcome<()> {
    let mut stale = Vec::new();
    for Fixture { name, workbook } in fixtures::all() {
        let xlsx = fixtures::path(&format!("{name}.xlsx"));
        if fs::read(&xlsx).ok() != Some(workbook.xlsx()) {
            stale.push(format!("{}: not what the generator writes", xlsx.display()));
            continue;
        }
        let expected = numbers(&xlsx)?;
        for extension in ["xls", "ods"] {
            let path = fixtures::path(&format!("{name}.{extension}"));
            match numbers(&path) {
                Ok(found) if found == expected => {}
                Ok(_) => stale.push(format!("{}: other numbers than the .xlsx", path.display())),
                Err(error) => stale.push(format!("{}: {error}", path.display())),
            }
        }
    }
    if stale.is_empty() { Ok(()) } else { Err(stale.join("\n").into()) }
}

fn write_generated(directory: &Path, count: &str) -> Outcome<()> {
    let count: u64 = count.parse()?;
    fs::create_dir_all(directory)?;
    for number in 1..=count {
        let (_, workbook) = fixtures::generated(number);
        fs::write(directory.join(format!("{number:05}.xlsx")), workbook.xlsx())?;
    }
    Ok(())
}

/// Every number of a file by sheet and zero-based place.
fn numbers(path: &Path) -> Outcome<BTreeMap<(String, u32, u32), String>> {
    let mut workbook = calamine::open_workbook_auto(path)?;
    let mut numbers = BTreeMap::new();
    for sheet in workbook.sheet_names() {
        let range = workbook.worksheet_range(&sheet)?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, data) in range.used_cells() {
            let text = match data {
                Data::Int(number) => number.to_string(),
                Data::Float(number) => number.to_string(),
                _ => continue,
            };
            let place = (first_row + u32::try_from(row)?, first_column + u32::try_from(column)?);
            numbers.insert((sheet.clone(), place.0, place.1), text);
        }
    }
    Ok(numbers)
}
