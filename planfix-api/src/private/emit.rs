//! The functions that generated code calls, so that a setter generates only a value and a table only its rows. The
//! less is generated, the faster many methods are built.

use crate::record::{Record, Struct, Typed};
use crate::table::{Content, Element, Kind, Place, Row, Rules, Table, Tags, TextOnly};
use crate::value::argument::Form;
use crate::value::{Argument, Arguments, Maybe};

/// Returns the state of a field that gets this value.
#[inline]
pub fn set<T, F: Form>(value: impl Argument<T, F>) -> Maybe<T> {
    F::maybe(value.argument())
}

/// Returns the state of a field that gets a list of these values.
#[inline]
pub fn set_list<T, F: Form>(values: impl Arguments<T, F>) -> Maybe<Vec<T>> {
    F::maybe(values.arguments())
}

/// Returns the items of a list without an element of its own.
#[inline]
pub fn set_items<T, F: Form>(values: impl Arguments<T, F>) -> Vec<T> {
    F::maybe(values.arguments()).into_set().unwrap_or_default()
}

/// Returns the member of a one-of that may have none.
#[inline]
pub fn choose<T, F: Form>(value: impl Argument<T, F>) -> Option<T> {
    F::maybe(value.argument()).into_set()
}

/// Adds an item to a list.
#[inline]
pub fn push<T>(list: &mut Vec<T>, value: impl Argument<T>) {
    list.push(value.argument());
}

/// Adds an item to a list, which is set then.
#[inline]
pub fn push_set<T>(list: &mut Maybe<Vec<T>>, value: impl Argument<T>) {
    if let Maybe::Set(list) = list {
        return push(list, value);
    }
    *list = Maybe::Set(Vec::from([value.argument()]));
}

/// Makes a request from what was read; `base` is the element of a record that is not the whole answer.
#[must_use]
pub fn from_read<E: crate::Edit>(read: &dyn Record, base: &str) -> E {
    crate::interpret::edit::from_read(read, base)
}

/// Returns the items of a list that may be left out.
#[must_use]
pub fn listed<T>(list: Maybe<Vec<T>>) -> Vec<T> {
    list.into_set().unwrap_or_default()
}

/// Creates a struct without values, for a reader that does not know its type.
#[must_use]
pub fn blank<T: Struct>() -> Box<dyn Record> {
    Box::new(T::blank())
}

/// The table of a struct together with everything it refers to, as one static that the compiler evaluates once.
pub struct Whole<const ROWS: usize, const ELEMENTS: usize, const ITEMS: usize> {
    /// The rows, each with the number of its field.
    pub rows: [Row; ROWS],
    /// The elements around the items of its lists.
    pub items: [Tags; ITEMS],
    /// The elements of the struct.
    pub elements: [Element; ELEMENTS],
    /// The table.
    pub table: Table,
}

/// Creates a row.
#[must_use]
pub const fn row(
    path: &'static str,
    field: &'static str,
    ty: &'static str,
    doc: &'static str,
    line: u32,
    rules: &'static Rules,
) -> Row {
    Row {
        path,
        field,
        ty,
        doc,
        line,
        rules,
    }
}

/// Returns the rules that are flags, one bit each: `required`, `patch`, `resets`, `secret`, `personal`.
const fn rules(bits: u8) -> Rules {
    Rules {
        required: bits & 1 != 0,
        patch: bits & 2 != 0,
        resets: bits & 4 != 0,
        secret: bits & 8 != 0,
        personal: bits & 16 != 0,
        ..Rules::NONE
    }
}

/// Defines a static for every combination of flags, so that the compiler makes each once instead of once per row.
macro_rules! rules {
    ($($name:ident = $bits:literal)+) => {
        $(
            #[doc = concat!("The rules of the bits ", stringify!($bits), ".")]
            pub static $name: Rules = rules($bits);
        )+
    };
}

rules! {
    R0 = 0 R1 = 1 R2 = 2 R3 = 3 R4 = 4 R5 = 5 R6 = 6 R7 = 7
    R8 = 8 R9 = 9 R10 = 10 R11 = 11 R12 = 12 R13 = 13 R14 = 14 R15 = 15
    R16 = 16 R17 = 17 R18 = 18 R19 = 19 R20 = 20 R21 = 21 R22 = 22 R23 = 23
    R24 = 24 R25 = 25 R26 = 26 R27 = 27 R28 = 28 R29 = 29 R30 = 30 R31 = 31
}

/// An empty table to start from, since most have no one-of and no filter.
pub const BARE: Table = Table {
    name: "",
    doc: "",
    file: "",
    elements: &[],
    choices: &[],
    combinations: &[],
    path: "",
    required: &[],
    filters: &[],
};

/// Creates an element of one value.
#[must_use]
pub const fn value<T: Typed>(name: &'static str, tags: &'static [u8; 32], field: u16, rows: &'static [Row]) -> Element {
    let kind = T::KIND;
    element(name, tags, Content::Value { field, kind }, field, rows)
}

/// Creates an element of one value whose row is in no one-of, with its rule `required`.
#[must_use]
pub const fn alone<T: Typed>(
    name: &'static str,
    tags: &'static [u8; 32],
    field: u16,
    rows: &'static [Row],
    must: bool,
) -> Element {
    Element {
        text_only: match T::KIND {
            Kind::Record(_) => TextOnly::No,
            _ if must => TextOnly::Required,
            _ => TextOnly::Optional,
        },
        ..value::<T>(name, tags, field, rows)
    }
}

/// Creates an element that repeats.
#[must_use]
pub const fn repeat<T: Typed>(
    name: &'static str,
    tags: &'static [u8; 32],
    field: u16,
    rows: &'static [Row],
) -> Element {
    let kind = T::KIND;
    element(name, tags, Content::Repeat { field, kind }, field, rows)
}

/// Creates a list with an element around it.
#[must_use]
pub const fn items<T: Typed>(
    name: &'static str,
    tags: &'static [u8; 32],
    field: u16,
    rows: &'static [Row],
    item: &'static Tags,
) -> Element {
    let kind = T::KIND;
    element(name, tags, Content::List { field, kind, item }, field, rows)
}

#[allow(
    clippy::indexing_slicing,
    reason = "evaluated while a static table is compiled, where a wrong index fails the build"
)]
const fn element(
    name: &'static str,
    tags: &'static [u8; 32],
    content: Content,
    field: u16,
    rows: &'static [Row],
) -> Element {
    Element {
        name,
        tags: Tags::new(name, tags),
        place: Place::Element,
        content,
        // The rows are in the order of their fields, one each.
        row: Some(&rows[field as usize]),
        text_only: TextOnly::No,
    }
}

/// Turns an element into an attribute, or into the text of its parent.
#[must_use]
pub const fn placed(place: Place, element: Element) -> Element {
    Element { place, ..element }
}
