//! Conditions on objects, and the objects that meet them. Each condition is answered from the index, and the sets of
//! identifiers are combined; the objects themselves are not read.

use super::index::Range;
use super::{Begun, StoreError};
use crate::ids::Ids;
use crate::object_kind::ObjectKind;
use crate::property::{CLASS, Key};
use serde_json::Value;
use std::borrow::Cow;

/// A condition on an object.
pub(crate) enum Term {
    /// The object has a value of this property that passes.
    Has(Cow<'static, str>, Test),
    /// The object is one of these.
    Of(Ids),
    Not(Box<Self>),
    All(Vec<Self>),
    Any(Vec<Self>),
}

/// A test of the values of a property.
pub(crate) enum Test {
    /// Any value.
    Some,
    Is(Key),
    /// Both ends are included.
    Between(Key, Key),
    /// One of these identifiers.
    In(Ids),
    /// A number that the function accepts.
    Number(Box<dyn Fn(i64) -> bool>),
    /// A text that the function accepts.
    Text(Box<dyn Fn(&str) -> bool>),
}

/// The number of identifiers up to which each is looked up; for more, all entries of the property are read.
const FEW: usize = 1000;

impl Term {
    pub(crate) fn has(property: impl Into<Cow<'static, str>>, test: Test) -> Self {
        Self::Has(property.into(), test)
    }

    /// The number in a property, or one of the list there, is this one.
    pub(crate) fn is(property: &'static str, id: i64) -> Self {
        Self::has(property, Test::Is(Key::Int(id)))
    }

    /// The word in a property is this one.
    pub(crate) fn word(property: &'static str, word: &str) -> Self {
        Self::has(property, Test::Is(Key::Text(word.to_owned())))
    }

    /// There is a value of a property.
    pub(crate) fn some(property: &'static str) -> Self {
        Self::has(property, Test::Some)
    }

    pub(crate) fn not(self) -> Self {
        Self::Not(Box::new(self))
    }

    /// Returns the condition itself, or its negation.
    pub(crate) fn wanted(self, wanted: bool) -> Self {
        if wanted { self } else { self.not() }
    }
}

impl Term {
    /// Estimates how much of the index the condition reads. The cheapest of several conditions is evaluated first.
    fn cost(&self) -> u8 {
        match self {
            Self::Of(_) => 0,
            Self::Has(property, _) if property == CLASS => 4,
            Self::Has(_, Test::Is(_)) => 1,
            Self::Has(_, Test::Between(..) | Test::In(_)) => 2,
            Self::Has(..) => 3,
            Self::Not(term) => 5 + term.cost(),
            Self::All(terms) | Self::Any(terms) => terms.iter().map(Self::cost).max().unwrap_or(0),
        }
    }
}

impl Begun<'_> {
    /// Returns the objects of a kind that meet a condition.
    pub(crate) fn ids(&self, kind: &ObjectKind, term: Term) -> Result<Ids, StoreError> {
        match term {
            Term::Has(property, test) => self.having(kind, &property, test),
            Term::Of(ids) => Ok(ids),
            Term::Not(term) => {
                let mut all = self.within(kind, CLASS, Range::All)?;
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
            Term::All(mut terms) => {
                terms.sort_by_key(Term::cost);
                let mut terms = terms.into_iter();
                let mut all = match terms.next() {
                    Some(term) => self.ids(kind, term)?,
                    None => return self.within(kind, CLASS, Range::All),
                };
                for term in terms {
                    if all.is_empty() {
                        break;
                    }
                    match term {
                        // As a rule, the complement of a set is larger than the set.
                        Term::Not(term) => all -= &self.ids_of(kind, *term, &all)?,
                        Term::Has(property, Test::Is(class)) if property == CLASS && all.len() > FEW => {
                            all -= &self.within(kind, CLASS, Range::Before(&class))?;
                            all -= &self.within(kind, CLASS, Range::After(&class))?;
                        }
                        term => all &= &self.ids_of(kind, term, &all)?,
                    }
                }
                Ok(all)
            }
        }
    }

    /// Does the same as [`Begun::ids`] if only these objects matter; the result may have others too.
    fn ids_of(&self, kind: &ObjectKind, term: Term, of: &Ids) -> Result<Ids, StoreError> {
        match term {
            Term::Has(property, Test::Is(key)) if of.len() <= FEW => self.among(kind, &property, &key, of),
            term => self.ids(kind, term),
        }
    }

    fn having(&self, kind: &ObjectKind, property: &str, test: Test) -> Result<Ids, StoreError> {
        let mut ids = Ids::default();
        match test {
            Test::Some => ids = self.within(kind, property, Range::All)?,
            Test::Is(key) => ids = self.within(kind, property, Range::Is(&key))?,
            Test::Between(first, last) => ids = self.within(kind, property, Range::Between(&first, &last))?,
            Test::In(wanted) if wanted.len() <= FEW => {
                for number in wanted.iter().map(Key::Int) {
                    ids |= &self.within(kind, property, Range::Is(&number))?;
                }
            }
            Test::In(wanted) => {
                ids = self.passing(kind, property, |value| {
                    value.as_i64().is_ok_and(|number| wanted.contains(number))
                })?;
            }
            Test::Number(passes) => {
                ids = self.passing(kind, property, |value| value.as_i64().is_ok_and(&passes))?;
            }
            Test::Text(passes) => {
                ids = self.passing(kind, property, |value| value.as_str().is_ok_and(&passes))?;
            }
        }
        Ok(ids)
    }

    /// Returns the identifiers that some objects have in a property.
    pub(crate) fn values(&self, kind: &ObjectKind, property: &str, of: &Ids) -> Result<Ids, StoreError> {
        let pairs = self.pairs(kind, property, of)?;
        Ok(pairs.into_iter().map(|(value, _)| value).collect())
    }

    /// Reads objects.
    pub(crate) fn objects(
        &self,
        kind: &ObjectKind,
        ids: impl IntoIterator<Item = i64>,
    ) -> Result<Vec<Value>, StoreError> {
        let found: Result<Vec<Option<Value>>, StoreError> = ids.into_iter().map(|id| self.get(kind, id)).collect();
        Ok(found?.into_iter().flatten().collect())
    }
}
