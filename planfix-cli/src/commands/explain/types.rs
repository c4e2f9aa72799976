//! The shared types in the tables of methods: one type in full, and the list of types that a method needs.

use super::{fact, listing, titled};
use crate::fields::{self, Field};
use crate::words;
use crate::wrap::{columns, hanging, indented, padded};
use planfix_api::table::{Enumeration, Filter, Kind, Method, Operand, Shared, Table, Union};

#[derive(Clone, Copy)]
pub(super) enum Type {
    Record(&'static Table),
    Enum(&'static Enumeration),
    Union(&'static Union),
    Id(&'static Shared),
}

impl Type {
    fn of(kind: Kind) -> Option<Self> {
        Some(match kind {
            // A struct made from rows of a method has a path there.
            Kind::Record(table) if table.path.is_empty() => Self::Record(table),
            Kind::Enum(values) => Self::Enum(values),
            Kind::Union(union) => Self::Union(union),
            Kind::Id(shared) => Self::Id(shared),
            _ => return None,
        })
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Record(table) => table.name,
            Self::Enum(values) => values.shared.name,
            Self::Union(union) => union.shared.name,
            Self::Id(shared) => shared.name,
        }
    }

    pub(super) fn doc(self) -> &'static str {
        self.doc_and_file().0
    }

    fn doc_and_file(self) -> (&'static str, &'static str) {
        match self {
            Self::Record(table) => (table.doc, table.file),
            Self::Enum(values) => (values.shared.doc, values.shared.file),
            Self::Union(union) => (union.shared.doc, union.shared.file),
            Self::Id(shared) => (shared.doc, shared.file),
        }
    }

    fn kind(self) -> &'static str {
        match self {
            Self::Record(table) if !table.filters.is_empty() => "record, a filter",
            Self::Record(_) => "record",
            Self::Enum(_) => "enum",
            Self::Union(_) => "union",
            Self::Id(_) => "identifier, a whole number",
        }
    }
}

/// Returns every shared type in the tables of a method, in order of appearance.
pub(super) fn of_method(method: &Method) -> Vec<Type> {
    let mut out = Vec::new();
    let mut seen: Vec<&'static Table> = Vec::new();
    table(method.request, &mut out, &mut seen);
    table(method.response, &mut out, &mut seen);
    out
}

fn table(inside: &'static Table, out: &mut Vec<Type>, seen: &mut Vec<&'static Table>) {
    if seen.iter().any(|seen| std::ptr::eq(*seen, inside)) {
        return;
    }
    seen.push(inside);
    for element in inside.fields() {
        if let Some((_, of)) = element.content.field() {
            kind(of, out, seen);
        }
    }
    for operand in inside.filters.iter().flat_map(|filter| [filter.operator, filter.value]) {
        if let Operand::Any(of) = operand {
            kind(of, out, seen);
        }
    }
}

fn kind(of: Kind, out: &mut Vec<Type>, seen: &mut Vec<&'static Table>) {
    if let Some(new) = Type::of(of)
        && !out.iter().any(|known| known.name() == new.name())
    {
        out.push(new);
    }
    match of {
        Kind::Record(inner) => table(inner, out, seen),
        Kind::Joined(_, item) => kind(*item, out, seen),
        Kind::Union(union) => union.forms.iter().for_each(|form| kind(form.kind, out, seen)),
        _ => {}
    }
}

/// Returns the shared types of all methods, sorted by name, each with the methods that use it.
pub(super) fn all() -> Vec<(Type, Vec<&'static str>)> {
    let mut out: Vec<(Type, Vec<&'static str>)> = Vec::new();
    for method in planfix_api::methods() {
        for one in of_method(method) {
            match out.iter_mut().find(|(known, _)| known.name() == one.name()) {
                Some((_, methods)) => methods.push(method.name),
                None => out.push((one, vec![method.name])),
            }
        }
    }
    out.sort_by_key(|(one, _)| one.name());
    out
}

/// Explains a shared type in full.
pub(super) fn one(of: Type, methods: &[&str], width: Option<usize>) -> String {
    let (doc, file) = of.doc_and_file();
    let mut out = titled(of.name(), &words::paragraphs(doc), width);
    let facts = [
        ("kind", of.kind().to_owned()),
        ("table", file.to_owned()),
        ("used by", words::listed(methods.iter().copied())),
    ];
    out.extend(facts.iter().map(|(name, text)| fact(name, text, width)));
    let said = planfix_schema::shipped::words(of.name());
    if !said.is_empty() {
        out.push_str(&fact("words", &words::listed(said.iter().copied()), width));
    }
    match of {
        Type::Id(_) => {}
        Type::Enum(values) => {
            let mut lines: Vec<(&str, String)> = values
                .values
                .iter()
                .map(|(value, doc)| (*value, words::paragraphs(doc)))
                .collect();
            if values.number {
                lines.push(("NUMBER", "Or a number.".to_owned()));
            }
            out.push_str(&format!("\nVALUES\n{}", pairs(&lines, width)));
        }
        Type::Union(union) => {
            let form = |form: &planfix_api::table::Form| {
                let kind = words::kind(form.kind, None);
                (form.name, format!("[{kind}] {}", words::paragraphs(form.doc)))
            };
            let lines: Vec<(&str, String)> = union.forms.iter().map(form).collect();
            out.push_str(&format!("\nFORMS\n{}", pairs(&lines, width)));
            for table in fields::forms(Kind::Union(union)) {
                out.push_str(&format!("\nFORM {}\n{}", table.name, rows(table, width)));
            }
        }
        Type::Record(table) => {
            out.push_str(&format!("\nFIELDS\n{}", rows(table, width)));
            if !table.filters.is_empty() {
                out.push_str(&format!("\nFILTERS\n{}", filters(table.filters, width)));
            }
        }
    }
    out
}

fn rows(table: &'static Table, width: Option<usize>) -> String {
    let fields = fields::of_item(table);
    listing(&fields.iter().collect::<Vec<&Field>>(), width)
}

/// Lists the filters of a record: type, name, operator and value, with their prose below.
pub(super) fn filters(filters: &[Filter], width: Option<usize>) -> String {
    let head = |filter: &Filter| {
        let mut takes = format!("{} {}", operand(filter.operator), operand(filter.value));
        if filter.field {
            takes.push_str(", needs field");
        }
        [filter.number.to_string(), filter.name.to_owned(), takes]
    };
    let heads: Vec<[String; 3]> = filters.iter().map(head).collect();
    let longest = |cell: fn(&[String; 3]) -> &String| heads.iter().map(|head| columns(cell(head))).max().unwrap_or(0);
    let (numbers, names) = (longest(|[number, ..]| number), longest(|[_, name, _]| name));
    let mut out = String::new();
    for (filter, [number, name, takes]) in filters.iter().zip(&heads) {
        let head = format!("  {}  {name}", padded(number, numbers));
        out.push_str(&hanging(&head, 2 + numbers + 2 + names + 2, takes, width));
        out.push_str(&indented(&words::paragraphs(filter.doc), 2 + numbers + 2, width));
    }
    out
}

/// Explains a row or a filter of a type, by its name or number; `None` if the type has none of this name.
pub(super) fn part(of: Type, name: &str, width: Option<usize>) -> Option<String> {
    let Type::Record(table) = of else { return None };
    let numbered = |filter: &&Filter| filter.name == name || filter.number.to_string() == name;
    if let Some(filter) = table.filters.iter().find(numbered) {
        return Some(filters(std::slice::from_ref(filter), width));
    }
    let fields = fields::of_item(table);
    let is_named = |field: &&Field| super::row::plain(&field.wire) == name || field.name == name;
    let found: Vec<&Field> = fields.iter().filter(is_named).collect();
    (!found.is_empty()).then(|| listing(&found, width))
}

/// Describes an operator or a value: its type, or its constant.
fn operand(operand: Operand) -> String {
    match operand {
        Operand::Constant(text) => format!("={text}"),
        Operand::Any(kind) => words::kind(kind, None),
    }
}

/// Lists the shared types of a method, one per line: the values of enums, the forms of unions.
pub(super) fn list(method: &Method, width: Option<usize>) -> String {
    let mut lines = Vec::new();
    for one in of_method(method) {
        let text = match one {
            Type::Id(_) => continue,
            Type::Record(table) if table.filters.is_empty() => continue,
            Type::Record(table) => format!("a filter of {} types", table.filters.len()),
            Type::Enum(values) => {
                let names = words::listed(values.values.iter().map(|(value, _)| *value));
                if values.number {
                    format!("{names}, or a number")
                } else {
                    names
                }
            }
            Type::Union(union) => {
                let form =
                    |form: &planfix_api::table::Form| format!("{} ({})", form.name, words::kind(form.kind, None));
                format!(
                    "one of the forms {}",
                    union.forms.iter().map(form).collect::<Vec<_>>().join(", ")
                )
            }
        };
        lines.push((one.name(), text));
    }
    pairs(&lines, width)
}

/// Lists names and texts, the texts in a column of their own.
fn pairs(lines: &[(&str, String)], width: Option<usize>) -> String {
    let names = lines.iter().map(|(name, _)| columns(name)).max().unwrap_or(0);
    let line = |(name, text): &(&str, String)| hanging(&format!("  {name}"), 2 + names + 2, text, width);
    lines.iter().map(line).collect()
}
