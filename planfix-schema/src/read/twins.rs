//! Elements that are spelled almost like one beside them: most likely one of the two is misspelled.

use super::tree::Node;
use crate::fault::Collector;
use crate::model::Place;
use crate::names::are_twins;

/// Reports elements without a row of their own that are one letter apart from a sibling, such as `roomm` in
/// `roomm.size` beside `room.id`: a second element would be made of it, without any other fault.
pub(super) fn check(faults: &mut Collector<'_>, parent: &Node<'_>) {
    let elements = || parent.children.iter().filter(|node| node.place == Place::Element);
    // `users.user[]` or `users.id[]` is several of `user`, and so may be beside `user.id`.
    let several = |list: &Node<'_>, one: &Node<'_>| {
        let is_plural = list.name.strip_suffix('s') == Some(&one.name);
        is_plural && list.children.iter().any(|item| item.repeats)
    };
    for (number, node) in elements().enumerate() {
        check(faults, node);
        // Of two without rows the second is reported.
        let others = elements().enumerate().filter(|(other, twin)| {
            let is_first = *other < number || twin.row.is_some();
            *other != number && is_first
        });
        let mut twins = others
            .map(|(_, twin)| twin)
            .filter(|twin| are_twins(&node.name, &twin.name));
        let twin = twins.find(|twin| !several(twin, node) && !several(node, twin));
        if let Some(twin) = twin.filter(|_| node.row.is_none()) {
            faults.help(
                node.span.clone(),
                format!("`{}` is spelled almost like `{}` beside it", node.name, twin.name),
                "one letter apart",
                format!(
                    "spell both alike; if they are two elements, give `{}` a row of its own before its children",
                    node.name
                ),
            );
        }
    }
}
