//! The explanation of an error code: its meaning, and what to do.

use super::types::hanging;
use super::{FACT, indented, width};
use crate::commands::reference::errors;
use crate::status::Status;
use crate::words::{self, padded};
use planfix_api::Code;

/// Returns true if a word of the command line is an error code: a number, which no method or type name is.
pub(super) fn is_code(what: &str) -> bool {
    !what.is_empty() && what.bytes().all(|byte| byte.is_ascii_digit())
}

/// Explains one code.
pub(super) fn one(code: &Code) -> String {
    let width = width();
    let (class, advice) = errors::about(code.class);
    let methods = planfix_api::methods().iter();
    let methods = methods.filter(|method| errors::group(method) == code.group);
    let methods = words::listed(methods.map(|method| method.name));
    let mut out = format!("{}\n\n{}\n", code.code, indented(code.meaning, width, 0));
    for (name, text) in [
        ("class", format!("{class}: {advice}")),
        ("exit status", (Status::refused(Some(code.class)) as u8).to_string()),
        (
            "answered by",
            if methods.is_empty() {
                "any method".to_owned()
            } else {
                methods
            },
        ),
        ("table", "spec/errors.md".to_owned()),
    ] {
        out.push_str(&hanging(&padded(name, FACT - 1), &text, width));
    }
    out
}
