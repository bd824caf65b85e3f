//! The pages in order, with the object that each is and what its content refers to.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::file::File;
use super::limits;
use super::refusal::{Limit, Refusal};
use super::syntax::{Dictionary, Object};

/// A page.
pub(super) struct Page {
    /// The number of its object, by which the structure names it.
    pub(super) object: u32,
    pub(super) dictionary: Dictionary,
    /// Fonts and the like; a page may have them from the group that it is in.
    pub(super) resources: Rc<Dictionary>,
}

/// All pages.
pub(super) fn read(file: &File<'_>, catalog: &Dictionary) -> Result<Vec<Page>, Refusal> {
    let mut walk = Walk { file, pages: Vec::new(), seen: BTreeSet::new() };
    let root = catalog.get(b"Pages".as_slice()).and_then(Object::reference);
    walk.group(root.ok_or(Refusal::Damaged("there are no pages"))?, &Rc::default(), 0)?;
    Ok(walk.pages)
}

struct Walk<'a, 'b> {
    file: &'a File<'b>,
    pages: Vec<Page>,
    seen: BTreeSet<u32>,
}

impl Walk<'_, '_> {
    fn group(&mut self, number: u32, inherited: &Rc<Dictionary>, depth: usize) -> Result<(), Refusal> {
        if depth >= limits::DEPTH {
            return Err(Refusal::TooLarge(Limit::Depth));
        }
        let Object::Dictionary(dictionary) = self.file.get(number)? else { return Ok(()) };
        if !self.seen.insert(number) {
            return Err(Refusal::Damaged("a page is in two places"));
        }
        let resources = self.file.dictionary(&dictionary, b"Resources")?;
        let resources = resources.map_or_else(|| Rc::clone(inherited), Rc::new);
        if !dictionary.contains_key(b"Kids".as_slice()) {
            self.file.budget().page()?;
            self.pages.push(Page { object: number, dictionary, resources });
            return Ok(());
        }
        for kid in self.file.array(&dictionary, b"Kids")? {
            if let Some(number) = kid.reference() {
                self.group(number, &resources, depth + 1)?;
            }
        }
        Ok(())
    }
}
