//! A method that changes an object against the one that reads it: each row finds its value in the answer, in a type
//! that agrees.

use super::{Tables, Types, records};
use crate::fault::Collector;
use crate::model::{Content, Element, Field, Method, Place, Record, Shape, SharedKind, Type};
use crate::names::nearest;
use std::collections::BTreeMap;

/// The rows of an answer by their paths, shared records opened.
type Rows<'t> = BTreeMap<String, &'t Type>;

/// Checks the rows of a request that has the fact `reads`.
pub(super) fn check(faults: &mut Collector<'_>, tables: &Tables, types: &Types<'_>, method: &Method) {
    let Some(reads) = &method.reads else { return };
    let Some((_, read)) = tables.methods.iter().find(|(_, other)| other.name == *reads) else {
        let names = tables.methods.iter().map(|(_, other)| other.name.as_str());
        let help = match nearest(reads, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "the method that reads the object must have a table".to_owned(),
        };
        let place = fact(faults);
        faults.help(place, format!("there is no method `{reads}`"), "this method", help);
        return;
    };
    let rows = rows(types, &read.response);
    let check = Check { types, reads };
    check.rows(faults, &method.request, None, &rows, "", None);
    for record in records(&method.request).skip(1) {
        // The items of a list are checked with the list.
        if !record.path.contains("[]") {
            check.rows(faults, record, None, &rows, "", None);
        }
    }
}

/// The place of the fact.
fn fact(faults: &Collector<'_>) -> std::ops::Range<usize> {
    let source = faults.source();
    let before = source
        .text
        .lines()
        .take_while(|line| !line.starts_with("- reads"))
        .count();
    let line = u32::try_from(before).unwrap_or(0).saturating_add(source.first_line);
    faults.place(line, "reads")
}

struct Check<'t> {
    types: &'t Types<'t>,
    reads: &'t str,
}

impl Check<'_> {
    /// Checks the rows of a struct. `strip` begins the paths of the items of a list; `at` is the row of the request that
    /// a shared record belongs to.
    fn rows(
        &self,
        faults: &mut Collector<'_>,
        record: &Record,
        strip: Option<&str>,
        rows: &Rows<'_>,
        source: &str,
        at: Option<&Field>,
    ) {
        for field in record.fields() {
            let own = strip.map_or(field.path.as_str(), |strip| {
                field.path.strip_prefix(strip).unwrap_or(&field.path)
            });
            let own = own.trim_start_matches('.');
            let named = field.rules.reads.as_deref();
            if named == Some("") || field.rules.flag_of.is_some() {
                continue;
            }
            let path = named.unwrap_or(own);
            let path = strip
                .map_or(path, |_| path.strip_prefix(source).unwrap_or(path))
                .trim_start_matches('.');
            match rows.get(path) {
                Some(ty) => self.agree(faults, field, ty, path, rows, at),
                None => self.missing(faults, field, path, rows, at),
            }
        }
    }

    fn report(&self, faults: &mut Collector<'_>, (field, at): (&Field, Option<&Field>), message: String, help: String) {
        let row = at.unwrap_or(field);
        let piece = match (&row.rules.reads, at) {
            (Some(path), None) if !path.is_empty() => path.as_str(),
            _ => row.path.as_str(),
        };
        let place = faults.place(row.line, piece);
        faults.help(place, message, format!("it is read with {}", self.reads), help);
    }

    /// Reports a row whose value must be read and is not in the answer.
    fn missing(&self, faults: &mut Collector<'_>, field: &Field, path: &str, rows: &Rows<'_>, at: Option<&Field>) {
        // An element that holds others is read through their rows.
        if matches!(field.ty, Type::Record(_)) && !field.is_list() {
            return;
        }
        let is_named = field.rules.reads.is_some();
        if !is_named && !field.rules.required && !field.rules.resets {
            return;
        }
        let help = match nearest(path, rows.keys().map(String::as_str)) {
            Some(near) if is_named => format!("did you mean `{near}`?"),
            _ => "name its place with `reads PATH`, or say `reads none` where it cannot be read".to_owned(),
        };
        let message = format!("`{path}` is not in the response of {}", self.reads);
        self.report(faults, (field, at), message, help);
    }

    /// Reports types that do not agree.
    fn agree(
        &self,
        faults: &mut Collector<'_>,
        field: &Field,
        found: &Type,
        path: &str,
        rows: &Rows<'_>,
        at: Option<&Field>,
    ) {
        let is_list = path.contains("[]");
        let agrees = is_list == field.is_list()
            && match (self.opened(&field.ty), self.opened(found)) {
                (Some(target), Some(_)) => {
                    if is_list {
                        let inner = inside(rows, path);
                        let own = matches!(field.ty, Type::Record(_)).then_some(field.path.as_str());
                        self.rows(faults, target, own.or(Some("")), &inner, path, at.or(Some(field)));
                    }
                    true
                }
                (None, None) => fits(&field.ty, found),
                _ => false,
            };
        if !agrees {
            let message = format!("`{}` cannot be read from `{path}`: the types do not agree", field.path);
            let help = "name another place with `reads PATH`, or say `reads none` where it cannot be read";
            self.report(faults, (field, at), message, help.to_owned());
        }
    }

    /// Returns the record of a type whose values hold others.
    fn opened<'a>(&'a self, ty: &'a Type) -> Option<&'a Record> {
        opened(self.types, ty)
    }
}

fn opened<'a>(types: &'a Types<'_>, ty: &'a Type) -> Option<&'a Record> {
    match ty {
        Type::Record(record) => Some(record),
        Type::Shared(name) => match &types.get(name.as_str())?.kind {
            SharedKind::Record(record, _) => Some(record),
            _ => None,
        },
        _ => None,
    }
}

/// True if a value of one type can be made from one of the other.
fn fits(target: &Type, found: &Type) -> bool {
    match (target, found) {
        (Type::Date | Type::Time | Type::TimeOrDate, Type::DateTime) => true,
        _ => target.is_same_in_rust(found),
    }
}

/// The rows below an element, with their paths from there on.
fn inside<'t>(rows: &Rows<'t>, path: &str) -> Rows<'t> {
    let below = rows.iter().filter_map(|(known, ty)| {
        let rest = known.strip_prefix(path)?;
        Some((rest.strip_prefix('.').unwrap_or(rest).to_owned(), *ty))
    });
    below.filter(|(path, _)| !path.is_empty()).collect()
}

/// All rows of a response. The depth is bounded, since records can hold each other in faulty tables.
fn rows<'t>(types: &'t Types<'_>, response: &'t Record) -> Rows<'t> {
    fn walk<'t>(types: &'t Types<'_>, elements: &'t [Element], prefix: &str, depth: usize, out: &mut Rows<'t>) {
        if depth == 0 {
            return;
        }
        for element in elements {
            let path = match (element.place, prefix) {
                (Place::Attribute, prefix) => format!("{prefix}@{}", element.name),
                (Place::Text, prefix) => format!("{prefix}{}", element.name),
                (Place::Element, "") => element.name.clone(),
                (Place::Element, prefix) => format!("{prefix}.{}", element.name),
            };
            match &element.content {
                Content::Group(inner) => walk(types, inner, &path, depth - 1, out),
                Content::Field(field) => {
                    let path = match &field.shape {
                        Shape::Single => path,
                        Shape::Repeat => format!("{path}[]"),
                        Shape::List { item } => format!("{path}.{item}[]"),
                    };
                    if let Some(record) = opened(types, &field.ty) {
                        walk(types, &record.elements, &path, depth - 1, out);
                    }
                    out.insert(path, &field.ty);
                }
            }
        }
    }
    let mut out = Rows::new();
    walk(types, &response.elements, "", 12, &mut out);
    out
}
