//! The verbs over the schema: recognize and compose. Pure functions of their arguments.
//!
//! ```text
//! Document ──recognize──▶ Report ──compose──▶ Document
//! ```
//!
//! Nothing here reads a file, a clock, the environment or a thread's state, and nothing prints: what is wrong comes
//! back as [`Finding`](nianbao_core::Finding)s beside the result.

pub mod compose;
pub mod join;
pub mod label;
pub mod parts;
pub mod recognize;
mod traditional;

pub use compose::compose;
pub use recognize::{Recognized, Recognizer};
