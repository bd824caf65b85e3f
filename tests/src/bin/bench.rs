//! The benchmark behind `cargo xtask bench`: what each stage of the pipeline costs, as figures and as ratios of one run.
//!
//! Needs Linux, whose /proc tells CPU time to the nanosecond, and the assembled release tree in `NIANBAO_TREE`.
//! `--quick` takes fewer reports; `--reading` stops before anything is composed or written.
#![expect(clippy::print_stdout, reason = "a program of its own, whose data are its output")]
#![expect(clippy::float_arithmetic, reason = "times and ratios are no figures of a report")]

use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use calamine::{Data, Reader, Xlsx};
use docx_rs::{Docx, SectionProperty};
use nianbao_core::{Document, Report, form};
use nianbao_engine::check::{Settings, Subject};
use nianbao_engine::recognize::Known;
use nianbao_engine::{Checker, Recognizer, compose};
use nianbao_host::{FormatOptions, Host, MessageLanguage, Read, SearchPath};
use nianbao_tests::fixtures;
use nianbao_tests::program::{command, tree};

fn main() {
    let is_given = |option: &str| std::env::args().any(|argument| argument == option);
    let (quick, reading) = (is_given("--quick"), is_given("--reading"));
    let many = if quick { 200 } else { 1000 };
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let inputs = folder.path().join("in");
    fs::create_dir(&inputs).expect("the folder is new");
    let workbooks: Vec<Vec<u8>> = (0..many).map(|number| fixtures::generated(number).1.xlsx()).collect();
    for (number, workbook) in workbooks.iter().enumerate() {
        fs::write(inputs.join(format!("{number:04}.xlsx")), workbook).expect("the folder is writable");
    }
    println!("{many} generated workbooks, {} KB each\n", workbooks[0].len() / 1024);
    stages(&workbooks[..workbooks.len().min(200)], reading);
    if reading {
        return;
    }
    other_kinds();
    workers(&inputs, many);
    whole_program(folder.path(), &inputs, many);
}

/// CPU and wall time of every stage in this process; of those that read only, if so asked.
fn stages(workbooks: &[Vec<u8>], is_reading_all: bool) {
    let path = SearchPath { bundled: Some(tree().join("plugins")), ..SearchPath::default() };
    let host = Host::discover(&path, MessageLanguage::Zh);
    let recognizer = Recognizer::new(form::builtin());
    let checker = Checker::new(form::builtin(), Settings::default());
    let none = FormatOptions::default();
    let import = |bytes: &Vec<u8>| match host.import("xlsx", "bench.xlsx", bytes, &none) {
        Ok(Read::Document { document, .. }) => document,
        Ok(_) => panic!("a generated workbook is a document"),
        Err(error) => panic!("a generated workbook is read: {error:?}"),
    };
    let recognize = |document: &Document| {
        recognizer.recognize(document, &Known::default()).expect("every generated workbook is a report").report
    };
    let check = |document: &Document, report: &Report| {
        1 + checker.check(Subject { documents: std::slice::from_ref(document), ..Subject::of(report) }).len()
    };
    let documents: Vec<_> = workbooks.iter().map(import).collect();
    let reports: Vec<_> = documents.iter().map(recognize).collect();
    let read: Vec<_> = documents.iter().zip(&reports).collect();
    let both: Vec<_> = workbooks.iter().zip(&reports).collect();
    println!("{:<34} {:>12} {:>12} {:>8}", "stage (.xlsx)", "CPU µs", "wall µs", "ratio");
    let mut reading = vec![
        stage("workbook reader alone (calamine)", workbooks, |bytes| read_with_calamine(bytes)),
        stage("import", workbooks, |bytes| import(bytes).blocks.len()),
        stage("recognize", &documents, |document| recognize(document).tables.len()),
        stage("check", &read, |(document, report)| check(document, report)),
        stage("import + check", &both, |(bytes, report)| check(&import(bytes), report)),
        stage("import + recognize + check", workbooks, |bytes| {
            let document = import(bytes);
            check(&document, &recognize(&document))
        }),
    ];
    let reader = show_in_turns(&mut reading, None);
    if is_reading_all {
        return;
    }
    let composed: Vec<_> = reports.iter().map(|report| (compose(report, form::builtin(), None), report)).collect();
    let written = |format: &str, (document, report): &(Document, &Report)| {
        let written = host.export(format, document, report, None, &none);
        written.unwrap_or_else(|error| panic!("{format}: {error:?}")).bytes
    };
    let composed = &composed[..composed.len().min(100)];
    // The yardstick of a DOCX is what its library takes for the same document, read back from what we wrote.
    let read_back = |item: &_| {
        let mut docx = docx_rs::read_docx(&written("docx", item)).expect("docx-rs reads what it built");
        // It cannot write the page numbers that it has read.
        docx.document.section_property = SectionProperty::new();
        docx
    };
    let read_back: Vec<_> = composed.iter().map(read_back).collect();
    let mut writing = vec![stage("compose", &reports, |report| compose(report, form::builtin(), None).blocks.len())];
    for format in ["json", "docx", "html", "pdf"] {
        let export = move |item: &_| written(format, item).len();
        let cold = measure(&composed[..1], export);
        println!("{:<34} {:>12.0} {:>12.0}", format!("export {format}, first of the process"), cold.cpu, cold.wall);
        writing.push(stage(&format!("export {format}, warm"), composed, export));
    }
    writing.push(stage("docx-rs alone, the same documents", &read_back, built_by_docx_rs));
    show_in_turns(&mut writing, Some(reader));
    println!();
}

/// What a process of its own for the importer costs: CPU time of the program and its workers, and one cold check.
fn workers(inputs: &Path, many: u64) {
    const TURNS: u32 = 4;
    println!("{:<44} {:>12} {:>12}", "importer in a place of its own", "CPU ms", "wall ms");
    let file = inputs.join("0000.xlsx").display().to_string();
    let inputs = inputs.display().to_string();
    let outputs = format!("{inputs}-as-json");
    let convert = ["convert", &inputs, "--to", "json", "-o", &outputs];
    let check = ["check", &file];
    for (name, arguments, times) in
        [(format!("convert {many} files to json"), &convert[..], 1), ("check one file".to_owned(), &check[..], 25)]
    {
        let mut costs = [Duration::ZERO; 4];
        // In turns, so that what else the machine does falls on both.
        for _ in 0..TURNS {
            for (cost, place) in costs.chunks_mut(2).zip([&["--in-process"][..], &[]]) {
                let (cpu, wall) = (cpu_of_children(), Instant::now());
                for _ in 0..times {
                    let mut program = command(Path::new("/"));
                    let program = program.args(arguments).args(place).stdout(Stdio::null()).stderr(Stdio::null());
                    assert!(program.status().expect("it starts").code().is_some_and(|code| code < 2));
                }
                cost[0] += cpu_of_children() - cpu;
                cost[1] += wall.elapsed();
            }
        }
        let each = |cost: Duration| cost.as_secs_f64() * 1e3 / f64::from(TURNS * times);
        for (cost, place) in costs.chunks(2).zip(["this process", "a worker"]) {
            println!("{:<44} {:>12.2} {:>12.2}", format!("{name}, {place}"), each(cost[0]), each(cost[1]));
        }
        println!("{:<44} {:>10.1} %", "  what the worker adds", (each(costs[2]) / each(costs[0]) - 1.0) * 100.0);
    }
    println!();
}

/// The CPU time of all children that have ended, and of theirs, to a hundredth of a second.
fn cpu_of_children() -> Duration {
    let text = fs::read_to_string("/proc/self/stat").expect("this is Linux");
    let fields = text.rsplit_once(')').map(|(_, fields)| fields).expect("the name stands in brackets");
    // `cutime` and `cstime` are the fourteenth and fifteenth after the name.
    let ticks: u64 = fields.split_whitespace().skip(13).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

/// The same reading stages on a workbook of each other kind.
fn other_kinds() {
    let path = SearchPath { bundled: Some(tree().join("plugins")), ..SearchPath::default() };
    let host = Host::discover(&path, MessageLanguage::Zh);
    let recognizer = Recognizer::new(form::builtin());
    println!("{:<34} {:>12} {:>12}", "city-2024, import and recognize", "CPU µs", "wall µs");
    for kind in ["xls", "xlsx", "ods", "docx", "html"] {
        let bytes = match kind {
            "docx" | "html" => exported(&host, &recognizer, kind),
            _ => fs::read(fixtures::path(&format!("city-2024.{kind}"))).expect("the fixture is there"),
        };
        let read = |_: &usize| match host.import(kind, "bench", &bytes, &FormatOptions::default()) {
            Ok(Read::Document { document, .. }) => {
                usize::from(recognizer.recognize(&document, &Known::default()).is_ok())
            }
            _ => panic!("the fixture is read"),
        };
        let times = measure(&(0..200).collect::<Vec<usize>>(), read);
        println!("{kind:<34} {:>12.0} {:>12.0}", times.cpu, times.wall);
    }
    println!();
}

/// The city's report as nianbao writes it.
fn exported(host: &Host, recognizer: &Recognizer<'_>, format: &str) -> Vec<u8> {
    let bytes = fs::read(fixtures::path("city-2024.xls")).expect("the fixture is there");
    let none = FormatOptions::default();
    let Ok(Read::Document { document, .. }) = host.import("xls", "bench", &bytes, &none) else {
        panic!("the fixture is read")
    };
    let report = recognizer.recognize(&document, &Known::default()).expect("the fixture is a report").report;
    let written = host.export(format, &compose(&report, form::builtin(), None), &report, None, &none);
    written.unwrap_or_else(|error| panic!("{format}: {error:?}")).bytes
}

/// The command as people run it: one, a hundred and many reports, with its largest size.
fn whole_program(folder: &Path, inputs: &Path, many: u64) {
    println!("{:<34} {:>12} {:>12} {:>8}", "nianbao convert --to docx,html", "µs a report", "wall ms", "MiB");
    for (count, formats) in
        [(1, "docx,html"), (100, "docx,html"), (many, "docx,html"), (1, "json"), (100, "pdf"), (many, "json")]
    {
        let subset = folder.join(format!("{count}-{formats}"));
        fs::create_dir_all(&subset).expect("the folder is new");
        for number in 0..count {
            let name = format!("{number:04}.xlsx");
            fs::copy(inputs.join(&name), subset.join(&name)).expect("the workbook is there");
        }
        let output = folder.join(format!("out-{count}-{formats}"));
        let (wall, memory) =
            run(&["convert", &subset.display().to_string(), "--to", formats, "-o", &output.display().to_string()]);
        let each = wall.as_secs_f64() * 1e6 / count as f64;
        println!(
            "{:<34} {each:>12.0} {:>12.1} {:>8.1}",
            format!("{count} to {formats}"),
            wall.as_secs_f64() * 1e3,
            memory as f64 / 1024.0
        );
    }
    let starts = 20;
    let begun = Instant::now();
    for _ in 0..starts {
        run(&["plugin", "list"]);
    }
    println!(
        "{:<34} {:>12} {:>12.1}",
        "plugin list, start to exit",
        "",
        begun.elapsed().as_secs_f64() * 1e3 / f64::from(starts)
    );
}

/// Runs the program and returns its wall time and its largest resident size in KiB.
fn run(arguments: &[&str]) -> (Duration, u64) {
    let begun = Instant::now();
    let mut child =
        command(Path::new("/")).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
    let status = format!("/proc/{}/status", child.id());
    let mut largest = 0;
    while child.try_wait().expect("it is our child").is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with("VmHWM:"));
        largest = largest.max(line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0));
        thread::sleep(Duration::from_micros(500));
    }
    (begun.elapsed(), largest)
}

#[derive(Clone, Copy)]
struct Times {
    /// Microseconds an item, of all threads.
    cpu: f64,
    wall: f64,
}

/// A stage with its work on each part of its items.
struct Stage<'a> {
    name: String,
    measure: Box<dyn FnMut(usize) -> Times + 'a>,
}

/// So many parts the items of a stage are cut into, each of which is measured by itself.
const PARTS: usize = 10;

fn stage<'a, T>(name: &str, items: &'a [T], mut work: impl FnMut(&T) -> usize + 'a) -> Stage<'a> {
    let part = move |part: usize| {
        let bound = |part: usize| items.len() * part / PARTS;
        measure(&items[bound(part)..bound(part + 1)], &mut work)
    };
    Stage { name: name.to_owned(), measure: Box::new(part) }
}

/// Measures stages and shows them beside the reader, which is the first of them where none is given; returns the reader's times.
fn show_in_turns(stages: &mut [Stage<'_>], reader: Option<Times>) -> Times {
    let times = least_of_turns(stages);
    let reader = reader.unwrap_or(times[0]);
    for (stage, times) in stages.iter().zip(&times) {
        show(&stage.name, times, &reader);
    }
    reader
}

/// The least time of each stage: the mean of the least times of its parts. In turns, and these in short pieces, so that
/// what else the machine does falls on all of them.
fn least_of_turns(stages: &mut [Stage<'_>]) -> Vec<Times> {
    const TURNS: usize = 20;
    let most = Times { cpu: f64::MAX, wall: f64::MAX };
    let mut least = vec![[most; PARTS]; stages.len()];
    for part in (0..TURNS).flat_map(|_| 0..PARTS) {
        for (stage, least) in stages.iter_mut().zip(&mut least) {
            let times = (stage.measure)(part);
            if times.cpu < least[part].cpu {
                least[part] = times;
            }
        }
    }
    let mean = |parts: &[Times; PARTS], of: fn(&Times) -> f64| parts.iter().map(of).sum::<f64>() / PARTS as f64;
    least
        .iter()
        .map(|parts| Times { cpu: mean(parts, |times| times.cpu), wall: mean(parts, |times| times.wall) })
        .collect()
}

fn measure<T>(items: &[T], mut work: impl FnMut(&T) -> usize) -> Times {
    let (cpu, wall) = (cpu_nanoseconds(), Instant::now());
    let mut total = 0;
    for item in items {
        total += work(item);
    }
    assert!(std::hint::black_box(total) > 0, "the work was done");
    let count = items.len() as f64;
    Times { cpu: (cpu_nanoseconds() - cpu) as f64 / 1e3 / count, wall: wall.elapsed().as_secs_f64() * 1e6 / count }
}

/// The CPU time that all threads of this process have had.
fn cpu_nanoseconds() -> u64 {
    // The system counts up at its ticks, some milliseconds apart, and whenever a thread gives up its core.
    thread::sleep(Duration::from_nanos(1));
    let tasks = fs::read_dir("/proc/self/task").expect("this is Linux");
    let of_task = |path: std::path::PathBuf| {
        fs::read_to_string(path.join("schedstat")).ok()?.split_whitespace().next()?.parse::<u64>().ok()
    };
    tasks.filter_map(|task| of_task(task.ok()?.path())).sum()
}

fn show(name: &str, times: &Times, reader: &Times) {
    println!("{name:<34} {:>12.0} {:>12.0} {:>8.2}", times.cpu, times.wall, times.cpu / reader.cpu);
}

/// What the workbook reader alone takes: every cell of every sheet.
fn read_with_calamine(bytes: &[u8]) -> usize {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let sheets = workbook.sheet_names();
    let cells = |range: calamine::Range<Data>| range.used_cells().count();
    sheets.iter().filter_map(|name| workbook.worksheet_range(name).ok()).map(cells).sum()
}

/// What docx-rs alone takes to build and pack a document; the size.
fn built_by_docx_rs(document: &Docx) -> usize {
    let mut packed = Cursor::new(Vec::new());
    document.clone().build().pack(&mut packed).expect("memory takes it");
    packed.into_inner().len()
}
