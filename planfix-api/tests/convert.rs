//! Conversions between records whose elements agree, and lists that get one more item.

use planfix_api::action::get::Response as Read;
use planfix_api::jiff::civil::date;
use planfix_api::record::Typed as _;
use planfix_api::{
    ActionId, ContactGroupId, ContactId, ContactNumber, CustomField, DateTime, FieldEdit, FieldId, FieldValue, Maybe,
    PhoneTypeId, TaskId, UserId, action, changes, contact, convert, fill, task, types, user,
};

fn text(record: &dyn planfix_api::record::Record) -> String {
    format!("{:?}", record.revealed())
}

#[test]
fn a_telephone_that_was_read_becomes_one_that_is_sent() {
    let read = types::ContactPhone::new()
        .number("+7 900 000-00-01")
        .phone_type(PhoneTypeId(2))
        .type_name("Office");
    let expected = contact::update::Phone::new("+7 900 000-00-01")
        .phone_type(PhoneTypeId(2))
        .type_name("Office");
    assert_eq!(convert::<contact::update::Phone>(&read).unwrap(), expected);
    // Between methods, and back.
    let added = convert::<contact::add::Phone>(&expected).unwrap();
    assert_eq!(convert::<contact::update::Phone>(&added).unwrap(), expected);
    assert!(convert::<user::update::Phone>(&added).is_ok());
    assert_eq!(convert::<types::ContactPhone>(&expected).unwrap(), read);
}

#[test]
fn a_value_that_is_missing_is_told_with_its_path_and_row() {
    let error = convert::<contact::update::Phone>(&types::ContactPhone::new()).unwrap_err();
    let expected = "number: expected a value, since it is required (spec/methods/contact.update.md:";
    assert!(error.to_string().starts_with(expected), "{error}");
    let misfits = error.as_slice();
    assert_eq!((misfits.len(), misfits[0].path.as_str()), (1, "number"));
}

#[test]
fn a_request_that_creates_becomes_one_that_changes() {
    let add = contact::add::Request::new()
        .name("Anna")
        .birthdate(date(1990, 4, 9))
        .group_id(ContactGroupId(3))
        .phones([contact::add::Phone::new("+7 900 000-00-01")])
        .custom_data([FieldEdit::new(FieldId(101)).value(FieldValue::from("x"))])
        .responsible(contact::add::Responsible::new().users([UserId(2)]))
        .is_company(false);
    let error = convert::<contact::update::Request>(&add).unwrap_err();
    let selector = "contact.id or contact.userid or contact.general: expected one of them, since it is required";
    assert!(error.to_string().starts_with(selector), "{error}");
    let update = fill(contact::update::Request::new(ContactId(7)), &add).unwrap();
    let expected = contact::update::Request::new(ContactId(7))
        .name("Anna")
        .birthdate(date(1990, 4, 9))
        .group_id(ContactGroupId(3))
        .phones([contact::update::Phone::new("+7 900 000-00-01")])
        .custom_data([FieldEdit::new(FieldId(101)).value(FieldValue::from("x"))])
        .responsible(contact::update::Responsible::new().users([UserId(2)]));
    assert_eq!(text(&update), text(&expected));
}

#[test]
fn a_custom_field_that_was_read_becomes_one_that_is_sent() {
    let mut read = CustomField::blank();
    read.field_id = Maybe::Set(FieldId(7));
    read.value = Maybe::Set(FieldValue::from("[1,2]"));
    let edit: FieldEdit = convert(&read).unwrap();
    assert_eq!(
        text(&edit),
        text(&FieldEdit::new(FieldId(7)).value(FieldValue::from("[1,2]")))
    );
    // One that has no number cannot be sent.
    assert!(convert::<FieldEdit>(&CustomField::blank()).is_err());
}

#[test]
fn a_task_that_was_read_becomes_the_request_that_keeps_it() {
    let read = types::Task::blank();
    let mut read = read
        .title("Desks")
        .end_time(DateTime::from(date(2026, 9, 1).at(17, 30, 0, 0)));
    read.id = TaskId(7);
    let request = task::update::Request::from(&read);
    let expected = task::update::Request::new(TaskId(7))
        .title("Desks")
        .start_date_is_set(false)
        .start_time_is_set(false)
        .end_date_is_set(true)
        .end_date(date(2026, 9, 1))
        .end_time_is_set(true)
        .end_time(planfix_api::jiff::civil::time(17, 30, 0, 0))
        .duration_is_set(false);
    assert_eq!(text(&request), text(&expected));
    let mut response = task::get::Response::blank();
    response.task = read;
    assert_eq!(task::update::Request::from(&response), request);
}

#[test]
fn a_template_is_read_by_its_number() {
    let mut contact = types::Contact::blank();
    contact.id = ContactId(7);
    contact.template = Maybe::Set(types::ContactTemplate::blank().id(ContactNumber(3)));
    let request = contact::update::Request::from(&contact);
    assert_eq!(request.template.set(), Some(&ContactNumber(3)));
    assert_eq!(
        text(&request),
        text(&contact::update::Request::new(ContactId(7)).template(ContactNumber(3)))
    );
}

#[test]
fn what_is_kept_if_it_is_left_out_is_not_part_of_the_changes() {
    let read = Read::blank();
    let before = action::update::Request::from(&read).description("Old").is_hidden(true);
    let after = before.clone().description("New");
    let request = changes(&before, &after).unwrap();
    // The comment would show up again without it.
    let expected = action::update::Request::new(ActionId(0))
        .description("New")
        .is_hidden(true);
    assert_eq!(text(&request), text(&expected));
}

#[test]
fn a_condition_goes_with_the_value_that_depends_on_it() {
    use planfix_api::{ProjectId, project};
    let before = project::update::Request::new(ProjectId(1))
        .has_end_date(true)
        .end_date(date(2026, 1, 1))
        .title("A");
    let after = before.clone().end_date(date(2027, 1, 1));
    let expected = project::update::Request::new(ProjectId(1))
        .has_end_date(true)
        .end_date(date(2027, 1, 1));
    assert_eq!(
        changes(&before, &after).map(|request| text(&request)),
        Some(text(&expected))
    );
}

#[test]
fn an_item_is_added_to_a_list() {
    let phone = |number: &str| contact::update::Phone::new(number);
    let one = contact::update::Request::new(ContactId(1)).push_phones(phone("1"));
    let two = one.clone().push_phones(phone("2"));
    assert_eq!(two.phones.set().unwrap().as_slice(), [phone("1"), phone("2")]);
    assert_eq!(
        two,
        contact::update::Request::new(ContactId(1)).phones([phone("1"), phone("2")])
    );
    // A list that was emptied, one without an element of its own, and one that is required.
    let emptied = one.clear_phones().push_phones(phone("3"));
    assert_eq!(emptied.phones.set().unwrap().as_slice(), [phone("3")]);
    let tasks = task::get_multi::Request::new().push_ids(TaskId(1)).push_ids(TaskId(2));
    assert_eq!(tasks.ids, [TaskId(1), TaskId(2)]);
    let users = planfix_api::AnalyticUsers::new([UserId(1)]).push_ids(UserId(2));
    assert_eq!(users.ids, [UserId(1), UserId(2)]);
}
