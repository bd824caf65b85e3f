//! Why a file cannot be read, and the words in which its owner is told what to do.

use nianbao_plugin::{Context, PluginError};

use crate::import::limits;

/// A reason not to read a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The file holds no byte.
    Empty,
    /// The file is of another kind, whatever its name says.
    NotAWorkbook(Kind),
    /// A workbook from before Excel 5, which no library at hand reads.
    TooOld,
    /// The file asks for a password.
    Encrypted,
    /// The file contradicts itself or ends too early; the text is for the log.
    Damaged(String),
    /// Reading the file would take too much.
    TooLarge(Limit),
}

/// What a file is when it is no workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    WebPage,
    Xml,
    Word,
    Presentation,
    OtherOpenDocument,
    OtherOffice,
    Pdf,
    Archive,
    Unknown,
}

/// The limit that a file goes over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    File,
    Members,
    Unpacked,
    Sheets,
    Cells,
    Text,
    Merges,
    /// The cells of one sheet, counted from 1, lie too far apart.
    Extent(usize),
}

impl Refusal {
    /// A contradiction in the file.
    pub(crate) fn damaged(detail: impl Into<String>) -> Self {
        Refusal::Damaged(detail.into())
    }

    /// Says the refusal in the language of the call.
    pub(crate) fn into_error(self, context: &Context<'_>) -> PluginError {
        let save_again = context.say(
            "请用 Excel 或 WPS 打开，另存为 .xlsx 工作簿后再试",
            "open it in Excel or WPS, save it as an .xlsx workbook and try again",
        );
        match self {
            Refusal::Empty => PluginError::new("empty", context.say("文件是空的", "the file is empty")).help(context.say(
                "请向提供者重新索取文件，或检查复制、下载是否完成",
                "ask for the file again, or check that it was copied or downloaded completely",
            )),
            Refusal::NotAWorkbook(kind) => {
                let message = match kind.words() {
                    Some((zh, en)) => {
                        context.say(&format!("这不是工作簿，而是{zh}"), &format!("this is no workbook but {en}")).to_owned()
                    }
                    None => context
                        .say("这不是工作簿，也认不出是什么文件", "this is no workbook, nor any other known kind of file")
                        .to_owned(),
                };
                PluginError::new("not_a_workbook", message).help(match kind {
                    Kind::Text | Kind::WebPage | Kind::Xml => save_again,
                    _ => context.say(
                        "请检查是否选错了文件；扩展名与内容不符时请改回正确的扩展名",
                        "check that this is the right file; give it back its right extension if it was renamed",
                    ),
                })
            }
            Refusal::TooOld => PluginError::new(
                "unsupported",
                context.say("这是 Excel 5.0 以前的工作簿，无法读取", "this workbook is of a version before Excel 5.0"),
            )
            .help(save_again),
            Refusal::Encrypted => PluginError::new(
                "encrypted",
                context.say("文件已加密，打开需要密码", "the file is encrypted and asks for a password"),
            )
            .help(context.say(
                "请在 Excel 或 WPS 中打开，取消打开密码并重新保存后再试",
                "open it in Excel or WPS, remove the password, save it again and try again",
            )),
            Refusal::Damaged(detail) => {
                context.log(&detail);
                PluginError::new("damaged", context.say("文件已损坏或不完整", "the file is damaged or incomplete")).help(
                    context.say(
                        "请重新复制或下载该文件；若 Excel 或 WPS 仍能打开，请另存为 .xlsx 工作簿后再试",
                        "copy or download it again; if Excel or WPS still opens it, save it as an .xlsx workbook and try again",
                    ),
                )
            }
            Refusal::TooLarge(limit) => PluginError::new("too_large", limit.message(context)).help(context.say(
                "请只保留年报所用的工作表，删去无关的行、列和格式后另存再试",
                "keep only the sheets of the annual report, delete unrelated rows, columns and formats, save and try again",
            )),
        }
    }
}

impl Kind {
    /// The kind as a noun, in Chinese and in English.
    fn words(self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Kind::Text => ("纯文本文件", "a plain text file"),
            Kind::WebPage => ("网页（HTML）", "a web page (HTML)"),
            Kind::Xml => ("XML 文件", "an XML file"),
            Kind::Word => ("Word 文档", "a Word document"),
            Kind::Presentation => ("演示文稿", "a presentation"),
            Kind::OtherOpenDocument => ("其他类型的 OpenDocument 文档", "an OpenDocument file of another type"),
            Kind::OtherOffice => ("其他类型的 Office 文件", "an Office file of another type"),
            Kind::Pdf => ("PDF 文件", "a PDF file"),
            Kind::Archive => ("压缩包", "a compressed archive"),
            Kind::Unknown => return None,
        })
    }
}

impl Limit {
    fn message(self, context: &Context<'_>) -> String {
        let mib = |bytes: usize| bytes >> 20;
        let (zh, en) = match self {
            Limit::File => (
                format!("文件大于 {} MiB", mib(limits::FILE_BYTES)),
                format!("the file is larger than {} MiB", mib(limits::FILE_BYTES)),
            ),
            Limit::Members => (
                format!("压缩包内的文件多于 {} 个", limits::MEMBERS),
                format!("the file holds more than {} parts", limits::MEMBERS),
            ),
            Limit::Unpacked => (
                format!("文件解压后大于 {} MiB", mib(limits::UNPACKED_BYTES)),
                format!("the file unpacks to more than {} MiB", mib(limits::UNPACKED_BYTES)),
            ),
            Limit::Sheets => (
                format!("工作表多于 {} 张", limits::SHEETS),
                format!("the workbook holds more than {} sheets", limits::SHEETS),
            ),
            Limit::Cells => (
                format!("有内容的单元格多于 {} 个", limits::CELLS),
                format!("the workbook holds more than {} cells with content", limits::CELLS),
            ),
            Limit::Text => (
                format!("单元格文字多于 {} MiB", mib(limits::TEXT_BYTES)),
                format!("the workbook holds more than {} MiB of text", mib(limits::TEXT_BYTES)),
            ),
            Limit::Merges => (
                format!("合并单元格多于 {} 处", limits::MERGES),
                format!("the workbook holds more than {} merged ranges", limits::MERGES),
            ),
            Limit::Extent(sheet) => (
                format!("第 {sheet} 张工作表的单元格相距太远，范围超过 {} 格", limits::DENSE_SHEET),
                format!("the cells of sheet {sheet} lie too far apart: a range of over {} cells", limits::DENSE_SHEET),
            ),
        };
        context.say(&zh, &en).to_owned()
    }
}
