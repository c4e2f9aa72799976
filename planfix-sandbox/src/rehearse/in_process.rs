//! The sandbox as a transport: what an HTTP client would report of a delivery.

use super::delivery::{Delivery, Way};
use super::receive::receive;
use crate::Sandbox;
use http::{Request, Response};
use planfix_api::client::{Body, Transport, TransportError};
use std::io::{self, ErrorKind};
use std::time::Duration;

/// The time after which a client in process gives up.
const PATIENCE: Duration = Duration::from_secs(60);

/// The result of a delivery, and the time that it takes.
struct Arrived {
    result: Result<Response<Vec<u8>>, TransportError>,
    after: Duration,
}

fn arrive(delivery: Delivery) -> Arrived {
    let lost = |kind: ErrorKind, text: &str| TransportError::no_answer(io::Error::new(kind, text.to_owned()));
    let too_late = || {
        lost(
            ErrorKind::TimedOut,
            "the server sent none in time (injected by the sandbox)",
        )
    };
    let in_time = |result| Arrived {
        result,
        after: delivery.latency,
    };
    let given_up = |error| Arrived {
        result: Err(error),
        after: PATIENCE,
    };
    match delivery.way {
        Way::Refused => {
            let error = io::Error::new(
                ErrorKind::ConnectionRefused,
                "connection refused (injected by the sandbox)",
            );
            Arrived {
                result: Err(TransportError::not_sent(error)),
                after: Duration::ZERO,
            }
        }
        _ if delivery.latency >= PATIENCE => given_up(too_late()),
        Way::Whole(response) => in_time(Ok(response)),
        Way::Reset => {
            let text = "the connection was reset (injected by the sandbox)";
            in_time(Err(lost(ErrorKind::ConnectionReset, text)))
        }
        Way::Closed => {
            let text = "the connection was closed (injected by the sandbox)";
            in_time(Err(lost(ErrorKind::UnexpectedEof, text)))
        }
        Way::Silent | Way::Late(_) => given_up(too_late()),
        Way::Drip(mut response) => {
            let half = response.body().len() / 2;
            response.body_mut().truncate(half);
            let error = io::Error::new(
                ErrorKind::TimedOut,
                "the answer came too slowly (injected by the sandbox)",
            );
            given_up(TransportError::partial(error, response))
        }
        Way::Cut(mut response, end) => {
            response.body_mut().truncate(end);
            let error = io::Error::new(ErrorKind::UnexpectedEof, "it was cut off (injected by the sandbox)");
            in_time(Err(TransportError::partial(error, response)))
        }
        Way::Long(response) => {
            let error = io::Error::new(
                ErrorKind::FileTooLarge,
                "it is too long, and the rest was not read (injected by the sandbox)",
            );
            in_time(Err(TransportError::partial(error, response)))
        }
    }
}

impl Transport for Sandbox {
    fn send(&self, request: Request<Body>) -> Result<Response<Vec<u8>>, TransportError> {
        let (head, body) = request.into_parts();
        let Arrived { result, after } = arrive(receive(self, &head, body));
        std::thread::sleep(self.pass(after));
        result
    }

    /// Returns true: a client in process has no pace to keep, and sends no call twice, unless it is told to.
    fn is_local(&self) -> bool {
        true
    }
}

#[cfg(feature = "async")]
impl planfix_api::client::AsyncTransport for Sandbox {
    /// Answers like the blocking transport: the call is carried out when the future is first polled. The latency is
    /// slept with the timer of tokio, unless the clock is virtual.
    async fn send(&self, request: Request<Body>) -> Result<Response<Vec<u8>>, TransportError> {
        let (head, body) = request.into_parts();
        let Arrived { result, after } = arrive(receive(self, &head, body));
        let wait = self.pass(after);
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
        }
        result
    }

    fn is_local(&self) -> bool {
        true
    }
}

impl Sandbox {
    /// Moves a virtual clock, or returns how long to wait. A fault does not make a test wait; only the latency that was
    /// asked for does.
    pub(crate) fn pass(&self, time: Duration) -> Duration {
        match &self.options.time {
            Some(clock) => {
                clock.advance(time);
                Duration::ZERO
            }
            None => time.min(self.options.latency),
        }
    }
}
