//! The blocking client.

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
use secrecy::SecretString;
use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A blocking HTTP client.
pub trait Transport {
    /// Sends the request and returns the whole response, whatever its status.
    ///
    /// It must neither follow redirects nor repeat the request: both depend on the effect of the method, which a
    /// transport does not know.
    ///
    /// # Errors
    /// No whole response arrived; the error says whether the request may have reached the server.
    fn send(&self, request: http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError>;

    /// Returns how long a whole call may take; `None`, the default, is no limit.
    ///
    /// The client counts the time spent waiting for a login, and tells each request the time that is left with the
    /// extension [`Deadline`]. Without a limit, a call waits as long as a login takes.
    fn limit(&self) -> Option<Duration> {
        None
    }
}

impl<T: Transport + ?Sized> Transport for Box<T> {
    fn send(&self, request: http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError> {
        (**self).send(request)
    }

    fn limit(&self) -> Option<Duration> {
        (**self).limit()
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError> {
        (**self).send(request)
    }

    fn limit(&self) -> Option<Duration> {
        (**self).limit()
    }
}

impl<T: Transport + ?Sized> Transport for &T {
    fn send(&self, request: http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError> {
        (**self).send(request)
    }

    fn limit(&self) -> Option<Duration> {
        (**self).limit()
    }
}

/// A client of one account, which threads may share.
///
/// A clone is cheap, and shares the transport and the session. With the feature `blocking`, the transport is
/// [`Http`](super::Http) unless another is given.
///
/// ```
/// use planfix_api::client::{Auth, Client, Connection, Endpoint};
///
/// # #[cfg(feature = "blocking")]
/// struct App {
///     planfix: Client,
/// }
///
/// # #[cfg(feature = "blocking")]
/// # fn app() -> App {
/// let connection = Connection::new(Endpoint::europe(), "name", Auth::token("key", "token"));
/// App {
///     planfix: Client::https(connection),
/// }
/// # }
/// ```
pub struct Client<#[cfg(feature = "blocking")] T = super::Http, #[cfg(not(feature = "blocking"))] T> {
    shared: Arc<Shared<T>>,
    /// Replaces the limit of the transport.
    limit: Option<Duration>,
}

/// The part of a client that its clones share.
struct Shared<T> {
    connection: Connection,
    transport: T,
    session: SharedSession,
}

/// A session shared by threads: a lock that is never held while a request is sent, and a signal for the end of a
/// login.
struct SharedSession {
    session: Mutex<Session>,
    ended: Condvar,
}

impl SharedSession {
    fn lock(&self) -> MutexGuard<'_, Session> {
        // Nothing panics under the lock.
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl session::Shared for SharedSession {
    fn change(&self, change: impl FnOnce(&mut Session)) {
        change(&mut self.lock());
        self.ended.notify_all();
    }
}

#[cfg(feature = "blocking")]
impl Client {
    /// Creates a client of this account over the default transport, with its default [limits](super::Limits).
    #[must_use]
    pub fn https(connection: Connection) -> Self {
        Self::new(connection, super::Http::new())
    }
}

impl<T: Transport> Client<T> {
    /// Creates a client of this account over this transport.
    #[must_use]
    pub fn new(connection: Connection, transport: T) -> Self {
        let session = SharedSession {
            session: Mutex::new(Session::none()),
            ended: Condvar::new(),
        };
        Self {
            shared: Arc::new(Shared {
                connection,
                transport,
                session,
            }),
            limit: None,
        }
    }

    /// Calls a method.
    ///
    /// # Errors
    /// The request is not valid, PlanFix refused the call, or no usable answer arrived: see [`Error`].
    pub fn call<M: Method>(&self, request: &M) -> Result<M::Response, Error> {
        let mut response = M::Response::blank();
        self.fill(M::METHOD, request, &mut response)?;
        Ok(response)
    }

    /// Calls a method that is known only at run time. `request` must be a request of that method.
    ///
    /// # Errors
    /// The same as those of [`Client::call`].
    pub fn call_any(&self, method: &'static table::Method, request: &dyn Record) -> Result<Box<dyn Record>, Error> {
        let mut response = (method.new_response)();
        self.fill(method, request, &mut *response)?;
        Ok(response)
    }

    /// Returns a clone whose calls may each take this long, instead of the [limit](Transport::limit) of the transport.
    ///
    /// ```
    /// use planfix_api::client::{Client, Error, Transport};
    /// use planfix_api::{ContactId, contact};
    /// use std::time::Duration;
    ///
    /// fn name<T: Transport>(client: &Client<T>, id: ContactId) -> Result<Option<String>, Error> {
    ///     let hurried = client.with_limit(Duration::from_secs(5));
    ///     let answer = hurried.call(&contact::get::Request::new(id))?;
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

    fn fill(&self, method: &'static table::Method, request: &dyn Record, into: &mut dyn Record) -> Result<(), Error> {
        let deadline = self.deadline();
        // Written before a login too, so that an invalid request sends nothing.
        let call = self.shared.connection.call(method, request, None)?;
        if !self.shared.connection.has_login() {
            return self.exchange(call, into, deadline);
        }
        let mut tries = Tries::default();
        loop {
            let sid = self
                .session(tries.refused(), deadline)
                .map_err(|error| Error::in_login(method, error))?;
            let call = self.shared.connection.call(method, request, Some(&sid))?;
            let result = self.exchange(call, into, deadline);
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
    fn session(&self, refused: Option<&SecretString>, deadline: Option<Deadline>) -> Result<SecretString, Arc<Error>> {
        let mut waited = None;
        let mut session = self.shared.session.lock();
        loop {
            match session.turn(refused, waited) {
                Turn::Use(sid) => return Ok(sid),
                Turn::Fail(error) => return Err(error),
                Turn::Lead => break,
                Turn::Wait(number) => {
                    waited.get_or_insert(number);
                    session = match deadline {
                        None => self
                            .shared
                            .session
                            .ended
                            .wait(session)
                            .unwrap_or_else(PoisonError::into_inner),
                        Some(deadline) if deadline.left().is_zero() => return Err(waited_too_long(deadline)),
                        Some(deadline) => {
                            let woken = self.shared.session.ended.wait_timeout(session, deadline.left());
                            woken.unwrap_or_else(PoisonError::into_inner).0
                        }
                    };
                }
            }
        }
        drop(session);
        let lead = Lead::of(&self.shared.session);
        lead.end(self.log_in())
    }

    /// Logs in. The login has a limit of its own, since the calls that share it may have more time left than this one.
    fn log_in(&self) -> Result<login::Response, Error> {
        let mut response = login::Response::blank();
        if let Some(login) = self.shared.connection.login()? {
            self.exchange(login, &mut response, self.deadline())?;
        }
        Ok(response)
    }

    fn exchange(&self, mut call: Call, into: &mut dyn Record, deadline: Option<Deadline>) -> Result<(), Error> {
        loop {
            let response = match self.shared.transport.send(call.request_by(deadline)?) {
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

impl<T> Clone for Client<T> {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            limit: self.limit,
        }
    }
}

impl<T> fmt::Debug for Client<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("connection", &self.shared.connection)
            .finish_non_exhaustive()
    }
}
