//! Contacts: their access to PlanFix, their companies, and filters that look at tasks.

mod common;

use common::{client, code, sandbox};
use planfix_api::contact::{
    get, get_list, manage_planfix_access, update_contractors, update_custom_data, update_user_info,
};
use planfix_api::{
    AccessResult, Bytes, Contact, ContactFilter, ContactId, ContactNumber, ContactTarget, Equality, FieldEdit, FieldId,
    FilterDateType, FilterOperator, FilterPeriod, Maybe, UserId, UserStatus,
};
use planfix_sandbox::Sandbox;

const ANNA: ContactId = ContactId(1);
const CLARA: ContactId = ContactId(3);

fn read(sandbox: &Sandbox, id: ContactId) -> Contact {
    client(sandbox).call(&get::Request::new(id)).unwrap().contact
}

#[test]
fn access_is_given_and_taken_away() {
    let sandbox = sandbox();
    let manage = |id, opens| {
        let request = manage_planfix_access::Request::new(id, opens);
        client(&sandbox).call(&request).unwrap().status.into_set().unwrap()
    };
    assert_eq!(read(&sandbox, ANNA).have_planfix_access, Maybe::Set(false));
    assert_eq!(manage(ANNA, false), AccessResult::Unactive);
    assert_eq!(manage(ANNA, true), AccessResult::NoticeSend);
    assert_eq!(manage(ANNA, true), AccessResult::NoticeResend);
    assert_eq!(read(&sandbox, ANNA).have_planfix_access, Maybe::Set(true));
    assert_eq!(manage(ANNA, false), AccessResult::AccessCanceled);
    // An accepted invitation stays accepted.
    assert_eq!(manage(CLARA, false), AccessResult::Unactive);
    assert_eq!(manage(CLARA, true), AccessResult::Active);
    let taken = manage_planfix_access::Request::new(ANNA, true).email("clara@example.net");
    assert_eq!(code(&sandbox, &taken), "8007");
    assert_eq!(
        code(&sandbox, &manage_planfix_access::Request::new(ANNA, true).email("x")),
        "8010"
    );
    assert_eq!(
        code(&sandbox, &manage_planfix_access::Request::new(ContactId(99), true)),
        "8002"
    );
}

#[test]
fn the_login_of_a_contact_is_changed() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let login = |login| update_user_info::Request::new(CLARA, login);
    let new = update_user_info::Login::new;
    client
        .call(&login(
            new()
                .email("c@example.net")
                .password("secret")
                .pic(Bytes::from(vec![1])),
        ))
        .unwrap();
    let listed = client.call(&get_list::Request::new()).unwrap().contacts.items;
    let user = listed[2].user.set().unwrap();
    assert_eq!(
        (user.email.set().unwrap().as_str(), user.status.clone()),
        ("c@example.net", Maybe::Set(UserStatus::Active))
    );
    // The address of the contact is a different one, and no password is stored.
    assert_eq!(read(&sandbox, CLARA).email, Maybe::Set("clara@example.net".to_owned()));
    let stored = sandbox.stored(CLARA).unwrap().unwrap().to_string();
    assert!(!stored.contains("secret"), "{stored}");
    assert_eq!(code(&sandbox, &login(new().notify_by_jabber(true))), "0017");
    assert_eq!(
        code(
            &sandbox,
            &update_user_info::Request::new(ANNA, new().status(UserStatus::Active))
        ),
        "8006"
    );
    client.call(&manage_planfix_access::Request::new(ANNA, true)).unwrap();
    assert_eq!(
        code(
            &sandbox,
            &update_user_info::Request::new(ANNA, new().password("secret"))
        ),
        "8008"
    );
}

#[test]
fn companies_are_joined_and_left() {
    let sandbox = sandbox();
    let companies = |sandbox: &Sandbox| -> Vec<i64> {
        let clients = read(sandbox, ANNA).contractors.into_set().unwrap_or_default();
        clients
            .into_iter()
            .map(|client| client.id.into_set().unwrap().0)
            .collect()
    };
    let change = update_contractors::Contractors::new;
    let call = |contractors| {
        client(&sandbox)
            .call(&update_contractors::Request::new(ANNA, contractors))
            .unwrap()
    };
    call(change().add_client([ContactId(5)]));
    assert_eq!(companies(&sandbox), [4, 5]);
    call(
        change()
            .del_client([ContactId(4), ContactId(5)])
            .add_client([ContactId(5)]),
    );
    assert_eq!(companies(&sandbox), [5]);
    let wrong = |id| update_contractors::Request::new(ANNA, change().add_client([ContactId(id)]));
    assert_eq!(code(&sandbox, &wrong(99)), "8002");
    assert_eq!(code(&sandbox, &wrong(2)), "0015");
    // A deleted company is no longer listed.
    client(&sandbox)
        .call(&planfix_api::contact::delete::Request::new(ContactId(5)))
        .unwrap();
    assert!(companies(&sandbox).is_empty());
}

#[test]
fn custom_fields_alone_are_changed() {
    let sandbox = sandbox();
    let fields = [
        FieldEdit::new(FieldId(109)).value("2"),
        FieldEdit::new(FieldId(113)).value("[2,1003]"),
    ];
    let request = update_custom_data::Request::new(ContactNumber(11), fields);
    let response = client(&sandbox).call(&request).unwrap();
    assert!(response.id.set() == Some(&ANNA) && response.action_id.is_set());
    let fields = read(&sandbox, ANNA).custom_data.into_set().unwrap();
    let text = |id| {
        fields
            .iter()
            .find(|field| field.field_id == Maybe::Set(FieldId(id)))
            .unwrap()
            .text
            .clone()
    };
    assert_eq!(text(109), Maybe::Set("Мария Орлова".to_owned()));
    assert_eq!(text(113), Maybe::Set("Мария Орлова, Clara".to_owned()));
    assert_eq!(text(101), Maybe::Set("Silver".to_owned()));
    for (id, value) in [
        (104, "tomorrow"),
        (105, "2"),
        (106, "Radio"),
        (107, "99"),
        (109, "99"),
        (110, "a,b"),
        (114, "1"),
    ] {
        let wrong = update_custom_data::Request::new(ANNA, [FieldEdit::new(FieldId(id)).value(value)]);
        assert_eq!(code(&sandbox, &wrong), "0015", "{id}");
    }
}

#[test]
fn filters_look_at_tasks_and_fields() {
    let sandbox = sandbox();
    let ids = |target: ContactTarget, filter| -> Vec<i64> {
        let request = get_list::Request::new().target(target).filters([filter]);
        let contacts = client(&sandbox).call(&request).unwrap().contacts.items;
        contacts.iter().map(|contact| contact.id.0).collect()
    };
    let companies = |filter| ids(ContactTarget::Company, filter);
    let people = |filter| ids(ContactTarget::Contact, filter);
    let today = || FilterPeriod::new(FilterDateType::Today);
    assert_eq!(companies(ContactFilter::client_with_active_tasks()), [4]);
    assert_eq!(companies(ContactFilter::client_without_active_tasks()), [5]);
    assert!(companies(ContactFilter::client_with_overdue_tasks()).is_empty());
    assert_eq!(
        companies(ContactFilter::client_with_tasks_active_in(
            FilterOperator::Equal,
            today()
        )),
        [4, 5]
    );
    assert_eq!(people(ContactFilter::takes_part_in_active_tasks()), [2]);
    assert_eq!(people(ContactFilter::takes_no_part_in_active_tasks()), [1, 3]);
    assert_eq!(
        people(ContactFilter::takes_no_part_in_tasks_active_in(
            FilterOperator::Equal,
            today()
        )),
        [1, 3]
    );
    assert_eq!(people(ContactFilter::has_access()), [3]);
    assert_eq!(people(ContactFilter::created_by(Equality::Equal, UserId(2))), [2]);
    let fields = [
        FieldEdit::new(FieldId(104)).value("30-03-2026"),
        FieldEdit::new(FieldId(106)).value("Fair"),
        FieldEdit::new(FieldId(107)).value("2"),
        FieldEdit::new(FieldId(110)).value(r#"["north","south"]"#),
        FieldEdit::new(FieldId(113)).value("[2,3]"),
        FieldEdit::new(FieldId(114)).value("[2,3]"),
    ];
    client(&sandbox)
        .call(&update_custom_data::Request::new(ANNA, fields))
        .unwrap();
    let yesterday = FilterPeriod::new(FilterDateType::Yesterday);
    let equal = || Equality::Equal;
    for filter in [
        ContactFilter::date_field(FieldId(104), FilterOperator::Equal, yesterday),
        ContactFilter::choice_field(FieldId(106), equal(), "Fair"),
        ContactFilter::record_field(FieldId(107), equal(), planfix_api::RecordKey(2)),
        ContactFilter::values_field(FieldId(110), equal(), planfix_api::Semicolons::from(["west", "south"])),
        ContactFilter::users_field(FieldId(113), equal(), UserId(3)),
        ContactFilter::records_field(
            FieldId(114),
            equal(),
            planfix_api::Semicolons::from([planfix_api::RecordKey(3)]),
        ),
    ] {
        assert_eq!(people(filter.clone()), [1], "{filter:?}");
    }
    let refused = get_list::Request::new().filters([ContactFilter::visible_to(equal(), UserId(1))]);
    assert_eq!(code(&sandbox, &refused), "0018");
}
