//! The delivery of an answer: the answer itself, or the way in which it is damaged or lost.

use http::Response;
use std::time::Duration;

/// The delivery of an answer.
#[derive(Debug)]
pub(crate) struct Delivery {
    /// The time before the answer begins.
    pub(crate) latency: Duration,
    pub(crate) way: Way,
}

/// The way of an answer.
#[derive(Debug)]
pub(crate) enum Way {
    /// It arrives whole.
    Whole(Response<Vec<u8>>),
    /// There is no connection.
    Refused,
    /// The connection is reset.
    Reset,
    /// The connection is closed.
    Closed,
    /// Nothing arrives.
    Silent,
    /// It arrives after the client has given up.
    Late(Response<Vec<u8>>),
    /// It arrives a byte at a time.
    Drip(Response<Vec<u8>>),
    /// The connection is closed after this many bytes.
    Cut(Response<Vec<u8>>, usize),
    /// It is followed by more white space than the client reads.
    Long(Response<Vec<u8>>),
}
