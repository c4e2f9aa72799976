//! The JSON Schema of every request and response agrees with the JSON that is read and written, by a validator of others.

#[path = "../planfix-api/tests/records/mod.rs"]
mod records;

use jsonschema::Validator;
use planfix_api::json::{Fill, Json};
use planfix_api::record::Record;
use planfix_api::table::Method;
use planfix_api::{schema, validate};
use records::{Rng, Side, sides};
use serde::de::DeserializeSeed as _;
use serde_json::{Value, json};

fn schema_of(side: Side) -> Value {
    match side.is_request {
        true => schema::request(side.method),
        false => schema::response(side.method),
    }
}

fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::new(schema).unwrap()
}

fn to_json(record: &dyn Record) -> Value {
    serde_json::to_value(Json(record)).unwrap()
}

/// Returns the error of reading a message, or the violations of a request; nothing for one that is valid.
fn wrong(side: Side, json: &Value) -> Option<String> {
    let mut record = side.blank();
    if let Err(error) = Fill::new(&mut *record).deserialize(json) {
        return Some(error.to_string());
    }
    let violations = validate(&*record).err().filter(|_| side.is_request);
    violations.map(|violations| violations.to_string())
}

/// Returns the first complaint of the validator.
fn complaint(validator: &Validator, json: &Value) -> Option<String> {
    let error = validator.iter_errors(json).next()?;
    Some(format!("{}: {error}", error.instance_path()))
}

#[test]
fn every_schema_is_one_of_draft_2020_12() {
    for side in sides() {
        let schema = schema_of(side);
        assert!(jsonschema::meta::is_valid(&schema), "{}", side.name());
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    }
    assert!(jsonschema::meta::is_valid(&schema::all(planfix_api::methods())));
}

#[test]
fn a_message_that_is_written_is_valid() {
    let mut rng = Rng::new(11);
    let (mut valid, mut checked) = (0, 0);
    for side in sides() {
        let validator = validator(&schema_of(side));
        for _ in 0..20 {
            let json = to_json(&*side.random(&mut rng));
            checked += 1;
            if wrong(side, &json).is_none() {
                valid += 1;
                assert_eq!(complaint(&validator, &json), None, "{}\n{json:#}", side.name());
            }
        }
    }
    println!("{valid} of {checked} messages are valid");
    assert!(valid * 3 > checked, "too few: {valid} of {checked}");
}

/// Every place in a document: the path of its value.
fn places(json: &Value, path: &str, out: &mut Vec<String>) {
    out.push(path.to_owned());
    match json {
        Value::Object(object) => object
            .iter()
            .for_each(|(name, value)| places(value, &format!("{path}/{name}"), out)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(number, value)| places(value, &format!("{path}/{number}"), out)),
        _ => {}
    }
}

/// Returns the ways to change one value of a document.
fn mutations(json: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    places(json, "", &mut all);
    let mut out = Vec::new();
    for path in all {
        let value = json.pointer(&path).unwrap();
        let mut others = vec![
            json!([]),
            json!({}),
            json!(null),
            json!(""),
            json!("x y"),
            json!(true),
            json!(-7),
            json!(1.5),
        ];
        // An array that is `null` reads as one without items.
        others.retain(|other| !(value.is_array() && other.is_null()));
        if let Value::Object(object) = value {
            for name in object.keys() {
                let mut without = object.clone();
                without.remove(name);
                others.push(without.into());
            }
            let mut with = object.clone();
            with.insert("stranger".to_owned(), json!(1));
            others.push(with.into());
        }
        for other in others {
            let mut changed = json.clone();
            *changed.pointer_mut(&path).unwrap() = other;
            out.push(changed);
        }
    }
    out
}

#[test]
fn a_changed_message_is_valid_exactly_if_the_crate_takes_it() {
    let mut rng = Rng::new(12);
    let (mut refused, mut taken, mut different) = (0, 0, Vec::new());
    for side in sides() {
        let validator = validator(&schema_of(side));
        let mut random = (0..40).map(|_| to_json(&*side.random(&mut rng)));
        let Some(valid) = random.find(|json| wrong(side, json).is_none()) else {
            continue;
        };
        for changed in mutations(&valid).into_iter().take(400) {
            match (wrong(side, &changed), complaint(&validator, &changed)) {
                (Some(_), Some(_)) => refused += 1,
                (None, None) => taken += 1,
                // Reading tolerates more of an answer than writing makes.
                (None, Some(_)) if !side.is_request => taken += 1,
                (crate_says, schema_says) => different.push(format!(
                    "{}: the crate says {crate_says:?}, the schema {schema_says:?}",
                    side.name()
                )),
            }
        }
    }
    println!(
        "{refused} changed messages are refused, {taken} are taken, {} differ",
        different.len()
    );
    different.truncate(50);
    assert!(different.is_empty(), "{}", different.join("\n"));
    assert!(refused > 5_000 && taken > 500, "{refused} {taken}");
}

#[test]
fn openapi_has_every_method_and_its_references_lead_to_schemas() {
    let methods: Vec<&Method> = planfix_api::methods().to_vec();
    let document = schema::openapi(&methods);
    assert_eq!(document["paths"].as_object().unwrap().len(), methods.len());
    let mut references = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        let operation = &item["post"];
        assert_eq!(format!("/{}", operation["operationId"].as_str().unwrap()), *path);
        for body in [&operation["requestBody"], &operation["responses"]["200"]] {
            let schema = &body["content"]["application/json"]["schema"];
            let root = json!({ "$ref": schema["$ref"], "components": document["components"] });
            // Every reference below it is resolved, too.
            let validator = validator(&root);
            assert!(!validator.is_valid(&json!([])), "{path}");
            references += 1;
        }
    }
    assert_eq!(references, 2 * methods.len());
}
