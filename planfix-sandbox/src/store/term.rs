//! Conditions on objects, and which objects they hold for. The index answers them one by one, and sets of
//! identifiers are combined: an object itself is never read for that.

use super::{Begun, StoreError};
use crate::ids::Ids;
use crate::kind::Kind;
use crate::place::Key;
use rusqlite::types::ValueRef;
use serde_json::Value;
use std::borrow::Cow;

/// A condition on an object.
pub(crate) enum Term {
    /// A value at this place passes.
    Has(Cow<'static, str>, Test),
    /// It is one of these.
    Of(Ids),
    Not(Box<Self>),
    All(Vec<Self>),
    Any(Vec<Self>),
}

/// Which values at a place pass.
pub(crate) enum Test {
    /// Every one.
    Some,
    Is(Key),
    /// Both ends pass.
    Between(Key, Key),
    /// An identifier among these.
    In(Ids),
    /// A number for which this holds.
    Number(Box<dyn Fn(i64) -> bool>),
    /// A text for which this holds.
    Text(Box<dyn Fn(&str) -> bool>),
}

/// Up to so many identifiers are looked up one by one; for more the whole place is read.
const FEW: usize = 1000;

impl Term {
    pub(crate) fn has(place: impl Into<Cow<'static, str>>, test: Test) -> Self {
        Self::Has(place.into(), test)
    }

    /// The number at a place, or one of the list there, is this.
    pub(crate) fn is(place: &'static str, id: i64) -> Self {
        Self::has(place, Test::Is(Key::Int(id)))
    }

    /// A word at a place is this.
    pub(crate) fn word(place: &'static str, word: &str) -> Self {
        Self::has(place, Test::Is(Key::Text(word.to_owned())))
    }

    /// There is any value at a place.
    pub(crate) fn some(place: &'static str) -> Self {
        Self::has(place, Test::Some)
    }

    pub(crate) fn not(self) -> Self {
        Self::Not(Box::new(self))
    }

    /// The same, or its contrary.
    pub(crate) fn wanted(self, wanted: bool) -> Self {
        if wanted { self } else { self.not() }
    }
}

impl Begun<'_> {
    /// The objects of a kind for which a condition holds.
    pub(crate) fn ids(&self, kind: &Kind, term: Term) -> Result<Ids, StoreError> {
        match term {
            Term::Has(place, test) => self.having(kind, &place, test),
            Term::Of(ids) => Ok(ids),
            Term::Not(term) => {
                let mut all = self.having(kind, crate::place::CLASS, Test::Some)?;
                all -= &self.ids(kind, *term)?;
                Ok(all)
            }
            Term::Any(terms) => {
                let mut any = Ids::default();
                for term in terms {
                    any |= &self.ids(kind, term)?;
                }
                Ok(any)
            }
            Term::All(terms) => {
                let mut terms = terms.into_iter();
                let mut all = match terms.next() {
                    Some(term) => self.ids(kind, term)?,
                    None => return self.having(kind, crate::place::CLASS, Test::Some),
                };
                for term in terms {
                    match term {
                        // What is left out needs no list of all the others.
                        Term::Not(term) => all -= &self.ids(kind, *term)?,
                        term => all &= &self.ids(kind, term)?,
                    }
                }
                Ok(all)
            }
        }
    }

    fn having(&self, kind: &Kind, place: &str, test: Test) -> Result<Ids, StoreError> {
        let mut ids = Ids::default();
        let all = (&Key::FIRST, &Key::LAST);
        match test {
            Test::Some => self.walk(kind, place, all, |_, id| ids.insert(id))?,
            Test::Is(key) => self.walk(kind, place, (&key, &key), |_, id| ids.insert(id))?,
            Test::Between(first, last) => self.walk(kind, place, (&first, &last), |_, id| ids.insert(id))?,
            Test::In(wanted) if wanted.len() <= FEW => {
                for number in wanted.iter().map(Key::Int) {
                    self.walk(kind, place, (&number, &number), |_, id| ids.insert(id))?;
                }
            }
            Test::In(wanted) => self.numbers(kind, place, |number| wanted.contains(number), &mut ids)?,
            Test::Number(passes) => self.numbers(kind, place, passes, &mut ids)?,
            Test::Text(passes) => {
                // Equal texts come one after the other.
                let (mut present, mut is_in): (Option<String>, bool) = (None, false);
                self.walk(kind, place, all, |value, id| {
                    let Ok(text) = value.as_str() else { return };
                    if present.as_deref() != Some(text) {
                        is_in = passes(text);
                        text.clone_into(present.get_or_insert_default());
                    }
                    if is_in {
                        ids.insert(id);
                    }
                })?;
            }
        }
        Ok(ids)
    }

    fn numbers(&self, kind: &Kind, place: &str, passes: impl Fn(i64) -> bool, ids: &mut Ids) -> Result<(), StoreError> {
        let (mut present, mut is_in) = (None, false);
        self.walk(kind, place, (&Key::FIRST, &Key::LAST), |value, id| {
            let ValueRef::Integer(number) = value else { return };
            if present.replace(number) != Some(number) {
                is_in = passes(number);
            }
            if is_in {
                ids.insert(id);
            }
        })
    }

    /// The identifiers at a place of some objects.
    pub(crate) fn values(&self, kind: &Kind, place: &str, of: &Ids) -> Result<Ids, StoreError> {
        let pairs = self.pairs(kind, place, of)?;
        Ok(pairs.into_iter().map(|(value, _)| value).collect())
    }

    /// The objects themselves.
    pub(crate) fn objects(&self, kind: &Kind, ids: impl IntoIterator<Item = i64>) -> Result<Vec<Value>, StoreError> {
        let found: Result<Vec<Option<Value>>, StoreError> = ids.into_iter().map(|id| self.get(kind, id)).collect();
        Ok(found?.into_iter().flatten().collect())
    }
}
