//! A method: its request and response, and its static table.

use super::{Context, docs, edit, ident, record};
use planfix_schema::Kind;
use planfix_schema::model::{By, Field, Listed, Method, Parts, Record, Shape};
use planfix_schema::sample::OwnTypes;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, quote};

/// ```text
/// pub struct Request { … }   pub struct Response { … }   and their parts
/// impl __private::Request for Request { const METHOD: &Method = …; type Response = Response; }
/// ```
pub(crate) fn method(context: &Context, method: &Method) -> TokenStream {
    let (api, private) = (&context.api, &context.private);
    let request = side(context, method, &method.request);
    let response = side(context, method, &method.response);
    let Method { name, doc, source, .. } = method;
    let (file, text) = (&context.file, &context.text);
    // The variants are those of planfix-model on both sides.
    let effect = ident(&format!("{:?}", method.effect));
    let reply = ident(&format!("{:?}", method.reply));
    let (facts, paged) = parts(context, method);
    let edit = edit::edit(context, method);
    let reads = method.reads.iter().map(|reads| quote!(.after_reading(#reads)));
    let items = quote! {
        #request
        #response
        #paged
        #edit
        const _: () = {
            static METHOD: #api::table::Method = #api::table::Method::new(
                #name,
                #doc,
                #api::table::Effect::#effect,
                #source,
                #file,
                #text,
                <Request as #api::record::Struct>::TABLE,
                <Response as #api::record::Struct>::TABLE,
                #api::table::Reply::#reply,
                #private::blank::<Request>,
                #private::blank::<Response>,
            )#facts #(#reads)*;
            impl #private::Request for Request {
                const METHOD: &'static #api::table::Method = &METHOD;
                type Response = Response;
            }
        };
    };
    match context.modules.first().map(String::as_str) {
        Some(path) => module(method, path, &items),
        None => items,
    }
}

/// The module of a method of planfix-api. The first sentence of the table is its summary in the list of its group.
///
/// ```text
/// #[doc = "Changes one contact. …"] pub mod update { … }
/// ```
fn module(method: &Method, path: &str, items: &TokenStream) -> TokenStream {
    let name = path.rsplit("::").next().unwrap_or(path);
    let name = match name.strip_prefix("r#") {
        Some(keyword) => Ident::new_raw(keyword, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    };
    let doc = format!("{}\n\nThe method `{}` of the API.", method.doc, method.name);
    quote! {
        #[doc = #doc]
        pub mod #name {
            #items
        }
    }
}

/// The fact about a list that comes in parts, and how its items are taken out of a response.
///
/// ```text
/// .in_parts(Parts::pages("contacts.contact[]", 1))
/// impl Paged for Request { type Item = Contact; fn items(response: Response) -> Vec<Contact> { response.contacts.items } }
/// ```
fn parts(context: &Context, method: &Method) -> (Option<TokenStream>, Option<TokenStream>) {
    let (api, private) = (&context.api, &context.private);
    let Some(Parts { list: path, by }) = &method.parts else {
        return (None, None);
    };
    let lists = method.response.lists(|_| true);
    let Some(Listed { outer, list }) = lists.into_iter().find(|listed| listed.list.path == *path) else {
        return (None, None);
    };
    let fact = match by {
        By::Page { first } => quote!(pages(#path, #first)),
        By::Lookup => quote!(lookup(#path)),
    };
    let is_maybe = |field: &Field| field.shape != Shape::Repeat && !field.rules.required;
    let (ty, name) = (context.value_type(&list.ty), ident(&list.rust));
    let (source, within) = match outer {
        None => (quote!(response), quote!()),
        Some(outer) => {
            let outer_name = ident(&outer.rust);
            match is_maybe(outer) {
                false => (quote!(response.#outer_name), quote!()),
                true => (
                    quote!(outer),
                    quote!(let Some(outer) = response.#outer_name.into_set() else { return p::Vec::new() };),
                ),
            }
        }
    };
    let items = match is_maybe(list) {
        false => quote!(#source.#name),
        true => quote!(p::listed(#source.#name)),
    };
    let paged = quote! {
        const _: () = {
            use #private as p;
            use p::Some;
            impl #api::Paged for Request {
                type Item = #ty;
                fn items(response: Response) -> p::Vec<#ty> {
                    #within
                    #items
                }
            }
        };
    };
    (Some(quote!(.in_parts(#api::table::Parts::#fact))), Some(paged))
}

fn side(context: &Context, method: &Method, record: &Record) -> TokenStream {
    let names = &context.own.names;
    let types: Vec<(&str, Kind)> = names.iter().map(|(name, kind)| (name.as_str(), *kind)).collect();
    let module = context.own.module.to_token_stream().to_string().replace(' ', "");
    let types = OwnTypes {
        module: &module,
        types: &types,
    };
    let doc = docs::side(method, record, context.modules.first().map(String::as_str), &types);
    record::record(context, record, &doc, &method.precedence, &[])
}
