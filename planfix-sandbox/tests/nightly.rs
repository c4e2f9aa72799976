//! The example of a nightly update: every contact is changed once, at the pace of the account, over several days.

mod common;
#[path = "../examples/nightly_update.rs"]
mod nightly_update;

use common::{Folder, NOW, connection};
use nightly_update::update;
use planfix_api::client::{Client, Policy, VirtualClock};
use planfix_api::{ContactId, contact};
use planfix_sandbox::{Answered, Options, Sandbox};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

#[test]
fn two_hundred_contacts_are_changed_once_each_over_several_days() {
    let clock = VirtualClock::new();
    let options = Options::default().empty().virtual_clock(NOW, &clock);
    let sandbox = Sandbox::in_memory(options.per_second(1).per_day(75)).unwrap();
    for number in 1..=200 {
        sandbox
            .carry_out(&contact::add::Request::new().name(format!("Customer {number}")))
            .unwrap();
    }
    let folder = Folder::new();
    let journal = folder.0.join("journal");
    let journal = journal.to_str().unwrap();
    let mut days = 0;
    loop {
        days += 1;
        let client = Client::new(connection(), &sandbox)
            .with_policy(Policy::standard())
            .with_clock(Arc::new(clock.clone()));
        match update(&client, journal) {
            Ok(_) => break,
            Err(error) => assert!(error.to_string().contains("0007"), "{error}"),
        }
        clock.advance(Duration::from_secs(24 * 60 * 60));
    }
    assert_eq!(days, 3);
    let calls = sandbox.calls();
    let too_fast = calls.iter().filter(|call| matches!(&call.answered, Answered::Http(_)));
    assert_eq!(too_fast.count(), 0);
    let changed = calls
        .iter()
        .filter(|call| call.method == Some("contact.update") && call.answered == Answered::Done);
    assert_eq!(changed.count(), 200);
    let posts: BTreeSet<String> = sandbox
        .all_stored::<ContactId>()
        .unwrap()
        .iter()
        .map(|stored| stored.to_string())
        .filter(|stored| stored.contains("\"post\":\"Customer\""))
        .collect();
    assert_eq!(posts.len(), 200);
}
