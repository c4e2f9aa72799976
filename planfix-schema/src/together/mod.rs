//! Faults that only several tables together show: records that hold each other, two types of one Rust name,
//! values of an enum that its file does not list, items of pages that
//! have no identifier, values that are not where they are to be read.
//!
//! Each table is right by itself before it comes here; `planfix spec check` and the tests read all of them.

mod cycles;
mod filters;
mod names;
mod parts;
mod reads;
mod values;

use crate::fault::{Collector, Faults};
use crate::model::{Content, Element, Field, Method, Record, SharedKind, SharedType};
use crate::source::Source;
use std::collections::BTreeMap;

/// Tables that were read without faults, each with its text.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    /// The methods.
    pub methods: Vec<(Source, Method)>,
    /// The shared types, which are all in one module.
    pub types: Vec<(Source, SharedType)>,
}

/// Checks tables together; returns the faults of each file that has some. A shared type that no table names is not a
/// fault, and a type that is not among the tables is not checked.
///
/// ```
/// use planfix_schema::{Source, Tables, check_together, read_type, shipped};
///
/// let source = Source::file("Sex.md", "# Sex\n\nA sex.\n\n- kind: enum\n\n## Values\n\n| value | note |\n|---|---|\n| MALE | |\n");
/// let sex = read_type(&source, Some("Sex"), shipped::TYPES).into_result().unwrap();
/// let tables = Tables { types: vec![(source, sex)], ..Tables::default() };
/// assert!(check_together(&tables).is_empty());
/// ```
#[must_use]
pub fn check_together(tables: &Tables) -> Vec<Faults> {
    let types = tables.types.iter().map(|(_, ty)| (ty.name.as_str(), ty)).collect();
    let mut of_types: Vec<Collector<'_>> = tables.types.iter().map(|(source, _)| Collector::new(source)).collect();
    cycles::check(tables, &mut of_types);
    names::check(tables, &mut of_types);
    for ((_, ty), faults) in tables.types.iter().zip(&mut of_types) {
        if let SharedKind::Record(record, filters) = &ty.kind {
            values::check(faults, &types, record);
            filters::check(faults, &types, record, filters);
        }
    }
    let of_methods = tables.methods.iter().map(|(source, method)| {
        let mut faults = Collector::new(source);
        values::check(&mut faults, &types, &method.request);
        values::check(&mut faults, &types, &method.response);
        parts::check(&mut faults, &types, method);
        reads::check(&mut faults, tables, &types, method);
        faults
    });
    let of_methods: Vec<Collector<'_>> = of_methods.collect();
    of_types
        .into_iter()
        .chain(of_methods)
        .filter_map(Collector::finish)
        .collect()
}

/// The shared types by name.
type Types<'t> = BTreeMap<&'t str, &'t SharedType>;

/// A record and all records made from its rows.
fn records(record: &Record) -> impl Iterator<Item = &Record> {
    std::iter::once(record).chain(record.records())
}

/// The fields of a record, through groups, each with its element.
fn elements(record: &Record) -> Vec<(&Element, &Field)> {
    fn walk<'a>(elements: &'a [Element], out: &mut Vec<(&'a Element, &'a Field)>) {
        for element in elements {
            match &element.content {
                Content::Group(inner) => walk(inner, out),
                Content::Field(field) => out.push((element, field)),
            }
        }
    }
    let mut out = Vec::new();
    walk(&record.elements, &mut out);
    out
}
