//! A refusal is reported on standard error, in PlanFix's own words.

mod support;

use serde_json::Value;
use support::run;
use support::served::{call, http, refusal, serve, xml};

const GET: [&str; 4] = ["contact", "get", "--id", "1"];

#[test]
fn standard_output_stays_empty() {
    for output in [&[][..], &["--output", "json"], &["--output", "table"]] {
        let served = serve(vec![refusal("8002", "контакт не найден")]);
        let run = call(&served.url, &[&GET[..], output].concat()).ends(3);
        assert_eq!(run.out, "");
        run.complains(&["8002", "контакт не найден"]);
        served.seen();
    }
}

#[test]
fn the_element_that_planfix_names_is_reported() {
    let update = [
        "contact",
        "update",
        "--id",
        "1",
        "--customData",
        "id=104,value=2020-01-31",
        "--sandbox",
    ];
    run(&update)
        .ends(3)
        .complains(&["code 0015", "contact.customData.customValue[0].value"]);
    let answer = "<response status=\"error\"><code>9006</code><id>12</id><name>a.txt</name><hint>x</hint></response>";
    let served = serve(vec![xml(answer)]);
    call(&served.url, &GET)
        .ends(3)
        .complains(&["code 9006", "12", "a.txt", "<hint>x</hint>"]);
}

#[test]
fn the_message_is_reported_once() {
    for (code, message) in [("8002", "one\n two"), ("7777", "one\n two"), ("7777", "one two")] {
        let served = serve(vec![refusal(code, message)]);
        let run = call(&served.url, &GET).ends(3).complains(&[code, "PlanFix says: one"]);
        assert_eq!(run.err.matches("two").count(), 1, "{}", run.err);
        served.seen();
    }
}

#[test]
fn it_is_json_if_json_was_requested() {
    let json = |answer| {
        let served = serve(vec![answer]);
        let run = call(&served.url, &[&GET[..], &["--output", "json"]].concat());
        served.seen();
        (serde_json::from_str::<Value>(&run.err).expect(&run.err), run.status)
    };
    let (told, status) = json(refusal("8002", "контакт \u{9b}31m не найден"));
    assert_eq!(status, 3);
    assert_eq!(told["code"], "8002");
    assert_eq!(told["message"], "контакт \u{9b}31m не найден");
    assert!(
        told["error"]
            .as_str()
            .unwrap()
            .starts_with("contact.get: refused by PlanFix"),
        "{told}"
    );
    // Every other end of a call is JSON as well.
    let (told, status) = json(Vec::new());
    assert_eq!(status, 5);
    assert!(told["error"].as_str().unwrap().contains("may be sent again"), "{told}");
    let (told, status) = json(http("429 Too Many Requests", "retry-after: 7\r\n", ""));
    assert_eq!((status, &told["retryAfter"]), (6, &7.into()));
}

#[test]
fn a_proxy_that_wants_credentials_gets_a_hint() {
    let served = serve(vec![http("407 Proxy Authentication Required", "", "<html>No</html>")]);
    let ended = call(&served.url, &["contact", "get", "--id", "1"])
        .ends(3)
        .complains(&["HTTPS_PROXY or HTTP_PROXY, as http://NAME:PASSWORD@HOST:PORT"]);
    assert!(!ended.err.contains("PLANFIX_API_KEY"), "{}", ended.err);
    served.seen();
}
