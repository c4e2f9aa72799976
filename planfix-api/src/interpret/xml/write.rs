//! Writes a record as XML, along its table.

use super::buffer::Buffer;
use crate::interpret::validate::{self, Violations};
use crate::record::{List, Record, View};
use crate::table::{Content, Element, Place, Tags};
use crate::value::DateTime;
use crate::value::date::{date_digits, time_digits};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Appends the elements of a record: nothing for a field that is left out, and `<name/>` for one that is emptied.
///
/// # Errors
/// A text has a character that XML does not allow; the violations have its path.
pub(super) fn elements(out: &mut Buffer, record: &dyn Record) -> Result<(), Violations> {
    let mut writer = Writer { out, illegal: false };
    writer.elements(record, record.table().elements);
    if writer.illegal {
        // The writer tracks no path, to be fast; an error is rare enough to search again.
        return Err(validate::characters(record));
    }
    Ok(())
}

/// Returns one element of a record as XML.
pub(super) fn element(record: &dyn Record, element: &'static Element) -> String {
    let mut out = Buffer::with_capacity(64);
    let mut writer = Writer {
        out: &mut out,
        illegal: false,
    };
    writer.elements(record, std::slice::from_ref(element));
    String::from_utf8(out.into_bytes()).unwrap_or_default()
}

/// Estimates the size of the elements in bytes, rather too large than too small: the set fields, and for a list its
/// length times the size of its first item. Growing the buffer step by step would copy a page of contacts several
/// times.
pub(super) fn size_hint(record: &dyn Record, elements: &'static [Element]) -> usize {
    /// Escaping is assumed to add one part in this many to a text.
    const ESCAPED: usize = 8;
    /// Longer than any number or date.
    const LEAF: usize = 20;
    fn value(tags: &Tags, view: View<'_>) -> usize {
        let inner = match view {
            View::Absent => return 0,
            View::Record(record) => size_hint(record, record.table().elements),
            View::List(list) => return list.len() * list.get(0).map_or(0, |first| value(tags, first.view())),
            View::Text(text) => text.len() + text.len() / ESCAPED,
            View::Decimal(number) => number.as_str().len(),
            View::Bytes(bytes) => bytes.as_slice().map_or(0, <[u8]>::len) / 3 * 4 + 4,
            _ => LEAF,
        };
        tags.open().len() + inner + tags.close().len()
    }
    let mut sum = 0;
    for element in elements {
        let tags = &element.tags;
        sum += match element.content {
            Content::Group(inner) => 2 * tags.close().len() + size_hint(record, inner),
            Content::Value { field, .. } | Content::Repeat { field, .. } => value(tags, record.field(field)),
            Content::List { field, item, .. } => 2 * tags.close().len() + value(item, record.field(field)),
        };
    }
    sum
}

struct Writer<'a> {
    out: &'a mut Buffer,
    illegal: bool,
}

impl Writer<'_> {
    fn elements(&mut self, record: &dyn Record, elements: &'static [Element]) {
        for element in elements {
            match element.content {
                Content::Value { field, .. } => match element.place {
                    Place::Element => match record.field(field) {
                        View::Absent => {}
                        View::Text(text) => self.text(&element.tags, text),
                        other => self.value(&element.tags, other),
                    },
                    Place::Text => self.leaf(record.field(field)),
                    Place::Attribute => {}
                },
                Content::Repeat { field, .. } => {
                    if let View::List(list) = record.field(field) {
                        self.items(&element.tags, list);
                    }
                }
                Content::List { field, item, .. } => match record.field(field) {
                    View::List(list) if !list.is_empty() => {
                        self.out.push_tag(element.tags.open());
                        self.items(item, list);
                        self.out.push_tag(element.tags.close());
                    }
                    View::Empty | View::List(_) => self.empty(&element.tags),
                    _ => {}
                },
                Content::Group(inner) => self.group(record, element, inner),
            }
        }
    }

    fn items(&mut self, tags: &Tags, list: &dyn List) {
        for item in (0..list.len()).filter_map(|index| list.get(index)) {
            self.value(tags, item.view());
        }
    }

    /// Writes an element without a field of its own, if it has any content.
    fn group(&mut self, record: &dyn Record, element: &Element, inner: &'static [Element]) {
        let before = self.out.len();
        self.out.push_tag(element.tags.open());
        self.attributes(record, inner);
        let opened = self.out.len();
        self.elements(record, inner);
        if self.out.len() > opened || opened > before + element.tags.open().len() {
            self.out.push_tag(element.tags.close());
        } else {
            self.out.truncate(before);
        }
    }

    #[inline]
    fn text(&mut self, tags: &Tags, text: &str) {
        self.illegal |= !self.out.push_element::<false>(tags, text);
    }

    fn value(&mut self, tags: &Tags, value: View<'_>) {
        let mut digits = itoa::Buffer::new();
        let number = match value {
            View::Int(number) => digits.format(number),
            View::Bool(yes) => bit(yes),
            View::Decimal(number) => number.as_str(),
            View::Absent => return,
            View::Text(text) => return self.text(tags, text),
            View::Empty => return self.empty(tags),
            View::Record(record) => return self.record(tags, record),
            leaf => {
                self.out.push_tag(tags.open());
                self.leaf(leaf);
                return self.out.push_tag(tags.close());
            }
        };
        self.out.push_element::<true>(tags, number);
    }

    fn record(&mut self, tags: &Tags, record: &dyn Record) {
        let elements = record.table().elements;
        self.out.push_tag(tags.open());
        self.attributes(record, elements);
        let opened = self.out.len();
        self.elements(record, elements);
        if self.out.len() > opened {
            self.out.push_tag(tags.close());
        } else {
            self.close_empty();
        }
    }

    fn empty(&mut self, tags: &Tags) {
        self.out.push_tag(tags.open());
        self.close_empty();
    }

    /// Turns the `>` that was just written into `/>`.
    fn close_empty(&mut self) {
        self.out.truncate(self.out.len() - 1);
        self.out.push("/>");
    }

    /// Writes attributes into the start tag that was just written. They come first in every table.
    #[inline]
    fn attributes(&mut self, record: &dyn Record, elements: &[Element]) {
        for element in elements {
            match element.content.field() {
                Some((field, _)) if element.place == Place::Attribute => {
                    self.attribute(element.name, record.field(field))
                }
                _ => return,
            }
        }
    }

    #[inline(never)]
    fn attribute(&mut self, name: &str, view: View<'_>) {
        if matches!(view, View::Absent) {
            return;
        }
        self.out.truncate(self.out.len() - 1);
        self.out.push(" ");
        self.out.push(name);
        self.out.push("=\"");
        match view {
            View::Text(text) => self.illegal |= !self.out.push_attribute(text),
            other => self.leaf(other),
        }
        self.out.push("\">");
    }

    fn leaf(&mut self, view: View<'_>) {
        let out = &mut *self.out;
        match view {
            View::Text(text) => self.illegal |= !out.push_text(text),
            View::Int(number) => out.push(itoa::Buffer::new().format(number)),
            View::Bool(yes) => out.push(bit(yes)),
            View::Decimal(number) => out.push(number.as_str()),
            View::Date(date) => out.push_bytes(&date_digits(date)),
            View::Time(time) => out.push_bytes(&time_digits(time)),
            View::DateTime(DateTime::Date(date)) => out.push_bytes(&date_digits(date)),
            View::DateTime(DateTime::Minute(at)) => {
                out.push_bytes(&date_digits(at.date()));
                out.push(" ");
                out.push_bytes(&time_digits(at.time()));
            }
            View::Bytes(bytes) => match bytes.as_slice() {
                Some(bytes) => out.push(&STANDARD.encode(bytes)),
                None => out.push_source(bytes.clone()),
            },
            View::Absent | View::Empty | View::Record(_) | View::List(_) => {}
        }
    }
}

fn bit(yes: bool) -> &'static str {
    if yes { "1" } else { "0" }
}
