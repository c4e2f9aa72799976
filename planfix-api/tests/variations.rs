//! A document written differently gives the same record; a broken one gives an error with its place; elements that are
//! not in the table are kept.

mod records;

use planfix_api::xml::{FaultKind, Malformed};
use planfix_api::{Rule, record::Record, unknown};
use records::{Node, Rng, Side, copy, dump, nodes, sides};

const RECORDS: u64 = 300;

fn each(check: impl Fn(Side, &dyn Record, &mut Rng)) {
    for side in sides() {
        for seed in 0..RECORDS {
            let mut rng = Rng::new(seed + 1_000_000);
            let record = side.random(&mut rng);
            check(side, &*record, &mut rng);
        }
    }
}

fn document(side: Side, content: &str) -> String {
    if side.is_request {
        format!(
            "<request method='{}'><account>demo</account>{content}</request>",
            side.method.name
        )
    } else {
        format!("<response  status = \"ok\" >{content}</response>")
    }
}

fn read(side: Side, text: &str) -> Box<dyn Record> {
    side.read(text.as_bytes())
        .unwrap_or_else(|e| panic!("{}: {e}\n{text}", side.name()))
}

#[test]
fn layout_comments_references_quotes_and_order_do_not_matter() {
    each(|side, record, rng| {
        let mut content = String::new();
        for child in shuffled(rng, &nodes(record).children) {
            layout(rng, &mut content);
            render(rng, &mut content, child);
        }
        let text = document(side, &content);
        let again = read(side, &text);
        assert_eq!(dump(&*again), dump(record), "{}\n{text}", side.name());
        assert!(unknown(&*again).is_empty(), "{}\n{text}", side.name());
    });
}

/// Reorders the children, but keeps those with the same name in order.
fn shuffled<'a>(rng: &mut Rng, children: &'a [Node]) -> Vec<&'a Node> {
    let mut order: Vec<usize> = (0..children.len()).collect();
    for i in (1..order.len()).rev() {
        order.swap(i, rng.below(i + 1));
    }
    let mut out: Vec<&Node> = order.iter().map(|&i| &children[i]).collect();
    for name in children.iter().map(|c| &c.name) {
        let mut of_name = children.iter().filter(|c| c.name == *name);
        for place in out.iter_mut().filter(|c| c.name == *name) {
            *place = of_name.next().unwrap();
        }
    }
    out
}

fn render(rng: &mut Rng, out: &mut String, node: &Node) {
    out.push_str(&format!("<{}", node.name));
    let mut attributes = node.attributes.clone();
    if rng.one_in(2) {
        attributes.reverse();
    }
    for (name, value) in &attributes {
        let quote = *rng.pick(&['"', '\'']);
        out.push_str(&format!(" {name} = {quote}"));
        for c in value.chars() {
            match c {
                '<' | '&' | '\t' | '\n' | '\r' => out.push_str(&format!("&#x{:X};", u32::from(c))),
                c if c == quote => out.push_str(&format!("&#{};", u32::from(c))),
                c => out.push(c),
            }
        }
        out.push(quote);
    }
    if node.text.is_empty() && node.children.is_empty() && rng.one_in(2) {
        out.push_str("/>");
        return;
    }
    out.push('>');
    text(rng, out, &node.text);
    for child in shuffled(rng, &node.children) {
        if node.layout {
            layout(rng, out);
        }
        render(rng, out, child);
    }
    if node.layout && !node.children.is_empty() {
        layout(rng, out);
    }
    out.push_str(&format!("</{}{}>", node.name, rng.pick(&["", " ", "\n"])));
}

fn layout(rng: &mut Rng, out: &mut String) {
    out.push_str(rng.pick::<&str>(&[
        "",
        "",
        "\n  ",
        "\t",
        " \r\n",
        "<!-- a > b -->",
        " <?go on?> ",
        "<!---->",
    ]));
}

/// Splits a text into plain pieces, references and CDATA, with comments between.
fn text(rng: &mut Rng, out: &mut String, text: &str) {
    for c in text.chars() {
        match rng.below(6) {
            0 => out.push_str(&format!("&#{};", u32::from(c))),
            1 => out.push_str(&format!("&#x{:x};", u32::from(c))),
            2 if c != '\r' => out.push_str(&format!("<![CDATA[{c}]]>")),
            _ => match c {
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '&' => out.push_str("&amp;"),
                '"' => out.push_str("&quot;"),
                '\r' => out.push_str("&#13;"),
                c => out.push(c),
            },
        }
        if rng.one_in(20) {
            out.push_str("<!-- Анна -->");
        }
    }
}

#[test]
fn elements_that_are_not_in_the_table_are_kept_and_change_nothing() {
    each(|side, record, rng| {
        let mut root = nodes(record);
        let mut strange = Vec::new();
        insert(rng, &mut root, &mut strange);
        let mut content = String::new();
        for child in &root.children {
            plain(&mut content, child);
        }
        let text = document(side, &content);
        let again = read(side, &text);
        assert_eq!(dump(&*again), dump(record), "{}\n{text}", side.name());
        let found = unknown(&*again);
        let mut found: Vec<(String, String)> = found.iter().map(|u| (u.path.to_owned(), u.xml.to_owned())).collect();
        found.sort();
        strange.sort();
        assert_eq!(found, strange, "{}\n{text}", side.name());
    });
}

const STRANGE: &str = "<zz n=\"1\">new <y>&amp;</y><y/></zz>";

fn insert(rng: &mut Rng, node: &mut Node, strange: &mut Vec<(String, String)>) {
    for child in &mut node.children {
        insert(rng, child, strange);
        if rng.one_in(6) {
            child.attributes.push(("zz".to_owned(), "Я".to_owned()));
            strange.push((format!("{}@zz", child.path), "Я".to_owned()));
        }
    }
    if rng.one_in(4) {
        let dot = if node.path.is_empty() { "" } else { "." };
        strange.push((format!("{}{dot}zz", node.path), STRANGE.to_owned()));
        let at = rng.below(node.children.len() + 1);
        let raw = Node {
            name: "zz".to_owned(),
            ..Node::default()
        };
        node.children.insert(at, raw);
    }
}

fn plain(out: &mut String, node: &Node) {
    if node.name == "zz" {
        out.push_str(STRANGE);
        return;
    }
    out.push_str(&format!("<{}", node.name));
    for (name, value) in &node.attributes {
        out.push_str(&format!(" {name}=\""));
        for c in value.chars() {
            out.push_str(&format!("&#{};", u32::from(c)));
        }
        out.push('"');
    }
    out.push('>');
    for c in node.text.chars() {
        out.push_str(&format!("&#{};", u32::from(c)));
    }
    for child in &node.children {
        plain(out, child);
    }
    out.push_str(&format!("</{}>", node.name));
}

#[test]
fn a_character_that_xml_does_not_allow_is_refused_with_its_path() {
    let mut refused = 0;
    each(|side, record, rng| {
        let mut record = copy(record);
        poison(rng, &mut *record);
        let bad = |text: &str| text.contains(['\u{0}', '\u{1}', '\u{FFFE}', '\u{FFFF}']);
        let mut expected = Vec::new();
        walk(&nodes(&*record), &mut |node| {
            for (name, value) in &node.attributes {
                if bad(value) {
                    expected.push(format!("{}@{name}", node.path));
                }
            }
            if bad(&node.text) {
                expected.push(node.path.clone());
            }
        });
        match side.write(&*record) {
            Ok(_) => assert_eq!(expected, [""; 0]),
            Err(violations) => {
                let mut found = Vec::new();
                for violation in violations.as_slice() {
                    assert!(matches!(violation.rule, Rule::Character(_)), "{violation}");
                    // The text beside elements has a path of its own.
                    found.push(violation.path.trim_end_matches("#text").to_owned());
                }
                found.sort();
                expected.sort();
                assert_eq!(found, expected);
            }
        }
    });
    for side in sides() {
        let mut record = side.random(&mut Rng::new(7));
        for seed in 0..50 {
            poison(&mut Rng::new(seed), &mut *record);
        }
        refused += usize::from(side.write(&*record).is_err());
    }
    assert!(refused > 5, "{refused}");
}

fn walk(node: &Node, see: &mut impl FnMut(&Node)) {
    see(node);
    for child in &node.children {
        walk(child, see);
    }
}

/// Puts a forbidden character into some of the texts that are set.
fn poison(rng: &mut Rng, record: &mut dyn Record) {
    use planfix_api::record::View;
    use planfix_api::table::Kind;
    for element in record.table().fields() {
        let (number, kind) = element.content.field().unwrap();
        if matches!(record.field(number), View::Absent) || element.row.unwrap().rules.choice.is_some() {
            continue;
        }
        let slot = record.field_mut(number).unwrap();
        match (slot.view(), kind) {
            (View::Text(_), Kind::Text) if rng.one_in(4) => {
                let bad = format!("я{}", rng.pick(&['\u{0}', '\u{1}', '\u{FFFE}', '\u{FFFF}']));
                slot.set_text(&bad).unwrap();
            }
            (View::Record(_), _) => poison(rng, slot.record().unwrap()),
            _ => {}
        }
    }
}

#[test]
fn a_document_that_was_cut_off_is_an_error_with_its_place() {
    for side in sides() {
        for seed in 0..6 {
            let record = side.random(&mut Rng::new(seed));
            let xml = side.write(&*record).unwrap();
            for end in 0..xml.len() {
                let Err(error) = side.read(&xml[..end]) else {
                    panic!("{}: read up to byte {end} of {}", side.name(), xml.len());
                };
                let fault = error.faults().last().unwrap();
                assert!(
                    matches!(fault.kind, FaultKind::Malformed(_)),
                    "{}: {error}",
                    side.name()
                );
                let line = xml[..end].iter().filter(|&&b| b == b'\n').count() + 1;
                assert!(
                    (1..=line).contains(&fault.line),
                    "{}: {error} after {end} bytes",
                    side.name()
                );
                assert!(fault.column >= 1);
            }
        }
    }
}

#[test]
fn a_document_that_the_second_parser_refuses_is_refused() {
    const EDITS: [&[u8]; 16] = [
        b"<",
        b">",
        b"/",
        b"&",
        b";",
        b"\"",
        b"'",
        b"]]>",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"=",
        b" ",
        b"\x00",
        b"\xFF",
        b"</",
    ];
    let (mut broken, mut fine) = (0, 0);
    for side in sides() {
        for seed in 0..1_500 {
            let mut rng = Rng::new(seed);
            let record = side.random(&mut rng);
            let mut xml = side.write(&*record).unwrap();
            for _ in 0..=rng.below(2) {
                let (at, to) = (rng.below(xml.len()), rng.below(4));
                let to = (at + to).min(xml.len());
                xml.splice(at..to, rng.pick(&EDITS).iter().copied());
            }
            let ours = side.read(&xml);
            // White space before the declaration is skipped in answers.
            let xml = if side.is_request {
                &xml[..]
            } else {
                xml.trim_ascii_start()
            };
            let theirs = std::str::from_utf8(xml).map(roxmltree::Document::parse);
            match theirs {
                Ok(Ok(_)) => fine += 1,
                _ => {
                    broken += 1;
                    assert!(ours.is_err(), "{}\n{}", side.name(), String::from_utf8_lossy(xml));
                }
            }
        }
    }
    assert!(broken > 1_000 && fine > 1_000, "{broken} {fine}");
}

#[test]
fn a_column_is_counted_in_characters_after_the_byte_order_mark() {
    let side = sides()[1];
    for (text, line, column, malformed) in [
        ("<response status=\"ok\">\n  <sid>Анна</sd></response>", 2, 12, None),
        (
            "\u{FEFF}<response status=\"ok\">Я\u{1}",
            1,
            24,
            Some(Malformed::Character('\u{1}')),
        ),
        ("\u{FEFF}", 1, 1, Some(Malformed::Empty)),
        ("", 1, 1, Some(Malformed::Empty)),
    ] {
        let Err(error) = side.read(text.as_bytes()) else {
            panic!("{text}")
        };
        let fault = &error.faults()[0];
        assert_eq!((fault.line, fault.column), (line, column), "{error}");
        if let Some(malformed) = malformed {
            assert_eq!(fault.kind, FaultKind::Malformed(malformed));
        }
    }
}
