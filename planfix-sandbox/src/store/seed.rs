//! What a fresh store holds: a few invented contacts and what they refer to.
//!
//! Identifier, number and user identifier of a contact differ, so that mixing them up shows.

use super::{Begun, FieldKind, StoreError, Stored};
use planfix_api::jiff::civil::{Date, DateTime};
use planfix_api::{
    Contact, ContactClient, ContactGroup, ContactGroupId, ContactId, ContactNumber, ContactPhone, ContactResponsible,
    ContactTemplate, CustomField, FieldId, Language, PhoneTypeId, Sex, UserId, UserRef, contact,
};

/// The number of the template, which contact.add and contact.update name.
const TEMPLATE: ContactNumber = ContactNumber(1);

pub(super) fn fill(store: &Begun<'_>, now: DateTime) -> Result<(), StoreError> {
    for (table, names) in [
        (
            "contact_group",
            [(1, "Customers"), (2, "Suppliers"), (3, "Partners")].as_slice(),
        ),
        ("phone_type", &[(1, "Mobile"), (2, "Work"), (3, "Home")]),
        ("employee", &[(2, "Мария Орлова"), (3, "John Sample")]),
        ("user_group", &[(1, "Sales")]),
    ] {
        for &(id, name) in names {
            store.add_name(table, id, name)?;
        }
    }
    store.add_field(101, "Level", FieldKind::Text)?;
    store.add_field(102, "Tasks", FieldKind::Ids)?;
    store.add_field(103, "Revenue", FieldKind::Number)?;
    for (id, general, contact, is_template) in contacts() {
        store.save_contact(&Stored {
            contact: contact
                .general(ContactNumber(general))
                .user_id(UserId(1000 + id))
                .last_update_date(now),
            extra: contact::update::Request::new(ContactId(id))
                .lang(Language::Ru)
                .can_be_client(true),
            is_template,
            created: now,
        })?;
    }
    Ok(())
}

/// Identifier, number, contact, whether it is a template.
fn contacts() -> [(i64, i64, Contact, bool); 6] {
    let phone = |number: &str, kind| ContactPhone::new().number(number).type_id(PhoneTypeId(kind));
    let group = |id| ContactGroup::new().id(ContactGroupId(id));
    let made_from = || ContactTemplate::new().id(TEMPLATE);
    let company = ContactId(4);
    [
        (
            1,
            11,
            Contact::new(ContactId(1))
                .template(made_from())
                .name("Анна")
                .last_name("Смирнова")
                .is_company(false)
                .post("Buyer")
                .email("anna.smirnova@example.com")
                .phones([phone("+7 900 000-00-09", 1)])
                .address("7 Old Street, Exampletown 100000")
                .sex(Sex::Female)
                .skype("anna.smirnova.example")
                .group(group(2))
                .contractors([ContactClient::new().id(company)])
                .custom_data([
                    CustomField::new().field_id(FieldId(101)).value("Silver"),
                    CustomField::new().field_id(FieldId(103)).value("120000"),
                ])
                .responsible(ContactResponsible::new().users([UserRef::new(UserId(3))])),
            false,
        ),
        (
            2,
            12,
            Contact::new(ContactId(2))
                .template(made_from())
                .name("Борис")
                .mid_name("Иванович")
                .last_name("Левин")
                .is_company(false)
                .post("Engineer")
                .email("boris.levin@example.com")
                .secondary_emails(["b.levin@example.org"])
                .phones([phone("+7 900 000-00-12", 2)])
                .sex(Sex::Male)
                .birthdate(Date::constant(1985, 2, 28))
                .group(group(1))
                .contractors([ContactClient::new().id(company)])
                .custom_data([CustomField::new().field_id(FieldId(103)).value("5000")]),
            false,
        ),
        (
            3,
            13,
            Contact::new(ContactId(3))
                .name("Clara")
                .last_name("Sample")
                .is_company(false)
                .email("clara@example.net")
                .sex(Sex::Female)
                .birthdate(Date::constant(1992, 11, 5))
                .group(group(3)),
            false,
        ),
        (
            4,
            14,
            Contact::new(company)
                .name("ООО «Пример»")
                .is_company(true)
                .email("office@example.com")
                .phones([phone("+7 495 000-00-00", 2)])
                .address("1 Sample Street, Exampletown 100000")
                .site("https://example.com/")
                .group(group(1)),
            false,
        ),
        (
            5,
            15,
            Contact::new(ContactId(5))
                .name("Example Supplies")
                .is_company(true)
                .email("hello@example.org")
                .group(group(2)),
            false,
        ),
        (
            6,
            TEMPLATE.0,
            Contact::new(ContactId(6))
                .name("Person")
                .is_company(false)
                .group(group(1)),
            true,
        ),
    ]
}
