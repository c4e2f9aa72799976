//! The options of a sandbox: account, credentials, strictness, clock.

use crate::Notice;
use planfix_api::jiff::Timestamp;
use planfix_api::jiff::civil::DateTime;
use planfix_api::jiff::tz::Offset;
use std::fmt;
use std::sync::Arc;

/// The options of a sandbox: its account, credentials, strictness and clock.
///
/// ```
/// use planfix_sandbox::Options;
///
/// let options = Options::default().account("acme").key("k").token("t");
/// assert_eq!(format!("{options:?}"), r#"Options { account: "acme", lenient: false, .. }"#);
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct Options {
    /// Name of the only account; `demo` by default.
    pub account: String,
    /// The API key that is accepted; `demo` by default.
    pub key: String,
    /// The token that is accepted; `demo` by default.
    pub token: String,
    /// True if elements that are not in the table are ignored, as in PlanFix, and reported as a [`Notice`]. Otherwise
    /// they are refused.
    pub lenient: bool,
    /// Limits of the connections over HTTP.
    #[cfg(feature = "http")]
    pub server: crate::ServerLimits,
    clock: Arc<dyn Fn() -> DateTime + Send + Sync>,
    notice: Arc<dyn Fn(&Notice) + Send + Sync>,
}

const DEMO: &str = "demo";

impl Default for Options {
    fn default() -> Self {
        Self {
            account: DEMO.to_owned(),
            key: DEMO.to_owned(),
            token: DEMO.to_owned(),
            lenient: false,
            #[cfg(feature = "http")]
            server: crate::ServerLimits::default(),
            clock: Arc::new(|| Offset::UTC.to_datetime(Timestamp::now())),
            notice: Arc::new(|_| {}),
        }
    }
}

impl Options {
    /// Reads account, key and token from `PLANFIX_ACCOUNT`, `PLANFIX_API_KEY` and `PLANFIX_TOKEN`. Each is `demo` if
    /// its variable is unset or empty.
    #[must_use]
    pub fn from_env() -> Self {
        let of = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let demo = || DEMO.to_owned();
        Self {
            account: of("PLANFIX_ACCOUNT").unwrap_or_else(demo),
            key: of("PLANFIX_API_KEY").unwrap_or_else(demo),
            token: of("PLANFIX_TOKEN").unwrap_or_else(demo),
            ..Self::default()
        }
    }

    /// Sets the name of the account.
    #[must_use]
    pub fn account(mut self, account: impl Into<String>) -> Self {
        self.account = account.into();
        self
    }

    /// Sets the API key that is accepted.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = key.into();
        self
    }

    /// Sets the token that is accepted.
    #[must_use]
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = token.into();
        self
    }

    /// Sets whether elements that are not in the table are ignored. Elements that appear twice are refused in any case.
    #[must_use]
    pub const fn lenient(mut self, lenient: bool) -> Self {
        self.lenient = lenient;
        self
    }

    /// Sets the limits of the connections over HTTP.
    #[cfg(feature = "http")]
    #[must_use]
    pub const fn server(mut self, limits: crate::ServerLimits) -> Self {
        self.server = limits;
        self
    }

    /// Sets the clock, which returns the time in the zone of the employee. It determines "today" in filters, the end of
    /// sessions, and the dates of creation and change. The default is the time in UTC.
    #[must_use]
    pub fn clock(mut self, now: impl Fn() -> DateTime + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(now);
        self
    }

    /// Sets the function that is called with each [`Notice`]. Every notice is also logged as a warning of `tracing`.
    ///
    /// ```
    /// use planfix_sandbox::Options;
    ///
    /// let options = Options::default().on_notice(|notice| eprintln!("warning: {notice}"));
    /// # let _ = options;
    /// ```
    #[must_use]
    pub fn on_notice(mut self, tell: impl Fn(&Notice) + Send + Sync + 'static) -> Self {
        self.notice = Arc::new(tell);
        self
    }

    pub(crate) fn tell(&self, notice: &Notice) {
        tracing::warn!("{notice}");
        (self.notice)(notice);
    }

    pub(crate) fn now(&self) -> DateTime {
        (self.clock)()
    }
}

/// Prints neither the key nor the token.
impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("account", &self.account)
            .field("lenient", &self.lenient)
            .finish_non_exhaustive()
    }
}
