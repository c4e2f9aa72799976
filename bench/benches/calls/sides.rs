//! The sides of a case: the planfix client first, then the bare one.

use planfix_api::client::{AsyncClient, Client, Http, Reqwest};
use planfix_bench::http::{bare, connection, prepared, request};
use planfix_bench::rounds::Side;
use std::hint::black_box;
use std::sync::Arc;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

/// The number of concurrent callers.
pub(crate) const AT_ONCE: usize = 16;
/// The number of calls per thread or task, large enough that starting it does not count.
pub(crate) const EACH: usize = 5;

/// The blocking planfix client, and ureq.
pub(crate) struct Blocking {
    ours: Client<Http>,
    bare: bare::Blocking,
}

impl Blocking {
    pub(crate) fn new(url: &str) -> Self {
        Self {
            ours: Client::new(connection(url), Http::new()),
            bare: bare::Blocking::new(prepared(&connection(url))),
        }
    }

    fn ours(&self) {
        drop(black_box(self.ours.call(&request()).expect("an answer")));
    }

    fn bare(&self) {
        drop(black_box(self.bare.send()));
    }

    /// Returns sides that make one call per run.
    pub(crate) fn in_turn(&self) -> Vec<Side<'_>> {
        vec![Side::new("planfix", || self.ours()), Side::new("ureq", || self.bare())]
    }

    /// Returns sides that make a batch of calls per run from each thread; the threads share a client.
    pub(crate) fn at_once(&self) -> Vec<Side<'_>> {
        vec![
            Side::new("planfix", || threads(|| self.ours())),
            Side::new("ureq", || threads(|| self.bare())),
        ]
    }
}

fn threads(call: impl Fn() + Sync) {
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| (0..EACH).for_each(|_| call()));
        }
    });
}

/// The asynchronous planfix client, and reqwest.
pub(crate) struct Asynchronous {
    runtime: Runtime,
    ours: Arc<AsyncClient<Reqwest>>,
    bare: Arc<bare::Asynchronous>,
}

impl Asynchronous {
    pub(crate) fn new(url: &str) -> Self {
        Self {
            runtime: tokio::runtime::Builder::new_multi_thread()
                .enable_all()
                .build()
                .expect("a runtime"),
            ours: Arc::new(AsyncClient::new(connection(url), Reqwest::new())),
            bare: Arc::new(bare::Asynchronous::new(prepared(&connection(url)))),
        }
    }

    /// Returns sides that make a batch of calls per run from each of `count` tasks, which share a client.
    pub(crate) fn tasks(&self, count: usize) -> Vec<Side<'_>> {
        let ours = move || {
            let client = Arc::clone(&self.ours);
            async move {
                for _ in 0..EACH {
                    drop(black_box(client.call(&request()).await.expect("an answer")));
                }
            }
        };
        let bare = move || {
            let client = Arc::clone(&self.bare);
            async move {
                for _ in 0..EACH {
                    black_box(client.send().await);
                }
            }
        };
        vec![
            Side::new("planfix", move || self.run(count, ours)),
            Side::new("reqwest", move || self.run(count, bare)),
        ]
    }

    fn run<F: Future<Output = ()> + Send + 'static>(&self, count: usize, task: impl Fn() -> F) {
        self.runtime.block_on(async {
            let mut tasks: JoinSet<()> = (0..count).map(|_| task()).collect();
            while let Some(done) = tasks.join_next().await {
                done.expect("every call is answered");
            }
        });
    }
}
