//! Samples of a method: XML and JSON of both messages with every field filled, and Rust.

use crate::layout::pretty;
use crate::output;
use planfix_api::sample;
use planfix_api::table::Method;
use planfix_api::xml::{Envelope, write_request, write_response};
use planfix_schema::model;

/// The XML and the JSON of a message.
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
    // Samples contain only characters that XML allows.
    let xml = write_request(method.name, &envelope, &*record).unwrap_or_default();
    Message {
        xml: pretty(&String::from_utf8_lossy(&xml)),
        json: output::json(&*record),
    }
}

pub(super) fn response(method: &Method) -> Message {
    let mut record = (method.new_response)();
    sample::filled(&mut *record);
    let xml = write_response(&*record).unwrap_or_default();
    Message {
        xml: pretty(&String::from_utf8_lossy(&xml)),
        json: output::json(&*record),
    }
}

/// Returns the example in the documentation of the method, word for word.
pub(super) fn rust(method: &model::Method) -> String {
    let module = planfix_schema::sample::module(&method.name);
    planfix_schema::sample::request_rust(method, Some(&module))
}
