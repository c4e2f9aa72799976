//! JSON Schema (draft 2020-12) and OpenAPI 3.1 of every request and response, in the form that [`json`](crate::json)
//! reads and writes.
//!
//! A request is valid if it can be sent: the schema has the rules of its table too, such as a selector, bounds, and rows
//! that depend on others. Only `total`, a bound over several lists together, is not expressible; each list has it by
//! itself. In a response, every value that is not required may be `null`, and an enum is open.
//!
//! ```
//! use planfix_api::{Method, contact, schema};
//!
//! let schema = schema::request(contact::update::Request::METHOD);
//! assert_eq!(schema["title"], "Request of contact.update");
//! assert_eq!(schema["properties"]["contact"]["properties"]["id"]["$ref"], "#/$defs/ContactId");
//! assert_eq!(schema["$defs"]["Sex"]["enum"][0], "MALE");
//!
//! let all = schema::openapi(planfix_api::methods());
//! assert_eq!(all["paths"]["/contact.update"]["post"]["operationId"], "contact.update");
//! ```

mod conditions;
mod kinds;
mod openapi;
mod record;

pub use openapi::openapi;

use crate::table::{Method, Table};
use serde_json::{Map, Value, json};

/// The dialect of the schemas.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A side of a method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Request,
    Response,
}

/// The definitions of the shared types that the schemas of one side refer to.
struct Definitions {
    side: Side,
    /// The start of a reference to a definition.
    base: String,
    found: Map<String, Value>,
}

impl Definitions {
    fn new(side: Side, base: impl Into<String>) -> Self {
        Self {
            side,
            base: base.into(),
            found: Map::new(),
        }
    }

    /// Returns a reference to the definition of a shared type, which `make` makes the first time.
    fn shared(&mut self, name: &str, make: impl FnOnce(&mut Self) -> Value) -> Value {
        if !self.found.contains_key(name) {
            // A type that refers to itself finds this one.
            self.found.insert(name.to_owned(), Value::Null);
            let made = make(self);
            self.found.insert(name.to_owned(), made);
        }
        json!({ "$ref": format!("{}{name}", self.base) })
    }
}

/// Returns the JSON Schema of the request of a method.
#[must_use]
pub fn request(method: &Method) -> Value {
    document(method, Side::Request)
}

/// Returns the JSON Schema of the response of a method.
#[must_use]
pub fn response(method: &Method) -> Value {
    document(method, Side::Response)
}

/// Returns a JSON Schema whose definitions are the requests and responses of these methods, such as
/// `contact.update.request`.
#[must_use]
pub fn all(methods: &[&Method]) -> Value {
    json!({ "$schema": DIALECT, "$defs": messages(methods, "#/$defs/") })
}

/// Returns the schemas of all messages of the methods, and of the shared types, by name.
fn messages(methods: &[&Method], base: &str) -> Map<String, Value> {
    let mut out = Map::new();
    for (side, word) in [(Side::Request, "request"), (Side::Response, "response")] {
        let mut shared = Definitions::new(side, format!("{base}{word}."));
        for method in methods {
            let schema = message(method, &mut shared);
            out.insert(format!("{}.{word}", method.name), schema);
        }
        let shared = shared.found.into_iter();
        out.extend(shared.map(|(name, schema)| (format!("{word}.{name}"), schema)));
    }
    out
}

fn document(method: &Method, side: Side) -> Value {
    let mut shared = Definitions::new(side, "#/$defs/");
    let mut schema = message(method, &mut shared);
    if let Some(object) = schema.as_object_mut() {
        object.insert("$schema".to_owned(), DIALECT.into());
        object.insert("$defs".to_owned(), Value::Object(shared.found));
    }
    schema
}

fn message(method: &Method, shared: &mut Definitions) -> Value {
    let (table, side): (&'static Table, _) = match shared.side {
        Side::Request => (method.request, "Request"),
        Side::Response => (method.response, "Response"),
    };
    let mut schema = shared.record(table);
    describe(&mut schema, &format!("{side} of {}", method.name), method.doc);
    schema
}

/// Sets the title and the description of a schema.
fn describe(schema: &mut Value, title: &str, doc: &str) {
    if let Some(object) = schema.as_object_mut() {
        if !title.is_empty() {
            object.insert("title".to_owned(), title.into());
        }
        if !doc.is_empty() {
            object.insert("description".to_owned(), doc.into());
        }
    }
}
