//! The promises of every engine: the same statements about a job in SQLite and in PostgreSQL.
//!
//! `PLANFIX_TEST_POSTGRES` is the address of a database for tests, such as `postgres://postgres@127.0.0.1/test`. Without
//! it, the tests of PostgreSQL are skipped.

mod common;

use common::{Fault, Folder, client, faulty, run_all};
use planfix_jobs::{
    Claimed, Draft, Entry, Finished, Job, Planned, PostgresDraft, PostgresStore, Sink, SqliteStore, State, Store,
    StoreError,
};
use std::time::Duration;

/// An engine: makes jobs with this description and these bodies.
trait Engine {
    fn make(&self, job: &Job, name: &str, bodies: &[&str]) -> Result<(), StoreError>;
    fn open(&self, name: &str) -> Box<dyn Store>;
}

struct Sqlite(Folder);

struct Postgres(String);

fn add(sink: &mut dyn Sink, bodies: &[&str]) {
    for (line, body) in bodies.iter().enumerate() {
        sink.add(&Planned {
            line: line as u64 + 2,
            input: "[\"cell\"]",
            body,
            state: State::Planned,
        })
        .unwrap();
    }
}

impl Engine for Sqlite {
    fn make(&self, job: &Job, name: &str, bodies: &[&str]) -> Result<(), StoreError> {
        let mut draft = Draft::new(self.0.path(name), job)?;
        add(&mut draft, bodies);
        draft.columns(&["name".to_owned()])?;
        draft.save()
    }

    fn open(&self, name: &str) -> Box<dyn Store> {
        Box::new(SqliteStore::lock(self.0.path(name), "a test").unwrap())
    }
}

impl Postgres {
    fn url(&self, name: &str) -> String {
        format!("{}#engines-{}-{name}", self.0, std::process::id())
    }
}

impl Engine for Postgres {
    fn make(&self, job: &Job, name: &str, bodies: &[&str]) -> Result<(), StoreError> {
        let mut draft = PostgresDraft::new(&self.url(name), job, false, Duration::ZERO)?;
        add(&mut draft, bodies);
        draft.columns(&["name".to_owned()])?;
        draft.save()
    }

    fn open(&self, name: &str) -> Box<dyn Store> {
        Box::new(PostgresStore::open(&self.url(name)).unwrap())
    }
}

fn job(method: &str) -> Job {
    Job {
        method: method.to_owned(),
        account: "demo".to_owned(),
        target: "http://127.0.0.1/xml/".to_owned(),
        input: "rows.csv".to_owned(),
        digest: "0".to_owned(),
        columns: Vec::new(),
        meaning: "{}".to_owned(),
    }
}

const CREATES: [&str; 3] = [
    "{\"contact\":{\"name\":\"a\"}}",
    "{\"contact\":{\"name\":\"b\"}}",
    "{\"contact\":{\"name\":\"c\"}}",
];

fn states(store: &dyn Store) -> Vec<State> {
    entries(store).iter().map(|entry| entry.state).collect()
}

fn entries(store: &dyn Store) -> Vec<Entry> {
    let mut out = Vec::new();
    let mut each = |entry| {
        out.push(entry);
        true
    };
    store.entries(&State::ALL, &mut each).unwrap();
    out
}

fn finished(claimed: &Claimed, state: State) -> Finished {
    Finished {
        number: claimed.number,
        state,
        code: (state == State::Refused).then(|| "8002".to_owned()),
        reason: None,
        answer: (state == State::Done).then(|| "{}".to_owned()),
    }
}

/// Every statement, for one engine.
fn keeps_the_promises(engine: &dyn Engine) {
    a_job_is_what_was_planned(engine);
    claims_come_in_order_and_with_the_outcome_before(engine);
    a_stopped_run_is_decided_by_the_effect(engine);
    what_was_put_off_was_no_attempt(engine);
    rows_are_mended_settled_and_compared(engine);
    a_run_through_faults_ends_alike(engine);
}

fn a_job_is_what_was_planned(engine: &dyn Engine) {
    engine.make(&job("contact.add"), "planned", &CREATES).unwrap();
    let error = engine.make(&job("contact.add"), "planned", &CREATES);
    assert!(matches!(error, Err(StoreError::Exists(_))), "{error:?}");
    let store = engine.open("planned");
    let columns = vec!["name".to_owned()];
    assert_eq!(
        *store.job(),
        Job {
            columns,
            ..job("contact.add")
        }
    );
    let entries = entries(&*store);
    assert_eq!(entries.len(), 3);
    assert_eq!(
        (entries[1].number, entries[1].line, entries[1].body.as_str()),
        (2, 3, CREATES[1])
    );
    assert_eq!(store.counts().unwrap().left(), 3);
}

fn claims_come_in_order_and_with_the_outcome_before(engine: &dyn Engine) {
    engine.make(&job("contact.add"), "claims", &CREATES).unwrap();
    let mut store = engine.open("claims");
    let first = store.claim(None).unwrap().unwrap();
    assert_eq!((first.number, first.attempts), (1, 1));
    assert_eq!(states(&*store), [State::Sent, State::Planned, State::Planned]);
    let second = store.claim(Some(&finished(&first, State::Done))).unwrap().unwrap();
    assert_eq!(states(&*store), [State::Done, State::Sent, State::Planned]);
    store.finish(&finished(&second, State::Refused)).unwrap();
    assert_eq!(entries(&*store)[1].code.as_deref(), Some("8002"));
    let third = store.claim(None).unwrap().unwrap();
    assert_eq!(store.claim(Some(&finished(&third, State::Unknown))).unwrap(), None);
    assert_eq!(states(&*store), [State::Done, State::Refused, State::Unknown]);
    let long_ago = "2000-01-01T00:00:00Z".parse().unwrap();
    assert_eq!(store.changed_since(long_ago).unwrap(), 3);
}

fn a_stopped_run_is_decided_by_the_effect(engine: &dyn Engine) {
    engine.make(&job("contact.add"), "stopped", &CREATES).unwrap();
    let mut store = engine.open("stopped");
    store.claim(None).unwrap().unwrap();
    assert_eq!(store.recover(true).unwrap(), 1);
    let again = store.claim(None).unwrap().unwrap();
    assert_eq!((again.number, again.attempts), (1, 2));
    assert_eq!(store.recover(false).unwrap(), 1);
    assert_eq!(states(&*store), [State::Unknown, State::Planned, State::Planned]);
    assert!(entries(&*store)[0].reason.is_some());
}

fn what_was_put_off_was_no_attempt(engine: &dyn Engine) {
    engine.make(&job("contact.add"), "put-off", &CREATES).unwrap();
    let mut store = engine.open("put-off");
    let first = store.claim(None).unwrap().unwrap();
    store.finish(&finished(&first, State::Planned)).unwrap();
    assert_eq!(store.claim(None).unwrap().unwrap().attempts, 1);
}

fn rows_are_mended_settled_and_compared(engine: &dyn Engine) {
    engine.make(&job("contact.add"), "mended", &CREATES).unwrap();
    let mut store = engine.open("mended");
    let first = store.claim(None).unwrap().unwrap();
    let second = store.claim(Some(&finished(&first, State::Refused))).unwrap().unwrap();
    store.finish(&finished(&second, State::Unknown)).unwrap();
    store.mend(1, "[]", "{\"contact\":{\"name\":\"d\"}}").unwrap();
    assert!(!store.settle(1, State::Done).unwrap(), "it is not unknown");
    assert!(store.settle(2, State::Done).unwrap());
    assert_eq!(store.planned_after(1).unwrap().unwrap().number, 3);
    store.compared(3, None).unwrap();
    assert_eq!(states(&*store), [State::Planned, State::Done, State::Unchanged]);
    assert!(entries(&*store)[0].body.contains("\"d\""));
    let first = store.claim(None).unwrap().unwrap();
    store.finish(&finished(&first, State::Refused)).unwrap();
    assert_eq!(store.replan(State::Refused).unwrap(), 1);
    assert_eq!(states(&*store)[0], State::Planned);
}

fn a_run_through_faults_ends_alike(engine: &dyn Engine) {
    engine.make(&job("contact.add"), "faults", &CREATES).unwrap();
    let mut store = engine.open("faults");
    let script = [Fault::LostAnswer, Fault::Code("3014"), Fault::Pass, Fault::Code("8001")];
    run_all(&mut *store, &client(faulty(&script)));
    assert_eq!(states(&*store), [State::Unknown, State::Done, State::Refused]);
}

#[test]
fn sqlite_keeps_the_promises() {
    keeps_the_promises(&Sqlite(Folder::new()));
}

#[test]
fn postgres_keeps_the_promises() {
    match std::env::var("PLANFIX_TEST_POSTGRES") {
        Ok(url) => keeps_the_promises(&Postgres(url)),
        Err(_) => println!("skipped: PLANFIX_TEST_POSTGRES is not set, so there is no PostgreSQL to test"),
    }
}
