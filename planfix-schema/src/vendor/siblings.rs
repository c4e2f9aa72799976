//! Looks up the path of an element in the tables of other methods.

use super::envelope::SideName;
use super::outline::{self, Entry};
use super::tables::Tables;
use std::collections::BTreeMap;

/// The elements of the tables of all methods but one.
pub(super) struct Siblings<'t> {
    sides: Vec<Side<'t>>,
}

/// The elements of one side of a method.
struct Side<'t> {
    method: &'t str,
    /// True if the method is in the same group, such as `contact`.
    is_near: bool,
    name: SideName,
    entries: BTreeMap<String, Entry>,
}

impl<'t> Siblings<'t> {
    /// Collects the elements of every method but `method`. Tables with faults are left out.
    pub(super) fn of(method: &str, tables: &'t Tables) -> Self {
        let group = |name: &str| name.split('.').next().map(str::to_owned);
        let others = tables.methods.iter();
        let others = others.filter(|(name, _)| *name != method && !tables.faulty.contains(name));
        let sides = others.flat_map(|(name, model)| {
            let sides = [
                (SideName::Request, &model.request),
                (SideName::Response, &model.response),
            ];
            sides.map(|(side, record)| Side {
                method: name.as_str(),
                is_near: group(name) == group(method),
                name: side,
                entries: outline::of(record, tables),
            })
        });
        Self { sides: sides.collect() }
    }

    /// Returns a fact on which the tables agree at a path. The same side of the same group is asked first, then the
    /// other side of that group, then the same side of other groups.
    pub(super) fn agreed<T: PartialEq>(
        &self,
        name: SideName,
        path: &str,
        fact: impl Fn(&Entry) -> Option<T>,
    ) -> Option<Agreed<'t, T>> {
        let levels: [&dyn Fn(&Side<'_>) -> bool; 3] = [
            &|side| side.is_near && side.name == name,
            &|side| side.is_near && side.name != name,
            &|side| !side.is_near && side.name == name,
        ];
        levels.into_iter().find_map(|level| {
            let sides = self.sides.iter().filter(|side| level(side));
            let found: Vec<(&Side<'t>, &Entry)> =
                sides.filter_map(|side| Some((side, side.entries.get(path)?))).collect();
            let (first, _) = found.first()?;
            Some(same(found.iter().map(|(_, entry)| *entry), &fact).map(|fact| Agreed {
                fact,
                method: first.method,
                is_near: first.is_near,
            }))
        })?
    }

    /// Returns a fact on which the tables of the same group agree at all paths with this end, and one of the paths.
    pub(super) fn agreed_at_end<T: PartialEq>(
        &self,
        end: &[&str],
        fact: impl Fn(&Entry) -> Option<T>,
    ) -> Option<(Agreed<'t, T>, &str)> {
        let end = format!(".{}", end.join("."));
        let near = self.sides.iter().filter(|side| side.is_near);
        let found = near.flat_map(|side| side.entries.iter().map(move |(path, entry)| (side, path, entry)));
        let found: Vec<_> = found.filter(|(_, path, _)| path.ends_with(&end)).collect();
        let (side, path, _) = found.first()?;
        let fact = same(found.iter().map(|(.., entry)| *entry), &fact)?;
        let agreed = Agreed {
            fact,
            method: side.method,
            is_near: true,
        };
        Some((agreed, path.as_str()))
    }
}

/// A fact on which tables agree.
pub(super) struct Agreed<'t, T> {
    pub(super) fact: T,
    /// One of their methods.
    pub(super) method: &'t str,
    /// True if they are in the same group.
    pub(super) is_near: bool,
}

/// Returns a fact that all entries share.
fn same<'e, T: PartialEq>(
    mut entries: impl Iterator<Item = &'e Entry>,
    fact: &dyn Fn(&Entry) -> Option<T>,
) -> Option<T> {
    let first = fact(entries.next()?)?;
    entries
        .all(|entry| fact(entry).as_ref() == Some(&first))
        .then_some(first)
}
