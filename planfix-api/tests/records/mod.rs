//! Random records of any table, and descriptions of them, through the `Record` interface alone.
#![allow(dead_code, unused_imports, reason = "each test file uses a part")]

mod nodes;
mod random;

pub(crate) use nodes::{Node, nodes};
pub(crate) use random::{Rng, text};

use nodes::wire;
use planfix_api::Method as _;
use planfix_api::record::{Record, Value, View};
use planfix_api::table::Method;
use planfix_api::xml::{self, Limits, ReadError, ReadOptions};
use random::Filler;

/// A table with every construct of the grammar.
pub(crate) mod odd {
    planfix_api::method!("../tables/odd.shapes.md");
}

/// One side of a method: its request or its response.
#[derive(Clone, Copy)]
pub(crate) struct Side {
    pub(crate) method: &'static Method,
    pub(crate) is_request: bool,
}

/// Returns both sides of every method, and of the odd one.
pub(crate) fn sides() -> Vec<Side> {
    let odd = odd::Request::METHOD;
    let methods = planfix_api::methods().iter().copied().chain([odd]);
    methods
        .flat_map(|method| [true, false].map(|is_request| Side { method, is_request }))
        .collect()
}

impl Side {
    pub(crate) fn blank(self) -> Box<dyn Record> {
        if self.is_request {
            (self.method.new_request)()
        } else {
            (self.method.new_response)()
        }
    }

    pub(crate) fn random(self, rng: &mut Rng) -> Box<dyn Record> {
        let mut record = self.blank();
        Filler {
            is_request: self.is_request,
        }
        .fill(rng, &mut *record);
        record
    }

    pub(crate) fn write(self, record: &dyn Record) -> Result<Vec<u8>, planfix_api::Violations> {
        let envelope = xml::Envelope {
            account: "demo",
            sid: None,
        };
        if self.is_request {
            xml::write_request(self.method.name, &envelope, record)
        } else {
            xml::write_response(record)
        }
    }

    pub(crate) fn read(self, bytes: &[u8]) -> Result<Box<dyn Record>, ReadError> {
        self.read_with(bytes, &ReadOptions::DEFAULT)
    }

    /// Reads with these options; a request uses only the limits.
    pub(crate) fn read_with(self, bytes: &[u8], options: &ReadOptions) -> Result<Box<dyn Record>, ReadError> {
        let mut record = self.blank();
        if self.is_request {
            xml::read_request_within(bytes, &mut *record, &options.limits)?;
        } else {
            xml::read_response_with(bytes, &mut *record, options)?;
        }
        Ok(record)
    }

    /// Reads with and without the fast path: the result is the same record with the same unknown elements, or the same
    /// faults.
    pub(crate) fn both_ways(self, bytes: &[u8]) -> Result<Box<dyn Record>, ReadError> {
        let said = |read: &Result<Box<dyn Record>, ReadError>| match read {
            Ok(record) => {
                let unknown = planfix_api::unknown(&**record);
                let unknown = unknown.iter().map(|u| format!("{}: {}: {}", u.path, u.why, u.xml));
                Ok((dump(&**record), unknown.collect::<Vec<_>>()))
            }
            Err(error) => Err(error.clone()),
        };
        let text = String::from_utf8_lossy(bytes);
        let long = ReadOptions::DEFAULT.limits(Limits::DEFAULT.without_fast_path());
        for strict in [true, false] {
            let short = self.read_with(bytes, &ReadOptions::DEFAULT.strict(strict));
            let long = self.read_with(bytes, &long.strict(strict));
            assert_eq!(said(&short), said(&long), "{}, strict {strict}\n{text}", self.name());
        }
        self.read(bytes)
    }

    pub(crate) fn name(self) -> String {
        format!(
            "{} {}",
            self.method.name,
            if self.is_request { "request" } else { "response" }
        )
    }
}

/// Copies a record by its values.
pub(crate) fn copy(record: &dyn Record) -> Box<dyn Record> {
    fn values(from: &dyn Record, to: &mut dyn Record) {
        for element in from.table().fields() {
            let (number, _) = element.content.field().unwrap();
            let view = from.field(number);
            if !matches!(view, View::Absent) {
                value(view, to.field_mut(number).unwrap());
            }
        }
    }
    fn value(from: View<'_>, to: &mut dyn Value) {
        match from {
            View::Absent => {}
            View::Empty => to.set_empty().unwrap(),
            View::List(from) => {
                let to = to.list().unwrap();
                for index in 0..from.len() {
                    value(from.get(index).unwrap().view(), to.push());
                }
            }
            // The first child decides the form of a value with several forms.
            View::Record(from) => values(from, to.record_with(from.table().elements[0].name).unwrap()),
            leaf => to.set_text(&wire(leaf)).unwrap(),
        }
    }
    let mut copy = record.fresh();
    values(record, &mut *copy);
    copy
}

/// Describes everything in a record, so that two records are equal if their descriptions are.
pub(crate) fn dump(record: &dyn Record) -> String {
    fn one(view: View<'_>, out: &mut String) {
        match view {
            View::Absent => out.push_str("left out"),
            View::Empty => out.push_str("emptied"),
            View::Record(record) => out.push_str(&format!("{{{}}}", dump(record))),
            View::List(list) => {
                out.push('[');
                for index in 0..list.len() {
                    one(list.get(index).unwrap().view(), out);
                    out.push_str("; ");
                }
                out.push(']');
            }
            leaf => out.push_str(&format!("{:?}", wire(leaf))),
        }
    }
    let mut out = String::new();
    for element in record.table().fields() {
        let (number, _) = element.content.field().unwrap();
        out.push_str(&format!("{}=", element.name));
        one(record.field(number), &mut out);
        out.push_str(", ");
    }
    out
}
