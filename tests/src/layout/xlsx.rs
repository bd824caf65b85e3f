//! Writes a workbook of the model as .xlsx, looking as a clerk would have it.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use super::{Role, Sheet, SheetCell, Value, Workbook};

/// The same workbook gives the same bytes: the creation date is fixed.
pub(super) fn write(workbook: &Workbook) -> Vec<u8> {
    try_write(workbook).expect("the model has valid sheet names and no overlapping spans")
}

fn try_write(workbook: &Workbook) -> Result<Vec<u8>, XlsxError> {
    let mut file = rust_xlsxwriter::Workbook::new();
    let created = ExcelDateTime::from_ymd(2025, 1, 10)?.and_hms(9, 0, 0)?;
    file.set_properties(&DocProperties::new().set_author("").set_creation_datetime(&created));
    for sheet in &workbook.sheets {
        write_sheet(file.add_worksheet(), sheet)?;
    }
    file.save_to_buffer()
}

fn write_sheet(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    worksheet.set_name(&sheet.name)?;
    worksheet.set_paper_size(A4);
    worksheet.set_print_fit_to_pages(1, 0);
    worksheet.set_print_center_horizontally(true);
    if sheet.widths.len() > 10 {
        worksheet.set_landscape();
    }
    let total: u32 = sheet.widths.iter().sum();
    for (column, &width) in (0..).zip(&sheet.widths) {
        // A page's width is about 95 characters; the form's own widths are relative.
        worksheet.set_column_width(column, width * 95 / total.max(1))?;
    }
    let mut cells: Vec<&SheetCell> = sheet.cells.iter().collect();
    cells.sort_by_key(|cell| (cell.row, cell.column));
    for cell in cells {
        write_cell(worksheet, cell)?;
        if cell.row_span == 1 && !sheet.widths.is_empty() {
            set_height(worksheet, cell)?;
        }
    }
    Ok(())
}

fn write_cell(worksheet: &mut Worksheet, cell: &SheetCell) -> Result<(), XlsxError> {
    let column = u16::try_from(cell.column).expect("a sheet has few columns");
    let format = format(&cell.role);
    if cell.row_span > 1 || cell.column_span > 1 {
        let last_column = u16::try_from(cell.column + cell.column_span - 1).expect("a sheet has few columns");
        worksheet.merge_range(cell.row, column, cell.row + cell.row_span - 1, last_column, "", &format)?;
    }
    match &cell.value {
        Value::Number(number) => {
            let number: f64 = number.parse().expect("a number of the model is a decimal");
            worksheet.write_number_with_format(cell.row, column, number, &format)?;
        }
        Value::Text(text) if text.is_empty() => {
            worksheet.write_blank(cell.row, column, &format)?;
        }
        Value::Text(text) => {
            worksheet.write_string_with_format(cell.row, column, text, &format)?;
        }
    }
    Ok(())
}

/// Excel does not fit the height of merged or generated rows itself.
fn set_height(worksheet: &mut Worksheet, cell: &SheetCell) -> Result<(), XlsxError> {
    const CHARACTERS_A_LINE: usize = 40;
    let lines = u32::try_from(1 + cell.value.text().chars().count() / CHARACTERS_A_LINE).expect("a cell has few lines");
    let height = match cell.role {
        Role::Title => 42,
        Role::Heading => 30,
        Role::Subheading => 22,
        Role::Paragraph => 18 * lines + 4,
        Role::Remark => 18,
        Role::Label | Role::Figure(_) => 32,
    };
    worksheet.set_row_height(cell.row, height.min(400))?;
    Ok(())
}

fn format(role: &Role) -> Format {
    let base =
        Format::new().set_font_name("宋体").set_font_size(12).set_align(FormatAlign::VerticalCenter).set_text_wrap();
    match role {
        Role::Title => base.set_font_size(18).set_bold().set_align(FormatAlign::Center),
        Role::Heading => base.set_font_name("黑体").set_font_size(14),
        Role::Subheading => base.set_font_name("楷体"),
        Role::Paragraph => base.set_indent(2),
        Role::Remark => base.set_font_size(11),
        Role::Label => base.set_font_size(11).set_align(FormatAlign::Center).set_border(FormatBorder::Thin),
        Role::Figure(_) => {
            base.set_font_name("Times New Roman").set_align(FormatAlign::Center).set_border(FormatBorder::Thin)
        }
    }
}
