//! The body of a request, which knows whether any of it was taken.

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

/// A body that is taken when the connection is there and the head of the request goes out. Before that the server has
/// no request that it could carry out, whatever the error is.
pub(super) struct RequestBody {
    bytes: Option<Bytes>,
    taken: Arc<AtomicBool>,
}

impl RequestBody {
    /// A body, and whether it was taken.
    pub(super) fn of(bytes: impl Into<Bytes>) -> (Self, Arc<AtomicBool>) {
        let bytes = bytes.into();
        // An empty one is never asked for.
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
