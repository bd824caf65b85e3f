//! .xlsx and .xlsm workbooks: calamine's cell reader, given only the parts it needs, unpacked within the limits.
//!
//! calamine trusts some declared numbers (the count of shared strings) and keeps every font and border, so the parts
//! are checked or cut down first. What it does not tell (merged ranges, hidden rows and columns) is read here.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxFormulaMetadata, expand_shared_formula};

use crate::grid::{Book, Sheet};
use crate::layout::{LAST_CELL, Layout, layout};
use crate::limits;
use crate::package::{Package, Repacked};
use crate::refusal::{Limit, Refusal};
use crate::value::{guarded, of_data_ref};
use crate::xml::{self, Event};

/// Reads a workbook.
pub(crate) fn read(mut package: Package<'_>, book: &mut Book) -> Result<(), Refusal> {
    let mut repacked = Repacked::new();
    let sheets = repack(&mut package, &mut repacked)?;
    let mut workbook = guarded({
        let bytes = repacked.finish()?;
        || Xlsx::new(bytes)
    })?;
    let metadata = workbook.sheets_metadata().to_owned();
    for (metadata, layout) in metadata.into_iter().zip(sheets) {
        let Some(layout) = layout.filter(|_| metadata.typ == SheetType::WorkSheet) else {
            continue;
        };
        let mut sheet = book.sheet(&metadata.name);
        sheet.hidden = metadata.visible != SheetVisible::Visible;
        sheet.hidden_rows = layout.hidden_rows;
        sheet.hidden_columns = layout.hidden_columns;
        for area in layout.merges {
            sheet.merge(area)?;
        }
        read_cells(&mut workbook, &metadata.name, &mut sheet)?;
        sheet.finish()?;
    }
    Ok(())
}

fn read_cells<R: Read + Seek>(workbook: &mut Xlsx<R>, name: &str, sheet: &mut Sheet<'_>) -> Result<(), Refusal> {
    let mut reader = guarded(|| workbook.worksheet_cells_reader(name))?;
    let mut shared = BTreeMap::new();
    while let Some(cell) = guarded(|| reader.next_cell_with_formula_metadata())? {
        if cell.pos.0 > LAST_CELL.0 || cell.pos.1 > LAST_CELL.1 {
            return Err(Refusal::damaged("a cell lies outside the worksheet"));
        }
        let formula = match cell.formula {
            None => None,
            Some(XlsxFormulaMetadata::Normal { formula }) => Some(formula),
            Some(XlsxFormulaMetadata::Shared { shared_index, range, formula }) => {
                let origin = range.map_or(cell.pos, |range| range.start);
                shared.insert(shared_index, (formula.clone(), origin));
                Some(formula)
            }
            Some(XlsxFormulaMetadata::SharedDerived { shared_index }) => match shared.get(&shared_index) {
                Some((formula, origin)) => Some(guarded(|| expand_shared_formula(formula, *origin, cell.pos))?),
                None => None,
            },
            Some(_) => None,
        };
        sheet.put(cell.pos.0, cell.pos.1, of_data_ref(cell.value), formula)?;
    }
    Ok(())
}

/// Copies the parts that calamine reads. The layouts are in the order of the sheets; a chart sheet has none.
fn repack(package: &mut Package<'_>, repacked: &mut Repacked) -> Result<Vec<Option<Layout>>, Refusal> {
    let roots = required(package, "_rels/.rels")?;
    repacked.add("_rels/.rels", &roots)?;
    let target = relationships(xml::text(&roots)?)?
        .into_iter()
        .rfind(|relationship| relationship.kind.ends_with("/relationships/officeDocument"))
        .ok_or_else(|| Refusal::damaged("xlsx: no workbook part"))?
        .target;
    let target = target.strip_prefix('/').unwrap_or(&target);
    let (folder, name) = target.split_at(target.rfind('/').map_or(0, |slash| slash + 1));

    let workbook = required(package, target)?;
    repacked.add(target, &workbook)?;
    let relationships_name = format!("{folder}_rels/{name}.rels");
    let workbook_relationships = required(package, &relationships_name)?;
    repacked.add(&relationships_name, &workbook_relationships)?;
    let relationships = relationships(xml::text(&workbook_relationships)?)?;

    let styles_name = format!("{folder}styles.xml");
    if let Some(index) = package.find(&styles_name) {
        repacked.add(&styles_name, cell_formats(xml::text(&package.read(index)?)?)?.as_bytes())?;
    }
    let strings_name = format!("{folder}sharedStrings.xml");
    if let Some(index) = package.find(&strings_name) {
        let strings = package.read(index)?;
        check_shared_strings(&strings)?;
        repacked.add(&strings_name, &strings)?;
    }

    let mut layouts = Vec::new();
    for id in sheet_relationships(xml::text(&workbook)?)? {
        if layouts.len() == limits::SHEETS {
            return Err(Refusal::TooLarge(Limit::Sheets));
        }
        let relationship = relationships.iter().rfind(|relationship| relationship.id == id);
        let Some(relationship) = relationship.filter(|relationship| relationship.kind.ends_with("/worksheet")) else {
            layouts.push(None);
            continue;
        };
        let part = match relationship.target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => format!("{folder}{}", relationship.target),
        };
        let sheet = required(package, &part)?;
        layouts.push(Some(layout(xml::text(&sheet)?)?));
        // A part that two sheets share is refused here, as no zip holds a name twice.
        repacked.add(&part, &sheet)?;
    }
    Ok(layouts)
}

fn required(package: &mut Package<'_>, name: &str) -> Result<Vec<u8>, Refusal> {
    let index = package.find(name).ok_or_else(|| Refusal::damaged(format!("xlsx: no part {name}")))?;
    package.read(index)
}

struct Relationship {
    id: String,
    kind: String,
    target: String,
}

fn relationships(text: &str) -> Result<Vec<Relationship>, Refusal> {
    let mut relationships = Vec::new();
    xml::each_element(text, |name, element| {
        if name == "Relationship" {
            let value = |name| xml::attribute(element, name).map(Option::unwrap_or_default);
            relationships.push(Relationship {
                id: value("Id")?,
                kind: value("Type")?,
                target: value("Target")?.replace('\\', "/"),
            });
        }
        Ok(())
    })?;
    Ok(relationships)
}

/// The relationships of the sheets, in the workbook's order.
fn sheet_relationships(text: &str) -> Result<Vec<String>, Refusal> {
    let mut ids = Vec::new();
    xml::each_element(text, |name, element| {
        if name == "sheet" {
            ids.push(xml::attribute(element, "id")?.unwrap_or_default());
        }
        Ok(())
    })?;
    Ok(ids)
}

/// Refuses a table that declares more strings than its bytes can hold: calamine would reserve them.
fn check_shared_strings(bytes: &[u8]) -> Result<(), Refusal> {
    if bytes.len() > limits::STRINGS_BYTES {
        return Err(Refusal::TooLarge(Limit::Text));
    }
    let mut reader = xml::reader(xml::text(bytes)?);
    loop {
        match xml::next(&mut reader)? {
            Event::Start(element) if element.local_name().as_ref() == "sst" => {
                let Some(count) = xml::attribute(&element, "uniqueCount")? else {
                    return Ok(());
                };
                // `<si/>` is the shortest string.
                return match count.parse::<usize>() {
                    Ok(count) if count <= bytes.len() / 5 + 1 => Ok(()),
                    _ => Err(Refusal::damaged("xlsx: more shared strings declared than there are")),
                };
            }
            Event::Eof => return Err(Refusal::damaged("xlsx: no shared strings in their part")),
            _ => (),
        }
    }
}

/// The number formats of a styles part and nothing else of it.
fn cell_formats(text: &str) -> Result<String, Refusal> {
    /// Excel's longest format code has 255 characters.
    const LONGEST_CODE: usize = 1_024;
    let (mut formats, mut cells) = (String::new(), String::new());
    let mut count = 0;
    let mut reader = xml::reader(text);
    let mut section = String::new();
    loop {
        match xml::next(&mut reader)? {
            Event::Start(element) => match element.local_name().as_ref() {
                name @ ("numFmts" | "cellXfs") => name.clone_into(&mut section),
                "numFmt" if section == "numFmts" => {
                    let (id, code) =
                        (xml::raw_attribute(&element, "numFmtId")?, xml::raw_attribute(&element, "formatCode")?);
                    if let (Some(id), Some(code)) = (id, code)
                        && code.len() <= LONGEST_CODE
                    {
                        let code = code.replace('"', "&quot;");
                        formats += &format!("<numFmt numFmtId=\"{}\" formatCode=\"{code}\"/>", id.replace('"', ""));
                    }
                }
                "xf" if section == "cellXfs" => {
                    count += 1;
                    if count > limits::CELL_FORMATS {
                        return Err(Refusal::damaged("xlsx: more cell formats than Excel allows"));
                    }
                    let id = xml::raw_attribute(&element, "numFmtId")?.unwrap_or_default();
                    cells += &format!("<xf numFmtId=\"{}\"/>", id.replace('"', ""));
                }
                _ => (),
            },
            Event::End(element) if element.local_name().as_ref() == section => section.clear(),
            Event::Eof => break,
            _ => (),
        }
    }
    Ok(format!("<styleSheet><numFmts>{formats}</numFmts><cellXfs>{cells}</cellXfs></styleSheet>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_declares_too_many_strings_is_refused() {
        assert_eq!(check_shared_strings(br#"<sst uniqueCount="1"><si><t>a</t></si></sst>"#), Ok(()));
        assert!(check_shared_strings(br#"<!-- <sst> --><x:sst uniqueCount="99999999999"/>"#).is_err());
    }

    #[test]
    fn of_the_styles_only_number_formats_stay() {
        let styles = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode='yyyy"年"'/></numFmts><fonts><font/></fonts>
            <cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="164"><alignment/></xf><xf/></cellXfs></styleSheet>"#;
        assert_eq!(
            cell_formats(styles).as_deref(),
            Ok("<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;\"/></numFmts>\
                <cellXfs><xf numFmtId=\"164\"/><xf numFmtId=\"\"/></cellXfs></styleSheet>")
        );
    }
}
