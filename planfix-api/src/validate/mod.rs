//! Checks a record against the rules of its table, before anything is sent.

mod combination;
mod violation;

pub use violation::{Broken, Violation, Violations};

use crate::DateTime;
use crate::record::{Record, Value, View};
use crate::table::{Content, Element, Place, Row, Table};
use crate::value::wire_text;
use crate::xml::first_illegal;
use jiff::civil::{Date, Time};

/// Checks a request; gives all violations at once.
///
/// Which of a one-of is chosen, and what `new` asks for, the compiler has checked already.
///
/// # Errors
/// Some value breaks the rules of its row.
///
/// ```
/// use planfix_api::{contact, ContactId};
///
/// let request = contact::update::Request::new(ContactId(42)).name("Bell\u{7}");
/// let violations = planfix_api::validate(&request).unwrap_err();
/// assert_eq!(violations.as_slice()[0].path, "contact.name");
/// ```
pub fn validate(record: &dyn Record) -> Result<(), Violations> {
    let mut walk = Walk {
        path: String::new(),
        found: Vec::new(),
        rules: true,
    };
    walk.record(record);
    Violations::none_or(walk.found)
}

/// The characters that XML cannot carry, wherever they stand.
pub(crate) fn characters(record: &dyn Record) -> Violations {
    let mut walk = Walk {
        path: String::new(),
        found: Vec::new(),
        rules: false,
    };
    walk.record(record);
    Violations::of(walk.found)
}

struct Walk {
    path: String,
    found: Vec<Violation>,
    rules: bool,
}

impl Walk {
    fn record(&mut self, record: &dyn Record) {
        let table = record.table();
        self.elements(record, table, table.elements);
        if self.rules && !table.filters.is_empty() {
            for (element, message, line) in crate::filter::faults(record) {
                self.found.push(Violation {
                    path: format!("{}.{element}", self.path),
                    rule: Broken::Filter(message),
                    value: None,
                    row: format!("{}:{line}", table.file),
                });
            }
        }
    }

    fn elements(&mut self, record: &dyn Record, table: &'static Table, elements: &'static [Element]) {
        for element in elements {
            let length = self.path.len();
            self.step(element);
            match element.content {
                Content::Group(inner) => self.elements(record, table, inner),
                Content::Value { field, .. } | Content::List { field, .. } | Content::Repeat { field, .. } => {
                    let item = match element.content {
                        Content::List { item, .. } => Some(item.name),
                        _ => None,
                    };
                    let value = record.field(field);
                    if let Some(row) = element.row
                        && !(matches!(value, View::Absent) && row.rules.choice.is_some())
                    {
                        self.conditions(record, value, row, table);
                        self.value(value, row, item, table);
                        self.combinations(record, field, row, table);
                    }
                }
            }
            self.path.truncate(length);
        }
    }

    fn step(&mut self, element: &Element) {
        match element.place {
            Place::Attribute => self.path.push('@'),
            Place::Element if !self.path.is_empty() => self.path.push('.'),
            Place::Element | Place::Text => {}
        }
        self.path.push_str(element.name);
    }

    /// The rules that depend on another field of the same struct.
    fn conditions(&mut self, record: &dyn Record, value: View<'_>, row: &'static Row, table: &Table) {
        let is_empty = match value {
            View::Absent | View::Empty => true,
            View::List(list) => list.is_empty(),
            _ => false,
        };
        let (condition, needed) = match (row.rules.only_if, row.rules.required_if) {
            (Some(condition), _) if !is_empty => (condition, false),
            (_, Some(condition)) if is_empty => (condition, true),
            _ => return,
        };
        let (path, values) = (condition.path, condition.values);
        let other = wire_text(record.field(condition.field));
        let holds = other.as_ref().map(|other| values.contains(&other.as_ref()));
        match (holds, needed) {
            (Some(false), false) => self.report(Broken::OnlyIf { path, values }, None, row, table),
            (Some(true), true) => self.report(Broken::RequiredIf { path, values }, None, row, table),
            _ => {}
        }
    }

    fn value(&mut self, value: View<'_>, row: &'static Row, item: Option<&str>, table: &Table) {
        if let Some(when) = row.rules.removed
            && self.rules
        {
            let is_set = match value {
                View::Absent => false,
                View::List(list) => !list.is_empty() || item.is_some(),
                _ => true,
            };
            if is_set {
                self.report(Broken::Removed(when), None, row, table);
            }
            return;
        }
        match value {
            View::Absent | View::Empty if row.rules.required => self.report(Broken::Required, None, row, table),
            View::Empty if !row.rules.patch => self.report(Broken::Emptied, None, row, table),
            View::Absent | View::Empty => {}
            // It is written as nothing, or as an empty element, and so chooses nothing.
            View::List(list) if list.is_empty() && row.rules.choice.is_some() => {
                let broken = match table.choice(row) {
                    Some(choice) if choice.required => Broken::Required,
                    _ => Broken::Emptied,
                };
                self.report(broken, None, row, table);
            }
            View::List(list) => {
                let length = i64::try_from(list.len()).unwrap_or(i64::MAX);
                // A list with an element around it is written empty, which clears.
                let wrapped = item.is_some() && list.is_empty();
                if list.is_empty() && row.rules.required {
                    self.report(Broken::Required, None, row, table);
                } else if wrapped && !row.rules.patch {
                    self.report(Broken::Emptied, None, row, table);
                } else if let Some(min) = row.rules.min_items.filter(|min| length < *min && length > 0) {
                    self.report(Broken::TooFew(min), Some(length.to_string()), row, table);
                } else if let Some(max) = row.rules.max_items.filter(|max| length > *max) {
                    self.report(Broken::TooMany(max), Some(length.to_string()), row, table);
                }
                let length = self.path.len();
                if let Some(item) = item {
                    self.path.push('.');
                    self.path.push_str(item);
                }
                let each = self.path.len();
                for index in 0..list.len() {
                    self.path.push_str(&format!("[{index}]"));
                    if let Some(value) = list.get(index).map(Value::view) {
                        match value {
                            // An item of a list says nothing if it is empty, whatever the list may.
                            View::Empty | View::Absent => self.report(Broken::Required, None, row, table),
                            View::Record(record) if says_nothing(record) => {
                                self.report(Broken::Required, None, row, table);
                            }
                            _ => self.value(value, row, None, table),
                        }
                    }
                    self.path.truncate(each);
                }
                self.path.truncate(length);
            }
            // It is written as an empty element.
            View::Record(record) if !row.rules.required && !row.rules.patch && says_nothing(record) => {
                self.report(Broken::Emptied, None, row, table);
            }
            View::Record(record) => self.record(record),
            View::Text("") if row.rules.patch => self.report(Broken::EmptyText { field: row.field }, None, row, table),
            View::Text("") => self.report(Broken::Emptied, None, row, table),
            View::Text(text) => self.text(text, row, table),
            View::Int(number) => self.number(number, row, table),
            View::Date(date) => self.day(date, row, table),
            View::Time(time) => self.clock(time, row, table),
            View::DateTime(DateTime::Date(date)) => self.day(date, row, table),
            View::DateTime(DateTime::Minute(at)) => {
                self.day(at.date(), row, table);
                self.clock(at.time(), row, table);
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, row: &'static Row, table: &Table) {
        if let Some((_, character)) = first_illegal(text) {
            self.found.push(Violation {
                path: self.path.clone(),
                rule: Broken::Character(character),
                value: None,
                row: place(row, table),
            });
        }
        if let Some(length) = row.rules.length
            && text.chars().count() != length as usize
        {
            self.report(Broken::Length(length), Some(text.to_owned()), row, table);
        }
    }

    fn number(&mut self, number: i64, row: &'static Row, table: &Table) {
        let rules = row.rules;
        let broken = match (rules.min, rules.max) {
            (Some(min), _) if number < min => Broken::TooSmall(min),
            (_, Some(max)) if number > max => Broken::TooLarge(max),
            _ => return,
        };
        self.report(broken, Some(number.to_string()), row, table);
    }

    fn day(&mut self, date: Date, row: &'static Row, table: &Table) {
        if date.year() < 0 {
            let rule = Broken::NoForm("must be in a year from 0 to 9999, all that the wire can carry");
            self.report(rule, Some(date.to_string()), row, table);
        }
    }

    fn clock(&mut self, time: Time, row: &'static Row, table: &Table) {
        if time.second() != 0 || time.subsec_nanosecond() != 0 {
            let rule = Broken::NoForm("must be in whole minutes, all that the wire can carry");
            self.report(rule, Some(time.to_string()), row, table);
        }
    }

    fn report(&mut self, rule: Broken, value: Option<String>, row: &'static Row, table: &Table) {
        if self.rules {
            self.found.push(Violation {
                path: self.path.clone(),
                rule,
                value: value.filter(|_| !row.rules.hidden()),
                row: place(row, table),
            });
        }
    }
}

/// Whether nothing in a struct is set, nor emptied, and nothing has to be.
fn says_nothing(record: &dyn Record) -> bool {
    let table = record.table();
    table.required.is_empty()
        && table.fields().all(|element| {
            let field = element.content.field().map(|(field, _)| record.field(field));
            match field.unwrap_or(View::Absent) {
                View::Absent => true,
                View::Empty => element.place == Place::Text,
                View::List(list) => list.is_empty() && matches!(element.content, Content::Repeat { .. }),
                _ => false,
            }
        })
}

fn place(row: &Row, table: &Table) -> String {
    format!("{}:{}", table.file, row.line)
}
