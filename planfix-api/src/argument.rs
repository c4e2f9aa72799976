//! What setters and constructors take.

/// Something that becomes a `T`: what a setter, or `new`, takes for a value of this type.
///
/// It is everything that is [`Into<T>`], and nothing else; this trait is there so that the compiler
/// says what belongs in a field instead of which conversion is missing.
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
    note = "an identifier is written as `ContactId(42)`, a value of an enum as `Sex::Male`, a date as \
            `jiff::civil::date(1990, 4, 9)`, several values in one text (`Joined`) as `[one, two]`; a field is left out by not setting it, and emptied by its `clear_…`, if it has one"
)]
pub trait Argument<T> {
    /// The value.
    fn argument(self) -> T;
}

#[diagnostic::do_not_recommend]
impl<T, U: Into<T>> Argument<T> for U {
    fn argument(self) -> T {
        self.into()
    }
}

/// Several values, each of which becomes a `T`: what a setter, or `new`, takes for a list.
///
/// It is everything that is [`IntoIterator`] over [`Argument<T>`], and nothing else.
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
    /// The values.
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
