//! The index of everything that has a page: the methods, and the shared types with their users.

use super::page::{code, link};
use planfix_api::table::{Content, Element, Enumeration, Kind, Method, Operand, Shared, Table, Union};
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct Site {
    types: BTreeMap<&'static str, Type>,
}

/// A shared type and its users.
pub(super) struct Type {
    pub(super) kind: TypeKind,
    /// The names of the methods and types with a row of this type.
    pub(super) users: BTreeSet<&'static str>,
}

/// The kind of a shared type, with its table.
#[derive(Clone, Copy)]
pub(super) enum TypeKind {
    Id(&'static Shared),
    Enum(&'static Enumeration),
    Union(&'static Union),
    Record(&'static Table),
}

impl Type {
    pub(super) fn name(&self) -> &'static str {
        match self.kind {
            TypeKind::Id(shared) => shared.name,
            TypeKind::Enum(values) => values.shared.name,
            TypeKind::Union(union) => union.shared.name,
            TypeKind::Record(table) => table.name,
        }
    }

    pub(super) fn doc(&self) -> &'static str {
        match self.kind {
            TypeKind::Id(shared) => shared.doc,
            TypeKind::Enum(values) => values.shared.doc,
            TypeKind::Union(union) => union.shared.doc,
            TypeKind::Record(table) => table.doc,
        }
    }

    pub(super) fn file(&self) -> &'static str {
        match self.kind {
            TypeKind::Id(shared) => shared.file,
            TypeKind::Enum(values) => values.shared.file,
            TypeKind::Union(union) => union.shared.file,
            TypeKind::Record(table) => table.file,
        }
    }
}

impl Site {
    pub(super) fn new() -> Self {
        let mut site = Self { types: BTreeMap::new() };
        for method in planfix_api::methods() {
            site.table(method.request, method.name);
            site.table(method.response, method.name);
        }
        site
    }

    pub(super) fn methods(&self) -> &'static [&'static Method] {
        planfix_api::methods()
    }

    pub(super) fn types(&self) -> impl ExactSizeIterator<Item = &Type> {
        self.types.values()
    }

    /// Returns a link to the page of a method.
    pub(super) fn method_link(&self, up: &str, name: &str) -> Option<String> {
        let found = self.methods().iter().find(|method| method.name == name)?;
        Some(link(&format!("{up}methods/{}.html", found.name), found.name))
    }

    /// Returns a link to the page of the type or method with exactly this name.
    pub(super) fn linked(&self, up: &str, name: &str) -> Option<String> {
        if self.types.contains_key(name) {
            return Some(format!("<a href=\"{up}types/{name}.html\">{}</a>", code(name)));
        }
        self.method_link(up, name)
    }

    /// Returns the type of a row as in the table, with the shared type linked; for a struct, its name.
    pub(super) fn type_of(&self, up: &str, ty: &str, kind: Kind) -> String {
        let name = shared(kind);
        match ty.split_once('(') {
            _ if ty.is_empty() => code(name),
            Some((joint, _)) if self.types.contains_key(name) => {
                format!("{}({})", code(joint), self.linked(up, name).unwrap_or_default())
            }
            _ => self.linked(up, ty).unwrap_or_else(|| code(ty)),
        }
    }

    /// Returns the linked name of a kind that has no row.
    pub(super) fn kind(&self, up: &str, kind: Kind) -> String {
        let name = shared(kind);
        self.linked(up, name)
            .unwrap_or_else(|| code(&crate::words::kind(kind, None)))
    }

    fn table(&mut self, table: &'static Table, user: &'static str) {
        for element in table.fields() {
            if let (Some((_, kind)), Some(row)) = (element.content.field(), element.row) {
                match kind {
                    // The rows of a nested struct belong to the same user.
                    Kind::Record(inner) if row.ty.is_empty() => self.table(inner, user),
                    kind => self.add(kind, user),
                }
            }
        }
        for filter in table.filters {
            for operand in [filter.operator, filter.value] {
                if let Operand::Any(kind) = operand {
                    self.add(kind, user);
                }
            }
        }
    }

    fn add(&mut self, kind: Kind, user: &'static str) {
        let found = match kind {
            Kind::Joined(_, item) => return self.add(*item, user),
            Kind::Id(shared) => TypeKind::Id(shared),
            Kind::Enum(values) => TypeKind::Enum(values),
            Kind::Union(union) => TypeKind::Union(union),
            Kind::Record(table) => TypeKind::Record(table),
            _ => return,
        };
        let name = shared(kind);
        if let Some(known) = self.types.get_mut(name) {
            known.users.insert(user);
            return;
        }
        let users = BTreeSet::from([user]);
        self.types.insert(name, Type { kind: found, users });
        match found {
            TypeKind::Record(table) => self.table(table, name),
            TypeKind::Union(union) => union.forms.iter().for_each(|form| self.add(form.kind, name)),
            TypeKind::Id(_) | TypeKind::Enum(_) => {}
        }
    }
}

/// Returns the name of the shared type in a kind, or of its struct.
fn shared(kind: Kind) -> &'static str {
    match kind {
        Kind::Joined(_, item) => shared(*item),
        Kind::Id(shared) => shared.name,
        Kind::Enum(values) => values.shared.name,
        Kind::Union(union) => union.shared.name,
        Kind::Record(table) => table.name,
        _ => "",
    }
}

/// Returns every element with a row, including those of structs made from nested rows, with the table it is in.
pub(super) fn rows(table: &'static Table) -> Vec<(&'static Table, &'static Element)> {
    let mut out = Vec::new();
    for element in table.fields() {
        out.push((table, element));
        let kind = element.content.field().map(|(_, kind)| kind);
        if let (Some(Kind::Record(inner)), Some(row)) = (kind, element.row)
            && row.ty.is_empty()
        {
            out.extend(rows(inner));
        }
    }
    out
}

/// Returns true if a field is a list.
pub(super) fn is_list(content: &Content) -> bool {
    matches!(content, Content::Repeat { .. } | Content::List { .. })
}
