//! Why a PDF file cannot be read, and the words in which its owner is told what to do.

use nianbao_plugin::{Context, PluginError};

use super::limits;

/// A reason not to read a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The file is no PDF.
    NotPdf,
    /// A PDF that nianbao did not make.
    Foreign,
    /// A PDF that nianbao made, but printed again or flattened by another program.
    WithoutStructure,
    /// The file is encrypted, be it only against changes.
    Encrypted,
    /// The file contradicts itself or ends too early; the text is for the log.
    Damaged(&'static str),
    /// Reading the file would take too much.
    TooLarge(Limit),
}

/// What there is too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Limit {
    File,
    Unpacked,
    Values,
    Depth,
    Elements,
    Pages,
    Columns,
    Text,
}

impl Refusal {
    /// The answer to the call.
    pub(super) fn into_error(self, context: &Context<'_>) -> PluginError {
        let take_the_original = context.say(
            "请改用生成它的原文件（电子表格、Word 或网页）；没有原文件的，把文字复制到 .txt",
            "take the file it was made from (workbook, Word file or page); if there is none, copy the text into a .txt file",
        );
        let (code, zh, en, help) = match self {
            Refusal::NotPdf => (
                "not_pdf",
                "这不是 PDF 文件".to_owned(),
                "this is no PDF file".to_owned(),
                context.say(
                    "请检查是否选错了文件；扩展名与内容不符时请改回正确的扩展名",
                    "check that this is the right file; give it back its right extension if it was renamed",
                ),
            ),
            Refusal::Foreign => (
                "foreign",
                "这份 PDF 不是 nianbao 生成的，表格中的数字无法可靠读出".to_owned(),
                "this PDF was not made by nianbao, and the figures of its tables cannot be read reliably".to_owned(),
                take_the_original,
            ),
            Refusal::WithoutStructure => (
                "without_structure",
                "这份 PDF 由 nianbao 生成，但已被其他软件重新打印或转换，表格结构已丢失".to_owned(),
                "nianbao made this PDF, but another program printed or converted it and its tables are lost".to_owned(),
                context.say(
                    "请使用当时由 nianbao 生成、未经转换的 PDF，或生成它的原文件",
                    "take the PDF as nianbao made it, or the file it was made from",
                ),
            ),
            Refusal::Encrypted => (
                "encrypted",
                "文件已加密或限制了权限".to_owned(),
                "the file is encrypted or restricted".to_owned(),
                context.say(
                    "请取消密码和权限限制后重新保存，或改用未加密的原文件",
                    "save it without password and restrictions, or take the original",
                ),
            ),
            Refusal::Damaged(detail) => {
                context.log(detail);
                (
                    "damaged",
                    "文件已损坏或不完整".to_owned(),
                    "the file is damaged or incomplete".to_owned(),
                    context.say("请重新复制或下载该文件", "copy or download it again"),
                )
            }
            Refusal::TooLarge(limit) => {
                let (zh, en) = limit.words();
                ("too_large", zh, en, take_the_original)
            }
        };
        PluginError::new(code, context.say(&zh, &en)).help(help)
    }
}

impl Limit {
    fn words(self) -> (String, String) {
        let mib = |bytes: usize| bytes >> 20;
        match self {
            Limit::File => (
                format!("文件超过 {} MB", mib(limits::FILE_BYTES)),
                format!("the file is larger than {} MB", mib(limits::FILE_BYTES)),
            ),
            Limit::Unpacked => (
                format!("文件解压后超过 {} MB", mib(limits::UNPACKED_BYTES)),
                format!("unpacked, the file is larger than {} MB", mib(limits::UNPACKED_BYTES)),
            ),
            Limit::Values => (
                format!("文件中的对象多于 {} 个", limits::VALUES),
                format!("the file holds more than {} values", limits::VALUES),
            ),
            Limit::Depth => (
                format!("结构嵌套超过 {} 层", limits::DEPTH),
                format!("its parts lie more than {} deep within each other", limits::DEPTH),
            ),
            Limit::Elements => (
                format!("段落和单元格多于 {} 个", limits::ELEMENTS),
                format!("the file holds more than {} paragraphs and cells", limits::ELEMENTS),
            ),
            Limit::Pages => {
                (format!("多于 {} 页", limits::PAGES), format!("the file has more than {} pages", limits::PAGES))
            }
            Limit::Columns => (
                format!("有表格的列数超过 {}", limits::COLUMNS),
                format!("a table has more than {} columns", limits::COLUMNS),
            ),
            Limit::Text => (
                format!("文字超过 {} MB", mib(limits::TEXT_BYTES)),
                format!("the file holds more than {} MB of text", mib(limits::TEXT_BYTES)),
            ),
        }
    }
}
