//! `Debug` of every struct: shows wire names, and hides secrets and personal data unless asked to show them.

use crate::record::{List, Record, View};
use crate::table::Row;
use crate::value::wire_text;
use std::fmt;
use std::hash::{BuildHasher as _, Hash, Hasher, RandomState};
use std::sync::LazyLock;

/// A record whose `Debug` shows everything, personal data and secrets too. Made by [`Record::revealed`].
///
/// Two are equal if they show the same, so that a failing `assert_eq!` shows the difference.
#[derive(Clone, Copy)]
pub struct Revealed<'a>(pub(crate) &'a dyn Record);

impl fmt::Debug for Revealed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show(self.0, true, f)
    }
}

impl PartialEq for Revealed<'_> {
    fn eq(&self, other: &Self) -> bool {
        format!("{self:?}") == format!("{other:?}")
    }
}

/// Shows a record without the fields that are left out. Shows a personal value as a hash, so that two values can be
/// told apart, and only the presence of a secret.
pub(crate) fn record(record: &dyn Record, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    show(record, false, f)
}

fn show(record: &dyn Record, all: bool, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let table = record.table();
    let mut out = f.debug_struct(table.name);
    for element in table.fields() {
        let (Some((field, _)), Some(row)) = (element.content.field(), element.row) else {
            continue;
        };
        let value = record.field(field);
        if !matches!(value, View::Absent) {
            out.field(
                row.path
                    .strip_prefix(table.path)
                    .unwrap_or(row.path)
                    .trim_start_matches('.'),
                &Shown { value, row, all },
            );
        }
    }
    if !record.unknown().is_empty() {
        if all {
            let xml: Vec<(&str, &str)> = record.unknown().iter().map(|one| (one.path, one.xml)).collect();
            out.field("unknown", &xml);
        } else {
            out.field("unknown", record.unknown());
        }
    }
    out.finish()
}

struct Shown<'a> {
    value: View<'a>,
    row: &'a Row,
    /// Show hidden values.
    all: bool,
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { value, row, all } = *self;
        match value {
            View::Absent => f.write_str("left out"),
            View::Empty => f.write_str("emptied"),
            _ if row.rules.secret && !all => f.write_str("<secret>"),
            View::List(list) => {
                let values = (0..list.len()).filter_map(|i| list.get(i)).map(|item| item.view());
                let items = values.map(|value| Shown { value, row, all });
                f.debug_list().entries(items).finish()
            }
            // Its elements too: the rows of a union do not know what this row hides.
            _ if row.rules.personal && !all => write!(f, "<personal {:08x}>", hash(value)),
            View::Record(inner) => show(inner, all, f),
            View::Text(text) => text.fmt(f),
            View::Int(number) => number.fmt(f),
            View::Decimal(number) => f.write_str(number.as_str()),
            View::Bool(yes) => yes.fmt(f),
            View::Date(date) => write!(f, "{date}"),
            View::DateTime(at) => write!(f, "{at}"),
            View::Time(time) => write!(f, "{time}"),
            View::Bytes(bytes) if all => write!(f, "Bytes(\"{bytes}\")"),
            View::Bytes(bytes) => bytes.fmt(f),
        }
    }
}

/// Hashes a value with a key that is new in each process. The hash tells values apart, and reveals nothing about them.
fn hash(value: View<'_>) -> u32 {
    static KEY: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    let mut hasher = KEY.build_hasher();
    feed(value, &mut hasher);
    let [.., a, b, c, d] = hasher.finish().to_be_bytes();
    u32::from_be_bytes([a, b, c, d])
}

fn feed(value: View<'_>, hasher: &mut impl Hasher) {
    match value {
        View::Absent => 0_u8.hash(hasher),
        View::Empty => 1_u8.hash(hasher),
        View::List(list) => feed_list(list, hasher),
        View::Record(record) => {
            for (field, _) in record.table().fields().filter_map(|element| element.content.field()) {
                feed_secretless(record, field, hasher);
            }
        }
        leaf => wire_text(leaf).hash(hasher),
    }
}

fn feed_list(list: &dyn List, hasher: &mut impl Hasher) {
    list.len().hash(hasher);
    for item in (0..list.len()).filter_map(|index| list.get(index)) {
        feed(item.view(), hasher);
    }
}

/// Hashes a field of a struct. Of a secret, nothing that depends on its value is hashed.
fn feed_secretless(record: &dyn Record, field: u16, hasher: &mut impl Hasher) {
    let row = record.table().numbered(field).and_then(|element| element.row);
    if !row.is_some_and(|row| row.rules.secret) {
        feed(record.field(field), hasher);
    }
}
