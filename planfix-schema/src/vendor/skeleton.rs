//! Reads the XML skeleton of a vendor page as a tree of elements.
//!
//! The skeletons are written by hand: tags are left open, `...` marks repetition, comments are labels or marks. In:
//! the text from `<request` or `<response` on. Out: one element, each name once among its siblings, with the mark that
//! shows if it repeats.

use super::sloppy;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// An element of a skeleton.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// Name of the tag.
    pub name: String,
    /// The attributes with their sample values, in order.
    pub attributes: Vec<(String, String)>,
    /// The elements in it; those of one name are merged.
    pub children: Vec<Element>,
    /// The sign in the page that it repeats.
    pub mark: Mark,
    /// True if the page says that there is more in it than it shows.
    pub open: bool,
    /// True if the page shows it several times with different content.
    pub uneven: bool,
    /// Line of the page, from 1.
    pub line: u32,
}

/// The sign in a page that an element repeats.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// None.
    #[default]
    None,
    /// `...` after it, in a comment or bare.
    Dots,
    /// It appears twice.
    Twice,
}

/// Deeper than any message; a deeper element is read as if it were at this depth.
const MAX_DEPTH: usize = 32;

/// Far more than any element has, so that no page takes long.
const MAX_CHILDREN: usize = 1000;

/// Reads the element that a text begins with; `first_line` is the line of the text in its page.
#[must_use]
pub fn read(text: &str, first_line: u32) -> Option<Element> {
    let text = sloppy::closed(text);
    let mut reader = Reader::from_str(&text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let (mut stack, mut done): (Vec<Open>, Vec<Part>) = (Vec::new(), Vec::new());
    let (mut line, mut start) = (first_line, 0);
    // The text after a fault is not read.
    while let Ok(event) = reader.read_event() {
        let end = usize::try_from(reader.buffer_position()).unwrap_or(start);
        let here = line;
        line = line.saturating_add(lines(text.get(start..end).unwrap_or("")));
        start = end;
        match event {
            Event::Text(text) if is_dots(&text) => push(&mut stack, &mut done, Part::Dots),
            Event::Comment(text) if text.trim().is_empty() || is_dots(&text) => {
                push(&mut stack, &mut done, Part::Dots);
            }
            Event::Start(tag) => open(&mut stack, &mut done, &tag, here),
            Event::Empty(tag) => {
                stack.push(Open::new(&tag, here));
                self::end(&mut stack, &mut done);
            }
            Event::End(tag) => close(&mut stack, &mut done, tag.name().as_ref().trim()),
            Event::Eof => break,
            _ => {}
        }
    }
    while !stack.is_empty() {
        self::end(&mut stack, &mut done);
    }
    done.into_iter().find_map(|part| match part {
        Part::Element(element) => Some(element),
        Part::Dots => None,
    })
}

/// Handles a start tag.
fn open(stack: &mut Vec<Open>, done: &mut Vec<Part>, tag: &BytesStart<'_>, line: u32) {
    let new = Open::new(tag, line);
    // In `<typeId><typeId>` the end tag has lost its slash, because no element contains one of its own name.
    let unclosed = stack.last().is_some_and(|open| {
        open.name == new.name && open.parts.is_empty() && open.attributes.is_empty() && new.attributes.is_empty()
    });
    if unclosed {
        end(stack, done);
        return;
    }
    stack.push(new);
    if stack.len() > MAX_DEPTH {
        end(stack, done);
    }
}

/// Adds the elements of a second skeleton of the same message to the first.
pub fn merge(into: &mut Element, other: Element) {
    for attribute in other.attributes {
        if !into.attributes.iter().any(|(name, _)| *name == attribute.0) {
            into.attributes.push(attribute);
        }
    }
    into.mark = into.mark.max(other.mark);
    into.uneven |= other.uneven;
    // If one of several is written out, it shows the content of all.
    into.open &= other.open;
    for child in other.children {
        match into.children.iter_mut().find(|known| known.name == child.name) {
            Some(known) => merge(known, child),
            None => into.children.push(child),
        }
    }
}

/// Returns true if a second sample of an element shows nothing that the first one does not. One that is not written
/// out shows nothing.
fn alike(one: &Element, other: &Element) -> bool {
    let covers = |one: &Element, other: &Element| {
        one.children.iter().all(|child| {
            let twin = other.children.iter().find(|known| known.name == child.name);
            twin.is_some_and(|twin| alike(child, twin))
        })
    };
    one.open || other.open || same_attributes(one, other) && covers(other, one)
}

fn same_attributes(one: &Element, other: &Element) -> bool {
    one.attributes
        .iter()
        .map(|(name, _)| name)
        .eq(other.attributes.iter().map(|(name, _)| name))
}

/// Returns true if the elements of a second sample that the first has too have the same attributes.
#[must_use]
pub fn agrees(sample: &Element, whole: &Element) -> bool {
    same_attributes(sample, whole)
        && sample.children.iter().all(|child| {
            let twin = whole.children.iter().find(|known| known.name == child.name);
            twin.is_none_or(|twin| agrees(child, twin))
        })
}

/// A tag that is not closed yet.
struct Open {
    name: String,
    attributes: Vec<(String, String)>,
    parts: Vec<Part>,
    line: u32,
}

enum Part {
    Element(Element),
    Dots,
}

impl Open {
    fn new(tag: &BytesStart<'_>, line: u32) -> Self {
        let mut attributes: Vec<(String, String)> = Vec::new();
        for attribute in tag.html_attributes().with_checks(false).flatten().take(MAX_CHILDREN) {
            let name = attribute.key.as_ref();
            if !attributes.iter().any(|(known, _)| known == name) {
                let value = attribute
                    .value
                    .trim_matches(|c: char| c.is_whitespace() || "“”«»".contains(c));
                attributes.push((name.to_owned(), value.to_owned()));
            }
        }
        Self {
            name: tag.name().as_ref().to_owned(),
            attributes,
            parts: Vec::new(),
            line,
        }
    }
}

fn is_dots(text: &str) -> bool {
    let text = text.trim();
    text == "…" || (text.len() >= 2 && text.chars().all(|c| c == '.'))
}

fn lines(text: &str) -> u32 {
    u32::try_from(text.matches('\n').count()).unwrap_or(u32::MAX)
}

fn push(stack: &mut [Open], done: &mut Vec<Part>, part: Part) {
    match stack.last_mut() {
        Some(open) => open.parts.push(part),
        None => done.push(part),
    }
}

/// Handles an end tag. It ends the open element of its name; if there is none, the empty element before it.
fn close(stack: &mut Vec<Open>, done: &mut Vec<Part>, name: &str) {
    if stack.iter().any(|open| open.name == name) {
        while stack.last().is_some_and(|open| open.name != name) {
            end(stack, done);
        }
        end(stack, done);
    } else if stack.len() > 1 && stack.last().is_some_and(|open| open.parts.is_empty()) {
        end(stack, done);
    }
}

fn end(stack: &mut Vec<Open>, done: &mut Vec<Part>) {
    if let Some(open) = stack.pop() {
        push(stack, done, Part::Element(fold(open)));
    }
}

/// Merges the parts of an element into its children: those of one name become one that repeats.
fn fold(open: Open) -> Element {
    let mut out = Element {
        name: open.name,
        attributes: open.attributes,
        line: open.line,
        ..Element::default()
    };
    // The child before, and true if it was the second of its name.
    let mut last: Option<(usize, bool)> = None;
    for part in open.parts {
        match (part, last) {
            (Part::Element(child), _) => {
                let known = out.children.iter().position(|known| known.name == child.name);
                if let Some(at) = known
                    && let Some(known) = out.children.get_mut(at)
                {
                    known.uneven |= !alike(known, &child);
                    merge(known, child);
                    repeat(known, Mark::Twice);
                    last = Some((at, true));
                } else if out.children.len() < MAX_CHILDREN {
                    last = Some((out.children.len(), false));
                    out.children.push(child);
                }
            }
            (Part::Dots, None) => out.open = true,
            // After several kinds of children, of which the last is a single leaf, dots mean more of any kind.
            (Part::Dots, Some((at, false)))
                if out.children.len() > 1 && out.children.get(at).is_some_and(|last| last.children.is_empty()) =>
            {
                out.open = true;
            }
            (Part::Dots, Some((at, _))) => {
                if let Some(child) = out.children.get_mut(at) {
                    repeat(child, Mark::Dots);
                }
            }
        }
    }
    out
}

/// Marks an element as one that repeats.
fn repeat(element: &mut Element, mark: Mark) {
    element.mark = element.mark.max(mark);
    // `<task><id/>…</task>` in a list of tasks is the begin of a task, not a list of identifiers.
    if let [id] = element.children.as_mut_slice()
        && id.name == "id"
        && id.mark == Mark::Dots
    {
        id.mark = Mark::None;
        element.open = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree in short: `a[](b c@n)`, `a+` for one with more in it.
    fn short(element: &Element) -> String {
        let mut out = element.name.clone();
        if element.mark != Mark::None {
            out.push_str("[]");
        }
        if element.open {
            out.push('+');
        }
        for (name, _) in &element.attributes {
            out.push('@');
            out.push_str(name);
        }
        if !element.children.is_empty() {
            let children: Vec<String> = element.children.iter().map(short).collect();
            out.push_str(&format!("({})", children.join(" ")));
        }
        out
    }

    #[test]
    fn skeletons_written_by_hand_are_understood() {
        for (text, tree) in [
            ("<a><b></b><c/></a>", "a(b c)"),
            ("<a><b><b><c><c></a>", "a(b c)"),
            ("<a><b></b ><c></d><e></e></a>", "a(b c e)"),
            ("<a><b></b><!-- ... --></a>", "a(b[])"),
            ("<a><b></b>\n ...\n</a>", "a(b[])"),
            ("<a><b/><b/></a>", "a(b[])"),
            ("<a><b/><b/><c/><c/><!-- ... --></a>", "a(b[] c[])"),
            ("<a><b><c/><d/>...</b>...</a>", "a(b[]+(c d))"),
            ("<a><b><c/></b><b><!-- ... --></b></a>", "a(b[](c))"),
            ("<a><b><!-- ... --></b><b><!-- ... --></b></a>", "a(b[]+)"),
            ("<a><b><id/><!-- ... --></b><!-- ... --></a>", "a(b[]+(id))"),
            ("<a><!-- each day --><b/><!-- each week --><c/></a>", "a(b c)"),
            ("<a n=\"1\" m='2'><b>{true|false}</b></a>", "a@n@m(b)"),
            ("<a><b v=\"\" w=\"\" /><b v=\"\" w=\"\" /></a>", "a(b[]@v@w)"),
            ("<a><b></a>", "a(b)"),
            ("<a><b", "a"),
        ] {
            assert_eq!(read(text, 1).map(|root| short(&root)).as_deref(), Some(tree), "{text}");
        }
        assert_eq!(read("no element < here", 1), None);
    }
}
