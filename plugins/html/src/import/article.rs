//! Which part of the page is the article, what around and inside it is only the site's, and what the page is called.
//!
//! Ids and classes are hints; what counts is where the figures and the running text are. In doubt more is kept, since
//! a stray line of navigation does less harm than a lost table.

use nianbao_core::document::Block;
use scraper::node::Element;

use super::dom::{self, Look, Node, Visitor};
use super::survey::{Counts, Survey};

/// With fewer commas and full stops than this, where running text stands says nothing.
const FEW_MARKS: u32 = 5;
/// What the foot of a site says is shorter than this, and what says where on the site a page is.
const FOOT: u32 = 600;
const LOCATION: u32 = 80;
/// A title is not longer than this, in characters.
const TITLE: usize = 200;
/// A shorter name of the page may stand in any heading.
const SHORT_NAME: usize = 6;

/// The smallest element that holds the article, else the body.
pub(super) fn find<'a>(body: Node<'a>, survey: &Survey) -> Node<'a> {
    let all = survey.counts(body.id());
    let holds_article = |node: &Node<'a>| {
        let counts = survey.counts(node.id());
        let has_text = if all.marks < FEW_MARKS {
            (counts.text - counts.linked) * 20 >= (all.text - all.linked) * 19
        } else {
            counts.marks * 4 >= all.marks * 3
        };
        has_text && counts.figure_tables == all.figure_tables && !is_in_table(*node, survey)
    };
    let candidates = survey.candidates.iter().filter_map(|&id| body.tree().get(id));
    // Those that hold all of it lie inside one another: the last is the smallest.
    candidates.rev().find(holds_article).unwrap_or(body)
}

/// Whether a node is a table of data or lies in one.
fn is_in_table(node: Node<'_>, survey: &Survey) -> bool {
    let is_table = |node: Node<'_>| {
        node.value().as_element().is_some_and(|element| element.name() == "table") && !survey.is_layout(node.id())
    };
    is_table(node) || node.ancestors().any(is_table)
}

/// Whether an element is the site's own: navigation, a share bar, the foot of the page. What holds a table of data is not.
pub(super) fn is_chrome(node: Node<'_>, element: &Element, article: &Counts, survey: &Survey) -> bool {
    const WORDS: [&str; 13] = [
        "nav",
        "menu",
        "crumb",
        "share",
        "footer",
        "sidebar",
        "pager",
        "pagination",
        "related",
        "qrcode",
        "copyright",
        "toolbar",
        "search",
    ];
    let counts = survey.counts(node.id());
    let is_container = matches!(
        element.name(),
        "div" | "ul" | "ol" | "dl" | "section" | "table" | "header" | "form" | "td" | "center"
    );
    let is_named = || {
        matches!(element.name(), "nav" | "aside" | "footer" | "search")
            || matches!(
                element.attr("role"),
                Some("navigation" | "banner" | "contentinfo" | "search" | "complementary")
            )
            || [element.attr("id"), element.attr("class")].into_iter().flatten().any(|names| {
                let names = names.to_ascii_lowercase();
                is_container && counts.links > 0 && WORDS.iter().any(|word| names.contains(word))
            })
    };
    // What holds half of the text is more than its surroundings.
    let is_minor = counts.text * 2 < article.text;
    let is_frame = || {
        counts.has_registration && counts.text < FOOT
            || counts.has_location && counts.links > 0 && counts.text < LOCATION
    };
    counts.tables == 0
        && (is_container && counts.is_mostly_links()
            || (is_minor && counts.marks < FEW_MARKS && (is_named() || is_frame())))
}

/// What a page is called.
#[derive(Debug)]
pub(super) struct Title {
    pub(super) text: String,
    /// Whether a heading with these words is the title; a heading that nothing else repeats may be any.
    pub(super) is_sure: bool,
}

/// What the page calls itself: the heading that holds its name by the metadata or the window's title, else that name.
pub(super) fn title<'a>(root: Node<'a>, article: Node<'a>, blocks: &[Block]) -> Option<Title> {
    let mut names = Names::default();
    dom::walk(root, &mut names);
    let text_of = |node: Node<'a>| dom::text_of(node, 4 * TITLE).replace('\n', "");
    let is_title = |text: &String| !text.is_empty() && text.chars().count() <= TITLE;
    let window = names.window.map(text_of).unwrap_or_default();
    // The site's name comes last, if at all.
    let end = window.find(['_', '|', '-', '－', '—', '–']).unwrap_or(window.len());
    let without_site = window[..end].trim().to_owned();
    let has_metadata = names.metadata.is_some();
    let name = names.metadata.unwrap_or(without_site);

    let (whole, short) = (squeezed(&window), squeezed(&name));
    let holds_name = |text: &String| {
        let text = squeezed(text);
        (short.chars().count() >= SHORT_NAME && text.contains(&short)) || (!has_metadata && whole.starts_with(&text))
    };
    let headings = names.headings.iter().map(|heading| text_of(*heading)).filter(is_title);
    // A heading may say more than the name, such as whose report it is; the site's name says less.
    if let Some(text) = headings.filter(holds_name).max_by_key(String::len) {
        return Some(Title { text, is_sure: true });
    }
    let is_shown = blocks.iter().any(|block| matches!(block, Block::Paragraph(line) if squeezed(&line.text) == short));
    // A page with several first-level headings marks its sections so; one outside of the article is the site's name.
    let is_first_level = |node: &&Node<'a>| node.value().as_element().and_then(dom::heading_rank) == Some(1);
    let mut first_level = names.headings.iter().filter(is_first_level);
    if let (Some(heading), None) = (first_level.next(), first_level.next())
        && heading.ancestors().any(|around| around.id() == article.id())
        && !(is_shown || has_metadata)
    {
        let text = text_of(*heading);
        return is_title(&text).then_some(Title { text, is_sure: false });
    }
    is_title(&name).then_some(Title { text: name, is_sure: true })
}

/// A text without white space.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What a page is called in its different places.
#[derive(Default)]
struct Names<'a> {
    metadata: Option<String>,
    window: Option<Node<'a>>,
    /// Headings, and what is named a title.
    headings: Vec<Node<'a>>,
}

impl<'a> Visitor<'a> for Names<'a> {
    fn enter(&mut self, node: Node<'a>) -> bool {
        let Some(element) = node.value().as_element() else { return true };
        match element.name() {
            "meta" => {
                let is_title = element.attr("name").is_some_and(|name| name.eq_ignore_ascii_case("ArticleTitle"));
                let content = element.attr("content").map(str::trim).filter(|content| !content.is_empty());
                if is_title && let Some(content) = content {
                    self.metadata.get_or_insert_with(|| content.to_owned());
                }
            }
            "title" => {
                self.window.get_or_insert(node);
            }
            _ if is_heading(element) && !Look::of(element).is_hidden => self.headings.push(node),
            _ => {}
        }
        element.name() == "head" || !(dom::is_never_text(element) || Look::of(element).is_hidden)
    }
}

fn is_heading(element: &Element) -> bool {
    let named = [element.attr("id"), element.attr("class")].into_iter().flatten();
    dom::heading_rank(element).is_some() || named.map(str::to_ascii_lowercase).any(|names| names.contains("title"))
}
