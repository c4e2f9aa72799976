//! The shared record that an element of a page is, where it has exactly the elements of one.

use super::page::Page;
use super::resolve::Tree;
use super::skeleton::Mark;
use super::tables::Tables;
use crate::model::{Content, Element, Record, Shape, SharedKind, Type};
use crate::names::pascal;

/// A shared record, and why it is the one.
pub(super) struct Same {
    pub(super) name: String,
    pub(super) why: String,
}

/// The shared record that an element is.
pub(super) fn same(tree: &Tree, at: usize, page: &Page, tables: &Tables) -> Option<Same> {
    let node = tree.nodes.get(at).filter(|node| !node.attribute)?;
    let children = tree.children(at);
    // `filters/filter`: the page of the filters is linked at the list.
    let holder = tree
        .nodes
        .get(node.parent)
        .map_or(&[][..], |holder| holder.rows.as_slice());
    let links = node.rows.iter().chain(holder).flat_map(|row| &row.links);
    let filters = links
        .flat_map(|link| tables.of_page(link))
        .find(|ty| matches!(&ty.kind, SharedKind::Record(_, filters) if !filters.is_empty()));
    if let Some(filter) = filters.filter(|_| node.mark != Mark::None && !children.is_empty()) {
        return Some(Same {
            name: filter.name.clone(),
            why: "the page links to the page of these filters".to_owned(),
        });
    }
    if node.open {
        // The page of another method shows what is in it.
        let record = tables.types.get(&pascal(&node.name))?;
        let method = page.method.as_deref().unwrap_or("");
        let linked = node
            .rows
            .iter()
            .any(|row| row.text.contains(".get") || row.note.contains(".get"));
        let is_record = matches!(record.kind, SharedKind::Record(..));
        return (is_record && (linked || !method.is_empty())).then(|| Same {
            name: record.name.clone(),
            why: "the page does not show what is in it, and there is a record of this name".to_owned(),
        });
    }
    if children.is_empty() || node.parent == 0 {
        return None;
    }
    let shape = of_tree(tree, at);
    let records = tables.types.values().filter_map(|ty| match &ty.kind {
        SharedKind::Record(record, filters) if filters.is_empty() => Some((ty, record)),
        _ => None,
    });
    let alike: Vec<&str> = records
        .filter(|(_, record)| of_record(record, tables, 0).is_some_and(|known| known == shape))
        .map(|(ty, _)| ty.name.as_str())
        .collect();
    let named = |name: &&&str| name.starts_with(&pascal(&node.name));
    let (name, why) = match alike.as_slice() {
        [one] if children.len() > 1 => (*one, "it is the only record with these elements"),
        several => (*several.iter().find(named)?, "it has these elements, and is called so"),
    };
    Some(Same {
        name: name.to_owned(),
        why: why.to_owned(),
    })
}

/// The paths in an element, sorted: `phones/phone[]/number`.
fn of_tree(tree: &Tree, at: usize) -> Vec<String> {
    let mut out = Vec::new();
    for number in tree.children(at) {
        let Some(node) = tree.nodes.get(number) else { continue };
        let name = named(&node.name, node.attribute, node.mark != Mark::None);
        let inner = of_tree(tree, number);
        if inner.is_empty() {
            out.push(name);
        } else {
            out.extend(inner.into_iter().map(|path| format!("{name}/{path}")));
        }
    }
    out.sort();
    out
}

fn named(name: &str, attribute: bool, repeats: bool) -> String {
    format!(
        "{}{name}{}",
        if attribute { "@" } else { "" },
        if repeats { "[]" } else { "" }
    )
}

/// Records hold records at most so deep; a bound, because one may hold itself.
const MAX_DEPTH: usize = 8;

fn of_record(record: &Record, tables: &Tables, depth: usize) -> Option<Vec<String>> {
    let mut out = of_elements(&record.elements, tables, depth)?;
    out.sort();
    Some(out)
}

fn of_elements(elements: &[Element], tables: &Tables, depth: usize) -> Option<Vec<String>> {
    if depth > MAX_DEPTH {
        return None;
    }
    let mut out = Vec::new();
    for element in elements {
        let attribute = element.place == crate::model::Place::Attribute;
        let (name, inner) = match &element.content {
            Content::Group(inner) => (
                named(&element.name, attribute, false),
                of_elements(inner, tables, depth + 1)?,
            ),
            Content::Field(field) => {
                let inner = of_type(&field.ty, tables, depth + 1)?;
                let outer = named(&element.name, attribute, field.shape == Shape::Repeat);
                match &field.shape {
                    Shape::List { item } => (format!("{outer}/{item}[]"), inner),
                    _ => (outer, inner),
                }
            }
        };
        if inner.is_empty() {
            out.push(name);
        } else {
            out.extend(inner.into_iter().map(|path| format!("{name}/{path}")));
        }
    }
    Some(out)
}

fn of_type(ty: &Type, tables: &Tables, depth: usize) -> Option<Vec<String>> {
    match ty {
        Type::Record(record) => of_record(record, tables, depth),
        Type::Shared(name) => match tables.types.get(name).map(|ty| &ty.kind) {
            Some(SharedKind::Record(record, _)) => of_record(record, tables, depth),
            _ => Some(Vec::new()),
        },
        _ => Some(Vec::new()),
    }
}
