//! contact.getList: targets, pages, counts, search, company.

mod common;

use common::{assert_refused, client, post, request, sandbox};
use planfix_api::{ContactExtraField, ContactFilterId, ContactId, ContactTarget, Maybe, contact};
use planfix_sandbox::Sandbox;

fn list() -> contact::get_list::Request {
    contact::get_list::Request::new()
}

/// Returns the identifiers of a page, its total and its count.
fn page(sandbox: &Sandbox, request: &contact::get_list::Request) -> (Vec<i64>, i64, i64) {
    let page = client(sandbox).call(request).unwrap().contacts;
    let ids = page.items.iter().map(|contact| contact.id.0).collect();
    (
        ids,
        page.total_count.into_set().unwrap(),
        page.count.into_set().unwrap(),
    )
}

fn ids(sandbox: &Sandbox, request: &contact::get_list::Request) -> Vec<i64> {
    page(sandbox, request).0
}

#[test]
fn people_companies_and_templates_are_apart() {
    let sandbox = sandbox();
    assert_eq!(ids(&sandbox, &list()), [1, 2, 3]);
    assert_eq!(ids(&sandbox, &list().target(ContactTarget::Contact)), [1, 2, 3]);
    assert_eq!(ids(&sandbox, &list().target(ContactTarget::Company)), [4, 5]);
    assert_eq!(ids(&sandbox, &list().target(ContactTarget::Template)), [6]);
}

#[test]
fn a_stored_filter_does_not_exist() {
    let sandbox = sandbox();
    let error = client(&sandbox).call(&list().target(ContactFilterId(7))).unwrap_err();
    assert_eq!(error.code(), Some("0101"));
    let answer = post(&sandbox, &request("contact.getList", "<target>:company</target>"));
    assert_refused(&answer, "0101", "target");
    let answer = post(&sandbox, &request("contact.getList", "<target>people</target>"));
    assert_refused(&answer, "0015", "target");
}

#[test]
fn pages_over_250_contacts_hold_each_once() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    for number in 0..247 {
        let name = format!("Contact {number}");
        client.call(&contact::add::Request::new().name(name)).unwrap();
    }
    let mut all = Vec::new();
    for (number, expected) in [(1, 100), (2, 100), (3, 50), (4, 0)] {
        let (ids, total, count) = page(&sandbox, &list().page_current(number));
        assert_eq!(
            (ids.len(), total, count),
            (expected, 250, expected as i64),
            "page {number}"
        );
        all.extend(ids);
    }
    assert!(all.is_sorted() && all.len() == 250);
    // The pages are the same with a condition that every contact meets.
    let found = list().search("contact ").page_size(7).page_current(2);
    let (ids, total, count) = page(&sandbox, &found);
    assert_eq!((ids.len(), total, count), (7, 247, 7));
    assert_eq!(ids[0], 14);
    // A deleted contact is on no page.
    client.call(&contact::delete::Request::new(ContactId(14))).unwrap();
    let (ids, total, _) = page(&sandbox, &found);
    assert_eq!((ids[0], total), (15, 246));
}

#[test]
fn a_page_of_zero_or_less_has_only_the_counts() {
    let sandbox = sandbox();
    for number in [0, -1, i64::MIN] {
        assert_eq!(page(&sandbox, &list().page_current(number)), (Vec::new(), 3, 0));
    }
    assert_eq!(page(&sandbox, &list().page_current(i64::MAX)), (Vec::new(), 3, 0));
}

#[test]
fn an_empty_page_has_the_vendors_form() {
    let answer = post(&sandbox(), &request("contact.getList", "<search>nobody</search>"));
    assert!(answer.contains("<contacts totalCount=\"0\" count=\"0\"/>"), "{answer}");
    let answer = post(&sandbox(), &request("contact.getList", ""));
    assert!(
        answer.contains("<contacts totalCount=\"3\" count=\"3\"><contact>"),
        "{answer}"
    );
}

#[test]
fn search_looks_at_names_and_the_address_in_any_case() {
    let sandbox = sandbox();
    assert_eq!(ids(&sandbox, &list().search("АННА")), [1]);
    assert_eq!(ids(&sandbox, &list().search("левин")), [2]);
    assert_eq!(ids(&sandbox, &list().search("EXAMPLE.NET")), [3]);
    assert_eq!(ids(&sandbox, &list().search("example")), [1, 2, 3]);
    // The job title is not searched, and a pattern of SQL is ordinary text.
    assert!(ids(&sandbox, &list().search("Buyer")).is_empty());
    assert!(ids(&sandbox, &list().search("%")).is_empty());
}

#[test]
fn a_company_limits_the_list() {
    let sandbox = sandbox();
    assert_eq!(ids(&sandbox, &list().company(ContactId(4))), [1, 2]);
    assert!(ids(&sandbox, &list().company(ContactId(5))).is_empty());
}

#[test]
fn dates_are_returned_on_request() {
    let sandbox = sandbox();
    let plain = client(&sandbox).call(&list()).unwrap().contacts.items;
    assert!(plain[0].last_update_date.is_absent());
    let asked = list().fields([ContactExtraField::LastCommentDate]);
    let contacts = client(&sandbox).call(&asked).unwrap().contacts.items;
    assert_eq!(contacts[0].last_comment_date, Maybe::Empty);
    assert!(contacts[0].last_update_date.is_absent());
}

#[test]
fn empty_elements_count_as_left_out() {
    let fields = "<pageCurrent/><pageSize/><target/><company/><search/><filters/><fields/>";
    let answer = post(&sandbox(), &request("contact.getList", fields));
    assert!(answer.contains("totalCount=\"3\""), "{answer}");
}
