//! The static table of a struct.

use super::{Context, ident};
use planfix_schema::model::{Condition, Content, Element, Field, Filter, Place, Record, Rules, Shape, Type};
use proc_macro2::TokenStream;
use quote::quote;

/// ```text
/// $crate::table::Table { name: "Phone", elements: &[…], choices: &[…], … }
/// ```
pub(super) fn table(context: &Context, record: &Record, precedence: &[String], filters: &[Filter]) -> TokenStream {
    let api = &context.api;
    let Record { name, doc, path, .. } = record;
    let file = &context.file;
    let fields = record.fields();
    let elements = record.elements.iter().map(|e| element(context, &fields, e));
    let filters = super::filters::rows(context, filters);
    let required = fields.iter().filter(|f| f.rules.required).map(|f| f.index);
    let choices = record.choices.iter().enumerate().map(|(number, choice)| {
        let mut members: Vec<&Field> = fields
            .iter()
            .copied()
            .filter(|f| f.rules.choice == Some(number))
            .collect();
        let rank = |f: &Field| precedence.iter().position(|path| *path == f.path);
        let ranked = members.iter().any(|f| rank(f).is_some());
        members.sort_by_key(|f| rank(f));
        let members = members.iter().map(|f| f.index);
        let name = &choice.name;
        let required = choice.required;
        quote!(#api::table::Choice { name: #name, required: #required, members: &[#(#members),*], ranked: #ranked })
    });
    quote! {
        #api::table::Table {
            name: #name,
            doc: #doc,
            file: #file,
            path: #path,
            elements: &[#(#elements),*],
            choices: &[#(#choices),*],
            required: &[#(#required),*],
            filters: #filters,
        }
    }
}

/// ```text
/// $crate::table::Element { name: "number", open: "<number>", close: "</number>", … }
/// ```
fn element(context: &Context, fields: &[&Field], element: &Element) -> TokenStream {
    let api = &context.api;
    let name = &element.name;
    let (open, close) = tags(name);
    let place = match element.place {
        Place::Element => quote!(Element),
        Place::Attribute => quote!(Attribute),
        Place::Text => quote!(Text),
    };
    let none = context.std("None");
    let some = context.std("Some");
    let (content, row) = match &element.content {
        Content::Group(inner) => {
            let inner = inner.iter().map(|e| self::element(context, fields, e));
            (quote!(Group(&[#(#inner),*])), quote!(#none))
        }
        Content::Field(field) => {
            let index = field.index;
            let value = context.value_type(&field.ty);
            let kind = quote!(<#value as #api::Typed>::KIND);
            let content = match &field.shape {
                Shape::Single => quote!(Value { field: #index, kind: #kind }),
                Shape::Repeat => quote!(Repeat { field: #index, kind: #kind }),
                Shape::List { item } => {
                    let (open, close) = tags(item);
                    quote!(List {
                        field: #index,
                        kind: #kind,
                        item: &#api::table::Tags { name: #item, open: #open, close: #close },
                    })
                }
            };
            let row = row(context, fields, field);
            (content, quote!(#some(&#row)))
        }
    };
    quote! {
        #api::table::Element {
            name: #name,
            open: #open,
            close: #close,
            place: #api::table::Place::#place,
            content: #api::table::Content::#content,
            row: #row,
        }
    }
}

fn tags(name: &str) -> (String, String) {
    (format!("<{name}>"), format!("</{name}>"))
}

fn row(context: &Context, fields: &[&Field], field: &Field) -> TokenStream {
    let api = &context.api;
    let Field { path, doc, line, .. } = field;
    let ty = type_name(&field.ty);
    let rules = rules(context, fields, &field.rules, &field.ty);
    quote!(#api::table::Row { path: #path, ty: #ty, doc: #doc, line: #line, rules: #rules })
}

/// Only what differs from `Rules::NONE`: most rows have few rules.
fn rules(context: &Context, fields: &[&Field], rules: &Rules, ty: &Type) -> TokenStream {
    let api = &context.api;
    let some = context.std("Some");
    let mut set = Vec::new();
    for (name, is) in [
        ("required", rules.required),
        ("patch", rules.patch),
        ("resets", rules.resets),
        ("secret", rules.secret),
        ("personal", rules.personal),
    ] {
        if is {
            let name = ident(name);
            set.push(quote!(#name: true));
        }
    }
    if let Some(choice) = rules.choice.and_then(|choice| u8::try_from(choice).ok()) {
        set.push(quote!(choice: #some(#choice)));
    }
    if let Type::Text { length: Some(length) } = ty {
        set.push(quote!(length: #some(#length)));
    }
    for (bounds, low, high) in [(rules.range, "min", "max"), (rules.items, "min_items", "max_items")] {
        let (min, max) = bounds.unwrap_or_default();
        for (name, bound) in [(ident(low), min), (ident(high), max)] {
            if let Some(bound) = bound {
                set.push(quote!(#name: #some(#bound)));
            }
        }
    }
    for (name, found) in [("only_if", &rules.only_if), ("required_if", &rules.required_if)] {
        if let Some(condition) = found.as_ref().and_then(|found| condition(context, fields, found)) {
            let name = ident(name);
            set.push(quote!(#name: #some(&#condition)));
        }
    }
    if let Some(default) = &rules.default {
        set.push(quote!(default: #some(#default)));
    }
    if set.is_empty() {
        quote!(#api::table::Rules::NONE)
    } else {
        quote!(#api::table::Rules { #(#set,)* ..#api::table::Rules::NONE })
    }
}

/// A condition on another row of the struct; nothing where the row was reported.
fn condition(context: &Context, fields: &[&Field], condition: &Condition) -> Option<TokenStream> {
    let api = &context.api;
    let Condition { path, values } = condition;
    let field = fields.iter().find(|field| field.path == *path)?.index;
    Some(quote!(#api::table::Condition { field: #field, path: #path, values: &[#(#values),*] }))
}

/// The type as the table has it; empty for an element that holds others.
pub(super) fn type_name(ty: &Type) -> String {
    match ty {
        Type::Text { length: None } => "string".to_owned(),
        Type::Text { length: Some(length) } => format!("string({length})"),
        Type::Int => "int".to_owned(),
        Type::Decimal => "decimal".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::Date => "date".to_owned(),
        Type::DateTime => "datetime".to_owned(),
        Type::Time => "time".to_owned(),
        Type::Bytes => "base64".to_owned(),
        Type::Joined(joint, item) => format!("{}({})", joint.word(), type_name(item)),
        Type::Shared(name) => name.clone(),
        Type::Record(_) => String::new(),
    }
}
