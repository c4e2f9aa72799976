//! Finds the shared record of an element of a page.

use super::agree::agree;
use super::envelope::SideName;
use super::guess;
use super::outline;
use super::page::Page;
use super::resolve::Tree;
use super::siblings::{Agreed, Siblings};
use super::skeleton::Mark;
use super::spelling::Spelt;
use super::tables::Tables;
use super::values::Listed;
use crate::model::{Content, Element, Record, Shape, SharedKind, SharedType, Type};
use crate::names::pascal;

/// The result of looking for the shared record of an element.
pub(super) enum Found {
    /// The name of the record, and the reason.
    Is(String, String),
    /// A question, because only a person can tell.
    Asked(String),
    /// None: it has elements of its own.
    Own,
}

impl Found {
    fn is(name: &str, why: impl Into<String>) -> Self {
        Self::Is(name.to_owned(), why.into())
    }
}

/// The data from which one side of a method is imported.
#[derive(Clone, Copy)]
pub(super) struct Known<'k> {
    pub(super) page: &'k Page,
    pub(super) tables: &'k Tables,
    pub(super) siblings: &'k Siblings<'k>,
    pub(super) which: SideName,
}

/// Finds the shared record of an element.
pub(super) fn find(tree: &Tree, at: usize, known: &Known<'_>) -> Found {
    let Some(node) = tree.nodes.get(at).filter(|node| !node.attribute) else {
        return Found::Own;
    };
    let children = tree.children(at);
    if let Some(filter) = filter(tree, at, known.tables).filter(|_| node.mark != Mark::None && !children.is_empty()) {
        return Found::is(&filter.name, "the page links to the page of these filters");
    }
    if node.open {
        return open(tree, at, known);
    }
    // The object that a request is about has rows with rules of their own.
    let is_object = known.which == SideName::Request && node.parent == 0;
    if children.is_empty() || is_object {
        return Found::Own;
    }
    let tables = known.tables;
    let shape = of_tree(tree, at);
    let alike: Vec<&str> = records(tables)
        .filter(|(_, record)| of_record(record, tables, 0).is_some_and(|known| known == shape))
        .filter(|(_, record)| have_types(tree, at, record, known))
        .map(|(ty, _)| ty.name.as_str())
        .collect();
    let sibling = sibling(tree, at, known);
    if let Some(known) = &sibling
        && known.is_near
        && alike.contains(&known.fact.as_str())
    {
        let why = format!("{} has it at the same path, with these elements", known.method);
        return Found::is(&known.fact, why);
    }
    let own = pascal(&node.name);
    let named = |name: &str| name == own || name.strip_suffix("Ref") == Some(&own);
    if let Some(name) = alike.iter().find(|name| named(name)) {
        return Found::is(name, "it has these elements, and is called so");
    }
    match alike.as_slice() {
        // A single child, such as an identifier, is too common to tell a record.
        _ if children.len() < 2 => Found::Own,
        [] => {
            let holds = |record: &Record| {
                let paths = of_record(record, tables, 0);
                paths.is_some_and(|paths| shape.iter().all(|path| paths.contains(path)))
                    && have_types(tree, at, record, known)
            };
            larger(&holds, sibling, &named, tables)
        }
        [one] => Found::is(one, "it is the only record with these elements"),
        several => Found::Asked(format!(
            "is it one of the records {}, which have these elements? Then write its name, and leave out the rows in it",
            several.join(", ")
        )),
    }
}

/// Asks about a record that has all the elements and more, and is used by another method here or has this name.
fn larger(
    holds: &dyn Fn(&Record) -> bool,
    sibling: Option<Agreed<'_, String>>,
    named: &dyn Fn(&str) -> bool,
    tables: &Tables,
) -> Found {
    let known = records(tables).filter(|(_, record)| holds(record));
    let known: Vec<&str> = known.map(|(ty, _)| ty.name.as_str()).collect();
    let ask = |name: &str, place: &str| {
        Found::Asked(format!(
            "is it the record {name}{place}, which has all these elements and more? Then write its name, and leave out \
             the rows in it"
        ))
    };
    match sibling.filter(|sibling| known.contains(&sibling.fact.as_str())) {
        Some(sibling) => ask(&sibling.fact, &format!(", as in {}", sibling.method)),
        None => known
            .iter()
            .find(|name| named(name))
            .map_or(Found::Own, |name| ask(name, "")),
    }
}

/// Returns the record that the tables of other methods have at the path of an element.
fn sibling<'k>(tree: &Tree, at: usize, known: &Known<'k>) -> Option<Agreed<'k, String>> {
    let path = tree.address(at);
    known.siblings.agreed(known.which, &path, |entry| entry.record.clone())
}

/// Returns the record of filters whose page is linked at an element or at the list around it.
fn filter<'t>(tree: &Tree, at: usize, tables: &'t Tables) -> Option<&'t SharedType> {
    let node = tree.nodes.get(at)?;
    let holder = tree
        .nodes
        .get(node.parent)
        .map_or(&[][..], |holder| holder.rows.as_slice());
    let links = node.rows.iter().chain(holder).flat_map(|row| &row.links);
    links
        .flat_map(|link| tables.of_page(link))
        .find(|ty| matches!(&ty.kind, SharedKind::Record(_, filters) if !filters.is_empty()))
}

/// Finds the record of an element that the page does not show whole.
fn open(tree: &Tree, at: usize, known: &Known<'_>) -> Found {
    let Some(node) = tree.nodes.get(at) else {
        return Found::Own;
    };
    if let Some(sibling) = sibling(tree, at, known).filter(|sibling| sibling.is_near) {
        let why = format!(
            "the page does not show what is in it, and {} has this record at the same path",
            sibling.method
        );
        return Found::Is(sibling.fact, why);
    }
    let record = known.tables.types.get(&pascal(&node.name));
    match record.filter(|ty| matches!(ty.kind, SharedKind::Record(..)) && known.page.method.is_some()) {
        Some(record) => Found::is(
            &record.name,
            "the page does not show what is in it, and there is a record of this name",
        ),
        None => Found::Own,
    }
}

/// Returns true if the leaves of an element have the types of a record, as far as the page and their names tell.
fn have_types(tree: &Tree, at: usize, record: &Record, known: &Known<'_>) -> bool {
    let tables = known.tables;
    let entries = outline::of(record, tables);
    let start = tree.address(at);
    let leaves = (1..tree.nodes.len()).filter(|leaf| tree.children(*leaf).is_empty());
    leaves.filter(|leaf| tree.is_within(*leaf, at)).all(|leaf| {
        let path = tree.address(leaf);
        let path = path.strip_prefix(&start).unwrap_or("").trim_start_matches('.');
        let rows = tree.nodes.get(leaf).map_or(&[][..], |node| node.rows.as_slice());
        let Some((row, entry)) = rows.first().zip(entries.get(path)) else {
            return true;
        };
        let is_spelt = match Spelt::read(&row.ty) {
            Spelt::Nothing | Spelt::Node => true,
            spelt => agree(&spelt, &entry.holds, tables),
        };
        is_spelt && !is_other_id(tree, leaf, &entry.spelt, known)
    })
}

/// Returns true if the name of a leaf tells that it is an identifier, and of another type.
fn is_other_id(tree: &Tree, at: usize, ty: &str, known: &Known<'_>) -> bool {
    let leaf = guess::Leaf {
        method: known.page.method.as_deref().unwrap_or(""),
        path: &tree.path(at),
        row: tree.nodes.get(at).and_then(|node| node.rows.first()),
        listed: &Listed::default(),
    };
    let guess = guess::leaf(&leaf, known.tables);
    known.tables.has_id(ty) && known.tables.has_id(&guess.ty) && guess.why.is_some() && guess.ty != ty
}

/// Returns the shared records, except those of filters.
fn records(tables: &Tables) -> impl Iterator<Item = (&SharedType, &Record)> {
    tables.types.values().filter_map(|ty| match &ty.kind {
        SharedKind::Record(record, filters) if filters.is_empty() => Some((ty, record)),
        _ => None,
    })
}

/// Returns the paths in an element, sorted: `phones/phone[]/number`.
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

/// The depth to which records inside records are followed; one may contain itself.
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
