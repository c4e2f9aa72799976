//! The limits of a sandbox over HTTP.

use std::time::Duration;

/// The limits of the connections to a sandbox over HTTP.
///
/// ```
/// use planfix_sandbox::{Options, ServerLimits};
/// use std::time::Duration;
///
/// let limits = ServerLimits::default().head(Duration::from_secs(5)).connections(100);
/// let options = Options::default().server(limits);
/// # let _ = options;
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerLimits {
    /// Time that a connection may stay open without a complete request head, also between two requests; 30 seconds by
    /// default.
    pub head: Duration,
    /// Time that the body of a request may take; 30 seconds by default.
    pub body: Duration,
    /// Number of connections that may be open at once; 4,096 by default, and never more than the process has file
    /// descriptors for. Beyond that, the connections that have waited longest for a head or a body are closed.
    pub connections: usize,
}

impl Default for ServerLimits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(30),
            body: Duration::from_secs(30),
            connections: 4096,
        }
    }
}

impl ServerLimits {
    /// Sets how long a connection may stay open without a complete request head.
    #[must_use]
    pub const fn head(mut self, time: Duration) -> Self {
        self.head = time;
        self
    }

    /// Sets how long the body of a request may take.
    #[must_use]
    pub const fn body(mut self, time: Duration) -> Self {
        self.body = time;
        self
    }

    /// Sets how many connections may be open at once. The minimum is one.
    #[must_use]
    pub const fn connections(mut self, number: usize) -> Self {
        self.connections = number;
        self
    }

    /// Returns the number of connections that the process has file descriptors for, at most the configured number.
    pub(super) fn fitting(&self) -> usize {
        let fit = descriptors().map_or(usize::MAX, for_sockets);
        self.connections.min(fit).max(1)
    }
}

/// The descriptors that connections leave free, for files of the store and of the surrounding program.
const RESERVED: usize = 48;

fn for_sockets(descriptors: usize) -> usize {
    descriptors.saturating_sub(RESERVED).max(descriptors / 2)
}

#[cfg(unix)]
fn descriptors() -> Option<usize> {
    let limit = rustix::process::getrlimit(rustix::process::Resource::Nofile);
    limit.current.and_then(|number| usize::try_from(number).ok())
}

#[cfg(not(unix))]
fn descriptors() -> Option<usize> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_descriptors_for_the_store() {
        for (descriptors, sockets) in [(1024, 976), (128, 80), (64, 32), (20, 10)] {
            assert_eq!(for_sockets(descriptors), sockets);
        }
        assert!(ServerLimits::default().fitting() >= 1);
        assert_eq!(ServerLimits::default().connections(0).fitting(), 1);
    }
}
