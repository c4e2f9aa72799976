//! Two shared types, or parts of them, with one Rust name: they are all in one module.

use super::{Tables, records};
use crate::fault::Collector;
use crate::model::{SharedKind, SharedType};
use std::collections::HashMap;

/// Something that has a Rust name.
struct Named<'t> {
    name: &'t str,
    line: u32,
    /// The text that its row is found by.
    piece: &'t str,
    remedy: &'static str,
}

/// Reports the second of two at its row.
pub(super) fn check(tables: &Tables, faults: &mut [Collector<'_>]) {
    let mut first: HashMap<&str, (usize, u32)> = HashMap::new();
    // The types themselves come first: their names are given, those of parts can be changed.
    let titles = tables.types.iter().enumerate().map(|(file, (source, ty))| {
        let title = Named {
            name: &ty.name,
            line: source.first_line,
            piece: &ty.name,
            remedy: "rename one of the two files",
        };
        (file, title)
    });
    let parts = tables.types.iter().enumerate();
    let parts = parts.flat_map(|(file, (_, ty))| parts_of(ty).into_iter().map(move |part| (file, part)));
    for (file, named) in titles.chain(parts) {
        match first.get(named.name) {
            None => {
                first.insert(named.name, (file, named.line));
            }
            Some((other, line)) => {
                let other = tables.types.get(*other).map_or("", |(source, _)| source.name.as_str());
                if let Some(faults) = faults.get_mut(file) {
                    let place = faults.place(named.line, named.piece);
                    faults.help(
                        place,
                        format!("two shared types with the Rust name `{}`", named.name),
                        "the second",
                        format!("the first is made from {other}:{line}; {}", named.remedy),
                    );
                }
            }
        }
    }
}

/// Returns the structs and the one-ofs that a type is made of, except the type itself.
fn parts_of(ty: &SharedType) -> Vec<Named<'_>> {
    let SharedKind::Record(root, _) = &ty.kind else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for (number, record) in records(root).enumerate() {
        if number > 0 {
            out.push(Named {
                name: &record.name,
                line: record.line,
                piece: &record.path,
                remedy: "rename it with `struct Name`",
            });
        }
        let fields = record.fields();
        for (number, choice) in record.choices.iter().enumerate() {
            let first = fields.iter().find(|field| field.rules.choice == Some(number));
            out.push(Named {
                name: &choice.rust,
                line: first.map_or(record.line, |field| field.line),
                piece: first.map_or("", |field| &field.path),
                remedy: "name this one-of otherwise",
            });
        }
    }
    out
}
