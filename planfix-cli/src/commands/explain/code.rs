//! The explanation of an error code: its meaning, and what to do.

use super::titled;
use crate::commands::reference::errors;
use crate::status::Status;
use crate::words;
use crate::wrap::hanging;
use planfix_api::Code;

/// The column of the texts of facts.
const FACT: usize = 13;

/// Returns true if a word of the command line is an error code: a number, which no method or type name is.
pub(super) fn is_code(what: &str) -> bool {
    !what.is_empty() && what.bytes().all(|byte| byte.is_ascii_digit())
}

/// Explains one code.
pub(super) fn one(code: &Code, width: Option<usize>) -> String {
    let (class, advice) = errors::about(code.class);
    let methods = planfix_api::methods().iter();
    let methods = methods.filter(|method| errors::group(method) == code.group);
    let methods = words::listed(methods.map(|method| method.name));
    let mut out = titled(code.code, code.meaning, width);
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
        out.push_str(&hanging(name, FACT, &text, width));
    }
    out
}
