//! `planfix schema` prints JSON Schema and OpenAPI.

mod support;

use serde_json::Value;
use support::run;

fn printed(line: &[&str]) -> Value {
    serde_json::from_str(&run(line).ends(0).out).unwrap()
}

#[test]
fn the_schema_of_a_request_has_its_names_and_rules() {
    let schema = printed(&["schema", "contact.update"]);
    assert_eq!(schema["title"], "Request of contact.update");
    let contact = &schema["properties"]["contact"]["properties"];
    assert_eq!(contact["id"]["$ref"], "#/$defs/ContactId");
    assert_eq!(contact["phones"]["anyOf"][1]["type"], "null");
    let response = printed(&["schema", "contact.update", "--response"]);
    assert_eq!(response["title"], "Response of contact.update");
}

#[test]
fn without_a_method_all_messages_are_definitions() {
    let definitions = &printed(&["schema"])["$defs"];
    assert!(definitions["task.add.request"]["properties"]["task"].is_object());
    assert!(definitions["response.Task"].is_object());
}

#[test]
fn openapi_has_one_method_or_all() {
    let one = printed(&["schema", "contact.get", "--openapi"]);
    assert_eq!(one["openapi"], "3.1.0");
    assert_eq!(one["paths"].as_object().unwrap().len(), 1);
    let all = printed(&["schema", "--openapi"]);
    assert_eq!(all["paths"].as_object().unwrap().len(), planfix_api::methods().len());
}

#[test]
fn a_misspelled_method_is_suggested() {
    run(&["schema", "contact.updat"])
        .ends(1)
        .complains(&["did you mean `contact.update`?"]);
}
