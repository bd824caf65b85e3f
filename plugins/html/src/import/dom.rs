//! The page's tree: a walk that needs no recursion, and what an element says of itself.

use ego_tree::NodeId;
use scraper::node::Element;

use super::lines::Lines;

/// A node of the page.
pub(super) type Node<'a> = ego_tree::NodeRef<'a, scraper::Node>;

/// What a walk does at each node.
pub(super) trait Visitor<'a> {
    /// Comes to a node; false passes over what is inside.
    fn enter(&mut self, node: Node<'a>) -> bool;

    /// Leaves a node whose inside was not passed over.
    fn leave(&mut self, _node: Node<'a>) {}

    /// Whether enough was seen.
    fn is_done(&self) -> bool {
        false
    }
}

/// Visits a node and what is inside, in the order of the page.
pub(super) fn walk<'a>(root: Node<'a>, visitor: &mut impl Visitor<'a>) {
    let mut node = root;
    loop {
        let mut is_open = visitor.enter(node);
        if is_open && let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            if is_open {
                visitor.leave(node);
            }
            if node.id() == root.id() || visitor.is_done() {
                return;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else { return };
            (node, is_open) = (parent, true);
        }
    }
}

/// The elements directly inside a node.
pub(super) fn children<'a>(node: Node<'a>) -> impl Iterator<Item = (Node<'a>, &'a Element)> {
    node.children().filter_map(|child| Some((child, child.value().as_element()?)))
}

/// The visible text inside a node, line by line; not much more than `most` bytes of it.
pub(super) fn text_of(node: Node<'_>, most: usize) -> String {
    let mut text = Text { root: node.id(), lines: Lines::default(), left: most };
    walk(node, &mut text);
    let lines: Vec<String> = text.lines.take(false).into_iter().map(|line| line.text).collect();
    lines.join("\n")
}

struct Text {
    root: NodeId,
    lines: Lines,
    left: usize,
}

impl<'a> Visitor<'a> for Text {
    fn enter(&mut self, node: Node<'a>) -> bool {
        match node.value() {
            scraper::Node::Text(text) => {
                let blanks = text.len() - text.trim_start().len();
                self.lines.push(&text[..text.floor_char_boundary(blanks + self.left)], false);
                self.left = self.left.saturating_sub(text.len() - blanks);
            }
            scraper::Node::Element(element) => {
                let look = Look::of(element);
                if element.name() == "br" || look.is_block {
                    self.lines.end_line(false);
                }
                return node.id() == self.root || !(is_never_text(element) || look.is_hidden);
            }
            _ => {}
        }
        true
    }

    fn leave(&mut self, node: Node<'a>) {
        if node.value().as_element().is_some_and(|element| Look::of(element).is_block) {
            self.lines.end_line(false);
        }
    }

    fn is_done(&self) -> bool {
        self.left == 0
    }
}

/// The text inside a node that holds nothing else, through any elements around it.
pub(super) fn only_text(mut node: Node<'_>) -> Option<&str> {
    loop {
        if let Some(text) = node.value().as_text() {
            return Some(text.trim());
        }
        node = node.first_child().filter(|child| child.next_sibling().is_none())?;
    }
}

/// Whether an element holds nothing that anybody reads on the page, or a drawing of ours: it only repeats figures.
pub(super) fn is_never_text(element: &Element) -> bool {
    let name = element.name();
    matches!(
        name,
        "script"
            | "style"
            | "head"
            | "title"
            | "meta"
            | "link"
            | "iframe"
            | "object"
            | "video"
            | "audio"
            | "canvas"
            | "svg"
            | "datalist"
            | "button"
            | "textarea"
            | "frameset"
            | "xml"
    ) || name.starts_with("w:")
        || name == "figure" && element.attr("data-nianbao-chart").is_some()
}

/// How an element appears, by its name, its attributes and its own style.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// Whether the page hides what could be read.
    pub(super) is_hidden: bool,
    /// Whether what is inside stands struck through.
    pub(super) is_struck: bool,
    /// Whether it begins on a line of its own.
    pub(super) is_block: bool,
    /// Whether blanks and line feeds of the source show.
    pub(super) is_preserved: bool,
}

impl Look {
    pub(super) fn of(element: &Element) -> Look {
        let name = element.name();
        let mut look = Look {
            is_hidden: matches!(name, "template" | "noscript" | "select") || element.attr("hidden").is_some(),
            is_struck: matches!(name, "del" | "s" | "strike"),
            is_block: is_block_name(name),
            is_preserved: name == "pre",
        };
        for (property, value) in declarations(element.attr("style").unwrap_or_default()) {
            let is = |name: &str| property.eq_ignore_ascii_case(name);
            if is("display") {
                look.is_hidden |= has_word(value, &["none"]);
                look.is_block |= has_word(value, &["block"]);
                look.is_block &= !has_word(value, &["inline", "inline-block"]);
            } else if is("visibility") {
                look.is_hidden |= has_word(value, &["hidden", "collapse"]);
            } else if is("white-space") {
                look.is_preserved |= has_word(value, &["pre", "pre-wrap", "pre-line", "break-spaces"]);
            } else if is("mso-hide") {
                look.is_hidden |= has_word(value, &["all"]);
            } else if is("text-decoration") || is("text-decoration-line") {
                look.is_struck |= has_word(value, &["line-through"]);
            }
        }
        look
    }
}

fn is_block_name(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// 1 for `h1` to 6 for `h6`.
pub(super) fn heading_rank(element: &Element) -> Option<u8> {
    match element.name().as_bytes() {
        [b'h', rank @ b'1'..=b'6'] => Some(rank - b'0'),
        _ => None,
    }
}

/// Whether a style attribute gives a property one of these values, alone or among others.
pub(super) fn is_style(style: &str, property: &str, values: &[&str]) -> bool {
    declarations(style).any(|(name, value)| name.eq_ignore_ascii_case(property) && has_word(value, values))
}

fn declarations(style: &str) -> impl Iterator<Item = (&str, &str)> {
    let declarations = style.split(';').filter_map(|declaration| declaration.split_once(':'));
    declarations.map(|(property, value)| (property.trim_ascii(), value))
}

fn has_word(value: &str, words: &[&str]) -> bool {
    let mut given = value.split(|c: char| c.is_ascii_whitespace() || c == '!');
    given.any(|given| words.iter().any(|word| given.eq_ignore_ascii_case(word)))
}
