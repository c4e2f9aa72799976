//! OpenAPI 3.1 of methods.

use super::{DIALECT, messages};
use crate::table::Method;
use serde_json::{Map, Value, json};

/// Returns an OpenAPI 3.1 document of these methods, for generators of code and documentation.
///
/// PlanFix itself takes XML at one address. The document describes the JSON that this crate makes of it: one path for
/// each method, `POST /contact.update`, as a service of your own could offer it.
#[must_use]
pub fn openapi(methods: &[&Method]) -> Value {
    let base = "#/components/schemas/";
    let paths: Map<String, Value> = methods
        .iter()
        .map(|method| (format!("/{}", method.name), json!({ "post": operation(method, base) })))
        .collect();
    let mut groups: Vec<&str> = methods.iter().map(|method| method.group()).collect();
    groups.dedup();
    let tags: Vec<Value> = groups.iter().map(|group| json!({ "name": group })).collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "PlanFix API in JSON",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The methods of the PlanFix XML API, with requests and responses as JSON.",
        },
        "jsonSchemaDialect": DIALECT,
        "tags": tags,
        "paths": paths,
        "components": { "schemas": messages(methods, base) },
    })
}

fn operation(method: &Method, base: &str) -> Value {
    let content = |side: &str| {
        let schema = format!("{base}{}.{side}", method.name);
        json!({ "application/json": { "schema": { "$ref": schema } } })
    };
    let summary = method.doc.split_inclusive(". ").next().unwrap_or("").trim();
    json!({
        "operationId": method.name,
        "tags": [method.group()],
        "summary": summary,
        "description": method.doc,
        "x-planfix-effect": method.effect.word(),
        "requestBody": { "required": true, "content": content("request") },
        "responses": {
            "200": { "description": "The response.", "content": content("response") },
            "default": { "description": "A refusal with an error code of PlanFix, or a failure of the service." },
        },
    })
}
