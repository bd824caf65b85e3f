//! Reads a form file and refuses one that contradicts itself, with line and reason.

use std::collections::HashSet;
use std::ops::Range;

use toml::Spanned;

use super::source::{
    BandSource, BilingualSource, Each, FormSource, NodeSource, PartSource, RelationSource, TableSource,
};
use super::{Band, Bilingual, Equation, Form, FormPart, FormTable, Node, Term, Tree, chart};

/// Why a form file is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {reason}")]
pub struct FormError {
    /// The file's name as given.
    pub file: String,
    /// The line of the fault, 1 for the first.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}

/// A fault and the place in the text, before the line is counted.
pub(super) struct Fault {
    at: usize,
    reason: String,
}

pub(super) type Loaded<T> = Result<T, Fault>;

pub(super) fn fault<T>(span: Range<usize>, reason: impl Into<String>) -> Loaded<T> {
    Err(Fault { at: span.start, reason: reason.into() })
}

pub(super) fn parse(name: &str, text: &str) -> Result<Form, FormError> {
    let error = |at: usize, reason: String| {
        let before = text.get(..at).unwrap_or(text);
        FormError { file: name.to_owned(), line: before.matches('\n').count() + 1, reason }
    };
    let source: FormSource = toml::from_str(text)
        .map_err(|fault| error(fault.span().map_or(0, |span| span.start), fault.message().to_owned()))?;
    form(source).map_err(|fault| error(fault.at, fault.reason))
}

fn form(source: FormSource) -> Loaded<Form> {
    if *source.form.get_ref() != 1 {
        return fault(
            source.form.span(),
            format!("form = {} is a format this version does not know", source.form.get_ref()),
        );
    }
    let edition = filled("edition", source.edition)?;
    for piece in ["{organ}", "{year}"] {
        if !source.title.get_ref().contains(piece) {
            return fault(source.title.span(), format!("the title lacks {piece}"));
        }
    }
    let mut tables: Vec<FormTable> = Vec::new();
    let mut spans = Vec::new();
    for table_source in source.table {
        let span = table_source.id.span();
        let table = table(table_source)?;
        if tables.iter().any(|earlier| earlier.id == table.id) {
            return fault(span, format!("table {:?} stands twice", table.id));
        }
        spans.push(span);
        tables.push(table);
    }
    let parts = source.part.into_iter().map(|source| part(source, &tables)).collect::<Loaded<Vec<_>>>()?;
    for (table, span) in tables.iter().zip(spans) {
        if !parts.iter().any(|part| part.table.as_ref() == Some(&table.id)) {
            return fault(span, format!("no part has table {:?}", table.id));
        }
    }
    Ok(Form {
        edition,
        name: bilingual(source.name),
        basis: source.basis,
        first_year: source.first_year,
        title: source.title.into_inner(),
        parts,
        tables,
    })
}

fn part(source: PartSource, tables: &[FormTable]) -> Loaded<FormPart> {
    if let Some(id) = &source.table
        && !tables.iter().any(|table| table.id == *id.get_ref())
    {
        return fault(id.span(), format!("there is no table {:?}", id.get_ref()));
    }
    Ok(FormPart {
        heading: filled("heading", source.heading)?,
        en: source.en,
        variants: source.variants,
        guide: bilingual(source.guide),
        table: source.table.map(Spanned::into_inner),
        subheadings: source.subheadings,
    })
}

fn table(source: TableSource) -> Loaded<FormTable> {
    let id = identifier(source.id)?;
    if id.contains('.') {
        return fault(0..0, format!("table id {id:?} must not have a dot"));
    }
    let bands = source.band.into_iter().map(band).collect::<Loaded<Vec<_>>>()?;
    let columns = bands.iter().map(|band| band.label_columns() + band.column_leaves().len()).max().unwrap_or(0);
    if source.widths.get_ref().len() != columns {
        let given = source.widths.get_ref().len();
        return fault(source.widths.span(), format!("{given} widths for {columns} columns"));
    }
    let mut table = FormTable {
        id,
        name: bilingual(source.name),
        widths: source.widths.into_inner(),
        bands,
        equations: Vec::new(),
        charts: Vec::new(),
    };
    let mut seen = HashSet::new();
    if let Some(twice) = table.cells().map(|cell| cell.id()).find(|id| !seen.insert(id.clone())) {
        return fault(
            source.relation.first().map_or(0..0, |relation| relation.code.span()),
            format!("two cells have the id {twice:?}"),
        );
    }
    for relation in source.relation {
        let equations = equations(&table, relation)?;
        table.equations.extend(equations);
    }
    table.charts = source.chart.into_iter().map(|source| chart::load(&table, source)).collect::<Loaded<_>>()?;
    Ok(table)
}

fn band(source: BandSource) -> Loaded<Band> {
    let columns_span = source.columns.span();
    let columns = tree(source.columns.into_inner())?;
    if columns.nodes.is_empty() {
        return fault(columns_span, "a band needs at least one column");
    }
    Ok(Band {
        label: source.label,
        corner: source.corner,
        units_header: source.units_header,
        unit: source.unit,
        input: source.input,
        rows: tree(source.rows)?,
        columns,
    })
}

fn tree(sources: Vec<NodeSource>) -> Loaded<Tree> {
    let mut tree = Tree::default();
    let mut figures: Vec<String> = Vec::new();
    for source in sources {
        let span = source.id.span();
        let id = identifier(source.id)?;
        if tree.find(&id).is_some() {
            return fault(span, format!("id {id:?} stands twice"));
        }
        let parent = match &source.under {
            Some(under) => match tree.find(under.get_ref()) {
                Some(parent) => Some(parent),
                None => return fault(under.span(), format!("{:?} is not declared above", under.get_ref())),
            },
            None => longest_prefix(&tree, &id),
        };
        let label_span = source.label.span();
        let label = filled("label", source.label)?;
        if tree.nodes.iter().any(|sibling| sibling.parent == parent && sibling.label == label) {
            return fault(label_span, format!("label {label:?} stands twice under one heading"));
        }
        if let Some(parent) = parent {
            let parent = &mut tree.nodes[parent];
            (parent.is_group, parent.is_leaf) = (true, figures.contains(&parent.id));
        }
        if source.figure {
            figures.push(id.clone());
        }
        let depth = parent.map_or(0, |parent| tree.nodes[parent].depth + 1);
        tree.nodes.push(Node {
            id,
            label,
            en: source.en,
            variants: source.variants,
            parent,
            depth,
            is_group: false,
            is_leaf: true,
            unit: source.unit,
            input: source.input,
        });
    }
    Ok(tree)
}

/// The declared node whose id is the longest dotted prefix of `id`.
fn longest_prefix(tree: &Tree, id: &str) -> Option<usize> {
    let mut prefix = id;
    while let Some((shorter, _)) = prefix.rsplit_once('.') {
        if let Some(node) = tree.find(shorter) {
            return Some(node);
        }
        prefix = shorter;
    }
    None
}

/// The instances of a relation: one a column or one a row, wherever all its terms are there.
fn equations(table: &FormTable, source: RelationSource) -> Loaded<Vec<Equation>> {
    let span = source.code.span();
    let code = source.code.into_inner();
    if !is_code(&code) {
        return fault(span, format!("{code:?} is not a code: a letter and two digits"));
    }
    let mut equations = Vec::new();
    let mut misfit = None;
    for band in &table.bands {
        let (named, each) = match source.each {
            Each::Row => (&band.columns, &band.rows),
            Each::Column => (&band.rows, &band.columns),
        };
        let sides = terms(named, &source.left, &[]).and_then(|left| Ok((terms(named, &source.right, &left)?, left)));
        let (right, left) = match sides {
            Ok(sides) => sides,
            Err(fault) => {
                misfit = Some(fault);
                continue;
            }
        };
        let instances: Vec<Option<usize>> =
            if each.nodes.is_empty() { vec![None] } else { each.leaves().map(Some).collect() };
        for instance in instances {
            let term = |named: &NamedTerm| {
                let key = match source.each {
                    Each::Row => band.cell_id(instance, named.node),
                    Each::Column => band.cell_id(Some(named.node), instance.expect("a band has columns")),
                };
                Term { cell: format!("{}.{key}", table.id), negative: named.negative, prior: named.prior }
            };
            equations.push(Equation {
                code: code.clone(),
                left: left.iter().map(term).collect(),
                right: right.iter().map(term).collect(),
            });
        }
    }
    match misfit {
        Some(fault) if equations.is_empty() => Err(fault),
        _ => Ok(equations),
    }
}

struct NamedTerm {
    node: usize,
    negative: bool,
    prior: bool,
}

/// Reads terms such as `issued`, `-repealed`, `prior in_force` and `handled.*` (every leaf below `handled` that the
/// other side does not name).
fn terms(tree: &Tree, sources: &[Spanned<String>], other_side: &[NamedTerm]) -> Loaded<Vec<NamedTerm>> {
    let mut terms = Vec::new();
    for source in sources {
        let (negative, rest) = match source.get_ref().strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, source.get_ref().as_str()),
        };
        let (prior, id) = match rest.strip_prefix("prior ") {
            Some(id) => (true, id),
            None => (false, rest),
        };
        let (id, below) = match id.strip_suffix(".*") {
            Some(id) => (id, true),
            None => (id, false),
        };
        let Some(node) = tree.find(id) else {
            return fault(source.span(), format!("a relation names {id:?}, which this table does not have"));
        };
        if below {
            let named = |leaf: &usize| !other_side.iter().any(|term| term.node == *leaf);
            terms.extend(tree.leaves_below(node).into_iter().filter(named).map(|node| NamedTerm {
                node,
                negative,
                prior,
            }));
        } else if tree.nodes[node].is_leaf {
            terms.push(NamedTerm { node, negative, prior });
        } else {
            return fault(
                source.span(),
                format!("{id:?} holds no figures; write \"{id}.*\" for the sum of what it contains"),
            );
        }
    }
    Ok(terms)
}

fn is_code(code: &str) -> bool {
    let bytes = code.as_bytes();
    bytes.len() == 3 && bytes[0].is_ascii_uppercase() && bytes[1..].iter().all(u8::is_ascii_digit)
}

fn identifier(source: Spanned<String>) -> Loaded<String> {
    let legal = |piece: &str| {
        !piece.is_empty()
            && piece.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    };
    if !source.get_ref().split('.').all(legal) {
        let reason =
            format!("{:?} is not an id: lower-case letters, digits and _, with dots between", source.get_ref());
        return fault(source.span(), reason);
    }
    Ok(source.into_inner())
}

pub(super) fn filled(what: &str, source: Spanned<String>) -> Loaded<String> {
    if source.get_ref().trim().is_empty() {
        return fault(source.span(), format!("{what} is empty"));
    }
    Ok(source.into_inner())
}

fn bilingual(source: BilingualSource) -> Bilingual {
    Bilingual { zh: source.zh, en: source.en }
}

#[cfg(test)]
mod tests {
    use super::super::BUILTIN;
    use super::*;

    fn of_2021() -> &'static str {
        BUILTIN.last().unwrap().1
    }

    #[test]
    fn every_builtin_form_is_sound() {
        for (name, text) in BUILTIN {
            let form = parse(name, text).unwrap();
            assert!(form.cell_count() > 0, "{name}");
        }
    }

    #[test]
    fn the_form_of_2021_asks_for_200_figures_and_39_relations_in_part_three() {
        let form = parse("2021.toml", of_2021()).unwrap();
        let cells: Vec<usize> = form.tables.iter().map(|table| table.cells().count()).collect();
        assert_eq!(cells, [10, 175, 15]);
        let requests = form.table("requests").unwrap();
        assert_eq!(requests.equations.iter().filter(|equation| equation.code.starts_with('R')).count(), 39);
        let total = requests.equations.iter().find(|equation| equation.code == "R02").unwrap();
        assert_eq!(total.right.len(), 21);
    }

    #[test]
    fn the_forms_of_2019_and_2014_ask_for_what_their_notices_list() {
        let form = parse("2019.toml", BUILTIN[1].1).unwrap();
        let cells: Vec<usize> = form.tables.iter().map(|table| table.cells().count()).collect();
        assert_eq!(cells, [22, 161, 15]);
        let of_2021 = parse("2021.toml", of_2021()).unwrap();
        assert_eq!(form.table("disputes"), of_2021.table("disputes"), "part four did not change");
        let change = form.table("disclosure").unwrap().cells().find(|cell| cell.key() == "licences.change").unwrap();
        assert_eq!((change.unit(), change.input()), ("项", crate::document::InputKind::Change));

        let form = parse("2014.toml", BUILTIN[0].1).unwrap();
        let statistics = form.table("statistics").unwrap();
        assert_eq!(statistics.cells().count(), 58);
        let fees = statistics.cells().find(|cell| cell.key() == "i701.count").unwrap();
        assert_eq!((fees.unit(), fees.input()), ("万元", crate::document::InputKind::Amount));
        assert!(statistics.cells().any(|cell| cell.key() == "i301.count"), "a sum holds a figure above its parts");
    }

    /// Replaces one piece of the built-in form and expects the fault, with the line of the replacement.
    #[track_caller]
    fn refuses(from: &str, to: &str, reason: &str) {
        let good = of_2021();
        let line = good[..good.find(from).expect("the piece is there")].matches('\n').count() + 1;
        let error = parse("bad.toml", &good.replacen(from, to, 1)).unwrap_err();
        assert!(error.reason.contains(reason), "{error}");
        assert_eq!(error.line, line, "{error}");
    }

    #[test]
    fn faulty_files_are_refused_with_line_and_reason() {
        refuses("form = 1", "form = 2", "does not know");
        refuses("first_year = 2021", "first_year = \"x\"", "invalid type");
        refuses("edition = \"2021\"", "edition = \" \"", "empty");
        refuses("basis = ", "bases = ", "unknown field");
        refuses("{organ}{year}年", "{organ}年", "lacks {year}");
        refuses("table = \"disclosure\"", "table = \"none\"", "there is no table");
        refuses("id = \"in_force\"", "id = \"issued\"", "stands twice");
        refuses("under = \"applicants\"", "under = \"applicant\"", "not declared above");
        refuses("id = \"rules\"", "id = \"Rules\"", "is not an id");
        refuses("label = \"2.重复申请\"", "label = \"1.信访举报投诉类申请\"", "stands twice under one heading");
        refuses("widths = [27, 24, 24, 25]", "widths = [27, 24]", "2 widths for 4 columns");
        refuses("code = \"R01\"", "code = \"R1\"", "is not a code");
        refuses("left = [\"received\"", "left = [\"recieved\"", "does not have");
        refuses("left = [\"handled.total\"]", "left = [\"handled\"]", "holds no figures");
        refuses("{ id = \"handled.partial\", label = \"部", "{ id = \"handled.part\", label = \"部", "does not have");
        refuses("row = \"received\"\n", "row = \"recieved\"\n", "does not have");
    }
}
