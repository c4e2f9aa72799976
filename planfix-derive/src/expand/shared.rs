//! A shared type: an identifier, an enum, or a record.

use super::table::type_name;
use super::{Context, ident, record};
use planfix_schema::model::{EnumValue, Form, SharedKind, SharedType};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

/// ```text
/// __id! { pub struct ContactId(pub i64) }
/// pub enum Sex { Male, Female, Unlisted(Unlisted) }   __enum! { Sex, …; Male = "MALE", Female = "FEMALE" }
/// pub struct Contact { … }
/// ```
pub(crate) fn shared_type(context: &Context, shared: &SharedType) -> TokenStream {
    let api = &context.api;
    // Messages about the type name its file, or the first line of its table.
    let line = context.rows.first;
    let name = context.ident_at(line, &shared.name);
    let doc = doc(context, shared);
    let described = described(context, shared);
    match &shared.kind {
        SharedKind::Id => context.at(
            line,
            quote! {
                #api::__id! {
                    #[doc = #doc]
                    #name, {
                        static SHARED: #api::table::Shared = #described;
                        &SHARED
                    }
                }
            },
        ),
        SharedKind::Enum { values, number } => {
            let variants = values.iter().map(|EnumValue { wire, rust, doc, line }| {
                let variant = context.ident_at(*line, rust);
                let doc = format!("{doc}\n\n`{wire}`");
                quote!(#[doc = #doc] #variant,)
            });
            let wires = values.iter().map(|EnumValue { wire, rust, .. }| {
                let variant = ident(rust);
                quote!(#variant = #wire,)
            });
            let listed = values.iter().map(|EnumValue { wire, doc, .. }| quote!((#wire, #doc)));
            let is_number = number.is_some();
            let number = number
                .as_ref()
                .map(|(variant, id)| (ident(variant), context.shared(id), id));
            let number_variant = number.iter().map(|(variant, ty, id)| {
                let doc = format!("A number: [`{id}`].");
                quote!(#[doc = #doc] #variant(#ty),)
            });
            let number = number.iter().map(|(variant, ty, _)| quote!(#variant(#ty)));
            let derives = ["Clone", "PartialEq", "Eq", "Hash", "Debug"].map(|name| context.std(name));
            quote_spanned! {context.row(line)=>
                #[doc = #doc]
                #[derive(#(#derives),*)]
                #[non_exhaustive]
                pub enum #name {
                    #(#variants)*
                    #(#number_variant)*
                    /// A value that the table does not list.
                    Unlisted(#api::Unlisted),
                }
                #api::__enum! {
                    #name, {
                        static VALUES: #api::table::Enumeration = #api::table::Enumeration {
                            shared: #described,
                            values: &[#(#listed),*],
                            number: #is_number,
                        };
                        &VALUES
                    };
                    #(#wires)*
                    ; #(#number)*
                }
            }
        }
        SharedKind::Record(inner, filters) => record::record(context, inner, &doc, &[], filters),
        SharedKind::Union(forms) => union(context, shared, forms, &doc, &described),
    }
}

/// ```text
/// pub enum FieldValue { Ids(Brackets<i64>), Text(String) }   __union! { FieldValue, …, Text; Ids(Brackets<i64>), }
/// ```
fn union(context: &Context, shared: &SharedType, forms: &[Form], doc: &str, described: &TokenStream) -> TokenStream {
    let api = &context.api;
    let name = context.ident_at(context.rows.first, &shared.name);
    // The model has a last form, and it is text.
    let Some((text, others)) = forms.split_last() else {
        return TokenStream::new();
    };
    let variants = forms.iter().map(|form| {
        let variant = context.ident_at(form.line, &form.rust);
        let ty = context.value_type(&form.ty).located(context.rows.at(form.line));
        let doc = format!("{}\n\n`{}`", form.doc, type_name(&form.ty));
        quote!(#[doc = #doc] #variant(#ty),)
    });
    let rows = forms.iter().map(|form| {
        let (name, doc, ty) = (&form.rust, &form.doc, context.value_type(&form.ty));
        quote!(#api::table::Form { name: #name, kind: <#ty as #api::record::Typed>::KIND, doc: #doc })
    });
    // A type that two forms share does not tell which of them is meant.
    let from = context.std("From");
    let conversions = forms
        .iter()
        .filter(|form| forms.iter().filter(|other| other.ty == form.ty).count() == 1)
        .map(|form| {
            let (variant, ty) = (ident(&form.rust), context.value_type(&form.ty));
            quote! {
                impl #from<#ty> for #name {
                    fn from(value: #ty) -> Self {
                        Self::#variant(value)
                    }
                }
            }
        });
    let typed = others.iter().map(|form| {
        let (variant, ty) = (ident(&form.rust), context.value_type(&form.ty));
        quote!(#variant(#ty),)
    });
    let text = ident(&text.rust);
    let derives = ["Clone", "PartialEq", "Eq", "Debug"].map(|name| context.std(name));
    quote_spanned! {context.row(context.rows.first)=>
        #[doc = #doc]
        #[derive(#(#derives),*)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant)]
        pub enum #name {
            #(#variants)*
        }
        #(#conversions)*
        #api::__union! {
            #name, {
                static UNION: #api::table::Union = #api::table::Union {
                    shared: #described,
                    forms: &[#(#rows),*],
                };
                &UNION
            }, #text;
            #(#typed)*
        }
    }
}

fn doc(context: &Context, shared: &SharedType) -> String {
    let mut doc = shared.doc.clone();
    if !shared.source.is_empty() {
        doc.push_str(&format!("\n\nSource: {}.", shared.source.trim_end_matches('.')));
    }
    // A link names a keyword as it is.
    let paths = context.modules.iter().map(|path| path.replace("r#", ""));
    let links: Vec<String> = paths.map(|path| format!("[`{path}`](crate::{path})")).collect();
    if !links.is_empty() {
        doc.push_str(&format!("\n\nUsed by {}.", links.join(", ")));
    }
    doc
}

fn described(context: &Context, shared: &SharedType) -> TokenStream {
    let api = &context.api;
    let SharedType { name, doc, .. } = shared;
    let file = &context.file;
    quote!(#api::table::Shared { name: #name, doc: #doc, file: #file })
}
