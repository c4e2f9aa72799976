//! A JSON document that keeps numbers as they were written: a double would lose digits, and a message about `5.0`
//! should not say `5`.

use serde::de::value::{Error, MapDeserializer, SeqDeserializer};
use serde::de::{Deserialize, Deserializer, IntoDeserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// The recursion limit of serde_json.
const MAX_DEPTH: usize = 127;

/// A JSON value. The members of an object keep the order of the document and may contain a name twice; names are
/// normalized by [`name`].
#[derive(Debug, Clone)]
pub(super) enum Tree<'a> {
    Null,
    Bool(bool),
    Number(&'a str),
    Text(Cow<'a, str>),
    Array(Vec<Self>),
    Object(Vec<(String, Self)>),
}

/// Reads a document; `None` if it is not JSON or nested too deeply.
pub(super) fn read(text: &str) -> Option<Tree<'_>> {
    tree(serde_json::from_str(text).ok()?, 0)
}

fn tree(raw: &RawValue, depth: usize) -> Option<Tree<'_>> {
    let text = raw.get();
    if depth > MAX_DEPTH {
        return None;
    }
    Some(match text.as_bytes().first()? {
        b'n' => Tree::Null,
        b't' | b'f' => Tree::Bool(text == "true"),
        b'"' => Tree::Text(string(text)?),
        b'[' => {
            let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
            Tree::Array(
                items
                    .into_iter()
                    .map(|item| tree(item, depth + 1))
                    .collect::<Option<_>>()?,
            )
        }
        b'{' => {
            let Members(members) = serde_json::from_str(text).ok()?;
            let member = |(name, raw)| Some((name, tree(raw, depth + 1)?));
            Tree::Object(members.into_iter().map(member).collect::<Option<_>>()?)
        }
        _ => Tree::Number(text),
    })
}

/// Decodes a string, borrowing it if it has no escapes.
fn string(text: &str) -> Option<Cow<'_, str>> {
    match serde_json::from_str::<&str>(text) {
        Ok(text) => Some(Cow::Borrowed(text)),
        Err(_) => serde_json::from_str(text).ok().map(Cow::Owned),
    }
}

/// Escapes the name of a member for use in a path, on one line. No name in a table is changed by this.
pub(super) fn name(text: &str) -> String {
    crate::words::one_line(text)
}

/// All members of an object, including duplicates.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct All;
        impl<'de> Visitor<'de> for All {
            type Value = Members<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some((text, value)) = map.next_entry::<String, _>()? {
                    members.push((name(&text), value));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(All)
    }
}

impl<'a> Tree<'a> {
    /// Puts the members of another object over those of this one.
    pub(super) fn merge(&mut self, over: Tree<'a>) {
        match (self, over) {
            (Self::Object(members), Tree::Object(others)) => {
                for (name, value) in others {
                    match members.iter_mut().find(|(known, _)| *known == name) {
                        Some((_, member)) => member.merge(value),
                        None => members.push((name, value)),
                    }
                }
            }
            (this, over) => *this = over,
        }
    }
}

impl Tree<'_> {
    /// Returns the value with this name.
    pub(super) fn named(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().find(|(known, _)| known == name).map(|(_, value)| value),
            _ => None,
        }
    }
}

impl<'de> Deserializer<'de> for &'de Tree<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Tree::Null => visitor.visit_unit(),
            Tree::Bool(yes) => visitor.visit_bool(*yes),
            Tree::Number(text) => match text.parse::<i64>() {
                Ok(number) if number.to_string() == *text => visitor.visit_i64(number),
                // The representation of a number in serde_json with its feature `arbitrary_precision`.
                _ => visitor.visit_map(MapDeserializer::new(std::iter::once((
                    "$serde_json::private::Number",
                    *text,
                )))),
            },
            Tree::Text(text) => visitor.visit_str(text),
            Tree::Array(items) => visitor.visit_seq(SeqDeserializer::new(items.iter())),
            Tree::Object(members) => {
                let members = members.iter().map(|(name, value)| (name.as_str(), value));
                visitor.visit_map(MapDeserializer::new(members))
            }
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Error> for &'de Tree<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_as_they_were_written() {
        let document = read(r#" {"a": [5.0, 1e3, -0, 18446744073709551616], "b\n": "x", "a": null} "#);
        let Some(Tree::Object(members)) = document else {
            panic!("an object");
        };
        assert!(matches!(&members[1], (name, Tree::Text(Cow::Borrowed("x"))) if name == "b\\n"));
        assert!(matches!(members[2].1, Tree::Null), "a name may be there twice");
        let Tree::Array(items) = &members[0].1 else {
            panic!("an array");
        };
        let written = ["5.0", "1e3", "-0", "18446744073709551616"];
        assert!(
            items
                .iter()
                .zip(written)
                .all(|(item, text)| matches!(item, Tree::Number(found) if *found == text))
        );
    }

    #[test]
    fn a_deep_document_is_refused() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(read(&nested(100)).is_some());
        assert!(read(&nested(1_000)).is_none());
    }
}
