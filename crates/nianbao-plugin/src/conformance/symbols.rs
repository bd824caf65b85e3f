//! The names that a shared library exports, read from its ELF tables: what a linker would see.

/// `ET_DYN` libraries of 64-bit little-endian machines.
const MAGIC: &[u8] = b"\x7fELF\x02\x01";
const DYNAMIC_SYMBOLS: u32 = 11;
const SECTION_HEADER: usize = 64;
const SYMBOL: usize = 24;
/// Binding `STB_LOCAL`.
const LOCAL: u8 = 0;
/// Visibilities `STV_INTERNAL` and `STV_HIDDEN`.
const HIDDEN: [u8; 2] = [1, 2];

/// The names that a library defines for others; `None` where it is no such library, or a broken one.
pub(super) fn exported(library: &[u8]) -> Option<Vec<String>> {
    if !library.starts_with(MAGIC) {
        return None;
    }
    let sections = usize::try_from(number(library, 40, 8)?).ok()?;
    let count = usize::try_from(number(library, 60, 2)?).ok()?;
    let section = |index: usize| library.get(sections.checked_add(index.checked_mul(SECTION_HEADER)?)?..);
    let mut names = Vec::new();
    for index in 0..count {
        let header = section(index)?;
        if u32::try_from(number(header, 4, 4)?).ok()? != DYNAMIC_SYMBOLS {
            continue;
        }
        let strings = content(library, section(usize::try_from(number(header, 40, 4)?).ok()?)?)?;
        for symbol in content(library, header)?.chunks_exact(SYMBOL) {
            let (info, other) = (symbol[4], symbol[5]);
            let is_defined = number(symbol, 6, 2)? != 0;
            if is_defined && info >> 4 != LOCAL && !HIDDEN.contains(&(other & 3)) {
                let name = strings.get(usize::try_from(number(symbol, 0, 4)?).ok()?..)?;
                let name = name.split(|&byte| byte == 0).next()?;
                names.push(String::from_utf8_lossy(name).into_owned());
            }
        }
    }
    Some(names)
}

fn content<'a>(library: &'a [u8], header: &[u8]) -> Option<&'a [u8]> {
    let start = usize::try_from(number(header, 24, 8)?).ok()?;
    let size = usize::try_from(number(header, 32, 8)?).ok()?;
    library.get(start..start.checked_add(size)?)
}

fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte)))
}
