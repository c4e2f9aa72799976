//! A method that changes what another one reads: the conversions from what was read, and the identifiers that are
//! enough to edit an object.

use super::Context;
use crate::load::manifest_folder;
use planfix_schema::model::{Content, Element, Field, Method, Record, Shape, Type};
use planfix_schema::sample::module;
use planfix_schema::{Source, read_method, shipped};
use proc_macro2::TokenStream;
use quote::quote;
use std::path::Path;

/// ```text
/// impl Edit for Request { type Read = crate::task::get::Request; }
/// impl From<&crate::task::get::Response> for Request { … }
/// impl From<&crate::types::Task> for Request { … }
/// impl EditTarget for crate::types::TaskId { type Edit = Request; … }
/// ```
/// Only for methods of planfix-api: the module of another method of another crate is not known.
pub(super) fn edit(context: &Context, method: &Method) -> TokenStream {
    let (Some(reads), false) = (&method.reads, context.modules.is_empty()) else {
        return quote!();
    };
    let Ok(module) = syn::parse_str::<syn::Path>(&module(reads)) else {
        return quote!();
    };
    let (api, private) = (&context.api, &context.private);
    let from = context.std("From");
    let conversion = |ty: TokenStream, base: &str, doc: String| {
        quote! {
            #[doc = #doc]
            impl #from<&#ty> for Request {
                fn from(read: &#ty) -> Self {
                    #private::from_read(read, #base)
                }
            }
        }
    };
    // A request that needs what cannot be read is not made of it.
    let needs = |field: &&Field| field.rules.required && field.rules.reads.as_deref() == Some("");
    let conversions = (!method.request.fields().iter().any(needs)).then(|| {
        let whole = format!("Makes a request that sets everything to what `{reads}` returned.");
        let whole = conversion(quote!(#api::#module::Response), "", whole);
        let part = answer(context, reads).map(|(base, name)| {
            let ty = context.shared(&name);
            let doc = format!(
                "Makes a request that sets everything to what `{reads}` returned. A list returns less than `{reads}`: what \
                 it leaves out, this request leaves out."
            );
            conversion(quote!(#ty), &base, doc)
        });
        quote!(#whole #part)
    });
    let targets = targets(method).into_iter().map(|name| {
        let ty = context.shared(&name);
        quote! {
            impl #api::EditTarget for #ty {
                type Edit = Request;
                fn request(self) -> Request {
                    Request::new(self)
                }
            }
        }
    });
    quote! {
        impl #api::Edit for Request {
            type Read = #api::#module::Request;
        }
        #conversions
        #(#targets)*
    }
}

/// Returns the element of an answer that holds a single shared record, and the type of that record. The table of the
/// other method is beside the one that is expanded.
fn answer(context: &Context, reads: &str) -> Option<(String, String)> {
    let path = manifest_folder()
        .join(Path::new(&context.file))
        .with_file_name(format!("{reads}.md"));
    let source = Source::file(reads, &std::fs::read_to_string(path).ok()?);
    let response = read_method(&source, Some(reads), shipped::TYPES).model.response;
    match response.elements.as_slice() {
        [
            Element {
                name,
                content: Content::Field(field),
                ..
            },
        ] => match (&field.shape, &field.ty) {
            (Shape::Single, Type::Shared(ty)) => Some((name.clone(), ty.clone())),
            _ => None,
        },
        _ => None,
    }
}

/// Returns the types of identifiers that make a whole request of the method `update` of their own group, such as
/// `TaskId` of `task.update`.
fn targets(method: &Method) -> Vec<String> {
    let Some((group, "update")) = method.name.split_once('.') else {
        return Vec::new();
    };
    let Record { choices, .. } = &method.request;
    let fields = method.request.fields();
    let required: Vec<&&Field> = fields.iter().filter(|field| field.rules.required).collect();
    let members: Vec<&&Field> = match (required.as_slice(), choices.as_slice()) {
        ([only], []) => vec![only],
        ([], [only]) if only.required => fields.iter().filter(|field| field.rules.choice == Some(0)).collect(),
        _ => return Vec::new(),
    };
    let own = |field: &&&Field| match &field.ty {
        Type::Shared(name) => name
            .to_lowercase()
            .starts_with(&group.to_lowercase())
            .then(|| name.clone()),
        _ => None,
    };
    members.iter().filter_map(own).collect()
}
