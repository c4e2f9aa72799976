//! Shared types that hold each other. Rust has no such struct, and a static table cannot name itself, not
//! even through a list.

use super::{Tables, records};
use crate::fault::Collector;
use crate::model::{Operand, SharedKind, SharedType, Type};
use std::collections::BTreeMap;

/// A type names another one in this row.
struct Edge<'t> {
    to: usize,
    line: u32,
    /// The text that the row is found by.
    piece: &'t str,
}

/// Reports each way back to a type at the row that closes it.
pub(super) fn check(tables: &Tables, faults: &mut [Collector<'_>]) {
    let numbers: BTreeMap<&str, usize> = tables
        .types
        .iter()
        .enumerate()
        .map(|(number, (_, ty))| (ty.name.as_str(), number))
        .collect();
    let edges: Vec<Vec<Edge<'_>>> = tables.types.iter().map(|(_, ty)| edges(ty, &numbers)).collect();
    let mut done = vec![false; edges.len()];
    for start in 0..edges.len() {
        // The types on the way, each with the number of its edge that comes next.
        let mut way: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((at, next)) = way.last_mut() {
            let at = *at;
            let is_done = done.get(at).copied().unwrap_or(true);
            let edge = edges.get(at).and_then(|edges| edges.get(*next)).filter(|_| !is_done);
            *next += 1;
            match edge {
                None => {
                    way.pop();
                    if let Some(done) = done.get_mut(at) {
                        *done = true;
                    }
                }
                Some(edge) => match way.iter().position(|(known, _)| *known == edge.to) {
                    Some(begin) => {
                        let names = way.iter().skip(begin).map(|(number, _)| *number);
                        report(tables, faults, at, edge, &names.collect::<Vec<_>>());
                    }
                    None => way.push((edge.to, 0)),
                },
            }
        }
    }
}

/// The rows of a type that name others.
fn edges<'t>(ty: &'t SharedType, numbers: &BTreeMap<&str, usize>) -> Vec<Edge<'t>> {
    let edge = |named: &Type, line: u32, piece: &'t str| match named {
        Type::Shared(name) => numbers.get(name.as_str()).map(|&to| Edge { to, line, piece }),
        _ => None,
    };
    match &ty.kind {
        SharedKind::Id | SharedKind::Enum { .. } => Vec::new(),
        SharedKind::Union(forms) => {
            let forms = forms.iter();
            forms.filter_map(|form| edge(&form.ty, form.line, &form.rust)).collect()
        }
        SharedKind::Record(record, filters) => {
            let fields = records(record).flat_map(|record| record.fields());
            let fields = fields.filter_map(|field| edge(&field.ty, field.line, &field.path));
            let filters = filters.iter().filter_map(|filter| match &filter.value {
                Operand::Any(ty) => edge(ty, filter.line, &filter.rust),
                Operand::Constant(_) => None,
            });
            fields.chain(filters).collect()
        }
    }
}

/// Reports the row that leads back; `way` are the types from the one that it leads back to.
fn report(tables: &Tables, faults: &mut [Collector<'_>], at: usize, edge: &Edge<'_>, way: &[usize]) {
    let name = |number: &usize| tables.types.get(*number).map_or("", |(_, ty)| ty.name.as_str());
    let names: Vec<String> = way
        .iter()
        .chain(way.first())
        .map(|n| format!("`{}`", name(n)))
        .collect();
    if let Some(faults) = faults.get_mut(at) {
        let place = faults.place(edge.line, edge.piece);
        faults.help(
            place,
            format!("`{}` holds itself", name(&edge.to)),
            "this row leads back to it",
            format!(
                "{}: to break the circle, name an identifier in one of them, or write rows for the element",
                names.join(" holds ")
            ),
        );
    }
}
