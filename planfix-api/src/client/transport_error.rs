//! The error of a transport.

use std::error::Error as StdError;

/// A transport that failed. It must say whether the request may have reached the server.
#[derive(Debug, thiserror::Error)]
#[error("{source}")]
pub struct TransportError {
    pub(super) sent: bool,
    pub(super) source: Box<dyn StdError + Send + Sync>,
}

impl TransportError {
    /// The request surely did not reach the server: no connection, no such host.
    pub fn not_sent(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self {
            sent: false,
            source: source.into(),
        }
    }

    /// The request may have reached the server: when in doubt, this one.
    pub fn no_answer(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self {
            sent: true,
            source: source.into(),
        }
    }
}
