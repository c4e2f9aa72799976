//! The asynchronous client.

use super::body::Body;
use super::call::{Call, Next};
use super::connection::Connection;
use super::deadline::Deadline;
use super::error::Error;
use super::session::{self, Lead, Session, Tries, Turn, waited_too_long};
use super::transport_error::TransportError;
use crate::Method;
use crate::auth::login;
use crate::record::{Record, Typed};
use crate::table;
use http::{Request, Response};
use secrecy::SecretString;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// An asynchronous HTTP client.
pub trait AsyncTransport: Send + Sync {
    /// Sends the request and returns the whole response, whatever its status.
    ///
    /// It must neither follow redirects nor repeat the request: both depend on the effect of the method, which a
    /// transport does not know.
    ///
    /// # Errors
    /// No whole response arrived; the error says whether the request may have reached the server.
    fn send(&self, request: Request<Body>) -> impl Future<Output = Result<Response<Vec<u8>>, TransportError>> + Send;

    /// Returns how long a whole call may take; `None`, the default, is no limit.
    ///
    /// The client counts the time spent waiting for a login, which needs the timers of tokio, and tells each request
    /// the time that is left with the extension [`Deadline`]. Without a limit, a call waits as long as a login takes.
    fn limit(&self) -> Option<Duration> {
        None
    }
}

impl<T: AsyncTransport> AsyncTransport for Arc<T> {
    fn send(&self, request: Request<Body>) -> impl Future<Output = Result<Response<Vec<u8>>, TransportError>> + Send {
        (**self).send(request)
    }

    fn limit(&self) -> Option<Duration> {
        (**self).limit()
    }
}

impl<T: AsyncTransport> AsyncTransport for &T {
    fn send(&self, request: Request<Body>) -> impl Future<Output = Result<Response<Vec<u8>>, TransportError>> + Send {
        (**self).send(request)
    }

    fn limit(&self) -> Option<Duration> {
        (**self).limit()
    }
}

/// An asynchronous client of one account, which tasks may share.
///
/// A clone is cheap, and shares the transport and the session. With the feature `reqwest`, the transport is
/// `Reqwest` unless another is given. Dropping a future leaves the client usable; its call may or may not have been carried out.
///
/// ```
/// use planfix_api::client::{AsyncClient, Auth, Connection, Endpoint};
///
/// # #[cfg(feature = "reqwest")]
/// struct App {
///     planfix: AsyncClient,
/// }
///
/// # #[cfg(feature = "reqwest")]
/// # fn app() -> App {
/// let connection = Connection::new(Endpoint::europe(), "name", Auth::token("key", "token"));
/// App {
///     planfix: AsyncClient::https(connection),
/// }
/// # }
/// ```
pub struct AsyncClient<#[cfg(feature = "reqwest")] T = super::Reqwest, #[cfg(not(feature = "reqwest"))] T> {
    shared: Arc<Shared<T>>,
    /// Replaces the limit of the transport.
    limit: Option<Duration>,
}

/// The part of a client that its clones share.
struct Shared<T> {
    connection: Connection,
    transport: T,
    session: watch::Sender<Session>,
}

impl session::Shared for watch::Sender<Session> {
    fn change(&self, change: impl FnOnce(&mut Session)) {
        self.send_modify(change);
    }
}

#[cfg(feature = "reqwest")]
impl AsyncClient {
    /// Creates a client of this account over the default transport, with its default [limits](super::Limits).
    #[must_use]
    pub fn https(connection: Connection) -> Self {
        Self::new(connection, super::Reqwest::new())
    }
}

impl<T: AsyncTransport> AsyncClient<T> {
    /// Creates a client of this account over this transport.
    #[must_use]
    pub fn new(connection: Connection, transport: T) -> Self {
        Self {
            shared: Arc::new(Shared {
                connection,
                transport,
                session: watch::Sender::new(Session::none()),
            }),
            limit: None,
        }
    }

    /// Calls a method. The future is `Send`.
    ///
    /// # Errors
    /// The request is not valid, PlanFix refused the call, or no usable answer arrived: see [`Error`].
    pub async fn call<M: Method>(&self, request: &M) -> Result<M::Response, Error> {
        let mut response = M::Response::blank();
        self.fill(M::METHOD, request, &mut response).await?;
        Ok(response)
    }

    /// Calls a method that is known only at run time. `request` must be a request of that method.
    ///
    /// # Errors
    /// The same as those of [`AsyncClient::call`].
    pub async fn call_any(
        &self,
        method: &'static table::Method,
        request: &dyn Record,
    ) -> Result<Box<dyn Record>, Error> {
        let mut response = (method.new_response)();
        self.fill(method, request, &mut *response).await?;
        Ok(response)
    }

    /// Returns a clone whose calls may each take this long, instead of the [limit](AsyncTransport::limit) of the transport.
    ///
    /// ```
    /// use planfix_api::client::{AsyncClient, AsyncTransport, Error};
    /// use planfix_api::{ContactId, contact};
    /// use std::time::Duration;
    ///
    /// async fn name<T: AsyncTransport>(client: &AsyncClient<T>, id: ContactId) -> Result<Option<String>, Error> {
    ///     let hurried = client.with_limit(Duration::from_secs(5));
    ///     let answer = hurried.call(&contact::get::Request::new(id)).await?;
    ///     Ok(answer.contact.name.into_set())
    /// }
    /// ```
    #[must_use]
    pub fn with_limit(&self, limit: Duration) -> Self {
        Self {
            limit: Some(limit),
            ..self.clone()
        }
    }

    /// Returns the account.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.shared.connection
    }

    async fn fill(
        &self,
        method: &'static table::Method,
        request: &dyn Record,
        into: &mut dyn Record,
    ) -> Result<(), Error> {
        let deadline = self.deadline();
        // Written before a login too, so that an invalid request sends nothing.
        let call = self.shared.connection.call(method, request, None)?;
        if !self.shared.connection.has_login() {
            return self.exchange(call, into, deadline).await;
        }
        let mut tries = Tries::default();
        loop {
            let session = self.session(tries.refused(), deadline).await;
            let sid = session.map_err(|error| Error::in_login(method, error))?;
            let call = self.shared.connection.call(method, request, Some(&sid))?;
            let result = self.exchange(call, into, deadline).await;
            if !tries.again(sid, &result) {
                return result;
            }
        }
    }

    fn deadline(&self) -> Option<Deadline> {
        let limit = self.limit.or_else(|| self.shared.transport.limit());
        limit.and_then(Deadline::after)
    }

    /// Returns the current session, or logs in for a new one.
    async fn session(
        &self,
        refused: Option<&SecretString>,
        deadline: Option<Deadline>,
    ) -> Result<SecretString, Arc<Error>> {
        let mut waited = None;
        let mut bell = None;
        loop {
            match self.turn(refused, waited) {
                Turn::Use(sid) => return Ok(sid),
                Turn::Fail(error) => return Err(error),
                Turn::Lead => break,
                Turn::Wait(number) => {
                    waited.get_or_insert(number);
                    // Subscribe before asking again, so that a login that ends in between is not missed.
                    let Some(bell) = &mut bell else {
                        bell = Some(self.shared.session.subscribe());
                        continue;
                    };
                    match deadline {
                        None => drop(bell.changed().await),
                        Some(deadline) => {
                            let woken = tokio::time::timeout_at(deadline.at().into(), bell.changed()).await;
                            if woken.is_err() {
                                return Err(waited_too_long(deadline));
                            }
                        }
                    }
                }
            }
        }
        let lead = Lead::of(&self.shared.session);
        lead.end(self.log_in().await)
    }

    fn turn(&self, refused: Option<&SecretString>, waited: Option<u64>) -> Turn {
        let mut turn = None;
        self.shared.session.send_if_modified(|session| {
            turn = Some(session.turn(refused, waited));
            false
        });
        turn.unwrap_or(Turn::Lead)
    }

    /// Logs in. The login has a limit of its own, since the calls that share it may have more time left than this one.
    async fn log_in(&self) -> Result<login::Response, Error> {
        let mut response = login::Response::blank();
        if let Some(login) = self.shared.connection.login()? {
            self.exchange(login, &mut response, self.deadline()).await?;
        }
        Ok(response)
    }

    async fn exchange(&self, mut call: Call, into: &mut dyn Record, deadline: Option<Deadline>) -> Result<(), Error> {
        loop {
            let response = match self.shared.transport.send(call.request_by(deadline)?).await {
                Ok(response) => response,
                Err(error) => return Err(call.failed(error)),
            };
            match call.receive(&response, into)? {
                Next::Done => return Ok(()),
                Next::Again => {}
            }
        }
    }
}

impl<T> Clone for AsyncClient<T> {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            limit: self.limit,
        }
    }
}

impl<T> fmt::Debug for AsyncClient<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AsyncClient")
            .field("connection", &self.shared.connection)
            .finish_non_exhaustive()
    }
}
