//! Methods.

use super::{Effect, Parts, Record, Reply};

/// A method of the API: `spec/methods/NAME.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Method {
    /// Name on the wire, such as `contact.update`.
    pub name: String,
    /// Description, in Markdown.
    pub doc: String,
    /// Effect of a call, which decides whether it may be sent again.
    pub effect: Effect,
    /// Source of the facts.
    pub source: String,
    /// Paths of one-of members, strongest first; empty if several are an error.
    pub precedence: Vec<String>,
    /// The fate of a `patch` field that a request leaves out.
    pub left_out: LeftOut,
    /// The form of the answer.
    pub reply: Reply,
    /// The method that reads the object that this one changes.
    pub reads: Option<String>,
    /// The list of the response that comes in parts, if one does.
    pub parts: Option<Parts>,
    /// The request, a struct named `Request`.
    pub request: Record,
    /// The response, a struct named `Response`.
    pub response: Record,
}

/// The fate of a `patch` field that a request leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    /// It keeps its value.
    Keep,
    /// It goes back to its default.
    Reset,
}
