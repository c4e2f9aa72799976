//! A request body that records whether it was read.

use super::body::{Body as Content, BodyReader, Part};
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
#[cfg(feature = "reqwest")]
use std::error::Error as StdError;
use std::fmt;
use std::io::{self, Read as _};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use tokio::task::{JoinHandle, spawn_blocking};

/// The bytes to read from files at a time: many, since each reading is a task on another thread.
const PIECE: usize = 256 << 10;

/// A request body that is read once there is a connection and the head of the request is sent. Until then the server
/// has no request to carry out, whatever the error.
pub struct RequestBody {
    left: Left,
    length: u64,
    taken: Arc<AtomicBool>,
}

/// The rest of a body.
enum Left {
    Nothing,
    Whole(Bytes),
    /// In a lock, since reqwest wants bodies that threads may share.
    Reader(Mutex<BodyReader>),
    /// Being read, on a thread that may wait for the disk.
    Reading(JoinHandle<io::Result<(BodyReader, Vec<u8>)>>),
}

impl RequestBody {
    /// Creates a body, and a flag that is set when it is read.
    pub(super) fn of(body: &Content) -> (Self, Arc<AtomicBool>) {
        // An empty body is never read.
        let taken = Arc::new(AtomicBool::new(body.is_empty()));
        let left = match body.piece(0) {
            _ if body.is_empty() => Left::Nothing,
            Some(Part::Text(text)) if text.len() as u64 == body.len() => Left::Whole(text.clone()),
            _ => Left::Reader(Mutex::new(body.reader())),
        };
        let body = Self {
            left,
            length: body.len(),
            taken: Arc::clone(&taken),
        };
        (body, taken)
    }
}

/// A file in the body that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ContentError(io::Error);

/// Returns the error of a file in the body if it is among the causes of an error.
#[cfg(feature = "reqwest")]
pub(super) fn unreadable(error: &(dyn StdError + 'static)) -> Option<io::Error> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(ContentError(error)) = error.downcast_ref() {
            return Some(io::Error::new(error.kind(), error.to_string()));
        }
        next = error.source();
    }
    None
}

impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestBody").finish_non_exhaustive()
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = ContentError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, ContentError>>> {
        self.taken.store(true, Ordering::Relaxed);
        loop {
            match std::mem::replace(&mut self.left, Left::Nothing) {
                Left::Nothing => return Poll::Ready(None),
                Left::Whole(bytes) => {
                    self.length = 0;
                    return Poll::Ready(Some(Ok(Frame::data(bytes))));
                }
                Left::Reader(reader) => {
                    let reader = reader.into_inner().unwrap_or_else(PoisonError::into_inner);
                    self.left = Left::Reading(spawn_blocking(|| read(reader)));
                }
                Left::Reading(mut reading) => {
                    let Poll::Ready(read) = Pin::new(&mut reading).poll(context) else {
                        self.left = Left::Reading(reading);
                        return Poll::Pending;
                    };
                    let read = read.map_err(io::Error::other).flatten();
                    return Poll::Ready(match read {
                        Err(error) => Some(Err(ContentError(error))),
                        Ok((_, bytes)) if bytes.is_empty() => None,
                        Ok((reader, bytes)) => {
                            self.length = self.length.saturating_sub(bytes.len() as u64);
                            self.left = Left::Reader(Mutex::new(reader));
                            Some(Ok(Frame::data(bytes.into())))
                        }
                    });
                }
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.left, Left::Nothing)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.length)
    }
}

/// Reads the next piece.
fn read(mut reader: BodyReader) -> io::Result<(BodyReader, Vec<u8>)> {
    let mut bytes = vec![0; PIECE];
    let read = reader.read(&mut bytes)?;
    bytes.truncate(read);
    Ok((reader, bytes))
}
