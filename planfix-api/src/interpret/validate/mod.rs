//! Checks a record against the rules of its table, before anything is sent.

mod combination;
mod violation;

pub use violation::{Rule, Violation, Violations};

use crate::interpret::walk::{Node, Visitor, leaves, walk};
use crate::interpret::xml::first_illegal;
use crate::record::{Record, View};
use crate::table::{Content, Place};
use crate::value::DateTime;
use crate::value::wire_text;
use jiff::civil::{Date, Time};
use std::io;

/// Checks a request, and returns all violations at once.
///
/// The members of one-ofs and the arguments of `new` need no check, since the compiler has checked them.
///
/// # Errors
/// A value breaks the rules of its row.
///
/// ```
/// use planfix_api::{contact, ContactId};
///
/// let request = contact::update::Request::new(ContactId(42)).name("Bell\u{7}");
/// let violations = planfix_api::validate(&request).unwrap_err();
/// assert_eq!(violations.as_slice()[0].path, "contact.name");
/// ```
pub fn validate(record: &dyn Record) -> Result<(), Violations> {
    Violations::none_or(found(record, true))
}

/// Returns a violation for each character that XML does not allow.
pub(crate) fn characters(record: &dyn Record) -> Violations {
    Violations::of(found(record, false))
}

/// Returns the bytes of a record that are not in memory as violations, after reading one of them failed.
pub(crate) fn unreadable(record: &dyn Record, error: &io::Error) -> Violations {
    let mut found = Vec::new();
    leaves(record, &mut |leaf| {
        if let View::Bytes(bytes) = leaf.view
            && bytes.as_slice().is_none()
        {
            found.push(Violation::unreadable(leaf.path, error));
        }
    });
    Violations::of(found)
}

fn found(record: &dyn Record, rules: bool) -> Vec<Violation> {
    let mut check = Check {
        found: Vec::new(),
        rules,
    };
    walk(record, &mut check);
    check.found
}

struct Check {
    found: Vec<Violation>,
    /// False if only the characters are checked.
    rules: bool,
}

impl Visitor for Check {
    fn value(&mut self, node: &Node<'_>) -> bool {
        let is_chosen = !matches!(node.view, View::Absent) || node.row.rules.choice.is_none();
        if !node.is_item && is_chosen {
            self.conditions(node);
            self.combinations(node);
        }
        match node.view {
            // An empty item has no meaning, whatever the list allows.
            View::Empty | View::Absent if node.is_item => self.report(Rule::Required, None, node),
            View::Record(record) if node.is_item && is_unset(record) => self.report(Rule::Required, None, node),
            _ if is_chosen => return self.check(node),
            _ => {}
        }
        false
    }

    fn end(&mut self, path: &str, record: &dyn Record) {
        let table = record.table();
        if self.rules && !table.filters.is_empty() {
            for (element, message, line) in crate::__private::filter::faults(record) {
                self.found.push(Violation {
                    path: format!("{path}.{element}"),
                    rule: Rule::Filter(message),
                    value: None,
                    row: format!("{}:{line}", table.file),
                });
            }
        }
    }
}

impl Check {
    /// Checks the rules that depend on another field of the same struct.
    fn conditions(&mut self, node: &Node<'_>) {
        let rules = &node.row.rules;
        let is_empty = match node.view {
            View::Absent | View::Empty => true,
            View::List(list) => list.is_empty(),
            _ => false,
        };
        let (condition, needed) = match (rules.only_if, rules.required_if) {
            (Some(condition), _) if !is_empty => (condition, false),
            (_, Some(condition)) if is_empty => (condition, true),
            _ => return,
        };
        let (path, values) = (condition.path, condition.values);
        let other = wire_text(node.record.field(condition.field));
        let holds = other.as_ref().map(|other| values.contains(&other.as_ref()));
        match (holds, needed) {
            (Some(false), false) => self.report(Rule::OnlyIf { path, values }, None, node),
            (Some(true), true) => self.report(Rule::RequiredIf { path, values }, None, node),
            _ => {}
        }
    }

    /// Checks one value. Returns true if the values in it are to be checked too.
    fn check(&mut self, node: &Node<'_>) -> bool {
        let rules = &node.row.rules;
        if let Some(when) = rules.removed
            && self.rules
        {
            let is_set = match node.view {
                View::Absent => false,
                View::List(list) => !list.is_empty() || is_wrapped(node),
                _ => true,
            };
            if is_set {
                self.report(Rule::Removed(when), None, node);
            }
            return false;
        }
        match node.view {
            View::Absent | View::Empty if rules.required => self.report(Rule::Required, None, node),
            View::Empty if !rules.patch => self.report(Rule::Emptied, None, node),
            View::Absent | View::Empty => {}
            View::List(list) => return self.list(list.len(), node),
            // Written as an empty element.
            View::Record(record) if !rules.required && !rules.patch && is_unset(record) => {
                self.report(Rule::Emptied, None, node);
            }
            View::Record(_) => return true,
            View::Text("") if rules.patch => self.report(Rule::EmptyText { field: node.row.field }, None, node),
            View::Text("") => self.report(Rule::Emptied, None, node),
            View::Text(text) => self.text(text, node),
            View::Int(number) => self.number(number, node),
            View::Date(date) => self.day(date, node),
            View::Time(time) => self.clock(time, node),
            View::DateTime(DateTime::Date(date)) => self.day(date, node),
            View::DateTime(DateTime::Minute(at)) => {
                self.day(at.date(), node);
                self.clock(at.time(), node);
            }
            _ => {}
        }
        false
    }

    fn list(&mut self, length: usize, node: &Node<'_>) -> bool {
        let rules = &node.row.rules;
        let count = i64::try_from(length).unwrap_or(i64::MAX);
        let broken = match length {
            // Written as nothing or as an empty element, so it chooses nothing.
            0 if rules.choice.is_some() => match node.record.table().choice(node.row) {
                Some(choice) if choice.required => Rule::Required,
                _ => Rule::Emptied,
            },
            0 if rules.required => Rule::Required,
            // A list with an element around it is written as an empty element, which clears it.
            0 if is_wrapped(node) && !rules.patch => Rule::Emptied,
            0 => return false,
            _ => match (rules.min_items, rules.max_items) {
                (Some(min), _) if count < min => Rule::TooFew(min),
                (_, Some(max)) if count > max => Rule::TooMany(max),
                _ => return true,
            },
        };
        let counted = matches!(broken, Rule::TooFew(_) | Rule::TooMany(_));
        self.report(broken, counted.then(|| count.to_string()), node);
        true
    }

    fn text(&mut self, text: &str, node: &Node<'_>) {
        if let Some((_, character)) = first_illegal(text) {
            self.found.push(Violation {
                path: node.path.to_owned(),
                rule: Rule::Character(character),
                value: None,
                row: place(node),
            });
        }
        if let Some(length) = node.row.rules.length
            && text.chars().count() != length as usize
        {
            self.report(Rule::Length(length), Some(text.to_owned()), node);
        }
    }

    fn number(&mut self, number: i64, node: &Node<'_>) {
        let broken = match (node.row.rules.min, node.row.rules.max) {
            (Some(min), _) if number < min => Rule::TooSmall(min),
            (_, Some(max)) if number > max => Rule::TooLarge(max),
            _ => return,
        };
        self.report(broken, Some(number.to_string()), node);
    }

    fn day(&mut self, date: Date, node: &Node<'_>) {
        if date.year() < 0 {
            let rule = Rule::NoForm("must have a year from 0 to 9999, since PlanFix writes years with four digits");
            self.report(rule, Some(date.to_string()), node);
        }
    }

    fn clock(&mut self, time: Time, node: &Node<'_>) {
        if time.second() != 0 || time.subsec_nanosecond() != 0 {
            let rule = Rule::NoForm("must be in whole minutes, since PlanFix has no seconds");
            self.report(rule, Some(time.to_string()), node);
        }
    }

    fn report(&mut self, rule: Rule, value: Option<String>, node: &Node<'_>) {
        if self.rules {
            self.found.push(Violation {
                path: node.path.to_owned(),
                rule,
                value: value.filter(|_| !node.row.rules.hidden()),
                row: place(node),
            });
        }
    }
}

/// Returns true for a list with an element around its items.
fn is_wrapped(node: &Node<'_>) -> bool {
    !node.is_item && matches!(node.element.content, Content::List { .. })
}

/// Returns true if no field of a struct is set or emptied, and none is required.
fn is_unset(record: &dyn Record) -> bool {
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

fn place(node: &Node<'_>) -> String {
    format!("{}:{}", node.record.table().file, node.row.line)
}
