//! The calls for all parts of a list, without IO: the next request, and what its answer brings.

use super::error::PageError;
use super::lookup::Lookup;
use super::numbered::Numbered;
use super::part::RecordPage;
use super::place::Place;
use crate::client::Error;
use crate::record::{List, Record};
use crate::table::{By, Method};
use std::collections::HashSet;

/// A list that is being read, part after part.
pub(crate) struct Course {
    method: &'static Method,
    place: Place,
    request: Box<dyn Record>,
    by: Way,
    /// The identifiers of all items so far.
    seen: HashSet<i64>,
    state: State,
}

enum Way {
    Numbered(Numbered),
    Lookup(Lookup),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Going,
    Failed,
    Ended,
}

impl Course {
    /// Starts at the first page, or at the one that the request asks for; `None` if the list of the method does not
    /// come in parts.
    pub(crate) fn of(method: &'static Method, mut request: Box<dyn Record>) -> Option<Self> {
        let parts = method.parts.as_ref()?;
        let place = Place::of(method, parts)?;
        let by = match parts.by {
            By::Page { first } => Way::Numbered(Numbered::of(first, &mut *request)?),
            By::Lookup => Way::Lookup(Lookup::of(&*request)?),
        };
        Some(Self {
            method,
            place,
            request,
            by,
            seen: HashSet::new(),
            state: State::Going,
        })
    }

    pub(crate) const fn method(&self) -> &'static Method {
        self.method
    }

    /// Returns the next request; `None` after the last part, and after a failure.
    pub(crate) fn request(&mut self) -> Option<&dyn Record> {
        if self.state != State::Going {
            return None;
        }
        let is_any = match &self.by {
            Way::Numbered(pages) => {
                pages.ask(&mut *self.request);
                true
            }
            Way::Lookup(lookup) => lookup.ask(&mut *self.request),
        };
        if !is_any {
            self.state = State::Ended;
            return None;
        }
        Some(&*self.request)
    }

    /// Takes the answer to the last request.
    pub(crate) fn receive(&mut self, response: Box<dyn Record>) -> RecordPage {
        let number = self.number();
        let length = self.place.list(&*response).map_or(0, List::len);
        let mut new = Vec::with_capacity(length);
        for index in 0..length {
            let key = self.place.item(&*response, index).and_then(|item| self.place.key(item));
            if key.is_none_or(|key| self.seen.insert(key)) {
                new.push(index);
            }
        }
        let goes_on = match &mut self.by {
            Way::Numbered(pages) => pages.advance(&self.place, &*response, new.len()),
            Way::Lookup(lookup) => lookup.advance(),
        };
        if !goes_on {
            self.state = State::Ended;
        }
        RecordPage::new(number, self.total(), response, self.place, new)
    }

    /// Stops until [`Course::resume`], because the call for this part failed.
    pub(crate) fn fail(&mut self, page: i64, error: Error) -> PageError {
        self.state = State::Failed;
        PageError { page, error }
    }

    /// Continues after a failure, with the part that failed.
    pub(crate) fn resume(&mut self) {
        if self.state == State::Failed {
            self.state = State::Going;
        }
    }

    /// Continues at another part.
    pub(crate) fn go_to(&mut self, part: i64) {
        match &mut self.by {
            Way::Numbered(pages) => pages.go_to(part),
            Way::Lookup(lookup) => lookup.go_to(part),
        }
        self.state = State::Going;
    }

    /// Returns the number of the next part.
    pub(crate) fn number(&self) -> i64 {
        match &self.by {
            Way::Numbered(pages) => pages.next,
            Way::Lookup(lookup) => lookup.number(),
        }
    }

    /// Returns the number of items on all pages as the last answer told it, or of the identifiers of a lookup.
    pub(crate) fn total(&self) -> Option<i64> {
        match &self.by {
            Way::Numbered(pages) => pages.total,
            Way::Lookup(lookup) => Some(lookup.total()),
        }
    }
}
