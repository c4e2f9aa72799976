//! The place of a value in XML.

/// The position of a value in its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// A child element.
    Element,
    /// An attribute.
    Attribute,
    /// The text of the parent itself.
    Text,
}
