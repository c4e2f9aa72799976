//! The envelope of every message, which is in no table.

use super::resolve::Tree;

/// A side of a method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SideName {
    /// The request.
    Request,
    /// The response.
    Response,
}

impl SideName {
    /// Returns the word in tables.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
        }
    }
}

/// Returns true if a node belongs to the envelope.
#[must_use]
pub fn holds(tree: &Tree, at: usize, side: SideName) -> bool {
    let Some(node) = tree.nodes.get(at) else { return false };
    let top = |name: &str| {
        tree.nodes
            .iter()
            .skip(1)
            .any(|node| node.parent == 0 && node.name == name)
    };
    // Some pages describe the signature on a side whose skeleton does not show it.
    let signature = node.name == "signature" && !node.shown;
    let named = match side {
        SideName::Request => matches!(node.name.as_str(), "account" | "sid" | "signature"),
        // The answer to a login has a session. With an account beside it, it is a copy of the request.
        SideName::Response => match node.name.as_str() {
            "sid" => top("account"),
            name => matches!(name, "account" | "signature" | "code" | "message"),
        },
    };
    signature || (named && node.parent == 0 && !node.attribute)
}
