//! The rows of an input, one after the other: each becomes a request, or faults.

use super::check::check;
use super::faults::Faults;
use super::join::Joined;
use super::{Plan, PlanError, PlanOptions};
use crate::Cell;
use crate::columns::{Columns, Fields};
use crate::input::{Content, Header, Receiver, Row};
use crate::store::Sink;
use planfix_api::table::Method;
use serde_json::Value;
use std::collections::HashSet;
use std::hash::RandomState;

/// Receives the rows of an input, and adds their requests to a sink.
pub(crate) struct Planner<'a> {
    pub(super) method: &'static Method,
    pub(super) fields: Fields,
    pub(super) options: &'a PlanOptions,
    pub(super) sink: &'a mut dyn Sink,
    columns: Option<Columns>,
    /// The columns of the last row of JSON, with their names.
    named: Option<(Vec<String>, Columns)>,
    has_decimal_comma: bool,
    pub(super) joined: Option<Joined>,
    /// Hashes of the keys of all requests so far.
    pub(super) keys: HashSet<u64>,
    pub(super) hash: RandomState,
    pub(super) plan: Plan,
    pub(super) faults: Faults,
}

impl<'a> Planner<'a> {
    pub(crate) fn new(method: &'static Method, options: &'a PlanOptions, sink: &'a mut dyn Sink) -> Self {
        Self {
            method,
            fields: Fields::of(method),
            options,
            sink,
            columns: None,
            named: None,
            has_decimal_comma: false,
            joined: None,
            keys: HashSet::new(),
            hash: RandomState::new(),
            plan: Plan::default(),
            faults: Faults::default(),
        }
    }

    /// Adds the last request, and returns the plan, or all faults.
    pub(crate) fn end(mut self) -> Result<Plan, PlanError> {
        self.flush()?;
        self.faults.none_or(self.plan)
    }
}

impl Receiver for Planner<'_> {
    type Error = PlanError;

    fn header(&mut self, header: Header) -> Result<(), PlanError> {
        self.has_decimal_comma = header.has_decimal_comma;
        let columns = self
            .fields
            .columns(&header.names, header.has_decimal_comma, &self.options.columns);
        match columns {
            Ok(columns) => {
                self.columns = Some(columns);
                self.plan.columns = header.names;
                Ok(())
            }
            // Every row would repeat these faults.
            Err(faults) => Err(PlanError::Faults {
                faults: faults
                    .into_iter()
                    .map(|fault| format!("{}: {fault}", header.place))
                    .collect(),
                others: 0,
            }),
        }
    }

    fn row(&mut self, row: Row) -> Result<(), PlanError> {
        self.plan.rows += 1;
        let Row { place, line, content } = row;
        let mut faults = Vec::new();
        let (input, request, columns) = match content {
            Content::Fault(fault) => {
                self.faults.add(format!("{place}: {fault}"));
                return Ok(());
            }
            Content::Request(request) => (request.clone(), request, None),
            Content::Cells(cells) => {
                let Some(columns) = &self.columns else { return Ok(()) };
                let input = cells.iter().map(|cell| Value::from(cell.to_string())).collect();
                (Value::Array(input), columns.request(&cells, &mut faults), Some(columns))
            }
            Content::Named(cells) => {
                let (names, cells): (Vec<String>, Vec<Cell>) = cells.into_iter().unzip();
                if self.named.as_ref().is_none_or(|(known, _)| *known != names) {
                    match self.fields.columns(&names, false, &self.options.columns) {
                        Ok(columns) => self.named = Some((names.clone(), columns)),
                        Err(faults) => {
                            for fault in faults {
                                self.faults.add(format!("{place}: {fault}"));
                            }
                            return Ok(());
                        }
                    }
                }
                let Some((names, columns)) = &self.named else {
                    return Ok(());
                };
                let input = names
                    .iter()
                    .zip(&cells)
                    .map(|(name, cell)| (name.clone(), cell.to_string().into()));
                let input = Value::Object(input.collect());
                (input, columns.request(&cells, &mut faults), Some(columns))
            }
        };
        let is_readable = faults.is_empty();
        for fault in check(self.method, &request, columns, !is_readable) {
            faults.push(fault);
        }
        if !faults.is_empty() {
            for fault in faults {
                self.faults.add(format!("{place}: {fault}"));
            }
            return Ok(());
        }
        // Nothing more is kept of an input that cannot be planned.
        if !self.faults.is_empty() {
            return Ok(());
        }
        match &self.options.join {
            None => {
                let (input, body) = (input.to_string(), request.to_string());
                self.plan.add(self.sink, line, &input, &body)?;
                Ok(())
            }
            Some(field) => self.join(&field.clone(), Joined::of(place, line, input, request)),
        }
    }
}
