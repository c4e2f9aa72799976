//! Lists: which objects meet the conditions of a request, in which order, and which page of them.

use crate::answer;
use crate::call::Call;
use crate::failure::Failure;
use crate::ids::Ids;
use crate::object_kind::ObjectKind;
use crate::property::Key;
use crate::tree;
use serde_json::Value;

/// The largest page, and the one where the request does not say.
const PAGE: usize = 100;

/// Every object of a kind; the request has no conditions.
pub(crate) fn all(call: &Call<'_>, kind: &'static ObjectKind) -> Result<Value, Failure> {
    let all = call.store.all(kind)?;
    answer::list(call, all.len(), &all)
}

/// A list that is empty in every sandbox.
pub(crate) fn none(call: &Call<'_>, _: &Value) -> Result<Value, Failure> {
    answer::list(call, 0, &[])
}

/// What a request without a number of the page gets.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unpaged {
    /// The first page.
    First,
    /// The counts alone.
    Counts,
}

/// One page of the objects as an answer: only they are read. Elements that are computed `prepare` adds to
/// them.
pub(crate) fn page(
    call: &Call<'_>,
    said: &Value,
    kind: &ObjectKind,
    ids: impl IntoIterator<Item = i64>,
    unpaged: Unpaged,
    prepare: impl Fn(&mut Value) -> Result<(), Failure>,
) -> Result<Value, Failure> {
    let (skip, size) = bounds(said, unpaged)?;
    let (mut total, mut page) = (0, Vec::new());
    for id in ids {
        if (skip..skip.saturating_add(size)).contains(&total) {
            page.push(id);
        }
        total += 1;
    }
    prepared(call, kind, total, page, prepare)
}

/// The same of the objects with a value in a range, in the order of these values.
pub(crate) fn range(
    call: &Call<'_>,
    said: &Value,
    kind: &ObjectKind,
    place: &str,
    range: &(Key, Key),
    descends: bool,
    prepare: impl Fn(&mut Value) -> Result<(), Failure>,
) -> Result<Value, Failure> {
    let (total, page) = (call.store).range(kind, place, range, descends, bounds(said, Unpaged::First)?)?;
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

/// How many objects stand before the page, and how many may stand on it. A page of zero or less has none.
fn bounds(said: &Value, unpaged: Unpaged) -> Result<(usize, usize), Failure> {
    let size = match tree::int(tree::at(said, "pageSize")) {
        Some(size) if size > tree::count(PAGE) => {
            return Err(Failure::refused(
                "0021",
                format!("pageSize: at most {PAGE} objects come at once"),
            ));
        }
        // Zero takes the default, where the table allows it.
        None | Some(0) => PAGE,
        Some(size) => usize::try_from(size).unwrap_or(PAGE),
    };
    let number = tree::int(tree::at(said, "pageCurrent")).unwrap_or(i64::from(unpaged == Unpaged::First));
    Ok(match usize::try_from(number) {
        Ok(number @ 1..) => ((number - 1).saturating_mul(size), size),
        _ => (0, 0),
    })
}

/// Sorts objects: those with a value by it, equal ones in the order in which they come here; then the others, in
/// both directions. `all` is in the order of a list that is not sorted.
pub(crate) fn sort<K: Ord>(all: impl IntoIterator<Item = i64>, mut valued: Vec<(K, i64)>, descends: bool) -> Vec<i64> {
    valued.sort_by(|(a, _), (b, _)| if descends { b.cmp(a) } else { a.cmp(b) });
    let mut sorted: Vec<i64> = valued.into_iter().map(|(_, id)| id).collect();
    let seen: Ids = sorted.iter().copied().collect();
    sorted.extend(all.into_iter().filter(|id| !seen.contains(*id)));
    sorted
}

/// The word of a sort order without its direction, and whether it descends: `NAME_DESC` is by `NAME`.
pub(crate) fn order(word: &str) -> (&str, bool) {
    match word.rsplit_once('_') {
        Some((name, "DESC")) => (name, true),
        Some((name, "ASC")) => (name, false),
        _ => (word, false),
    }
}
