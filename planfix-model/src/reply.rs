//! The answer of a method.

/// The form of a method's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reply {
    /// The elements of the response.
    Xml,
    /// A file: the body of the HTTP answer, or the address that it redirects to. The response has the elements `body`
    /// and `link` for them.
    File,
}
