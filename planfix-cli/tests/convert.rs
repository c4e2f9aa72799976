//! The commands `encode` and `decode`.

mod support;

use support::{command, folder, run, run_with};

#[test]
fn xml_becomes_json_and_unknown_elements_are_named() {
    let xml = "<response status=\"ok\"><contact><id>1</id><karma>high</karma></contact><page>2</page></response>";
    let run = run_with(&["decode", "contact.update", "--response", "-"], xml)
        .ends(0)
        .complains(&["contact.karma", "  page"]);
    assert_eq!(run.json(), serde_json::json!({"contact": {"id": 1}}));
    assert!(!run.err.contains("high"), "{}", run.err);
}

#[test]
fn json_becomes_xml_of_both_sides() {
    let json =
        r#"{"contacts": {"@totalCount": 7, "@count": 1, "contact": [{"id": 5, "name": "Tom & Ann", "post": null}]}}"#;
    let xml = run_with(&["encode", "contact.getList", "--response"], json).ends(0).out;
    assert!(
        xml.contains("<contacts totalCount=\"7\" count=\"1\"><contact><id>5</id><name>Tom &amp; Ann</name><post/>")
    );
    let back = run_with(&["decode", "contact.getList", "--response"], &xml)
        .ends(0)
        .json();
    assert_eq!(back, serde_json::from_str::<serde_json::Value>(json).unwrap());

    let request = run_with(
        &["encode", "contact.delete", "--request", "--account", "example"],
        r#"{"contact": {"id": 5}}"#,
    );
    request
        .ends(0)
        .prints(&["<account>example</account><contact><id>5</id>"]);
}

/// The output of a call for an empty file can be read again.
#[test]
fn an_empty_file_is_null() {
    run_with(&["encode", "file.download", "--response"], r#"{"body": null}"#)
        .ends(0)
        .prints(&["<response status=\"ok\"><body/></response>"]);
}

#[test]
fn a_refusal_is_json_and_status_3() {
    let xml = "<response status=\"error\"><code>0001</code><message/></response>";
    let run = run_with(&["decode", "contact.get", "--response"], xml).ends(3);
    assert_eq!(run.out, "");
    let told: serde_json::Value = serde_json::from_str(&run.err).expect(&run.err);
    assert_eq!((&told["code"], &told["message"]), (&"0001".into(), &"".into()));
    run.complains(&["code 0001: The API key is wrong"]);
    // The status is the same as for a refused call.
    let xml = "<response status=\"error\"><code>3014</code><message/></response>";
    run_with(&["decode", "contact.get", "--response"], xml).ends(6);
}

#[test]
fn a_broken_document_is_reported_by_line_and_column() {
    let file = folder("broken").join("answer.xml");
    std::fs::write(
        &file,
        "<response status=\"ok\">\n<contact><id>x</id></contac></response>",
    )
    .unwrap();
    let name = file.to_str().unwrap();
    let run = run(&["decode", "contact.update", "--response", name])
        .ends(1)
        .complains(&[&format!("{name}:2:")]);
    assert!(run.out.is_empty());
}

#[test]
fn a_document_without_xml_says_so() {
    for (text, complaint) in [
        (
            "junk",
            "<stdin>:1:1: text where the first element should begin: this is not XML",
        ),
        (
            "\n {\"a\": 1}",
            "the document looks like JSON; `planfix encode` turns JSON into XML",
        ),
    ] {
        run_with(&["decode", "contact.get", "--response"], text)
            .ends(1)
            .complains(&[complaint]);
    }
}

#[test]
fn the_document_of_another_method_is_refused() {
    let xml = "<request method=\"task.get\"><account>a</account></request>";
    run_with(&["decode", "contact.get", "--request"], xml)
        .ends(1)
        .complains(&["a request of `task.get`, not of `contact.get`"]);
    run(&["decode", "contact.gte", "--request"])
        .ends(1)
        .complains(&["no such method: `contact.gte`; did you mean `contact.get`?"]);
}

#[test]
fn a_reader_that_closes_the_pipe_is_not_a_fault() {
    use std::process::Stdio;
    for args in [
        &["contact", "update", "--help"][..],
        &["explain", "contact.update"],
        &["methods"],
    ] {
        let mut child = command(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn xml_is_checked_with_the_place_of_the_fault() {
    let folder = folder("xml");
    let (good, bad) = (folder.join("good.xml"), folder.join("bad.xml"));
    std::fs::write(&good, "<a b='1'>текст</a>\n").unwrap();
    std::fs::write(&bad, "<a>\n  <б>x</в>\n</a>\n").unwrap();
    let (good, bad) = (good.to_str().unwrap(), bad.to_str().unwrap());
    run(&["xml", good]).ends(0).prints(&[&format!("{good}: well-formed\n")]);
    run(&["xml", good, bad]).ends(1).complains(&[
        "expected `</б>`, found `</в>`",
        &format!("--> {bad}:2:7"),
        "2 |   <б>x</в>\n  |       ^",
    ]);
}
