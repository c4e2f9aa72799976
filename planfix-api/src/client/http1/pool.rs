//! Connections that wait for the next call.

use super::connect::Server;
use super::connection::Connection;
use crate::client::limits::KEEP_IDLE;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// Connections that wait for the next call, each with its server and the time since which it waits.
#[derive(Default)]
pub(super) struct Pool(Mutex<Vec<(Server, Connection, Instant)>>);

impl Pool {
    /// The most connections that wait.
    const MOST: usize = 32;

    fn lock(&self) -> MutexGuard<'_, Vec<(Server, Connection, Instant)>> {
        // Nothing panics under the lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the connection to this server that was used last, unless the server has closed it.
    pub(super) fn take(&self, server: &Server) -> Option<Connection> {
        let mut waiting = self.lock();
        waiting.retain(|(_, _, since)| since.elapsed() < KEEP_IDLE);
        while let Some(at) = waiting.iter().rposition(|(other, ..)| other == server) {
            let (_, mut connection, _) = waiting.remove(at);
            if connection.is_quiet() {
                return Some(connection);
            }
        }
        None
    }

    pub(super) fn put(&self, server: Server, connection: Connection) {
        let mut waiting = self.lock();
        waiting.retain(|(_, _, since)| since.elapsed() < KEEP_IDLE);
        if connection.is_drained() && waiting.len() < Self::MOST {
            waiting.push((server, connection, Instant::now()));
        }
    }
}
