//! Words that people look up, and commands as other programs have them.

use super::support::run;

#[test]
fn a_word_is_found_in_every_table() {
    let phone = run(&["explain", "phone"]).ends(0).prints(&[
        "METHODS\n  contact.getPhoneTypes ",
        "\nROWS\n",
        "contact.add.contact.phones.phone.number",
        "\nTYPES\n  PhoneTypeId ",
        "\nFILTERS\n  ContactFilter.phone  4003: ",
    ]);
    assert!(!phone.out.contains("auth.login"), "{}", phone.out);
    run(&["explain", "repeat"]).ends(0).prints(&["ERROR CODES\n"]);
    // All words must be found.
    run(&["explain", "custom", "fields", "contact"])
        .ends(0)
        .prints(&["contact.updateCustomData"]);
    run(&["explain", "ContactFilter.phone"])
        .ends(0)
        .prints(&["4003  phone  Equality text"]);
    run(&["explain", "ContactFilter.4003"])
        .ends(0)
        .prints(&["4003  phone  Equality text"]);
    run(&["explain", "ContactFilter.zebra"])
        .ends(1)
        .complains(&["ContactFilter has no `zebra`"]);
    run(&["explain", "contact", "update", "phones"])
        .ends(0)
        .prints(&["contact.phones.phone[]\n"]);
    run(&["explain", "no", "such", "zebra"]).ends(1);
}

#[test]
fn the_words_of_the_interface_lead_to_methods_rows_and_types() {
    for (word, found) in [
        (
            "контрагент",
            &["contact.getList ", "\n  Contact ", "\n  ContactId "][..],
        ),
        ("Контрагенты", &["contact.getList "]),
        ("аналитика", &["analitic.getList ", "AnalyticId "]),
        ("справочник", &["handbook.getList ", "HandbookId "]),
        ("номер", &["contact.get.contact.general", "TaskNumber "]),
        ("сотрудник", &["user.getList "]),
    ] {
        run(&["explain", word]).ends(0).prints(found);
    }
    run(&["explain", "ContactNumber"])
        .ends(0)
        .prints(&["words       номер контрагента"]);
}

#[test]
fn commands_of_other_programs_lead_to_the_method() {
    for (args, method) in [
        (&["task", "list"][..], "The method is `planfix task getList`."),
        (&["tasks", "list"], "The method is `planfix task getList`."),
        (&["task", "getlist"], "The method is `planfix task getList`."),
        (
            &["contact", "create", "--name", "x"],
            "The method is `planfix contact add`.",
        ),
        (&["contact", "search", "x"], "The method is `planfix contact getList`."),
        (&["contact.get"], "The method is `planfix contact get`."),
        (&["help", "contact.update"], "The method is `planfix contact update`."),
        (
            &["contact", "get", "1"],
            "planfix contact get --id 1 (or --userid, --general)",
        ),
        (
            &["contact", "--id", "1", "get"],
            "Flags go after the method: planfix contact get",
        ),
        (
            &["--sandbox", "contact", "get"],
            "Flags go after the method: planfix contact get",
        ),
        (&["analitic", "create"], "The methods of analitic: "),
        (&["zebra"], "`planfix explain zebra` looks for a word"),
    ] {
        let run = run(args).ends(2).complains(&[method]);
        assert!(!run.err.contains("similar"), "{}", run.err);
    }
}

#[test]
fn an_unknown_flag_gets_no_misleading_tip() {
    for (args, tip) in [
        (
            &["task", "update", "--comment", "x"][..],
            "`planfix explain comment` looks for a word",
        ),
        (&["task", "add", "--owner", "1"], "Did you mean --owner.id?"),
        (
            &["contact", "getList", "--page", "2"],
            "Did you mean one of --pageCurrent, --pageSize?",
        ),
        (&["contact", "update", "--nmae", "x"], "Did you mean --name?"),
        (&["contact", "update", "--ouput", "x"], "Did you mean --output?"),
        (
            &["task", "add", "--assignees", "1"],
            "`planfix task add --help` lists the flags",
        ),
    ] {
        let run = run(args).ends(2).complains(&[tip]);
        for wrong in ["similar", "--account", "--data", "--allow"] {
            assert!(!run.err.contains(wrong), "{}", run.err);
        }
    }
}
