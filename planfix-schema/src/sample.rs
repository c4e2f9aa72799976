//! A sample of a method's XML, for documentation.

use crate::model::{Content, Element, Method, Place, Record, Shape, Type};
use std::fmt::Write as _;

/// A request with every element of the table, indented.
#[must_use]
pub fn request_xml(method: &Method) -> String {
    let mut out = format!("<request method=\"{}\">\n  <account>example</account>\n", method.name);
    elements(&mut out, &method.request.elements, 1);
    out.push_str("</request>\n");
    out
}

/// A response with every element of the table, indented.
#[must_use]
pub fn response_xml(method: &Method) -> String {
    let mut out = "<response status=\"ok\">\n".to_owned();
    elements(&mut out, &method.response.elements, 1);
    out.push_str("</response>\n");
    out
}

fn elements(out: &mut String, list: &[Element], depth: usize) {
    let indent = "  ".repeat(depth);
    for element in list.iter().filter(|element| element.place == Place::Element) {
        let name = &element.name;
        // Writing to a String cannot fail.
        let _ = match &element.content {
            Content::Group(inner) => {
                let _ = writeln!(out, "{indent}<{name}{}>", attributes(inner));
                elements(out, inner, depth + 1);
                writeln!(out, "{indent}</{name}>")
            }
            Content::Field(field) => match &field.shape {
                Shape::Single | Shape::Repeat => one(out, name, &field.ty, depth),
                Shape::List { item } => {
                    let _ = writeln!(out, "{indent}<{name}>");
                    let _ = one(out, item, &field.ty, depth + 1);
                    writeln!(out, "{indent}</{name}>")
                }
            },
        };
    }
}

fn one(out: &mut String, name: &str, ty: &Type, depth: usize) -> std::fmt::Result {
    let indent = "  ".repeat(depth);
    match ty {
        Type::Record(Record { elements: list, .. }) => {
            writeln!(out, "{indent}<{name}{}>", attributes(list))?;
            elements(out, list, depth + 1);
            writeln!(out, "{indent}</{name}>")
        }
        leaf => writeln!(out, "{indent}<{name}>{}</{name}>", value(leaf)),
    }
}

fn attributes(list: &[Element]) -> String {
    let attributes = list.iter().filter(|element| element.place == Place::Attribute);
    attributes
        .map(|element| match &element.content {
            Content::Field(field) => format!(" {}=\"{}\"", element.name, value(&field.ty)),
            Content::Group(_) => String::new(),
        })
        .collect()
}

fn value(ty: &Type) -> String {
    match ty {
        Type::Text { length: None } => "text".to_owned(),
        Type::Text { length: Some(length) } => format!("text of {length} characters"),
        Type::Int => "1".to_owned(),
        Type::Decimal => "10.50".to_owned(),
        Type::Bool => "1".to_owned(),
        Type::Date => "09-04-1990".to_owned(),
        Type::DateTime => "03-02-2018 17:09".to_owned(),
        Type::Time => "17:09".to_owned(),
        Type::Bytes => "cGxhbmZpeA==".to_owned(),
        Type::Shared(name) => format!("<!-- {name} -->"),
        Type::Record(_) => String::new(),
    }
}
