//! Rust paths and types, as the tokens of which they are made.

use super::{Context, ident};
use planfix_schema::model::{Field, Shape, Type};
use planfix_schema::{Kind, shipped};
use proc_macro2::{Punct, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;

/// A path, perhaps with a type in angle brackets. Paths dominate the output; appending loose tokens avoids a call
/// into the compiler for each of them.
#[derive(Clone)]
pub(crate) struct RustType(Vec<TokenTree>);

impl RustType {
    pub(crate) fn new(tokens: TokenStream) -> Self {
        Self(tokens.into_iter().collect())
    }

    /// A name by itself.
    fn name(name: &str) -> Self {
        Self(vec![ident(name).into()])
    }

    /// Appends a name to the path.
    pub(crate) fn join(&self, name: &str) -> Self {
        let colons = [Spacing::Joint, Spacing::Alone].map(|spacing| Punct::new(':', spacing).into());
        let path = self.0.iter().cloned();
        Self(path.chain(colons).chain([ident(name).into()]).collect())
    }

    /// This generic type of another one.
    pub(super) fn of(mut self, inner: Self) -> Self {
        let bracket = |bracket| TokenTree::from(Punct::new(bracket, Spacing::Alone));
        self.0.push(bracket('<'));
        self.0.extend(inner.0);
        self.0.push(bracket('>'));
        self
    }

    /// This and another type, separated by a comma.
    fn and(mut self, other: Self) -> Self {
        self.0.push(Punct::new(',', Spacing::Alone).into());
        self.0.extend(other.0);
        self
    }

    /// The same, located at a place. Names are resolved as before.
    pub(super) fn located(mut self, at: Span) -> Self {
        for token in &mut self.0 {
            token.set_span(token.span().located_at(at));
        }
        self
    }
}

impl ToTokens for RustType {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.iter().cloned());
    }
}

impl Context {
    /// `$crate::__private::Name`: nothing is taken from the prelude, which a crate may not have.
    pub(super) fn std(&self, name: &str) -> RustType {
        self.private.join(name)
    }

    /// The Rust type of a value, or of one item.
    pub(super) fn value_type(&self, ty: &Type) -> RustType {
        let civil = |name| self.api.join("jiff").join("civil").join(name);
        match ty {
            Type::Text { .. } => self.std("String"),
            Type::Int => self.std("i64"),
            Type::Decimal => self.api.join("Decimal"),
            Type::Bool => self.std("bool"),
            Type::Date => civil("Date"),
            Type::DateTime => self.api.join("DateTime"),
            Type::Time => civil("Time"),
            Type::TimeOrDate => self.api.join("TimeOrDate"),
            Type::Bytes => self.api.join("Bytes"),
            Type::Joined(joint, item) => self.api.join(&format!("{joint:?}")).of(self.value_type(item)),
            Type::Shared(name) => self.shared(name),
            Type::Record(record) => RustType::name(&record.name),
        }
    }

    /// The path of a shared type.
    pub(super) fn shared(&self, name: &str) -> RustType {
        if self.own.names.contains_key(name) {
            self.own.module.join(name)
        } else {
            self.api.join("types").join(name)
        }
    }

    /// The Rust type of a member of a one-of, held by its variant.
    pub(super) fn member_type(&self, field: &Field) -> RustType {
        let value = self.value_type(&field.ty);
        if field.is_list() {
            self.std("Vec").of(value)
        } else {
            value
        }
    }

    /// The Rust type of a field that is not a member of a one-of.
    pub(super) fn field_type(&self, field: &Field) -> RustType {
        let value = self.value_type(&field.ty);
        let maybe = self.api.join("Maybe");
        let vec = self.std("Vec");
        match (&field.shape, field.rules.required) {
            (Shape::Single, true) => value,
            (Shape::Single, false) => maybe.of(value),
            (Shape::Repeat, _) | (Shape::List { .. }, true) => vec.of(value),
            (Shape::List { .. }, false) => maybe.of(vec.of(value)),
        }
    }

    /// The bound of the parameter of `new` for a field.
    pub(super) fn argument(&self, field: &Field) -> RustType {
        let bound = self.argument_trait(field);
        bound.of(self.value_type(&field.ty)).located(self.rows.at(field.line))
    }

    /// The bound of the parameter of a setter, which is generic over the form of its argument.
    pub(super) fn optional_argument(&self, field: &Field) -> RustType {
        let (bound, form) = (self.argument_trait(field), RustType::name("_Form"));
        let value = self.value_type(&field.ty);
        bound.of(value.and(form)).located(self.rows.at(field.line))
    }

    fn argument_trait(&self, field: &Field) -> RustType {
        match field.shape {
            Shape::Single => self.argument_of(&field.ty),
            Shape::Repeat | Shape::List { .. } => self.api.join("Arguments"),
        }
    }

    /// The trait of the arguments for a value of this type, by its kind.
    pub(super) fn argument_of(&self, ty: &Type) -> RustType {
        let shared = |name: &str| {
            let own = self.own.names.get(name).copied();
            own.or_else(|| shipped::kind(name))
        };
        let kind = match ty {
            Type::Date | Type::DateTime | Type::Time | Type::TimeOrDate => "DateArgument",
            Type::Joined(..) => "JoinedArgument",
            Type::Record(_) => "StructArgument",
            Type::Shared(name) => match shared(name) {
                Some(Kind::Id) => "IdArgument",
                Some(Kind::Enum) => "EnumArgument",
                Some(Kind::Record) => "StructArgument",
                Some(Kind::Union) | None => return self.api.join("Argument"),
            },
            Type::Text { .. } | Type::Int | Type::Decimal | Type::Bool | Type::Bytes => {
                return self.api.join("Argument");
            }
        };
        self.api.join("argument").join(kind)
    }
}
