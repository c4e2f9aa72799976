//! The policy of a client: the pace of its requests, and which failed calls it sends again.

mod budget;
mod decide;
mod failure;

pub(super) use budget::Budget;
pub use decide::Decision;
pub use failure::{Failure, FailureKind};

use super::clock::HAS_TIME;
use super::endpoint::Endpoint;
use std::time::Duration;

/// The time between two requests of an account that PlanFix asks for: it allows one request a second.
pub const REQUEST_INTERVAL: Duration = Duration::from_secs(1);

/// The pace of a client's requests, and which failed calls it sends again.
///
/// The [guide](crate::guide::pace) shows it at work. A new client has [`Policy::standard`], unless its requests stay on this machine: then it has [`Policy::none`].
///
/// ```
/// use planfix_api::client::{Auth, Client, Connection, Endpoint, Policy, Transport};
///
/// fn patient<T: Transport>(transport: T) -> Client<T> {
///     let connection = Connection::new(Endpoint::europe(), "name", Auth::token("key", "token"));
///     Client::new(connection, transport).with_policy(Policy::standard().attempts(5))
/// }
/// ```
///
/// # Pace
///
/// The requests of an account start at least one interval apart, in the order in which they arrive. All clients of the
/// account in this process share the turns; the account is its name together with the host of its endpoint. A server
/// that asks to wait holds back all of them. Logins, repeated requests and redirects take turns too.
///
/// # Repeats
///
/// | what happened | read, set | delete | create, act |
/// |---|---|---|---|
/// | not sent | again | again | again |
/// | no whole answer, or HTTP 408, 500, 502, 504 | again | again; "does not exist" then means done | no: it may have been carried out |
/// | busy (3014), HTTP 429 or 503 | again, after the time the server asks for | the same | the same: nothing was carried out |
/// | maintenance (0011), limit of the day (0007) | no | no | no |
/// | session over (0005), with a login | log in once, and again | the same | the same |
/// | anything else | no | no | no |
///
/// [`Policy::decide`] is this table. A client also stops when its [attempts](Policy::attempts) or its
/// [budget](Policy::budget) are used up, when the server asks for a wait above [`Policy::longest_wait`], and when the
/// limit of the call would be over before the next attempt.
///
/// # Limit of a call
///
/// The wait for the first turn does not count towards the [limit](super::Transport::limit) of a call. Everything after
/// it does: waits before a repeat, later turns, and logins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    pub(super) interval: Option<Duration>,
    pub(super) attempts: u32,
    first_wait: Duration,
    most_wait: Duration,
    longest_wait: Duration,
    pub(super) budget: u32,
}

impl Policy {
    /// Creates the policy for a real account: one request a second, three attempts, waits of 1 to 2 and 2 to 4 seconds
    /// between them, at most a minute if the server asks for it, and a budget of 20 repeats.
    #[must_use]
    pub const fn standard() -> Self {
        Self {
            interval: Some(REQUEST_INTERVAL),
            attempts: 3,
            ..Self::none()
        }
    }

    /// Creates the policy that sends each request at once, and no call twice. A session that is over is renewed all the
    /// same.
    #[must_use]
    pub const fn none() -> Self {
        Self {
            interval: None,
            attempts: 1,
            first_wait: Duration::from_secs(2),
            most_wait: Duration::from_secs(20),
            longest_wait: Duration::from_secs(60),
            budget: 20,
        }
    }

    /// Returns the policy of a new client.
    pub(super) fn of(endpoint: &Endpoint, is_local: bool) -> Self {
        match is_local || endpoint.is_local() || !HAS_TIME {
            true => Self::none(),
            false => Self::standard(),
        }
    }

    /// Sets the least time between the starts of two requests of the account.
    #[must_use]
    pub const fn interval(mut self, interval: Duration) -> Self {
        self.interval = Some(interval);
        self
    }

    /// Sends requests without waiting for a turn. Other clients of the account do not see them either.
    #[must_use]
    pub const fn no_pace(mut self) -> Self {
        self.interval = None;
        self
    }

    /// Sets how many times a call is sent at most, the first time included. A renewed session does not count.
    #[must_use]
    pub const fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Sets the wait before the second attempt, which doubles with each further attempt, and its maximum. A random
    /// part, up to half of each wait, is left out, so that callers that failed together do not come back together.
    #[must_use]
    pub const fn backoff(mut self, first: Duration, most: Duration) -> Self {
        self.first_wait = first;
        self.most_wait = most;
        self
    }

    /// Sets the longest wait that a server may ask for. If it asks for more, the call fails and its
    /// [error](super::Error::retry_after) says how long.
    #[must_use]
    pub const fn longest_wait(mut self, wait: Duration) -> Self {
        self.longest_wait = wait;
        self
    }

    /// Returns the wait that a server asks for, or the longest one.
    pub(super) fn longest(&self, asked: Duration) -> Duration {
        asked.min(self.longest_wait)
    }

    /// Sets how many repeats a client and its clones have in stock. Each repeat takes one, a repeat that succeeds puts
    /// it back, and ten calls that succeed at once put back one. So when the server is down, the client soon sends each
    /// call once, and does not add to the load.
    #[must_use]
    pub const fn budget(mut self, repeats: u32) -> Self {
        self.budget = repeats;
        self
    }
}

/// The standard policy.
impl Default for Policy {
    fn default() -> Self {
        Self::standard()
    }
}
