//! The failure of a call for one part of a list.

use crate::client::Error;

/// A call for a part of a list that failed.
///
/// The parts before it were read whole. To go on with this one, call `resume` of the iterator and ask it again, or
/// start another one with `from_page` or with the number of the page in the request.
#[derive(Debug, thiserror::Error)]
#[error("{error}\npage {page} of {} was not read: call `resume` and go on, or start again with `from_page({page})`", .error.method())]
#[non_exhaustive]
pub struct PageError {
    /// Number of the page, as in `pageCurrent`. The parts of a lookup are counted from 1.
    pub page: i64,
    /// The error of the call.
    #[source]
    pub error: Error,
}

impl From<PageError> for Error {
    fn from(failed: PageError) -> Self {
        failed.error
    }
}

/// The list of a method does not come in pages, or the request is not one of this method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{method} does not return a list in pages: call it once with `call_any`")]
#[non_exhaustive]
pub struct NotPaged {
    /// Name of the method.
    pub method: &'static str,
}
