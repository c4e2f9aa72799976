//! The custom fields of an account: a struct of leaves, and the identifiers of its rows.

use super::{Context, ident, record};
use planfix_schema::model::CustomFields;
use proc_macro2::TokenStream;
use quote::quote;

/// ```text
/// pub struct ContactFields { pub level: Maybe<String>, … }   and everything that a struct has
/// impl CustomTable for ContactFields { const ROWS: … = &[CustomRow::new(101, "Level"), …]; }
/// impl IntoIterator for ContactFields { type Item = FieldEdit; … }   and for &ContactFields
/// ```
pub(crate) fn custom_fields(context: &Context, table: &CustomFields) -> TokenStream {
    let (api, private, text) = (&context.api, &context.private, &context.text);
    let mut doc = table.doc.clone();
    if !table.source.is_empty() {
        doc.push_str(&format!("\n\nSource: {}.", table.source.trim_end_matches('.')));
    }
    let record = record::record(context, &table.record, &doc, &[], &[]);
    let name = ident(&table.record.name);
    let rows = table
        .rows
        .iter()
        .map(|(id, name)| quote!(p::custom::CustomRow::new(#id, #name)));
    quote! {
        #record
        const _: () = {
            use #private as p;
            // Naming the text of the table makes cargo watch its file.
            const _: &p::str = #text;
            impl p::custom::CustomTable for #name {
                const ROWS: &'static [p::custom::CustomRow] = &[#(#rows),*];
            }
            /// Iterates over the fields that are set or emptied, as the list for a request.
            impl p::IntoIterator for #name {
                type Item = #api::FieldEdit;
                type IntoIter = p::IntoIter<#api::FieldEdit>;
                fn into_iter(self) -> Self::IntoIter {
                    p::custom::CustomTable::edits(&self).into_iter()
                }
            }
            /// Iterates over the fields that are set or emptied, as the list for a request.
            impl p::IntoIterator for &#name {
                type Item = #api::FieldEdit;
                type IntoIter = p::IntoIter<#api::FieldEdit>;
                fn into_iter(self) -> Self::IntoIter {
                    p::custom::CustomTable::edits(self).into_iter()
                }
            }
        };
    }
}
