//! The commands, one module each. A command returns how it ended, or the failure that stopped it.

pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod convert;
pub(crate) mod explain;
pub(crate) mod form;
pub(crate) mod plugin;
pub(crate) mod show;
pub(crate) mod template;
pub(crate) mod verify;
