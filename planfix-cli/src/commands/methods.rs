//! `planfix methods`: what there is, one line each: the name, the effect, what the sandbox does (`behaves` as
//! PlanFix does, or answers with a `sample`), and the first sentence of its description.

use crate::output::print;
use crate::status::Failure;
use crate::words::{columns, cut, first_sentence, padded, terminal};

pub(super) fn run() -> Result<(), Failure> {
    let methods = planfix_api::methods();
    let names = methods.iter().map(|method| columns(method.name)).max().unwrap_or(0);
    let mut out = String::new();
    for method in methods {
        let line = format!(
            "{}  {}  {}  {}",
            padded(method.name, names),
            padded(method.effect.word(), "delete".len()),
            if planfix_sandbox::behaves(method.name) {
                "behaves"
            } else {
                "sample "
            },
            first_sentence(method.doc)
        );
        out.push_str(&terminal().map_or_else(|| line.clone(), |width| cut(&line, width)));
        out.push('\n');
    }
    print(&out)
}
