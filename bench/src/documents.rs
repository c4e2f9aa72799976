//! The documents: the filled contact.update of `examples/`, a filled task, and a page of contacts.

use planfix_api::contact::{get_list, update};
use planfix_api::jiff::civil::date;
use planfix_api::task::get;
use planfix_api::types::{self, Contact};
use planfix_api::xml::{Envelope, write_request, write_response};
use planfix_api::{ContactId, ContactNumber, DateTime, FieldId, PhoneTypeId, Sex, UserId};

/// Returns contact.update with every field filled.
///
/// # Panics
/// The example file does not match the table; the tests rule this out.
#[must_use]
pub fn filled_update() -> update::Request {
    let text = include_str!("../../examples/contact.update.json");
    serde_json::from_str(text).expect("the example fits the table")
}

/// Returns [`filled_update`] as bytes.
///
/// # Panics
/// As [`filled_update`].
#[must_use]
pub fn filled_update_xml() -> Vec<u8> {
    let envelope = Envelope {
        account: "demo",
        sid: None,
    };
    write_request("contact.update", &envelope, &filled_update()).expect("it can be written")
}

/// Returns a response of task.get with every field filled that one task can have.
///
/// # Panics
/// The file next to this one does not match the table, which the first run would show.
#[must_use]
pub fn filled_task() -> get::Response {
    serde_json::from_str(include_str!("task.get.json")).expect("the file fits the table")
}

/// Returns [`filled_task`] as bytes.
///
/// # Panics
/// As [`filled_task`].
#[must_use]
pub fn filled_task_xml() -> Vec<u8> {
    write_response(&filled_task()).expect("it can be written")
}

/// Returns a response of contact.getList with this many contacts, about 2 kB each.
#[must_use]
pub fn page(contacts: usize) -> get_list::Response {
    let total = i64::try_from(contacts).unwrap_or(i64::MAX);
    let list = get_list::Contacts::new()
        .total_count(total)
        .count(total)
        .items((1..=total).map(contact));
    get_list::Response::new(list)
}

/// Returns the list as bytes.
///
/// # Panics
/// Never: the list contains only characters that XML allows.
#[must_use]
pub fn page_xml(contacts: usize) -> Vec<u8> {
    write_response(&page(contacts)).expect("it can be written")
}

fn contact(id: i64) -> Contact {
    let phones = (0..2).map(|i| {
        types::ContactPhone::new()
            .number(format!("+7 900 {:03}-{:02}-{i:02}", id % 1000, id % 100))
            .phone_type(PhoneTypeId(i + 1))
            .type_name("Mobile")
    });
    let contractors = (0..2).map(|i| types::ContactClient::new().id(ContactId(500 + i)).name("Рога & Копыта"));
    let values = (0..4).map(|i| {
        types::CustomField::new()
            .field_id(FieldId(100 + i))
            .field_name("Источник обращения")
            .value("17")
            .text("Выставка, осень <2025>")
    });
    Contact::new(ContactId(id))
        .user_id(UserId(id + 10_000))
        .general(ContactNumber(id))
        .template(types::ContactTemplate::new().id(ContactNumber(1)))
        .name("Анна Сергеевна")
        .last_name("Ветрова")
        .is_company(false)
        .post("Начальник отдела закупок")
        .email(format!("anna.{id}@example.com"))
        .phones(phones)
        .address("Примерск, улица Образцовая, дом 1, офис 12")
        .description("Писать на почту. Счета — Tom & Ann, копию <purchasing@example.com>.")
        .sex(Sex::Female)
        .skype("anna.example")
        .facebook("https://facebook.example.com/anna")
        .vk("https://vk.example.com/anna")
        .telegram_id("100000001")
        .icq("000000001")
        .user_pic("https://files.example.com/pictures/1.png")
        .birthdate(DateTime::Date(date(1990, 4, 9)))
        .contractors(contractors)
        .have_planfix_access(true)
        .custom_data(values)
}
