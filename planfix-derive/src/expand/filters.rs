//! The filters of a record: a constructor for each row of `## Filters`.

use super::table::type_name;
use super::{Context, ident};
use planfix_schema::model::{Filter, Operand, Record, Type};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

/// ```text
/// &[p::Filter { number: 4001, name: "name", operator: Any(…), value: Any(…), … }]
/// ```
pub(super) fn rows(context: &Context, filters: &[Filter]) -> TokenStream {
    let p = &context.private;
    let rows = filters.iter().map(|filter| {
        let Filter {
            number,
            rust,
            field,
            doc,
            line,
            ..
        } = filter;
        let operator = operand(context, &filter.operator);
        let value = operand(context, &filter.value);
        quote! {
            #p::Filter {
                number: #number,
                name: #rust,
                operator: #operator,
                value: #value,
                field: #field,
                doc: #doc,
                line: #line,
            }
        }
    });
    quote!(&[#(#rows),*])
}

fn operand(context: &Context, operand: &Operand) -> TokenStream {
    let p = &context.private;
    match operand {
        Operand::Constant(text) => quote!(#p::Operand::Constant(#text)),
        Operand::Any(ty) => {
            let ty = context.value_type(ty);
            quote!(#p::Operand::Any(<#ty as #p::Typed>::KIND))
        }
    }
}

/// ```text
/// impl ContactFilter {
///     pub fn name(operator: impl Argument<Equality>, value: impl Argument<String>) -> Self { filter(&Self::TABLE.filters[29], …) }
/// }
/// ```
pub(super) fn constructors(context: &Context, record: &Record, filters: &[Filter]) -> TokenStream {
    if filters.is_empty() {
        return TokenStream::new();
    }
    let api = &context.api;
    let (some, none) = (context.std("Some"), context.std("None"));
    let name = ident(&record.name);
    let fields = record.fields();
    // The model has filters only in a record with this element.
    let field = fields.iter().find(|field| field.path == "field");
    let field = field.map(|field| &field.ty);
    let functions = filters.iter().enumerate().map(|(index, filter)| {
        let function = context.ident_at(filter.line, &filter.rust);
        let at = context.rows.at(filter.line);
        let mut parameters = Vec::new();
        let mut given = Vec::new();
        let mut argument = |name: &str, ty: Option<&Type>| match ty {
            Some(ty) => {
                let name = ident(name);
                let bound = context.argument_of(ty).of(context.value_type(ty)).located(at);
                parameters.push(quote!(#name: impl #bound));
                given.push(quote!(#some(&#api::Argument::argument(#name))));
            }
            None => given.push(quote!(#none)),
        };
        fn any(operand: &Operand) -> Option<&Type> {
            match operand {
                Operand::Constant(_) => None,
                Operand::Any(ty) => Some(ty),
            }
        }
        argument("field", field.filter(|_| filter.field));
        argument("operator", any(&filter.operator));
        argument("value", any(&filter.value));
        let doc = doc(filter);
        quote_spanned! {context.row(filter.line)=>
            #[doc = #doc]
            #[must_use]
            pub fn #function(#(#parameters),*) -> Self {
                #api::__private::filter(&<Self as #api::record::Struct>::TABLE.filters[#index], #(#given),*)
            }
        }
    });
    quote! {
        /// The filters there are, one constructor each.
        impl #name {
            #(#functions)*
        }
    }
}

fn doc(filter: &Filter) -> String {
    let operand = |operand: &Operand| match operand {
        Operand::Constant(text) => text.clone(),
        Operand::Any(ty) => type_name(ty),
    };
    let field = if filter.field { " · about a custom field" } else { "" };
    format!(
        "{}\n\nFilter `{}` · operator `{}` · value `{}`{field}",
        filter.doc,
        filter.number,
        operand(&filter.operator),
        operand(&filter.value)
    )
}
