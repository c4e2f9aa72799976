//! A spreadsheet of one sheet. Its rows go to a temporary file as they come.

use super::cell::Cell;
use crate::status::Failure;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};

/// The rows of a sheet, which its format limits, without the heading.
const MOST: u32 = 1_048_575;
/// The digits that a number of a spreadsheet keeps.
const DIGITS: usize = 15;

pub(super) struct Sheet {
    book: Workbook,
    next: u32,
    heading: Format,
    date: Format,
    date_time: Format,
}

impl Sheet {
    /// Begins a spreadsheet with its heading.
    pub(super) fn new(columns: &[String]) -> Result<Self, Failure> {
        let mut sheet = Self {
            book: Workbook::new(),
            next: 1,
            heading: Format::new().set_bold(),
            date: Format::new().set_num_format("yyyy-mm-dd"),
            date_time: Format::new().set_num_format("yyyy-mm-dd hh:mm"),
        };
        sheet.begin(columns).map_err(|error| fault(&error))?;
        Ok(sheet)
    }

    fn begin(&mut self, columns: &[String]) -> Result<(), XlsxError> {
        let sheet = self.book.add_worksheet_with_constant_memory()?;
        sheet.set_freeze_panes(1, 0)?;
        for (number, name) in (0..).zip(columns) {
            sheet.write_string_with_format(0, number, name, &self.heading)?;
        }
        Ok(())
    }

    /// Adds a row.
    pub(super) fn add(&mut self, cells: &[Cell]) -> Result<(), Failure> {
        if self.next > MOST {
            return Err(Failure::unwritten(format!(
                "a spreadsheet holds {MOST} rows and there are more; `--output csv` has no limit"
            )));
        }
        self.write(cells).map_err(|error| fault(&error))?;
        self.next += 1;
        Ok(())
    }

    fn write(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        let sheet = self.book.worksheet_from_index(0)?;
        for (number, cell) in (0..).zip(cells) {
            match cell {
                Cell::Empty => {}
                Cell::Bool(yes) => {
                    sheet.write_boolean(self.next, number, *yes)?;
                }
                Cell::Number(text) => match number_of(text) {
                    Some(value) => {
                        sheet.write_number(self.next, number, value)?;
                    }
                    None => {
                        sheet.write_string(self.next, number, text)?;
                    }
                },
                Cell::Date(text) => match date_of(text) {
                    Some(date) => {
                        let format = if text.len() > 10 { &self.date_time } else { &self.date };
                        sheet.write_datetime_with_format(self.next, number, &date, format)?;
                    }
                    None => {
                        sheet.write_string(self.next, number, text)?;
                    }
                },
                Cell::Text(text) => {
                    sheet.write_string(self.next, number, text)?;
                }
            }
        }
        Ok(())
    }

    /// Returns the whole file.
    pub(super) fn end(mut self) -> Result<Vec<u8>, Failure> {
        self.book.save_to_buffer().map_err(|error| fault(&error))
    }
}

/// Returns a number that a spreadsheet keeps without a change.
fn number_of(text: &str) -> Option<f64> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (digits <= DIGITS).then(|| text.parse().ok()).flatten()
}

/// Returns a date that a spreadsheet can hold: from 1900 on.
fn date_of(text: &str) -> Option<ExcelDateTime> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u16>().ok();
    let day = |from, to| number(from, to).and_then(|number| u8::try_from(number).ok());
    let date = ExcelDateTime::from_ymd(number(0, 4)?, day(5, 7)?, day(8, 10)?).ok()?;
    match text.len() {
        10 => Some(date),
        _ => date.and_hms(number(11, 13)?, day(14, 16)?, 0).ok(),
    }
}

fn fault(error: &XlsxError) -> Failure {
    Failure::unwritten(format!("the spreadsheet cannot be written: {error}"))
}
