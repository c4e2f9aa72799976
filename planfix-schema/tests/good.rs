//! The model of the real tables has everything that is in them.

use planfix_schema::model::{
    Class, Combined, Condition, Effect, Field, Joint, LeftOut, Method, Operand, Reply, Shape, SharedKind, SharedType,
    Type,
};
use planfix_schema::{Source, read_errors, read_method, read_type, shipped};
use std::path::Path;

/// A table of `spec/`; nothing where a package is tested without it.
fn source(path: &str) -> Option<Source> {
    let full = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec").join(path);
    let text = std::fs::read_to_string(&full);
    if text.is_err() {
        println!("skipped: there is no {}", full.display());
    }
    text.ok().map(|text| Source::file(&format!("spec/{path}"), &text))
}

fn method(name: &str) -> Option<Method> {
    let source = source(&format!("methods/{name}.md"))?;
    let reading = read_method(&source, Some(name), shipped::TYPES).into_result();
    Some(reading.unwrap_or_else(|faults| panic!("{faults}")))
}

fn shared(name: &str) -> Option<SharedType> {
    let source = source(&format!("types/{name}.md"))?;
    let reading = read_type(&source, Some(name), shipped::TYPES).into_result();
    Some(reading.unwrap_or_else(|faults| panic!("{faults}")))
}

fn field<'m>(fields: &[&'m Field], path: &str) -> &'m Field {
    fields
        .iter()
        .find(|field| field.path == path)
        .unwrap_or_else(|| panic!("no field {path}"))
}

#[test]
fn contact_update_has_all_its_rows() {
    let Some(method) = method("contact.update") else { return };
    assert_eq!((method.name.as_str(), method.effect), ("contact.update", Effect::Set));
    assert!(method.doc.starts_with("Changes one contact"));
    assert_eq!(method.precedence, ["contact.id", "contact.userid", "contact.general"]);

    let fields = method.request.fields();
    let inner = method
        .request
        .records()
        .into_iter()
        .flat_map(planfix_schema::model::Record::fields);
    let leaves = fields
        .iter()
        .copied()
        .chain(inner)
        .filter(|f| !matches!(f.ty, Type::Record(_)));
    assert_eq!(leaves.count(), 32);
    let text = source("methods/contact.update.md").expect("it was read").text;
    let (request, _) = text.split_once("## Response").expect("two sides");
    let rows = request.lines().filter(|line| line.starts_with("| ")).count() - 1;
    assert!(rows >= 39, "{rows} rows");
    let names: Vec<&str> = fields.iter().map(|field| field.rust.as_str()).collect();
    for name in [
        "silent",
        "mid_name",
        "can_be_worker",
        "group_id",
        "telegram_username",
        "phones",
        "responsible",
    ] {
        assert!(names.contains(&name), "{name} in {names:?}");
    }

    let [key] = method.request.choices.as_slice() else {
        panic!("one one-of");
    };
    assert_eq!(
        (key.name.as_str(), key.rust.as_str(), key.required),
        ("key", "Key", true)
    );
    for (path, variant) in [
        ("contact.id", "Id"),
        ("contact.userid", "UserId"),
        ("contact.general", "General"),
    ] {
        let member = field(&fields, path);
        assert_eq!((member.rust.as_str(), member.rules.choice), (variant, Some(0)));
    }

    let name = field(&fields, "contact.name");
    assert!(name.rules.patch && name.rules.personal && !name.rules.required && !name.rules.secret);
    assert_eq!(name.doc, "Given name; of a company, its name.");
    assert_eq!((&name.shape, &name.ty), (&Shape::Single, &Type::Text { length: None }));
}

#[test]
fn lists_with_an_element_around_them_are_one_field() {
    let Some(method) = method("contact.update") else { return };
    let fields = method.request.fields();
    let phones = field(&fields, "contact.phones.phone[]");
    assert_eq!(phones.rust, "phones");
    assert_eq!(
        phones.shape,
        Shape::List {
            item: "phone".to_owned()
        }
    );
    assert!(phones.doc.starts_with("Telephone numbers of the contact. One number"));
    let Type::Record(phone) = &phones.ty else {
        panic!("a struct");
    };
    assert_eq!(phone.name, "Phone");
    let [number, type_id, _] = phone.fields()[..] else {
        panic!("three fields");
    };
    assert!(number.rules.required);
    assert_eq!(type_id.ty, Type::Shared("PhoneTypeId".to_owned()));
    let emails = field(&fields, "contact.secondaryEmails.email[]");
    assert_eq!(
        (emails.rust.as_str(), &emails.ty),
        ("secondary_emails", &Type::Text { length: None })
    );
}

#[test]
fn a_list_with_attributes_is_a_struct() {
    let Some(method) = method("contact.getList") else {
        return;
    };
    let [contacts] = method.response.fields()[..] else {
        panic!("one field");
    };
    assert!(contacts.rules.required);
    let Type::Record(contacts) = &contacts.ty else {
        panic!("a struct");
    };
    let shapes: Vec<(&str, &Shape)> = contacts.fields().iter().map(|f| (f.path.as_str(), &f.shape)).collect();
    assert_eq!(
        shapes,
        [
            ("contacts@totalCount", &Shape::Single),
            ("contacts@count", &Shape::Single),
            ("contacts.contact[]", &Shape::Repeat)
        ]
    );
    let size = method.request.fields();
    assert_eq!(field(&size, "pageSize").rules.range, Some((Some(1), Some(100))));
    assert_eq!(field(&size, "target").rules.default.as_deref(), Some("contact"));
}

#[test]
fn a_field_knows_the_line_of_its_row() {
    let (Some(method), Some(source)) = (method("contact.update"), source("methods/contact.update.md")) else {
        return;
    };
    for field in method.request.fields() {
        let line = source.text.lines().nth(field.line as usize - 1).expect("a line");
        assert!(line.contains(&format!("| {} ", field.path)), "{}: {line}", field.path);
    }
}

#[test]
fn enums_ids_and_records() {
    let (Some(sex), Some(target), Some(id), Some(period)) = (
        shared("Sex"),
        shared("ContactTarget"),
        shared("ContactId"),
        shared("FilterPeriod"),
    ) else {
        return;
    };
    let SharedKind::Enum { values, number: None } = &sex.kind else {
        panic!("an enum without a number");
    };
    assert!(
        values
            .iter()
            .any(|v| (v.wire.as_str(), v.rust.as_str()) == ("MALE", "Male"))
    );
    let SharedKind::Enum {
        number: Some((variant, ty)),
        ..
    } = &target.kind
    else {
        panic!("an enum with a number");
    };
    assert_eq!((variant.as_str(), ty.as_str()), ("Filter", "ContactFilterId"));
    assert_eq!(id.kind, SharedKind::Id);
    let SharedKind::Record(record, filters) = &period.kind else {
        panic!("a record");
    };
    let names: Vec<(&str, &str)> = record
        .fields()
        .iter()
        .map(|f| (f.path.as_str(), f.rust.as_str()))
        .collect();
    assert_eq!(names[..2], [("datetype", "date_type"), ("datevalue", "date_value")]);
    assert!(filters.is_empty());
}

#[test]
fn a_union_has_its_forms_and_text_last() {
    let Some(value) = shared("FieldValue") else { return };
    let SharedKind::Union(forms) = &value.kind else {
        panic!("a union");
    };
    let forms: Vec<(&str, &Type)> = forms.iter().map(|form| (form.rust.as_str(), &form.ty)).collect();
    let texts = Type::Joined(Joint::Brackets, Box::new(Type::Text { length: None }));
    assert_eq!(
        forms,
        [
            ("Ids", &Type::Joined(Joint::Brackets, Box::new(Type::Int))),
            ("Texts", &texts),
            ("Date", &Type::DateTime),
            ("Text", &Type::Text { length: None }),
        ]
    );
}

#[test]
fn a_filter_has_an_operator_a_value_and_perhaps_a_field() {
    let Some(filter) = shared("ContactFilter") else { return };
    let SharedKind::Record(_, filters) = &filter.kind else {
        panic!("a record");
    };
    let find = |number: i64| filters.iter().find(|f| f.number == number).expect("a filter");
    let shared = |name: &str| Operand::Any(Type::Shared(name.to_owned()));
    let company = find(4006);
    assert_eq!(
        (company.rust.as_str(), &company.operator, &company.value, company.field),
        (
            "is_company",
            &Operand::Constant("equal".to_owned()),
            &Operand::Constant("1".to_owned()),
            false
        )
    );
    let date = find(4103);
    assert_eq!(
        (&date.operator, &date.value, date.field),
        (&shared("FilterOperator"), &shared("FilterPeriod"), true)
    );
}

#[test]
fn conditions_counts_and_replies_are_in_the_model() {
    let table = "# a.set\n\nText.\n\n- effect: set\n- source: x\n- left-out: reset\n- reply: file\n\n## Request\n\n\
                 | name | type | note |\n|---|---|---|\n| a.x | bool | |\n| a.y | int | `patch` `only-if a.x=1` |\n\
                 | a.z[] | int | `items ..9` `required-if a.x=0,1` |\n\n## Response\n\n\
                 | name | type | note |\n|---|---|---|\n| body | base64 | `at-most-one-of file` |\n\
                 | link | string | `at-most-one-of file` |\n";
    let method = read_method(&Source::file("a.set.md", table), Some("a.set"), &[]).into_result();
    let method = method.unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!((method.left_out, method.reply), (LeftOut::Reset, Reply::File));
    let fields = method.request.fields();
    let condition = |values: &[&str]| {
        Some(Condition {
            path: "a.x".to_owned(),
            values: values.iter().map(|value| (*value).to_owned()).collect(),
        })
    };
    let (y, z) = (&field(&fields, "a.y").rules, &field(&fields, "a.z[]").rules);
    assert_eq!((y.patch, y.resets, &y.only_if), (true, true, &condition(&["1"])));
    assert_eq!(
        (z.items, z.resets, &z.required_if),
        (Some((None, Some(9))), false, &condition(&["0", "1"]))
    );
}

#[test]
fn at_most_one_of_needs_no_member() {
    let table = "# a.set\n\nText.\n\n- effect: set\n- source: x\n\n## Request\n\n| name | type | note |\n|---|---|---|\n\
                 | a.x | int | `at-most-one-of side` |\n| a.y | int | `at-most-one-of side` |\n\n## Response\n\nNone.\n";
    let method = read_method(&Source::file("a.set.md", table), Some("a.set"), &[]);
    let method = method.into_result().unwrap_or_else(|faults| panic!("{faults}"));
    assert!(!method.request.choices[0].required);
    assert!(method.response.elements.is_empty());
}

#[test]
fn a_member_of_a_one_of_may_be_a_list_with_or_without_an_element_around_it() {
    let table = "# a.set\n\nText.\n\n- effect: set\n- source: x\n- precedence: a.y.n[], a.x, a.z[]\n\n## Request\n\n\
                 | name | type | note |\n|---|---|---|\n| a.x | int | `one-of key` |\n\
                 | a.y.n[] | int | `one-of key` `items 1..3` |\n| a.z[] | | `one-of key` `as Several` |\n\
                 | a.z[].w | int | `required` |\n\n## Response\n\nNone.\n";
    let method = read_method(&Source::file("a.set.md", table), Some("a.set"), &[]);
    let method = method.into_result().unwrap_or_else(|faults| panic!("{faults}"));
    let fields = method.request.fields();
    let members: Vec<_> = fields
        .iter()
        .map(|f| (f.rust.as_str(), f.is_list(), f.rules.choice))
        .collect();
    assert_eq!(
        members,
        [("X", false, Some(0)), ("Y", true, Some(0)), ("Several", true, Some(0))]
    );
    assert_eq!(method.precedence, ["a.y.n[]", "a.x", "a.z[]"]);
}

#[test]
fn a_value_tells_a_member_from_those_of_another_type() {
    let table = "# a.set\n\nText.\n\n- effect: set\n- source: x\n\n## Request\n\n| name | type | note |\n|---|---|---|\n\
                 | a.s | string | `one-of key` |\n| a.t | string(4) | `one-of key` |\n| a.n | int | `one-of key` |\n\
                 | a.m[] | int | `one-of key` |\n\n## Response\n\nNone.\n";
    let method = read_method(&Source::file("a.set.md", table), Some("a.set"), &[]);
    let method = method.into_result().unwrap_or_else(|faults| panic!("{faults}"));
    let fields = method.request.fields();
    let told: Vec<_> = fields.iter().map(|f| f.is_told_by_value(&fields)).collect();
    // A text of a length is a text in Rust, and several numbers are another type than one.
    assert_eq!(told, [false, false, true, true]);
}

#[test]
fn there_are_101_codes_with_their_classes() {
    let Some(source) = source("errors.md") else { return };
    let codes = read_errors(&source)
        .into_result()
        .unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(codes.len(), 101);
    let class = |code: &str| codes.iter().find(|c| c.code == code).map(|c| c.class);
    assert_eq!(class("0005"), Some(Class::Session));
    assert_eq!(class("0024"), Some(Class::Endpoint));
    assert_eq!(class("3014"), Some(Class::Busy));
}

#[test]
fn rules_over_several_rows_are_in_the_model() {
    let table = "# a.get\n\nText.\n\n- effect: read\n- source: x\n\n## Request\n\n| name | type | note |\n|---|---|---|\n\
                 | a.x[] | int | `any-of keys` `total keys ..100` |\n| a.y[] | int | `any-of keys` `total keys ..100` |\n\
                 | a.begin | date | `alternative by=period` |\n| a.user | int | `alternative by=user` |\n\
                 | a.end | date | `alternative by=period` |\n\n## Response\n\nNone.\n";
    let method = read_method(&Source::file("a.get.md", table), Some("a.get"), &[]);
    let method = method.into_result().unwrap_or_else(|faults| panic!("{faults}"));
    let found: Vec<_> = method
        .request
        .combinations
        .iter()
        .map(|c| (c.name.as_str(), &c.rule))
        .collect();
    let total = Combined::Total {
        lists: vec![0, 1],
        min: None,
        max: Some(100),
    };
    let alternatives = Combined::Alternatives(vec![vec![2, 4], vec![3]]);
    assert_eq!(
        found,
        [
            ("keys", &Combined::AnyOf(vec![0, 1])),
            ("keys", &total),
            ("by", &alternatives)
        ]
    );
}

#[test]
fn two_elements_one_letter_apart_are_meant_if_both_have_a_row_or_one_is_several_of_the_other() {
    let plural = "# a.get\n\nText.\n\n- effect: read\n- source: x\n\n## Request\n\n| name | type | note |\n|---|---|---|\n\
                  | a.user.id | int | |\n| a.users.user[] | int | |\n| a.room.id | int | |\n\
                  | a.rooms.id[] | int | |\n\n## Response\n\nNone.\n";
    let reading = read_method(&Source::file("t.md", plural), Some("a.get"), &[]);
    assert!(reading.faults.is_none(), "{:?}", reading.faults);
    let table = "# a.get\n\nText.\n\n- effect: read\n- source: x\n\n## Request\n\n| name | type | note |\n|---|---|---|\n\
                 | user | | |\n| user.id | int | |\n| users | | |\n| users.name | string | |\n\n## Response\n\nNone.\n";
    let method = read_method(&Source::file("t.md", table), Some("a.get"), &[])
        .into_result()
        .expect("no faults");
    let fields = method.request.fields();
    assert_eq!(
        fields.iter().map(|field| field.rust.as_str()).collect::<Vec<_>>(),
        ["user", "users"]
    );
}
