//! The connections of a server: accepting, counting and closing them.

use super::activity::Activity;
use super::exchange::{self, Line};
use super::socket::{Reset, Socket};
use crate::Sandbox;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, watch};
use tokio::task::{AbortHandle, Id, JoinSet};
use tokio::time::{Instant, sleep, sleep_until, timeout};

/// The time after which a connection that waits for a request or the rest of one may be closed to make room. A client
/// that sends one request after another never lets a server wait for so long.
const PATIENCE: Duration = Duration::from_millis(100);

/// The time that running requests have when the server stops.
const GRACE: Duration = Duration::from_secs(10);

/// The time for which connections are refused after the fault of a refused connection.
const OUTAGE: Duration = Duration::from_millis(500);

/// The limit of the read buffer of a connection, and so of the head of a request.
const BUFFER: usize = 64 << 10;

/// Serves connections until `until` is ready. Then running requests finish, and idle connections are closed.
pub(super) async fn serve(sandbox: Arc<Sandbox>, mut listener: TcpListener, until: impl Future<Output = ()>) {
    let most = sandbox.options.server.fitting();
    let mut open = Open::new(sandbox);
    let outage = Arc::clone(&open.outage);
    // A connection that has been accepted but has no room yet.
    let mut waiting: Option<TcpStream> = None;
    tokio::pin!(until);
    loop {
        if open.len() < most
            && let Some(stream) = waiting.take()
        {
            open.serve(stream);
        }
        let room = match waiting {
            Some(_) => open.make_room(),
            None => None,
        };
        tokio::select! {
            Some(ended) = open.tasks.join_next_with_id() => open.forget(match ended {
                Ok((id, ())) => id,
                Err(error) => error.id(),
            }),
            accepted = listener.accept(), if waiting.is_none() => match accepted {
                Ok((stream, _)) => waiting = Some(stream),
                Err(error) => {
                    tracing::warn!(%error, "the sandbox cannot accept a connection");
                    open.make_room();
                    sleep(PATIENCE).await;
                }
            },
            () = sleep_until(room.unwrap_or_else(Instant::now)), if room.is_some() => {}
            () = outage.notified() => {
                drop(waiting.take());
                open.close_idle();
                tokio::select! {
                    again = refuse(listener, OUTAGE) => listener = again,
                    () = &mut until => return open.finish().await,
                }
            }
            () = &mut until => break,
        }
    }
    drop((listener, waiting));
    open.finish().await;
}

/// Refuses connections for a while, and listens again.
async fn refuse(listener: TcpListener, time: Duration) -> TcpListener {
    let address = listener.local_addr();
    // Only without a listener are connections refused.
    drop(listener);
    sleep(time).await;
    loop {
        match listen(&address).await {
            Ok(listener) => return listener,
            Err(error) => {
                tracing::warn!(%error, "the sandbox cannot listen again");
                sleep(PATIENCE).await;
            }
        }
    }
}

async fn listen(address: &io::Result<SocketAddr>) -> io::Result<TcpListener> {
    match address {
        Ok(address) => TcpListener::bind(address).await,
        Err(error) => Err(error.kind().into()),
    }
}

/// The open connections, each with its task.
struct Open {
    sandbox: Arc<Sandbox>,
    http: http1::Builder,
    tasks: JoinSet<()>,
    known: HashMap<Id, (AbortHandle, Arc<Activity>)>,
    stop: watch::Sender<bool>,
    outage: Arc<Notify>,
}

impl Open {
    fn new(sandbox: Arc<Sandbox>) -> Self {
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new())
            .header_read_timeout(sandbox.options.server.head)
            .max_buf_size(BUFFER);
        Self {
            sandbox,
            http,
            tasks: JoinSet::new(),
            known: HashMap::new(),
            stop: watch::Sender::new(false),
            outage: Arc::default(),
        }
    }

    fn len(&self) -> usize {
        self.known.len()
    }

    fn serve(&mut self, stream: TcpStream) {
        let activity = Arc::new(Activity::idle());
        let sandbox = Arc::clone(&self.sandbox);
        let line = Line {
            activity: Arc::clone(&activity),
            reset: Reset::default(),
            outage: Arc::clone(&self.outage),
            stop: self.stop.subscribe(),
        };
        let socket = Socket::new(stream, line.reset.clone());
        let connection = self.http.serve_connection(
            TokioIo::new(socket),
            service_fn(move |request| exchange::answer(Arc::clone(&sandbox), request, line.clone())),
        );
        let mut stop = self.stop.subscribe();
        let task = self.tasks.spawn(async move {
            tokio::pin!(connection);
            // Nobody needs to know that a connection failed or timed out.
            tokio::select! {
                _ = connection.as_mut() => return,
                _ = stop.wait_for(|stop| *stop) => connection.as_mut().graceful_shutdown(),
            }
            let _ = connection.await;
        });
        self.known.insert(task.id(), (task, activity));
    }

    fn forget(&mut self, id: Id) {
        self.known.remove(&id);
    }

    /// Closes the connection that has waited longest for a head or a body, if it may be closed. Otherwise returns when to
    /// try again.
    fn make_room(&mut self) -> Option<Instant> {
        let waiting = self.known.iter().filter_map(|(id, (task, activity))| {
            let since = activity.waiting_since()?;
            Some((since, *id, task))
        });
        let now = Instant::now();
        match waiting.min_by_key(|(since, ..)| *since) {
            Some((since, id, task)) if since + PATIENCE <= now => {
                task.abort();
                self.known.remove(&id);
                None
            }
            Some((since, ..)) => Some(since + PATIENCE),
            None => Some(now + PATIENCE),
        }
    }

    fn close_idle(&self) {
        for (task, activity) in self.known.values() {
            if activity.idle_since().is_some() {
                task.abort();
            }
        }
    }

    async fn finish(mut self) {
        self.close_idle();
        self.stop.send_replace(true);
        let all = async { while self.tasks.join_next().await.is_some() {} };
        if timeout(GRACE, all).await.is_err() {
            tracing::warn!("the sandbox stopped before all requests were answered");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpStream;
    use std::pin::pin;
    use std::task::Poll;

    #[tokio::test(start_paused = true)]
    async fn an_outage_refuses_connections_and_ends() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut outage = pin!(refuse(listener, OUTAGE));
        std::future::poll_fn(|cx| {
            assert!(outage.as_mut().poll(cx).is_pending());
            Poll::Ready(())
        })
        .await;
        let refused = TcpStream::connect(address).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::ConnectionRefused);
        let again = outage.await;
        assert_eq!(again.local_addr().unwrap(), address);
        TcpStream::connect(address).unwrap();
    }
}
