//! One call of a method, inside one transaction.

use crate::authorization::Sessions;
use crate::dates;
use crate::failure::{Failure, Faults};
pub(crate) use crate::object_kind::CALLER;
use crate::object_kind::ObjectKind;
use crate::store::Begun;
use crate::tree;
use planfix_api::jiff::civil::DateTime;
use planfix_api::table;
use serde_json::Value;
use std::cell::{OnceCell, RefCell};

/// The context of a behavior: one call, inside one transaction.
pub(crate) struct Call<'a> {
    pub(crate) store: &'a Begun<'a>,
    pub(crate) sessions: &'a Sessions,
    pub(crate) now: DateTime,
    pub(crate) method: &'static table::Method,
    /// The custom fields, once they have been read.
    pub(crate) fields: OnceCell<Vec<Value>>,
    /// The code of the first fault, and all faults.
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

    /// Notes a fault of the request, so that it will be refused and nothing changed. The message has all faults; the
    /// first determines the code.
    pub(crate) fn fault(&self, code: &'static str, message: impl Into<String>) {
        let (first, faults) = &mut *self.faults.borrow_mut();
        if faults.is_empty() {
            *first = code;
        }
        faults.add(|| message.into());
    }

    /// Refuses the request if faults were noted.
    pub(crate) fn settle(&self) -> Result<(), Failure> {
        let (code, faults) = &*self.faults.borrow();
        if faults.is_empty() {
            return Ok(());
        }
        Err(Failure::refused(code, faults.to_string()))
    }

    /// Returns the current time as it is stored.
    pub(crate) fn timestamp(&self) -> String {
        dates::written(self.now)
    }

    /// Finds the object that a request names by one of its identifiers, such as `task` in task.get.
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

    /// Returns true if a request asks for no entry in the history.
    pub(crate) fn is_silent(request: &Value) -> bool {
        tree::yes(tree::at(request, "silent"))
    }
}
