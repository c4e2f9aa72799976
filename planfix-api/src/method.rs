//! The trait of every request.

use crate::__private::Request;
use crate::record::Struct;
use crate::table;

/// A method of the API, implemented by the type of its request.
///
/// ```
/// use planfix_api::{Effect, Method, contact};
///
/// assert_eq!(contact::update::Request::METHOD.name, "contact.update");
/// assert_eq!(contact::update::Request::METHOD.effect, Effect::Set);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a PlanFix request",
    label = "this cannot be sent",
    note = "a request is the `Request` of a method's module, such as `contact::update::Request`"
)]
pub trait Method: Struct {
    /// The table of the method.
    const METHOD: &'static table::Method;
    /// The response of the method.
    type Response: Struct;
}

/// Keeps the message above from listing every type that is a method.
#[diagnostic::do_not_recommend]
impl<T: Request> Method for T {
    const METHOD: &'static table::Method = T::METHOD;
    type Response = T::Response;
}

/// A method whose list comes in parts: in pages, or by the identifiers that the request names.
///
/// Implemented by generated code. [`Client::items`](crate::client::Client::items) returns all items, and
/// [`Client::pages`](crate::client::Client::pages) the pages.
#[diagnostic::on_unimplemented(
    message = "the list of `{Self}` does not come in pages",
    label = "this method answers at once",
    note = "call it with `client.call(&request)`"
)]
pub trait Paged: Method {
    /// An item of the list.
    type Item: Struct;
    /// Takes the items out of a response.
    #[doc(hidden)]
    fn items(response: Self::Response) -> Vec<Self::Item>;
}

/// A method that changes an object which another method reads.
///
/// Implemented by generated code for every method whose table says which one reads, with a conversion from what was
/// read: `task::update::Request::from(&task)`. For a method of your own tables, one line implements it:
/// `impl planfix_api::Edit for update::Request { type Read = get::Request; }`.
///
/// [`Client::edit`](crate::client::Client::edit) reads, changes and writes an object.
pub trait Edit: Method {
    /// The method that reads the object.
    type Read: Method;
}

/// An object to edit: its identifier, or the beginning of a request that changes it.
///
/// Implemented for every request that is [`Edit`], and for the identifiers that are enough to make one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not name an object that can be edited",
    label = "expected an identifier such as `TaskId`, or a request that changes an object",
    note = "if an identifier is not enough, give a request: `handbook::update_record::Request::new(handbook, key)`"
)]
pub trait EditTarget {
    /// The method that changes the object.
    type Edit: Edit;
    /// Makes the beginning of a request that changes the object.
    fn request(self) -> Self::Edit;
}

impl<E: Edit> EditTarget for E {
    type Edit = E;

    fn request(self) -> E {
        self
    }
}
