//! The command `planfix methods`: the methods, one per line, each with its name, its effect, what the sandbox does
//! (`behaves` like PlanFix, or answers with a `sample`), and the first sentence of its description.

use crate::output::print;
use crate::status::Failure;
use crate::terminal;
use crate::words::first_sentence;
use crate::wrap::{columns, hanging, padded};

pub(super) fn run() -> Result<(), Failure> {
    print(&listing(terminal::width()))
}

/// Lists all methods.
pub(super) fn listing(width: Option<usize>) -> String {
    let methods = planfix_api::methods();
    let names = methods.iter().map(|method| columns(method.name)).max().unwrap_or(0);
    let mut out = String::new();
    for method in methods {
        let head = format!(
            "{}  {}  {}  ",
            padded(method.name, names),
            padded(method.effect.word(), "delete".len()),
            if planfix_sandbox::behaves(method.name) {
                "behaves"
            } else {
                "sample "
            },
        );
        let description = first_sentence(method.doc);
        out.push_str(&hanging(&head, columns(&head), &description, width));
    }
    out
}
