//! Values that are stored already are not sent.

mod common;

use common::{Clock, Folder, bodies, client, faulty, plan_csv, run_all, states, store};
use planfix_jobs::{RunError, State, compare};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

#[test]
fn rows_that_change_nothing_cost_no_request() {
    let folder = Folder::new();
    // In a new sandbox the contact 1 is Анна Смирнова, Buyer, and 2 is Борис Левин.
    let csv = "contact.id,name,lastName,post\n1,Анна,Смирнова,Buyer\n2,Борис,Круглов,Engineer\n999999,x,y,z\n";
    plan_csv(&folder, "contact.update", csv);
    let sandbox = faulty(&[]);
    let caller = client(Arc::clone(&sandbox));
    {
        let mut store = store(&folder);
        let compared = compare(&mut store, &caller, Duration::from_secs(1), &mut Clock::new()).unwrap();
        assert_eq!((compared.unchanged, compared.changed, compared.failed), (1, 1, 1));
        assert_eq!(compared.first[0].line, 3);
        assert_eq!(compared.first[0].text, "contact.lastName: \"Левин\" -> \"Круглов\"");
        assert_eq!(states(&store), [State::Unchanged, State::Planned, State::Planned]);
    }
    assert_eq!(bodies(&folder)[1], json!({"contact": {"id": 2, "lastName": "Круглов"}}));
    sandbox.arrived.lock().unwrap().clear();
    let mut store = store(&folder);
    run_all(&mut store, &caller);
    assert_eq!(states(&store), [State::Unchanged, State::Done, State::Refused]);
    assert_eq!(sandbox.arrived.lock().unwrap().len(), 2);
}

#[test]
fn a_method_without_a_reading_one_cannot_be_compared() {
    let folder = Folder::new();
    plan_csv(&folder, "contact.add", "name\na\n");
    let error = compare(
        &mut store(&folder),
        &client(faulty(&[])),
        Duration::ZERO,
        &mut Clock::new(),
    );
    assert!(
        matches!(error, Err(RunError::NotComparable("contact.add"))),
        "{error:?}"
    );
}
