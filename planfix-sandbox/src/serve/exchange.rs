//! Answers one request. Whatever the head decides is decided before the body is read.

use super::activity::Activity;
use super::body::AnswerBody;
use super::local;
use super::socket::Reset;
use crate::rehearse::{self, Delivery, Way};
use crate::{Sandbox, router};
use http::header::CONNECTION;
use http::{HeaderValue, Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use hyper::body::{Body as _, Bytes, Incoming};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, watch};
use tokio::time::sleep;

/// The limit of a request in bytes.
pub(super) const MAX_REQUEST: usize = 64 << 20;

/// The limit of bytes that are read and discarded from a refused request.
const MAX_DRAINED: usize = 1 << 30;

/// The time after which a late answer comes: longer than the clients of planfix-api wait by default.
const LATE: Duration = Duration::from_secs(120);

/// A connection that ends without an answer.
#[derive(Debug, thiserror::Error)]
#[error("a fault of the sandbox ends the connection")]
pub(super) struct HungUp;

/// The parts of a connection that a fault may end.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) activity: Arc<Activity>,
    pub(super) reset: Reset,
    /// Tells the server to refuse connections for a while.
    pub(super) outage: Arc<Notify>,
    /// Becomes true when the server stops.
    pub(super) stop: watch::Receiver<bool>,
}

impl Line {
    /// Waits until the server stops. Meanwhile the connection counts as idle, since nobody waits for its answer.
    async fn stopped(&self) {
        self.activity.give_up();
        // An error means that the server is gone.
        let _ = self.stop.clone().wait_for(|stop| *stop).await;
    }
}

/// Answers a request, or ends its connection.
pub(super) async fn answer(
    sandbox: Arc<Sandbox>,
    request: Request<Incoming>,
    line: Line,
) -> Result<Response<AnswerBody>, HungUp> {
    let _request = line.activity.begin();
    let (head, body) = match arrived(&sandbox, request, &line.activity).await {
        Ok(request) => request.into_parts(),
        Err(refusal) => return Ok(*refusal),
    };
    line.activity.complete();
    let receiving = Arc::clone(&sandbox);
    // SQLite blocks, so it runs on other threads than the sockets.
    let received = tokio::task::spawn_blocking(move || rehearse::receive(&receiving, &head, body));
    match received.await {
        Ok(delivery) => deliver(&sandbox, delivery, &line).await,
        Err(_) => Ok(whole(router::plain(
            StatusCode::INTERNAL_SERVER_ERROR,
            "the sandbox failed\n".to_owned(),
        ))),
    }
}

/// Delivers an answer in its way.
async fn deliver(sandbox: &Sandbox, delivery: Delivery, line: &Line) -> Result<Response<AnswerBody>, HungUp> {
    let wait = sandbox.pass(delivery.latency);
    if !wait.is_zero() {
        sleep(wait).await;
    }
    match delivery.way {
        Way::Whole(response) => Ok(whole(response)),
        Way::Drip(response) => Ok(response.map(|body| AnswerBody::drip(body, line.stop.clone()))),
        Way::Cut(response, end) => Ok(response.map(|body| AnswerBody::cut(body, end))),
        Way::Long(response) => Ok(response.map(AnswerBody::long)),
        Way::Late(response) => tokio::select! {
            () = sleep(LATE) => Ok(whole(response)),
            () = line.stopped() => Err(HungUp),
        },
        Way::Silent => {
            line.stopped().await;
            Err(HungUp)
        }
        Way::Closed => Err(HungUp),
        Way::Reset => {
            line.reset.order();
            Err(HungUp)
        }
        Way::Refused => {
            line.reset.order();
            line.outage.notify_one();
            Err(HungUp)
        }
    }
}

/// Reads a request, or returns its refusal.
async fn arrived(
    sandbox: &Sandbox,
    request: Request<Incoming>,
    activity: &Activity,
) -> Result<Request<Vec<u8>>, Box<Response<AnswerBody>>> {
    let limit = sandbox.options.server.body;
    let (head, mut body) = request.into_parts();
    if let Some(fault) = local::fault(&head) {
        let text = format!("{fault}. A sandbox answers only programs on this machine, not web pages.\n");
        return refuse(router::plain(StatusCode::FORBIDDEN, text), body, limit);
    }
    if let Err(refusal) = router::gate(sandbox, &head.method, &head.headers) {
        rehearse::turned_away(sandbox, &refusal);
        return refuse(*refusal, body, limit);
    }
    match tokio::time::timeout(limit, read(&mut body, activity)).await {
        Ok(Ok(bytes)) => Ok(Request::from_parts(head, bytes)),
        Ok(Err(Unread::TooLong)) => {
            let text = format!(
                "the request is too long: a sandbox accepts at most {} MiB\n",
                MAX_REQUEST >> 20
            );
            refuse(router::plain(StatusCode::PAYLOAD_TOO_LARGE, text), body, limit)
        }
        Ok(Err(Unread::Broken(error))) => {
            let text = format!("the body of the request cannot be read: {error}\n");
            refuse(router::plain(StatusCode::BAD_REQUEST, text), body, limit)
        }
        Err(_) => {
            let text = format!(
                "the body of the request did not arrive within {} seconds\n",
                limit.as_secs_f32()
            );
            refuse(router::plain(StatusCode::REQUEST_TIMEOUT, text), body, limit)
        }
    }
}

/// The reasons why a body was not read to its end.
enum Unread {
    TooLong,
    Broken(hyper::Error),
}

async fn read(body: &mut Incoming, activity: &Activity) -> Result<Vec<u8>, Unread> {
    let hint = body.size_hint();
    let announced = usize::try_from(hint.lower()).unwrap_or(usize::MAX);
    if announced > MAX_REQUEST {
        return Err(Unread::TooLong);
    }
    let mut bytes = Vec::with_capacity(announced);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(Unread::Broken)?;
        if let Some(data) = frame.data_ref() {
            if data.len() > MAX_REQUEST - bytes.len() {
                return Err(Unread::TooLong);
            }
            bytes.extend_from_slice(data);
            activity.received(data.len());
        }
    }
    Ok(bytes)
}

/// Answers a request whose body has not been read. The body is discarded while the answer is sent: closing a socket
/// with unread bytes resets it, and a client that is still sending would see a broken pipe instead of the answer.
fn refuse(
    answer: Response<Vec<u8>>,
    mut body: Incoming,
    limit: Duration,
) -> Result<Request<Vec<u8>>, Box<Response<AnswerBody>>> {
    let mut answer = whole(answer);
    if !body.is_end_stream() {
        answer
            .headers_mut()
            .insert(CONNECTION, HeaderValue::from_static("close"));
        tokio::spawn(tokio::time::timeout(limit, async move {
            let mut drained = 0;
            while drained < MAX_DRAINED
                && let Some(Ok(frame)) = body.frame().await
            {
                drained += frame.data_ref().map_or(0, Bytes::len);
            }
        }));
    }
    Err(Box::new(answer))
}

fn whole(response: Response<Vec<u8>>) -> Response<AnswerBody> {
    response.map(AnswerBody::whole)
}
