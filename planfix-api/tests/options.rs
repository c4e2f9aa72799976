//! Options in setters, `Default`, and lists that may be left out.

use planfix_api::contact::update::{Phone, Request};
use planfix_api::{ContactId, Maybe, Sex, UserId, contact, file, task};
use std::collections::BTreeMap;

#[test]
fn a_setter_takes_an_option_and_none_leaves_out() {
    let date = jiff::civil::date(1990, 4, 9);
    let with = |is: bool| {
        Request::new(ContactId(1))
            .name(is.then_some("Anna"))
            .last_name(is.then(|| "Smith".to_owned()))
            .sex(is.then_some(Sex::Female))
            .birthdate(is.then_some(date))
            .phones(is.then(|| vec![Phone::new("+7")]))
            .secondary_emails(is.then_some(["anna@example.com"]))
    };
    assert_eq!(with(false), Request::new(ContactId(1)));
    let same = Request::new(ContactId(1))
        .name("Anna")
        .last_name("Smith")
        .sex(Sex::Female)
        .birthdate(date)
        .phones([Phone::new("+7")])
        .secondary_emails(["anna@example.com"]);
    assert_eq!(with(true), same);
}

#[test]
fn none_takes_back_a_value() {
    let request = Request::new(ContactId(1)).name("Anna").name(None::<String>);
    assert!(request.name.is_absent());
}

#[test]
fn default_is_new_where_new_takes_nothing() {
    assert_eq!(contact::add::Request::default(), contact::add::Request::new());
    assert_eq!(task::get_list::Request::default(), task::get_list::Request::new());
    assert_eq!(contact::update::Response::default().id, Maybe::Absent);
    assert_eq!(
        Option::<file::download::Content>::default(),
        file::download::Response::default().content
    );
}

#[test]
fn a_list_that_may_be_left_out_is_used_like_a_list() {
    for list in [Maybe::<Vec<i64>>::Absent, Maybe::Empty, Maybe::Set(Vec::new())] {
        assert_eq!((list.len(), list.is_empty(), list.first()), (0, true, None));
        assert_eq!(
            list.iter().count() + (&list).into_iter().count() + list.into_iter().count(),
            0
        );
    }
    let list = Maybe::from(vec![UserId(3), UserId(4)]);
    assert_eq!(list.as_slice(), [UserId(3), UserId(4)]);
    assert_eq!(
        (list.len(), list.is_empty(), list.first()),
        (2, false, Some(&UserId(3)))
    );
    let mut sum = 0;
    for id in &list {
        sum += id.0;
    }
    assert_eq!(sum, 7);
    assert_eq!(list.into_iter().map(i64::from).collect::<Vec<_>>(), [3, 4]);
}

#[test]
fn a_value_is_copied_cloned_or_borrowed() {
    let mut names: BTreeMap<ContactId, Option<&str>> = BTreeMap::new();
    let contact = planfix_api::types::Contact::new(ContactId(5)).name("Anna");
    names.insert(contact.id, contact.name.as_str());
    assert_eq!(names[&ContactId(5)], Some("Anna"));
    assert_eq!(contact.name.cloned(), contact.name.as_deref().map(str::to_owned));
    assert_eq!(Option::from(contact.name), Some("Anna".to_owned()));
}
