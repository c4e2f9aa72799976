//! Every row of the vendor's pages is resolved to the element that a person resolved it to.

#![cfg(feature = "vendor")]

mod vendor;

use planfix_schema::vendor::{page, resolve::Tree};
use vendor::{csv, pages};

#[test]
fn every_row_resolves_as_by_hand() {
    let pages = pages();
    let rows = csv("rows.csv");
    let mut count = 0;
    let mut wrong = Vec::new();
    for (name, text) in &pages {
        let [page] = page::read(text).try_into().expect("one page");
        for (side, word) in [(&page.request, "request"), (&page.response, "response")] {
            let tree = Tree::of(side);
            let mut found: Vec<(u32, String, String)> = Vec::new();
            for (at, node) in tree.nodes.iter().enumerate() {
                let path = if node.attribute {
                    tree.path(node.parent)
                } else {
                    tree.path(at)
                };
                let attribute = if node.attribute { node.name.as_str() } else { "" };
                for row in &node.rows {
                    found.push((row.line, path.join("/"), attribute.to_owned()));
                }
            }
            found.sort();
            let wanted: Vec<_> = rows.iter().filter(|row| row[0] == *name && row[1] == word).collect();
            // The tables of the nodes of a period are separate and not among the rows.
            if found.len() != wanted.len() && name != "task.get" {
                wrong.push(format!(
                    "{name} {word}: {} rows instead of {}",
                    found.len(),
                    wanted.len()
                ));
            }
            for (row, (_, path, attribute)) in wanted.iter().zip(&found) {
                count += 1;
                // An element that no skeleton shows has no path there.
                let right = row[7].is_empty() || (row[7] == *path && row[10] == *attribute);
                if !right {
                    wrong.push(format!(
                        "{name} {word} {}: {path}@{attribute}, by hand {}@{}",
                        row[2], row[7], row[10]
                    ));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    // The list has rows of pages that are not there.
    let wanted = rows
        .iter()
        .filter(|row| pages.iter().any(|(name, _)| *name == row[0]))
        .count();
    assert_eq!(count, wanted);
    println!("{count} rows of {} pages resolved", pages.len());
}

#[test]
fn every_repeated_element_is_marked() {
    let marks = csv("repeated.csv");
    let mut wrong = Vec::new();
    for (name, text) in pages() {
        for page in page::read(&text) {
            for (side, word) in [(&page.request, "req"), (&page.response, "resp")] {
                let tree = Tree::of(side);
                let found: Vec<String> = (1..tree.nodes.len())
                    .filter(|at| tree.nodes[*at].mark != planfix_schema::vendor::skeleton::Mark::None)
                    .map(|at| tree.path(at).join("/"))
                    .collect();
                let wanted: Vec<&String> = marks
                    .iter()
                    .filter(|row| row[0] == name && row[1] == word)
                    .map(|row| &row[2])
                    .collect();
                for path in &found {
                    if !wanted.contains(&path) {
                        wrong.push(format!("{name} {word} {path} is marked"));
                    }
                }
                for path in wanted {
                    // Dots after several kinds of elements mean more of them.
                    let more = path == "filters/filter/field" || path == "tasks/task/id";
                    if !found.contains(path) && !more {
                        wrong.push(format!("{name} {word} {path} is not marked"));
                    }
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
