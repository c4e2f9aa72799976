//! Lists in pages: all of them with `--all` and `--limit`, and a note about the pages that were not asked for.

use super::refusal;
use crate::output::{self, carried_out, say};
use crate::rows::{Form, How, Sheet};
use crate::status::Failure;
use crate::wire::Wire;
use clap::ArgMatches;
use planfix_api::client::Client;
use planfix_api::record::{Record, View};
use planfix_api::table::{By, Method};
use std::io::IsTerminal as _;
use std::sync::Arc;

/// The size of a page where neither the request nor the table says one.
const USUAL: i64 = 100;

/// Returns how many items to read at most, if all pages or several were asked for.
pub(super) fn wanted(matches: &ArgMatches) -> Option<usize> {
    let is_all = matches
        .try_get_one::<bool>("all")
        .ok()
        .flatten()
        .copied()
        .unwrap_or(false);
    if is_all {
        return Some(usize::MAX);
    }
    // The limit of a download has another meaning.
    matches.try_contains_id("all").ok()?;
    let most: &u64 = matches.try_get_one("limit").ok().flatten()?;
    Some(usize::try_from(*most).unwrap_or(usize::MAX))
}

/// Reads and prints pages until there are so many items.
pub(super) fn run(
    method: &'static Method,
    client: &Client<Arc<Wire>>,
    request: Box<dyn Record>,
    how: &How,
    most: usize,
    asked: Option<Form>,
) -> Result<(), Failure> {
    let pages = client.pages_any(method, request);
    let pages = pages.map_err(|error| Failure::input(error.to_string()))?;
    let mut sheet = Sheet::new(method, how)?;
    let (mut is_warned, mut strangers, mut total) = (false, 0, None);
    let progress = Progress::new();
    for page in pages {
        let page = match page {
            Ok(page) => page,
            Err(failed) => {
                progress.clear();
                let written = sheet.written();
                sheet.end().map_err(carried_out)?;
                say(&format!(
                    "error: page {} was not read; {written} items before it are printed, and `--all --pageCurrent {}` reads on",
                    failed.page, failed.page
                ));
                return Err(refusal::failure(&failed.error, asked));
            }
        };
        total = page.total.or(total);
        let rows: Vec<&dyn Record> = page.items().take(most - sheet.written()).collect();
        sheet.add(&*page.response, &rows).map_err(carried_out)?;
        progress.show(sheet.written(), total);
        if is_warned {
            strangers += planfix_api::unknown(&*page.response).len();
        } else {
            is_warned = output::unknown(&*page.response, method.file);
        }
        if sheet.written() >= most {
            break;
        }
    }
    progress.clear();
    if strangers > 0 {
        say(&format!("  and {strangers} more on the pages after it"));
    }
    let written = sheet.written();
    sheet.end().map_err(carried_out)?;
    if let Some(left) = total
        .and_then(|total| usize::try_from(total).ok()?.checked_sub(written))
        .filter(|left| *left > 0)
        && written >= most
    {
        say(&format!("note: {written} items, {left} left: --all reads them"));
    }
    Ok(())
}

/// Says how many items are left after one page.
pub(super) fn note(method: &Method, request: &dyn Record, response: &dyn Record) {
    let Some(By::Page { first }) = method.parts.map(|parts| parts.by) else {
        return;
    };
    let rows = crate::rows::Rows::of(method).in_response(response).len();
    let rows = i64::try_from(rows).unwrap_or(i64::MAX);
    let asked = |name: &str| {
        let (field, _) = method.request.named(name)?.content.field()?;
        match request.field(field) {
            View::Int(number) => Some(number),
            _ => None,
        }
    };
    let page = asked("pageCurrent").unwrap_or(first);
    let size = asked("pageSize").unwrap_or(USUAL);
    if page < first || rows == 0 {
        return;
    }
    let before = (page - first).saturating_mul(size);
    match total(response) {
        Some(total) => {
            let left = total.saturating_sub(before).saturating_sub(rows);
            if left > 0 {
                say(&format!(
                    "note: {rows} of {total} items, {left} left: --all reads every page, --limit NUMBER some"
                ));
            }
        }
        None if rows >= size => say("note: the page is full, there may be more; --all reads every page"),
        None => {}
    }
}

/// Returns the number of items on all pages, as a response tells it.
fn total(response: &dyn Record) -> Option<i64> {
    let mut total = None;
    planfix_api::walk::leaves(response, &mut |leaf| {
        if let (true, View::Int(number)) = (leaf.path.ends_with("@totalCount"), leaf.view) {
            total.get_or_insert(number);
        }
    });
    total
}

/// A line on standard error that counts the items, if a person watches.
struct Progress(bool);

impl Progress {
    fn new() -> Self {
        // Rows that go to the same terminal show the progress by themselves.
        Self(std::io::stderr().is_terminal() && !crate::terminal::is_stdout())
    }

    fn show(&self, written: usize, total: Option<i64>) {
        if self.0 {
            let of = total.map_or(String::new(), |total| format!(" of {total}"));
            crate::output::say_part(&format!("\r{written}{of} items"));
        }
    }

    fn clear(&self) {
        if self.0 {
            crate::output::say_part("\r\u{1B}[K");
        }
    }
}
