//! Finds elements of a page that repeat although its skeleton does not show it.

use super::envelope::SideName;
use super::resolve::Tree;
use super::siblings::Siblings;
use super::skeleton::Mark;
use std::collections::HashMap;

/// Marks elements that repeat because the table of another method says so at the same path, which is a guess with its
/// reason, or because they are alone in an element named by their plural, which is asked. Returns the questions by the
/// number of the element.
pub(super) fn infer(
    tree: &mut Tree,
    which: SideName,
    siblings: &Siblings<'_>,
    guesses: &mut Vec<String>,
) -> HashMap<usize, String> {
    let mut out = HashMap::new();
    for at in 1..tree.nodes.len() {
        let Some(node) = tree
            .nodes
            .get(at)
            .filter(|node| !node.attribute && node.mark == Mark::None)
        else {
            continue;
        };
        let path = tree.address(at);
        let known = siblings.agreed(which, &path, |entry| Some(entry.repeats));
        match known {
            Some(known) if known.fact => guesses.push(format!(
                "{} {path}: repeats, because {} has it so at the same path",
                which.word(),
                known.method
            )),
            // The other tables have it once.
            Some(_) => continue,
            None => {
                let holder = tree.nodes.get(node.parent).filter(|_| node.parent != 0);
                let Some(holder) = holder.filter(|holder| is_plural(&holder.name, &node.name)) else {
                    continue;
                };
                if tree.only_child(node.parent) != Some(at) {
                    continue;
                }
                out.insert(
                    at,
                    format!(
                        "does it repeat? It is alone in {}, the plural of its name; without `[]` it is there once",
                        holder.name
                    ),
                );
            }
        }
        if let Some(node) = tree.nodes.get_mut(at) {
            node.mark = Mark::Dots;
        }
    }
    out
}

/// Returns true for `filters` and `filter`, `statuses` and `status`, `statusList` and `status`.
fn is_plural(holder: &str, item: &str) -> bool {
    let (holder, item) = (holder.to_ascii_lowercase(), item.to_ascii_lowercase());
    let ies = item.strip_suffix('y').map(|stem| format!("{stem}ies"));
    ["s", "es", "list"].iter().any(|end| holder == format!("{item}{end}")) || ies.is_some_and(|ies| holder == ies)
}

#[cfg(test)]
mod tests {
    use super::is_plural;

    #[test]
    fn a_plural_is_known_by_its_end() {
        for (holder, item) in [
            ("filters", "filter"),
            ("statuses", "status"),
            ("companies", "company"),
            ("statusList", "status"),
        ] {
            assert!(is_plural(holder, item), "{holder} {item}");
        }
        for (holder, item) in [("analiticData", "itemData"), ("task", "id"), ("files", "field")] {
            assert!(!is_plural(holder, item), "{holder} {item}");
        }
    }
}
