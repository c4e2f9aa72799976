//! Calls per second over loopback, compared with the bare HTTP client: `cargo bench -p planfix-bench --bench calls`.
//!
//! Both clients call contact.get, sequentially and sixteen at once. The bare client sends the same bytes with the
//! same headers, reads the whole answer, and reuses its connections as the planfix client does. Each client is
//! measured against two servers: the sandbox, and a server with a ready answer. A call takes the sandbox much longer
//! than any client, so only the other server shows the cost of the planfix client: writing the request, and reading
//! an answer of 2 kB into structs. Server and client share the machine.

mod sides;

use ::http::{Request, Response};
use planfix_api::client::{Body, Client, Transport, TransportError};
use planfix_bench::http::{self, bare, fixed::Fixed};
use planfix_bench::machine::machine;
use planfix_bench::rounds::{Clock, Side, in_turn};
use planfix_sandbox::{Options, Sandbox, Server};
use sides::{AT_ONCE, Asynchronous, Blocking, EACH};
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

/// The share of the bare client's calls per second that the planfix client must reach.
const GOAL: f64 = 0.95;
/// The time that one side runs in a round, for at least one run, and the total time of all rounds of a case. Rounds
/// are short, so that a disturbance by another program affects only one round of many.
const TURN: Duration = Duration::from_millis(4);
const CASE: Duration = Duration::from_secs(6);

fn main() {
    let sandbox = Arc::new(Sandbox::in_memory(Options::default()).expect("a sandbox"));
    let server = Server::start(Arc::clone(&sandbox)).expect("a free port");
    let answer = bare::Blocking::new(http::prepared(&http::connection(&server.url()))).send();
    let fixed = Fixed::start(&answer);
    same_heads(&answer);

    println!("{}\n", machine());
    println!("| calls of contact.get | planfix calls/s | bare calls/s | ratio | goal |");
    println!("|---|---|---|---|---|");
    for (name, url) in [("sandbox", server.url()), ("ready answer", fixed.url())] {
        let blocking = Blocking::new(&url);
        row(&format!("{name}, blocking, in turn"), 1, blocking.in_turn());
        row(
            &format!("{name}, blocking, {AT_ONCE} at once"),
            AT_ONCE * EACH,
            blocking.at_once(),
        );
        let asynchronous = Asynchronous::new(&url);
        row(&format!("{name}, async, in turn"), EACH, asynchronous.tasks(1));
        row(
            &format!("{name}, async, {AT_ONCE} at once"),
            AT_ONCE * EACH,
            asynchronous.tasks(AT_ONCE),
        );
    }

    let request = http::prepared(&http::connection(&server.url()));
    let client = Client::new(http::connection(&server.url()), Ready(answer.clone()));
    let mut alone = [
        Side::new("sandbox", || drop(black_box(sandbox.handle(&request)))),
        Side::new("planfix", || {
            drop(black_box(client.call(&http::request()).expect("an answer")))
        }),
    ];
    let rounds = in_turn(&mut alone, TURN, TURN * 500, Clock::Thread);
    let micros = |side| rounds.seconds(side) * 1e6;
    println!(
        "\nWithout a socket, the sandbox takes {:.1} µs a call, and planfix {:.1} µs.",
        micros(0),
        micros(1)
    );
    println!("The answer has {} bytes.", answer.len());
    println!("How many allocations a call makes: cargo bench -p planfix-bench --bench allocations");
}

/// Measures one case; `calls` is the number of calls in a run of a side.
fn row(name: &str, calls: usize, mut sides: Vec<Side<'_>>) {
    let rounds = in_turn(&mut sides, TURN, CASE, Clock::Wall);
    let (ours, bare) = rounds.pair(0, 1);
    println!(
        "| {name} | {:.0} | {:.0} | {:.3} | {GOAL} |",
        calls as f64 / ours,
        calls as f64 / bare,
        bare / ours
    );
}

/// Checks that all four clients send the same head, so that the comparison is fair.
fn same_heads(answer: &[u8]) {
    let server = Fixed::start(answer);
    let blocking = Blocking::new(&server.url());
    for mut side in blocking.in_turn() {
        side.run();
    }
    let asynchronous = Asynchronous::new(&server.url());
    for mut side in asynchronous.tasks(1) {
        side.run();
    }
    let heads = server.heads();
    assert!(
        heads.len() >= 4 && heads.iter().all(|head| *head == heads[0]),
        "{heads:#?}"
    );
}

/// A transport with a ready answer.
struct Ready(Vec<u8>);

impl Transport for Ready {
    fn send(&self, request: Request<Body>) -> Result<Response<Vec<u8>>, TransportError> {
        drop(black_box(request));
        Ok(Response::new(self.0.clone()))
    }
}
