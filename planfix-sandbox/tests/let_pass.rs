//! Messages that the real server was seen to accept. They have the structure of messages of public clients, with other
//! values.

mod common;

use common::{BASIC, client, options, sandbox, send};
use planfix_api::{ContactId, Maybe, TaskId, UserId, action, contact, task};
use planfix_sandbox::{Notice, Sandbox};
use std::sync::{Arc, Mutex};

/// The key `demo` with the password `X`, which clients of sessions send.
const BASIC_X: &str = "Basic ZGVtbzpY";
/// The key `demo` with an empty password.
const BASIC_EMPTY: &str = "Basic ZGVtbzo=";

const LOGIN: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<request method="auth.login"><account>demo</account><login>demo</login><password>demo</password><signature>0123456789abcdef0123456789abcdef</signature></request>"#;

/// A call with a session, whose key replaces `SID`.
const WITH_SESSION: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<request method="task.get"><account>demo</account><sid>SID</sid><task><id>1</id></task><signature>0123456789abcdef0123456789abcdef</signature></request>"#;

/// Messages with any password, beside the login or a session.
#[test]
fn any_password_beside_a_login_or_a_session() {
    for basic in [BASIC_X, BASIC_EMPTY, BASIC] {
        let sandbox = sandbox();
        let answer = send(&sandbox, Some(basic), LOGIN);
        let sid = &answer[answer.find("<sid>").expect(&answer) + 5..answer.find("</sid>").unwrap()];
        let call = WITH_SESSION.replace("SID", sid);
        let answer = send(&sandbox, Some(basic), &call);
        assert!(answer.contains("status=\"ok\""), "{basic}: {answer}");
        sandbox.expire_sessions();
        let answer = send(&sandbox, Some(basic), &call);
        let is_token = basic == BASIC;
        assert_eq!(answer.contains("<code>0005</code>"), !is_token, "{basic}: {answer}");
    }
    // Otherwise it must be the token.
    let without = WITH_SESSION.replace("SID", "");
    let answer = send(&sandbox(), Some(BASIC_X), &without);
    assert!(answer.contains("<code>0012</code>"), "{answer}");
}

/// A message, and what the sandbox must have afterwards.
struct Case {
    what: &'static str,
    message: &'static str,
    done: fn(&Sandbox),
}

/// The task that a message adds.
const NEW: TaskId = TaskId(5);

fn new_task(sandbox: &Sandbox) -> planfix_api::Task {
    client(sandbox).call(&task::get::Request::new(NEW)).unwrap().task
}

fn workers(sandbox: &Sandbox) -> Vec<UserId> {
    let workers = new_task(sandbox).workers.into_set().unwrap();
    let users = workers.users.into_set().unwrap();
    users.into_iter().map(|user| user.id).collect()
}

const CASES: &[Case] = &[
    Case {
        what: "a list that comes twice, an item in each",
        message: r#"<request method="task.add"><account>demo</account><sid></sid><task><title>t</title><workers><users><id>1</id></users><users><id>2</id></users></workers></task></request>"#,
        done: |sandbox| assert_eq!(workers(sandbox), [UserId(1), UserId(2)]),
    },
    Case {
        what: "a container of lists that comes twice, an item in each",
        message: r#"<request method="task.add"><account>demo</account><task><title>t</title><workers><users><id>1</id></users></workers><workers><groups><id>1</id></groups></workers><workers/><workers><users><id>2</id></users></workers></task></request>"#,
        done: |sandbox| assert_eq!(workers(sandbox), [UserId(1), UserId(2)]),
    },
    Case {
        what: "a container that comes twice, empty the second time",
        message: r#"<request method="task.add"><account>demo</account><task><title>t</title><owner><id>2</id></owner><owner></owner></task></request>"#,
        done: |sandbox| {
            let owner = new_task(sandbox).owner.into_set().unwrap();
            assert_eq!(owner.id, UserId(2));
        },
    },
    Case {
        what: "a day in endTime, numeric references, empty elements",
        message: r#"<?xml version="1.0" encoding="UTF-8"?><request method="task.add"><account>demo</account><sid></sid><task><title>&#1055;&#1088;&#1086;&#1073;&#1072;</title><description></description><beginDateTime>05-03-2021 10:20</beginDateTime><endTime>06-03-2021</endTime><owner><id>1</id></owner><workers><users><id>1</id></users></workers></task></request>"#,
        done: |sandbox| {
            let task = new_task(sandbox);
            assert_eq!(task.title, Maybe::Set("Проба".to_owned()));
            let end = task.end_time.into_set().unwrap();
            assert_eq!(end.to_string(), "06-03-2021");
        },
    },
    Case {
        what: "an empty item of a list",
        message: r#"<request method="action.add"><account>demo</account><action><description>a</description><notifiedList><user><id>1</id><id></id></user></notifiedList><task><id>1</id></task></action></request>"#,
        done: |sandbox| {
            let id = planfix_api::ActionId(3);
            let action = client(sandbox).call(&action::get::Request::new(id)).unwrap().action;
            assert_eq!(action.description, Maybe::Set("a".to_owned()));
        },
    },
    Case {
        what: "a list with nothing but an empty item",
        message: r#"<request method="task.add"><account>demo</account><task><title>t</title><workers><users><id>2</id></users><groups><id></id></groups></workers></task></request>"#,
        done: |sandbox| assert_eq!(workers(sandbox), [UserId(2)]),
    },
    Case {
        what: "every element of the template, empty where it is not set",
        message: r#"<?xml version="1.0" encoding="UTF-8"?>
        <request method="contact.add">
          <account>demo</account><sid></sid><contact><template></template><name>Ирина</name><lastName></lastName><post></post><email>irina@example.com</email><address></address><description></description><sex></sex><skype></skype><icq></icq><birthdate></birthdate><lang></lang><isCompany></isCompany><canBeWorker></canBeWorker><canBeClient></canBeClient></contact>
          <signature>0123456789abcdef0123456789abcdef</signature>
        </request>
        "#,
        done: |sandbox| {
            let request = contact::get::Request::new(ContactId(7));
            let contact = client(sandbox).call(&request).unwrap().contact;
            assert_eq!(contact.name, Maybe::Set("Ирина".to_owned()));
        },
    },
    Case {
        what: "the session after the fields, other elements in any order",
        message: r#"<?xml version="1.0" encoding="UTF-8" standalone="no"?><request method="contact.update"><contact><name>Ирина</name><id>1</id></contact><signature>x</signature><sid/><account>demo</account></request>"#,
        done: |sandbox| {
            let request = contact::get::Request::new(ContactId(1));
            let contact = client(sandbox).call(&request).unwrap().contact;
            assert_eq!(contact.name, Maybe::Set("Ирина".to_owned()));
        },
    },
];

#[test]
fn messages_of_public_clients_are_carried_out() {
    for case in CASES {
        let sandbox = sandbox();
        let answer = send(&sandbox, Some(BASIC), case.message);
        assert!(answer.contains("status=\"ok\""), "{}: {answer}", case.what);
        (case.done)(&sandbox);
    }
}

/// Refused by default, since such a name is usually misspelled.
const UNKNOWN: &[(&str, &str)] = &[
    (
        "pageSize",
        r#"<request method="task.get"><account>demo</account><task><id>1</id></task><pageSize>100</pageSize></request>"#,
    ),
    (
        "contact.mobilePhone",
        r#"<request method="contact.add"><account>demo</account><contact><name>Ирина</name><mobilePhone>+79000000001</mobilePhone></contact></request>"#,
    ),
];

#[test]
fn unknown_elements_pass_if_the_sandbox_is_lenient() {
    for (path, message) in UNKNOWN {
        let answer = send(&sandbox(), Some(BASIC), message);
        assert!(
            answer.contains("<code>0015</code>") && answer.contains("--lenient"),
            "{answer}"
        );

        let told = Arc::new(Mutex::new(Vec::new()));
        let tell = Arc::clone(&told);
        let options = options()
            .lenient(true)
            .on_notice(move |notice| tell.lock().unwrap().push(notice.clone()));
        let lenient = Sandbox::in_memory(options).unwrap();
        let answer = send(&lenient, Some(BASIC), message);
        assert!(answer.contains("status=\"ok\""), "{answer}");
        let told = told.lock().unwrap();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(
            matches!(&told[0], Notice::Ignored { elements, .. } if elements.starts_with(path)),
            "{told:?}"
        );
        let shown = told[0].to_string();
        assert!(!shown.contains("7900"), "{shown}");
        assert!(shown.contains(&format!("\n  {path}: ")), "{shown}");
    }
}

#[test]
fn ignored_elements_are_reported_with_a_suggestion() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = Arc::clone(&told);
    let options = options()
        .lenient(true)
        .on_notice(move |notice| tell.lock().unwrap().push(notice.to_string()));
    let message = r#"<request method="contact.update"><account>demo</account><contact><id>1</id><nmae>x</nmae><psot>x</psot></contact></request>"#;
    let answer = send(&Sandbox::in_memory(options).unwrap(), Some(BASIC), message);
    assert!(answer.contains("status=\"ok\""), "{answer}");
    assert_eq!(
        *told.lock().unwrap(),
        [
            "contact.update: ignored:\n  contact.nmae: not in the table; did you mean contact.name?\n  \
          contact.psot: not in the table; did you mean contact.post?"
        ]
    );
}
