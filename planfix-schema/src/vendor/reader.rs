//! Reads the text of a saved vendor page.
//!
//! A page is Markdown made from a wiki by one of several converters, so it is read line by line instead of as Markdown:
//! in one conversion the rows of a table have empty lines between them, in another pipes around them. `cells` splits a
//! row; this module finds the rows.

use super::cells::{self, Columns, Header};
use super::page::{Page, Side, Table, Value, Values};
use super::plain::{bullet, entities, listed, names, plain as without_style};
use super::skeleton::{self, Element};

/// No page is near this size; the text after it is not read.
const MAX_BYTES: usize = 1 << 20;

/// Reads a file of one page or of several, one after another.
#[must_use]
pub fn read(text: &str) -> Vec<Page> {
    let text = text.get(..text.floor_char_boundary(MAX_BYTES)).unwrap_or(text);
    let unescaped = (!text.contains("<request") && text.contains("&lt;request")).then(|| entities(text));
    let text = unescaped.as_deref().unwrap_or(text);
    let mut reader = Reader::default();
    let lines: Vec<&str> = text.strip_prefix('\u{FEFF}').unwrap_or(text).lines().collect();
    let mut at = 0;
    while at < lines.len() {
        at = reader.line(&lines, at);
    }
    reader.finish()
}

/// The state of the reader.
#[derive(Default)]
struct Reader {
    pages: Vec<Page>,
    page: Page,
    /// Prose since the last heading, skeleton or table.
    prose: Vec<String>,
    /// The last heading.
    heading: String,
    side: Which,
    table: Option<Columns>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Which {
    #[default]
    Before,
    Request,
    Response,
    /// After the skeleton of an error.
    Error,
}

impl Reader {
    /// Reads the line at `at`, or the skeleton that begins there, and returns the next line to read.
    fn line(&mut self, lines: &[&str], at: usize) -> usize {
        let Some(line) = lines.get(at) else {
            return at + 1;
        };
        let number = u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1);
        if let Some(start) = skeleton_start(line) {
            let (text, next, rest) = skeleton_text(lines, at, start);
            if let Some(element) = skeleton::read(&text, number) {
                self.skeleton(element);
            }
            // The rest of the line after the end tag, such as the heading of a table.
            self.text(rest, number, lines, next);
            return next.max(at + 1);
        }
        self.text(line, number, lines, at + 1);
        at + 1
    }

    fn text(&mut self, line: &str, number: u32, lines: &[&str], next: usize) {
        // A declaration may be in the line before its skeleton.
        let plain = line.split("<?xml").next().unwrap_or("").trim();
        if plain.is_empty() || plain.starts_with("```") || cells::is_ruler(plain) {
            if plain.chars().all(|c| c == '-') && plain.len() >= 3 {
                self.table = None;
            }
            return;
        }
        if let Some(columns) = cells::header(plain) {
            self.begin(columns);
            return;
        }
        if plain.starts_with('#') {
            self.table = None;
            self.prose.clear();
            self.heading = plain.trim_start_matches('#').trim().to_owned();
            return;
        }
        if let Some(columns) = self.table.take()
            && self.row(&columns, line, number, || follows(lines, next, &columns))
        {
            self.table = Some(columns);
            return;
        }
        if !plain.starts_with('<') {
            self.prose(plain, number);
        }
    }

    fn prose(&mut self, plain: &str, number: u32) {
        if let Some(item) = bullet(plain) {
            self.page.items.push(listed(item, number));
        }
        let text = without_style(plain);
        if self.side == Which::Error {
            self.page.behind.push(text);
        } else if let Some(side) = self.side() {
            side.prose.push(text);
        }
        self.prose.push(plain.to_owned());
    }

    /// Returns the side that the lines are about.
    fn side(&mut self) -> Option<&mut Side> {
        match self.side {
            Which::Request => Some(&mut self.page.request),
            Which::Response => Some(&mut self.page.response),
            Which::Before | Which::Error => None,
        }
    }

    fn skeleton(&mut self, element: Element) {
        self.table = None;
        let attribute = |wanted: &str| {
            let found = element.attributes.iter().find(|(name, _)| name == wanted);
            found.map(|(_, value)| value.trim().to_owned())
        };
        if element.name == "request" {
            let method = attribute("method").unwrap_or_default();
            if self.page.method.as_ref().is_some_and(|known| *known != method) {
                // The prose before this skeleton is about its method.
                let about = self.prose.len();
                let of_last = match self.side() {
                    Some(side) => &mut side.prose,
                    None => &mut self.page.behind,
                };
                of_last.truncate(of_last.len().saturating_sub(about));
                self.pages.push(std::mem::take(&mut self.page));
            }
            if self.page.method.is_none() {
                self.page.method = Some(method);
                self.page.prose = self.prose.iter().map(|line| without_style(line)).collect();
                // The prose before the first skeleton is about the method, even if it was taken for that of a side.
                self.page.request.prose.clear();
                self.page.response.prose.clear();
            }
            self.side = Which::Request;
            self.page.request.skeletons.push(element);
        } else if attribute("status").as_deref() == Some("error") {
            self.side = Which::Error;
            self.page.response.errors.push(element);
        } else {
            self.side = Which::Response;
            self.page.response.skeletons.push(element);
        }
        self.prose.clear();
    }

    /// Begins a table after its heading.
    fn begin(&mut self, columns: Columns) {
        match columns.header {
            Header::Fields => {
                if self.side == Which::Before {
                    self.side = Which::Request;
                }
                let before = self.prose.last().map_or("", String::as_str);
                let within = names(before);
                if let Some(side) = self.side() {
                    let within = if side.tables.is_empty() { Vec::new() } else { within };
                    side.tables.push(Table {
                        within,
                        rows: Vec::new(),
                    });
                }
            }
            Header::Values => {
                let mut of = names(&self.heading);
                of.extend(self.prose.last().into_iter().flat_map(|line| names(line)));
                self.page.values.push(Values { of, list: Vec::new() });
            }
            Header::Filters => {}
        }
        self.heading.clear();
        self.prose.clear();
        self.table = Some(columns);
    }

    /// Reads a line below the heading of a table. Returns false if the table has ended.
    fn row(&mut self, columns: &Columns, line: &str, number: u32, follows: impl Fn() -> bool) -> bool {
        let plain = line.trim();
        let cells = cells::split(columns, plain);
        match columns.header {
            Header::Values => {
                let [value, rest @ ..] = cells.as_slice() else {
                    return false;
                };
                let known = self.page.values.last_mut();
                if rest.is_empty() || known.is_none() {
                    return false;
                }
                if let Some(values) = known {
                    values.list.push(Value {
                        line: number,
                        value: without_style(value),
                        text: without_style(&rest.join(" ")),
                    });
                }
                true
            }
            Header::Filters => {
                cells::filter(&mut self.page.filters, columns, cells, plain, number);
                true
            }
            Header::Fields => {
                let Some(side) = self.side() else {
                    return cells.len() > 1;
                };
                match side.tables.last_mut() {
                    Some(table) => cells::field(&mut table.rows, columns, cells, plain, number, follows),
                    None => false,
                }
            }
        }
    }

    fn finish(mut self) -> Vec<Page> {
        self.pages.push(self.page);
        self.pages
    }
}

/// Returns true if the next line that is not empty is another row.
fn follows(lines: &[&str], next: usize, columns: &Columns) -> bool {
    let rest = lines.get(next..).unwrap_or(&[]);
    let line = rest.iter().map(|line| line.trim()).find(|line| !line.is_empty());
    line.is_some_and(|line| {
        cells::header(line).is_none() && !line.starts_with(['#', '`']) && cells::split(columns, line).len() > 1
    })
}

/// Returns the position at which a skeleton begins in a line.
fn skeleton_start(line: &str) -> Option<usize> {
    let mut rest = line.trim_start().trim_start_matches('`');
    if rest.starts_with("<?") {
        rest = rest.split_once("?>").map_or("", |(_, rest)| rest).trim_start();
    }
    let begins = ["<request", "<response"].iter().any(|tag| {
        rest.strip_prefix(tag)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
    });
    begins.then(|| line.len() - rest.len())
}

/// Returns the text of a skeleton, the next line, and the rest of its last line.
fn skeleton_text<'l>(lines: &[&'l str], at: usize, start: usize) -> (String, usize, &'l str) {
    let mut text = String::new();
    for (offset, line) in lines.get(at..).unwrap_or(&[]).iter().enumerate() {
        let number = at + offset;
        let part = if offset == 0 {
            line.get(start..).unwrap_or("")
        } else {
            line
        };
        let stops =
            part.starts_with(['#', '`']) || cells::header(part.trim()).is_some() || skeleton_start(line).is_some();
        if offset > 0 && stops {
            return (text, number, "");
        }
        let end = ["</request", "</response"].iter().find_map(|tag| part.find(tag));
        if let Some(end) = end {
            let tail = part.get(end..).unwrap_or("");
            let close = tail.find('>').map_or(part.len(), |close| end + close + 1);
            text.push_str(part.get(..close).unwrap_or(""));
            return (text, number + 1, part.get(close..).unwrap_or(""));
        }
        text.push_str(part);
        text.push('\n');
    }
    (text, lines.len(), "")
}
