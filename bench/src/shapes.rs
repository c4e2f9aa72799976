//! The same document in other shapes: indented, and as awkward as a server might send it.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;
use std::fmt::Write as _;

/// Puts each element on a line of its own, indented by two spaces per level.
///
/// # Panics
/// The document is not well-formed.
#[must_use]
pub fn indented(xml: &str) -> String {
    let mut out = declaration();
    Node::parse(xml).indent(&mut out, 0);
    out
}

/// Reverses the elements of each struct, but not the items of lists; adds an unknown element to every struct called
/// `owner`; and writes every third text with a letter as CDATA, and every third with character references.
///
/// # Panics
/// The document is not well-formed.
#[must_use]
pub fn awkward(xml: &str, owner: &str) -> String {
    let mut root = Node::parse(xml);
    root.disorder(owner);
    let mut out = declaration();
    root.write_awkward(&mut out, &mut 0);
    out
}

fn declaration() -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned()
}

/// An element: its start tag without brackets, its child elements, and its text if it has no children.
struct Node {
    tag: String,
    children: Vec<Self>,
    text: String,
}

impl Node {
    fn new(tag: &str) -> Self {
        Self {
            tag: tag.to_owned(),
            children: Vec::new(),
            text: String::new(),
        }
    }

    fn parse(xml: &str) -> Self {
        let mut reader = Reader::from_str(xml);
        let mut open = vec![Self::new("")];
        loop {
            let event = reader.read_event().expect("the document is well-formed");
            let last = open.last_mut().expect("one is always open");
            match event {
                Event::Start(tag) => open.push(Self::new(&tag)),
                Event::Text(text) => last.text.push_str(&text),
                Event::GeneralRef(name) => {
                    let reference = format!("&{};", &*name);
                    last.text.push_str(&unescape(&reference).expect("a known reference"));
                }
                Event::End(_) => {
                    let done = open.pop().expect("one is always open");
                    open.last_mut().expect("one is always open").children.push(done);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        open.remove(0).children.remove(0)
    }

    fn name(&self) -> &str {
        self.tag.split(' ').next().unwrap_or_default()
    }

    fn indent(&self, out: &mut String, depth: usize) {
        let _ = write!(out, "{:1$}<{2}>", "", depth * 2, self.tag);
        if self.children.is_empty() {
            out.push_str(&escaped(&self.text));
        } else {
            out.push('\n');
            for child in &self.children {
                child.indent(out, depth + 1);
            }
            let _ = write!(out, "{:1$}", "", depth * 2);
        }
        let _ = writeln!(out, "</{}>", self.name());
    }

    fn disorder(&mut self, owner: &str) {
        for child in &mut self.children {
            child.disorder(owner);
        }
        let first = self.children.first().map(|child| child.name().to_owned());
        if self.children.iter().any(|child| Some(child.name()) != first.as_deref()) {
            self.children.reverse();
        }
        if self.name() == owner {
            let mut unknown = Self::new("rating");
            let mut stars = Self::new("stars");
            "4".clone_into(&mut stars.text);
            unknown.children.push(stars);
            self.children.insert(self.children.len() / 2, unknown);
        }
    }

    fn write_awkward(&self, out: &mut String, count: &mut usize) {
        let _ = write!(out, "<{}>", self.tag);
        for child in &self.children {
            child.write_awkward(out, count);
        }
        if self.text.contains(char::is_alphabetic) {
            *count += 1;
            match *count % 3 {
                0 => {
                    let _ = write!(out, "<![CDATA[{}]]>", self.text);
                }
                1 => {
                    let mut chars = self.text.chars();
                    let first = chars.next().map_or(0, u32::from);
                    let _ = write!(out, "&#x{first:X};{}", escaped(chars.as_str()).replace('а', "&#1072;"));
                }
                _ => out.push_str(&escaped(&self.text)),
            }
        } else {
            out.push_str(&escaped(&self.text));
        }
        let _ = write!(out, "</{}>", self.name());
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
