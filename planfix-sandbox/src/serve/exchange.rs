//! Answers one request. Whatever the head decides is decided before the body is read.

use super::activity::Activity;
use super::local;
use crate::{Sandbox, router};
use http::header::CONNECTION;
use http::{HeaderValue, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Body as _, Bytes, Incoming};
use std::sync::Arc;
use std::time::Duration;

/// The limit of a request in bytes.
pub(super) const MAX_REQUEST: usize = 64 << 20;

/// The limit of bytes that are read and discarded from a refused request.
const MAX_DRAINED: usize = 1 << 30;

pub(super) async fn answer(
    sandbox: Arc<Sandbox>,
    request: Request<Incoming>,
    activity: Arc<Activity>,
) -> Response<Full<Bytes>> {
    let _request = activity.begin();
    let limit = sandbox.options.server.body;
    let (head, mut body) = request.into_parts();
    if let Some(fault) = local::fault(&head) {
        let text = format!("{fault}. A sandbox answers only programs on this machine, not web pages.\n");
        return refuse(router::plain(StatusCode::FORBIDDEN, text), body, limit);
    }
    if let Err(refusal) = router::gate(&sandbox, &head.method, &head.headers) {
        return refuse(*refusal, body, limit);
    }
    let bytes = match tokio::time::timeout(limit, read(&mut body, &activity)).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(Unread::TooLong)) => {
            let text = format!(
                "the request is too long: a sandbox accepts at most {} MiB\n",
                MAX_REQUEST >> 20
            );
            return refuse(router::plain(StatusCode::PAYLOAD_TOO_LARGE, text), body, limit);
        }
        Ok(Err(Unread::Broken(error))) => {
            let text = format!("the body of the request cannot be read: {error}\n");
            return refuse(router::plain(StatusCode::BAD_REQUEST, text), body, limit);
        }
        Err(_) => {
            let text = format!(
                "the body of the request did not arrive within {} seconds\n",
                limit.as_secs_f32()
            );
            return refuse(router::plain(StatusCode::REQUEST_TIMEOUT, text), body, limit);
        }
    };
    activity.complete();
    // SQLite blocks, so it runs on other threads than the sockets.
    match tokio::task::spawn_blocking(move || router::handle(&sandbox, &head.method, &head.headers, bytes)).await {
        Ok(response) => full(response),
        Err(_) => full(router::plain(
            StatusCode::INTERNAL_SERVER_ERROR,
            "the sandbox failed\n".to_owned(),
        )),
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
fn refuse(answer: Response<Vec<u8>>, mut body: Incoming, limit: Duration) -> Response<Full<Bytes>> {
    let mut answer = full(answer);
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
    answer
}

fn full(response: Response<Vec<u8>>) -> Response<Full<Bytes>> {
    response.map(|body| Full::new(body.into()))
}
