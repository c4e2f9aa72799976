//! The commands `methods`, `explain` and `spec check`.

mod support;

use support::{folder, run};

#[test]
fn every_method_has_its_line() {
    let run = run(&["methods"]).ends(0);
    assert_eq!(run.out.lines().count(), planfix_api::methods().len());
    let line = run.out.lines().find(|line| line.starts_with("contact.update "));
    let what = "set     behaves  Changes one contact: a person, a company or a template.";
    assert!(line.is_some_and(|line| line.ends_with(what)), "{line:?}");
}

#[test]
fn a_method_is_explained_by_its_table() {
    let run = run(&["explain", "contact.update"]).ends(0).prints(&[
        "Changes one contact",
        "REQUEST",
        "RESPONSE",
        "spec/methods/contact.update.md",
    ]);
    for row in [
        "silent",
        "contact.phones.phone[].number",
        "contact.telegram.username",
        "actionid",
    ] {
        assert!(run.out.contains(&format!("\n  {row} ")), "{row}");
    }
}

#[test]
fn one_row_is_explained_with_everything_about_it() {
    run(&["explain", "contact.update.phones"]).ends(0).prints(&[
        "contact.phones.phone[]\n",
        "--phones KEY=VALUE",
        "--clear phones",
        ".phones(…), .clear_phones()",
        "contact.phones.phone[].typeId",
    ]);
    for name in [
        "phones.number",
        "contact.phones.phone.number",
        "contact.phones.phone[].number",
    ] {
        run(&["explain", &format!("contact.update.{name}")]).ends(0).prints(&[
            "required",
            "argument `number` of contact::update::Phone::new",
            "--phones number=…",
        ]);
    }
    run(&["explain", "contact.update.sex"]).ends(0).prints(&["MALE: Male."]);
    run(&["explain", "contact.update.id"]).ends(0).prints(&[
        "exactly one of contact.id, contact.userid, contact.general",
        "Key::Id(…)",
    ]);
    run(&["explain", "contact.getList.contacts@totalCount"])
        .ends(0)
        .prints(&["contacts.@totalCount: number"]);
    run(&["explain", "contact.update.telegram"])
        .ends(0)
        .prints(&["contact.telegram.id"]);
}

#[test]
fn facts_and_types_are_explained() {
    run(&["explain", "contact.update"]).ends(0).prints(&[
        "precedence  contact.id, contact.userid, contact.general; if a message carries several",
        "left out    a field that may be cleared and is left out keeps its value",
        "\nTYPES\n",
        "FieldValue ",
    ]);
    run(&["explain", "task.update"])
        .ends(0)
        .prints(&["left out    reset: ", "does NOT keep its value"]);
    run(&["explain", "file.download"])
        .ends(0)
        .prints(&["reply       a file", "[at most one of body, link; personal]"]);
    run(&["explain", "handbook.addRecord"])
        .ends(0)
        .prints(&["only where isGroup is 1; required where isGroup is 1"]);
    run(&["explain", "handbook.getRecordMulti"])
        .ends(0)
        .prints(&["1 to 100 items"]);
    run(&["explain", "contact.getList.filters"]).ends(0).prints(&[
        "4001  name ",
        "Equality text",
        "4102  number_field",
        "FilterOperator integer, needs field",
        "4006  is_company",
        "=equal =1",
    ]);
    // Parts in the middle may be left out.
    run(&["explain", "action.add.analitics.value"]).ends(0).prints(&[
        "action.analitics.analitic[].analiticData.itemData[].value\n",
        "Users (AnalyticUsers)",
        "(one item as JSON)",
        "itemData[].value.begin",
    ]);
    run(&["explain", "AnalyticValue"]).ends(0).prints(&[
        "kind        union",
        "\nFORMS\n",
        "FORM TimePeriod",
        "used by     action.add",
    ]);
    run(&["explain", "ContactFilter"])
        .ends(0)
        .prints(&["\nFILTERS\n", "value.datetype "]);
    run(&["explain", "TaskStatus"])
        .ends(0)
        .prints(&["\nVALUES\n", "NUMBER "]);
}

#[test]
fn an_unknown_name_gets_a_suggestion() {
    for (what, complaint) in [
        ("contact.updat", "did you mean `contact.update`?"),
        ("contact.update.phons", "did you mean `contact.update.phones`?"),
        ("contact", "contact.getList"),
        ("ContactFiltr", "did you mean `ContactFilter`?"),
        ("zebra", "`planfix methods`"),
    ] {
        run(&["explain", what]).ends(1).complains(&[complaint]);
    }
}

#[test]
fn the_tables_of_the_repository_have_no_faults() {
    run(&["spec", "check"]).ends(0).prints(&["no faults"]);
    run(&["spec", "check", "spec/errors.md", "spec/types/Sex.md", "spec/methods"]).ends(0);
}

#[test]
fn every_fault_is_shown_with_its_row() {
    let folder = folder("spec-check");
    for name in ["methods", "types"] {
        std::fs::create_dir(folder.join(name)).unwrap();
    }
    let update = include_str!("../../spec/methods/contact.update.md");
    let wrong = update
        .replace(
            "| contact.midName                  | string ",
            "| contact.midName                  | strng ",
        )
        .replace("effect: set", "effect: sett");
    std::fs::write(folder.join("methods/contact.update.md"), wrong).unwrap();
    std::fs::write(
        folder.join("types/Color.md"),
        "# Color\n\nA color.\n\n- kind: id\n- source: a test\n",
    )
    .unwrap();
    std::fs::write(folder.join("README.md"), "# Notes\n").unwrap();
    let path = folder.to_str().unwrap();
    let row = update.lines().position(|line| line.starts_with("| contact.midName"));
    let line = row.unwrap() + 1;
    let run = run(&["spec", "check", path]).ends(1).complains(&[
        &format!("--> {path}/methods/contact.update.md:{line}:"),
        "did you mean `string`?",
        "did you mean `set`?",
        "2 faults in 1 of 2 tables",
    ]);
    assert!(!run.err.contains('\u{1b}'), "color without a terminal");
}

#[test]
fn a_path_without_a_table_is_wrong_input() {
    run(&["spec", "check", "no/such/folder"])
        .ends(1)
        .complains(&["no/such/folder: no such file or folder"]);
    run(&["spec", "check", "spec/README.md"])
        .ends(1)
        .complains(&["error: not a table", "--> spec/README.md:1:1"]);
    let file = folder("no-text").join("rand.md");
    std::fs::write(&file, b"# a\n\xC3\xA9\xFF\n").unwrap();
    let name = file.to_str().unwrap();
    run(&["spec", "check", name])
        .ends(1)
        .complains(&["error: not UTF-8", &format!("--> {name}:2:2")]);
}
