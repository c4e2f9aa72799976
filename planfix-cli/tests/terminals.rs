//! Output to a terminal contains nothing that it would obey, and fits its width.

mod support;

use support::served::{call, refusal, serve, xml};
use support::{command, run, run_with};
use unicode_width::UnicodeWidthStr as _;

/// Characters that a terminal obeys: escape, C1, bidirectional.
const OBEYED: [char; 6] = ['\u{7F}', '\u{9B}', '\u{85}', '\u{202E}', '\u{2066}', '\u{200F}'];

fn nothing_is_obeyed(text: &str) {
    let found = text
        .chars()
        .find(|c| OBEYED.contains(c) || (c.is_control() && *c != '\n'));
    assert_eq!(found, None, "{text:?}");
}

#[test]
fn data_is_escaped_and_stays_the_same_data() {
    let name: String = OBEYED.iter().collect();
    let answer = format!(
        "<response status=\"ok\"><contact><id>1</id><name>a{name}</name><x{name}>1</x{name}></contact></response>"
    );
    // No element has a name with such characters.
    let answer = answer.replace(&format!("<x{name}>1</x{name}>"), "<x>1</x>");
    let served = serve(vec![xml(&answer)]);
    let run = call(&served.url, &["contact", "get", "--id", "1"]).ends(0);
    nothing_is_obeyed(&run.out);
    nothing_is_obeyed(&run.err);
    assert_eq!(run.json()["contact"]["name"], format!("a{name}"));
    let served = serve(vec![xml(&answer)]);
    let run = call(&served.url, &["contact", "get", "--id", "1", "--output", "table"]).ends(0);
    nothing_is_obeyed(&run.out);
    run.prints(&["\\u{9b}", "\\u{202e}"]);
}

#[test]
fn a_message_is_escaped() {
    let message: String = OBEYED.iter().collect();
    for output in [&[][..], &["--output", "json"], &["--output", "table"]] {
        let served = serve(vec![refusal("8002", &format!("no {message}"))]);
        let run = call(&served.url, &[&["contact", "get", "--id", "1"], output].concat()).ends(3);
        nothing_is_obeyed(&run.err);
        served.seen();
    }
    let answer = format!("<response status=\"error\"><code>8002</code><message>{message}</message></response>");
    nothing_is_obeyed(&run_with(&["decode", "contact.get", "--response"], &answer).ends(3).err);
}

#[test]
fn words_of_the_command_line_are_escaped() {
    for c in OBEYED {
        nothing_is_obeyed(&run(&["contact", "get", &format!("--no{c}such")]).ends(2).err);
        nothing_is_obeyed(&run(&["explain", &format!("no{c}.such")]).ends(1).err);
        nothing_is_obeyed(&run(&["xml", &format!("no{c}such")]).ends(1).err);
    }
}

#[test]
fn output_fits_the_columns() {
    for args in [
        &["methods"][..],
        &["explain", "contact.getPhoneTypes"],
        &["explain", "contact.update.phones"],
        &["contact", "get", "--id", "1", "--sandbox", "--output", "table"],
        &["contact", "getList", "--sandbox", "--output", "table"],
        &["task", "getList", "--sandbox", "--output", "table"],
        &["contact", "--help"],
        &["file", "download", "--help"],
        &["contact", "update", "--help"],
    ] {
        for columns in [40, 60, 80, 132] {
            let mut command = command(args);
            let run = support::Run::of(command.env("COLUMNS", columns.to_string()).output().unwrap()).ends(0);
            let widest = run.out.lines().max_by_key(|line| line.width()).unwrap();
            assert!(widest.width() <= columns, "{args:?} {columns}: {widest}");
        }
    }
}

#[test]
fn nothing_is_cut_in_a_pipe() {
    let run = run(&["contact", "getList", "--sandbox", "--output", "table"]).ends(0);
    assert!(!run.out.contains('…'), "{}", run.out);
    assert!(!run_with(&["methods"], "").ends(0).out.contains('…'));
}

#[test]
fn the_help_of_every_method_fits() {
    for method in planfix_api::methods() {
        let (group, action) = method.name.split_once('.').unwrap();
        let mut command = command(&[group, action, "--help"]);
        let run = support::Run::of(command.env("COLUMNS", "40").output().unwrap()).ends(0);
        let widest = run.out.lines().max_by_key(|line| line.width()).unwrap();
        assert!(widest.width() <= 40, "{}: {widest}", method.name);
    }
}
