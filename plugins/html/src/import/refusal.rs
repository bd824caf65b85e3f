//! Why a page cannot be read, and the words in which its owner is told what to do.

use nianbao_plugin::{Context, PluginError};

/// A reason not to read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The file holds nothing.
    Empty,
    /// There is no markup of a web page in it.
    NotAPage,
    /// A web archive without a page, or damaged.
    BrokenArchive,
    /// Reading it would take too much.
    TooLarge,
    /// Elements stand in one another deeper than on any real page.
    TooDeep,
    /// The host wants no result any more.
    Cancelled,
    /// There is a page, but nothing to read on it.
    NothingToRead(Instead),
}

/// What a page without text has instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Instead {
    Images,
    Attachment,
    OtherPage,
    Script,
    Nothing,
}

impl Refusal {
    /// Says the refusal in the language of the call.
    pub(super) fn into_error(self, context: &Context<'_>) -> PluginError {
        let (code, zh, en) = match self {
            Refusal::Empty => ("empty", "文件是空的", "the file is empty"),
            Refusal::NotAPage => ("not_a_page", "文件里没有网页内容", "there is no web page in the file"),
            Refusal::BrokenArchive => {
                ("broken_archive", "网页存档损坏或里面没有网页", "the web archive is damaged or holds no page")
            }
            Refusal::TooLarge => ("too_large", "网页过大，无法读取", "the page is too large to be read"),
            Refusal::TooDeep => {
                ("too_deep", "网页的元素嵌套过深，无法读取", "the page's elements are nested too deeply")
            }
            Refusal::Cancelled => ("cancelled", "读取已中止", "reading was stopped"),
            Refusal::NothingToRead(Instead::Images) => {
                ("no_text", "网页上只有图片，没有文字和表格", "the page has only pictures, no text and no table")
            }
            Refusal::NothingToRead(Instead::Attachment) => (
                "no_text",
                "网页上只有附件链接，没有正文",
                "the page has only a link to an attachment, no text of its own",
            ),
            Refusal::NothingToRead(Instead::OtherPage) => (
                "no_text",
                "正文在页内框架里，保存的文件中没有",
                "the text stands in a frame that was not saved with the page",
            ),
            Refusal::NothingToRead(Instead::Script) => (
                "no_text",
                "正文由脚本载入，保存的文件中没有",
                "the text is loaded by a script and was not saved with the page",
            ),
            Refusal::NothingToRead(Instead::Nothing) => {
                ("no_text", "网页上没有文字和表格", "there is no text and no table on the page")
            }
        };
        let error = PluginError::new(code, context.say(zh, en));
        match self.help() {
            Some((zh, en)) => error.help(context.say(zh, en)),
            None => error,
        }
    }

    fn help(self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Refusal::Empty => (
                "请向提供者重新索取文件，或检查复制、下载是否完成",
                "ask for the file again, or check that it was copied or downloaded completely",
            ),
            Refusal::NotAPage => (
                "请用浏览器打开原网页，另存为“网页，全部”后重试；纯文本请改用 .txt 后缀",
                "open the page in a browser and save it as a complete page; plain text should be named .txt",
            ),
            Refusal::BrokenArchive | Refusal::TooLarge | Refusal::TooDeep => (
                "请把正文连同表格复制到 WPS 或 Word，另存为 .docx 后重试",
                "copy the text with its tables into WPS or Word, save it as .docx and try again",
            ),
            Refusal::Cancelled => return None,
            Refusal::NothingToRead(Instead::Images) => (
                "图片里的文字无法读取，请索取 Word 或 Excel 原件",
                "text in pictures cannot be read: ask for the Word or Excel original",
            ),
            Refusal::NothingToRead(Instead::Attachment) => (
                "请下载附件；若是 .doc 或 .wps，请用 WPS 或 Word 打开，另存为 .docx 后重试",
                "download the attachment; a .doc or .wps is to be opened in WPS or Word and saved as .docx",
            ),
            Refusal::NothingToRead(Instead::OtherPage | Instead::Script | Instead::Nothing) => (
                "请用浏览器打开网页，待正文显示后另存为“网页，全部”再试，或把正文复制到 WPS 或 Word，另存为 .docx",
                "open the page in a browser, wait for the text, save it as a complete page, or copy the text into WPS or Word and save it as .docx",
            ),
        })
    }
}
