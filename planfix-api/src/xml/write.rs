//! A record to XML, along its table.

use super::characters::{push_attribute, push_text};
use crate::DateTime;
use crate::date::{push_date, push_time};
use crate::record::{Record, Value, View};
use crate::table::{Content, Element, Kind, Place};
use crate::validate::{self, Violations};

/// Appends the elements of a record: what is left out gives nothing, what is emptied `<name/>`.
///
/// # Errors
/// A text holds a character that XML cannot carry; the violations name it by its path.
pub(super) fn elements(out: &mut String, record: &dyn Record) -> Result<(), Violations> {
    let mut writer = Writer { out, illegal: false };
    writer.elements(record, record.table().elements);
    if writer.illegal {
        // The writer keeps no path, so that writing is fast; finding it again is rare.
        return Err(validate::characters(record));
    }
    Ok(())
}

/// About how many bytes the elements take: a guess for each leaf, and for a list its length times
/// the first item. Growing a buffer step by step would copy a page of contacts several times, and
/// looking at each leaf would cost as much as it saves.
pub(super) fn size_hint(record: &dyn Record, elements: &'static [Element]) -> usize {
    const LEAF: usize = 48;
    fn value(view: View<'_>) -> usize {
        match view {
            View::Record(record) => size_hint(record, record.table().elements),
            View::List(list) => list.len() * list.get(0).map_or(0, |first| value(first.view())),
            View::Absent | View::Empty => 0,
            View::Text(text) => LEAF + text.len(),
            _ => LEAF,
        }
    }
    let mut sum = LEAF;
    for element in elements {
        sum += match element.content {
            Content::Group(inner) => size_hint(record, inner),
            Content::Value {
                field,
                kind: Kind::Record(_),
            }
            | Content::Repeat { field, .. }
            | Content::List { field, .. } => record.field(field).map_or(0, |field| value(field.view())),
            Content::Value { .. } => LEAF,
        };
    }
    sum
}

struct Writer<'a> {
    out: &'a mut String,
    illegal: bool,
}

impl Writer<'_> {
    fn elements(&mut self, record: &dyn Record, elements: &'static [Element]) {
        for element in elements {
            match element.content {
                Content::Group(inner) => self.group(record, element, inner),
                Content::Value { field, .. } => {
                    if let Some(value) = record.field(field) {
                        match element.place {
                            Place::Element => self.value(element.open, element.close, value),
                            Place::Text => self.leaf(value.view()),
                            Place::Attribute => {}
                        }
                    }
                }
                Content::Repeat { field, .. } => {
                    if let Some(View::List(list)) = record.field(field).map(Value::view) {
                        for item in (0..list.len()).filter_map(|i| list.get(i)) {
                            self.value(element.open, element.close, item);
                        }
                    }
                }
                Content::List { field, item, .. } => match record.field(field).map(Value::view) {
                    Some(View::List(list)) if !list.is_empty() => {
                        self.out.push_str(element.open);
                        for value in (0..list.len()).filter_map(|i| list.get(i)) {
                            self.value(item.open, item.close, value);
                        }
                        self.out.push_str(element.close);
                    }
                    Some(View::Empty | View::List(_)) => self.empty(element.open),
                    _ => {}
                },
            }
        }
    }

    /// An element without a field of its own: written if anything in it is.
    fn group(&mut self, record: &dyn Record, element: &Element, inner: &'static [Element]) {
        let before = self.out.len();
        self.out.push_str(element.open);
        self.attributes(record, inner);
        let opened = self.out.len();
        self.elements(record, inner);
        if self.out.len() > opened || opened > before + element.open.len() {
            self.out.push_str(element.close);
        } else {
            self.out.truncate(before);
        }
    }

    fn value(&mut self, open: &str, close: &str, value: &dyn Value) {
        match value.view() {
            View::Absent => {}
            View::Empty => self.empty(open),
            View::Record(record) => {
                let elements = record.table().elements;
                self.out.push_str(open);
                self.attributes(record, elements);
                let opened = self.out.len();
                self.elements(record, elements);
                if self.out.len() > opened {
                    self.out.push_str(close);
                } else {
                    self.close_empty();
                }
            }
            leaf => {
                self.out.push_str(open);
                self.leaf(leaf);
                self.out.push_str(close);
            }
        }
    }

    fn empty(&mut self, open: &str) {
        self.out.push_str(open);
        self.close_empty();
    }

    /// Turns the `>` just written into `/>`.
    fn close_empty(&mut self) {
        self.out.pop();
        self.out.push_str("/>");
    }

    /// Puts the attributes into the start tag just written.
    fn attributes(&mut self, record: &dyn Record, elements: &'static [Element]) {
        for element in elements {
            let (Place::Attribute, Some((field, _))) = (element.place, element.content.field()) else {
                // Attributes stand first in every table.
                return;
            };
            let view = record.field(field).map_or(View::Absent, Value::view);
            if matches!(view, View::Absent) {
                continue;
            }
            self.out.pop();
            self.out.push(' ');
            self.out.push_str(element.name);
            self.out.push_str("=\"");
            match view {
                View::Text(text) => self.illegal |= !push_attribute(self.out, text),
                other => self.leaf(other),
            }
            self.out.push_str("\">");
        }
    }

    fn leaf(&mut self, view: View<'_>) {
        let out = &mut *self.out;
        match view {
            View::Text(text) => self.illegal |= !push_text(out, text),
            View::Int(number) => out.push_str(itoa::Buffer::new().format(number)),
            View::Bool(yes) => out.push(if yes { '1' } else { '0' }),
            View::Decimal(number) => out.push_str(number.as_str()),
            View::Date(date) => push_date(out, date),
            View::Time(time) => push_time(out, time),
            View::DateTime(DateTime::Date(date)) => push_date(out, date),
            View::DateTime(DateTime::Minute(at)) => {
                push_date(out, at.date());
                out.push(' ');
                push_time(out, at.time());
            }
            View::Bytes(bytes) => out.push_str(&bytes.encode()),
            View::Absent | View::Empty | View::Record(_) | View::List(_) => {}
        }
    }
}
