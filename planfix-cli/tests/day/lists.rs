//! Lists: every page, the columns that were asked for, and the forms that other programs read.

use super::Office;
use super::support::{Run, command, run};
use serde_json::json;
use std::process::Command;

const LIST: [&str; 2] = ["contact", "getList"];

fn list(office: &Office, args: &[&str]) -> Run {
    office.run(&[&LIST[..], args].concat())
}

#[test]
fn all_pages_are_read_and_one_page_says_what_is_left() {
    let office = Office::open().with_contacts(7);
    let ids = |run: &Run| run.out.lines().map(str::to_owned).collect::<Vec<_>>();
    let one = list(&office, &["--pageSize", "4", "--jq", ".contacts.contact[].id"]).ends(0);
    assert_eq!(ids(&one).len(), 4);
    assert!(one.err.contains("note: 4 of 10 items, 6 left: --all"), "{}", one.err);
    let second = list(&office, &["--pageSize", "4", "--pageCurrent", "2"]).ends(0);
    assert!(second.err.contains("note: 4 of 10 items, 2 left"), "{}", second.err);
    let last = list(&office, &["--pageSize", "4", "--pageCurrent", "3"]).ends(0);
    assert_eq!(last.err, "");
    let all = list(
        &office,
        &["--all", "--pageSize", "4", "--output", "ndjson", "--jq", ".id"],
    )
    .ends(0);
    let mut found = ids(&all);
    found.sort();
    found.dedup();
    assert_eq!((found.len(), all.err.as_str()), (10, ""));
    let some = list(&office, &["--limit", "5", "--pageSize", "2", "--output", "ndjson"]).ends(0);
    assert_eq!(some.out.lines().count(), 5);
    assert!(some.err.contains("note: 5 items, 5 left"), "{}", some.err);
}

#[test]
fn all_pages_are_one_document_of_the_same_shape() {
    let office = Office::open().with_contacts(4);
    let whole = list(&office, &[]).ends(0).json();
    let paged = list(&office, &["--all", "--pageSize", "3"]).ends(0).json();
    assert_eq!(paged, whole);
    assert_eq!(paged["contacts"]["@count"], 7);
    let none = list(&office, &["--all", "--search", "nobody has this name"])
        .ends(0)
        .json();
    assert_eq!(none["contacts"]["contact"], json!([]));
}

#[test]
fn projects_are_shown_without_a_page_number() {
    let office = Office::open();
    let projects = office.run(&["project", "getList"]).ends(0).json();
    assert_eq!(projects["projects"]["project"].as_array().unwrap().len(), 2);
    let sent = run(&["project", "getList", "--dry-run"]).ends(0);
    assert!(sent.out.contains("<pageCurrent>1</pageCurrent>"), "{}", sent.out);
}

#[test]
fn fields_pick_and_order_the_columns_of_every_form() {
    let office = Office::open();
    let fields = ["--fields", "name,id,custom:Level,phones.phone.number,birthdate"];
    let of = |args: &[&str]| list(&office, &[&fields[..], args].concat()).ends(0);
    let csv = of(&["--output", "csv"]).out;
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "name,id,custom:Level,phones.phone.number,birthdate");
    assert_eq!(lines[1], "Анна,1,Silver,+7 900 000-00-09,");
    assert_eq!(lines[2], "Борис,2,,+7 900 000-00-12,1985-02-28");
    let json = of(&[]).json();
    assert_eq!(
        json[0],
        json!({"name": "Анна", "id": 1, "custom:Level": "Silver", "phones.phone.number": ["+7 900 000-00-09"], "birthdate": null})
    );
    let row: serde_json::Value = serde_json::from_str(of(&["--output", "ndjson"]).out.lines().next().unwrap()).unwrap();
    assert_eq!(row, json[0]);
    let table = of(&["--output", "table"]).out;
    assert!(table.lines().nth(1).unwrap().starts_with("name "), "{table}");
    // By the identifier of a custom field, and a whole struct.
    let one = office
        .run(&["contact", "get", "--id", "1", "--fields", "custom:103,template"])
        .ends(0)
        .json();
    assert_eq!(one, json!({"custom:103": "120000", "template.id": 1}));
}

#[test]
fn a_terminal_gets_a_table_and_a_pipe_json() {
    let planfix = env!("CARGO_BIN_EXE_planfix");
    let line = format!("{planfix} contact getList --sandbox --fields id,name");
    // `script` makes a terminal.
    let Ok(output) = Command::new("script").args(["-qec", &line, "/dev/null"]).output() else {
        println!("skipped: `script` is not installed");
        return;
    };
    let shown = String::from_utf8_lossy(&output.stdout).replace('\r', "");
    assert!(shown.contains("id  name\n1   Анна\n"), "{shown}");
    run(&["contact", "getList", "--sandbox"]).ends(0).json();
}

#[test]
fn wrong_columns_and_expressions_are_reported_before_anything_is_sent() {
    for (args, complaint) in [
        (
            &["--fields", "nmae"][..],
            "--fields nmae: unknown; did you mean `name`?",
        ),
        (&["--fields", "custom:"], "expected custom:NAME"),
        (
            &["--jq", ".["],
            "--jq .[: not an expression of jq: expected closing bracket at the end",
        ),
        (&["--jq", "nonsense"], "--jq nonsense: unknown filter `nonsense`"),
    ] {
        run(&[&LIST[..], args, &["--sandbox"]].concat())
            .ends(1)
            .complains(&[complaint]);
    }
    for (args, complaint) in [
        (&["--jq", ".", "--output", "csv"][..], "--jq: needs"),
        (&["--excel"], "--excel: needs"),
        (&["--all", "--limit", "1"], "cannot be used with"),
        (&["--all", "--raw", "x"], "cannot be used with"),
    ] {
        run(&[&LIST[..], args, &["--sandbox"]].concat())
            .ends(2)
            .complains(&[complaint]);
    }
    run(&["contact", "get", "--id", "1", "--all", "--sandbox"]).ends(2);
}

#[test]
fn csv_is_read_back_as_the_same_values() {
    let office = Office::open();
    let name = "He said \"yes\", then;\nleft";
    let phone = r#"number="+7 900, ext. 5",typeId=1"#;
    office
        .run(&[
            "contact",
            "add",
            "--name",
            name,
            "--phones",
            phone,
            "--phones",
            "number=112",
        ])
        .ends(0);
    let csv = list(&office, &["--output", "csv"]).ends(0).out;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let heading = reader.headers().unwrap().clone();
    let column = |name: &str| heading.iter().position(|column| column == name).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let row = rows.iter().find(|row| &row[column("name")] == name).unwrap();
    assert!(
        row[column("phones")].starts_with(r#"number="+7 900, ext. 5",typeId=1"#),
        "{row:?}"
    );
    assert!(row[column("phones")].contains("; number=112"), "{row:?}");
    // Excel knows UTF-8 by a mark, and its lines end in two characters.
    let excel = list(&office, &["--output", "csv", "--excel"]).ends(0).out;
    assert!(excel.starts_with("\u{FEFF}id,") && excel.contains("\r\n"), "{excel}");
}

#[test]
fn a_spreadsheet_has_numbers_and_dates() {
    let office = Office::open();
    let args = [
        "contact",
        "getList",
        "--fields",
        "id,name,birthdate",
        "--output",
        "xlsx",
    ];
    let mut command = command(&args);
    command.env("PLANFIX_URL", &office.url);
    for name in ["PLANFIX_ACCOUNT", "PLANFIX_API_KEY", "PLANFIX_TOKEN"] {
        command.env(name, "demo");
    }
    let file = command.output().unwrap().stdout;
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
    let sheet = std::io::read_to_string(book.by_name("xl/worksheets/sheet1.xml").unwrap()).unwrap();
    let sheet = roxmltree::Document::parse(&sheet).unwrap();
    let cell = |place: &str| {
        let found = sheet
            .descendants()
            .find(|node| node.attribute("r") == Some(place))
            .unwrap();
        let text = found
            .descendants()
            .filter(roxmltree::Node::is_text)
            .filter_map(|node| node.text())
            .collect::<String>();
        (found.attribute("t").map(str::to_owned), text)
    };
    let text = || Some("inlineStr".to_owned());
    assert_eq!(cell("A1"), (text(), "id".to_owned()));
    assert_eq!(cell("A2"), (None, "1".to_owned()));
    assert_eq!(cell("B2"), (text(), "Анна".to_owned()));
    // Days since the end of 1899.
    assert_eq!(cell("C3"), (None, "31106".to_owned()));
}

/// Every method has rows: a list its items, any other response one.
#[test]
fn every_method_has_every_form() {
    for method in planfix_api::methods() {
        let Some((group, action)) = method.name.split_once('.') else {
            continue;
        };
        if method.effect.word() != "read" || method.name == "file.download" || group == "auth" {
            continue;
        }
        let mut request = (method.new_request)();
        planfix_api::sample::smallest(&mut *request);
        let body = serde_json::to_string(&planfix_api::json::Json(&*request)).unwrap();
        let args = [group, action, "--json", "-", "--sandbox", "--output"];
        for form in ["csv", "ndjson", "table", "json"] {
            let run = super::support::run_with(&[&args[..], &[form]].concat(), &body);
            // The objects of a smallest request are not always there.
            assert!([0, 3].contains(&run.status), "{} {form}: {}", method.name, run.err);
            if run.status == 0 && form == "csv" {
                let mut reader = csv::Reader::from_reader(run.out.as_bytes());
                assert!(!reader.headers().unwrap().is_empty(), "{}", method.name);
                assert!(reader.records().all(|row| row.is_ok()), "{}: {}", method.name, run.out);
            }
        }
    }
}
