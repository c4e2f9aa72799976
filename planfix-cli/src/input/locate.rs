//! Finds the value of a path in JSON text, and does the same walk over parsed JSON.
//!
//! Paths are written as in faults: `contact.phones.phone[0].number`, `contacts.@count`. A path may lead to a missing
//! value; its position is then the deepest existing value on the way.

use super::tree::Tree;

/// Returns the offset of the deepest value on the path. The text must be valid JSON.
pub(super) fn offset(text: &str, path: &str) -> usize {
    let mut scan = Scan {
        bytes: text.as_bytes(),
        text,
        at: 0,
    };
    scan.value(Some(path))
}

/// Returns line and column, both counted from 1; the column counts characters.
pub(super) fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    (line, column)
}

/// Strips the name of an object member from the head of a path.
fn after_name<'p>(path: &'p str, name: &str) -> Option<&'p str> {
    let rest = path.strip_prefix('.').unwrap_or(path).strip_prefix(name)?;
    (rest.is_empty() || rest.starts_with(['.', '[', '@', '#'])).then_some(rest)
}

/// Splits the index of an item off the head of a path.
fn index(path: &str) -> Option<(usize, &str)> {
    let (number, rest) = path.strip_prefix('[')?.split_once(']')?;
    Some((number.parse().ok()?, rest))
}

struct Scan<'a> {
    bytes: &'a [u8],
    text: &'a str,
    at: usize,
}

impl Scan<'_> {
    /// Skips a value; with a path, returns the offset of the value that the path leads to.
    fn value(&mut self, path: Option<&str>) -> usize {
        self.space();
        let start = self.at;
        let mut found = start;
        match self.peek() {
            Some(b'{') => {
                self.at += 1;
                while self.more(b'}') {
                    let key_at = self.at;
                    let name: String = self.string();
                    self.space();
                    self.at += 1; // skips the colon
                    let rest = path.and_then(|path| after_name(path, &name));
                    let inner = self.value(rest);
                    // People look for the name, so the position of a member is its name.
                    match rest {
                        Some("") => found = key_at,
                        Some(_) => found = if inner_is_deeper(rest) { inner } else { key_at },
                        None => {}
                    }
                }
            }
            Some(b'[') => {
                self.at += 1;
                let wanted = path.and_then(index);
                let mut number = 0;
                while self.more(b']') {
                    let rest = wanted.filter(|(wanted, _)| *wanted == number).map(|(_, rest)| rest);
                    let inner = self.value(rest);
                    if rest.is_some() {
                        found = inner;
                    }
                    number += 1;
                }
            }
            Some(b'"') => {
                self.string();
            }
            _ => {
                while !matches!(
                    self.peek(),
                    None | Some(b',' | b']' | b'}' | b' ' | b'\n' | b'\r' | b'\t')
                ) {
                    self.at += 1;
                }
            }
        }
        found
    }

    /// Advances to the next member; returns false after the last one.
    fn more(&mut self, close: u8) -> bool {
        loop {
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(byte) if byte == close => {
                    self.at += 1;
                    return false;
                }
                None => return false,
                Some(_) => return true,
            }
        }
    }

    fn string(&mut self) -> String {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                break;
            }
        }
        let raw = self.text.get(start..self.at).unwrap_or("");
        super::tree::name(&serde_json::from_str::<String>(raw).unwrap_or_default())
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }
}

fn inner_is_deeper(rest: Option<&str>) -> bool {
    rest.is_some_and(|rest| !rest.starts_with(['#']))
}

/// Removes the value of a path from parsed JSON and returns the path of what was removed, if it exists. If the path
/// leads into an item of a list but not to a value there, the whole item is removed.
pub(super) fn take(value: &mut Tree<'_>, path: &str) -> Option<String> {
    fn walk(value: &mut Tree<'_>, path: &str, whole: &str) -> Option<String> {
        let done = |rest: &str| whole.get(..whole.len() - rest.len()).map(str::to_owned);
        match value {
            Tree::Object(members) => {
                // If a name appears twice, the second one is the duplicate.
                let found = members.iter().enumerate().rev();
                let (at, rest) = found
                    .filter_map(|(at, (name, _))| Some((at, after_name(path, name)?)))
                    .next()?;
                if rest.is_empty() {
                    members.remove(at);
                    return done(rest);
                }
                walk(&mut members.get_mut(at)?.1, rest, whole)
            }
            Tree::Array(list) => {
                let (number, rest) = index(path)?;
                let item = list.get_mut(number)?;
                let inner = if rest.is_empty() { None } else { walk(item, rest, whole) };
                if inner.is_none() {
                    list.remove(number);
                    return done(rest);
                }
                inner
            }
            _ => None,
        }
    }
    walk(value, path, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\n  \"silent\": true,\n  \"contact\": {\"id\": 1, \"phones\": {\"phone\": [\n    {\"number\": \"\\\"]\"}, {\"typeId\": 2}]}}\n}";

    #[test]
    fn a_path_leads_to_its_line_and_column() {
        for (path, place) in [
            ("silent", (2, 3)),
            ("contact.id", (3, 15)),
            ("contact.phones.phone[1].typeId", (4, 25)),
            ("contact.phones.phone[1].number", (4, 24)),
            ("contact.phones.phone[9]", (3, 44)),
            ("nothing", (1, 1)),
        ] {
            assert_eq!(line_column(TEXT, offset(TEXT, path)), place, "{path}");
        }
    }

    #[test]
    fn what_is_wrong_is_taken_out() {
        let mut value = super::super::tree::read(TEXT).unwrap();
        assert_eq!(take(&mut value, "contact.id").as_deref(), Some("contact.id"));
        assert_eq!(
            take(&mut value, "contact.phones.phone[1].number").as_deref(),
            Some("contact.phones.phone[1]")
        );
        assert_eq!(take(&mut value, "contact.name"), None);
    }
}
