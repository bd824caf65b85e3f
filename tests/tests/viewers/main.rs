//! Outputs seen by the programs that people and archives use. A test whose viewer is not installed is counted as
//! ignored, unless `NIANBAO_VIEWERS=required` demands it.
#![expect(clippy::unwrap_used, reason = "a test program without harness: what is not there is a failure")]

mod calc;
mod edited;
mod office;
mod pages;
mod sarif;
mod template;
mod typography;
mod validators;
mod viewer;
mod web;

use libtest_mimic::{Arguments, Trial};

use viewer::Viewer;

fn main() {
    let arguments = Arguments::from_args();
    let required = std::env::var("NIANBAO_VIEWERS").is_ok_and(|value| value == "required");
    let trial = |name: &str, viewers: &[Viewer], test: fn()| {
        let missing = viewers.iter().any(|viewer| !viewer.is_there());
        let test = move || {
            test();
            Ok(())
        };
        Trial::test(name, test).with_ignored_flag(missing && !required)
    };
    use Viewer::{
        Axe, Chromium, Cpp, HtmlValidate, LibreOffice, OoxmlValidator, PageValidation, Pdfdetach, Pdftoppm, Pdftotext,
        PythonDocx, Qpdf, SarifSchema, Vnu,
    };
    let trials = vec![
        trial(
            "pdf_text_holds_every_figure_and_paragraph",
            &[Pdftotext],
            pages::pdf_text_holds_every_figure_and_paragraph,
        ),
        trial(
            "pdf_figures_stand_in_their_rows_and_columns",
            &[Pdftotext],
            pages::pdf_figures_stand_in_their_rows_and_columns,
        ),
        trial("pdf_pages_are_not_empty_and_fit_the_sheet", &[Pdftoppm], pages::pdf_pages_are_not_empty),
        trial("pdf_carries_the_report", &[Pdfdetach], pages::pdf_carries_the_report),
        trial("pdf_is_sound", &[Qpdf], validators::pdf_is_sound),
        trial("pdf_packed_anew_is_read_the_same", &[Qpdf], validators::pdf_packed_anew_is_read_the_same),
        trial(
            "pdf_with_a_rare_character_is_archival_and_accessible",
            &[PageValidation],
            validators::pdf_with_a_rare_character_is_archival_and_accessible,
        ),
        trial("pdf_is_archival_and_accessible", &[PageValidation], validators::pdf_is_archival_and_accessible),
        trial("docx_is_valid", &[OoxmlValidator], validators::docx_is_valid),
        trial("docx_is_read_by_python_docx", &[PythonDocx], office::docx_is_read_by_python_docx),
        trial("docx_prints_through_libreoffice", &[LibreOffice, Pdftotext], office::docx_prints_through_libreoffice),
        trial("pdf_is_set_to_the_standard", &[Pdftotext], typography::pdf_is_set_to_the_standard),
        trial("docx_is_set_to_the_standard", &[LibreOffice, Pdftotext], typography::docx_is_set_to_the_standard),
        trial("an_edited_cell_is_named", &[PythonDocx], edited::an_edited_cell_is_named),
        trial("saved_again_is_the_same", &[LibreOffice], edited::saved_again_is_the_same),
        trial("xlsx_is_valid", &[OoxmlValidator], validators::xlsx_is_valid),
        trial(
            "template_is_filled_in_and_read_back",
            &[LibreOffice, Pdftoppm],
            template::template_is_filled_in_and_read_back,
        ),
        trial("a_planted_imbalance_turns_red", &[LibreOffice, Pdftoppm], template::a_planted_imbalance_turns_red),
        trial("html_is_valid", &[Vnu, HtmlValidate], web::html_is_valid),
        trial("pages_are_accessible", &[Chromium, Axe], web::pages_are_accessible),
        trial("html_shows_in_a_browser", &[Chromium], web::html_shows_in_a_browser),
        trial("sarif_is_valid", &[SarifSchema], sarif::sarif_is_valid),
        trial("header_is_strict_cpp11", &[Cpp], validators::header_is_strict_cpp11),
    ];
    libtest_mimic::run(&arguments, trials).exit();
}
