//! A transport over a service of tower.

use super::async_transport::AsyncTransport;
use super::body::Body;
use super::clock::{Clock as _, HAS_TIME, SystemClock};
use super::deadline::Deadline;
use super::maybe_send::{MaybeSend, MaybeSync};
use super::request_body::RequestBody;
use super::transport_error::TransportError;
use bytes::Buf as _;
use http::{Request, Response};
use http_body::Body as HttpBody;
use std::error::Error as StdError;
use std::fmt;
use std::future::poll_fn;
use std::io;
use std::pin::pin;
use std::sync::atomic::Ordering;
use std::task::Poll;
use tower_service::Service;

type Cause = Box<dyn StdError + Send + Sync>;

/// A transport over a [`tower`](https://docs.rs/tower) service, such as hyper-util's client, and any layers around it.
///
/// The service must neither follow redirects nor repeat requests, so leave out the layers for these. A request whose
/// body the service did not read, for want of a connection, was not sent. The client's time limit is kept: see
/// [`AsyncClient::with_limit`](super::AsyncClient::with_limit).
///
/// ```
/// use planfix_api::client::{AsyncClient, Connection, RequestBody, Tower};
/// use std::convert::Infallible;
///
/// /// Builds a client of a service that answers with a text.
/// fn client<S>(connection: Connection, service: S) -> AsyncClient<Tower<S>>
/// where
///     S: tower_service::Service<http::Request<RequestBody>, Response = http::Response<String>, Error = Infallible>,
///     S: Clone + Send + Sync,
///     S::Future: Send,
/// {
///     AsyncClient::new(connection, Tower::new(service))
/// }
/// ```
#[derive(Clone)]
pub struct Tower<S> {
    service: S,
    longest: u64,
}

impl<S> Tower<S> {
    /// Creates a transport over this service. A response may have 64 MiB.
    #[must_use]
    pub const fn new(service: S) -> Self {
        Self {
            service,
            longest: 64 << 20,
        }
    }

    /// Sets the longest response to read, in bytes.
    #[must_use]
    pub const fn max_response(mut self, bytes: u64) -> Self {
        self.longest = bytes;
        self
    }
}

impl<S> fmt::Debug for Tower<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tower")
            .field("longest", &self.longest)
            .finish_non_exhaustive()
    }
}

impl<S, B> AsyncTransport for Tower<S>
where
    S: Service<Request<RequestBody>, Response = Response<B>> + Clone + MaybeSend + MaybeSync,
    S::Future: MaybeSend,
    S::Error: Into<Cause>,
    B: HttpBody + MaybeSend,
    B::Data: MaybeSend,
    B::Error: Into<Cause>,
{
    async fn send(&self, request: Request<Body>) -> Result<Response<Vec<u8>>, TransportError> {
        let deadline = request.extensions().get::<Deadline>().copied();
        let (head, body) = request.into_parts();
        let (body, taken) = RequestBody::of(&body);
        let request = Request::from_parts(head, body);
        let mut answer = None;
        let result = {
            let mut exchange = pin!(exchange(self.service.clone(), request, self.longest, &mut answer));
            match deadline.filter(|_| HAS_TIME) {
                None => exchange.await,
                Some(deadline) => {
                    let mut end = SystemClock.sleep_until(SystemClock.now().saturating_add(deadline.left()));
                    let late = || {
                        let why = format!("the server sent no whole answer within {:?}", deadline.limit());
                        Err(io::Error::new(io::ErrorKind::TimedOut, why).into())
                    };
                    poll_fn(|context| match exchange.as_mut().poll(context) {
                        Poll::Ready(result) => Poll::Ready(result),
                        Poll::Pending => end.as_mut().poll(context).map(|()| late()),
                    })
                    .await
                }
            }
        };
        match (result, answer) {
            (Ok(()), Some(answer)) => Ok(answer),
            (Ok(()), None) => Err(TransportError::no_answer("the service gave no answer")),
            (Err(error), Some(part)) => Err(TransportError::partial(error, part)),
            (Err(error), None) if taken.load(Ordering::Relaxed) => Err(TransportError::no_answer(error)),
            (Err(error), None) => Err(TransportError::not_sent(error)),
        }
    }
}

/// Sends a request, and reads the response into `answer`.
async fn exchange<S, B>(
    mut service: S,
    request: Request<RequestBody>,
    longest: u64,
    answer: &mut Option<Response<Vec<u8>>>,
) -> Result<(), Cause>
where
    S: Service<Request<RequestBody>, Response = Response<B>>,
    S::Error: Into<Cause>,
    B: HttpBody,
    B::Error: Into<Cause>,
{
    poll_fn(|context| service.poll_ready(context))
        .await
        .map_err(Into::into)?;
    let response = service.call(request).await.map_err(Into::into)?;
    let (head, body) = response.into_parts();
    let bytes = answer.insert(Response::from_parts(head, Vec::new())).body_mut();
    let mut body = pin!(body);
    while let Some(frame) = poll_fn(|context| body.as_mut().poll_frame(context)).await {
        let Ok(mut data) = frame.map_err(Into::into)?.into_data() else {
            continue;
        };
        if bytes.len() as u64 + data.remaining() as u64 > longest {
            return Err(format!("it is longer than {longest} bytes, and the rest was not read").into());
        }
        while data.has_remaining() {
            let chunk = data.chunk();
            bytes.extend_from_slice(chunk);
            let len = chunk.len();
            data.advance(len);
        }
    }
    Ok(())
}
