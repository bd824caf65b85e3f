//! Why a file cannot be read, and the words in which its owner is told what to do.

use std::fmt;

use nianbao_plugin::{Context, PluginError};

use super::limits;

/// A reason not to read a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The file holds no byte.
    Empty,
    /// A text document in a format from before .docx.
    Old(OldFormat),
    /// The file is of another kind, whatever its name says.
    NotWord(Kind),
    /// The file asks for a password.
    Encrypted,
    /// The file contradicts itself or ends too early; the text is for the log.
    Damaged(String),
    /// Reading the file would take too much.
    TooLarge(Limit),
}

/// The text formats that Word and WPS write beside .docx, or wrote before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OldFormat {
    Doc,
    Wps,
    Rtf,
    Xml,
}

/// What a file is when it is no Word document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Workbook,
    Presentation,
    OpenDocument,
    OtherOffice,
    WebPage,
    Text,
    Pdf,
    Archive,
    Unknown,
}

/// The limit that a file goes over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Limit {
    File,
    Members,
    Unpacked,
    Depth,
    Cells,
    Columns,
    Paragraphs,
    Remarks,
    Text,
}

impl Refusal {
    /// A contradiction in the file.
    pub(super) fn damaged(detail: impl fmt::Display) -> Self {
        Refusal::Damaged(detail.to_string())
    }

    /// Says the refusal in the language of the call.
    pub(super) fn into_error(self, context: &Context<'_>) -> PluginError {
        let save_as_docx = context.say(
            "请用 WPS 或 Word 打开，另存为 .docx 后重试",
            "open it in WPS or Word, save it as .docx and try again",
        );
        match self {
            Refusal::Empty => {
                PluginError::new("empty", context.say("文件是空的", "the file is empty")).help(context.say(
                    "请向提供者重新索取文件，或检查复制、下载是否完成",
                    "ask for the file again, or check that it was copied or downloaded completely",
                ))
            }
            Refusal::Old(format) => {
                let (zh, en) = format.words();
                let message = context
                    .say(&format!("这是{zh}，不能直接读取"), &format!("this is {en}, which cannot be read"))
                    .to_owned();
                PluginError::new("unsupported", message).help(save_as_docx)
            }
            Refusal::NotWord(kind) => {
                let (zh, en) = kind.words();
                let message = context
                    .say(&format!("这不是 Word 文档，实际是：{zh}"), &format!("this is no Word document but {en}"))
                    .to_owned();
                PluginError::new("not_a_word_document", message).help(match kind {
                    Kind::OpenDocument | Kind::WebPage | Kind::Text => save_as_docx,
                    _ => context.say(
                        "请检查是否选错了文件；扩展名与内容不符时请改回正确的扩展名",
                        "check that this is the right file; give it back its right extension if it was renamed",
                    ),
                })
            }
            Refusal::Encrypted => PluginError::new(
                "encrypted",
                context.say("文件已加密，打开需要密码", "the file is encrypted and asks for a password"),
            )
            .help(context.say(
                "请用 WPS 或 Office 打开，取消打开密码并重新保存后再试",
                "open it in WPS or Office, remove the password, save it again and try again",
            )),
            Refusal::Damaged(detail) => {
                context.log(&detail);
                PluginError::new("damaged", context.say("文件已损坏或不完整", "the file is damaged or incomplete"))
                    .help(context.say(
                        "请重新复制或下载该文件；若 WPS 或 Word 仍能打开，请另存为 .docx 后重试",
                        "copy or download it again; if WPS or Word still opens it, save it as .docx and try again",
                    ))
            }
            Refusal::TooLarge(limit) => PluginError::new("too_large", limit.message(context)).help(context.say(
                "请把年报正文和表格复制到一份新建的文档中，保存后重试",
                "copy the text and tables of the annual report into a new document, save it and try again",
            )),
        }
    }
}

impl OldFormat {
    /// The format as a noun, in Chinese and in English.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            OldFormat::Doc => ("旧版 Word 文档（.doc）", "a Word document of the old kind (.doc)"),
            OldFormat::Wps => ("旧版 WPS 文字文档（.wps）", "a WPS Writer document of the old kind (.wps)"),
            OldFormat::Rtf => ("富文本文档（.rtf）", "an RTF document (.rtf)"),
            OldFormat::Xml => ("旧版 Word 文档（XML 格式）", "a Word document as XML (.xml)"),
        }
    }
}

impl Kind {
    /// The kind as a noun, in Chinese and in English.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Kind::Workbook => ("电子表格", "a workbook"),
            Kind::Presentation => ("演示文稿", "a presentation"),
            Kind::OpenDocument => ("OpenDocument 文档", "an OpenDocument file"),
            Kind::OtherOffice => ("其他类型的 Office 文件", "an Office file of another type"),
            Kind::WebPage => ("网页（HTML）", "a web page (HTML)"),
            Kind::Text => ("纯文本文件", "a plain text file"),
            Kind::Pdf => ("PDF 文件", "a PDF file"),
            Kind::Archive => ("压缩包", "an archive"),
            Kind::Unknown => ("无法识别的文件", "a file of an unknown kind"),
        }
    }
}

impl Limit {
    fn message(self, context: &Context<'_>) -> String {
        let mib = |bytes: usize| bytes >> 20;
        let (zh, en) = match self {
            Limit::File => (
                format!("文件超过 {} MB", mib(limits::FILE_BYTES)),
                format!("the file is larger than {} MB", mib(limits::FILE_BYTES)),
            ),
            Limit::Members => (
                format!("文件中的部件多于 {} 个", limits::MEMBERS),
                format!("the file holds more than {} members", limits::MEMBERS),
            ),
            Limit::Unpacked => (
                format!("文件解压后超过 {} MB", mib(limits::UNPACKED_BYTES)),
                format!("unpacked, the file is larger than {} MB", mib(limits::UNPACKED_BYTES)),
            ),
            Limit::Depth => (
                format!("表格或文本框嵌套超过 {} 层", limits::NESTING),
                format!("tables or text boxes lie more than {} deep within each other", limits::NESTING),
            ),
            Limit::Cells => (
                format!("表格单元格多于 {} 个", limits::CELLS),
                format!("the tables hold more than {} cells", limits::CELLS),
            ),
            Limit::Columns => (
                format!("有表格的列数超过 {}", limits::COLUMNS),
                format!("a table has more than {} columns", limits::COLUMNS),
            ),
            Limit::Paragraphs => (
                format!("段落多于 {} 个", limits::PARAGRAPHS),
                format!("the document holds more than {} paragraphs", limits::PARAGRAPHS),
            ),
            Limit::Remarks => (
                format!("批注、修订和图片多于 {} 处", limits::REMARKS),
                format!("the document holds more than {} comments, changes and pictures", limits::REMARKS),
            ),
            Limit::Text => (
                format!("文字超过 {} MB", mib(limits::TEXT_BYTES)),
                format!("the document holds more than {} MB of text", mib(limits::TEXT_BYTES)),
            ),
        };
        context.say(&zh, &en).to_owned()
    }
}
