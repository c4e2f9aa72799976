//! The policy of a client at work: its clock, its budget, and the turns of its account.

use super::clock::{Clock, system};
use super::connection::Connection;
use super::pace::{Pacer, Visit};
use super::policy::{Budget, Policy};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// A policy with its clock, its budget, and the turns of the account, which the clones of a client share.
pub(super) struct Governor {
    pub(super) policy: Policy,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) budget: Budget,
    pacer: Option<(Arc<Pacer>, Duration)>,
}

impl Governor {
    /// Creates the governor of a new client.
    pub(super) fn of(connection: &Connection, is_local: bool) -> Arc<Self> {
        let policy = Policy::of(connection.endpoint(), is_local);
        Self::new(connection, policy, system::shared())
    }

    fn new(connection: &Connection, policy: Policy, clock: Arc<dyn Clock>) -> Arc<Self> {
        let host = connection.endpoint().uri().authority().map_or("", |host| host.as_str());
        let pacer = policy
            .interval
            .map(|interval| (Pacer::of(host, connection.account(), &clock), interval));
        Arc::new(Self {
            budget: Budget::of(policy.budget),
            policy,
            clock,
            pacer,
        })
    }

    pub(super) fn with_policy(&self, connection: &Connection, policy: Policy) -> Arc<Self> {
        Self::new(connection, policy, Arc::clone(&self.clock))
    }

    pub(super) fn with_clock(&self, connection: &Connection, clock: Arc<dyn Clock>) -> Arc<Self> {
        Self::new(connection, self.policy.clone(), clock)
    }

    /// Returns a place in the line of the account, and the interval between turns; `None` without a pace.
    pub(super) fn visit(&self) -> Option<(Visit, Duration)> {
        self.pacer
            .as_ref()
            .map(|(pacer, interval)| (Visit::of(pacer), *interval))
    }

    /// Lets no caller of the account start before this time.
    pub(super) fn hold(&self, until: Duration) {
        if let Some((pacer, _)) = &self.pacer {
            pacer.hold(until);
        }
    }
}

impl fmt::Debug for Governor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.policy.fmt(f)
    }
}
