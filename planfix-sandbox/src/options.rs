//! The options of a sandbox: account, credentials, strictness, clock.

use crate::rehearse::{Rates, Seeded};
use crate::store::Contents;
use crate::{Breach, Fault, Notice};
use planfix_api::client::{Clock as _, VirtualClock};
use planfix_api::jiff::SignedDuration;
use planfix_api::jiff::Timestamp;
use planfix_api::jiff::civil::DateTime;
use planfix_api::jiff::tz::Offset;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

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
    /// The private key of signatures. A request with a signature that does not match it is refused; one without a
    /// signature is accepted, as in PlanFix. `None`, the default, ignores signatures.
    pub private_key: Option<String>,
    /// True if elements that are not in the table are ignored, as in PlanFix, and reported as a [`Notice`]. Otherwise
    /// they are refused.
    pub lenient: bool,
    /// Limits of the connections over HTTP.
    #[cfg(feature = "http")]
    pub server: crate::ServerLimits,
    empty: bool,
    pub(crate) rates: Rates,
    pub(crate) latency: Duration,
    pub(crate) seeded: Option<Seeded>,
    /// The virtual clock, which latency moves.
    pub(crate) time: Option<VirtualClock>,
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
            private_key: None,
            lenient: false,
            #[cfg(feature = "http")]
            server: crate::ServerLimits::default(),
            empty: false,
            rates: Rates::default(),
            latency: Duration::ZERO,
            seeded: None,
            time: None,
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

    /// Sets the private key of signatures: a request with another signature is refused.
    ///
    /// ```
    /// use planfix_api::client::{Auth, Client, Connection, Endpoint};
    /// use planfix_api::{ContactId, contact};
    /// use planfix_sandbox::{Options, Sandbox};
    ///
    /// let sandbox = Sandbox::in_memory(Options::default().private_key("private")).unwrap();
    /// let get = contact::get::Request::new(ContactId(1));
    /// let connection = |auth| Connection::new(Endpoint::europe(), "demo", auth);
    /// let signed = Auth::token("demo", "demo").signed_with("private");
    /// assert!(Client::new(connection(signed), &sandbox).call(&get).is_ok());
    /// let forged = Auth::token("demo", "demo").signed_with("another");
    /// let error = Client::new(connection(forged), &sandbox).call(&get).unwrap_err();
    /// assert_eq!(error.code(), Some("0006"));
    /// ```
    #[must_use]
    pub fn private_key(mut self, key: impl Into<String>) -> Self {
        self.private_key = Some(key.into());
        self
    }

    /// Sets whether elements that are not in the table are ignored. Elements that appear twice are refused in any case.
    #[must_use]
    pub const fn lenient(mut self, lenient: bool) -> Self {
        self.lenient = lenient;
        self
    }

    /// Lets a new sandbox start without objects, except those that no method creates and others need: the caller
    /// (employee 1), the types of telephones, and the process of tasks. [`Sandbox::carry_out`] adds others. A file that
    /// already has contents keeps them.
    ///
    /// [`Sandbox::carry_out`]: crate::Sandbox::carry_out
    #[must_use]
    pub const fn empty(mut self) -> Self {
        self.empty = true;
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
        self.time = None;
        self
    }

    /// Sets a virtual clock, which now shows this time. Latency and faults move it, and nothing waits in process. A
    /// client that [waits on the same clock](planfix_api::client::Client::with_clock) keeps its pace without waiting, too.
    ///
    /// ```
    /// use planfix_api::client::{Auth, Client, Connection, Endpoint, Policy, VirtualClock};
    /// use planfix_api::{ContactId, contact, jiff::civil::date};
    /// use planfix_sandbox::{Options, Sandbox};
    /// use std::sync::Arc;
    ///
    /// let clock = VirtualClock::new();
    /// let options = Options::default().virtual_clock(date(2026, 3, 31).at(9, 0, 0, 0), &clock);
    /// let sandbox = Sandbox::in_memory(options)?;
    /// let connection = Connection::new(Endpoint::europe(), "demo", Auth::token("demo", "demo"));
    /// let client = Client::new(connection, &sandbox)
    ///     .with_policy(Policy::standard())
    ///     .with_clock(Arc::new(clock));
    /// for _ in 0..3 {
    ///     client.call(&contact::get::Request::new(ContactId(1)))?;
    /// }
    /// assert_eq!(sandbox.calls()[2].at, date(2026, 3, 31).at(9, 0, 2, 0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn virtual_clock(mut self, now: DateTime, clock: &VirtualClock) -> Self {
        let (begun, of_options) = (clock.now(), clock.clone());
        self = self.clock(move || {
            let passed = of_options.now().saturating_sub(begun);
            now.saturating_add(SignedDuration::try_from(passed).unwrap_or(SignedDuration::MAX))
        });
        self.time = Some(clock.clone());
        self
    }

    /// Sets the time that every call of a client takes. In process the call waits so long, unless the clock is
    /// [virtual](Options::virtual_clock).
    #[must_use]
    pub const fn latency(mut self, latency: Duration) -> Self {
        self.latency = latency;
        self
    }

    /// Sets how many calls may start within any second. A call beyond that is not carried out;
    /// [`Options::breach`] sets its answer.
    ///
    /// ```
    /// use planfix_api::client::{Auth, Client, Connection, Endpoint, VirtualClock};
    /// use planfix_api::{ContactId, contact, jiff::civil::date};
    /// use planfix_sandbox::{Options, Sandbox};
    /// use std::time::Duration;
    ///
    /// let clock = VirtualClock::new();
    /// let options = Options::default().virtual_clock(date(2026, 3, 31).at(9, 0, 0, 0), &clock);
    /// let sandbox = Sandbox::in_memory(options.per_second(1).per_day(20_000))?;
    /// let connection = Connection::new(Endpoint::europe(), "demo", Auth::token("demo", "demo"));
    /// let client = Client::new(connection, &sandbox);
    /// let request = contact::get::Request::new(ContactId(1));
    /// client.call(&request)?;
    /// let error = client.call(&request).unwrap_err();
    /// assert_eq!(error.retry_after(), Some(Duration::from_secs(1)));
    /// clock.advance(Duration::from_secs(1));
    /// client.call(&request)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn per_second(mut self, calls: u32) -> Self {
        self.rates.per_second = Some(calls);
        self
    }

    /// Sets how many calls may start within a day, which ends at midnight on the clock of the sandbox. A call beyond
    /// that is refused with 0007. Every answer tells in its header `X-RateLimit-Remaining` how many are left.
    #[must_use]
    pub const fn per_day(mut self, calls: u32) -> Self {
        self.rates.per_day = Some(calls);
        self
    }

    /// Sets the answer to a call that exceeds the limit of calls in a second.
    #[must_use]
    pub const fn breach(mut self, breach: Breach) -> Self {
        self.rates.breach = breach;
        self
    }

    /// Lets a share of the calls fail, from 0 (none) to 1 (all). The number of a call and the seed alone decide which
    /// fault it has, so a run can be repeated. The calls that are not carried out and those that are differ by the seed,
    /// too. A [scripted](crate::Sandbox::fail_next) fault goes first.
    ///
    /// ```
    /// use planfix_sandbox::{Fault, Options};
    ///
    /// let options = Options::default().faults(42, 0.1).fault_kinds([Fault::LostAnswer, Fault::Busy]);
    /// # let _ = options;
    /// ```
    #[must_use]
    pub fn faults(mut self, seed: u64, rate: f64) -> Self {
        self.seeded = Some(Seeded::new(seed, rate));
        self
    }

    /// Sets the kinds of faults that [`Options::faults`] chooses from; all by default.
    #[must_use]
    pub fn fault_kinds(mut self, kinds: impl IntoIterator<Item = Fault>) -> Self {
        if let Some(seeded) = &mut self.seeded {
            seeded.only(kinds);
        }
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

    /// Returns the contents of a new store.
    pub(crate) fn contents(&self) -> Contents {
        Contents {
            now: self.now(),
            empty: self.empty,
        }
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
