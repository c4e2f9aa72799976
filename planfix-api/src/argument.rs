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
            `jiff::civil::date(1990, 4, 9)`; a field is left out by not setting it, and emptied by its `clear_…`, if it has one"
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
