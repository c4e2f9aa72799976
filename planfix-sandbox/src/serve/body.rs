//! The bodies of answers: whole ones, and those of faults.

use http_body_util::Full;
use hyper::body::{Body, Bytes, Frame, SizeHint};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, Sleep, sleep};

/// The time between two bytes of an answer that drips.
const DRIP: Duration = Duration::from_secs(1);

/// The white space after an answer that is too long: more than a client reads by default.
const PADDING: usize = 80 << 20;

/// A piece of this white space.
static SPACES: &[u8] = &[b' '; 64 << 10];

/// The body of an answer.
pub(super) enum AnswerBody {
    Whole(Full<Bytes>),
    /// A byte at a time.
    Drip {
        rest: Bytes,
        pause: Pin<Box<Sleep>>,
        /// Ends the answer when the server stops.
        stop: watch::Receiver<bool>,
    },
    /// The connection is closed before the end that was announced.
    Cut {
        part: Bytes,
        announced: u64,
        /// The part has been passed to the connection, which may still have to write it.
        passed: bool,
    },
    /// White space follows the answer.
    Long {
        answer: Bytes,
        padding: usize,
    },
}

impl AnswerBody {
    pub(super) fn whole(bytes: Vec<u8>) -> Self {
        Self::Whole(Full::new(bytes.into()))
    }

    pub(super) fn drip(bytes: Vec<u8>, stop: watch::Receiver<bool>) -> Self {
        Self::Drip {
            stop,
            rest: bytes.into(),
            pause: Box::pin(sleep(DRIP)),
        }
    }

    pub(super) fn cut(mut bytes: Vec<u8>, end: usize) -> Self {
        let announced = bytes.len() as u64;
        bytes.truncate(end);
        Self::Cut {
            part: bytes.into(),
            announced,
            passed: false,
        }
    }

    pub(super) fn long(bytes: Vec<u8>) -> Self {
        Self::Long {
            answer: bytes.into(),
            padding: PADDING,
        }
    }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let data = |bytes| Poll::Ready(Some(Ok(Frame::data(bytes))));
        match self.get_mut() {
            Self::Whole(full) => Pin::new(full)
                .poll_frame(cx)
                .map(|frame| frame.map(|frame| frame.map_err(|never| match never {}))),
            Self::Drip { rest, .. } if rest.is_empty() => Poll::Ready(None),
            Self::Drip { stop, .. } if *stop.borrow() => {
                Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into())))
            }
            Self::Drip { rest, pause, .. } => {
                ready!(pause.as_mut().poll(cx));
                pause.as_mut().reset(Instant::now() + DRIP);
                data(rest.split_to(1))
            }
            Self::Cut { part, .. } if !part.is_empty() => data(std::mem::take(part)),
            Self::Cut { passed, .. } if !*passed => {
                // The connection writes what it has while it waits for more.
                *passed = true;
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            Self::Cut { .. } => Poll::Ready(Some(Err(io::ErrorKind::UnexpectedEof.into()))),
            Self::Long { answer, .. } if !answer.is_empty() => data(std::mem::take(answer)),
            Self::Long { padding: 0, .. } => Poll::Ready(None),
            Self::Long { padding, .. } => {
                *padding = padding.saturating_sub(SPACES.len());
                data(Bytes::from_static(SPACES))
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(full) => full.size_hint(),
            Self::Drip { rest, .. } => SizeHint::with_exact(rest.len() as u64),
            Self::Cut { announced, .. } => SizeHint::with_exact(*announced),
            Self::Long { .. } => SizeHint::default(),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Whole(full) => full.is_end_stream(),
            Self::Drip { rest, .. } => rest.is_empty(),
            Self::Cut { .. } | Self::Long { .. } => false,
        }
    }
}
