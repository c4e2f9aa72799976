//! The command `planfix methods`: the methods, one per line, each with its name, its effect, what the sandbox does
//! (`behaves` like PlanFix, or answers with a `sample`), and the first sentence of its description.

use crate::output::print;
use crate::status::Failure;
use crate::terminal;
use crate::words::{columns, first_sentence, padded, wrapped};

/// With fewer columns left for the description, it is printed below the name.
const NARROW: usize = 20;

pub(super) fn run() -> Result<(), Failure> {
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
        out.push_str(&line(&head, &first_sentence(method.doc), terminal::width()));
    }
    print(&out)
}

/// Formats a method on one line, or wraps its description in a column of its own.
fn line(head: &str, description: &str, width: Option<usize>) -> String {
    let Some(width) = width else {
        return format!("{head}{description}\n");
    };
    let (first, margin, rest) = match width.checked_sub(columns(head)).filter(|rest| *rest >= NARROW) {
        Some(rest) => (head.to_owned(), columns(head), rest),
        None => (format!("{}\n    ", head.trim_end()), 4, width - 4),
    };
    first + &wrapped(description, rest).join(&format!("\n{}", " ".repeat(margin))) + "\n"
}
