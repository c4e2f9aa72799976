//! The known differences between the tables and the vendor's pages: `spec/differences.md`.

use super::page::{page, titled, unknown};
use super::{Reading, reading};
use crate::fault::Collector;
use crate::model::KnownDifference;
use crate::source::Source;

const COLUMNS: &[&str] = &["method", "side", "element", "page", "table", "why"];
const SECTIONS: &[(&str, &[&str])] = &[("Known", COLUMNS)];
const SIDES: [&str; 4] = ["request", "response", "values", "filters"];

/// Reads the list of known differences.
#[must_use]
pub fn read_differences(source: &Source) -> Reading<Vec<KnownDifference>> {
    reading(source, differences)
}

fn differences(faults: &mut Collector<'_>) -> Vec<KnownDifference> {
    let page = page(faults, SECTIONS);
    titled(faults, &page, Some("differences"));
    for (key, _) in &page.facts {
        faults.add(
            key.span.clone(),
            format!("fact `{}` in the list of differences", key.text),
            "it has none: remove it",
        );
    }
    let mut out: Vec<KnownDifference> = Vec::new();
    let Some(section) = page.sections.iter().find(|section| section.name.text == "Known") else {
        faults.help(
            page.title.span.clone(),
            "section `Known` is missing",
            "this list has no such heading",
            "add `## Known` with its table",
        );
        return out;
    };
    for row in section.needed_rows(faults) {
        let [methods, side, elements, in_page, in_table, why] = row.cells.as_slice() else {
            continue;
        };
        if !SIDES.contains(&side.text.as_str()) {
            unknown(faults, "side", side, &SIDES);
        }
        for (cell, what) in [
            (methods, "method"),
            (elements, "element"),
            (in_page, "word for the page"),
            (in_table, "word for the table"),
            (why, "reason"),
        ] {
            if cell.text.is_empty() {
                faults.add(
                    row.span.clone(),
                    format!("a difference without a {what}"),
                    "an empty cell",
                );
            }
        }
        let line = faults.line(row.span.start);
        for method in methods.text.split(',').map(str::trim) {
            for element in elements.text.split(',').map(str::trim) {
                let one = KnownDifference {
                    method: method.to_owned(),
                    side: side.text.clone(),
                    element: element.to_owned(),
                    page: in_page.text.clone(),
                    table: in_table.text.clone(),
                    line,
                };
                let same = |known: &&KnownDifference| known.line != line && known.same(&one);
                if let Some(twin) = out.iter().find(same) {
                    let help = format!("the first is on line {}", twin.line);
                    let message = format!("the difference of `{element}` in {method} appears twice");
                    faults.help(row.span.clone(), message, "the second", help);
                }
                out.push(one);
            }
        }
    }
    out
}
