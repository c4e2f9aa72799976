//! The words of people who know other programs, and the words that people look up.

mod support;

use support::run;

#[test]
fn the_word_of_another_program_leads_to_the_method() {
    for (args, method) in [
        (&["task", "list"][..], "planfix task getList"),
        (&["task", "create"], "planfix task add"),
        (&["contact", "search", "x"], "planfix contact getList"),
        (&["contact", "edit"], "planfix contact update"),
        (&["file", "rm"], "planfix file delete"),
        (&["contact.update", "--id", "1"], "planfix contact update"),
    ] {
        run(args).ends(2).complains(&[&format!("The method is `{method}`.")]);
    }
    // No such method exists.
    let run = run(&["analitic", "create"]).ends(2);
    assert!(!run.err.contains("The method is"), "{}", run.err);
}

#[test]
fn every_error_code_is_explained() {
    for code in planfix_api::Code::all() {
        let first = code.meaning.split_whitespace().next().unwrap();
        run(&["explain", code.code])
            .ends(0)
            .prints(&[first, "\nclass ", "\nexit status"]);
    }
    run(&["explain", "3014"]).ends(0).prints(&["exit status  6"]);
    run(&["explain", "0015"]).ends(0).prints(&["exit status  3"]);
    run(&["explain", "0999"]).ends(1).complains(&["has no `0999`"]);
}

#[test]
fn a_detached_value_of_a_true_or_false_flag_gets_its_notation() {
    let update = ["task", "update", "--id", "1", "--checkResult"];
    for (value, right) in [("1", "true"), ("true", "true"), ("0", "false"), ("no", "false")] {
        run(&[&update[..], &[value]].concat())
            .ends(2)
            .complains(&[&format!("after `=`: --checkResult={right}.")]);
    }
    assert!(!run(&["contact", "get", "1"]).ends(2).err.contains("after `=`"));
}
