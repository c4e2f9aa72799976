//! The asynchronous client.

use super::call::{Call, Step};
use super::connection::Connection;
use super::error::{Error, TransportError};
use super::session::{Session, Tries};
use crate::Method;
use crate::auth::login;
use crate::record::{Record, Typed};
use crate::table;
use http::{Request, Response};
use secrecy::SecretString;
use std::fmt;
use std::sync::Arc;
use tokio::sync::Mutex;

/// An asynchronous HTTP client.
pub trait AsyncTransport: Send + Sync {
    /// Sends the request and gives the whole response, whatever its status.
    ///
    /// It must not follow redirects and must not repeat the request: both are decided by the
    /// method's effect, which it does not know.
    ///
    /// # Errors
    /// No response came; the error says whether the request may have reached the server.
    fn send(&self, request: Request<Vec<u8>>)
    -> impl Future<Output = Result<Response<Vec<u8>>, TransportError>> + Send;
}

impl<T: AsyncTransport> AsyncTransport for Arc<T> {
    fn send(
        &self,
        request: Request<Vec<u8>>,
    ) -> impl Future<Output = Result<Response<Vec<u8>>, TransportError>> + Send {
        (**self).send(request)
    }
}

impl<T: AsyncTransport> AsyncTransport for &T {
    fn send(
        &self,
        request: Request<Vec<u8>>,
    ) -> impl Future<Output = Result<Response<Vec<u8>>, TransportError>> + Send {
        (**self).send(request)
    }
}

/// An asynchronous client of one account. It may be shared by tasks.
///
/// A future that is dropped leaves the client in order; the call it was may or may not have been
/// carried out.
pub struct AsyncClient<T> {
    connection: Connection,
    transport: T,
    /// The lock is held while logging in, so that callers wait for one login and do not each make
    /// their own.
    session: Mutex<Session>,
}

impl<T: AsyncTransport> AsyncClient<T> {
    /// A client of this account over this transport.
    #[must_use]
    pub fn new(connection: Connection, transport: T) -> Self {
        Self {
            connection,
            transport,
            session: Mutex::new(Session::none()),
        }
    }

    /// Calls a method. The future is `Send`.
    ///
    /// # Errors
    /// The request is not valid, PlanFix refused, or no usable answer came: see [`Error`].
    pub async fn call<M: Method>(&self, request: &M) -> Result<M::Response, Error> {
        let mut response = M::Response::blank();
        self.fill(M::METHOD, request, &mut response).await?;
        Ok(response)
    }

    /// Calls a method that is known only at run time. `request` must be of that method.
    ///
    /// # Errors
    /// As [`AsyncClient::call`].
    pub async fn call_any(
        &self,
        method: &'static table::Method,
        request: &dyn Record,
    ) -> Result<Box<dyn Record>, Error> {
        let mut response = (method.new_response)();
        self.fill(method, request, &mut *response).await?;
        Ok(response)
    }

    /// The account.
    #[must_use]
    pub const fn connection(&self) -> &Connection {
        &self.connection
    }

    async fn fill(
        &self,
        method: &'static table::Method,
        request: &dyn Record,
        into: &mut dyn Record,
    ) -> Result<(), Error> {
        // Made before a login too: a request that is not valid sends nothing.
        let call = self.connection.call(method, request, None)?;
        let mut tries = Tries::default();
        loop {
            let Some(login) = self
                .connection
                .login()
                .map_err(|error| Error::in_login(method, error.of_login()))?
            else {
                return self.exchange(call, into).await;
            };
            let session = self.session(login, tries.refused()).await;
            let sid = session.map_err(|error| Error::in_login(method, error.of_login()))?;
            let result = self
                .exchange(self.connection.call(method, request, Some(&sid))?, into)
                .await;
            if !tries.again(sid, &result) {
                return result;
            }
        }
    }

    /// The session there is, or a new one. A future dropped in here frees the lock and leaves the
    /// session as it was.
    async fn session(&self, login: Call, refused: Option<&SecretString>) -> Result<SecretString, Error> {
        let mut session = self.session.lock().await;
        if let Some(sid) = session.usable(refused) {
            return Ok(sid);
        }
        let mut response = login::Response::blank();
        self.exchange(login, &mut response).await?;
        Ok(session.renew(response))
    }

    async fn exchange(&self, mut call: Call, into: &mut dyn Record) -> Result<(), Error> {
        loop {
            let response = match self.transport.send(call.request()).await {
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

impl<T> fmt::Debug for AsyncClient<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AsyncClient")
            .field("connection", &self.connection)
            .finish_non_exhaustive()
    }
}
