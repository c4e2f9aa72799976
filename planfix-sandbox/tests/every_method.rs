//! Every method: a valid request is answered, and the answer matches its table.

mod common;

use common::{BASIC, sandbox};
use planfix_api::table::{Kind, Method, Reply};
use planfix_api::xml::{self, Answer, Envelope};
use planfix_api::{
    Code,
    record::{Record, Value, View},
    sample, unknown,
};
use planfix_sandbox::{Sandbox, behaves};

/// Sends a record; returns the code of the answer, or nothing if it is ok.
fn call(sandbox: &Sandbox, method: &Method, request: &dyn Record) -> Option<String> {
    let envelope = Envelope {
        account: "demo",
        sid: None,
    };
    let body = xml::write_request(method.name, &envelope, request).unwrap();
    let shown = String::from_utf8(body.clone()).unwrap();
    let request = http::Request::post("/xml/").header("Authorization", BASIC);
    let answer = sandbox.handle(&request.body(body).unwrap());
    if method.reply == Reply::File && matches!(answer.status().as_u16(), 200 | 302) {
        return None;
    }
    let text = String::from_utf8_lossy(answer.body());
    let mut response = (method.new_response)();
    match xml::read_response(answer.body(), &mut *response) {
        Ok(Answer::Ok) => {
            assert!(unknown(&*response).is_empty(), "{}: {text}", method.name);
            None
        }
        Ok(Answer::Refused(refusal)) => {
            assert!(
                Code::of(&refusal.code).is_some() && !refusal.message.is_empty(),
                "{shown}\n{text}"
            );
            Some(format!("{}: {}", refusal.code, refusal.message))
        }
        Err(error) => panic!("{error}\n{shown}\n{text}"),
    }
}

/// The requests that are refused, with the beginning of the reason. A new sandbox has an object of nearly every kind
/// with the identifier 1, which samples have too.
const REFUSED: &[(&str, &str)] = &[
    ("auth.login", "1001"),
    (
        "contact.updateContractors",
        "0015: contact.contractors.addClient.id[0]: the contact 1 is not a company",
    ),
    ("contact.updateCustomData", "0015: contact.customData.customValue[0].id"),
    ("contact.updateUserInfo", "8006"),
    ("file.upload", "0009: files.file[0].name"),
    ("task.changeStatus", "4006"),
    ("task.updateCustomData", "0015: task.customData.customValue[0].id"),
];

#[test]
fn the_smallest_request_is_answered() {
    for method in planfix_api::methods() {
        let mut request = (method.new_request)();
        sample::smallest(&mut *request);
        let answer = call(&sandbox(), method, &*request);
        let expected = REFUSED.iter().find(|(name, _)| *name == method.name);
        match (answer, expected) {
            (None, None) => {}
            (Some(answer), Some((_, expected))) => assert!(answer.starts_with(expected), "{}: {answer}", method.name),
            (answer, _) => panic!("{}: {answer:?}", method.name),
        }
    }
}

#[test]
fn the_filled_request_is_answered() {
    let mut done = 0;
    for method in planfix_api::methods() {
        let mut request = (method.new_request)();
        sample::filled(&mut *request);
        let answer = call(&sandbox(), method, &*request);
        // The invented texts are not addresses, and the identifiers are not of custom fields; but nothing is malformed.
        let code = answer.as_deref().map_or("", |answer| &answer[..4]);
        assert!(!["0003", "0018"].contains(&code), "{}: {answer:?}", method.name);
        done += usize::from(answer.is_none());
    }
    assert!(done > 45, "{done}");
}

/// Visits every value that is set with its kind; a list by its last item.
fn change(record: &mut dyn Record, see: &mut dyn FnMut(Kind, &mut dyn Value)) {
    for element in record.table().fields() {
        let Some((number, kind)) = element.content.field() else {
            continue;
        };
        let is_list = match record.field(number) {
            View::Absent | View::Empty => continue,
            View::List(list) if list.is_empty() => continue,
            view => matches!(view, View::List(_)),
        };
        let Some(slot) = record.field_mut(number) else { continue };
        let Some(item) = (if is_list {
            slot.list().and_then(|list| list.last_mut())
        } else {
            Some(slot)
        }) else {
            continue;
        };
        match item.record() {
            Some(inner) => change(inner, see),
            None => see(kind, item),
        }
    }
}

#[test]
fn strange_numbers_are_answered() {
    for number in ["0", "-1", "2", "9223372036854775807", "-9223372036854775808"] {
        for method in planfix_api::methods() {
            let mut request = (method.new_request)();
            sample::filled(&mut *request);
            change(&mut *request, &mut |kind, value| {
                if matches!(kind, Kind::Id(_) | Kind::Int) {
                    value.set_text(number).unwrap();
                }
            });
            call(&sandbox(), method, &*request);
        }
    }
}

/// Empties every field that can be emptied.
fn empty(record: &mut dyn Record) {
    for element in record.table().fields() {
        // Accessing a member of a one-of would select it.
        let is_free = element.row.is_none_or(|row| row.rules.choice.is_none());
        let field = element.content.field().filter(|_| is_free).map(|(number, _)| number);
        let Some(slot) = field.and_then(|number| record.field_mut(number)) else {
            continue;
        };
        if element.row.is_some_and(|row| row.rules.patch) {
            let _ = slot.set_empty();
        } else if let Some(inner) = slot.record() {
            empty(inner);
        }
    }
}

#[test]
fn everything_emptied_is_answered_and_leaves_nothing_unreadable() {
    let changes = [
        "contact.update",
        "project.update",
        "task.update",
        "user.update",
        "handbook.updateRecord",
        "action.update",
    ];
    for name in changes {
        let method = planfix_api::methods()
            .iter()
            .find(|method| method.name == name)
            .unwrap();
        let mut request = (method.new_request)();
        sample::smallest(&mut *request);
        empty(&mut *request);
        let sandbox = sandbox();
        assert_eq!(call(&sandbox, method, &*request), None, "{name}");
        for reader in planfix_api::methods() {
            if reader.effect == planfix_api::Effect::Read {
                let mut request = (reader.new_request)();
                sample::smallest(&mut *request);
                assert_eq!(call(&sandbox, reader, &*request), None, "{} after {name}", reader.name);
            }
        }
    }
}

/// All methods so far; one that is added later may be answered with a sample until it gets a behavior.
#[test]
fn no_method_has_lost_its_behavior() {
    const BEHAVE: usize = 79;
    let (able, idle): (Vec<&str>, Vec<&str>) = planfix_api::methods()
        .iter()
        .map(|method| method.name)
        .partition(|name| behaves(name));
    assert!(able.len() >= BEHAVE, "{idle:?}");
    assert!(!behaves("weather.get"));
}
