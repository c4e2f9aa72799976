//! Tokens to the text of a table, and faults back to errors at the place they belong to.

use crate::expand::{Context, Rows, RustType};
use planfix_schema::{Kind, Reading, Source, shipped};
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use std::path::{Path, PathBuf};
use syn::parse::{Parse, ParseStream};

/// `[$crate] "spec/methods/x.md"` or `[$crate] /// the table`; planfix-api itself puts the path of the
/// module behind its own, `[crate] [contact::update] "…"`, for the examples of its documentation.
struct Input {
    api: RustType,
    module: Option<String>,
    table: Table,
}

enum Table {
    File(syn::LitStr),
    /// The lines of the doc comment, each with the place it stands at.
    Inline(Vec<(String, Span)>),
}

impl Parse for Input {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let api;
        syn::bracketed!(api in input);
        let api = RustType::new(api.parse()?);
        let module = if input.peek(syn::token::Bracket) {
            let module;
            syn::bracketed!(module in input);
            let path = syn::Path::parse_mod_style(&module)?;
            let names = path.segments.iter().map(|segment| segment.ident.to_string());
            Some(names.collect::<Vec<_>>().join("::"))
        } else {
            None
        };
        let table = if input.peek(syn::LitStr) {
            Table::File(input.parse()?)
        } else {
            Table::Inline(doc_lines(&input.call(syn::Attribute::parse_outer)?)?)
        };
        if !input.is_empty() {
            return Err(input.error("expected the path of a table, or a table as doc comment, and nothing else"));
        }
        if matches!(&table, Table::Inline(lines) if lines.is_empty()) {
            return Err(
                input.error("expected the path of a table, or a table as doc comment (`/// # contact.update` …)")
            );
        }
        Ok(Self { api, module, table })
    }
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
                "only a doc comment with the table can stand here",
            ));
        };
        if !path.is_ident("doc") {
            return Err(syn::Error::new_spanned(
                attribute,
                "only a doc comment with the table can stand here",
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
/// The model of a faulty table is what could be read of it. It is expanded all the same, so that
/// the only errors are the table's.
pub(crate) fn read<M>(
    tokens: TokenStream,
    read: impl Fn(&Source, Option<&str>, &[(&str, Kind)]) -> Reading<M>,
    expand: impl Fn(&Context, &M) -> TokenStream,
) -> TokenStream {
    let input: Input = match syn::parse2(tokens) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let loaded = match load(&input.table) {
        Ok(loaded) => loaded,
        Err((message, span)) => {
            // Without a table there still is a method, so that its uses are no errors of their own.
            let nothing = Source::file("nothing", "");
            let context = Context {
                private: input.api.join("__private"),
                api: input.api,
                module: input.module,
                file: String::new(),
                rows: rows(&input.table, 1),
                text: quote!(""),
            };
            let skeleton = expand(
                &context,
                &read(&nothing, name(&input.table).as_deref(), shipped::TYPES).model,
            );
            return quote_spanned!(span=> ::core::compile_error!(#message); #skeleton);
        }
    };
    let reading = read(&loaded.source, loaded.name.as_deref(), shipped::TYPES);
    let context = Context {
        private: input.api.join("__private"),
        api: input.api,
        module: input.module,
        file: loaded.source.name.clone(),
        rows: rows(&input.table, loaded.source.first_line),
        text: loaded.text,
    };
    let expansion = expand(&context, &reading.model);
    let errors = reading.faults.iter().flat_map(|faults| {
        faults.iter().map(|fault| {
            let message = fault.render_body(&loaded.source);
            let span = context.rows.at(fault.line);
            quote_spanned!(span=> ::core::compile_error!(#message);)
        })
    });
    quote!(#(#errors)* #expansion)
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
            // A fault behind the last line.
            path: lines.last().map_or_else(Span::call_site, |(_, span)| *span),
        },
    }
}

struct Loaded {
    source: Source,
    /// Name that the title must have, if any.
    name: Option<String>,
    text: TokenStream,
}

/// Name that the title of a table must have: that of its file.
fn name(table: &Table) -> Option<String> {
    match table {
        Table::File(path) => Some(Path::new(&path.value()).file_stem()?.to_string_lossy().into_owned()),
        Table::Inline(_) => None,
    }
}

fn load(table: &Table) -> Result<Loaded, (String, Span)> {
    match table {
        Table::File(literal) => {
            let path = literal.value();
            let (folder, what) = start(&path, literal.span());
            let full = folder.join(&path);
            let text = std::fs::read_to_string(&full).map_err(|error| {
                let reason = match error.kind() {
                    std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
                    std::io::ErrorKind::InvalidData => "it is not UTF-8".to_owned(),
                    _ => error.to_string(),
                };
                let help = nearest(&full).map_or_else(String::new, |name| format!("\n  help: did you mean `{name}`?"));
                let message = format!("cannot read the table `{path}`: {reason}\n  the path starts at {what}{help}");
                (message, literal.span())
            })?;
            let tracked = full.to_string_lossy().into_owned();
            Ok(Loaded {
                source: Source::file(&path, &text),
                name: name(table),
                text: quote!(::core::include_str!(#tracked)),
            })
        }
        Table::Inline(lines) => {
            let text = lines
                .iter()
                .map(|(line, _)| line.as_str())
                .collect::<Vec<_>>()
                .join("\n");
            let first = lines.first().map_or_else(Span::call_site, |(_, span)| *span).unwrap();
            let file = first.file();
            let file = Path::new(&file);
            let name = file.strip_prefix(manifest_folder()).unwrap_or(file);
            Ok(Loaded {
                source: Source {
                    name: name.display().to_string(),
                    text: text.clone(),
                    first_line: u32::try_from(first.line()).unwrap_or(1),
                    // The comment's own marker and the space behind it.
                    column: u32::try_from(first.column()).unwrap_or(1) + 3,
                },
                name: None,
                text: quote!(#text),
            })
        }
    }
}

/// The folder at which a path starts, and what people call it: see the crate's documentation.
fn start(path: &str, span: Span) -> (PathBuf, &'static str) {
    if path.starts_with("./") || path.starts_with("../") {
        let source = span.unwrap().local_file();
        if let Some(folder) = source.as_deref().and_then(Path::parent) {
            return (
                std::path::absolute(folder).unwrap_or(folder.to_owned()),
                "the folder of this source file",
            );
        }
    }
    (manifest_folder(), "the folder of this crate's Cargo.toml")
}

pub(crate) fn manifest_folder() -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(PathBuf::new, PathBuf::from)
}

/// Names the file in the same folder that is spelt most like the missing one.
fn nearest(path: &Path) -> Option<String> {
    let wanted = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let names = path
        .parent()
        .and_then(|folder| std::fs::read_dir(folder).ok())
        .into_iter()
        .flatten();
    let names: Vec<String> = names
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .collect();
    planfix_schema::nearest(&wanted?, names.iter().map(String::as_str)).map(str::to_owned)
}
