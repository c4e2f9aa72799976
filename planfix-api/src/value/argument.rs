//! The arguments of setters and constructors.
//!
//! A setter takes everything that is [`Into`] the type of its field. There is one trait for each kind of value, so
//! that the message of the compiler tells how to write such a value instead of which conversion is missing.

/// A value that can be converted to a `T`: the argument of a setter or of `new` for a field of this type.
///
/// Implemented for everything that is [`Into<T>`], and for nothing else.
///
/// ```
/// use planfix_api::{Argument, contact::add::Phone};
///
/// fn office(number: impl Argument<String>) -> Phone {
///     Phone::new(number).type_name("Office")
/// }
/// assert_eq!(office("+7 495 123-45-67").number, "+7 495 123-45-67");
/// ```
#[diagnostic::on_unimplemented(
    message = "expected `{T}`, found `{Self}`",
    label = "expected `{T}`",
    note = "to leave a field out, do not set it; to empty it, call its `clear_…` method, if it has one"
)]
pub trait Argument<T> {
    /// Converts the value.
    fn argument(self) -> T;
}

#[diagnostic::do_not_recommend]
impl<T, U: Into<T>> Argument<T> for U {
    fn argument(self) -> T {
        self.into()
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
                note = "to leave a field out, do not set it; to empty it, call its `clear_…` method, if it has one"
            )]
            pub trait $name<T>: Argument<T> {}

            #[diagnostic::do_not_recommend]
            impl<T, U: Argument<T>> $name<T> for U {}
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
                   `jiff::civil::time(17, 30, 0, 0)`"
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
pub trait OneOfArgument<T>: Argument<T> {}

#[diagnostic::do_not_recommend]
impl<T, U: Argument<T>> OneOfArgument<T> for U {}

/// Several values that can each be converted to a `T`: the argument of a setter or of `new` for a list.
///
/// Implemented for everything that is [`IntoIterator`] over [`Argument<T>`], and for nothing else.
///
/// ```
/// use planfix_api::{Arguments, ContactId, contact::update::Request};
///
/// fn addresses(emails: impl Arguments<String>) -> Request {
///     Request::new(ContactId(42)).secondary_emails(emails)
/// }
/// assert!(addresses(["anna@example.com"]).secondary_emails.is_set());
/// ```
#[diagnostic::on_unimplemented(
    message = "expected a list of `{T}`, found `{Self}`",
    label = "expected several `{T}`",
    note = "a list is written as `[one, two]`, of a single value as `[one]`; a `Vec` or another iterator will do too, and \
            each of its items becomes a `{T}`"
)]
pub trait Arguments<T> {
    /// Converts the values.
    fn arguments(self) -> Vec<T>;
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
