//! Compares pages with tables, and takes the known differences into account.

use super::diff::{self, ABSENT, Difference, PRESENT};
use super::page::{self, Page};
use super::plain::compared;
use super::tables::Tables;
use super::{filter_diff, value_diff};
use crate::model::{KnownDifference, SharedKind};
use crate::names::nearest;

/// The result of comparing pages with tables.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The differences that are not known, in the order of the pages.
    pub new: Vec<Difference>,
    /// Known differences that no longer exist.
    pub gone: Vec<KnownDifference>,
    /// Number of known differences that were found.
    pub known: usize,
    /// The methods and types that were compared.
    pub compared: Vec<String>,
    /// Names of the pages that belong to no table.
    pub strange: Vec<String>,
}

impl Report {
    /// Returns true if nothing is new and nothing known is gone.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.new.is_empty() && self.gone.is_empty()
    }

    /// Writes the report as lines, grouped by method and side.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut out = Vec::new();
        let mut told: Vec<&Difference> = Vec::new();
        let mut last = String::new();
        for difference in &self.new {
            if told.contains(&difference) {
                continue;
            }
            let what = &difference.what;
            let place = format!("{} {}", what.method, what.side);
            if place != last {
                out.push(format!("{place}:"));
                last = place;
            }
            let other = self.counterpart(difference, &told);
            out.push(format!("  {}", sentence(difference, other)));
            told.push(difference);
            told.extend(other);
        }
        if !self.gone.is_empty() {
            out.push("known differences that no longer exist:".to_owned());
        }
        for known in &self.gone {
            out.push(format!(
                "  line {}: {} {} {}: page {}, table {}",
                known.line, known.method, known.side, known.element, known.page, known.table
            ));
        }
        out
    }

    /// Finds the likely counterpart, renamed or moved, of an element that only one of the two has.
    fn counterpart<'r>(&'r self, one: &Difference, told: &[&Difference]) -> Option<&'r Difference> {
        let kind = |one: &Difference| (one.what.page != ABSENT, one.what.table != ABSENT);
        // An element that both have, or a value of an enum, has no counterpart.
        let whole = |one: &Difference| !one.what.page.starts_with("value") && !one.what.table.starts_with("value");
        let (page, table) = kind(one);
        if page == table || !whole(one) {
            return None;
        }
        let others: Vec<&Difference> = self
            .new
            .iter()
            .filter(|other| other.what.method == one.what.method && other.what.side == one.what.side)
            .filter(|other| kind(other) == (table, page) && whole(other))
            .filter(|other| !told.contains(other))
            .collect();
        let split = |path: &'r str| path.rsplit_once(['.', '@']).unwrap_or(("", path));
        let (parent, name) = one
            .what
            .element
            .rsplit_once(['.', '@'])
            .unwrap_or(("", &one.what.element));
        let moved = others.iter().find(|other| split(&other.what.element).1 == name);
        let siblings: Vec<&&Difference> = others
            .iter()
            .filter(|other| split(&other.what.element).0 == parent)
            .collect();
        let near = nearest(name, siblings.iter().map(|other| split(&other.what.element).1));
        let renamed = siblings.iter().find(|other| Some(split(&other.what.element).1) == near);
        let alone = siblings.first().filter(|_| siblings.len() == 1);
        moved.copied().or_else(|| renamed.or(alone).map(|other| **other))
    }
}

/// Writes a difference as a sentence.
fn sentence(one: &Difference, other: Option<&Difference>) -> String {
    let what = &one.what;
    let line = if what.line == 0 {
        String::new()
    } else {
        format!(" (line {} of the page)", what.line)
    };
    let name = |path: &str| path.rsplit(['.', '@']).next().unwrap_or("").to_owned();
    if let Some(other) = other {
        let (table, page) = if what.page == ABSENT {
            (what, &other.what)
        } else {
            (&other.what, what)
        };
        let verb = if name(&table.element) == name(&page.element) {
            "moved"
        } else {
            "renamed"
        };
        let line = if page.line == 0 {
            String::new()
        } else {
            format!(" (line {} of the page)", page.line)
        };
        return format!("{}: {verb}, in the page {}{line}", table.element, page.element);
    }
    match (what.page.as_str(), what.table.as_str()) {
        (PRESENT, ABSENT) => format!("{}: added, only the page has it{line}", what.element),
        (ABSENT, PRESENT) => format!("{}: removed, only the table has it", what.element),
        (page, ABSENT) => format!("{}: {page}, only the page has it{line}", what.element),
        (ABSENT, table) => format!("{}: {table}, only the table has it", what.element),
        (page, table) => format!("{}: page {page}, table {table}{line}", what.element),
    }
}

/// Compares pages with tables. Each page comes with the name of its file without its extension, which identifies pages
/// of values and filters, because these do not say what they are about.
#[must_use]
pub fn compare(pages: &[(String, String)], tables: &Tables, known: &[KnownDifference]) -> Report {
    let mut out = Report::default();
    let mut all: Vec<Difference> = Vec::new();
    for (name, text) in pages {
        for page in page::read(text) {
            one(name, &page, tables, &mut out, &mut all);
        }
    }
    // Several pages may have the same difference from one enum; it is reported once.
    let mut seen: Vec<Difference> = Vec::new();
    for difference in all {
        if known.iter().any(|known| known.same(&difference.what)) {
            seen.push(difference);
        } else if !out.new.contains(&difference) {
            out.new.push(difference);
        }
    }
    let given: Vec<String> = pages.iter().map(|(name, _)| compared(name)).collect();
    let expected = known.iter().filter(|known| {
        // A difference about a whole page of values is only expected if that page is compared.
        let pages = tables
            .types
            .get(&known.method)
            .map_or(&[][..], |ty| ty.pages.as_slice());
        let absent = |page: &String| compared(page) == known.element && !given.contains(&known.element);
        out.compared.contains(&known.method) && !pages.iter().any(absent)
    });
    let expected: Vec<&KnownDifference> = expected.collect();
    out.gone = expected
        .iter()
        .filter(|known| !seen.iter().any(|difference| known.same(&difference.what)))
        .map(|known| (*known).clone())
        .collect();
    out.known = expected.len() - out.gone.len();
    out
}

fn one(name: &str, page: &Page, tables: &Tables, out: &mut Report, all: &mut Vec<Difference>) {
    // A page about something else may show a request as an example, without describing it.
    let describes = |side: &page::Side| !side.tables.is_empty();
    if let Some(method) = &page.method
        && (describes(&page.request) || describes(&page.response) || !page.response.skeletons.is_empty())
    {
        out.compared.push(method.clone());
        all.extend(diff::method(page, tables));
        return;
    }
    let types = tables.of_page(name);
    if types.is_empty() {
        let named = page
            .method
            .as_deref()
            .map_or(String::new(), |method| format!(" (a request of {method})"));
        out.strange.push(format!("{name}{named}"));
    }
    for ty in types {
        out.compared.push(ty.name.clone());
        let lists = match ty.kind {
            SharedKind::Record(..) => !page.filters.is_empty(),
            _ => !page.values.is_empty(),
        };
        if lists {
            all.extend(value_diff::of_type(page, ty));
            all.extend(filter_diff::of_type(page, ty, tables));
        } else {
            let side = if matches!(ty.kind, SharedKind::Record(..)) {
                "filters"
            } else {
                "values"
            };
            all.push(Difference::new(&ty.name, side, &compared(name), "none", PRESENT, 0));
        }
    }
}
