//! Reads the lists of words that rules look for: `words/*.txt`.

/// The entries of a list: the columns of each line, remarks and empty lines left out.
pub(in crate::check) fn entries(list: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("# "));
    lines.map(|line| line.split('|').map(str::trim).collect())
}
