//! Fields: an instruction that a reader does not see, and its result that he does.

use super::limits;

/// An instruction is looked at no further than this, in bytes.
const LONGEST_INSTRUCTION: usize = 1_000;

/// The fields that are open at a place in the text, from the outermost to the innermost.
#[derive(Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// Fields opened beyond what is kept; they nest, so they close first.
    beyond: usize,
    /// Text among instructions. It is shown after all where the field never comes to its result.
    held: String,
}

#[derive(Default)]
struct Field {
    instruction: String,
    /// Whether the result has begun.
    is_in_result: bool,
    has_result: bool,
}

/// What a field shows that ends without a result.
pub(super) enum WithoutResult {
    Nothing,
    /// Characters that the instruction puts together (`EQ`).
    Text(String),
    /// A calculation whose value is not in the file; the text is the instruction.
    Formula(String),
}

impl Fields {
    pub(super) fn begin(&mut self) {
        if self.open.len() < limits::NESTING {
            self.open.push(Field::default());
        } else {
            self.beyond += 1;
        }
    }

    pub(super) fn instruction(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.is_in_result)
            && field.instruction.len() + text.len() <= LONGEST_INSTRUCTION
        {
            field.instruction.push_str(text);
        }
    }

    pub(super) fn result(&mut self) {
        if self.beyond == 0
            && let Some(field) = self.open.last_mut()
        {
            field.is_in_result = true;
            self.forget_held();
        }
    }

    pub(super) fn end(&mut self) -> WithoutResult {
        if self.beyond > 0 {
            self.beyond -= 1;
            return WithoutResult::Nothing;
        }
        let Some(field) = self.open.pop() else { return WithoutResult::Nothing };
        self.forget_held();
        if field.has_result {
            return WithoutResult::Nothing;
        }
        let instruction = field.instruction.trim();
        if let Some(formula) = instruction.strip_prefix('=') {
            return WithoutResult::Formula(formula.trim().to_owned());
        }
        enclosed_character(instruction).map_or(WithoutResult::Nothing, WithoutResult::Text)
    }

    /// Whether text at this place is shown. Text among instructions is held back, a page number is no text.
    pub(super) fn shows(&mut self, text: &str) -> bool {
        if self.open.iter().any(|field| !field.is_in_result) {
            self.held.push_str(text);
            return false;
        }
        self.open.iter_mut().for_each(|field| field.has_result = true);
        !self.open.iter().any(Field::is_page_number)
    }

    /// Ends what cannot go on beyond a paragraph, and gives back text held back for a result that did not come.
    pub(super) fn end_paragraph(&mut self) -> String {
        if self.open.iter().all(|field| field.is_in_result && !field.is_page_number()) {
            return String::new();
        }
        self.open.clear();
        self.beyond = 0;
        std::mem::take(&mut self.held)
    }

    fn forget_held(&mut self) {
        if self.open.iter().all(|field| field.is_in_result) {
            self.held.clear();
        }
    }
}

impl Field {
    fn is_page_number(&self) -> bool {
        is_page_number(&self.instruction)
    }
}

/// Whether an instruction asks for the number of a page.
pub(super) fn is_page_number(instruction: &str) -> bool {
    let word = instruction.split_whitespace().next().unwrap_or_default();
    ["PAGE", "NUMPAGES", "SECTIONPAGES"].iter().any(|page| word.eq_ignore_ascii_case(page))
}

/// `eq \o\ac(○,1)` is how Word writes ①.
fn enclosed_character(instruction: &str) -> Option<String> {
    let rest = instruction.get(..2).filter(|word| word.eq_ignore_ascii_case("eq")).map(|_| &instruction[2..])?;
    let arguments = rest.trim_start().strip_prefix("\\o")?.rsplit_once('(')?.1;
    let inner = arguments.strip_suffix(')')?.rsplit([',', ';']).next()?.trim();
    let number = inner.parse::<u32>().ok().filter(|number| (1..=20).contains(number));
    Some(
        number.map_or_else(|| inner.to_owned(), |number| super::number_format::format(number, "decimalEnclosedCircle")),
    )
}
