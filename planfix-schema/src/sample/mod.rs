//! Samples of a method, for documentation: its XML here, its Rust in `rust`.
//!
//! They are made from the table of the method alone: of a shared type they know the name and the kind.

mod combinations;
mod literal;
mod rust;

pub use rust::{OwnTypes, module, request_rust, request_rust_with};

use crate::kind::Kind;
use crate::model::{Content, Element, Field, Joint, Method, Place, Record, Shape, Type};
use crate::shipped::kind;

/// A request with every element of the table, indented; of a one-of, its first member.
#[must_use]
pub fn request_xml(method: &Method) -> String {
    let mut out = format!("<request method=\"{}\">\n  <account>example</account>\n", method.name);
    elements(&mut out, &method.request.elements, &mut Scope::of(&method.request), 1);
    out.push_str("</request>\n");
    out
}

/// A response with every element of the table, indented.
#[must_use]
pub fn response_xml(method: &Method) -> String {
    let mut out = "<response status=\"ok\">\n".to_owned();
    elements(&mut out, &method.response.elements, &mut Scope::of(&method.response), 1);
    out.push_str("</response>\n");
    out
}

/// A struct, and its one-ofs that have their member already.
struct Scope<'r> {
    record: &'r Record,
    chosen: Vec<usize>,
}

impl<'r> Scope<'r> {
    fn of(record: &'r Record) -> Self {
        let chosen = Vec::new();
        Self { record, chosen }
    }
}

/// Writes elements of one struct.
fn elements(out: &mut String, list: &[Element], scope: &mut Scope<'_>, depth: usize) {
    for element in list.iter().filter(|element| element.place == Place::Element) {
        match &element.content {
            Content::Group(inner) => holder(out, &element.name, inner, scope, depth),
            Content::Field(field) if field.rules.removed.is_some() => {}
            Content::Field(field) => {
                let is_chosen = field.rules.choice.is_some_and(|choice| scope.chosen.contains(&choice));
                if is_chosen || combinations::is_excluded(scope.record, field.index) {
                    line(out, depth, &format!("<!-- or {} -->", element.name));
                } else {
                    scope.chosen.extend(field.rules.choice);
                    one_field(out, &element.name, field, depth);
                }
            }
        }
    }
}

fn one_field(out: &mut String, name: &str, field: &Field, depth: usize) {
    match &field.shape {
        Shape::Single | Shape::Repeat => one(out, name, &field.ty, depth),
        Shape::List { item } => {
            line(out, depth, &format!("<{name}>"));
            one(out, item, &field.ty, depth + 1);
            line(out, depth, &format!("</{name}>"));
        }
    }
}

fn one(out: &mut String, name: &str, ty: &Type, depth: usize) {
    match ty {
        Type::Record(record) => holder(out, name, &record.elements, &mut Scope::of(record), depth),
        leaf => line(out, depth, &format!("<{name}>{}</{name}>", content(leaf))),
    }
}

/// An element that holds others, or text and attributes.
fn holder(out: &mut String, name: &str, list: &[Element], scope: &mut Scope<'_>, depth: usize) {
    let start = format!("<{name}{}>", attributes(list));
    if list.iter().any(|element| element.place == Place::Element) {
        line(out, depth, &start);
        elements(out, list, scope, depth + 1);
        line(out, depth, &format!("</{name}>"));
    } else {
        line(out, depth, &format!("{start}{}</{name}>", text(list)));
    }
}

fn line(out: &mut String, depth: usize, text: &str) {
    out.push_str(&"  ".repeat(depth));
    out.push_str(text);
    out.push('\n');
}

fn attributes(list: &[Element]) -> String {
    let attributes = list.iter().filter(|element| element.place == Place::Attribute);
    attributes
        .map(|element| match &element.content {
            Content::Field(field) => {
                // An attribute cannot hold a comment.
                let value = described(&field.ty).unwrap_or_else(|| value(&field.ty));
                format!(" {}=\"{}\"", element.name, value.replace('"', "&quot;"))
            }
            Content::Group(_) => String::new(),
        })
        .collect()
}

/// The text of an element that holds no others.
fn text(list: &[Element]) -> String {
    let mut texts = list.iter().filter(|element| element.place == Place::Text);
    texts.next().map_or_else(String::new, |element| match &element.content {
        Content::Field(field) => content(&field.ty),
        Content::Group(_) => String::new(),
    })
}

/// Returns the text between the tags: a value, or a comment that says what belongs there.
fn content(ty: &Type) -> String {
    described(ty).map_or_else(|| value(ty), |what| format!("<!-- {what} -->"))
}

/// Says what belongs in a place for which the table of the method alone has no value.
fn described(ty: &Type) -> Option<String> {
    match ty {
        Type::Shared(name) if kind(name) != Some(Kind::Id) => Some(name.clone()),
        Type::Joined(joint, item) => {
            let item = described(item)?;
            Some(match joint {
                Joint::Words => format!("{item} {item}"),
                Joint::Commas => format!("{item},{item}"),
                Joint::Semicolons => format!("{item};{item}"),
                Joint::Brackets => format!("[{item},{item}]"),
            })
        }
        _ => None,
    }
}

/// A value as on the wire.
fn value(ty: &Type) -> String {
    match ty {
        Type::Text { length: None } => "text".to_owned(),
        Type::Text { length: Some(length) } => match usize::try_from(*length) {
            Ok(length @ ..=64) => "0123456789abcdef".chars().cycle().take(length).collect(),
            _ => format!("text of {length} characters"),
        },
        Type::Int | Type::Bool | Type::Shared(_) => "1".to_owned(),
        Type::Decimal => "10.50".to_owned(),
        Type::Date => "09-04-1990".to_owned(),
        Type::DateTime => "03-02-2018 17:09".to_owned(),
        Type::Time | Type::TimeOrDate => "17:09".to_owned(),
        Type::Bytes => "cGxhbmZpeA==".to_owned(),
        Type::Joined(joint, item) => {
            let item = value(item);
            match joint {
                Joint::Words => format!("{item} {item}"),
                Joint::Commas => format!("{item},{item}"),
                Joint::Semicolons => format!("{item};{item}"),
                Joint::Brackets if item == "text" => format!("[\"{item}\",\"{item}\"]"),
                Joint::Brackets => format!("[{item},{item}]"),
            }
        }
        Type::Record(_) => String::new(),
    }
}
