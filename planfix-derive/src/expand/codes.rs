//! The table of error codes.

use super::{Context, ident};
use planfix_schema::model::ErrorCode;
use proc_macro2::TokenStream;
use quote::quote;

/// ```text
/// pub(crate) static CODES: &[Code] = &[Code { code: "0001", class: Class::Credentials, … }, …];
/// ```
pub(crate) fn codes(context: &Context, codes: &[ErrorCode]) -> TokenStream {
    let api = &context.api;
    let text = &context.text;
    let entries = codes.iter().map(|entry| {
        let ErrorCode {
            code, group, meaning, ..
        } = entry;
        let class = ident(&format!("{:?}", entry.class));
        quote!(#api::Code { code: #code, class: #api::Class::#class, group: #group, meaning: #meaning })
    });
    quote! {
        /// The text of the table; naming it makes cargo watch the file.
        const _: &str = #text;
        /// The codes in the order of the table.
        static CODES: &[#api::Code] = &[#(#entries),*];
    }
}
