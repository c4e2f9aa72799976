//! The asynchronous client.

mod download;
mod drive;

use super::async_transport::AsyncTransport;
use super::clock::Clock;
use super::connection::Connection;
use super::error::Error;
use super::exchange::{Exchange, Remaining};
use super::governor::Governor;
use super::policy::Policy;
use super::session::{self, Session};
use crate::Method;
use crate::record::{Record, Typed};
use crate::table;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// An asynchronous client of one account, which tasks may share.
///
/// A clone is cheap, and shares the transport and the session. With the feature `reqwest`, the transport is `Reqwest`
/// unless another is given. Dropping a future leaves the client usable; its call may or may not have been carried out.
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
    governor: Arc<Governor>,
}

/// The part of a client that its clones share.
struct Shared<T> {
    connection: Connection,
    transport: T,
    remaining: Remaining,
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
        let governor = Governor::of(&connection, transport.is_local());
        Self {
            shared: Arc::new(Shared {
                connection,
                transport,
                remaining: Remaining::unknown(),
                session: watch::Sender::new(Session::none()),
            }),
            limit: None,
            governor,
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

    /// Calls a method, and returns the response with the headers of the answer, the number of attempts, and the time
    /// taken.
    ///
    /// # Errors
    /// The same as those of [`AsyncClient::call`].
    pub async fn exchange<M: Method>(&self, request: &M) -> Result<Exchange<M::Response>, Error> {
        let mut response = M::Response::blank();
        let told = self.fill(M::METHOD, request, &mut response).await?;
        Ok(Exchange::new(response, told))
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
        self.fill(method, request, &mut response).await?;
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

    /// Returns a clone with this policy, and a budget of repeats of its own.
    ///
    /// ```
    /// use planfix_api::client::{AsyncClient, AsyncTransport, Policy};
    ///
    /// fn persistent<T: AsyncTransport>(client: &AsyncClient<T>) -> AsyncClient<T> {
    ///     client.with_policy(Policy::standard().attempts(5))
    /// }
    /// ```
    #[must_use]
    pub fn with_policy(&self, policy: Policy) -> Self {
        Self {
            governor: self.governor.with_policy(&self.shared.connection, policy),
            ..self.clone()
        }
    }

    /// Returns a clone that waits on this clock. Only clients with the same clock share the turns of an account.
    ///
    /// ```
    /// use planfix_api::client::{AsyncClient, AsyncTransport, VirtualClock};
    /// use std::sync::Arc;
    ///
    /// fn rehearsed<T: AsyncTransport>(client: &AsyncClient<T>) -> AsyncClient<T> {
    ///     client.with_clock(Arc::new(VirtualClock::new()))
    /// }
    /// ```
    #[must_use]
    pub fn with_clock(&self, clock: Arc<dyn Clock>) -> Self {
        Self {
            governor: self.governor.with_clock(&self.shared.connection, clock),
            ..self.clone()
        }
    }

    /// Returns the policy.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.governor.policy
    }

    /// Returns how many requests the account may still make today, as the last answer to this client or a clone said in
    /// the header `X-RateLimit-Remaining`; `None` if none did. PlanFix counts anew about every ten minutes, so the
    /// number lags.
    #[must_use]
    pub fn remaining(&self) -> Option<u64> {
        self.shared.remaining.get()
    }

    /// Returns the account.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.shared.connection
    }
}

impl<T> Clone for AsyncClient<T> {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            limit: self.limit,
            governor: Arc::clone(&self.governor),
        }
    }
}

impl<T> fmt::Debug for AsyncClient<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AsyncClient")
            .field("connection", &self.shared.connection)
            .field("policy", &self.governor)
            .finish_non_exhaustive()
    }
}
