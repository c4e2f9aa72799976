//! What belongs to the envelope of every message, and so is in no table.

use super::resolve::Tree;

/// One of the two sides of a method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SideName {
    /// The request.
    Request,
    /// The response.
    Response,
}

impl SideName {
    /// The word of the tables.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
        }
    }
}

/// Whether a node belongs to the envelope.
#[must_use]
pub fn holds(tree: &Tree, at: usize, side: SideName) -> bool {
    let Some(node) = tree.nodes.get(at) else { return false };
    let top = |name: &str| {
        tree.nodes
            .iter()
            .skip(1)
            .any(|node| node.parent == 0 && node.name == name)
    };
    // A page may describe the signature beside what it does not show it in.
    let signature = node.name == "signature" && !node.shown;
    let named = match side {
        SideName::Request => matches!(node.name.as_str(), "account" | "sid" | "signature"),
        // A login answers with a session; what has an account too repeats the request.
        SideName::Response => match node.name.as_str() {
            "sid" => top("account"),
            name => matches!(name, "account" | "signature" | "code" | "message"),
        },
    };
    signature || (named && node.parent == 0 && !node.attribute)
}
