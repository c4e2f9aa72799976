//! The accessors by which interpreters read and fill the fields of a struct, by number.

use super::record::{Slot, allow_deprecated};
use super::{Context, ident};
use planfix_schema::model::{Record, Shape};
use proc_macro2::TokenStream;
use quote::quote;

/// A record without values, for a reader to fill.
fn blank(context: &Context, slots: &[Slot<'_>]) -> TokenStream {
    let api = &context.api;
    let (none, default) = (context.std("None"), context.std("Default"));
    let fields = slots.iter().map(|slot| match slot {
        Slot::Field(field) => {
            let name = ident(&field.rust);
            let value = match (&field.shape, field.rules.required) {
                (Shape::Single | Shape::List { .. }, false) => quote!(#api::Maybe::Absent),
                _ => quote!(#api::Typed::blank()),
            };
            quote!(#name: #value)
        }
        Slot::Choice(choice, members) => {
            let (name, ty) = (ident(&choice.name), ident(&choice.rust));
            match members.first() {
                Some(first) if choice.required => {
                    let variant = ident(&first.rust);
                    quote!(#name: #ty::#variant(#api::Typed::blank()))
                }
                _ => quote!(#name: #none),
            }
        }
    });
    quote!(Self { #(#fields,)* __unknown: #default::default() })
}

/// ```text
/// impl p::Fields for Phone { fn field(&self, number) -> … { match number { 0 => &self.number, … } } … }
/// ```
pub(super) fn fields(context: &Context, record: &Record, slots: &[Slot<'_>]) -> TokenStream {
    let p = &context.private;
    let name = ident(&record.name);
    let blank = blank(context, slots);
    let (mut read, mut write, mut optional) = (Vec::new(), Vec::new(), Vec::new());
    for slot in slots {
        match slot {
            Slot::Field(field) => {
                let (index, name) = (field.index, ident(&field.rust));
                read.push(quote!(#index => #p::Value::view(&self.#name)));
                write.push(quote!(#index => &mut self.#name));
            }
            Slot::Choice(choice, members) => {
                let (name, ty) = (ident(&choice.name), ident(&choice.rust));
                if !choice.required {
                    let numbers = members.iter().map(|field| field.index);
                    optional.push(quote!(#(#numbers)|* => self.#name = #p::None));
                }
                for field in members {
                    let (index, variant) = (field.index, ident(&field.rust));
                    let blank = quote!(#ty::#variant(#p::Typed::blank()));
                    let (pattern, fresh) = if choice.required {
                        (quote!(#ty::#variant(value)), blank)
                    } else {
                        (quote!(#p::Some(#ty::#variant(value))), quote!(#p::Some(#blank)))
                    };
                    read.push(quote!(#index => match &self.#name { #pattern => #p::Value::view(value), _ => #p::View::Absent }));
                    write.push(quote!(#index => {
                        if let #pattern = &self.#name {
                            let _ = value;
                        } else {
                            self.#name = #fresh;
                        }
                        match &mut self.#name { #pattern => value, _ => return #p::None }
                    }));
                }
            }
        }
    }
    // A one-of of a faulty table may have a single member.
    let allow = (!record.choices.is_empty()).then(|| quote!(#[allow(unreachable_patterns, irrefutable_let_patterns)]));
    let deprecated = allow_deprecated(record);
    let unchoose = (!optional.is_empty()).then(|| {
        quote! {
            fn unchoose(&mut self, number: #p::u16) {
                match number {
                    #(#optional,)*
                    _ => {}
                }
            }
        }
    });
    // Without fields there is nothing to choose from.
    let write = match write.is_empty() {
        true => quote!({ let _ = number; #p::None }),
        false => quote!(#p::Some(match number { #(#write,)* _ => return #p::None })),
    };
    quote! {
        #allow
        #deprecated
        impl #p::Fields for #name {
            const TABLE: &'static #p::Table = &TABLE.table;
            fn blank() -> Self {
                #blank
            }
            #[inline]
            fn field(&self, number: #p::u16) -> #p::View<'_> {
                match number { #(#read,)* _ => #p::View::Absent }
            }
            #[inline]
            fn field_mut(&mut self, number: #p::u16) -> #p::Option<&mut dyn #p::Value> {
                #write
            }
            #unchoose
            fn unknown(&self) -> &#p::Unknown {
                &self.__unknown
            }
            fn unknown_mut(&mut self) -> &mut #p::Unknown {
                &mut self.__unknown
            }
        }
    }
}
