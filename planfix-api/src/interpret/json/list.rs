//! Fills a list from JSON, with or without an element around it.

use super::fault::{At, Found, no_leaf};
use super::fill::join;
use super::number::{Keyed, NUMBER, first_key};
use super::value::ValueSeed;
use crate::record::{List, Value};
use crate::table::Kind;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// The visitor of a list with an element around it: `{"phone": […]}`, or `null`.
pub(super) struct WrappedVisitor<'a> {
    pub(super) slot: &'a mut dyn Value,
    pub(super) item: &'static str,
    pub(super) kind: Kind,
    pub(super) at: At<'a>,
}

impl<'de> Visitor<'de> for WrappedVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{\"{}\": […]}} for {}", self.item, self.at.path)
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        match self.slot.set_empty() {
            Ok(()) => Ok(()),
            Err(_) => Err(self.misfit(Found::Null)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(self.misfit(Found::Array))
    }

    no_leaf!();

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = false;
        while let Some(name) = map.next_key::<String>()? {
            if name == NUMBER {
                return Err(self.misfit(Found::Number(&map.next_value::<String>()?)));
            }
            let path = join(self.at.path, &name);
            let at = At { path: &path, ..self.at };
            if name != self.item || seen {
                return Err(at.fault(format_args!("unknown here; expected one array `{}`", self.item)));
            }
            seen = true;
            map.next_value_seed(ItemsSeed(ItemsVisitor {
                slot: &mut *self.slot,
                kind: self.kind,
                at,
            }))?;
        }
        if !seen {
            return self.visit_unit();
        }
        Ok(())
    }
}

impl WrappedVisitor<'_> {
    fn misfit<E: de::Error>(&self, found: Found<'_>) -> E {
        self.at.misfit(format_args!("{{\"{}\": […]}}", self.item), found)
    }
}

struct ItemsSeed<'a>(ItemsVisitor<'a>);

impl<'de> DeserializeSeed<'de> for ItemsSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self.0)
    }
}

/// The visitor of a list's items.
pub(super) struct ItemsVisitor<'a> {
    pub(super) slot: &'a mut dyn Value,
    pub(super) kind: Kind,
    pub(super) at: At<'a>,
}

impl<'de> Visitor<'de> for ItemsVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an array for {}", self.at.path)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        Err(match first_key(&mut map)? {
            Keyed::Number(text) => self.misfit(Found::Number(&text)),
            _ => self.misfit(Found::Object),
        })
    }

    no_leaf!();

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        let _ = self.slot.set_empty();
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Some(list) = self.slot.list() else {
            return Ok(());
        };
        loop {
            let path = format!("{}[{}]", self.at.path, list.len());
            let item = ItemSeed {
                list: &mut *list,
                kind: self.kind,
                at: At { path: &path, ..self.at },
            };
            if seq.next_element_seed(item)?.is_none() {
                return Ok(());
            }
        }
    }
}

impl ItemsVisitor<'_> {
    fn misfit<E: de::Error>(&self, found: Found<'_>) -> E {
        self.at.misfit("an array", found)
    }
}

/// The seed for one item, which is added to the list only if the array has another one.
struct ItemSeed<'a> {
    list: &'a mut dyn List,
    kind: Kind,
    at: At<'a>,
}

impl<'de> DeserializeSeed<'de> for ItemSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        ValueSeed {
            slot: self.list.push(),
            kind: self.kind,
            at: self.at,
        }
        .deserialize(deserializer)
    }
}
