//! The static table of a struct.

use super::{Context, ident};
use planfix_schema::model::{
    Combination, Combined, Condition, Content, Element, Field, Filter, Place, Record, Rules, Shape, Type,
};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

/// ```text
/// static TABLE: p::Whole<3, 3, 0> = { let rows = &TABLE.rows; … p::Whole { rows: […], elements: […], … } };
/// ```
/// The rows and items that the table refers to are fields of the same static, and each reference is made once. The
/// compiler would otherwise evaluate each reference by itself, which took as long as the rest.
pub(super) fn table(context: &Context, record: &Record, precedence: &[String], filters: &[Filter]) -> TokenStream {
    let p = &context.private;
    let Record { name, doc, path, .. } = record;
    let file = &context.file;
    let fields = record.fields();
    let mut lists = 0;
    let elements: Vec<TokenStream> = record
        .elements
        .iter()
        .map(|e| element(context, e, &mut lists))
        .collect();
    let rows = fields.iter().map(|field| row(context, &fields, field));
    let count = fields.len();
    let required: Vec<u16> = fields.iter().filter(|f| f.rules.required).map(|f| f.index).collect();
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
        quote!(#p::Choice { name: #name, required: #required, members: &[#(#members),*], ranked: #ranked })
    });
    // Most tables have none of these, so only the others name them.
    let mut others = Vec::new();
    if !record.choices.is_empty() {
        others.push(quote!(choices: &[#(#choices),*]));
    }
    if !record.combinations.is_empty() {
        let combinations = record.combinations.iter().map(|found| combination(context, found));
        others.push(quote!(combinations: &[#(#combinations),*]));
    }
    if !required.is_empty() {
        others.push(quote!(required: &[#(#required),*]));
    }
    if !filters.is_empty() {
        let filters = super::filters::rows(context, filters);
        others.push(quote!(filters: #filters));
    }
    let elements_count = record.elements.len();
    let items = fields.iter().filter_map(|field| match &field.shape {
        Shape::List { item } => {
            let tags = tags(item);
            Some(quote!(#p::Tags::new(#item, #tags)))
        }
        _ => None,
    });
    let items: Vec<TokenStream> = items.collect();
    let items_count = items.len();
    quote! {
        static TABLE: #p::Whole<#count, #elements_count, #items_count> = {
            let rows: &[#p::Row] = &TABLE.rows;
            let items: &[#p::Tags] = &TABLE.items;
            #p::Whole {
                rows: [#(#rows),*],
                items: [#(#items),*],
                elements: [#(#elements),*],
                table: #p::Table {
                    name: #name,
                    doc: #doc,
                    file: #file,
                    path: #path,
                    elements: &TABLE.elements,
                    #(#others,)*
                    ..#p::BARE
                },
            }
        };
    }
}

/// ```text
/// p::value::<p::String>("number", b"<number>        </number>       ", 0, rows)
/// ```
fn element(context: &Context, element: &Element, lists: &mut usize) -> TokenStream {
    let p = &context.private;
    let name = &element.name;
    let tags = tags(name);
    let field = match &element.content {
        Content::Group(inner) => {
            let inner: Vec<TokenStream> = inner.iter().map(|e| self::element(context, e, lists)).collect();
            return quote! {
                #p::Element {
                    name: #name,
                    tags: #p::Tags::new(#name, #tags),
                    place: #p::Place::Element,
                    content: #p::Content::Group(&[#(#inner),*]),
                    row: #p::None,
                    text_only: #p::TextOnly::No,
                }
            };
        }
        Content::Field(field) => field,
    };
    let index = field.index;
    let ty = context.value_type(&field.ty);
    let found = match &field.shape {
        Shape::Single if field.rules.choice.is_none() => {
            let must = field.rules.required;
            quote!(#p::alone::<#ty>(#name, #tags, #index, rows, #must))
        }
        Shape::Single => quote!(#p::value::<#ty>(#name, #tags, #index, rows)),
        Shape::Repeat => quote!(#p::repeat::<#ty>(#name, #tags, #index, rows)),
        Shape::List { .. } => {
            let number = *lists;
            *lists += 1;
            quote!(#p::items::<#ty>(#name, #tags, #index, rows, &items[#number]))
        }
    };
    match element.place {
        Place::Element => found,
        Place::Attribute => quote!(#p::placed(#p::Place::Attribute, #found)),
        Place::Text => quote!(#p::placed(#p::Place::Text, #found)),
    }
}

/// The first sixteen bytes of both tags, padded with spaces.
fn tags(name: &str) -> Literal {
    let both = [format!("<{name}>"), format!("</{name}>")].map(|tag| {
        let mut padded = format!("{tag:<16}").into_bytes();
        padded.truncate(16);
        padded
    });
    Literal::byte_string(&both.concat())
}

fn row(context: &Context, fields: &[&Field], field: &Field) -> TokenStream {
    let p = &context.private;
    let Field {
        path, rust, doc, line, ..
    } = field;
    let ty = type_name(&field.ty);
    let rules = rules(context, fields, &field.rules, &field.ty);
    quote!(#p::row(#path, #rust, #ty, #doc, #line, #rules))
}

/// ```text
/// &p::R18      &p::Rules { choice: p::Some(0), ..p::R1 }
/// ```
fn rules(context: &Context, fields: &[&Field], rules: &Rules, ty: &Type) -> TokenStream {
    let p = &context.private;
    // The names of the combinations: `R18` is `patch` and `personal`.
    let flags = [rules.required, rules.patch, rules.resets, rules.secret, rules.personal];
    let bits = flags.iter().rev().fold(0_u8, |bits, is| bits << 1 | u8::from(*is));
    let named = format_ident!("R{bits}");
    let mut set = Vec::new();
    if let Some(choice) = rules.choice.and_then(|choice| u8::try_from(choice).ok()) {
        set.push(quote!(choice: #p::Some(#choice)));
    }
    if let Type::Text { length: Some(length) } = ty {
        set.push(quote!(length: #p::Some(#length)));
    }
    for (bounds, low, high) in [(rules.range, "min", "max"), (rules.items, "min_items", "max_items")] {
        let (min, max) = bounds.unwrap_or_default();
        for (name, bound) in [(ident(low), min), (ident(high), max)] {
            if let Some(bound) = bound {
                set.push(quote!(#name: #p::Some(#bound)));
            }
        }
    }
    for (name, found) in [("only_if", &rules.only_if), ("required_if", &rules.required_if)] {
        if let Some(condition) = found.as_ref().and_then(|found| condition(context, fields, found)) {
            let name = ident(name);
            set.push(quote!(#name: #p::Some(&#condition)));
        }
    }
    let flag_of = rules
        .flag_of
        .as_ref()
        .and_then(|path| fields.iter().find(|field| field.path == *path));
    if let Some(field) = flag_of {
        let number = field.index;
        set.push(quote!(flag_of: #p::Some(#number)));
    }
    if rules.merge {
        set.push(quote!(merge: true));
    }
    for (name, text) in [
        ("default", &rules.default),
        ("reads", &rules.reads),
        ("since", &rules.since),
        ("removed", &rules.removed),
    ] {
        if let Some(text) = text {
            let name = ident(name);
            set.push(quote!(#name: #p::Some(#text)));
        }
    }
    if set.is_empty() {
        quote!(&#p::#named)
    } else {
        quote!(&#p::Rules { #(#set,)* ..#p::#named })
    }
}

/// ```text
/// p::Combination { name: "keys", rule: p::Combined::AnyOf(&[0, 1]) }
/// ```
fn combination(context: &Context, combination: &Combination) -> TokenStream {
    let p = &context.private;
    let optional = |bound: Option<i64>| match bound {
        Some(bound) => quote!(#p::Some(#bound)),
        None => quote!(#p::None),
    };
    let rule = match &combination.rule {
        Combined::AnyOf(fields) => quote!(AnyOf(&[#(#fields),*])),
        Combined::Total { lists, min, max } => {
            let (min, max) = (optional(*min), optional(*max));
            quote!(Total { lists: &[#(#lists),*], min: #min, max: #max })
        }
        Combined::Alternatives(sets) => {
            let sets = sets.iter().map(|fields| quote!(&[#(#fields),*]));
            quote!(Alternatives(&[#(#sets),*]))
        }
    };
    let name = &combination.name;
    quote!(#p::Combination { name: #name, rule: #p::Combined::#rule })
}

/// A condition on another row of the struct; `None` if the row was reported.
fn condition(context: &Context, fields: &[&Field], condition: &Condition) -> Option<TokenStream> {
    let p = &context.private;
    let Condition { path, values } = condition;
    let field = fields.iter().find(|field| field.path == *path)?.index;
    Some(quote!(#p::Condition { field: #field, path: #path, values: &[#(#values),*] }))
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
        Type::TimeOrDate => "time-or-date".to_owned(),
        Type::Bytes => "base64".to_owned(),
        Type::Joined(joint, item) => format!("{}({})", joint.word(), type_name(item)),
        Type::Shared(name) => name.clone(),
        Type::Record(_) => String::new(),
    }
}
