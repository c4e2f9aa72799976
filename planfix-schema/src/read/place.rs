//! Checks the place of a row: in the envelope, in an attribute, in a shared record.

use super::record::{Build, Side};
use super::rows::{ParsedRow, Tail};
use super::tree::Node;
use super::types::record;
use crate::model::{Place, Type};

impl Build<'_, '_> {
    /// Reports what every message has beside its rows.
    pub(super) fn envelope(&mut self, node: &Node<'_>) {
        let names: &[&str] = match self.side {
            Side::Request(_) => &["account", "sid", "signature"],
            Side::Response => &["status", "code", "message"],
            Side::Shared => return,
        };
        if node.place != Place::Element {
            self.faults.help(
                node.span.clone(),
                "attributes and text of the message itself belong to the envelope",
                "it is in no element",
                "put the element before it, as in `contacts@count`",
            );
        } else if names.contains(&node.name.as_str()) {
            self.faults.help(
                node.span.clone(),
                format!("`{}` belongs to the envelope", node.name),
                "every message has it",
                "remove the row",
            );
        }
    }

    /// Reports elements in the place of a text.
    pub(super) fn text_only(&mut self, row: &ParsedRow, ty: &Type) {
        let place = match row.tail {
            Tail::Element => return,
            Tail::Attribute(_) => "an attribute",
            Tail::Text => "the text of an element",
        };
        if let Some(name) = record(self.types, ty) {
            self.faults.help(
                row.ty_span.clone(),
                format!("{place} with the type `{name}`"),
                "a record is elements",
                "write the type of a single value",
            );
        }
    }

    /// Reports a record that holds itself.
    pub(super) fn endless(&mut self, row: &ParsedRow, ty: &Type) {
        if self.side == Side::Shared && *ty == Type::Shared(self.prefix.clone()) {
            self.faults.help(
                row.ty_span.clone(),
                format!("`{}` holds itself", self.prefix),
                "it would never end",
                "not even a list can hold its own record: write rows for this element instead of the type",
            );
        }
    }
}
