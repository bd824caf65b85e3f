//! Why a file cannot be read, and the words in which its owner is told what to do.

use nianbao_plugin::{Context, PluginError};

use crate::limits;

/// A reason not to read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The file holds nothing but blanks.
    Empty,
    /// The file holds bytes that no text has, or is a document that only its own program can open.
    NotText,
    /// Rich text: readable bytes, but all of them markup.
    RichText,
    /// A PDF file under another name.
    Pdf,
    /// The file is larger than [`limits::FILE_BYTES`].
    TooLarge,
    /// More lines than [`limits::LINES`].
    TooManyLines,
    /// More cells than [`limits::CELLS`].
    TooManyCells,
}

impl Refusal {
    /// Says the refusal in the language of the call.
    pub(crate) fn into_error(self, context: &Context<'_>) -> PluginError {
        let save_as_docx = context.say(
            "请用 WPS 或 Word 打开，另存为 .docx 后重试",
            "open it in WPS or Word, save it as .docx and try again",
        );
        let keep_the_report = context.say(
            "请只保留年报的文字和表格后重试",
            "keep only the text and the tables of the annual report and try again",
        );
        match self {
            Refusal::Empty => {
                PluginError::new("empty", context.say("文件是空的", "the file is empty")).help(context.say(
                    "请向提供者重新索取文件，或检查复制、下载是否完成",
                    "ask for the file again, or check that it was copied or downloaded completely",
                ))
            }
            Refusal::NotText => PluginError::new("not_text", context.say("这不是文本文件", "this is no text file"))
                .help(context.say(
                    "请检查是否选错了文件；如是办公文档，请用 WPS 或 Word 打开，另存为 .docx 后重试",
                    "check that this is the right file; open an office document in WPS or Word and save it as .docx",
                )),
            Refusal::RichText => {
                PluginError::new("not_text", context.say("这是 RTF 文档", "this is an RTF document")).help(save_as_docx)
            }
            Refusal::Pdf => {
                PluginError::new("not_text", context.say("这是 PDF 文件", "this is a PDF file")).help(save_as_docx)
            }
            Refusal::TooLarge => {
                let mib = limits::FILE_BYTES >> 20;
                let (zh, en) = (format!("文件大于 {mib} MiB"), format!("the file is larger than {mib} MiB"));
                PluginError::new("too_large", context.say(&zh, &en)).help(keep_the_report)
            }
            Refusal::TooManyLines => {
                let lines = limits::LINES;
                let (zh, en) = (format!("文件多于 {lines} 行"), format!("the file has more than {lines} lines"));
                PluginError::new("too_large", context.say(&zh, &en)).help(keep_the_report)
            }
            Refusal::TooManyCells => {
                let cells = limits::CELLS;
                let (zh, en) =
                    (format!("表格多于 {cells} 个单元格"), format!("the tables have more than {cells} cells"));
                PluginError::new("too_large", context.say(&zh, &en)).help(keep_the_report)
            }
        }
    }
}
