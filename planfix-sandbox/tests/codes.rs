//! Each error code, through the public interface.

mod common;

use common::{BASIC_KEY, assert_refused, post, request, sandbox, send};

const GET: &str = "<contact><id>1</id></contact>";

#[test]
fn a_wrong_key_is_0001() {
    let sandbox = sandbox();
    let body = request("contact.get", GET);
    assert_refused(
        &send(&sandbox, None, &body),
        "0001",
        "the header Authorization is missing",
    );
    // other:demo, then demo without a colon, then another scheme, then invalid base64.
    for wrong in [
        "Basic b3RoZXI6ZGVtbw==",
        "Basic ZGVtbw==",
        "Bearer ZGVtbzpkZW1v",
        "Basic ?",
    ] {
        assert_refused(&send(&sandbox, Some(wrong), &body), "0001", "");
    }
    // The key is checked before the body is read.
    assert_refused(&send(&sandbox, None, "<"), "0001", "");
}

#[test]
fn what_is_no_xml_is_0003_with_its_place() {
    let sandbox = sandbox();
    assert_refused(&post(&sandbox, ""), "0003", "empty document");
    assert_refused(&post(&sandbox, "{\"a\": 1}"), "0003", "1:");
    assert_refused(
        &post(&sandbox, "<request method=\"contact.get\">\n<account>demo"),
        "0003",
        "2:",
    );
    assert_refused(&post(&sandbox, "<!DOCTYPE a><a/>"), "0003", "DOCTYPE");
}

#[test]
fn an_unknown_method_is_0008_with_the_nearest() {
    let sandbox = sandbox();
    assert_refused(
        &post(&sandbox, &request("contact.updat", "")),
        "0008",
        "did you mean contact.update?",
    );
    assert_refused(&post(&sandbox, &request("weather.get", "")), "0008", "weather.get");
    assert_refused(&post(&sandbox, "<request/>"), "0008", "method");
    assert_refused(&post(&sandbox, "<soap/>"), "0008", "<request");
}

#[test]
fn another_account_is_0004() {
    let sandbox = sandbox();
    let body = request("contact.get", GET).replace("demo", "acme");
    assert_refused(&post(&sandbox, &body), "0004", "demo");
    let body = format!("<request method=\"contact.get\">{GET}</request>");
    assert_refused(&post(&sandbox, &body), "0004", "account");
}

#[test]
fn a_wrong_token_or_none_is_0012() {
    let sandbox = sandbox();
    let body = request("contact.get", GET);
    // demo:other
    assert_refused(
        &send(&sandbox, Some("Basic ZGVtbzpvdGhlcg=="), &body),
        "0012",
        "is not the one of this sandbox",
    );
    assert_refused(
        &send(&sandbox, Some(BASIC_KEY), &body),
        "0012",
        "credentials are missing",
    );
}

#[test]
fn an_unknown_session_is_0005() {
    let sandbox = sandbox();
    let body = request("contact.get", &format!("<sid>{}</sid>{GET}", "0".repeat(32)));
    assert_refused(&send(&sandbox, Some(BASIC_KEY), &body), "0005", "auth.login");
}

#[test]
fn what_is_missing_is_0009_and_all_of_it_is_named() {
    let sandbox = sandbox();
    assert_refused(&post(&sandbox, &request("contact.get", "")), "0009", "contact.id");
    let phone = "<phone><typeId>1</typeId></phone>";
    // An empty one says nothing.
    let phones = format!("<contact><id>1</id><phones>{phone}<phone/>{phone}</phones></contact>");
    let answer = post(&sandbox, &request("contact.update", &phones));
    assert_refused(&answer, "0009", "contact.phones.phone[0].number");
    assert_refused(&answer, "0009", "contact.phones.phone[2].number");
    assert_refused(&answer, "0009", "spec/methods/contact.update.md:");
}

#[test]
fn a_wrong_value_is_0015() {
    let sandbox = sandbox();
    let update = |fields: &str| {
        post(
            &sandbox,
            &request("contact.update", &format!("<contact><id>1</id>{fields}</contact>")),
        )
    };
    assert_refused(
        &update("<birthdate>1990-04-09</birthdate>"),
        "0015",
        "contact.birthdate",
    );
    assert_refused(&update("<canBeWorker>yes</canBeWorker>"), "0015", "0 or 1");
    assert_refused(&update("<sex>OTHER</sex>"), "0015", "MALE, FEMALE");
    assert_refused(&update("<responsible/>"), "0015", "cannot be emptied");
    assert_refused(
        &post(
            &sandbox,
            &request(
                "contact.get",
                "<contact><id>1</id></contact><fields><field>age</field></fields>",
            ),
        ),
        "0015",
        "lastUpdateDate",
    );
}

#[test]
fn an_unknown_element_is_0015_unless_lenient() {
    let body = request("contact.update", "<contact><id>1</id><nmae>x</nmae></contact>");
    let strict = sandbox();
    assert_refused(&post(&strict, &body), "0015", "contact.nmae");
    assert_refused(&post(&strict, &body), "0015", "did you mean contact.name?");
    assert_refused(
        &post(&strict, &request("contact.getPhoneTypes", "<auth><a>1</a></auth>")),
        "0015",
        "auth",
    );
    let twice = request(
        "contact.update",
        "<contact><id>1</id><name>a</name><name>b</name></contact>",
    );
    assert_refused(&post(&strict, &twice), "0015", "more than once");

    for refused in [
        &body,
        &request("contact.get", "<contact><id>1</id></contact><pageSize>5</pageSize>"),
    ] {
        assert_refused(&post(&strict, refused), "0015", "planfix sandbox --lenient");
    }
    let answer = post(&strict, &twice);
    assert!(!answer.contains("--lenient"), "{answer}");

    let lenient = planfix_sandbox::Sandbox::in_memory(common::options().lenient(true)).unwrap();
    assert!(post(&lenient, &body).contains("status=\"ok\""));
}

#[test]
fn silent_and_a_signature_may_appear_in_any_request() {
    let body = request(
        "contact.get",
        &format!("<silent>1</silent>{GET}<signature>x</signature>"),
    );
    assert!(post(&sandbox(), &body).contains("status=\"ok\""));
    for silent in ["<silent/>", "<silent></silent>", "<silent> 0 </silent>"] {
        let answer = post(&sandbox(), &request("contact.get", &format!("{silent}{GET}")));
        assert!(answer.contains("status=\"ok\""), "{silent}: {answer}");
    }
}

#[test]
fn silent_is_one_switch_in_every_method() {
    let fields = [
        ("contact.get", GET),
        ("task.accept", "<task><id>1</id></task>"),
        ("contact.update", "<contact><id>1</id><name>a</name></contact>"),
        (
            "file.upload",
            "<task><id>1</id></task><files><file><name>a.txt</name><sourceType>FILESYSTEM</sourceType>\
             <body>eA==</body></file></files>",
        ),
    ];
    for (method, fields) in fields {
        let answer = post(&sandbox(), &request(method, &format!("<silent>1</silent>{fields}")));
        assert!(answer.contains("status=\"ok\""), "{method}: {answer}");
        for wrong in [
            format!("<silent>1</silent><silent>0</silent>{fields}"),
            format!("<silent>1</silent>{fields}<silent>1</silent>"),
            format!("<silent/>{fields}<silent/>"),
            format!("<silent>banana</silent>{fields}"),
            format!("<silent>banana<x>lost</x></silent>{fields}"),
            format!("<silent><x>1</x></silent>{fields}"),
            format!("<silent>1<x/></silent>{fields}"),
            format!("<silent><task><id>3</id></task></silent>{fields}"),
        ] {
            assert_refused(&post(&sandbox(), &request(method, &wrong)), "0015", "silent");
        }
    }
}

#[test]
fn two_selectors_without_an_order_are_0019() {
    let sandbox = sandbox();
    let both = "<contact><id>1</id><general>12</general></contact>";
    assert_refused(
        &post(&sandbox, &request("contact.delete", both)),
        "0019",
        "contact.general",
    );
    // contact.update takes the id, contact.get the number.
    assert!(post(&sandbox, &request("contact.update", both)).contains("<id>1</id>"));
    assert!(post(&sandbox, &request("contact.get", both)).contains("<id>2</id>"));
}

#[test]
fn members_of_a_choice_that_hold_others_are_0019_together() {
    let sandbox = sandbox();
    let both = "<task><id>1</id></task><contact><general>11</general></contact>";
    assert_refused(&post(&sandbox, &request("action.getList", both)), "0019", "contact");
    // Within a member, the identifier with precedence wins.
    let two = "<task><id>2</id><general>101</general></task>";
    assert!(post(&sandbox, &request("action.getList", two)).contains("totalCount=\"1\""));
    // If the table has a precedence, it decides.
    let both = "<task><id>1</id></task><project><id>1</id></project><files><file><name>a</name>\
        <sourceType>FILESYSTEM</sourceType><body>YQ==</body></file></files>";
    assert!(post(&sandbox, &request("file.upload", both)).contains("<uniqueId>"));
}

#[test]
fn a_condition_between_elements_is_0016_or_0017() {
    let sandbox = sandbox();
    let upload = |rest: &str, file: &str| {
        let fields = format!("<task><id>1</id></task>{rest}<files><file><name>a</name>{file}</file></files>");
        post(&sandbox, &request("file.upload", &fields))
    };
    let body = "<sourceType>FILESYSTEM</sourceType><body>YQ==</body>";
    assert_refused(&upload("<target>action</target>", body), "0017", "action.id");
    assert_refused(
        &upload("<target>task</target><action><id>1</id></action>", body),
        "0016",
        "action.id",
    );
    let foreign = "<sourceType>INTERNET</sourceType><body>YQ==</body>";
    assert_refused(&upload("", foreign), "0016", "files.file[0].body");
}

#[test]
fn a_reference_to_nothing_is_0015_and_all_are_named() {
    let fields = "<contact><id>1</id><template>99</template>\
        <phones><phone><number>1</number><typeId>9</typeId></phone>\
        <phone><number>2</number><typeName>Fax</typeName></phone></phones><group><id>77</id></group>\
        <customData><customValue><id>500</id><value>x</value></customValue>\
        <customValue><id>102</id><value>3,14</value></customValue>\
        <customValue><id>103</id><value>much</value></customValue></customData>\
        <responsible><users><id>55</id></users><groups><id>66</id></groups></responsible></contact>";
    let sandbox = sandbox();
    let answer = post(&sandbox, &request("contact.update", fields));
    for place in [
        "contact.template: ",
        "phone[0].typeId: ",
        "phone[1].typeName: ",
        "contact.group.id: ",
        "customValue[0].id: ",
        "customValue[1].value: ",
        "customValue[2].value: ",
        "responsible.users.id[0]: ",
        "responsible.groups.id[0]: ",
    ] {
        assert_refused(&answer, "0015", place);
    }
    // A contact that is not a template is not accepted as one.
    let company = "<contact><id>1</id><template>14</template></contact>";
    assert_refused(&post(&sandbox, &request("contact.update", company)), "0015", "template");
}

#[test]
fn a_contact_that_does_not_exist_is_8002() {
    let sandbox = sandbox();
    for method in ["contact.get", "contact.update", "contact.delete"] {
        for selector in ["id", "userid", "general"] {
            let body = request(method, &format!("<contact><{selector}>999999</{selector}></contact>"));
            assert_refused(&post(&sandbox, &body), "8002", selector);
        }
    }
}

#[test]
fn what_is_no_address_is_8010_without_showing_it() {
    let fields = "<contact><id>1</id><email>anna.at.home</email>\
        <secondaryEmails><email>a@example.com</email><email>@x</email></secondaryEmails></contact>";
    let answer = post(&sandbox(), &request("contact.update", fields));
    assert_refused(&answer, "8010", "contact.email:");
    assert_refused(&answer, "8010", "email[1]:");
    assert!(!answer.contains("anna.at.home"));
}

#[test]
fn a_wrong_password_is_1001() {
    let fields = "<login>demo</login><password>hunter2</password>";
    let answer = send(&sandbox(), Some(BASIC_KEY), &request("auth.login", fields));
    assert_refused(&answer, "1001", "");
    assert!(!answer.contains("hunter2"));
}

#[test]
fn a_page_above_100_is_0021() {
    let sandbox = sandbox();
    assert_refused(
        &post(&sandbox, &request("contact.getList", "<pageSize>101</pageSize>")),
        "0021",
        "at most 100",
    );
    assert_refused(
        &post(&sandbox, &request("contact.getList", "<pageSize>0</pageSize>")),
        "0015",
        "pageSize",
    );
}

#[test]
fn only_post_is_accepted() {
    let request = http::Request::get("/").body(Vec::new()).unwrap();
    let response = sandbox().handle(&request);
    assert_eq!(response.status(), 405);
    assert_eq!(response.headers()["allow"], "POST");
}

#[test]
fn every_method_of_the_tables_is_carried_out() {
    let sandbox = sandbox();
    for method in planfix_api::methods() {
        let answer = post(&sandbox, &request(method.name, ""));
        assert!(!answer.contains("<code>0018</code>"), "{}", method.name);
    }
}
