//! Tokens to the text of a table, and faults back to errors at the place they belong to.

use crate::expand::{Context, Own, Rows, RustType};
use crate::load::{Loaded, load, name, types};
use planfix_schema::{Fault, Kind, Reading, Source, TypesBeside};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};

/// `[$crate] "spec/methods/x.md"` or `[$crate] /// the table`, then perhaps `, types: crate::rooms`; planfix-api itself
/// writes paths of modules after its own, `[crate] [contact::update] "…"`: the module of the method, or for a shared type
/// those of the methods that use it.
struct Input {
    api: RustType,
    /// True for planfix-api itself.
    is_shipped: bool,
    modules: Vec<String>,
    table: Table,
    /// The module of the crate's own shared types, where it is written.
    types: Option<TokenStream>,
}

/// A table as the tokens have it.
pub(crate) enum Table {
    File(syn::LitStr),
    /// The lines of the doc comment, each with its place.
    Inline(Vec<(String, Span)>),
}

impl Parse for Input {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let api;
        syn::bracketed!(api in input);
        let api: TokenStream = api.parse()?;
        let is_shipped = api.to_string() == "crate";
        let api = RustType::new(api);
        let modules = if input.peek(syn::token::Bracket) {
            let module;
            syn::bracketed!(module in input);
            let paths = module.parse_terminated(syn::Path::parse_mod_style, syn::Token![,])?;
            paths.iter().map(joined).collect()
        } else {
            Vec::new()
        };
        let table = if input.peek(syn::LitStr) {
            Table::File(input.parse()?)
        } else {
            Table::Inline(doc_lines(&input.call(syn::Attribute::parse_outer)?)?)
        };
        if matches!(&table, Table::Inline(lines) if lines.is_empty()) {
            return Err(
                input.error("expected the path of a table, or a table as doc comment (`/// # contact.update` …)")
            );
        }
        let types = types_module(input)?;
        if !input.is_empty() {
            return Err(input.error("expected nothing after the table but `types: crate::module`"));
        }
        Ok(Self {
            api,
            is_shipped,
            modules,
            table,
            types,
        })
    }
}

fn joined(path: &syn::Path) -> String {
    let names = path.segments.iter().map(|segment| segment.ident.to_string());
    names.collect::<Vec<_>>().join("::")
}

/// `, types: crate::rooms`: the module of the shared types that the crate has of its own.
fn types_module(input: ParseStream<'_>) -> syn::Result<Option<TokenStream>> {
    let comma = input.parse::<Option<syn::Token![,]>>()?;
    if input.is_empty() || (comma.is_none() && !input.peek(syn::Ident)) {
        return Ok(None);
    }
    let word = input.call(Ident::parse_any)?;
    if word != "types" {
        let message = "expected `types: crate::module`, the module of the shared types of this crate";
        return Err(syn::Error::new(word.span(), message));
    }
    input.parse::<syn::Token![:]>()?;
    let path = syn::Path::parse_mod_style(input).map_err(|error| {
        let message = "expected the module of the shared types, such as `crate::types`; the folder of their tables is \
                       `types`, beside or below the folder of this table";
        syn::Error::new(error.span(), message)
    })?;
    input.parse::<Option<syn::Token![,]>>()?;
    let first = path.segments.first().map(|segment| segment.ident.to_string());
    // The structs are in modules of their own, where another path would begin elsewhere.
    if path.leading_colon.is_none() && first.as_deref() != Some("crate") {
        let message = "the module of the shared types begins with `crate::`, or with `::` and the name of a crate";
        return Err(syn::Error::new_spanned(&path, message));
    }
    Ok(Some(quote!(#path)))
}

fn doc_lines(attributes: &[syn::Attribute]) -> syn::Result<Vec<(String, Span)>> {
    let mut lines = Vec::new();
    for attribute in attributes {
        let syn::Meta::NameValue(syn::MetaNameValue {
            path,
            value:
                syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(text),
                    ..
                }),
            ..
        }) = &attribute.meta
        else {
            return Err(syn::Error::new_spanned(
                attribute,
                "only a doc comment with the table is allowed here",
            ));
        };
        if !path.is_ident("doc") {
            return Err(syn::Error::new_spanned(
                attribute,
                "only a doc comment with the table is allowed here",
            ));
        }
        for line in text.value().split('\n') {
            lines.push((line.strip_prefix(' ').unwrap_or(line).to_owned(), text.span()));
        }
    }
    Ok(lines)
}

/// Reads the table that the tokens name, expands its model, and adds an error for each fault.
///
/// The model of a faulty table has everything that could be read. It is expanded too, so that the faults are the only
/// errors.
pub(crate) fn read<M>(
    tokens: TokenStream,
    read: impl Fn(&Source, Option<&str>, &[(&str, Kind)]) -> Reading<M>,
    expand: impl Fn(&Context, &M) -> TokenStream,
) -> TokenStream {
    let input: Input = match syn::parse2(tokens) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    // The types of planfix-api are known without a look at their files.
    let beside = match input.is_shipped {
        true => TypesBeside::default(),
        false => types(&input.table, input.types.is_some()),
    };
    // The types of a table in a doc comment are looked for only where it says so.
    let is_known = input.types.is_some() || matches!(input.table, Table::File(_));
    let module = input.types.unwrap_or_else(|| quote!(crate::types));
    let known = beside.known();
    let (loaded, error) = match load(&input.table) {
        Ok(loaded) => (loaded, None),
        // Without a table there still is a method, so that its uses do not fail as well.
        Err((message, span)) => {
            let nothing = Loaded {
                source: Source::file("", ""),
                name: name(&input.table),
                text: quote!(""),
            };
            (nothing, Some(quote_spanned!(span=> ::core::compile_error!(#message);)))
        }
    };
    let reading = read(&loaded.source, loaded.name.as_deref(), &known);
    let context = Context {
        private: input.api.join("__private"),
        api: input.api,
        own: Own {
            names: beside
                .own()
                .iter()
                .map(|(name, kind)| ((*name).to_owned(), *kind))
                .collect(),
            module: RustType::new(module.clone()),
        },
        modules: input.modules,
        file: loaded.source.name.clone(),
        rows: rows(&input.table, loaded.source.first_line),
        text: loaded.text,
    };
    let expansion = expand(&context, &reading.model);
    if let Some(error) = error {
        return quote!(#error #expansion);
    }
    let errors = reading.faults.iter().flat_map(|faults| {
        faults.iter().map(|fault| {
            let message = if input.is_shipped {
                fault.render_body(&loaded.source)
            } else {
                for_outsiders(fault, &module, is_known).render_body(&loaded.source)
            };
            let span = context.rows.at(fault.line);
            quote_spanned!(span=> ::core::compile_error!(#message);)
        })
    });
    quote!(#(#errors)* #expansion)
}

/// Adds advice to a fault about an unknown type: a crate other than planfix-api adds types elsewhere.
fn for_outsiders(fault: &Fault, module: &TokenStream, is_known: bool) -> Fault {
    let mut fault = fault.clone();
    if fault.missing_type.is_some()
        && let Some(help) = &mut fault.help
    {
        let module = module.to_string().replace(' ', "");
        let make = "planfix_api::shared_type!";
        help.push_str(&format!(" and give it to `{make}` in the module `{module}`"));
        if !is_known {
            help.push_str(&format!("; then write `types: {module}` after this table"));
        }
    }
    fault
}

fn rows(table: &Table, first: u32) -> Rows {
    match table {
        Table::File(path) => Rows {
            lines: Vec::new(),
            first,
            path: path.span(),
        },
        Table::Inline(lines) => Rows {
            lines: lines.iter().map(|(_, span)| *span).collect(),
            first,
            // The place of a fault after the last line.
            path: lines.last().map_or_else(Span::call_site, |(_, span)| *span),
        },
    }
}
