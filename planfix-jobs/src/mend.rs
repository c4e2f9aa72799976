//! Mending: takes corrected rows from a file that lists refused rows.

use crate::input::{Content, Header, Receiver, Row};
use crate::plan::{PlanError, PlanOptions, Planner};
use crate::store::{Planned, Sink, State, Store, StoreError};
use crate::{Cell, Input};
use planfix_api::table::Method;
use std::collections::HashMap;

/// The column by which a row of a job is found again: the number of its request.
pub const ROW: &str = "planfix:row";
/// The beginning of the names of columns that a job adds to its rows.
const ADDED: &str = "planfix:";

/// Replaces refused requests of a job by the corrected rows of an input, and plans them again. The input has the
/// columns of the job and [`ROW`]; other columns whose names begin with `planfix:` are ignored. `options` are those
/// with which the job was planned. Returns the number of requests.
///
/// # Errors
/// The input cannot be read, a row is wrong or is not refused, or the store cannot be written. All faults are found
/// at once, and nothing is changed then.
///
/// ```no_run
/// use planfix_api::{Method, contact};
/// use planfix_jobs::{Input, InputOptions, PlanOptions, SqliteStore, mend};
///
/// let mut store = SqliteStore::lock("contacts.job", "an example")?;
/// let mut input = Input::open("mended.csv", InputOptions::default())?;
/// let method = contact::update::Request::METHOD;
/// let count = mend(method, &mut input, &PlanOptions::default(), &mut store)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn mend(
    method: &'static Method,
    input: &mut Input,
    options: &PlanOptions,
    store: &mut dyn Store,
) -> Result<u64, PlanError> {
    let mut refused = std::collections::HashSet::new();
    store.entries(&[State::Refused], &mut |entry| refused.insert(entry.number))?;
    let mut collected = Collected::default();
    let mut reader = Reader {
        planner: Planner::new(method, options, &mut collected),
        at: None,
        kept: Vec::new(),
        numbers: HashMap::new(),
        refused,
    };
    input.read(&mut reader)?;
    let numbers = std::mem::take(&mut reader.numbers);
    reader.planner.end()?;
    let mut count = 0;
    for (line, input, body) in collected.0 {
        if let Some(number) = numbers.get(&line) {
            store.mend(*number, &input, &body)?;
            count += 1;
        }
    }
    Ok(count)
}

/// The corrected requests: line, cells and body.
#[derive(Default)]
struct Collected(Vec<(u64, String, String)>);

impl Sink for Collected {
    fn add(&mut self, request: &Planned<'_>) -> Result<(), StoreError> {
        self.0
            .push((request.line, request.input.to_owned(), request.body.to_owned()));
        Ok(())
    }
}

/// Takes the added columns out of each row, and passes the rest on.
struct Reader<'a> {
    planner: Planner<'a>,
    /// Index of the column [`ROW`].
    at: Option<usize>,
    /// Indices of the columns of the job.
    kept: Vec<usize>,
    /// The number of the request for each line.
    numbers: HashMap<u64, u64>,
    refused: std::collections::HashSet<u64>,
}

impl Receiver for Reader<'_> {
    type Error = PlanError;

    fn header(&mut self, mut header: Header) -> Result<(), PlanError> {
        self.at = header.names.iter().position(|name| name == ROW);
        if self.at.is_none() {
            return Err(PlanError::Faults {
                faults: vec![format!(
                    "{}: has no column `{ROW}`, which says which row of the job is mended: begin with the output of \
                     `planfix job rows JOB --refused --output csv`",
                    header.place
                )],
                others: 0,
            });
        }
        let columns = header.names.iter().enumerate();
        self.kept = columns
            .filter(|(_, name)| !name.starts_with(ADDED))
            .map(|(index, _)| index)
            .collect();
        header.names.retain(|name| !name.starts_with(ADDED));
        self.planner.header(header)
    }

    fn row(&mut self, row: Row) -> Result<(), PlanError> {
        let Row { place, line, content } = row;
        let content = match content {
            Content::Cells(cells) => {
                let number = self.at.and_then(|at| cells.get(at)).map(Cell::to_string);
                let number = number.and_then(|number| number.trim().parse().ok());
                match number.filter(|number| self.refused.contains(number)) {
                    Some(number) => {
                        self.numbers.insert(line, number);
                        let kept = self.kept.iter().filter_map(|index| cells.get(*index).cloned());
                        Content::Cells(kept.collect())
                    }
                    None => Content::Fault(format!("`{ROW}` is not the number of a refused row of the job")),
                }
            }
            Content::Fault(fault) => Content::Fault(fault),
            _ => Content::Fault("mended rows are CSV or XLSX".to_owned()),
        };
        self.planner.row(Row { place, line, content })
    }
}
