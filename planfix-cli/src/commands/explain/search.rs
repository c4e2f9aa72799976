//! Search in all tables: methods, rows, types, filters and error codes, by parts of their names and sentences, and by
//! the words of the fact `words`.

use super::types::{self, Type};
use crate::fields::{self, Field};
use crate::rows::Rows;
use crate::words;
use crate::wrap::{columns, hanging, indented};
use planfix_api::Code;
use planfix_api::table::{Kind, Method};
use planfix_schema::shipped;
use std::collections::BTreeMap;

/// The most lines of one kind.
const MOST: usize = 15;

/// How well something matches; the best one comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    Word,
    Name,
    Part,
    Prose,
}

/// Something that was found: its name for `planfix explain`, and a sentence about it.
type Found = (Match, String, String);

/// The words to look for, in lower case. All of them must be found.
struct Query(Vec<String>);

impl Query {
    /// Returns how well a name and its prose match.
    fn matches(&self, name: &str, prose: &str) -> Option<Match> {
        let (name, prose) = (name.to_lowercase(), prose.to_lowercase());
        let last = name.rsplit(['.', '@']).next().unwrap_or(&name);
        let one = |word: &String| {
            if last == word {
                Some(Match::Name)
            } else if name.contains(word.as_str()) {
                Some(Match::Part)
            } else if prose.contains(word.as_str()) {
                Some(Match::Prose)
            } else {
                None
            }
        };
        self.0.iter().map(one).collect::<Option<Vec<_>>>()?.into_iter().max()
    }

    /// Returns true if the words are those that the interface of PlanFix has for something.
    fn is_one_of(&self, words: &[&str]) -> bool {
        let query = self.0.join(" ");
        let is_it = |word: &&str| {
            let word = word.to_lowercase();
            // A longer word is another form of it, such as a plural.
            word.contains(&query) || query.contains(&word)
        };
        !query.is_empty() && words.iter().any(is_it)
    }
}

/// Returns everything that has these words; `None` if nothing has.
pub(super) fn search(words: &str, width: Option<usize>) -> Option<String> {
    let query = Query(words.to_lowercase().split_whitespace().map(str::to_owned).collect());
    if query.0.is_empty() {
        return None;
    }
    let all = types::all();
    let mut out = String::new();
    for (title, found) in [
        ("METHODS", methods(&query)),
        ("ROWS", rows(&query)),
        ("TYPES", shared(&query, &all)),
        ("FILTERS", filters(&query, &all)),
        ("ERROR CODES", codes(&query)),
    ] {
        section(&mut out, title, found, width);
    }
    if out.is_empty() {
        return None;
    }
    let more = "`planfix explain NAME` shows one of them in full.";
    Some(format!(
        "{}\n{}",
        out.trim_start_matches('\n'),
        indented(more, 0, width)
    ))
}

fn section(out: &mut String, title: &str, mut found: Vec<Found>, width: Option<usize>) {
    if found.is_empty() {
        return;
    }
    found.sort_by_key(|(match_, ..)| *match_);
    let names = found
        .iter()
        .take(MOST)
        .map(|(_, name, _)| columns(name))
        .max()
        .unwrap_or(0);
    out.push_str(&format!("\n{title}\n"));
    for (_, name, text) in found.iter().take(MOST) {
        out.push_str(&hanging(&format!("  {name}"), 2 + names + 2, text, width));
    }
    if let Some(others @ 1..) = found.len().checked_sub(MOST) {
        out.push_str(&format!("  and {others} more; add a word to see fewer\n"));
    }
}

fn methods(query: &Query) -> Vec<Found> {
    let one = |method: &&'static Method| {
        let is_about = objects(method)
            .into_iter()
            .any(|name| query.is_one_of(shipped::words(name)));
        let found = if is_about {
            Some(Match::Word)
        } else {
            query.matches(method.name, method.doc)
        };
        Some((found?, method.name.to_owned(), words::first_sentence(method.doc)))
    };
    planfix_api::methods().iter().filter_map(one).collect()
}

/// Returns the types of the objects that a method is about: those of its rows, and of the identifiers that select one.
fn objects(method: &'static Method) -> Vec<&'static str> {
    let table = Rows::of(method).table;
    let mut out = vec![table.name];
    let id = |name: &str| name.eq_ignore_ascii_case("id") || name == "key";
    for field in fields::of_item(table) {
        if let (true, Kind::Id(shared)) = (id(&field.name), field.kind) {
            out.push(shared.name);
        }
    }
    for field in fields::of_message(method, method.request) {
        if let (false, true, Kind::Id(shared)) = (field.in_item, id(&field.name), field.kind) {
            out.push(shared.name);
        }
    }
    out
}

/// Finds rows, those of several methods once: under the first method that has them.
fn rows(query: &Query) -> Vec<Found> {
    let mut found: BTreeMap<(&str, u32), Found> = BTreeMap::new();
    for method in planfix_api::methods() {
        for (side, table) in [("", method.request), ("response.", method.response)] {
            for field in fields::of_message(method, table) {
                let Some(match_) = of_row(query, &field) else { continue };
                let name = format!("{}.{side}{}", method.name, field.wire.replace("[]", ""));
                let text = words::first_sentence(field.row.doc);
                found
                    .entry((field.table.file, field.row.line))
                    .or_insert((match_, name, text));
            }
        }
    }
    found.into_values().collect()
}

fn of_row(query: &Query, field: &Field) -> Option<Match> {
    let words = match field.kind {
        Kind::Id(shared) => shipped::words(shared.name),
        _ => &[],
    };
    // An identifier is found by the words of its type where it says which one it is.
    let is_it = query.is_one_of(words) && !matches!(field.name.as_str(), "id" | "ID" | "key");
    if is_it {
        return Some(Match::Word);
    }
    query.matches(field.row.path, field.row.doc)
}

fn shared(query: &Query, all: &[(Type, Vec<&'static str>)]) -> Vec<Found> {
    let one = |(one, _): &(Type, Vec<&'static str>)| {
        let doc = one.doc();
        let found = if query.is_one_of(shipped::words(one.name())) {
            Some(Match::Word)
        } else {
            query.matches(one.name(), doc).or_else(|| values(*one, query))
        };
        Some((found?, one.name().to_owned(), words::first_sentence(doc)))
    };
    all.iter().filter_map(one).collect()
}

/// Finds a value of an enum.
fn values(one: Type, query: &Query) -> Option<Match> {
    let Type::Enum(values) = one else { return None };
    let found = values
        .values
        .iter()
        .filter_map(|(value, doc)| query.matches(value, doc));
    found.map(|_| Match::Prose).next()
}

fn filters(query: &Query, all: &[(Type, Vec<&'static str>)]) -> Vec<Found> {
    let mut out = Vec::new();
    for (one, _) in all {
        let Type::Record(table) = one else { continue };
        for filter in table.filters {
            if let Some(match_) = query.matches(filter.name, filter.doc) {
                let text = format!("{}: {}", filter.number, words::first_sentence(filter.doc));
                out.push((match_, format!("{}.{}", table.name, filter.name), text));
            }
        }
    }
    out
}

fn codes(query: &Query) -> Vec<Found> {
    let one = |code: &Code| {
        let match_ = query.matches(code.code, code.meaning)?;
        Some((match_, code.code.to_owned(), code.meaning.to_owned()))
    };
    Code::all().iter().filter_map(one).collect()
}
