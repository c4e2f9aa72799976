//! The cases of a response: samples, empty and unknown elements, lists of none, one and many, both forms of a date,
//! every value of an enum, refusals.

use super::records::{Side, copy, dump, nodes};
use super::walk::{Place, places, remove, render};
use super::{Tally, survives};
use planfix_api::table::{Content, Kind, Place as Where};
use planfix_api::xml::{Answer, FaultKind, read_response};
use planfix_api::{
    record::{Record, View},
    sample, unknown,
};

pub(crate) fn cases(side: Side, tally: &mut Tally) {
    let mut smallest = side.blank();
    sample::smallest(&mut *smallest);
    let mut filled = side.blank();
    sample::filled(&mut *filled);
    for (record, what) in [(&smallest, "smallest"), (&filled, "filled")] {
        survives(side, &**record, what);
        tally.passed(side);
    }
    refusals(side, tally);
    strangers(side, &*filled, tally);
    for place in places(&*filled) {
        empty(side, &*filled, &place, tally);
        lists(side, &*filled, &place, tally);
        dates(side, &*filled, &place, tally);
        attributes(side, &*filled, &place, tally);
        if let Kind::Enum(values) = place.kind {
            for (value, _) in values.values {
                let mut record = copy(&*filled);
                if !place.is_list() {
                    place.slot(&mut *record).set_text(value).unwrap();
                    survives(side, &*record, &format!("{} = {value}", place.path));
                    tally.passed(side);
                }
            }
        }
    }
}

/// A refusal is not a fault, leaves the record unchanged, and keeps its code as text.
fn refusals(side: Side, tally: &mut Tally) {
    let blank = dump(&*side.blank());
    for (xml, code) in [
        (
            "<response status=\"error\"><code>0001</code><message/></response>",
            "0001",
        ),
        (
            "<?xml version=\"1.0\"?>\n<response status='error'>\n <code>11001</code>\n</response>",
            "11001",
        ),
    ] {
        let mut record = side.blank();
        let Answer::Refused(refusal) = read_response(xml.as_bytes(), &mut *record).unwrap() else {
            panic!("{}: a refusal", side.name());
        };
        assert_eq!((refusal.code.as_str(), dump(&*record)), (code, blank.clone()));
        tally.passed(side);
    }
    let error = side.read(b"<response status=\"perhaps\"/>").err().unwrap();
    assert!(matches!(error.faults()[0].kind, FaultKind::WrongRoot { .. }));
    tally.passed(side);
}

/// Elements and attributes that are not in the table are kept, and change nothing else.
fn strangers(side: Side, filled: &dyn Record, tally: &mut Tally) {
    let root = nodes(filled);
    let content: String = root.children.iter().map(render).collect();
    let xml = format!("<response status=\"ok\" since=\"2019\"><new><x>1</x></new>{content}<new/></response>");
    let read = side
        .read(xml.as_bytes())
        .unwrap_or_else(|e| panic!("{}: {e}\n{xml}", side.name()));
    assert_eq!(dump(&*read), dump(filled), "{}", side.name());
    let kept: Vec<&str> = unknown(&*read).iter().map(|element| element.xml).collect();
    assert_eq!(kept, ["2019", "<new><x>1</x></new>", "<new/>"], "{}", side.name());
    tally.passed(side);
}

/// An empty element where a value may be missing is emptied.
fn empty(side: Side, filled: &dyn Record, place: &Place, tally: &mut Tally) {
    let rules = &place.row.rules;
    let repeats = matches!(place.element.content, Content::Repeat { .. });
    if rules.required || rules.choice.is_some() || repeats || place.element.place == Where::Text {
        return;
    }
    let mut record = copy(filled);
    place.slot(&mut *record).set_empty().unwrap();
    assert!(matches!(place.slot(&mut *record).view(), View::Empty), "{}", place.path);
    survives(side, &*record, &format!("{} empty", place.path));
    tally.passed(side);

    let mut root = nodes(filled);
    remove(&mut root, &place.path);
    let content: String = root.children.iter().map(render).collect();
    let xml = format!("<response status=\"ok\">{content}</response>");
    if let Ok(mut read) = side.read(xml.as_bytes()) {
        // If it was the only value of its struct, the struct is empty now.
        let around = places(&*read).iter().any(|p| p.parent == place.parent);
        if around {
            let around = place.around(&mut *read);
            let left_out = matches!(around.field(place.number), View::Absent);
            assert!(left_out, "{} {}", side.name(), place.path);
            tally.passed(side);
        }
    }
}

/// Lists of one and of many.
fn lists(side: Side, filled: &dyn Record, place: &Place, tally: &mut Tally) {
    if !place.is_list() {
        return;
    }
    let mut one = copy(filled);
    let list = place.slot(&mut *one).list().unwrap();
    assert_eq!(list.len(), 2, "{}", place.path);
    list.pop();
    survives(side, &*one, &format!("{} with one item", place.path));
    tally.passed(side);

    let mut many = copy(filled);
    let list = place.slot(&mut *many).list().unwrap();
    for _ in 0..98 {
        match place.kind {
            // An empty item is skipped, and the smallest item may be empty.
            Kind::Record(_) => sample::filled(list.push().record().unwrap()),
            Kind::Enum(values) => list.push().set_text(values.values[0].0).unwrap(),
            _ => list.push().set_text("1").unwrap(),
        }
    }
    survives(side, &*many, &format!("{} with 100 items", place.path));
    tally.passed(side);
}

/// A date keeps its form, with or without a time.
fn dates(side: Side, filled: &dyn Record, place: &Place, tally: &mut Tally) {
    if !matches!(place.kind, Kind::DateTime) || place.is_list() {
        return;
    }
    for text in ["29-02-2024", "29-02-2024 00:00", "31-12-1999 23:59"] {
        let mut record = copy(filled);
        place.slot(&mut *record).set_text(text).unwrap();
        let xml = String::from_utf8(side.write(&*record).unwrap()).unwrap();
        assert!(xml.contains(&format!(">{text}<")), "{} {}", side.name(), place.path);
        survives(side, &*record, &format!("{} = {text}", place.path));
        tally.passed(side);
    }
}

/// An attribute in either kind of quotes, and left out.
fn attributes(side: Side, filled: &dyn Record, place: &Place, tally: &mut Tally) {
    if place.element.place != Where::Attribute {
        return;
    }
    let xml = String::from_utf8(side.write(filled).unwrap()).unwrap();
    let single = xml
        .split_once('\n')
        .unwrap()
        .1
        .replace("=\"", "='")
        .replace("\" ", "' ")
        .replace("\">", "'>")
        .replace("\"/>", "'/>");
    let read = side
        .read(single.as_bytes())
        .unwrap_or_else(|e| panic!("{}: {e}\n{single}", side.name()));
    assert_eq!(dump(&*read), dump(filled), "{}", side.name());
    tally.passed(side);
}
