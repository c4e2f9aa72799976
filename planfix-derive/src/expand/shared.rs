//! A shared type: an identifier, an enum, or a record.

use super::{Context, ident, record};
use planfix_schema::model::{EnumValue, SharedKind, SharedType};
use proc_macro2::TokenStream;
use quote::quote;

/// ```text
/// __id! { pub struct ContactId(pub i64) }
/// pub enum Sex { Male, Female, Unlisted(Unlisted) }   __enum! { Sex, …; Male = "MALE", Female = "FEMALE" }
/// pub struct Contact { … }
/// ```
pub(crate) fn shared_type(context: &Context, shared: &SharedType) -> TokenStream {
    let api = &context.api;
    let name = ident(&shared.name);
    let doc = doc(shared);
    let described = described(context, shared);
    // What is said of the type names its file, or the first line of its table.
    let line = context.rows.first;
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
                let variant = ident(rust);
                let doc = format!("{doc}\n\n`{wire}`");
                context.at(*line, quote!(#[doc = #doc] #variant,))
            });
            let wires = values.iter().map(|EnumValue { wire, rust, .. }| {
                let variant = ident(rust);
                quote!(#variant = #wire,)
            });
            let listed = values.iter().map(|EnumValue { wire, doc, .. }| quote!((#wire, #doc)));
            let is_number = number.is_some();
            let number = number.as_ref().map(|(variant, id)| (ident(variant), ident(id), id));
            let number_variant = number.iter().map(|(variant, ty, id)| {
                let doc = format!("A number: [`{id}`].");
                quote!(#[doc = #doc] #variant(#ty),)
            });
            let number = number.iter().map(|(variant, ty, _)| quote!(#variant(#ty)));
            let derives = ["Clone", "PartialEq", "Eq", "Hash", "Debug"].map(|name| context.std(name));
            let declaration = quote! {
                #[doc = #doc]
                #[derive(#(#derives),*)]
                #[non_exhaustive]
                pub enum #name {
                    #(#variants)*
                    #(#number_variant)*
                    /// A value that the table does not list.
                    Unlisted(#api::Unlisted),
                }
            };
            let declaration = context.at(line, declaration);
            quote! {
                #declaration
                #api::__enum! {
                    #name, {
                        static VALUES: #api::table::Values = #api::table::Values {
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
        SharedKind::Record(inner) => record::record(context, inner, &doc, &[]),
    }
}

fn doc(shared: &SharedType) -> String {
    if shared.source.is_empty() {
        shared.doc.clone()
    } else {
        format!("{}\n\nSource: {}.", shared.doc, shared.source.trim_end_matches('.'))
    }
}

fn described(context: &Context, shared: &SharedType) -> TokenStream {
    let api = &context.api;
    let SharedType { name, doc, .. } = shared;
    let file = &context.file;
    quote!(#api::table::Shared { name: #name, doc: #doc, file: #file })
}
