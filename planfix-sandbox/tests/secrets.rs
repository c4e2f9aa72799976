//! Debug, errors and refusals show neither credentials nor personal data.

mod common;

use common::{BASIC_KEY, post, request, send};
use planfix_sandbox::{Options, Sandbox};

#[test]
fn debug_shows_no_credentials_and_no_contacts() {
    let options = Options::default().account("acme").key("key-7531").token("token-8642");
    let sandbox = Sandbox::in_memory(options.clone()).unwrap();
    for shown in [format!("{options:?}"), format!("{sandbox:?}"), format!("{sandbox:#?}")] {
        assert!(shown.contains("acme"));
        for secret in ["key-7531", "token-8642", "Анна", "demo"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}

#[test]
fn refusals_show_no_personal_value_and_no_credentials() {
    let sandbox = common::sandbox();
    let secret = "p3rsonal";
    for (method, fields) in [
        (
            "contact.update",
            "<contact><id>1</id><birthdate>p3rsonal</birthdate></contact>",
        ),
        (
            "contact.update",
            "<contact><id>1</id><telegram><id>p3rsonal</id></telegram></contact>",
        ),
        ("contact.update", "<contact><id>1</id><email>p3rsonal</email></contact>"),
        ("contact.update", "<contact><id>1</id><nmae>p3rsonal</nmae></contact>"),
        ("contact.update", "<contact><id>1</id>p3rsonal</contact>"),
        (
            "contact.update",
            "<contact><id>1</id><customData><customValue><id>103</id><value>p3rsonal</value></customValue></customData></contact>",
        ),
        ("contact.getList", "<search>a</search><search>p3rsonal</search>"),
        (
            "contact.getList",
            "<filters><filter><type>4008</type><operator>equal</operator><value>p3rsonal</value></filter></filters>",
        ),
        ("contact.get", "<sid>p3rsonal</sid><contact><id>999</id></contact>"),
        ("auth.login", "<login>p3rsonal</login><password>p3rsonal</password>"),
    ] {
        let answer = post(&sandbox, &request(method, fields));
        assert!(answer.contains("status=\"error\""), "{fields}: {answer}");
        assert!(!answer.contains(secret), "{answer}");
        let answer = send(&sandbox, Some(BASIC_KEY), &request(method, fields));
        assert!(!answer.contains(secret), "{answer}");
    }
    let options = Options::default().key("key-7531").token("token-8642");
    let sandbox = Sandbox::in_memory(options).unwrap();
    let answer = post(&sandbox, &request("contact.get", ""));
    assert!(
        !answer.contains("key-7531") && !answer.contains("token-8642"),
        "{answer}"
    );
}
