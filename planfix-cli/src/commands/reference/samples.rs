//! Samples of a method: XML and JSON of both sides, each with everything filled, and Rust.

use crate::output;
use planfix_api::sample;
use planfix_api::table::Method;
use planfix_api::xml::{Envelope, write_request, write_response};
use planfix_schema::model;

/// XML and JSON of a message.
pub(super) struct Message {
    pub(super) xml: String,
    pub(super) json: String,
}

pub(super) fn request(method: &Method) -> Message {
    let mut record = (method.new_request)();
    sample::filled(&mut *record);
    let envelope = Envelope {
        account: "example",
        sid: None,
    };
    // A sample has no character that XML cannot carry.
    let xml = write_request(method.name, &envelope, &*record).unwrap_or_default();
    Message {
        xml: indented(&String::from_utf8_lossy(&xml)),
        json: output::json(&*record),
    }
}

pub(super) fn response(method: &Method) -> Message {
    let mut record = (method.new_response)();
    sample::filled(&mut *record);
    let xml = write_response(&*record).unwrap_or_default();
    Message {
        xml: indented(&String::from_utf8_lossy(&xml)),
        json: output::json(&*record),
    }
}

/// The example of the method's documentation, word for word.
pub(super) fn rust(method: &model::Method) -> String {
    let module = planfix_schema::sample::module(&method.name);
    planfix_schema::sample::request_rust(method, Some(&module))
}

/// The compact XML of the writer, each element that holds others in lines of its own.
fn indented(xml: &str) -> String {
    let mut out = String::new();
    let mut depth = 0_usize;
    // A start tag or a text stays in its line until the next tag decides.
    let mut open = false;
    for piece in xml.split_inclusive('>') {
        let (text, tag) = piece.split_at(piece.find('<').unwrap_or(piece.len()));
        out.push_str(text.trim_matches('\n'));
        if tag.is_empty() {
            continue;
        }
        let closes = tag.starts_with("</");
        if closes {
            depth = depth.saturating_sub(1);
        }
        if !(closes && open) {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&"  ".repeat(depth));
        }
        out.push_str(tag);
        open = !closes && !tag.ends_with("/>") && !tag.starts_with("<?");
        if open {
            depth += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::indented;

    #[test]
    fn xml_is_laid_out_without_a_change_to_its_texts() {
        let xml = "<?xml version=\"1.0\"?>\n<a m=\"1\"><b> x </b><c/><d><e>1</e><e>2</e></d></a>";
        let lines = "<?xml version=\"1.0\"?>\n<a m=\"1\">\n  <b> x </b>\n  <c/>\n  <d>\n    <e>1</e>\n    <e>2</e>\n  </d>\n</a>";
        assert_eq!(indented(xml), lines);
    }
}
