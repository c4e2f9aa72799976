//! contact.update: a missing element keeps the value, an empty one clears it, and a value replaces it. Lists are
//! replaced, custom fields are merged.

mod common;

use common::{NOW, client, sandbox};
use planfix_api::{
    ContactExtraField, ContactGroupId, ContactId, ContactNumber, DateTime, FieldEdit, FieldId, Maybe, UserGroupId,
    UserId, contact,
};
use planfix_sandbox::Sandbox;
use serde_json::json;

const ANNA: ContactId = ContactId(1);

fn update() -> contact::update::Request {
    contact::update::Request::new(ANNA)
}

fn get(sandbox: &Sandbox) -> planfix_api::Contact {
    client(sandbox).call(&contact::get::Request::new(ANNA)).unwrap().contact
}

#[test]
fn the_three_states() {
    let sandbox = sandbox();
    let before = get(&sandbox);
    client(&sandbox)
        .call(&update().post("Head").clear_email().clear_birthdate())
        .unwrap();
    let after = get(&sandbox);
    assert_eq!(after.post, Maybe::Set("Head".to_owned()));
    assert_eq!(after.email, Maybe::Empty);
    assert_eq!(after.name, before.name);
    assert_eq!(after.phones, before.phones);
    assert_eq!(after.custom_data, before.custom_data);
    assert_eq!(after.responsible, before.responsible);
    assert_eq!(after.group, before.group);
}

#[test]
fn lists_are_replaced() {
    let sandbox = sandbox();
    let phone = |number| contact::update::Phone::new(number);
    let numbers = |contact: &planfix_api::Contact| -> Vec<String> {
        let phones = contact.phones.set().cloned().unwrap_or_default();
        phones.into_iter().filter_map(|phone| phone.number.into_set()).collect()
    };
    client(&sandbox)
        .call(&update().phones([phone("1"), phone("2"), phone("3")]))
        .unwrap();
    assert_eq!(numbers(&get(&sandbox)), ["1", "2", "3"]);
    client(&sandbox)
        .call(&update().phones([phone("4").type_name("Home")]))
        .unwrap();
    assert_eq!(numbers(&get(&sandbox)), ["4"]);
    client(&sandbox)
        .call(&update().clear_phones().secondary_emails(["a@example.com"]))
        .unwrap();
    let after = get(&sandbox);
    assert_eq!(after.phones, Maybe::Empty);
    assert_eq!(after.secondary_emails, Maybe::Set(vec!["a@example.com".to_owned()]));
}

#[test]
fn a_telephone_type_is_known_by_either_name() {
    let sandbox = sandbox();
    let phones = [
        contact::update::Phone::new("1").phone_type(planfix_api::PhoneTypeId(2)),
        contact::update::Phone::new("2").type_name("Home"),
        contact::update::Phone::new("3"),
    ];
    client(&sandbox).call(&update().phones(phones)).unwrap();
    let phones = get(&sandbox).phones.into_set().unwrap();
    assert_eq!(phones[0].type_name, Maybe::Set("Work".to_owned()));
    assert_eq!(phones[1].phone_type, Maybe::Set(planfix_api::PhoneTypeId(3)));
    assert_eq!(phones[2].phone_type, Maybe::Empty);
}

#[test]
fn responsible_employees_and_groups_are_two_lists() {
    let sandbox = sandbox();
    let responsible = contact::update::Responsible::new().groups([UserGroupId(1)]);
    client(&sandbox).call(&update().responsible(responsible)).unwrap();
    let both = get(&sandbox).responsible.into_set().unwrap();
    let users = both.users.into_set().unwrap();
    assert_eq!(
        (users[0].id, users[0].name.set().unwrap().as_str()),
        (UserId(3), "John Sample")
    );
    assert_eq!(both.groups.into_set().unwrap()[0].name, Maybe::Set("Sales".to_owned()));

    // The `userid` of a contact is accepted too.
    let responsible = contact::update::Responsible::new().users([UserId(1002)]).clear_groups();
    client(&sandbox).call(&update().responsible(responsible)).unwrap();
    let both = get(&sandbox).responsible.into_set().unwrap();
    assert_eq!(both.users.into_set().unwrap()[0].name, Maybe::Set("Борис".to_owned()));
    assert_eq!(both.groups, Maybe::Empty);
}

#[test]
fn custom_fields_are_merged() {
    let sandbox = sandbox();
    let value = |id, value: &str| FieldEdit::new(FieldId(id)).value(value);
    let values = |sandbox: &Sandbox| -> Vec<Option<String>> {
        let fields = get(sandbox).custom_data.into_set().unwrap();
        // The other fields of contacts have no value.
        fields
            .into_iter()
            .take(3)
            .map(|field| Some(field.value.set()?.text()?.into_owned()))
            .collect()
    };
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(values(&sandbox), [text("Silver"), None, text("120000")]);
    client(&sandbox)
        .call(&update().custom_data([value(102, "[3,14]")]))
        .unwrap();
    assert_eq!(values(&sandbox), [text("Silver"), text("[3,14]"), text("120000")]);
    let cleared = FieldEdit::new(FieldId(101)).clear_value();
    client(&sandbox)
        .call(&update().custom_data([cleared, value(103, "7")]))
        .unwrap();
    assert_eq!(values(&sandbox), [None, text("[3,14]"), text("7")]);
    client(&sandbox).call(&update().clear_custom_data()).unwrap();
    assert_eq!(values(&sandbox), [None, None, None]);
}

#[test]
fn values_that_no_answer_has_are_stored_too() {
    let sandbox = sandbox();
    let request = update()
        .lang(planfix_api::Language::En)
        .can_be_worker(true)
        .telegram_id(planfix_api::TelegramId(5))
        .telegram_username("anna_example");
    client(&sandbox).call(&request).unwrap();
    let stored = sandbox.stored(ANNA).unwrap().unwrap();
    assert_eq!(stored["contact"]["lang"], json!("En"));
    assert_eq!(stored["contact"]["canBeWorker"], json!(true));
    assert_eq!(
        stored["contact"]["telegram"],
        json!({"id": 5, "username": "anna_example"})
    );
    client(&sandbox).call(&update().clear_lang()).unwrap();
    let stored = sandbox.stored(ANNA).unwrap().unwrap();
    assert_eq!(stored["contact"]["lang"], json!(null));
    assert_eq!(stored["contact"]["canBeWorker"], json!(true));
}

#[test]
fn a_refused_update_changes_nothing() {
    let sandbox = sandbox();
    let before = sandbox.stored(ANNA).unwrap();
    let error = client(&sandbox)
        .call(&update().post("Head").group_id(ContactGroupId(99)))
        .unwrap_err();
    assert_eq!(error.code(), Some("0015"));
    assert_eq!(sandbox.stored(ANNA).unwrap(), before);
}

#[test]
fn a_silent_update_makes_no_action() {
    let sandbox = sandbox();
    assert!(
        client(&sandbox)
            .call(&update().post("A").silent(true))
            .unwrap()
            .action_id
            .is_absent()
    );
    let first = client(&sandbox).call(&update().post("B")).unwrap();
    let second = client(&sandbox).call(&update().post("C").silent(false)).unwrap();
    assert_eq!(first.general, Maybe::Set(ContactNumber(11)));
    assert!(first.action_id.is_set() && second.action_id.is_set() && first.action_id != second.action_id);
}

#[test]
fn three_identifiers_name_the_same_contact() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let by_number = contact::update::Request::new(ContactNumber(11)).post("A");
    let by_user = contact::update::Request::new(UserId(1001)).post("B");
    assert_eq!(client.call(&by_number).unwrap().id, Maybe::Set(ANNA));
    assert_eq!(client.call(&by_user).unwrap().id, Maybe::Set(ANNA));
    assert_eq!(get(&sandbox).post, Maybe::Set("B".to_owned()));
}

#[test]
fn the_date_of_change_is_returned_on_request() {
    let sandbox = sandbox();
    client(&sandbox).call(&update().post("A")).unwrap();
    let plain = get(&sandbox);
    assert!(plain.last_update_date.is_absent() && plain.last_comment_date.is_absent());
    let fields = [ContactExtraField::LastUpdateDate, ContactExtraField::LastCommentDate];
    let request = contact::get::Request::new(ANNA).fields(fields);
    let full = client(&sandbox).call(&request).unwrap().contact;
    assert_eq!(full.last_update_date, Maybe::Set(DateTime::from(NOW)));
    assert_eq!(full.last_comment_date, Maybe::Empty);
}

#[test]
fn text_survives_exactly() {
    let sandbox = sandbox();
    let text = "  Tom & Ann <a@example.com>\n\t\"Ёлка\" 🙂 ]]>  ";
    client(&sandbox).call(&update().description(text)).unwrap();
    assert_eq!(get(&sandbox).description, Maybe::Set(text.to_owned()));
}

#[test]
fn the_filled_example_is_accepted() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/contact.update.json");
    let request: contact::update::Request = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let sandbox = sandbox();
    client(&sandbox).call(&request).unwrap();
    let once = sandbox.stored(ANNA).unwrap();
    client(&sandbox).call(&request).unwrap();
    assert_eq!(
        sandbox.stored(ANNA).unwrap(),
        once,
        "the same update twice ends in the same state"
    );
    assert_eq!(
        get(&sandbox).template.into_set().unwrap().id,
        Maybe::Set(ContactNumber(1))
    );
}
