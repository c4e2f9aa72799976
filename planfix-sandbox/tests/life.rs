//! contact.add, contact.get, contact.delete, and the lists of groups and types of telephones.

mod common;

use common::{client, sandbox};
use planfix_api::{ContactGroupId, ContactId, ContactNumber, Maybe, contact};

#[test]
fn a_contact_is_added_read_and_deleted() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let request = contact::add::Request::new()
        .name("Дарья")
        .last_name("Новая")
        .phones([contact::add::Phone::new("+7 900 000-00-33").type_name("Mobile")])
        .lang(planfix_api::Language::Ru);
    let added = client.call(&request).unwrap();
    let again = client.call(&request).unwrap();
    assert_ne!(added.id, again.id);
    assert_ne!(added.general, again.general);
    assert_ne!(added.user_id, again.user_id);
    assert!(added.action_id.is_set());

    let number = added.general.into_set().unwrap();
    let contact = client.call(&contact::get::Request::new(number)).unwrap().contact;
    assert_eq!(contact.id, added.id);
    assert_eq!(contact.name, Maybe::Set("Дарья".to_owned()));
    assert_eq!(contact.is_company, Maybe::Set(false));
    assert_eq!(contact.post, Maybe::Empty);

    assert_eq!(
        client.call(&contact::delete::Request::new(added.id)).unwrap().id,
        Maybe::Set(added.id)
    );
    let gone = client.call(&contact::get::Request::new(added.id)).unwrap_err();
    assert_eq!(gone.code(), Some("8002"));
    let twice = client.call(&contact::delete::Request::new(added.id)).unwrap_err();
    assert_eq!(twice.code(), Some("8002"));
    assert!(sandbox.stored(added.id).unwrap().is_none());
    // Identifiers are never reused.
    let third = client.call(&request).unwrap();
    assert!(third.id > again.id);
}

#[test]
fn a_template_provides_properties() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let added = client
        .call(&contact::add::Request::new().template(ContactNumber(1)).name("Егор"))
        .unwrap();
    let contact = client.call(&contact::get::Request::new(added.id)).unwrap().contact;
    assert_eq!(contact.template.into_set().unwrap().id, Maybe::Set(ContactNumber(1)));
    assert_eq!(contact.group.into_set().unwrap().id, Maybe::Set(ContactGroupId(1)));
    let other = client
        .call(
            &contact::add::Request::new()
                .template(ContactNumber(1))
                .group_id(ContactGroupId(2)),
        )
        .unwrap();
    let contact = client.call(&contact::get::Request::new(other.id)).unwrap().contact;
    assert_eq!(contact.group.into_set().unwrap().id, Maybe::Set(ContactGroupId(2)));
    let of_template = planfix_api::ContactFilter::template(planfix_api::Equality::Equal, ContactNumber(1));
    let request = contact::get_list::Request::new().filters([of_template]);
    let listed = client.call(&request).unwrap().contacts.items;
    let ids: Vec<ContactId> = listed.iter().map(|contact| contact.id).collect();
    assert_eq!(ids, [ContactId(1), ContactId(2), added.id, other.id]);
    let refused = client
        .call(&contact::add::Request::new().template(ContactNumber(9)))
        .unwrap_err();
    assert_eq!(refused.code(), Some("0015"));
}

#[test]
fn a_company_is_added_and_names_its_people() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let added = client
        .call(&contact::add::Request::new().name("Роза").is_company(true))
        .unwrap();
    let company = client.call(&contact::get::Request::new(added.id)).unwrap().contact;
    assert_eq!(company.is_company, Maybe::Set(true));

    client
        .call(&contact::update::Request::new(ContactId(4)).name("Renamed"))
        .unwrap();
    let person = client.call(&contact::get::Request::new(ContactId(1))).unwrap().contact;
    assert_eq!(
        person.contractors.into_set().unwrap()[0].name,
        Maybe::Set("Renamed".to_owned())
    );
}

#[test]
fn each_answer_has_the_elements_of_its_method() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    client
        .call(
            &contact::update::Request::new(ContactId(1))
                .facebook("f")
                .telegram_id(planfix_api::TelegramId(7)),
        )
        .unwrap();
    let one = client.call(&contact::get::Request::new(ContactId(1))).unwrap().contact;
    assert!(one.facebook.is_absent() && one.telegram_id.is_absent() && one.telegram.is_set() && one.group.is_set());
    let list = client.call(&contact::get_list::Request::new()).unwrap().contacts.items;
    let listed = &list[0];
    assert_eq!(listed.facebook, Maybe::Set("f".to_owned()));
    assert_eq!(listed.telegram_id, Maybe::Set("7".to_owned()));
    assert!(listed.telegram.is_absent() && listed.group.is_absent() && listed.mid_name.is_absent());
}

#[test]
fn groups_and_types_of_telephones() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let groups = client
        .call(&contact::get_group_list::Request::new())
        .unwrap()
        .contact_groups;
    assert_eq!(
        (groups.total_count, groups.count, groups.items.len()),
        (Maybe::Set(3), Maybe::Set(3), 3)
    );
    let types = client
        .call(&contact::get_phone_types::Request::new())
        .unwrap()
        .phone_types;
    assert_eq!(types.total_count, Maybe::Set(3));
    assert_eq!(types.items[0].name, Maybe::Set("Mobile".to_owned()));
}
