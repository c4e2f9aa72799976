//! No page makes the importer or the comparison panic: cut, spliced and random ones.

#![cfg(feature = "vendor")]

mod vendor;

use planfix_schema::vendor::{import::import, page, report::compare, tables::Tables};
use planfix_schema::{Kind, Source, read_method};
use vendor::{Random, files, known, pages, tables};

/// A page in our own words, where the vendor's are not there.
const SMALL: &str = "Gives a shelf. \n\n    <request method=\"shelf.get\">\n      <shelf>\n        <id></id>\n        <books>\n\
    <id></id>\n<!-- ... -->\n</books>\n      </shelf>\n    </request>\n\nName | Type | Value | Note\n\n---|---|---|---\n\n\
    id | int | which **one** |\n\n| A | b\n\nbooks.id | int\\|string | [x](y.md)\n\n  * a - b\n\n| c\n\n\
    Value | Description\n\n---|---\n\nA | b\n";

/// Does everything that there is with a page; the table of an import has no faults but open questions.
fn run(text: &str, tables: &Tables, types: &[(&str, Kind)]) {
    for page in page::read(text) {
        if let Ok(made) = import(&page, tables) {
            let reading = read_method(&Source::file("t.md", &made.text), Some(&made.name), types);
            for fault in reading.faults.iter().flat_map(|faults| faults.iter()) {
                let open = fault.message.starts_with("open question: ");
                assert!(
                    open,
                    "{} in line {}: {:?}",
                    fault.message,
                    fault.line,
                    made.text.lines().nth(fault.line as usize - 1)
                );
            }
        }
    }
    let report = compare(&[("x".to_owned(), text.to_owned())], tables, &[]);
    let _ = report.lines();
}

#[test]
fn no_page_is_too_broken() {
    let (tables, _) = (tables(), known());
    let types: Vec<_> = tables
        .types
        .iter()
        .map(|(name, ty)| (name.as_str(), ty.kind()))
        .collect();
    let mut texts: Vec<String> = pages()
        .into_iter()
        .chain(files("reference"))
        .map(|(_, text)| text)
        .collect();
    texts.push(SMALL.to_owned());
    let mut random = Random::new(11);
    for text in &texts {
        run(text, &tables, &types);
        for _ in 0..3 {
            // Cut anywhere.
            let at = text.floor_char_boundary(random.below(text.len()));
            run(&text[..at], &tables, &types);
            run(&text[at..], &tables, &types);
            // A piece of another page in it.
            let other = &texts[random.below(texts.len())];
            let from = other.floor_char_boundary(random.below(other.len()));
            let to = other.floor_char_boundary((from + random.below(600)).min(other.len()));
            run(
                &format!("{}{}{}", &text[..at], &other[from..to.max(from)], &text[at..]),
                &tables,
                &types,
            );
            // A piece is gone, a character is another one.
            let end = text
                .floor_char_boundary((at + random.below(80)).min(text.len()))
                .max(at);
            let stray = [
                "|", "<", ">", "[", "]", "(", "`", "\\", "_", "*", "@", "#", "\n", "\"", "/", "ы", "...",
            ];
            let stray = stray[random.below(stray.len())];
            run(&format!("{}{stray}{}", &text[..at], &text[end..]), &tables, &types);
        }
    }
}

#[test]
fn random_text_is_no_page() {
    let tables = Tables::default();
    let mut random = Random::new(5);
    let pieces = [
        "<request method=\"a.b\">",
        "</request>",
        "<response>",
        "<a>",
        "</a>",
        "<b/>",
        "...",
        "<!-- ... -->",
        "\n",
        "\n\n",
        " | ",
        "|",
        "Name | Type | Value | Note",
        "---|---|---|---",
        "id",
        "a.b",
        "int",
        "enum: {x,y}",
        "`",
        "**",
        "```",
        "# ",
        "<",
        ">",
        "ы",
        "Value | Description | Note",
        "&lt;",
        "(a)",
        "[a](b)",
        "  * x - y",
        "<br>",
        "\\",
        "type",
        "self",
        "new",
        "a b",
        "c=\"d\"",
    ];
    for _ in 0..4000 {
        let count = random.below(60);
        let text: String = (0..count).map(|_| pieces[random.below(pieces.len())]).collect();
        run(&text, &tables, &[]);
    }
    for _ in 0..300 {
        let bytes: Vec<u8> = (0..random.below(400))
            .map(|_| u8::try_from(random.below(256)).expect("a byte"))
            .collect();
        run(&String::from_utf8_lossy(&bytes), &tables, &[]);
    }
}

#[test]
fn no_page_takes_long() {
    let tables = Tables::default();
    // Many elements and rows of different names.
    let elements: String = (0..30_000)
        .map(|number| format!("<a{number}><b{number}></b{number}></a{number}>"))
        .collect();
    let rows: String = (0..30_000).map(|number| format!("b{number} | int | x | y\n")).collect();
    for page in page::read(&format!(
        "<request method=\"a.b\">{elements}</request>\nName | Type | Value | Note\n---|---|---|---\n{rows}"
    )) {
        let _ = import(&page, &tables);
    }
    for piece in [
        "<a>",
        "<a",
        "</a>",
        "|",
        "| a ",
        "a | b | c | d\n",
        "`",
        "[",
        "](",
        "<!--",
        "...",
        "<a b=\"",
        "\n",
        "&lt;",
        "* a\n",
        "*",
        "a.b ",
    ] {
        let start = "<request method=\"a.b\">";
        let header = "\nName | Type | Value | Note\n---|---|---|---\n";
        for text in [
            format!("{start}{}</request>", piece.repeat(40_000)),
            format!("{start}</request>{header}{}", piece.repeat(40_000)),
            format!("{start}</request>{header}{}", format!("{piece}\n").repeat(20_000)),
            piece.repeat(200_000),
        ] {
            run(&text, &tables, &[]);
        }
    }
}
