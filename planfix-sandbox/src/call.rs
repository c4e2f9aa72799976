//! One call of a method, inside one transaction.

use crate::authorization::Sessions;
use crate::dates;
use crate::failure::{Failure, Faults};
use crate::object_kind::ObjectKind;
use crate::store::Begun;
use crate::tree;
use planfix_api::jiff::civil::DateTime;
use planfix_api::table;
use serde_json::Value;
use std::cell::{OnceCell, RefCell};

/// The employee in whose name every call is made.
pub(crate) const CALLER: i64 = 1;

/// What a behaviour works with: one call inside one transaction.
pub(crate) struct Call<'a> {
    pub(crate) store: &'a Begun<'a>,
    pub(crate) sessions: &'a Sessions,
    pub(crate) now: DateTime,
    pub(crate) method: &'static table::Method,
    /// The custom fields, read once.
    pub(crate) fields: OnceCell<Vec<Value>>,
    /// The code of the first fault, and all of them.
    faults: RefCell<(&'static str, Faults)>,
}

impl<'a> Call<'a> {
    pub(crate) fn new(
        store: &'a Begun<'a>,
        sessions: &'a Sessions,
        now: DateTime,
        method: &'static table::Method,
    ) -> Self {
        Self {
            store,
            sessions,
            now,
            method,
            fields: OnceCell::new(),
            faults: RefCell::default(),
        }
    }

    /// Notes a fault of the request: nothing is changed then, and all faults are named at once. The first
    /// gives the code.
    pub(crate) fn fault(&self, code: &'static str, message: impl Into<String>) {
        let (first, faults) = &mut *self.faults.borrow_mut();
        if faults.is_empty() {
            *first = code;
        }
        faults.add(|| message.into());
    }

    /// Refuses the request where faults were noted.
    pub(crate) fn settle(&self) -> Result<(), Failure> {
        let (code, faults) = &*self.faults.borrow();
        if faults.is_empty() {
            return Ok(());
        }
        Err(Failure::refused(code, faults.to_string()))
    }

    /// The present time, as it is kept.
    pub(crate) fn timestamp(&self) -> String {
        dates::written(self.now)
    }

    /// The object that a request names by one of its identifiers, such as `task` in task.get.
    pub(crate) fn named(&self, kind: &'static ObjectKind, element: &str, selector: &Value) -> Result<Value, Failure> {
        for &(name, by) in kind.selectors {
            let Some(id) = tree::int(tree::at(selector, name)) else {
                continue;
            };
            return self.store.find(kind, by, id)?.ok_or_else(|| {
                Failure::refused(
                    kind.missing,
                    format!("{element}.{name}: there is no {} {id}", kind.noun),
                )
            });
        }
        let names: Vec<String> = kind
            .selectors
            .iter()
            .map(|(name, _)| format!("{element}.{name}"))
            .collect();
        Err(Failure::refused("0009", format!("{}: missing", names.join(" or "))))
    }

    /// Whether a request asks that no notice is taken of it.
    pub(crate) fn is_silent(said: &Value) -> bool {
        tree::yes(tree::at(said, "silent"))
    }
}
