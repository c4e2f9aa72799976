//! A method: its request and response, and its static table.

use super::{Context, docs, ident, record};
use planfix_schema::Kind;
use planfix_schema::model::{Method, Record};
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
    let items = quote! {
        #request
        #response
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
            );
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
