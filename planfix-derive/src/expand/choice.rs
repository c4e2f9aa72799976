//! A one-of: its enum, and what becomes one.

use super::{Context, docs, ident};
use planfix_schema::model::{Choice, Field, Record};
use proc_macro2::TokenStream;
use quote::quote;

/// ```text
/// pub enum Key { Id(ContactId), Numbers(Vec<ContactNumber>) }
/// impl From<ContactId> for Key { … }
/// impl From<Vec<ContactNumber>> for Key { … }  impl From<[ContactNumber; N]> …  impl From<ContactNumber> …
/// ```
pub(super) fn one_of(
    context: &Context,
    record: &Record,
    choice: &Choice,
    members: &[&Field],
    precedence: &[String],
) -> TokenStream {
    let name = ident(&choice.rust);
    let doc = docs::choice(choice, members, precedence);
    let variants = members.iter().map(|field| {
        let (variant, ty, doc) = (
            ident(&field.rust),
            context.member_type(field),
            docs::field(record, field),
        );
        context.at(field.line, quote!(#[doc = #doc] #variant(#ty)))
    });
    let conversions = members.iter().map(|field| conversions(context, choice, members, field));
    let names = members.iter().map(|field| {
        let (variant, text) = (ident(&field.rust), &field.rust);
        quote!(Self::#variant(_) => #text)
    });
    let derives = ["Clone", "PartialEq", "Eq"].map(|name| context.std(name));
    let fmt = context.std("fmt");
    quote! {
        #[doc = #doc]
        #[derive(#(#derives),*)]
        pub enum #name {
            #(#variants,)*
        }
        #(#conversions)*
        /// Shows which one is chosen, not its value.
        impl #fmt::Debug for #name {
            fn fmt(&self, f: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                f.write_str(match self { #(#names,)* })
            }
        }
    }
}

/// The conversions into a one-of for this member. There is none from a type that two members share.
fn conversions(context: &Context, choice: &Choice, members: &[&Field], field: &Field) -> TokenStream {
    let (name, variant) = (ident(&choice.rust), ident(&field.rust));
    let (from, into, usize) = (context.std("From"), context.std("Into"), context.std("usize"));
    let (ty, item) = (context.member_type(field), context.value_type(&field.ty));
    let is_told = field.is_told_by_value(members);
    let is_only = members
        .iter()
        .filter(|other| other.ty.is_same_in_rust(&field.ty))
        .count()
        == 1;
    let whole = is_told.then(|| {
        quote! {
            impl #from<#ty> for #name {
                fn from(value: #ty) -> Self {
                    Self::#variant(value)
                }
            }
        }
    });
    let several = (field.is_list() && is_told).then(|| {
        quote! {
            impl<const N: #usize> #from<[#item; N]> for #name {
                fn from(values: [#item; N]) -> Self {
                    Self::#variant(#into::into(values))
                }
            }
        }
    });
    // One value alone is a list of one, where no other member is meant by it.
    let one = (field.is_list() && is_only).then(|| {
        quote! {
            impl #from<#item> for #name {
                fn from(value: #item) -> Self {
                    Self::#variant(#into::into([value]))
                }
            }
        }
    });
    context.at(field.line, quote!(#whole #several #one))
}
