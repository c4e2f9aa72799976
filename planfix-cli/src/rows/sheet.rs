//! The rows of one answer, or of all pages of a list, in the form that was asked for.
//!
//! Rows come page by page, and every page is printed before the next one is asked for. Only a table, a spreadsheet and
//! `--jq` over a whole answer wait for the end.

use super::columns::{self, Column};
use super::form::{Form, How};
use super::workbook;
use crate::grid::{self, Line};
use crate::output::{print, print_bytes};
use crate::status::Failure;
use crate::terminal;
use planfix_api::record::Record;
use planfix_api::table::Method;
use serde_json::Value;

/// Stands for the rows in the JSON of an answer; no text of a terminal or of PlanFix has this character.
const ROWS: &str = "\u{0}rows";
/// Stands for their number.
const COUNT: &str = "\u{0}count";

pub(crate) struct Sheet<'a> {
    method: &'static Method,
    how: &'a How,
    /// The columns; empty where the form has none.
    columns: Vec<Column>,
    written: usize,
    state: State,
}

enum State {
    /// JSON of several pages: the text after the rows.
    Json {
        tail: Option<String>,
        depth: usize,
    },
    /// Everything so far, for `--jq` over a whole list.
    Held(Vec<Value>, Option<Value>),
    Lines,
    Csv,
    Xlsx(Box<workbook::Sheet>),
    Table(Vec<Vec<Line>>),
}

impl<'a> Sheet<'a> {
    /// Begins the output.
    pub(crate) fn new(method: &'static Method, how: &'a How) -> Result<Self, Failure> {
        let columns = match how.form {
            Form::Csv | Form::Xlsx if how.columns.is_none() => columns::all(how.rows.table),
            _ => Vec::new(),
        };
        let mut sheet = Self {
            method,
            how,
            columns,
            written: 0,
            state: State::Lines,
        };
        let names: Vec<String> = sheet.columns().iter().map(|column| column.name.clone()).collect();
        sheet.state = match how.form {
            Form::Json if how.jq.is_some() => State::Held(Vec::new(), None),
            Form::Json => State::Json { tail: None, depth: 0 },
            Form::Lines => State::Lines,
            Form::Table => State::Table(Vec::new()),
            Form::Xlsx => State::Xlsx(Box::new(workbook::Sheet::new(&names)?)),
            Form::Csv => {
                let mark = if how.is_marked { "\u{FEFF}" } else { "" };
                print(&format!("{mark}{}", line(&names, how.is_marked)?))?;
                State::Csv
            }
        };
        Ok(sheet)
    }

    fn columns(&self) -> &[Column] {
        self.how.columns.as_deref().unwrap_or(&self.columns)
    }

    /// Returns the number of rows so far.
    pub(crate) const fn written(&self) -> usize {
        self.written
    }

    /// Adds the rows of a page.
    pub(crate) fn add(&mut self, response: &dyn Record, rows: &[&dyn Record]) -> Result<(), Failure> {
        let json: Vec<Value> = rows.iter().map(|row| self.row(*row)).collect();
        let is_first = self.written == 0;
        self.written += rows.len();
        match &mut self.state {
            State::Json { tail, depth } => {
                if tail.is_none() {
                    let (head, rest, levels) = around(&envelope(self.method, self.how, response));
                    print(&head)?;
                    (*tail, *depth) = (Some(rest), levels);
                }
                let mut text = String::new();
                for (number, row) in json.iter().enumerate() {
                    text.push_str(if is_first && number == 0 { "\n" } else { ",\n" });
                    text.push_str(&indented(row, *depth + 1));
                }
                print(&terminal::safe_json(&text))
            }
            State::Held(held, first) => {
                if first.is_none() {
                    *first = Some(envelope(self.method, self.how, response));
                }
                held.extend(json);
                Ok(())
            }
            State::Lines => {
                let mut text = String::new();
                for row in &json {
                    match &self.how.jq {
                        Some(jq) => text.push_str(&jq.lines(row)?),
                        None => text.push_str(&format!("{}\n", terminal::safe_json(&row.to_string()))),
                    }
                }
                print(&text)
            }
            State::Table(lines) => {
                match &self.how.columns {
                    None => lines.extend(rows.iter().map(|row| grid::row(*row))),
                    Some(columns) => {
                        let rows = rows.iter().map(|row| super::json(*row));
                        lines.extend(rows.map(|row| cells(columns, &row).map(shown).collect()));
                    }
                }
                Ok(())
            }
            State::Csv => {
                let columns = self.how.columns.as_deref().unwrap_or(&self.columns);
                let mut text = String::new();
                for row in rows.iter().map(|row| super::json(*row)) {
                    text.push_str(&line(
                        &cells(columns, &row).map(|(_, cell)| cell.text()).collect::<Vec<_>>(),
                        self.how.is_marked,
                    )?);
                }
                print(&text)
            }
            State::Xlsx(sheet) => {
                let columns = self.how.columns.as_deref().unwrap_or(&self.columns);
                for row in rows.iter().map(|row| super::json(*row)) {
                    sheet.add(&cells(columns, &row).map(|(_, cell)| cell).collect::<Vec<_>>())?;
                }
                Ok(())
            }
        }
    }

    /// Ends the output.
    pub(crate) fn end(self) -> Result<(), Failure> {
        match self.state {
            State::Json {
                tail: Some(tail),
                depth,
            } => {
                let close = match self.written {
                    0 => String::new(),
                    _ => format!("\n{}", "  ".repeat(depth)),
                };
                let tail = tail.replace(&quoted(COUNT), &self.written.to_string());
                print(&format!("{close}{tail}\n"))
            }
            State::Json { tail: None, .. } | State::Lines | State::Csv => Ok(()),
            State::Held(rows, first) => {
                let count = rows.len();
                let mut whole = first.unwrap_or_default();
                fill(&mut whole, rows, count);
                match &self.how.jq {
                    Some(jq) => print(&jq.lines(&whole)?),
                    None => Ok(()),
                }
            }
            State::Xlsx(sheet) => print_bytes(&sheet.end()?),
            State::Table(lines) => {
                let list = self.how.rows.list.and_then(|list| list.row).map_or("", |row| row.path);
                print(&grid::grid(list.trim_end_matches("[]"), &lines, terminal::width()))
            }
        }
    }

    /// Returns a row as JSON, with the columns that were asked for.
    fn row(&self, row: &dyn Record) -> Value {
        let row = super::json(row);
        match &self.how.columns {
            Some(columns) => columns::object(columns, &row),
            None => row,
        }
    }
}

/// Prints the answer of one call.
pub(crate) fn single(method: &'static Method, how: &How, response: &dyn Record) -> Result<(), Failure> {
    let rows = how.rows.in_response(response);
    match (how.form, &how.columns) {
        (Form::Json, columns) => {
            let value = match columns {
                None => super::json(response),
                Some(columns) => {
                    let mut objects: Vec<Value> = rows
                        .iter()
                        .map(|row| columns::object(columns, &super::json(*row)))
                        .collect();
                    match objects.pop() {
                        Some(only) if !how.rows.is_list() => only,
                        last => Value::Array(objects.into_iter().chain(last).collect()),
                    }
                }
            };
            match &how.jq {
                Some(jq) => print(&jq.lines(&value)?),
                None => print(&terminal::safe_json(&format!("{value:#}\n"))),
            }
        }
        (Form::Table, None) => print(&grid::table(response, terminal::width())),
        (Form::Table, Some(columns)) if !how.rows.is_list() => {
            let lines = rows.iter().flat_map(|row| {
                let row = super::json(*row);
                cells(columns, &row).map(shown).collect::<Vec<Line>>()
            });
            print(&grid::aligned(&lines.collect::<Vec<_>>(), terminal::width()))
        }
        _ => {
            let mut sheet = Sheet::new(method, how)?;
            sheet.add(response, &rows)?;
            sheet.end()
        }
    }
}

fn cells<'c>(columns: &'c [Column], row: &'c Value) -> impl Iterator<Item = (&'c str, super::cell::Cell)> {
    columns
        .iter()
        .map(move |column| (column.name.as_str(), column.cell(row)))
}

fn shown((name, cell): (&str, super::cell::Cell)) -> Line {
    (name.to_owned(), crate::words::one_line(&cell.text()))
}

/// Returns the JSON around the rows, with marks in the places of the rows and of their number: that of the answer, or
/// the rows alone if they are flat objects.
fn envelope(method: &Method, how: &How, response: &dyn Record) -> Value {
    let list = method.parts.map(|parts| parts.list.trim_end_matches("[]"));
    let (None, Some(list)) = (&how.columns, list) else {
        return ROWS.into();
    };
    let mut whole = super::json(response);
    let mut inside = &mut whole;
    let mut names = list.split('.').peekable();
    while let Some(name) = names.next() {
        if !inside.is_object() {
            *inside = Value::Object(serde_json::Map::new());
        }
        let Value::Object(members) = inside else { break };
        if names.peek().is_none() {
            let count = members.shift_remove("@count");
            members.insert(name.to_owned(), ROWS.into());
            if count.is_some() {
                members.insert("@count".to_owned(), COUNT.into());
            }
            break;
        }
        inside = members.entry(name).or_insert(Value::Null);
    }
    whole
}

/// Puts the rows and their number into the places of their marks.
fn fill(value: &mut Value, rows: Vec<Value>, count: usize) {
    fn walk(value: &mut Value, rows: &mut Option<Vec<Value>>, count: usize) {
        match value {
            Value::String(text) if text == ROWS => *value = Value::Array(rows.take().unwrap_or_default()),
            Value::String(text) if text == COUNT => *value = count.into(),
            Value::Object(members) => members.values_mut().for_each(|member| walk(member, rows, count)),
            _ => {}
        }
    }
    walk(value, &mut Some(rows), count);
}

/// Splits the JSON of an envelope at its rows, and returns the level of their array.
fn around(envelope: &Value) -> (String, String, usize) {
    let text = format!("{envelope:#}");
    let (head, tail) = text.split_once(&quoted(ROWS)).unwrap_or((&text, ""));
    let depth = head
        .rsplit('\n')
        .next()
        .map_or(0, |line| line.len() - line.trim_start().len())
        / 2;
    (
        terminal::safe_json(&format!("{head}[")).into_owned(),
        terminal::safe_json(&format!("]{tail}")).into_owned(),
        depth,
    )
}

fn quoted(mark: &str) -> String {
    Value::from(mark).to_string()
}

/// Formats a row at a level of indentation.
fn indented(row: &Value, depth: usize) -> String {
    let margin = "  ".repeat(depth);
    format!("{margin}{}", format!("{row:#}").replace('\n', &format!("\n{margin}")))
}

/// Formats a line of CSV; Excel ends its own with two characters.
fn line(cells: &[String], is_for_excel: bool) -> Result<String, Failure> {
    let fault = |what: String| Failure::unwritten(format!("a row cannot be written as CSV: {what}"));
    let end = if is_for_excel {
        csv::Terminator::CRLF
    } else {
        csv::Terminator::Any(b'\n')
    };
    let mut writer = csv::WriterBuilder::new().terminator(end).from_writer(Vec::new());
    writer.write_record(cells).map_err(|error| fault(error.to_string()))?;
    let bytes = writer.into_inner().map_err(|error| fault(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| fault(error.to_string()))
}
