//! The body of a request, which knows whether any of it was taken.

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use std::convert::Infallible;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

/// A body that is taken when the connection is there and the head of the request goes out. Before that the server has
/// no request that it could carry out, whatever the error is.
pub(super) struct RequestBody {
    bytes: Bytes,
    /// Whether a piece has gone out since the connection was last read.
    pause: bool,
    taken: Arc<AtomicBool>,
}

/// A long body goes out in pieces, and the connection is read between them: a server that refuses it answers before it
/// has read the rest, and closes the connection, after which no more than an error could be had.
const PIECE: usize = 64 << 10;

impl RequestBody {
    /// A body, and whether it was taken.
    pub(super) fn of(bytes: impl Into<Bytes>) -> (Self, Arc<AtomicBool>) {
        let bytes = bytes.into();
        // An empty one is never asked for.
        let taken = Arc::new(AtomicBool::new(bytes.is_empty()));
        let body = Self {
            bytes,
            pause: false,
            taken: Arc::clone(&taken),
        };
        (body, taken)
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.taken.store(true, Ordering::Relaxed);
        if std::mem::take(&mut self.pause) && pin!(tokio::task::yield_now()).poll(context).is_pending() {
            return Poll::Pending;
        }
        if self.bytes.is_empty() {
            return Poll::Ready(None);
        }
        let piece = self.bytes.len().min(PIECE);
        self.pause = true;
        Poll::Ready(Some(Ok(Frame::data(self.bytes.split_to(piece)))))
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes.len() as u64)
    }
}
