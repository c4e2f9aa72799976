//! A shared type: an identifier, an enum, or a record.

use super::{Context, ident, record};
use planfix_schema::model::{EnumValue, SharedKind, SharedType};
use proc_macro2::TokenStream;
use quote::quote;

/// ```text
/// __id! { pub struct ContactId(pub i64) }
/// __enum! { pub enum Sex { Male = "MALE", Female = "FEMALE" } }
/// pub struct Contact { … }
/// ```
pub(crate) fn shared_type(context: &Context, shared: &SharedType) -> TokenStream {
    let api = &context.api;
    let name = ident(&shared.name);
    let doc = doc(shared);
    let described = described(context, shared);
    match &shared.kind {
        SharedKind::Id => quote! {
            #api::__id! {
                #[doc = #doc]
                #name, {
                    static SHARED: #api::table::Shared = #described;
                    &SHARED
                }
            }
        },
        SharedKind::Enum { values, number } => {
            let variants = values.iter().map(|EnumValue { wire, rust, doc, .. }| {
                let variant = ident(rust);
                let doc = format!("{doc}\n\n`{wire}`");
                quote!(#[doc = #doc] #variant = #wire,)
            });
            let listed = values.iter().map(|EnumValue { wire, doc, .. }| quote!((#wire, #doc)));
            let is_number = number.is_some();
            let number = number.as_ref().map(|(variant, id)| {
                let (variant, ty) = (ident(variant), ident(id));
                let doc = format!("A number: [`{id}`].");
                quote!(#[doc = #doc] #variant(#ty))
            });
            quote! {
                #api::__enum! {
                    #[doc = #doc]
                    #name, {
                        static VALUES: #api::table::Values = #api::table::Values {
                            shared: #described,
                            values: &[#(#listed),*],
                            number: #is_number,
                        };
                        &VALUES
                    };
                    #(#variants)*
                    ; #number
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
