//! The macros of `planfix-api`: a field table becomes Rust types, at compile time.
//!
//! Use them as `planfix_api::method!` and `planfix_api::shared_type!`, which add the name of that
//! crate, so that it may be renamed. The flow is `input` (tokens to a table's text) →
//! `planfix_schema` (text to a checked model) → `expand` (model to Rust).
//!
//! The path of a table starts at the folder of the `Cargo.toml` of the crate that is compiled; one that
//! begins with `./` or `../` starts at the folder of the source file that names it. The second is for a
//! table beside its module, and for tests that are compiled elsewhere (trybuild gives its cases a
//! `Cargo.toml` of its own).

// Nothing panics on input. Tests may.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]

mod expand;
mod input;
mod load;
mod shared_types;

use proc_macro::TokenStream;

/// Makes a method: `Request`, `Response`, their parts, and the static table.
#[proc_macro]
pub fn method(tokens: TokenStream) -> TokenStream {
    input::read(tokens.into(), planfix_schema::read_method, expand::method::method).into()
}

/// Makes a shared type: an identifier, an enum, or a record.
#[proc_macro]
pub fn shared_type(tokens: TokenStream) -> TokenStream {
    input::read(tokens.into(), planfix_schema::read_type, expand::shared::shared_type).into()
}

/// Makes the struct of the custom fields of an account.
#[proc_macro]
pub fn custom_fields(tokens: TokenStream) -> TokenStream {
    input::read(
        tokens.into(),
        planfix_schema::read_custom_fields,
        expand::custom_fields::custom_fields,
    )
    .into()
}

/// Makes the shared types that the tables of the methods use: `planfix_api`'s own.
#[proc_macro]
pub fn shared_types(tokens: TokenStream) -> TokenStream {
    shared_types::expand(tokens.into(), &load::manifest_folder()).into()
}

/// Makes a text: the index of these types, for the documentation of their module.
#[proc_macro]
pub fn types_index(tokens: TokenStream) -> TokenStream {
    shared_types::index(tokens.into(), &load::manifest_folder()).into()
}

/// Makes the table of the error codes.
#[proc_macro]
pub fn error_codes(tokens: TokenStream) -> TokenStream {
    input::read(
        tokens.into(),
        |source, _, _| planfix_schema::read_errors(source),
        |context, codes: &Vec<_>| expand::codes::codes(context, codes),
    )
    .into()
}
