//! Pages of lists, and their order.

use crate::answer;
use crate::call::Call;
use crate::failure::Failure;
use crate::ids::Ids;
use crate::object_kind::ObjectKind;
use crate::property::Key;
use crate::tree;
use serde_json::Value;

/// The largest page, and the default.
const PAGE: usize = 100;

/// Lists every object of a kind, for requests without conditions.
pub(crate) fn all(call: &Call<'_>, kind: &'static ObjectKind) -> Result<Value, Failure> {
    let all = call.store.all(kind)?;
    answer::list(call, all.len(), &all)
}

/// Answers with an empty list, for objects that no sandbox has.
pub(crate) fn none(call: &Call<'_>, _: &Value) -> Result<Value, Failure> {
    answer::list(call, 0, &[])
}

/// The answer to a request without a page number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unpaged {
    /// The first page.
    First,
    /// Only the counts.
    Counts,
}

/// Answers with one page of some objects. Only the objects of the page are read. `prepare` adds computed elements to
/// each.
pub(crate) fn page(
    call: &Call<'_>,
    request: &Value,
    kind: &ObjectKind,
    ids: impl IntoIterator<Item = i64>,
    unpaged: Unpaged,
    prepare: impl Fn(&mut Value) -> Result<(), Failure>,
) -> Result<Value, Failure> {
    let (skip, size) = bounds(request, unpaged)?;
    let (mut total, mut page) = (0, Vec::new());
    for id in ids {
        if (skip..skip.saturating_add(size)).contains(&total) {
            page.push(id);
        }
        total += 1;
    }
    prepared(call, kind, total, page, prepare)
}

/// Answers with one page of the objects that have a value in a range, ordered by that value.
pub(crate) fn range(
    call: &Call<'_>,
    request: &Value,
    kind: &ObjectKind,
    property: &str,
    range: &(Key, Key),
    descends: bool,
    prepare: impl Fn(&mut Value) -> Result<(), Failure>,
) -> Result<Value, Failure> {
    let (total, page) = (call.store).range(kind, property, range, descends, bounds(request, Unpaged::First)?)?;
    prepared(call, kind, total, page, prepare)
}

fn prepared(
    call: &Call<'_>,
    kind: &ObjectKind,
    total: usize,
    page: Vec<i64>,
    prepare: impl Fn(&mut Value) -> Result<(), Failure>,
) -> Result<Value, Failure> {
    let mut page = call.store.objects(kind, page)?;
    for object in &mut page {
        prepare(object)?;
    }
    answer::list(call, total, &page)
}

/// Returns the number of objects before the page, and the size of the page. A page of zero or less is empty.
fn bounds(request: &Value, unpaged: Unpaged) -> Result<(usize, usize), Failure> {
    let size = match tree::int(tree::at(request, "pageSize")) {
        Some(size) if size > tree::count(PAGE) => {
            return Err(Failure::refused("0021", format!("pageSize: must be at most {PAGE}")));
        }
        // If the table allows zero, it means the default.
        None | Some(0) => PAGE,
        Some(size) => usize::try_from(size).unwrap_or(PAGE),
    };
    let number = tree::int(tree::at(request, "pageCurrent")).unwrap_or(i64::from(unpaged == Unpaged::First));
    Ok(match usize::try_from(number) {
        Ok(number @ 1..) => ((number - 1).saturating_mul(size), size),
        _ => (0, 0),
    })
}

/// Sorts objects: first those with a value, by value, equal ones in the order of `valued`; then those without, in the
/// order of `all`, in both directions.
pub(crate) fn sort<K: Ord>(all: impl IntoIterator<Item = i64>, mut valued: Vec<(K, i64)>, descends: bool) -> Vec<i64> {
    valued.sort_by(|(a, _), (b, _)| if descends { b.cmp(a) } else { a.cmp(b) });
    let mut sorted: Vec<i64> = valued.into_iter().map(|(_, id)| id).collect();
    let seen: Ids = sorted.iter().copied().collect();
    sorted.extend(all.into_iter().filter(|id| !seen.contains(*id)));
    sorted
}

/// Splits a sort order into its name and true if it descends: `NAME_DESC` is `NAME`, descending.
pub(crate) fn order(word: &str) -> (&str, bool) {
    match word.rsplit_once('_') {
        Some((name, "DESC")) => (name, true),
        Some((name, "ASC")) => (name, false),
        _ => (word, false),
    }
}
