//! Lists: which objects meet the conditions of a request, in which order, and which page of them.

use crate::answer;
use crate::behaviour::Call;
use crate::failure::Failure;
use crate::kind::Kind;
use crate::tree;
use serde_json::Value;
use std::cmp::Ordering;

/// The largest page, and the one where the request does not say.
const PAGE: usize = 100;

/// Every object of a kind; the request has no conditions.
pub(crate) fn all(call: &Call<'_>, kind: &'static Kind) -> Result<Value, Failure> {
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

/// One page of the objects as an answer. Elements that are computed `prepare` adds to those of the page
/// alone.
pub(crate) fn page(
    call: &Call<'_>,
    said: &Value,
    objects: Vec<Value>,
    unpaged: Unpaged,
    prepare: impl Fn(&mut Value) -> Result<(), Failure>,
) -> Result<Value, Failure> {
    let total = objects.len();
    let (skip, size) = bounds(said, unpaged)?;
    let page = objects.into_iter().skip(skip).take(size).collect();
    prepared(call, total, page, prepare)
}

/// The same where no object of a kind has to be looked at: those that a condition of SQL holds for.
pub(crate) fn stored(
    call: &Call<'_>,
    said: &Value,
    kind: &Kind,
    condition: &'static str,
    prepare: impl Fn(&mut Value) -> Result<(), Failure>,
) -> Result<Value, Failure> {
    let (skip, size) = bounds(said, Unpaged::First)?;
    let (total, page) = call.store.page(kind, condition, skip, size)?;
    prepared(call, total, page, prepare)
}

fn prepared(
    call: &Call<'_>,
    total: usize,
    mut page: Vec<Value>,
    prepare: impl Fn(&mut Value) -> Result<(), Failure>,
) -> Result<Value, Failure> {
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

/// What a list is sorted by.
pub(crate) enum By<'a> {
    /// A text, in the order of the alphabet whatever its case.
    Text(&'a dyn Fn(&Value) -> Option<String>),
    /// A number.
    Number(&'a dyn Fn(&Value) -> Option<i64>),
}

/// Sorts objects; what has no value comes last in both directions, and equal ones stay in their order.
pub(crate) fn sort(objects: &mut [Value], by: &By<'_>, descends: bool) {
    fn compare<T: Ord>(a: Option<T>, b: Option<T>, descends: bool) -> Ordering {
        match (a, b) {
            (Some(a), Some(b)) if descends => b.cmp(&a),
            (Some(a), Some(b)) => a.cmp(&b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        }
    }
    match by {
        By::Text(of) => objects.sort_by_cached_key(|object| Key(of(object).map(|text| text.to_lowercase()), descends)),
        By::Number(of) => objects.sort_by(|a, b| compare(of(a), of(b), descends)),
    }

    /// A text whose order knows the direction.
    struct Key(Option<String>, bool);
    impl PartialEq for Key {
        fn eq(&self, other: &Self) -> bool {
            self.cmp(other).is_eq()
        }
    }
    impl Eq for Key {}
    impl PartialOrd for Key {
        fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
            Some(self.cmp(other))
        }
    }
    impl Ord for Key {
        fn cmp(&self, other: &Self) -> Ordering {
            compare(self.0.as_ref(), other.0.as_ref(), self.1)
        }
    }
}

/// The word of a sort order without its direction, and whether it descends: `NAME_DESC` is by `NAME`.
pub(crate) fn order(word: &str) -> (&str, bool) {
    match word.rsplit_once('_') {
        Some((name, "DESC")) => (name, true),
        Some((name, "ASC")) => (name, false),
        _ => (word, false),
    }
}
