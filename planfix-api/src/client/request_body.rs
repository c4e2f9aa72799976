//! A request body that records whether it was read.

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

/// A request body that is read once there is a connection and the head of the request is sent. Until then the server
/// has no request to carry out, whatever the error.
pub(super) struct RequestBody {
    bytes: Option<Bytes>,
    taken: Arc<AtomicBool>,
}

impl RequestBody {
    /// Creates a body, and a flag that is set when it is read.
    pub(super) fn of(bytes: impl Into<Bytes>) -> (Self, Arc<AtomicBool>) {
        let bytes = bytes.into();
        // An empty body is never read.
        let taken = Arc::new(AtomicBool::new(bytes.is_empty()));
        let body = Self {
            bytes: Some(bytes).filter(|bytes| !bytes.is_empty()),
            taken: Arc::clone(&taken),
        };
        (body, taken)
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.taken.store(true, Ordering::Relaxed);
        Poll::Ready(self.bytes.take().map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
    }
}
