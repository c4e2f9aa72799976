//! The facts `pages` and `lookup`: the list of a response that comes in parts.

use super::argument::number;
use super::blocks::Spanned;
use super::page::Page;
use super::types::{Known, kind};
use crate::fault::Collector;
use crate::kind::Kind;
use crate::model::{By, Combined, Effect, Listed, Parts, Record, Type};
use crate::names::nearest;

/// The rows that ask for a page.
const ROWS: [&str; 2] = ["pageCurrent", "pageSize"];

/// Finds the list of a response that comes in parts; `None` where the whole answer comes at once.
pub(super) fn parts(
    faults: &mut Collector<'_>,
    page: &Page,
    effect: Effect,
    (request, response): (&Record, &Record),
    types: Known<'_>,
) -> Option<Parts> {
    let lists = response.lists(|name| kind(types, name) == Some(Kind::Record));
    let fact = |key: &str| page.facts.iter().find(|(name, _)| name.text == key);
    let facts = [fact("pages"), fact("lookup")];
    if let [Some(_), Some((key, _))] = facts {
        let (message, help) = ("`pages` and `lookup` in one method", "remove one of them");
        faults.help(
            key.span.clone(),
            message,
            "a list comes in pages or by identifiers",
            help,
        );
        return None;
    }
    let has_pages = ROWS.iter().all(|name| has_number(request, name));
    let Some((key, value)) = facts.into_iter().flatten().next() else {
        if !has_pages || effect != Effect::Read {
            return None;
        }
        if let [only] = lists.as_slice() {
            return Some(Parts {
                list: only.list.path.clone(),
                by: By::Page { first: 1 },
            });
        }
        // Which list it is may be one of the questions.
        if faults.has_questions() {
            return None;
        }
        faults.help(
            page.title.span.clone(),
            format!("a request for a page, and {} lists in the response", lists.len()),
            "which of them comes in pages?",
            "name it with its `[]` in the fact `pages`, such as `- pages: contacts.contact[]`",
        );
        return None;
    };
    // One without a value was reported.
    if value.text.is_empty() {
        return None;
    }
    if effect != Effect::Read {
        let message = format!("fact `{}` in a method with the effect `{}`", key.text, effect.word());
        let help = "remove it, or correct the effect";
        faults.help(
            key.span.clone(),
            message,
            "only a method that reads can be called for each part",
            help,
        );
        return None;
    }
    let (name, first) = match value.text.split_once(" from ") {
        Some((name, first)) => (name, Some(first)),
        None => (value.text.as_str(), None),
    };
    let list = listed(faults, value, name, &lists)?;
    let by = if key.text == "pages" {
        if !has_pages {
            faults.help(
                key.span.clone(),
                "fact `pages` in a method that asks for no page",
                "the request needs the rows `pageCurrent` and `pageSize`",
                "add both, of the type int; a list by identifiers has the fact `lookup`",
            );
            return None;
        }
        By::Page {
            first: match first {
                None => 1,
                Some(text) => first_page(faults, value, text)?,
            },
        }
    } else {
        lookup(faults, key, value, first, request)?
    };
    Some(Parts { list, by })
}

fn has_number(request: &Record, name: &str) -> bool {
    let fields = request.fields();
    fields
        .iter()
        .any(|field| field.path == name && field.ty == Type::Int && !field.is_list())
}

/// Returns the path of the list that a fact names.
fn listed(faults: &mut Collector<'_>, value: &Spanned, name: &str, lists: &[Listed<'_>]) -> Option<String> {
    let paths = || lists.iter().map(|listed| listed.list.path.as_str());
    if let Some(path) = paths().find(|path| *path == name) {
        return Some(path.to_owned());
    }
    let help = match nearest(name, paths()).or_else(|| paths().next()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "the response has no list of elements that hold others, at its top or one element below".to_owned(),
    };
    let message = format!("`{name}` is not a list of the response");
    faults.help(
        value.span.clone(),
        message,
        "it names one whose items hold others",
        help,
    );
    None
}

fn first_page(faults: &mut Collector<'_>, value: &Spanned, text: &str) -> Option<i64> {
    let first = number::<i64>(text).filter(|first| *first >= 0);
    if first.is_none() {
        faults.help(
            value.span.clone(),
            format!("`{text}` is not the number of a page"),
            "the first page has it",
            "such as `- pages: contacts.contact[] from 1`",
        );
    }
    first
}

/// Checks that the request has lists of identifiers with a limit.
fn lookup(
    faults: &mut Collector<'_>,
    key: &Spanned,
    value: &Spanned,
    first: Option<&str>,
    request: &Record,
) -> Option<By> {
    if first.is_some() {
        let help = "write only the path of the list";
        faults.help(
            value.span.clone(),
            "`from` in the fact `lookup`",
            "it has no pages",
            help,
        );
        return None;
    }
    let is_bounded = |record: &Record| {
        let items = record
            .fields()
            .iter()
            .any(|field| matches!(field.rules.items, Some((_, Some(_)))));
        let total = |found: &crate::model::Combination| matches!(found.rule, Combined::Total { max: Some(_), .. });
        items || record.combinations.iter().any(total)
    };
    if !is_bounded(request) {
        faults.help(
            key.span.clone(),
            "fact `lookup` in a method without a limit of identifiers",
            "how many does one call take?",
            "put `items 1..100` on the list of identifiers in the request, or `total NAME ..100` on several",
        );
        return None;
    }
    Some(By::Lookup)
}
