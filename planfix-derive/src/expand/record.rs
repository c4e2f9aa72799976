//! A struct: its fields, `new`, setters, and the accessors that interpreters use.

use super::{Context, RustType, choice, docs, fields, ident, table};
use planfix_schema::model::{Choice, Field, Filter, Record, Shape};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

/// A field of the Rust struct: a row, or all rows of a one-of.
pub(super) enum Slot<'a> {
    Field(&'a Field),
    Choice(&'a Choice, Vec<&'a Field>),
}

fn slots(record: &Record) -> Vec<Slot<'_>> {
    let fields = record.fields();
    let mut met = vec![false; record.choices.len()];
    let mut out = Vec::new();
    for field in &fields {
        match field
            .rules
            .choice
            .and_then(|number| Some((number, record.choices.get(number)?)))
        {
            None => out.push(Slot::Field(field)),
            Some((number, choice)) => {
                if met.get_mut(number).is_some_and(|met| !std::mem::replace(met, true)) {
                    let members = fields.iter().copied().filter(|f| f.rules.choice == Some(number));
                    out.push(Slot::Choice(choice, members.collect()));
                }
            }
        }
    }
    out
}

/// ```text
/// pub struct Phone { pub number: String, pub phone_type: Maybe<PhoneTypeId>, … }
/// impl Phone { pub fn new(number: impl Argument<String>) -> Self  pub fn phone_type(self, …) -> Self }
/// const _: () = { use $crate::__private as p; static TABLE … impl p::Fields for Phone { … } impl p::fmt::Debug for Phone { … } };
/// ```
/// and the same for the structs and one-ofs in it.
pub(super) fn record(
    context: &Context,
    record: &Record,
    doc: &str,
    precedence: &[String],
    filters: &[Filter],
) -> TokenStream {
    let (api, private) = (&context.api, &context.private);
    let name = ident(&record.name);
    let slots = slots(record);
    let (option, clone, eq) = (context.std("Option"), context.std("Clone"), context.std("PartialEq"));

    let declared = slots.iter().map(|slot| match slot {
        Slot::Field(field) => {
            let name = context.ident_at(field.line, &field.rust);
            let ty = context.field_type(field).located(context.rows.at(field.line));
            let doc = docs::field(record, field);
            let deprecated = deprecated(field);
            quote!(#[doc = #doc] #deprecated pub #name: #ty)
        }
        Slot::Choice(choice, members) => {
            let (name, ty, doc) = (
                ident(&choice.name),
                ident(&choice.rust),
                docs::choice(choice, members, precedence),
            );
            let ty = if choice.required {
                quote!(#ty)
            } else {
                quote!(#option<#ty>)
            };
            quote!(#[doc = #doc] pub #name: #ty)
        }
    });
    let choices = slots.iter().filter_map(|slot| match slot {
        Slot::Field(_) => None,
        Slot::Choice(choice, members) => Some(choice::one_of(context, record, choice, members, precedence)),
    });
    let (constructor, default) = constructor(context, record, &slots);
    let setters = slots.iter().map(|slot| setter(context, slot, precedence));
    let pushes = record.fields().into_iter().filter_map(|field| push(context, field));
    let inside = context.inside();
    let fields = fields::fields(&inside, record, &slots);
    let table = table::table(&inside, record, precedence, filters);
    let constructors = super::filters::constructors(context, record, filters);
    let nested = record.fields().into_iter().filter_map(|field| match &field.ty {
        planfix_schema::model::Type::Record(inner) => {
            let doc = docs::part(inner);
            Some(self::record(context, inner, &doc, precedence, &[]))
        }
        _ => None,
    });
    let struct_name = context.ident_at(record.line, &record.name);
    // The private field has the effect of `#[non_exhaustive]`, and rustc then suggests `new` to anyone who writes a
    // struct literal.
    let allow = allow_deprecated(record);
    quote! {
        #[doc = #doc]
        #[derive(#clone, #eq)]
        #allow
        pub struct #struct_name {
            #(#declared,)*
            __unknown: #api::Unknown,
        }
        impl #name {
            #constructor
            #(#setters)*
            #(#pushes)*
        }
        #default
        #constructors
        const _: () = {
            use #private as p;
            #table
            #fields
            impl p::Eq for #name {}
            impl p::fmt::Debug for #name {
                fn fmt(&self, f: &mut p::fmt::Formatter<'_>) -> p::fmt::Result {
                    p::debug(self, f)
                }
            }
            #api::__serde_struct!(#name);
        };
        #(#choices)*
        #(#nested)*
    }
}

/// Allows generated code to use the fields that are deprecated.
pub(super) fn allow_deprecated(record: &Record) -> Option<TokenStream> {
    let any = record.fields().iter().any(|field| field.rules.removed.is_some());
    any.then(|| quote!(#[allow(deprecated)]))
}

/// ```text
/// #[deprecated(note = "no longer part of the API since 2019")]
/// ```
fn deprecated(field: &Field) -> Option<TokenStream> {
    let note = docs::removed(field)?;
    Some(quote!(#[deprecated(note = #note)]))
}

/// The conversions from a setter's argument to the field: `[optional, required]`.
fn conversions(context: &Context, field: &Field) -> [RustType; 2] {
    let (private, api) = (&context.private, &context.api);
    let list = || api.join("Arguments").join("arguments");
    match field.shape {
        Shape::Single => [private.join("set"), api.join("Argument").join("argument")],
        Shape::Repeat => [private.join("set_items"), list()],
        Shape::List { .. } => [private.join("set_list"), list()],
    }
}

/// ```text
/// pub fn new(key: impl OneOfArgument<Key>, number: impl Argument<String>) -> Self
/// impl Default for Request { … } // if `new` takes nothing
/// ```
fn constructor(context: &Context, record: &Record, slots: &[Slot<'_>]) -> (TokenStream, Option<TokenStream>) {
    let api = &context.api;
    let mut parameters = Vec::new();
    let mut values = Vec::new();
    for slot in slots {
        match slot {
            Slot::Field(field) if field.rules.required => {
                let (name, bound) = (context.ident_at(field.line, &field.rust), context.argument(field));
                let [_, value] = conversions(context, field);
                parameters.push(quote!(#name: impl #bound));
                values.push(quote!(#name: #value(#name)));
            }
            Slot::Choice(choice, members) if choice.required => {
                let (name, ty) = (ident(&choice.name), ident(&choice.rust));
                let line = members.first().map_or(record.line, |field| field.line);
                parameters.push(context.at(line, quote!(#name: impl #api::argument::OneOfArgument<#ty>)));
                values.push(quote!(#name: #api::Argument::argument(#name)));
            }
            _ => {}
        }
    }
    let doc = docs::constructor(record, parameters.is_empty());
    let allow = (parameters.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let (name, default) = (ident(&record.name), context.std("Default"));
    let default = parameters.is_empty().then(|| {
        quote! {
            impl #default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    let new = context.ident_at(record.line, "new");
    let new = quote! {
        #[doc = #doc]
        #[must_use]
        #allow
        pub fn #new(#(#parameters),*) -> Self {
            Self { #(#values,)* ..<Self as #api::record::Typed>::blank() }
        }
    };
    (new, default)
}

/// ```text
/// pub fn name<F: Form>(mut self, value: impl Argument<String, F>) -> Self
/// pub fn clear_name(mut self) -> Self
/// ```
fn setter(context: &Context, slot: &Slot<'_>, precedence: &[String]) -> TokenStream {
    let api = &context.api;
    match slot {
        Slot::Field(field) if field.rules.required => quote!(),
        Slot::Choice(choice, _) if choice.required => quote!(),
        Slot::Choice(choice, members) => {
            let (name, ty, doc) = (
                ident(&choice.name),
                ident(&choice.rust),
                docs::choice(choice, members, precedence),
            );
            let choose = context.std("choose");
            quote! {
                #[doc = #doc]
                #[must_use = "it returns the changed record"]
                pub fn #name<_Form: #api::argument::Form>(
                    mut self,
                    value: impl #api::argument::OneOfArgument<#ty, _Form>,
                ) -> Self {
                    self.#name = #choose(value);
                    self
                }
            }
        }
        Slot::Field(field) => {
            let at = context.row(field.line);
            let name = context.ident_at(field.line, &field.rust);
            let bound = context.optional_argument(field);
            let [value, _] = conversions(context, field);
            let doc = docs::setter(field);
            let clear = field.rules.patch.then(|| {
                let clear = context.ident_at(field.line, &format!("clear_{}", field.rust));
                let doc = docs::clear(field);
                quote_spanned! {at=>
                    #[doc = #doc]
                    #[must_use = "it returns the changed record"]
                    pub fn #clear(mut self) -> Self {
                        self.#name = #api::Maybe::Empty;
                        self
                    }
                }
            });
            let deprecated = deprecated(field).map(|deprecated| quote!(#deprecated #[allow(deprecated)]));
            quote_spanned! {at=>
                #[doc = #doc]
                #deprecated
                #[must_use = "it returns the changed record"]
                pub fn #name<_Form: #api::argument::Form>(mut self, value: impl #bound) -> Self {
                    self.#name = #value(value);
                    self
                }
                #clear
            }
        }
    }
}

/// The setter that adds an item to a list.
///
/// ```text
/// pub fn push_phones(mut self, value: impl StructArgument<Phone>) -> Self
/// ```
fn push(context: &Context, field: &Field) -> Option<TokenStream> {
    if !field.is_list() || field.rules.choice.is_some() || field.rules.removed.is_some() {
        return None;
    }
    let private = &context.private;
    let at = context.row(field.line);
    let name = context.ident_at(field.line, &field.rust);
    let push = context.ident_at(field.line, &format!("push_{}", field.rust));
    let bound = context.argument_of(&field.ty).of(context.value_type(&field.ty));
    let bound = bound.located(context.rows.at(field.line));
    let doc = docs::push(field);
    let function = match (&field.shape, field.rules.required) {
        (Shape::List { .. }, false) => quote!(#private::push_set),
        _ => quote!(#private::push),
    };
    Some(quote_spanned! {at=>
        #[doc = #doc]
        #[must_use = "it returns the changed record"]
        pub fn #push(mut self, value: impl #bound) -> Self {
            #function(&mut self.#name, value);
            self
        }
    })
}
