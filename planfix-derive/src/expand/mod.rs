//! The model to Rust. Each function is headed by the shape of what it emits.

mod choice;
pub(crate) mod codes;
pub(crate) mod custom_fields;
mod docs;
mod edit;
mod fields;
mod filters;
pub(crate) mod method;
mod record;
pub(crate) mod shared;
mod table;
mod types;

use planfix_schema::Kind;
use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;
use std::collections::BTreeMap;
pub(crate) use types::RustType;

/// The input of every expansion besides its model.
pub(crate) struct Context {
    /// Path of planfix-api in the crate that is compiled: `$crate`.
    pub(crate) api: RustType,
    /// Path of its module for generated code: `$crate::__private`, or the short name of it in a block.
    pub(crate) private: RustType,
    /// The shared types that the crate has of its own.
    pub(crate) own: Own,
    /// Paths of modules below planfix-api: of a method, its own; of a shared type, those of the methods that use it.
    /// Empty in another crate.
    pub(crate) modules: Vec<String>,
    /// Path of the table, as people name it.
    pub(crate) file: String,
    /// The places of the rows in the code that is compiled.
    pub(crate) rows: Rows,
    /// An expression for the text of the table, which also makes cargo watch its file.
    pub(crate) text: TokenStream,
}

/// The shared types of the crate that is compiled, which are not those of planfix-api.
#[derive(Clone)]
pub(crate) struct Own {
    /// Their names and kinds.
    pub(crate) names: BTreeMap<String, Kind>,
    /// The module that they are in: `crate::types`.
    pub(crate) module: RustType,
}

/// The places of a table's rows in the code that is compiled. Tokens emitted for a row carry its place, so that
/// messages of the compiler and editors lead there.
#[derive(Clone)]
pub(crate) struct Rows {
    /// The lines of a table in a doc comment, with the number of the first; none for a file.
    pub(crate) lines: Vec<Span>,
    pub(crate) first: u32,
    /// For a file, its path in the macro.
    pub(crate) path: Span,
}

impl Rows {
    pub(crate) fn at(&self, line: u32) -> Span {
        let index = line.saturating_sub(self.first) as usize;
        self.lines.get(index).copied().unwrap_or(self.path)
    }
}

impl Context {
    /// Returns the place of the row on this line, for `quote_spanned!`. Names are resolved as with `quote!`.
    fn row(&self, line: u32) -> Span {
        Span::call_site().located_at(self.rows.at(line))
    }

    /// A name, located at a row.
    fn ident_at(&self, line: u32, name: &str) -> Ident {
        let mut name = ident(name);
        name.set_span(self.row(line));
        name
    }

    /// Locates tokens at a row. Names are resolved as before. Relocating is slower than building the tokens, so the
    /// most frequent ones are located as they are built.
    fn at(&self, line: u32, tokens: TokenStream) -> TokenStream {
        fn locate(tokens: TokenStream, at: Span) -> TokenStream {
            tokens
                .into_iter()
                .map(|mut token| {
                    let span = token.span().located_at(at);
                    if let TokenTree::Group(group) = &token {
                        let inner = locate(group.stream(), at);
                        token = TokenTree::Group(Group::new(group.delimiter(), inner));
                    }
                    token.set_span(span);
                    token
                })
                .collect()
        }
        locate(tokens, self.rows.at(line))
    }

    /// Returns the context inside a block that begins with `use $crate::__private as p;`. Paths are most of the output
    /// and the compiler reads short ones faster. No type of a table is named `p`.
    fn inside(&self) -> Self {
        Self {
            api: RustType::new(quote!(p)),
            private: RustType::new(quote!(p)),
            own: self.own.clone(),
            modules: self.modules.clone(),
            file: self.file.clone(),
            rows: self.rows.clone(),
            text: self.text.clone(),
        }
    }
}

/// Makes an identifier, a raw one for a keyword. The model of a faulty table may have a name that can be neither.
fn ident(name: &str) -> Ident {
    let is_letter = |c: char| c.is_ascii_alphabetic() || c == '_';
    if planfix_schema::is_keyword(name) {
        Ident::new_raw(name, Span::call_site())
    } else if name.starts_with(is_letter) && name.chars().all(|c| is_letter(c) || c.is_ascii_digit()) {
        Ident::new(name, Span::call_site())
    } else {
        Ident::new("unnamed", Span::call_site())
    }
}
