//! Why an answer cannot be used.

use crate::interpret::xml::ReadError;
use std::error::Error as StdError;

/// Why an answer cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// There is nothing in it.
    #[error("it is empty")]
    Empty,
    /// It is a web page, such as a proxy or a maintenance notice gives.
    #[error("it is a web page, not XML (a proxy, a login page or a maintenance notice?)")]
    Html,
    /// It is neither XML nor a web page.
    #[error("it is not XML")]
    NotXml,
    /// It sends the client elsewhere. The key is not sent to another host.
    #[error("it redirects to {to}; the key is not sent there, check the endpoint")]
    Redirect {
        /// Scheme, host and port of the address.
        to: String,
    },
    /// It is one redirect too many.
    #[error("it redirects again and again; check the endpoint")]
    RedirectLoop,
    /// It is a redirect that says no address, or that asks for something else than to repeat the call.
    #[error("it redirects, but not in a way that a call could follow; check the endpoint")]
    RedirectNowhere,
    /// It ends too early.
    #[error("it was cut off: {0}")]
    Truncated(#[source] ReadError),
    /// The connection failed before the end of it, or it is longer than the transport reads.
    #[error("it did not come whole: {0}")]
    CutOff(#[source] Box<dyn StdError + Send + Sync>),
    /// It is compressed, which the request did not ask for.
    #[error("it is compressed ({0}), which was not asked for (a proxy between here and PlanFix?)")]
    Compressed(String),
    /// It is in another encoding than UTF-8.
    #[error("it is not in UTF-8, which repeating the call does not change: {0}")]
    Encoding(#[source] ReadError),
    /// It is XML, but is not a whole response of the method.
    #[error("it is not a whole response of the method:\n{0}")]
    Xml(#[source] ReadError),
}
