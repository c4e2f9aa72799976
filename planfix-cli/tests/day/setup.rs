//! Setting up: the account, completions, man pages, skeletons.

use super::Office;
use super::support::{folder, run, run_with};

#[test]
fn an_account_may_be_the_address_of_a_browser() {
    let xml = |account: &str| {
        run(&["contact", "get", "--id", "1", "--account", account, "--dry-run"])
            .ends(0)
            .out
    };
    for account in ["demo.planfix.ru", "https://demo.planfix.ru/task/5"] {
        assert!(xml(account).contains("<account>demo</account>"), "{account}");
    }
    let office = Office::open();
    office
        .run(&["contact", "get", "--id", "1", "--account", "demo.planfix.com"])
        .ends(0);
}

#[test]
fn completions_know_every_method_and_its_flags() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(&["completions", shell]).ends(0).out;
        for word in ["changeStatus", "birthdate", "--fields"] {
            assert!(script.contains(word.trim_start_matches('-')), "{shell}: {word}");
        }
    }
    run(&["completions", "tcsh"]).ends(2);
}

#[test]
fn man_pages_are_written_for_every_method() {
    let folder = folder("man");
    run(&["man", folder.to_str().unwrap()]).ends(0);
    for method in planfix_api::methods() {
        let page = folder.join(format!("planfix-{}.1", method.name.replace('.', "-")));
        let text = std::fs::read_to_string(&page).unwrap();
        assert!(
            text.contains(".SH NAME") && text.contains(".SH OPTIONS"),
            "{}",
            page.display()
        );
    }
}

#[test]
fn a_skeleton_is_a_request() {
    for method in planfix_api::methods() {
        for kind in [&[][..], &["--smallest"]] {
            let json = run(&[&["skeleton", method.name], kind].concat()).ends(0).out;
            run_with(&["encode", method.name, "--request", "-"], &json).ends(0);
        }
    }
}

#[test]
fn the_version_is_a_command_too() {
    assert_eq!(run(&["version"]).ends(0).out, run(&["--version"]).ends(0).out);
}

#[test]
fn a_call_has_a_time_limit_of_its_own() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/xml/", listener.local_addr().unwrap());
    let call = super::support::served::call(&url, &["contact", "get", "--id", "1", "--timeout", "1"]);
    call.ends(5).complains(&["within 1s"]);
}
