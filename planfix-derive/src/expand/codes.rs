//! The table of error codes.

use super::{Context, ident};
use planfix_schema::model::ErrorCode;
use proc_macro2::TokenStream;
use quote::quote;

/// ```text
/// static CODES: &[Code] = &[Code { code: "0001", name: "WRONG_KEY", class: Class::Credentials, … }, …];
/// /// 0001: The API key is wrong.
/// pub const WRONG_KEY: &str = "0001";
/// …
/// ```
pub(crate) fn codes(context: &Context, codes: &[ErrorCode]) -> TokenStream {
    let api = &context.api;
    let text = &context.text;
    let entries = codes.iter().map(|entry| {
        let ErrorCode {
            code,
            name,
            group,
            meaning,
            ..
        } = entry;
        let class = ident(&format!("{:?}", entry.class));
        quote!(#api::Code { code: #code, name: #name, class: #api::Class::#class, group: #group, meaning: #meaning })
    });
    let constants = codes.iter().map(|entry| {
        let ErrorCode { code, meaning, .. } = entry;
        let name = ident(&entry.name);
        let doc = format!(" {code}: {meaning}");
        quote!(#[doc = #doc] pub const #name: &str = #code;)
    });
    quote! {
        /// The text of the table; naming it makes cargo watch the file.
        const _: &str = #text;
        /// The codes in the order of the table.
        pub(crate) static CODES: &[#api::Code] = &[#(#entries),*];
        #(#constants)*
    }
}
