//! The error of a transport.

use http::Response;
use std::error::Error as StdError;
use std::fmt;

/// The failure of a transport. It must say whether the request may have reached the server.
///
/// The part of an answer that it holds may contain personal data and secrets, so `Debug` does not show it.
#[derive(thiserror::Error)]
#[error("{source}")]
pub struct TransportError {
    pub(super) sent: bool,
    pub(super) source: Box<dyn StdError + Send + Sync>,
    part: Option<Box<Response<Vec<u8>>>>,
}

impl TransportError {
    /// Creates the error of a request that certainly did not reach the server, for example without a connection.
    pub fn not_sent(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self {
            sent: false,
            source: source.into(),
            part: None,
        }
    }

    /// Creates the error of a request that may have reached the server. Use it when in doubt.
    pub fn no_answer(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self {
            sent: true,
            source: source.into(),
            part: None,
        }
    }

    /// Creates the error of an answer that broke off, with the head and the part of the body that arrived. That part
    /// may already say that the request was carried out, and what was created.
    ///
    /// ```
    /// use planfix_api::client::TransportError;
    ///
    /// let part = http::Response::new(b"<response status=\"ok\"><contact><id>7".to_vec());
    /// let error = TransportError::partial("the connection was closed", part);
    /// assert_eq!(error.part().map(|part| part.body().len()), Some(36));
    /// ```
    pub fn partial(source: impl Into<Box<dyn StdError + Send + Sync>>, part: Response<Vec<u8>>) -> Self {
        Self {
            sent: true,
            source: source.into(),
            part: Some(Box::new(part)),
        }
    }

    /// Returns the part of the answer that arrived, if any.
    #[must_use]
    pub fn part(&self) -> Option<&Response<Vec<u8>>> {
        self.part.as_deref()
    }

    /// Takes the part of the answer that arrived out of the error.
    pub fn take_part(&mut self) -> Option<Response<Vec<u8>>> {
        self.part.take().map(|part| *part)
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("sent", &self.sent)
            .field("source", &self.source)
            .field("part", &self.part().map(|part| part.body().len()))
            .finish()
    }
}
