//! What hazards do to figures, labels and tables, whatever the kind of file.

pub(super) mod around;
pub(super) mod labels;
pub(super) mod shape;
pub(super) mod structure;
pub(super) mod values;
