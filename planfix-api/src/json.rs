//! JSON of every request and response, with the wire's names and nesting.
//!
//! A repeated element is an array under its own name, an attribute is `"@count"`, left out is
//! absent, emptied is `null`, numbers and booleans are JSON's, dates are ISO 8601. An element that
//! holds only text where it could hold others is a string. Every struct implements `Serialize` and
//! `Deserialize` through this one interpreter; [`Json`] and [`Fill`] do the same for a record that
//! is known only at run time.

use crate::date::Wire;
use crate::record::{List, Record, Struct, Value, View};
use crate::table::{Content, Element, Kind, Place, Row};
use jiff::civil::{Date, Time};
#[doc(hidden)]
pub use serde;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use std::borrow::Cow;
use std::fmt;

/// Serializes a record.
///
/// ```
/// use planfix_api::{ContactId, contact, json::Json};
///
/// let request = contact::update::Request::new(ContactId(42)).name("Анна").clear_post();
/// let text = serde_json::to_string(&Json(&request)).unwrap();
/// assert_eq!(text, r#"{"contact":{"id":42,"name":"Анна","post":null}}"#);
/// ```
pub struct Json<'a>(pub &'a dyn Record);

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let elements = self.0.table().elements;
        if let Some(text) = only_text(self.0, elements) {
            return Leaf(text).serialize(serializer);
        }
        Object(self.0, elements).serialize(serializer)
    }
}

/// The text of an element that holds nothing else.
fn only_text<'a>(record: &'a dyn Record, elements: &[Element]) -> Option<View<'a>> {
    let view = |e: &Element| record.field(e.content.field()?.0).map(Value::view);
    let mut text = None;
    for element in elements {
        match (element.place, view(element)) {
            (Place::Text, found) => text = found,
            (_, None | Some(View::Absent)) if !matches!(element.content, Content::Group(_)) => {}
            _ => return None,
        }
    }
    text.filter(|view| !matches!(view, View::Absent))
}

struct Object<'a>(&'a dyn Record, &'static [Element]);

impl Object<'_> {
    fn is_empty(&self) -> bool {
        self.1.iter().all(|element| match element.content {
            Content::Group(inner) => Object(self.0, inner).is_empty(),
            Content::Value { field, .. } | Content::List { field, .. } => {
                matches!(self.0.field(field).map(Value::view), None | Some(View::Absent))
            }
            Content::Repeat { field, .. } => match self.0.field(field).map(Value::view) {
                Some(View::List(list)) => list.is_empty(),
                _ => true,
            },
        })
    }
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for element in self.1 {
            let name = key(element);
            match element.content {
                Content::Group(inner) => {
                    let object = Object(self.0, inner);
                    if !object.is_empty() {
                        map.serialize_entry(&name, &object)?;
                    }
                }
                Content::Value { field, .. } => match self.0.field(field).map(Value::view) {
                    None | Some(View::Absent) => {}
                    Some(View::Record(inner)) => map.serialize_entry(&name, &Json(inner))?,
                    Some(leaf) => map.serialize_entry(&name, &Leaf(leaf))?,
                },
                Content::Repeat { field, .. } => {
                    if let Some(View::List(list)) = self.0.field(field).map(Value::view)
                        && !list.is_empty()
                    {
                        map.serialize_entry(&name, &Items(list))?;
                    }
                }
                Content::List { field, item, .. } => match self.0.field(field).map(Value::view) {
                    Some(View::List(list)) if !list.is_empty() => {
                        map.serialize_entry(&name, &Wrapped(item.name, list))?;
                    }
                    Some(View::List(_) | View::Empty) => map.serialize_entry(&name, &())?,
                    _ => {}
                },
            }
        }
        map.end()
    }
}

fn key(element: &Element) -> Cow<'static, str> {
    match element.place {
        Place::Attribute => Cow::Owned(format!("@{}", element.name)),
        Place::Element | Place::Text => Cow::Borrowed(element.name),
    }
}

struct Wrapped<'a>(&'static str, &'a dyn List);

impl Serialize for Wrapped<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.0, &Items(self.1))?;
        map.end()
    }
}

struct Items<'a>(&'a dyn List);

impl Serialize for Items<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.0.len()))?;
        for item in (0..self.0.len()).filter_map(|i| self.0.get(i)) {
            match item.view() {
                View::Record(record) => seq.serialize_element(&Json(record))?,
                leaf => seq.serialize_element(&Leaf(leaf))?,
            }
        }
        seq.end()
    }
}

struct Leaf<'a>(View<'a>);

impl Serialize for Leaf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            View::Text(text) => serializer.serialize_str(text),
            View::Int(number) => serializer.serialize_i64(number),
            View::Bool(yes) => serializer.serialize_bool(yes),
            View::Date(date) => serializer.collect_str(&date),
            View::DateTime(crate::DateTime::Date(date)) => serializer.collect_str(&date),
            View::DateTime(crate::DateTime::Minute(at)) => {
                serializer.collect_str(&format_args!("{}T{}", at.date(), Wire(at.time())))
            }
            View::Time(time) => serializer.collect_str(&Wire(time)),
            // A number of JSON would lose the zero of 10.50, and digits beyond a double.
            View::Decimal(number) => serializer.serialize_str(number.as_str()),
            View::Bytes(bytes) => serializer.serialize_str(&bytes.encode()),
            View::Absent | View::Empty | View::Record(_) | View::List(_) => serializer.serialize_unit(),
        }
    }
}

/// Fills a record from JSON. An error names the path of the element; a name that the table does not
/// know is an error with the nearest known one.
///
/// ```
/// use planfix_api::{Struct, Typed, contact, json::Fill};
/// use serde::de::DeserializeSeed;
///
/// let mut request = contact::update::Request::blank();
/// let mut json = serde_json::Deserializer::from_str(r#"{"contact": {"id": 42, "nmae": "Анна"}}"#);
/// let error = Fill::new(&mut request).deserialize(&mut json).unwrap_err();
/// assert!(error.to_string().starts_with("contact.nmae: unknown; did you mean `name`?"));
/// ```
pub struct Fill<'a> {
    record: &'a mut dyn Record,
    path: String,
}

impl<'a> Fill<'a> {
    /// Fills this record.
    pub fn new(record: &'a mut dyn Record) -> Self {
        Self {
            record,
            path: String::new(),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Fill<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let elements = self.record.table().elements;
        let mut met = Vec::new();
        deserializer.deserialize_any(ObjectVisitor {
            record: &mut *self.record,
            elements,
            path: &self.path,
            met: &mut met,
        })?;
        required::<D::Error>(&*self.record, &met, &self.path)
    }
}

/// Reports the first required field or one-of that was not given. Validation reports the others;
/// this one is needed because a blank value is no value.
fn required<E: de::Error>(record: &dyn Record, met: &[u16], path: &str) -> Result<(), E> {
    let table = record.table();
    let row = |field: u16| {
        let element = table
            .fields()
            .find(|e| e.content.field().is_some_and(|(f, _)| f == field));
        element.and_then(|e| e.row).map_or("", |row| row.path)
    };
    let place = |field: u16| {
        let below = row(field).strip_prefix(table.path).unwrap_or_else(|| row(field));
        join(path, below.trim_start_matches(['.', '[', ']']).trim_end_matches("[]"))
    };
    let missing: Vec<String> = table
        .required
        .iter()
        .filter(|field| !met.contains(field))
        .map(|&field| format!("{}: missing, it is required", place(field)))
        .chain(table.choices.iter().filter_map(|choice| {
            let given = choice.members.iter().filter(|member| met.contains(member)).count();
            let names: Vec<String> = choice.members.iter().map(|&member| place(member)).collect();
            match given {
                0 if choice.required => Some(format!("{}: give exactly one of them", names.join(" or "))),
                2.. => Some(format!("{}: give only one of them", names.join(" and "))),
                _ => None,
            }
        }))
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(E::custom(missing.join("\n")))
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

/// An object of JSON, or for an element with text a string.
struct ObjectVisitor<'a> {
    record: &'a mut dyn Record,
    elements: &'static [Element],
    path: &'a str,
    met: &'a mut Vec<u16>,
}

impl<'de> Visitor<'de> for ObjectVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            f.write_str("an object with the elements of the message")
        } else {
            write!(f, "an object with the elements of {}", self.path)
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut names: Vec<String> = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            let path = join(self.path, &name);
            let Some(element) = self.elements.iter().find(|e| key(e) == name) else {
                return Err(unknown(&path, &name, self.elements));
            };
            if names.contains(&name) {
                return Err(de::Error::custom(format_args!("{path}: stands twice")));
            }
            map.next_value_seed(ElementSeed {
                record: &mut *self.record,
                element,
                path: &path,
                met: &mut *self.met,
            })?;
            names.push(name);
        }
        Ok(())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        let place = self.elements.iter().find(|e| e.place == Place::Text);
        let Some((element, (field, kind))) = place.and_then(|e| Some((e, e.content.field()?))) else {
            return Err(E::invalid_type(de::Unexpected::Str("text"), &self));
        };
        self.met.push(field);
        match self.record.field_mut(field) {
            Some(slot) => set(slot, kind, text, element.row, self.path),
            None => Ok(()),
        }
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<(), E> {
        self.visit_str(&number.to_string())
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<(), E> {
        self.visit_str(&number.to_string())
    }
}

fn unknown<E: de::Error>(path: &str, name: &str, elements: &[Element]) -> E {
    let names: Vec<Cow<'_, str>> = elements.iter().map(key).collect();
    let close = names
        .iter()
        .map(|known| (strsim::damerau_levenshtein(name, known), known))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, _)| *distance <= 1 + name.len() / 4);
    match close {
        Some((_, known)) => E::custom(format_args!("{path}: unknown; did you mean `{known}`?")),
        None => E::custom(format_args!("{path}: unknown; known here: {}", names.join(", "))),
    }
}

/// The value of one name of an object.
struct ElementSeed<'a> {
    record: &'a mut dyn Record,
    element: &'static Element,
    path: &'a str,
    met: &'a mut Vec<u16>,
}

impl<'de> DeserializeSeed<'de> for ElementSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let row = self.element.row;
        let (field, kind) = match self.element.content {
            Content::Group(elements) => {
                return deserializer.deserialize_any(ObjectVisitor {
                    record: self.record,
                    elements,
                    path: self.path,
                    met: self.met,
                });
            }
            Content::Value { field, kind } | Content::Repeat { field, kind } | Content::List { field, kind, .. } => {
                (field, kind)
            }
        };
        // A chosen member of a one-of must not be lost when another one is filled.
        self.met.push(field);
        let Some(slot) = self.record.field_mut(field) else {
            return Ok(());
        };
        match self.element.content {
            Content::Repeat { .. } => deserializer.deserialize_any(ItemsVisitor {
                slot,
                kind,
                row,
                path: self.path,
            }),
            Content::List { item, .. } => deserializer.deserialize_any(WrappedVisitor {
                slot,
                item: item.name,
                kind,
                row,
                path: self.path,
            }),
            _ => ValueSeed {
                slot,
                kind,
                row,
                path: self.path,
            }
            .deserialize(deserializer),
        }
    }
}

/// One value: a leaf or a struct.
struct ValueSeed<'a> {
    slot: &'a mut dyn Value,
    kind: Kind,
    row: Option<&'static Row>,
    path: &'a str,
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(ValueVisitor(self))
    }
}

struct ValueVisitor<'a>(ValueSeed<'a>);

impl<'de> Visitor<'de> for ValueVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} for {}", expected(self.0.kind), self.0.path)
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        let ValueSeed { slot, path, .. } = self.0;
        slot.set_empty()
            .map_err(|expected| E::custom(format_args!("{path}: cannot be empty, expected {}", expected.0)))?;
        match slot.view() {
            // A struct that cannot be empty (it is required, or an item) lacks what it must have.
            View::Record(record) => required(record, &[], path),
            _ => Ok(()),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let path = self.0.path;
        let Some(record) = self.0.slot.record() else {
            return Err(de::Error::invalid_type(de::Unexpected::Map, &expected(self.0.kind)));
        };
        let elements = record.table().elements;
        let mut met = Vec::new();
        ObjectVisitor {
            record: &mut *record,
            elements,
            path,
            met: &mut met,
        }
        .visit_map(map)?;
        required(record, &met, path)
    }

    fn visit_bool<E: de::Error>(self, yes: bool) -> Result<(), E> {
        match self.0.kind {
            Kind::Bool | Kind::Record(_) => self.text(if yes { "1" } else { "0" }),
            kind => Err(wrong(self.0.path, kind)),
        }
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<(), E> {
        match self.0.kind {
            Kind::Int | Kind::Id(_) | Kind::Decimal | Kind::Enum(_) | Kind::Record(_) => self.text(&number.to_string()),
            kind => Err(wrong(self.0.path, kind)),
        }
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<(), E> {
        match i64::try_from(number) {
            Ok(number) => self.visit_i64(number),
            Err(_) => Err(wrong(self.0.path, self.0.kind)),
        }
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<(), E> {
        match self.0.kind {
            Kind::Decimal | Kind::Record(_) => self.text(&number.to_string()),
            kind => Err(wrong(self.0.path, kind)),
        }
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        match self.0.kind {
            // Numbers and booleans are JSON's: text in their place is a slip.
            kind @ (Kind::Int | Kind::Id(_) | Kind::Bool) => Err(wrong(self.0.path, kind)),
            _ => self.text(text),
        }
    }
}

impl ValueVisitor<'_> {
    fn text<E: de::Error>(self, text: &str) -> Result<(), E> {
        let ValueSeed { slot, kind, row, path } = self.0;
        if let Kind::Record(table) = kind {
            let Some(record) = slot.record() else {
                return Err(wrong(path, kind));
            };
            let mut met = Vec::new();
            ObjectVisitor {
                record: &mut *record,
                elements: table.elements,
                path,
                met: &mut met,
            }
            .visit_str(text)?;
            return required(record, &met, path);
        }
        set(slot, kind, text, row, path)
    }
}

fn wrong<E: de::Error>(path: &str, kind: Kind) -> E {
    E::custom(format_args!("{path}: expected {}", expected(kind)))
}

fn expected(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "a string",
        Kind::Int | Kind::Id(_) => "a whole number",
        Kind::Decimal => "a decimal number, as a number or a string",
        Kind::Bool => "true or false",
        Kind::Date => "a date as \"yyyy-mm-dd\"",
        Kind::DateTime => "a date as \"yyyy-mm-dd\" or \"yyyy-mm-ddThh:mm\"",
        Kind::Time => "a time as \"hh:mm\"",
        Kind::Bytes => "a string in base64",
        Kind::Enum(_) => "a value of the list, as a string",
        Kind::Record(_) => "an object",
    }
}

/// Sets a leaf from its text in JSON, where dates are ISO 8601.
fn set<E: de::Error>(slot: &mut dyn Value, kind: Kind, text: &str, row: Option<&Row>, path: &str) -> Result<(), E> {
    let hidden = row.is_some_and(|row| row.rules.hidden());
    let wire = to_wire(kind, text);
    let done = wire.and_then(|wire| slot.set_text(wire).ok());
    done.ok_or_else(|| {
        let found = if hidden {
            String::new()
        } else {
            format!(", found {text:?}")
        };
        E::custom(format_args!("{path}: expected {}{found}", expected(kind)))
    })
}

/// The text of the wire for a text of people and JSON: ISO 8601 dates become `dd-mm-yyyy`.
/// `None` where the text is no such date.
#[must_use]
pub fn to_wire(kind: Kind, text: &str) -> Option<Cow<'_, str>> {
    let date = |text: &str| (text.len() == 10).then(|| text.parse::<Date>().ok()).flatten();
    // Only whole minutes can be written: a second would be lost in silence.
    let time = |text: &str| {
        let time = text.parse::<Time>().ok()?;
        (time.second() == 0 && time.subsec_nanosecond() == 0).then_some(time)
    };
    if text.is_empty() {
        return Some(Cow::Borrowed(text));
    }
    match kind {
        Kind::Date => Some(Wire(date(text)?).to_string().into()),
        Kind::DateTime => match text.split_once(['T', ' ']) {
            None => Some(Wire(date(text)?).to_string().into()),
            Some((day, at)) => Some(format!("{} {}", Wire(date(day)?), Wire(time(at)?)).into()),
        },
        Kind::Time => Some(Wire(time(text)?).to_string().into()),
        _ => Some(Cow::Borrowed(text)),
    }
}

/// A list with an element around it: `{"phone": […]}`, or `null`.
struct WrappedVisitor<'a> {
    slot: &'a mut dyn Value,
    item: &'static str,
    kind: Kind,
    row: Option<&'static Row>,
    path: &'a str,
}

impl<'de> Visitor<'de> for WrappedVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{\"{}\": […]}} for {}", self.item, self.path)
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        let path = self.path;
        self.slot
            .set_empty()
            .map_err(|expected| E::custom(format_args!("{path}: cannot be empty, expected {}", expected.0)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut met = false;
        while let Some(name) = map.next_key::<String>()? {
            let path = join(self.path, &name);
            if name != self.item || met {
                return Err(de::Error::custom(format_args!(
                    "{path}: unknown here; expected one array `{}`",
                    self.item
                )));
            }
            met = true;
            map.next_value_seed(ItemsSeed(ItemsVisitor {
                slot: &mut *self.slot,
                kind: self.kind,
                row: self.row,
                path: &path,
            }))?;
        }
        if !met {
            return self.visit_unit();
        }
        Ok(())
    }
}

struct ItemsSeed<'a>(ItemsVisitor<'a>);

impl<'de> DeserializeSeed<'de> for ItemsSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self.0)
    }
}

/// The items of a list.
struct ItemsVisitor<'a> {
    slot: &'a mut dyn Value,
    kind: Kind,
    row: Option<&'static Row>,
    path: &'a str,
}

impl<'de> Visitor<'de> for ItemsVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an array for {}", self.path)
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        let _ = self.slot.set_empty();
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Some(list) = self.slot.list() else {
            return Ok(());
        };
        loop {
            let path = format!("{}[{}]", self.path, list.len());
            let item = ItemSeed {
                list: &mut *list,
                kind: self.kind,
                row: self.row,
                path: &path,
            };
            if seq.next_element_seed(item)?.is_none() {
                return Ok(());
            }
        }
    }
}

/// One item; it is added to the list only if there is one.
struct ItemSeed<'a> {
    list: &'a mut dyn List,
    kind: Kind,
    row: Option<&'static Row>,
    path: &'a str,
}

impl<'de> DeserializeSeed<'de> for ItemSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        ValueSeed {
            slot: self.list.push(),
            kind: self.kind,
            row: self.row,
            path: self.path,
        }
        .deserialize(deserializer)
    }
}

/// What `Deserialize` of every struct does. Called by generated code.
#[doc(hidden)]
pub fn deserialize<'de, T: Struct, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut record = T::blank();
    Fill::new(&mut record).deserialize(deserializer)?;
    Ok(record)
}
