//! Planning: turns every row of an input into a checked request, and sends nothing.

mod check;
mod faults;
mod join;
mod planner;

pub(crate) use check::request;
pub(crate) use planner::Planner;

use crate::columns::ColumnOptions;
use crate::store::{Planned, Sink, State, StoreError};
use crate::{Input, InputError};
use faults::Faults;
use planfix_api::json::Json;
use planfix_api::table::Method;
use planfix_api::validate;

/// The options of planning.
#[derive(Debug, Clone, Default)]
pub struct PlanOptions {
    /// Meaning of the columns.
    pub columns: ColumnOptions,
    /// A field, such as `contact.id`: adjacent rows with the same value in it make one request, whose lists have the
    /// items of all of them. Another field must not differ between these rows.
    pub join: Option<String>,
}

/// The result of planning.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Plan {
    /// Number of requests.
    pub requests: u64,
    /// Number of rows of the input.
    pub rows: u64,
    /// Names of the columns; empty for JSON.
    pub columns: Vec<String>,
    /// The first requests as JSON, for people to look at.
    pub first: Vec<String>,
}

/// How many first requests are kept for people.
const SHOWN: usize = 3;

/// An input that cannot be planned.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// The input cannot be read.
    #[error(transparent)]
    Input(#[from] InputError),
    /// The store cannot be written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Rows or columns are wrong.
    #[error("{}{}", faults.join("\n"), more(*others))]
    Faults {
        /// The first faults, each with its place.
        faults: Vec<String>,
        /// The number of other faults.
        others: u64,
    },
}

fn more(others: u64) -> String {
    match others {
        0 => String::new(),
        others => format!("\nand {others} more"),
    }
}

/// Plans every row of an input as a request of a method, into a new job. All faults of all rows are found at once.
///
/// # Errors
/// The input cannot be read, a column or a row is wrong, or the store cannot be written.
///
/// ```
/// use planfix_api::{Method, contact};
/// use planfix_jobs::{Draft, Input, InputOptions, Job, PlanOptions, plan};
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("contacts.job");
/// let method = contact::update::Request::METHOD;
/// let mut input = Input::open("../examples/contacts.csv", InputOptions::default())?;
/// let mut draft = Draft::new(&path, &Job { method: method.name.to_owned(), ..Job::default() })?;
/// let planned = plan(method, &mut input, &PlanOptions::default(), &mut draft)?;
/// assert!(planned.requests > 0);
/// draft.save()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn plan(
    method: &'static Method,
    input: &mut Input,
    options: &PlanOptions,
    sink: &mut dyn Sink,
) -> Result<Plan, PlanError> {
    let mut planner = Planner::new(method, options, sink);
    input.read(&mut planner)?;
    planner.end()
}

/// Plans typed requests into a new job.
///
/// # Errors
/// A request breaks the rules of its table, or the store cannot be written.
///
/// ```
/// use planfix_api::{ContactId, Method, contact::update::Request};
/// use planfix_jobs::{Draft, Job, plan_requests};
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("nightly.job");
/// let mut draft = Draft::new(&path, &Job { method: Request::METHOD.name.to_owned(), ..Job::default() })?;
/// let requests = (1..=3).map(|id| Request::new(ContactId(id)).silent(true).post("Buyer"));
/// assert_eq!(plan_requests(requests, &mut draft)?.requests, 3);
/// draft.save()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn plan_requests<M: planfix_api::Method>(
    requests: impl IntoIterator<Item = M>,
    sink: &mut dyn Sink,
) -> Result<Plan, PlanError> {
    let mut plan = Plan::default();
    let mut faults = Faults::default();
    for request in requests {
        plan.rows += 1;
        if let Err(violations) = validate(&request) {
            for violation in violations.as_slice() {
                faults.add(format!("request {}: {violation}", plan.rows));
            }
            continue;
        }
        // Serializing a record to a text cannot fail: all keys are strings.
        let body = serde_json::to_string(&Json(&request)).unwrap_or_default();
        plan.add(sink, plan.rows, "[]", &body)?;
    }
    faults.none_or(plan)
}

impl Plan {
    fn add(&mut self, sink: &mut dyn Sink, line: u64, input: &str, body: &str) -> Result<(), StoreError> {
        if self.first.len() < SHOWN {
            self.first.push(body.to_owned());
        }
        self.requests += 1;
        sink.add(&Planned {
            line,
            input,
            body,
            state: State::Planned,
        })
    }
}
