//! An element that may appear once is refused if it appears twice, in every method. Otherwise the second would be lost,
//! or its values would go to the object that the first one names.

mod common;

use common::{assert_refused, post, request, sandbox};
use planfix_api::table::{Content, Element, Kind, Method, Place};
use planfix_api::xml::{self, Envelope};
use planfix_api::{record::Record, sample};
use std::collections::BTreeSet;

/// An element of a body: its path, and its position.
struct Found {
    path: String,
    start: usize,
    end: usize,
}

/// Lists every element below the root of a body that the library wrote.
fn elements(body: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut open: Vec<(String, usize)> = Vec::new();
    for (start, _) in body.match_indices('<') {
        let tag = &body[start + 1..start + body[start..].find('>').unwrap()];
        let end = start + tag.len() + 2;
        let path = |open: &[(String, usize)], name: &str| match open.last() {
            Some((above, _)) if !above.is_empty() => format!("{above}.{name}"),
            _ => name.to_owned(),
        };
        if tag.starts_with('?') {
        } else if tag.starts_with("request") {
            open.push((String::new(), start));
        } else if tag.starts_with('/') {
            let (path, start) = open.pop().unwrap();
            found.push(Found { path, start, end });
        } else if let Some(name) = tag.strip_suffix('/') {
            let path = path(&open, name);
            found.push(Found { path, start, end });
        } else {
            let path = path(&open, tag);
            open.push((path, start));
        }
    }
    found.retain(|found| !found.path.is_empty());
    found
}

/// Lists the paths of elements that may appear several times: lists, their items, and elements that have only lists.
fn repeat(elements: &[Element], above: &str, out: &mut BTreeSet<String>) {
    for element in elements.iter().filter(|element| element.place == Place::Element) {
        let path = if above.is_empty() {
            element.name.to_owned()
        } else {
            format!("{above}.{}", element.name)
        };
        let mut below = path.clone();
        match element.content {
            Content::Repeat { .. } => _ = out.insert(path),
            Content::List { item, .. } => {
                below = format!("{path}.{}", item.name);
                out.extend([path, below.clone()]);
            }
            Content::Group(inner) => {
                if inner.iter().all(is_list) {
                    out.insert(path.clone());
                }
                repeat(inner, &path, out);
            }
            Content::Value { .. } => {}
        }
        if let Some((_, Kind::Record(table))) = element.content.field() {
            let is_member = element.row.is_some_and(|row| row.rules.choice.is_some());
            if !is_member && table.elements.iter().all(is_list) {
                out.insert(below.clone());
            }
            repeat(table.elements, &below, out);
        }
    }
}

fn is_list(element: &Element) -> bool {
    matches!(element.content, Content::Repeat { .. } | Content::List { .. })
}

fn body(method: &Method, record: &dyn Record) -> String {
    let envelope = Envelope {
        account: "demo",
        sid: None,
    };
    String::from_utf8(xml::write_request(method.name, &envelope, record).unwrap()).unwrap()
}

/// Makes requests of a method that together have every member of its one-ofs.
fn requests(method: &Method) -> Vec<Box<dyn Record>> {
    let fresh = |fill: fn(&mut dyn Record)| {
        let mut request = (method.new_request)();
        fill(&mut *request);
        request
    };
    let mut all = vec![fresh(sample::smallest), fresh(sample::filled)];
    for choice in method.request.choices {
        for &member in choice.members {
            let mut request = fresh(sample::smallest);
            let Some(slot) = request.field_mut(member) else {
                continue;
            };
            match slot.record() {
                Some(inner) => sample::filled(inner),
                None => _ = slot.set_text("1"),
            }
            all.push(request);
        }
    }
    all
}

#[test]
fn an_element_that_may_appear_once_is_refused_twice() {
    let sandbox = sandbox();
    let (mut twice, mut seen) = (0, BTreeSet::new());
    for method in planfix_api::methods() {
        let mut lists = BTreeSet::new();
        repeat(method.request.elements, "", &mut lists);
        for request in requests(method) {
            let body = body(method, &*request);
            for Found { path, start, end } in elements(&body) {
                if ["account", "silent"].contains(&path.as_str()) || lists.contains(&path) {
                    continue;
                }
                let element = &body[start..end];
                let doubled = format!("{}{element}{}", &body[..end], &body[end..]);
                let answer = post(&sandbox, &doubled);
                assert!(
                    answer.contains("status=\"error\"") && answer.contains("more than once"),
                    "{}: {path}: {element}\n{doubled}\n{answer}",
                    method.name
                );
                twice += 1;
                seen.insert((method.name, path));
            }
        }
    }
    assert!(twice > 700 && seen.len() > 440, "{twice}, {}", seen.len());
}

#[test]
fn a_container_may_appear_twice_and_its_leaves_may_not() {
    let sandbox = sandbox();
    for (method, fields, fault) in [
        (
            "task.add",
            "<task><title>t</title><owner><id>1</id></owner><owner><id>2</id></owner></task>",
            "task.owner.id: appears more than once",
        ),
        (
            "contact.updateUserInfo",
            "<contact><id>3</id><user><status>1</status></user><user><status>0</status></user></contact>",
            "contact.user.status: appears more than once",
        ),
        (
            "contact.updateUserInfo",
            "<contact><id>3</id><user><status>1</status></user></contact><contact><user><pic>x</pic></user></contact>",
            "contact: appears more than once",
        ),
    ] {
        assert_refused(&post(&sandbox, &request(method, fields)), "0015", fault);
    }
    let both = "<contact><id>3</id><user><email>new@example.com</email></user>\
                <user><notifyByEmail>0</notifyByEmail></user></contact>";
    let answer = post(&sandbox, &request("contact.updateUserInfo", both));
    assert!(answer.contains("status=\"ok\""), "{answer}");
}

#[test]
fn a_second_object_does_not_change_the_first() {
    let sandbox = sandbox();
    let both = "<contact><id>1</id></contact><contact><id>3</id><name>MERGED</name></contact>";
    assert_refused(
        &post(&sandbox, &request("contact.update", both)),
        "0015",
        "more than once",
    );
    let two = "<contact><id>2</id><id>3</id></contact>";
    for method in ["contact.get", "contact.delete"] {
        assert_refused(
            &post(&sandbox, &request(method, two)),
            "0015",
            "contact.id: appears more than once",
        );
    }
    let two = "<task><general>101</general><general>102</general><id>1</id></task>";
    assert_refused(&post(&sandbox, &request("task.get", two)), "0015", "task.general");
    for id in [1, 2, 3] {
        let answer = post(
            &sandbox,
            &request("contact.get", &format!("<contact><id>{id}</id></contact>")),
        );
        assert!(
            answer.contains("status=\"ok\"") && !answer.contains("MERGED"),
            "{answer}"
        );
    }
}
