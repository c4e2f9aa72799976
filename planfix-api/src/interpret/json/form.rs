//! A value of several forms, written by its form: `{"date": "2026-02-03"}`, `[3, 14]`, `["red", "green"]`.

use super::fault::{At, Found};
use super::number::{Keyed, first_key};
use super::value::ValueSeed;
use crate::table::{Form, Joint, Kind, Union, bracketed};
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// Returns the names that an object for a value of several forms may begin with.
pub(super) fn names(union: &Union) -> Vec<Cow<'static, str>> {
    let records = union.forms.iter().filter_map(|form| match form.kind {
        Kind::Record(table) => Some(table.elements),
        _ => None,
    });
    let leaves = union.leaves().map(|form| Cow::Owned(form.json_name()));
    records.flatten().map(super::key).chain(leaves).collect()
}

/// Sets a value from an object whose first name, which has been read, is the name of a form.
pub(super) fn named<'de, A: MapAccess<'de>>(
    seed: ValueSeed<'_>,
    form: &'static Form,
    mut map: A,
) -> Result<(), A::Error> {
    let at = seed.at;
    let wire = match map.next_value_seed(ScalarSeed { form: Some(form), at })? {
        Scalar::Text(text) => form
            .wire(&text)
            .map_err(|expected| at.misfit(expected, Found::Text(&text)))?,
        Scalar::Number(text) => form
            .wire(&text)
            .map_err(|expected| at.misfit(expected, Found::Number(&text)))?,
        Scalar::Wire(wire) => form.wire(&wire).map_err(|expected| at.misfit(expected, Found::Array))?,
    };
    if map.next_key::<String>()?.is_some() {
        return Err(at.fault("two forms of one value; give one of them"));
    }
    seed.slot
        .set_text(&wire)
        .map_err(|expected| at.misfit(expected.0, Found::Text(&wire)))
}

/// Sets a value from an array, if one of its forms is a list in brackets.
pub(super) fn array<'de, A: SeqAccess<'de>>(seed: ValueSeed<'_>, union: &Union, mut seq: A) -> Result<(), A::Error> {
    let at = seed.at;
    let lists = || union.leaves().filter_map(|form| Some((form, item(form)?)));
    if lists().next().is_none() {
        return Err(at.misfit(super::value::expected(Kind::Text), Found::Array));
    }
    let mut items: Vec<Cow<'_, str>> = Vec::new();
    let mut is_text = None;
    while let Some(item) = seq.next_element_seed(ScalarSeed { form: None, at })? {
        let (text, quoted) = match item {
            Scalar::Text(text) => (text, true),
            Scalar::Number(text) | Scalar::Wire(text) => (text, false),
        };
        if *is_text.get_or_insert(quoted) != quoted {
            return Err(at.fault("an array of texts and numbers; write all items alike"));
        }
        items.push(text.into());
    }
    let is_meant = |item: Kind| matches!(item, Kind::Text) == is_text.unwrap_or(false);
    let Some((form, item)) = lists().find(|(_, item)| is_meant(*item)) else {
        return Err(at.misfit("items of another kind", Found::Array));
    };
    let wire = form.wire(&bracketed(item, &items));
    let wire = wire.map_err(|expected| at.misfit(expected, Found::Array))?;
    seed.slot
        .set_text(&wire)
        .map_err(|expected| at.misfit(expected.0, Found::Array))
}

/// Returns the kind of an item, if a form is a list in brackets.
fn item(form: &Form) -> Option<Kind> {
    match form.kind {
        Kind::Joined(Joint::Brackets, item) => Some(*item),
        _ => None,
    }
}

enum Scalar {
    Text(String),
    /// A number as written.
    Number(String),
    /// Several values as on the wire.
    Wire(String),
}

/// The seed for the value of a form, or for an item of an array.
struct ScalarSeed<'a> {
    form: Option<&'static Form>,
    at: At<'a>,
}

impl<'de> DeserializeSeed<'de> for ScalarSeed<'_> {
    type Value = Scalar;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Scalar, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ScalarSeed<'_> {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string or a number")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Scalar, E> {
        Ok(Scalar::Text(text.to_owned()))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Scalar, E> {
        Ok(Scalar::Number(number.to_string()))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Scalar, E> {
        Ok(Scalar::Number(number.to_string()))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Scalar, E> {
        Ok(Scalar::Number(number.to_string()))
    }

    fn visit_bool<E: de::Error>(self, yes: bool) -> Result<Scalar, E> {
        Ok(Scalar::Number(if yes { "1" } else { "0" }.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Scalar, A::Error> {
        match first_key(&mut map)? {
            Keyed::Number(text) => Ok(Scalar::Number(text)),
            _ => Err(self.at.misfit("a string or a number", Found::Object)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Scalar, A::Error> {
        let Some(item) = self.form.and_then(item) else {
            return Err(self.at.misfit("a string or a number", Found::Array));
        };
        let mut items: Vec<Cow<'_, str>> = Vec::new();
        while let Some(Scalar::Text(text) | Scalar::Number(text) | Scalar::Wire(text)) =
            seq.next_element_seed(ScalarSeed {
                form: None,
                at: self.at,
            })?
        {
            items.push(text.into());
        }
        Ok(Scalar::Wire(bracketed(item, &items)))
    }
}
