//! The reasons why an answer cannot be used.

use crate::interpret::xml::ReadError;
use std::error::Error as StdError;
use std::io;

/// The reason why an answer cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// It is empty.
    #[error("it is empty")]
    Empty,
    /// It is a web page, such as a proxy or a maintenance notice sends.
    #[error("it is a web page, not XML (a proxy, a login page or a maintenance notice?)")]
    Html,
    /// It is neither XML nor a web page.
    #[error("it is not XML")]
    NotXml,
    /// It redirects to another host, which the key is not sent to.
    #[error("it redirects to {to}, where the key is not sent; check the endpoint")]
    Redirect {
        /// Scheme, host and port of the address.
        to: String,
    },
    /// It redirects once more, after as many redirects as a call follows.
    #[error("it redirects again and again; check the endpoint")]
    RedirectLoop,
    /// It redirects without a usable `Location`, or in a way that must not be followed (303).
    #[error("it redirects in a way that cannot be followed; check the endpoint")]
    RedirectNowhere,
    /// It ends too early.
    #[error("it was cut off: {0}")]
    Truncated(#[source] ReadError),
    /// The connection failed before its end, or it is longer than the transport reads.
    #[error("it did not arrive whole: {0}")]
    CutOff(#[source] Box<dyn StdError + Send + Sync>),
    /// The file in it could not be written to its destination. A part of it may be there.
    #[error("the file in it could not be written: {0}")]
    NotWritten(#[source] io::Error),
    /// The file in it has changed since a part of it was written, before the connection was lost.
    #[error("the file has changed while it was downloaded; download it again")]
    Changed,
    /// It is compressed, although the request did not ask for compression.
    #[error("it is compressed ({0}), although the request did not ask for it (a proxy between here and PlanFix?)")]
    Compressed(String),
    /// Its encoding is not UTF-8.
    #[error("it is not in UTF-8, so sending the call again does not help: {0}")]
    Encoding(#[source] ReadError),
    /// It is XML, but not a complete response of the method.
    #[error("it is not a complete response of the method:\n{0}")]
    Xml(#[source] ReadError),
}
