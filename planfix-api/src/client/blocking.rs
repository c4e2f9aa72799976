//! The blocking client.

use super::body::Body;
use super::call::{Call, Next};
use super::connection::Connection;
use super::deadline::Deadline;
use super::error::Error;
use super::session::{Lead, Session, Shared, Tries, Turn, waited_too_long};
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
    /// Sends the request and gives the whole response, whatever its status.
    ///
    /// It must not follow redirects and must not repeat the request: both are decided by the
    /// method's effect, which it does not know.
    ///
    /// # Errors
    /// No response came; the error says whether the request may have reached the server.
    fn send(&self, request: http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError>;

    /// How long a whole call may take. A client counts the waiting for a login into it, and tells each request by its
    /// extension [`Deadline`] what is left.
    ///
    /// By default there is no limit: a call then waits as long as a login takes.
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

/// A client of one account. It may be shared by threads.
pub struct Client<T> {
    connection: Connection,
    transport: T,
    session: SharedSession,
}

/// A session for threads: a lock that is never held while anything is sent, and a bell for the end of a login.
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

impl Shared for SharedSession {
    fn change(&self, change: impl FnOnce(&mut Session)) {
        change(&mut self.lock());
        self.ended.notify_all();
    }
}

impl<T: Transport> Client<T> {
    /// A client of this account over this transport.
    #[must_use]
    pub const fn new(connection: Connection, transport: T) -> Self {
        Self {
            connection,
            transport,
            session: SharedSession {
                session: Mutex::new(Session::none()),
                ended: Condvar::new(),
            },
        }
    }

    /// Calls a method.
    ///
    /// # Errors
    /// The request is not valid, PlanFix refused, or no usable answer came: see [`Error`].
    pub fn call<M: Method>(&self, request: &M) -> Result<M::Response, Error> {
        let mut response = M::Response::blank();
        self.fill(M::METHOD, request, &mut response)?;
        Ok(response)
    }

    /// Calls a method that is known only at run time. `request` must be of that method.
    ///
    /// # Errors
    /// As [`Client::call`].
    pub fn call_any(&self, method: &'static table::Method, request: &dyn Record) -> Result<Box<dyn Record>, Error> {
        let mut response = (method.new_response)();
        self.fill(method, request, &mut *response)?;
        Ok(response)
    }

    /// The account.
    #[must_use]
    pub const fn connection(&self) -> &Connection {
        &self.connection
    }

    fn fill(&self, method: &'static table::Method, request: &dyn Record, into: &mut dyn Record) -> Result<(), Error> {
        let deadline = self.deadline();
        // Made before a login too: a request that is not valid sends nothing.
        let call = self.connection.call(method, request, None)?;
        if !self.connection.has_login() {
            return self.exchange(call, into, deadline);
        }
        let mut tries = Tries::default();
        loop {
            let sid = self
                .session(tries.refused(), deadline)
                .map_err(|error| Error::in_login(method, error))?;
            let call = self.connection.call(method, request, Some(&sid))?;
            let result = self.exchange(call, into, deadline);
            if !tries.again(sid, &result) {
                return result;
            }
        }
    }

    fn deadline(&self) -> Option<Deadline> {
        self.transport.limit().and_then(Deadline::after)
    }

    /// The session there is, or a new one.
    fn session(&self, refused: Option<&SecretString>, deadline: Option<Deadline>) -> Result<SecretString, Arc<Error>> {
        let mut waited = None;
        let mut session = self.session.lock();
        loop {
            match session.turn(refused, waited) {
                Turn::Use(sid) => return Ok(sid),
                Turn::Fail(error) => return Err(error),
                Turn::Lead => break,
                Turn::Wait(number) => {
                    waited.get_or_insert(number);
                    session = match deadline {
                        None => self.session.ended.wait(session).unwrap_or_else(PoisonError::into_inner),
                        Some(deadline) if deadline.left().is_zero() => return Err(waited_too_long(deadline)),
                        Some(deadline) => {
                            let woken = self.session.ended.wait_timeout(session, deadline.left());
                            woken.unwrap_or_else(PoisonError::into_inner).0
                        }
                    };
                }
            }
        }
        drop(session);
        let lead = Lead::of(&self.session);
        lead.end(self.log_in())
    }

    /// A login has a limit of its own: others share it, which may have more time left than this call.
    fn log_in(&self) -> Result<login::Response, Error> {
        let mut response = login::Response::blank();
        if let Some(login) = self.connection.login()? {
            self.exchange(login, &mut response, self.deadline())?;
        }
        Ok(response)
    }

    fn exchange(&self, mut call: Call, into: &mut dyn Record, deadline: Option<Deadline>) -> Result<(), Error> {
        loop {
            let response = match self.transport.send(call.request_by(deadline)?) {
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

impl<T> fmt::Debug for Client<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("connection", &self.connection)
            .finish_non_exhaustive()
    }
}
