//! The arguments of setters and constructors.
//!
//! An argument is everything that is [`Into`] the type of its field, and for a setter also an `Option` of it. There is
//! one trait for each kind of value, so that the message of the compiler tells how to write such a value instead of
//! which conversion is missing.

use super::Maybe;
use std::marker::PhantomData;

/// How an argument holds its value: [`Plain`], [`Converted`] or [`Optional`]. The compiler infers it.
pub trait Form: sealed::Sealed {
    /// The result of converting an argument to `T`.
    type Of<T>;
    /// Converts the result to the state of a field.
    fn maybe<T>(given: Self::Of<T>) -> Maybe<T>;
}

mod sealed {
    pub trait Sealed {}
}

/// The form of an argument that is a value.
#[derive(Debug)]
pub enum Plain {}

impl sealed::Sealed for Plain {}

impl Form for Plain {
    type Of<T> = T;
    fn maybe<T>(given: T) -> Maybe<T> {
        Maybe::Set(given)
    }
}

/// The form of a value of another crate that has no [`Into`] for the type of the field, such as a date of chrono.
#[derive(Debug)]
pub enum Converted {}

impl sealed::Sealed for Converted {}

impl Form for Converted {
    type Of<T> = T;
    fn maybe<T>(given: T) -> Maybe<T> {
        Maybe::Set(given)
    }
}

/// The form of an `Option`, which setters take: `None` leaves the field out.
#[derive(Debug)]
pub struct Optional<F>(PhantomData<F>);

impl<F> sealed::Sealed for Optional<F> {}

impl<F: Form> Form for Optional<F> {
    type Of<T> = Maybe<T>;
    fn maybe<T>(given: Maybe<T>) -> Maybe<T> {
        given
    }
}

/// A value that can be converted to a `T`: the argument of a setter or of `new` for a field of this type.
///
/// Implemented for everything that is [`Into<T>`]. A setter also takes an `Option` of such a value, where `None` leaves
/// the field out; a required field, an argument of `new`, does not.
///
/// ```
/// use planfix_api::{Argument, contact::add::Phone};
///
/// fn office(number: impl Argument<String>) -> Phone {
///     Phone::new(number).type_name("Office")
/// }
/// assert_eq!(office("+7 495 123-45-67").number, "+7 495 123-45-67");
///
/// let kind: Option<&str> = None;
/// assert!(Phone::new("+7 495 123-45-67").type_name(kind).type_name.is_absent());
/// ```
#[diagnostic::on_unimplemented(
    message = "expected `{T}`, found `{Self}`",
    label = "expected `{T}`",
    note = "to leave a field out, do not set it or give `None`; to empty it, call its `clear_…` method, if it has one"
)]
pub trait Argument<T, F: Form = Plain> {
    /// Converts the value.
    fn argument(self) -> F::Of<T>;
}

#[diagnostic::do_not_recommend]
impl<T, U: Into<T>> Argument<T> for U {
    fn argument(self) -> T {
        self.into()
    }
}

#[diagnostic::do_not_recommend]
impl<T, F: Form, U: Argument<T, F>> Argument<T, Optional<F>> for Option<U> {
    fn argument(self) -> Maybe<T> {
        self.map_or(Maybe::Absent, |value| F::maybe(value.argument()))
    }
}

/// Defines an [`Argument`] for one kind, with a note of its own.
macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident: $note:literal)+) => {
        $(
            $(#[$doc])*
            #[diagnostic::on_unimplemented(
                message = "expected `{T}`, found `{Self}`",
                label = "expected `{T}`",
                note = $note,
                note = "to leave a field out, do not set it or give `None`; to empty it, call its `clear_…` method, if \
                        it has one"
            )]
            pub trait $name<T, F: Form = Plain>: Argument<T, F> {}

            #[diagnostic::do_not_recommend]
            impl<T, F: Form, U: Argument<T, F>> $name<T, F> for U {}
        )+
    };
}

kinds! {
    /// An [`Argument`] for an identifier.
    IdArgument: "an identifier is written as `{T}(42)`"
    /// An [`Argument`] for a value of an enum.
    EnumArgument: "a value is one of the variants of `{T}`: `{T}::…`"
    /// An [`Argument`] for a date, a time, or both.
    DateArgument: "a date is written as `jiff::civil::date(1990, 4, 9)`, with a time as `….at(17, 30, 0, 0)`, a time as \
                   `jiff::civil::time(17, 30, 0, 0)`; the features `chrono` and `time` of planfix-api accept dates of \
                   these crates"
    /// An [`Argument`] for several values in one text.
    JoinedArgument: "several values are written as `[one, two]`"
    /// An [`Argument`] for a struct.
    StructArgument: "a struct is created with `{T}::new`"
}

/// An [`Argument`] for a one-of: one of its members, or a value whose type determines the member.
#[diagnostic::on_unimplemented(
    message = "expected one of the members of `{T}`, found `{Self}`",
    label = "expected a member of `{T}`",
    note = "name the member with a variant of `{T}`, or give a value whose type says which member it is, such as an \
            identifier"
)]
pub trait OneOfArgument<T, F: Form = Plain>: Argument<T, F> {}

#[diagnostic::do_not_recommend]
impl<T, F: Form, U: Argument<T, F>> OneOfArgument<T, F> for U {}

/// Several values that can each be converted to a `T`: the argument of a setter or of `new` for a list.
///
/// Implemented for everything that is [`IntoIterator`] over [`Argument<T>`]. A setter also takes an `Option` of such a
/// list, where `None` leaves the field out. An `Option` of a single item is a list of one item or of none, as its
/// iterator has it.
///
/// ```
/// use planfix_api::{Arguments, ContactId, contact::update::Request};
///
/// fn addresses(emails: impl Arguments<String>) -> Request {
///     Request::new(ContactId(42)).secondary_emails(emails)
/// }
/// assert!(addresses(["anna@example.com"]).secondary_emails.is_set());
///
/// let none: Option<Vec<String>> = None;
/// assert!(Request::new(ContactId(42)).secondary_emails(none).secondary_emails.is_absent());
/// ```
#[diagnostic::on_unimplemented(
    message = "expected a list of `{T}`, found `{Self}`",
    label = "expected several `{T}`",
    note = "a list is written as `[one, two]`, of a single value as `[one]`; a `Vec` or another iterator will do too, and \
            each of its items becomes a `{T}`"
)]
pub trait Arguments<T, F: Form = Plain> {
    /// Converts the values.
    fn arguments(self) -> F::Of<Vec<T>>;
}

#[diagnostic::do_not_recommend]
impl<T, I> Arguments<T> for I
where
    I: IntoIterator,
    I::Item: Argument<T>,
{
    fn arguments(self) -> Vec<T> {
        self.into_iter().map(Argument::argument).collect()
    }
}

#[diagnostic::do_not_recommend]
impl<T, F: Form, U: Arguments<T, F>> Arguments<T, Optional<F>> for Option<U> {
    fn arguments(self) -> Maybe<Vec<T>> {
        self.map_or(Maybe::Absent, |values| F::maybe(values.arguments()))
    }
}
