//! No table makes the reader panic, nor take long: broken, cut, spliced and random ones.

use planfix_schema::{
    Faults, Source, Tables, check_together, read_custom_fields, read_errors, read_method, read_type, sample, shipped,
};
use std::path::Path;

/// Reads it as everything that it may be, and shows what is wrong with it.
fn read(text: &str) {
    let source = Source::file("t.md", text);
    let method = read_method(&source, Some("contact.update"), shipped::TYPES);
    let _ = sample::request_xml(&method.model);
    let ty = read_type(&source, Some("Contact"), shipped::TYPES);
    let together = check_together(&Tables {
        methods: vec![(source.clone(), method.model)],
        types: vec![(source.clone(), ty.model)],
    });
    show(&source, together.into_iter().next());
    show(&source, method.faults);
    show(&source, ty.faults);
    show(&source, read_errors(&source).faults);
    show(&source, read_custom_fields(&source, Some("t"), shipped::TYPES).faults);
}

fn show(source: &Source, faults: Option<Faults>) {
    // Faults are shown one like another; the first ones are enough.
    for fault in faults.iter().flat_map(Faults::iter) {
        assert!(fault.line >= 1 && fault.column >= 1 && !fault.message.is_empty());
    }
    if let Some(fault) = faults.iter().flat_map(Faults::iter).next() {
        let _ = fault.render(source, false);
    }
}

/// The real tables; a small one if a package is tested without them.
fn tables() -> Vec<String> {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let mut out = vec![
        "# contact.update\n\nText.\n\n- effect: set\n- source: x\n\n## Request\n\n| name | type | note |\n|---|---|---|\n\
         | a.b[] | | `struct B` Анна |\n| a.b[].c | int | `range 1..2` |\n\n## Response\n\nNone.\n"
            .to_owned(),
    ];
    out.push(
        "# T\n\nText.\n\n## Fields\n\n| name | type | note |\n|---|---|---|\n| Level | string | `id 1` |\n| Анна | date | \
         `id 2` `as anna` Text. |\n"
            .to_owned(),
    );
    for folder in ["methods", "types"] {
        let Ok(entries) = std::fs::read_dir(spec.join(folder)) else {
            println!("without the tables of spec/{folder}: they are not beside this package");
            continue;
        };
        let mut paths: Vec<_> = entries.map(|entry| entry.expect("a file").path()).collect();
        paths.sort();
        out.extend(paths.iter().map(|path| std::fs::read_to_string(path).expect("text")));
    }
    out
}

struct Rng(u64);

impl Rng {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound.max(1)
    }
    fn place(&mut self, text: &str) -> usize {
        let at = self.below(text.len() + 1);
        (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
    }
}

const PIECES: [&str; 34] = [
    "|",
    "`",
    "\\|",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "# ",
    "## ",
    "- ",
    "1. ",
    "> ",
    "    ",
    "\t",
    "```\n",
    "<b>",
    "<!--",
    "\0",
    "[]",
    ".",
    "@",
    "#text",
    "я",
    "😀",
    "\u{FEFF}",
    "`one-of key`",
    "`only-if contact.id=1`",
    "`default x`",
    ", ",
    " and `personal` ",
    "words(Sex)",
    "| a.b |\n",
    "|---|---|---|\n",
    "[x]: y\n",
];

#[test]
fn mutated_tables() {
    let tables = tables();
    let mut rng = Rng(0x9E37_79B9_7F4A_7C15);
    for round in 0..8_000 {
        let mut text = tables[round % tables.len()].clone();
        for _ in 0..=rng.below(4) {
            let (a, b) = (rng.place(&text), rng.place(&text));
            let (from, to) = (a.min(b), a.max(b));
            match rng.below(5) {
                0 => text.truncate(to),
                1 => text.insert_str(from, PIECES[rng.below(PIECES.len())]),
                2 => {
                    let to = (from..=to.min(from + 12)).rev().find(|&at| text.is_char_boundary(at));
                    text.replace_range(from..to.unwrap_or(from), PIECES[rng.below(PIECES.len())]);
                }
                3 => {
                    let other = &tables[rng.below(tables.len())];
                    let at = rng.place(other);
                    text.insert_str(from, &other[..at]);
                    text.truncate(
                        (0..=text.len().min(30_000))
                            .rev()
                            .find(|&at| text.is_char_boundary(at))
                            .unwrap_or(0),
                    );
                }
                _ => text.replace_range(from..to, ""),
            }
        }
        read(&text);
    }
}

#[test]
fn random_tables() {
    let mut rng = Rng(42);
    for _ in 0..5_000 {
        let text: String = (0..rng.below(60)).map(|_| PIECES[rng.below(PIECES.len())]).collect();
        read(&text);
    }
}

#[test]
fn tables_cut_anywhere() {
    for text in tables() {
        let step = if text.contains("# contact.update") { 1 } else { 7 };
        for end in (0..text.len()).step_by(step).filter(|&end| text.is_char_boundary(end)) {
            let source = Source::file("t.md", &text[..end]);
            show(&source, read_method(&source, None, shipped::TYPES).faults);
        }
    }
}

#[test]
fn tables_made_to_take_long() {
    let start = "# a.b\n\nText.\n\n- effect: set\n- source: x\n\n## Request\n\n| name | type | note |\n|---|---|---|\n";
    let columns = |cell: &str| {
        format!(
            "# a.b\n\nText.\n\n## Request\n\n|{}\n|{}\n",
            cell.repeat(100_000),
            "-|".repeat(100_000)
        )
    };
    for (what, text) in [
        ("nothing", String::new()),
        ("only pipes", "|".repeat(200_000)),
        ("lines of pipes", "|||\n".repeat(100_000)),
        ("columns", columns("a|")),
        ("columns of one name", columns("name|")),
        ("cells", format!("{start}{}", "| a ".repeat(100_000))),
        ("rows", format!("{start}{}", "| a.b | int | |\n".repeat(60_000))),
        ("sections", "## Request\n".repeat(90_000)),
        ("facts", format!("# a.b\n\nText.\n\n{}", "- a: b\n".repeat(100_000))),
        ("titles", "# a.b\n".repeat(100_000)),
        ("code spans", "`".repeat(500_000)),
        (
            "rules",
            format!("{start}| a.b | int | {} |\n", "`patch` ".repeat(100_000)),
        ),
        (
            "unknown rules",
            format!("{start}| a.b | int | {} |\n", "`x` ".repeat(100_000)),
        ),
        (
            "a long rule",
            format!("{start}| a.b | int | `{}` |\n", "x".repeat(900_000)),
        ),
        ("a long type", format!("{start}| a.b | {} | |\n", "x".repeat(900_000))),
        ("a deep path", format!("{start}| {}a | int | |\n", "a.".repeat(400_000))),
        ("lists", "- ".repeat(300_000)),
        (
            "nested lists",
            (0..300).map(|i| format!("{}- a\n", "  ".repeat(i))).collect(),
        ),
        ("quotations", "> ".repeat(300_000)),
        ("HTML", "<a>".repeat(300_000)),
        ("brackets", "[".repeat(500_000)),
        ("definitions", "[x]: y\n".repeat(100_000)),
        ("NUL", "\0".repeat(500_000)),
        ("too large", "a".repeat((1 << 20) + 1)),
    ] {
        // One that takes long by the square of its size would hold up the whole run, and is named here.
        println!("{what}");
        read(&text);
    }
}

#[test]
fn what_is_no_table_at_all_is_one_fault() {
    for (text, message) in [
        (String::new(), "the table is empty"),
        (" \n\n".to_owned(), "the table is empty"),
        (
            "a".repeat((1 << 20) + 1),
            "the table has 1048577 bytes; at most 1048576 are read",
        ),
    ] {
        let faults = read_method(&Source::file("t.md", &text), None, &[])
            .faults
            .expect("a fault");
        let messages: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
        assert_eq!(messages, [message]);
    }
}
