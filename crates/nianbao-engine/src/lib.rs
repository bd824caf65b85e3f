//! The verbs over the schema: recognize, check and compose. Pure functions of their arguments.
//!
//! ```text
//! Document ──recognize──▶ Report ──compose──▶ Document
//!                            └────check────▶ Findings
//! ```
//!
//! Nothing here reads a file, a clock, the environment or a thread's state, and nothing prints: what is wrong comes
//! back as [`Finding`](nianbao_core::Finding)s beside the result.

pub mod check;
pub mod compare;
pub mod compose;
pub mod join;
pub mod label;
pub mod parts;
pub mod recognize;
pub mod repair;
mod traditional;
mod words;

pub use check::Checker;
pub use compose::{blank_form, compose};
pub use recognize::{Recognized, Recognizer};
