//! The blocking client.

use super::call::{Call, Step};
use super::connection::Connection;
use super::error::{Error, TransportError};
use super::session::{Session, Tries};
use crate::Method;
use crate::auth::login;
use crate::record::{Record, Typed};
use crate::table;
use secrecy::SecretString;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// A blocking HTTP client.
pub trait Transport {
    /// Sends the request and gives the whole response, whatever its status.
    ///
    /// It must not follow redirects and must not repeat the request: both are decided by the
    /// method's effect, which it does not know.
    ///
    /// # Errors
    /// No response came; the error says whether the request may have reached the server.
    fn send(&self, request: http::Request<Vec<u8>>) -> Result<http::Response<Vec<u8>>, TransportError>;
}

impl<T: Transport + ?Sized> Transport for Box<T> {
    fn send(&self, request: http::Request<Vec<u8>>) -> Result<http::Response<Vec<u8>>, TransportError> {
        (**self).send(request)
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: http::Request<Vec<u8>>) -> Result<http::Response<Vec<u8>>, TransportError> {
        (**self).send(request)
    }
}

impl<T: Transport + ?Sized> Transport for &T {
    fn send(&self, request: http::Request<Vec<u8>>) -> Result<http::Response<Vec<u8>>, TransportError> {
        (**self).send(request)
    }
}

/// A client of one account. It may be shared by threads.
pub struct Client<T> {
    connection: Connection,
    transport: T,
    /// The lock is held while logging in, so that callers wait for one login and do not each make
    /// their own.
    session: Mutex<Session>,
}

impl<T: Transport> Client<T> {
    /// A client of this account over this transport.
    #[must_use]
    pub const fn new(connection: Connection, transport: T) -> Self {
        Self {
            connection,
            transport,
            session: Mutex::new(Session::none()),
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
        // Made before a login too: a request that is not valid sends nothing.
        let call = self.connection.call(method, request, None)?;
        let mut tries = Tries::default();
        loop {
            let Some(login) = self
                .connection
                .login()
                .map_err(|error| Error::in_login(method, error.of_login()))?
            else {
                return self.exchange(call, into);
            };
            let sid = self
                .session(login, tries.refused())
                .map_err(|error| Error::in_login(method, error.of_login()))?;
            let result = self.exchange(self.connection.call(method, request, Some(&sid))?, into);
            if !tries.again(sid, &result) {
                return result;
            }
        }
    }

    /// The session there is, or a new one.
    fn session(&self, login: Call, refused: Option<&SecretString>) -> Result<SecretString, Error> {
        // A thread that panicked while logging in left the old session, which is fine to use.
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sid) = session.usable(refused) {
            return Ok(sid);
        }
        let mut response = login::Response::blank();
        self.exchange(login, &mut response)?;
        Ok(session.renew(response))
    }

    fn exchange(&self, mut call: Call, into: &mut dyn Record) -> Result<(), Error> {
        loop {
            let response = match self.transport.send(call.request()) {
                Ok(response) => response,
                Err(error) => return Err(call.failed(error)),
            };
            match call.receive(&response, into)? {
                Step::Done => return Ok(()),
                Step::Again => {}
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
