//! The cases of a request: samples, each rule broken once, each value of each enum, each member of each one-of.

use super::records::{Side, copy, nodes};
use super::walk::{Place, add, apart, change, places, remove, render, taken};
use super::{Tally, survives};
use planfix_api::table::{Combined, Content, Kind};
use planfix_api::xml::{FaultKind, ReadError};
use planfix_api::{
    Rule,
    record::{Record, Value, View},
    sample, validate,
};

pub(crate) fn cases(side: Side, tally: &mut Tally) {
    let mut smallest = side.blank();
    sample::smallest(&mut *smallest);
    let mut filled = side.blank();
    sample::filled(&mut *filled);
    for (record, what) in [(&smallest, "smallest"), (&filled, "filled")] {
        let broken = validate(&**record).err();
        assert!(broken.is_none(), "{}, {what}: {}", side.name(), broken.unwrap());
        survives(side, &**record, what);
        tally.passed(side);
    }
    envelope(side, &*smallest, tally);
    for place in places(&*filled) {
        values(side, &*filled, &place, tally);
        members(side, &*filled, &place, tally);
        bounds(side, &*filled, &place, tally);
        conditions(side, &*filled, &place, tally);
        combinations(side, &*filled, &place, tally);
        missing(side, &*filled, &place, tally);
        wrong_type(side, &*filled, &place, tally);
    }
}

/// The parts of every request other than its rows.
fn envelope(side: Side, record: &dyn Record, tally: &mut Tally) {
    let xml = String::from_utf8(side.write(record).unwrap()).unwrap();
    let head = planfix_api::xml::request_head(xml.as_bytes()).unwrap();
    assert_eq!(
        (head.method.as_str(), head.account.as_str()),
        (side.method.name, "demo")
    );
    tally.passed(side);

    let strange = xml.replace("</request>", "<strange a=\"1\">x</strange></request>");
    let read = side.read(strange.as_bytes()).unwrap();
    assert_eq!(planfix_api::unknown(&*read)[0].xml, "<strange a=\"1\">x</strange>");
    tally.passed(side);

    let of_another = xml
        .replacen("<request ", "<answer ", 1)
        .replace("</request>", "</answer>");
    let error = side.read(of_another.as_bytes()).err().unwrap();
    assert!(matches!(error.faults()[0].kind, FaultKind::WrongRoot { .. }));
    tally.passed(side);

    let cut = &xml[..xml.len() - "</request>".len()];
    let error = side.read(cut.as_bytes()).err().unwrap();
    assert!(matches!(error.faults().last().unwrap().kind, FaultKind::Malformed(_)));
    tally.passed(side);

    let doctype = xml.replacen("<request ", "<!DOCTYPE request><request ", 1);
    assert!(side.read(doctype.as_bytes()).is_err());
    tally.passed(side);
}

/// Every value of an enum, and one that is not in its table.
fn values(side: Side, filled: &dyn Record, place: &Place, tally: &mut Tally) {
    let Kind::Enum(values) = place.kind else { return };
    let listed = values.values.iter().map(|(value, _)| *value);
    for value in listed.chain(["not listed"]) {
        let mut record = copy(filled);
        with_value(place, &mut *record, value);
        survives(side, &*record, &format!("{} = {value}", place.path));
        tally.passed(side);
    }
}

/// Sets a leaf, or makes it the only item of a list.
fn with_value(place: &Place, record: &mut dyn Record, text: &str) {
    let slot = place.slot(record);
    if place.is_list() {
        let list = slot.list().unwrap();
        while !list.is_empty() {
            list.pop();
        }
        list.push().set_text(text).unwrap();
    } else {
        slot.set_text(text).unwrap();
    }
}

/// Each member of a one-of alone; none; two.
fn members(side: Side, filled: &dyn Record, place: &Place, tally: &mut Tally) {
    let Some(choice) = place.row.rules.choice.map(|c| &place.table.choices[usize::from(c)]) else {
        return;
    };
    for &member in choice.members.iter().filter(|&&member| member != place.number) {
        let mut record = copy(filled);
        let around = place.around(&mut *record);
        let (kind, row) = {
            let element = place
                .table
                .fields()
                .find(|e| e.content.field().unwrap().0 == member)
                .unwrap();
            (element.content.field().unwrap().1, element.row.unwrap())
        };
        let slot = around.field_mut(member).unwrap();
        match slot.list() {
            Some(list) => {
                fill(list.push(), kind);
                fill(list.push(), kind);
            }
            None => fill(slot, kind),
        }
        survives(side, &*record, &format!("{} instead of {}", row.path, place.path));
        tally.passed(side);
        let other = places(&*record)
            .into_iter()
            .find(|other| other.parent == place.parent && other.number == member)
            .unwrap();
        let mut both = nodes(filled);
        let (own, other) = apart(&place.path, &other.path);
        add(&mut both, own, taken(&nodes(&*record), other));
        match read(side, &both) {
            Ok(_) => assert!(
                choice.ranked,
                "{} {} together with {}",
                side.name(),
                row.path,
                place.path
            ),
            Err(error) => {
                let conflicts = error.faults().iter().filter(|f| f.kind == FaultKind::Conflict);
                assert_eq!(
                    conflicts.count(),
                    1,
                    "{} {} beside {}: {error}",
                    side.name(),
                    row.path,
                    place.path
                );
                assert!(!choice.ranked);
            }
        }
        tally.passed(side);
    }
    if place.is_list() {
        let mut record = copy(filled);
        let list = place.slot(&mut *record).list().unwrap();
        while !list.is_empty() {
            list.pop();
        }
        let broken = if choice.required { Rule::Required } else { Rule::Emptied };
        breaks(side, &*record, place, &broken, tally);
    }
    if choice.required {
        let mut root = nodes(filled);
        if remove(&mut root, &place.path) {
            let error = read(side, &root).err().unwrap();
            let none = error.faults().iter().any(|f| matches!(f.kind, FaultKind::NoChoice(_)));
            assert!(none, "{} without {}: {error}", side.name(), place.path);
            tally.passed(side);
        }
    }
}

fn fill(slot: &mut dyn Value, kind: Kind) {
    match kind {
        Kind::Record(_) => sample::filled(slot.record().unwrap()),
        Kind::Bytes => slot.set_bytes(planfix_api::Bytes::from(*b"x")).unwrap(),
        Kind::Date | Kind::DateTime => slot.set_text("07-07-2027").unwrap(),
        Kind::Time => slot.set_text("07:07").unwrap(),
        _ => slot.set_text("7").unwrap(),
    }
}

fn read(side: Side, root: &super::records::Node) -> Result<Box<dyn Record>, ReadError> {
    let content: String = root.children.iter().map(render).collect();
    let name = side.method.name;
    side.read(format!("<request method='{name}'><account>demo</account>{content}</request>").as_bytes())
}

/// Expects this violation, with its path and row.
fn breaks(side: Side, record: &dyn Record, place: &Place, expected: &Rule, tally: &mut Tally) {
    let violations = validate(record).err();
    let violations = violations.unwrap_or_else(|| panic!("{} {}: {expected} is not found", side.name(), place.path));
    let found = violations
        .as_slice()
        .iter()
        .find(|v| v.rule == *expected && v.path.starts_with(&place.path));
    let found = found.unwrap_or_else(|| panic!("{} {}: {expected} is not in {violations}", side.name(), place.path));
    assert_eq!(found.row, format!("{}:{}", place.table.file, place.row.line));
    let hidden = place.row.rules.secret || place.row.rules.personal;
    assert!(!hidden || found.value.is_none(), "{found}");
    tally.passed(side);
}

/// Ranges, lengths, numbers of items, and values that must not be emptied.
fn bounds(side: Side, filled: &dyn Record, place: &Place, tally: &mut Tally) {
    let rules = &place.row.rules;
    let number = |text: i64, expected: Rule, tally: &mut Tally| {
        let mut record = copy(filled);
        with_value(place, &mut *record, &text.to_string());
        breaks(side, &*record, place, &expected, tally);
    };
    if let Some(min) = rules.min {
        number(min - 1, Rule::TooSmall(min), tally);
    }
    if let Some(max) = rules.max {
        number(max + 1, Rule::TooLarge(max), tally);
    }
    if let Some(length) = rules.length {
        let mut record = copy(filled);
        with_value(place, &mut *record, "x".repeat(length as usize + 1).as_str());
        breaks(side, &*record, place, &Rule::Length(length), tally);
    }
    if let Some(max) = rules.max_items {
        let mut record = copy(filled);
        let list = place.slot(&mut *record).list().unwrap();
        while i64::try_from(list.len()).unwrap() <= max {
            list.push().set_text("1").unwrap();
        }
        breaks(side, &*record, place, &Rule::TooMany(max), tally);
    }
    let may_not_be_empty = !rules.required && !rules.patch && rules.choice.is_none();
    let repeats = matches!(place.element.content, Content::Repeat { .. });
    if may_not_be_empty && !repeats {
        let mut record = copy(filled);
        place.slot(&mut *record).set_empty().unwrap();
        breaks(side, &*record, place, &Rule::Emptied, tally);
    } else if rules.patch {
        let mut record = copy(filled);
        place.slot(&mut *record).set_empty().unwrap();
        assert!(
            validate(&*record).is_ok(),
            "{} {} may be emptied",
            side.name(),
            place.path
        );
        survives(side, &*record, &format!("{} emptied", place.path));
        tally.passed(side);
    }
}

/// A field that another one excludes or requires.
fn conditions(side: Side, filled: &dyn Record, place: &Place, tally: &mut Tally) {
    if let Some(condition) = place.row.rules.only_if {
        let mut record = copy(filled);
        let around = place.around(&mut *record);
        let element = place
            .table
            .fields()
            .find(|e| e.content.field().unwrap().0 == condition.field);
        let other = match element.unwrap().content.field().unwrap().1 {
            Kind::Enum(values) => values
                .values
                .iter()
                .map(|(value, _)| *value)
                .find(|v| !condition.values.contains(v)),
            _ => ["0", "1"].into_iter().find(|v| !condition.values.contains(v)),
        };
        around
            .field_mut(condition.field)
            .unwrap()
            .set_text(other.unwrap())
            .unwrap();
        let expected = Rule::OnlyIf {
            path: condition.path,
            values: condition.values,
        };
        breaks(side, &*record, place, &expected, tally);
    }
    if let Some(condition) = place.row.rules.required_if {
        let mut record = copy(filled);
        let around = place.around(&mut *record);
        around
            .field_mut(condition.field)
            .unwrap()
            .set_text(condition.values[0])
            .unwrap();
        let mut root = nodes(&*record);
        remove(&mut root, &place.path);
        let again = read(side, &root).unwrap();
        let expected = Rule::RequiredIf {
            path: condition.path,
            values: condition.values,
        };
        breaks(side, &*again, place, &expected, tally);
    }
}

/// The rules over several rows whose first row is this field.
fn combinations(side: Side, filled: &dyn Record, place: &Place, tally: &mut Tally) {
    let paths = |fields: &[u16]| -> Vec<&'static str> {
        let row = |field: &u16| place.table.numbered(*field).unwrap().row.unwrap();
        fields.iter().map(|field| row(field).path).collect()
    };
    for combination in place.table.combinations {
        if combination.rule.fields().next() != Some(place.number) {
            continue;
        }
        let mut record = copy(filled);
        let around = place.around(&mut *record);
        match &combination.rule {
            Combined::AnyOf(fields) => {
                for field in *fields {
                    let slot = around.field_mut(*field).unwrap();
                    slot.leave_out();
                    if let Some(list) = matches!(slot.view(), View::List(_)).then(|| slot.list().unwrap()) {
                        while !list.is_empty() {
                            list.pop();
                        }
                    }
                }
                breaks(side, &*record, place, &Rule::AnyOf(paths(fields)), tally);
            }
            Combined::Total {
                lists, max: Some(max), ..
            } => {
                let list = around.field_mut(place.number).unwrap().list().unwrap();
                while i64::try_from(list.len()).unwrap() <= *max {
                    fill(list.push(), place.kind);
                }
                let expected = Rule::TooManyTogether {
                    lists: paths(lists),
                    max: *max,
                };
                breaks(side, &*record, place, &expected, tally);
            }
            Combined::Alternatives(sets) => {
                for field in sets.iter().filter_map(|set| set.first()) {
                    let (number, kind) = place.table.numbered(*field).unwrap().content.field().unwrap();
                    let slot = around.field_mut(number).unwrap();
                    match slot.list() {
                        Some(list) => fill(list.push(), kind),
                        None => fill(slot, kind),
                    }
                }
                let violations = validate(&*record).unwrap_err();
                let first = paths(&[place.number])[0];
                let others = violations
                    .as_slice()
                    .iter()
                    .filter(|v| v.rule == Rule::Alternative(first));
                assert_eq!(others.count(), sets.len() - 1, "{} {violations}", side.name());
                tally.passed(side);
            }
            _ => {}
        }
    }
}

/// A required value that is missing.
fn missing(side: Side, filled: &dyn Record, place: &Place, tally: &mut Tally) {
    if !place.row.rules.required || place.row.rules.choice.is_some() {
        return;
    }
    let mut root = nodes(filled);
    // Without it, the struct around it may be an empty element, which is another case.
    if !remove(&mut root, &place.path) {
        return;
    }
    if let Err(error) = read(side, &root) {
        let at = format!("{}:{}", place.table.file, place.row.line);
        let found = error
            .faults()
            .iter()
            .any(|f| f.kind == FaultKind::Missing && f.row == at);
        assert!(found, "{} without {}: {error}", side.name(), place.path);
        tally.passed(side);
    } else {
        // A struct that has only empty elements counts as missing.
        let around = places(filled)
            .into_iter()
            .any(|p| p.parent == place.parent && p.number != place.number);
        assert!(!around, "{} without {}: nothing is missing", side.name(), place.path);
    }
}

/// A text that does not have the type of its row.
fn wrong_type(side: Side, filled: &dyn Record, place: &Place, tally: &mut Tally) {
    use planfix_api::table::Place as Where;
    let takes_any = matches!(
        place.kind,
        Kind::Text | Kind::Enum(_) | Kind::Union(_) | Kind::Record(_) | Kind::Joined(..)
    );
    if takes_any || place.element.place != Where::Element {
        return;
    }
    let path = match place.element.content {
        Content::List { item, .. } => format!("{}.{}[0]", place.path, item.name),
        Content::Repeat { .. } => format!("{}[0]", place.path),
        _ => place.path.clone(),
    };
    let mut root = nodes(filled);
    assert!(
        change(&mut root, &path, &mut |node| node.text = "?! no such value".to_owned()),
        "{path}"
    );
    let error = read(side, &root).err().unwrap();
    let fault = error.faults().iter().find(|f| f.path == path);
    let fault = fault.unwrap_or_else(|| panic!("{} {path}: {error}", side.name()));
    let FaultKind::WrongValue { found, .. } = &fault.kind else {
        panic!("{} {path}: {error}", side.name());
    };
    let hidden = place.row.rules.secret || place.row.rules.personal;
    assert_eq!(found.is_none(), hidden, "{fault}");
    tally.passed(side);
    // The sample itself was set.
    let set = !matches!(place.slot(&mut *copy(filled)).view(), View::Absent | View::Empty);
    assert!(set, "{path}");
}
