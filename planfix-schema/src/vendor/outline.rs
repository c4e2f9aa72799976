//! The elements of a table, including those of its shared records, in a form that can be compared with a page.

use super::tables::Tables;
use crate::model::{Content, Element, Joint, Place, Record, Rules, Shape, SharedKind, Type};
use std::collections::BTreeMap;

/// An element or an attribute of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// True if it repeats.
    pub(super) repeats: bool,
    /// Its content.
    pub(super) holds: Holds,
    /// Its type in the words of the tables; `elements` if it holds others.
    pub(super) spelt: String,
    /// Name of its type, if that is a shared record.
    pub(super) record: Option<String>,
    /// The rules of its row.
    pub(super) rules: Rules,
}

/// The content of an element, as far as a page can show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Holds {
    /// Elements, or only attributes.
    Elements,
    /// A value of a primitive type, or an identifier, which is a number.
    Value(Type),
    /// A value of an enum; with a joint, several in one text.
    Enum(String, Option<Joint>),
    /// Several values in one text, which are not of an enum.
    Joined(Joint),
    /// A value of a union.
    Union(String),
}

/// Returns the elements of a record by their paths, without `[]`; attributes are `path@name`.
pub(super) fn of(record: &Record, tables: &Tables) -> BTreeMap<String, Entry> {
    let mut out = BTreeMap::new();
    elements(&record.elements, "", tables, &mut Vec::new(), &mut out);
    out
}

/// The depth to which records inside records are followed.
const MAX_DEPTH: usize = 12;

fn elements(
    list: &[Element],
    parent: &str,
    tables: &Tables,
    within: &mut Vec<String>,
    out: &mut BTreeMap<String, Entry>,
) {
    for element in list {
        let path = match (element.place, parent) {
            (Place::Attribute, parent) => format!("{parent}@{}", element.name),
            // The text of an element with attributes has the path of the element.
            (Place::Text, parent) => parent.to_owned(),
            (Place::Element, "") => element.name.clone(),
            (Place::Element, parent) => format!("{parent}.{}", element.name),
        };
        match &element.content {
            Content::Group(inner) => {
                out.insert(path.clone(), holder(false));
                elements(inner, &path, tables, within, out);
            }
            Content::Field(field) => match &field.shape {
                Shape::List { item } => {
                    out.insert(path.clone(), holder(false));
                    let path = format!("{path}.{item}");
                    value(&field.ty, &path, true, tables, within, out);
                    described(out, &path, &field.rules);
                }
                shape => {
                    value(&field.ty, &path, *shape == Shape::Repeat, tables, within, out);
                    described(out, &path, &field.rules);
                }
            },
        }
    }
}

fn holder(repeats: bool) -> Entry {
    Entry {
        repeats,
        holds: Holds::Elements,
        spelt: "elements".to_owned(),
        record: None,
        rules: Rules::default(),
    }
}

/// Adds the rules of its row to an entry.
fn described(out: &mut BTreeMap<String, Entry>, path: &str, rules: &Rules) {
    if let Some(entry) = out.get_mut(path) {
        entry.rules = rules.clone();
    }
}

fn value(
    ty: &Type,
    path: &str,
    repeats: bool,
    tables: &Tables,
    within: &mut Vec<String>,
    out: &mut BTreeMap<String, Entry>,
) {
    let kind = |name: &str| tables.types.get(name).map(|ty| &ty.kind);
    let holds = match ty {
        Type::Record(record) => {
            out.insert(path.to_owned(), holder(repeats));
            elements(&record.elements, path, tables, within, out);
            return;
        }
        Type::Shared(name) => match kind(name) {
            Some(SharedKind::Record(record, _)) => {
                let shared = Some(name.clone());
                out.insert(
                    path.to_owned(),
                    Entry {
                        record: shared,
                        ..holder(repeats)
                    },
                );
                // A record may hold itself.
                if within.len() < MAX_DEPTH && !within.contains(name) {
                    within.push(name.clone());
                    elements(&record.elements, path, tables, within, out);
                    within.pop();
                }
                return;
            }
            Some(SharedKind::Enum { .. }) => Holds::Enum(name.clone(), None),
            Some(SharedKind::Union(_)) => Holds::Union(name.clone()),
            Some(SharedKind::Id) | None => Holds::Value(Type::Int),
        },
        Type::Joined(joint, inner) => match &**inner {
            Type::Shared(name) if matches!(kind(name), Some(SharedKind::Enum { .. })) => {
                Holds::Enum(name.clone(), Some(*joint))
            }
            _ => Holds::Joined(*joint),
        },
        primitive => Holds::Value(primitive.clone()),
    };
    // The text of an element follows the element, which says if it repeats.
    let repeats = repeats || out.get(path).is_some_and(|known| known.repeats);
    let spelt = spelt(ty);
    let entry = Entry {
        holds,
        spelt,
        ..holder(repeats)
    };
    out.insert(path.to_owned(), entry);
}

/// Writes a type in the words of the tables.
pub(super) fn spelt(ty: &Type) -> String {
    match ty {
        Type::Text { length: None } => "string".to_owned(),
        Type::Text { length: Some(length) } => format!("string({length})"),
        Type::Int => "int".to_owned(),
        Type::Decimal => "decimal".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::Date => "date".to_owned(),
        Type::DateTime => "datetime".to_owned(),
        Type::Time => "time".to_owned(),
        Type::TimeOrDate => "time-or-date".to_owned(),
        Type::Bytes => "base64".to_owned(),
        Type::Joined(joint, inner) => format!("{}({})", joint.word(), spelt(inner)),
        Type::Shared(name) => name.clone(),
        Type::Record(_) => "elements".to_owned(),
    }
}
