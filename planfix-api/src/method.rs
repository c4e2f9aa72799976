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
