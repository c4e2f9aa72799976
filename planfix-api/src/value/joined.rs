//! Several values in one text: `ACTIVE MY`, `1,3,5`, `14;15`, `[14,15]`, `["a","b"]`.

use crate::record::{Expected, List, Record, Typed, Value, View};
use crate::table::{Joint, Kind};
use crate::value::{trim, wire_text};
use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

/// Several values in one text, kept as written. `BY` is the character between them, or `[` for a list in brackets; use
/// the aliases [`Words`], [`Commas`], [`Semicolons`] and [`Brackets`].
///
/// ```
/// use planfix_api::{Brackets, Commas, Words};
///
/// assert_eq!(Commas::<i64>::from([1, 3, 5]).as_str(), "1,3,5");
/// assert_eq!(Brackets::<i64>::from([14, 15]).as_str(), "[14,15]");
/// assert_eq!(Brackets::<String>::from(["a", "say \"b\""]).as_str(), r#"["a","say \"b\""]"#);
/// assert_eq!(Words::<i64>::from([7, 8]).items(), [7, 8]);
/// ```
pub struct Joined<T, const BY: char> {
    text: String,
    items: PhantomData<fn() -> T>,
}

/// Several values separated by spaces: `ACTIVE MY`.
pub type Words<T> = Joined<T, ' '>;
/// Several values separated by commas: `1,3,5`.
pub type Commas<T> = Joined<T, ','>;
/// Several values separated by semicolons: `14;15`.
pub type Semicolons<T> = Joined<T, ';'>;
/// A list in brackets, with texts in quotes: `[14,15]`, `["a","b"]`.
pub type Brackets<T> = Joined<T, '['>;

const fn joint(by: char) -> Joint {
    match by {
        ' ' => Joint::Words,
        ',' => Joint::Commas,
        ';' => Joint::Semicolons,
        _ => Joint::Brackets,
    }
}

impl<T: Typed, const BY: char> Joined<T, BY> {
    /// Joins values. Only brackets can hold a text that contains the separator; elsewhere such a text reads as two.
    #[must_use]
    pub fn new(items: impl IntoIterator<Item = T>) -> Self {
        let items = items
            .into_iter()
            .map(|item| wire_text(item.view()).unwrap_or_default().into_owned());
        Self {
            text: join(joint(BY), T::KIND, items),
            items: PhantomData,
        }
    }

    /// Returns the text on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the values.
    #[must_use]
    pub fn items(&self) -> Vec<T> {
        parse(&self.text, BY).unwrap_or_default()
    }
}

/// Joins the texts of several values of a kind.
pub(crate) fn join(joint: Joint, item: Kind, texts: impl Iterator<Item = String>) -> String {
    let texts = texts.collect::<Vec<_>>();
    match joint {
        Joint::Words => texts.join(" "),
        Joint::Commas => texts.join(","),
        Joint::Semicolons => texts.join(";"),
        Joint::Brackets if matches!(item, Kind::Text) => {
            let quoted: Vec<String> = texts.iter().map(|text| quote(text)).collect();
            format!("[{}]", quoted.join(","))
        }
        Joint::Brackets => format!("[{}]", texts.join(",")),
    }
}

/// Parses the values of a text; `None` if it does not have this form.
#[inline]
fn parse<T: Typed>(text: &str, by: char) -> Option<Vec<T>> {
    values(parts(joint(by), matches!(T::KIND, Kind::Text), text)?)
}

/// Parses each value from its text.
// Nearly no text is a list in brackets, which `parts` finds inline; keeping this a call keeps its code out of that
// path.
#[inline(never)]
fn values<T: Typed>(parts: Vec<Cow<'_, str>>) -> Option<Vec<T>> {
    let items = parts.into_iter().map(|part| {
        let mut item = T::blank();
        item.set_text(&part).ok()?;
        Some(item)
    });
    items.collect()
}

/// Checks that a text has this form, and each of its values with `one`.
pub(crate) fn fits(
    joint: Joint,
    item: Kind,
    text: &str,
    one: fn(Kind, &str) -> Result<(), &'static str>,
) -> Result<(), &'static str> {
    let parts = parts(joint, matches!(item, Kind::Text), text).ok_or(expected(joint))?;
    parts.iter().try_for_each(|part| one(item, part))
}

/// Splits a text; returns `None` if a value is empty.
fn split(text: &str, by: char) -> Option<Vec<Cow<'_, str>>> {
    let parts = text.split(by).map(trim);
    parts
        .map(|part| Some(Cow::Borrowed(part)).filter(|_| !part.is_empty()))
        .collect()
}

/// Splits a text into the texts of its values.
#[inline]
pub(crate) fn parts(joint: Joint, texts: bool, text: &str) -> Option<Vec<Cow<'_, str>>> {
    let text = trim(text);
    match joint {
        // Several spaces count as one.
        Joint::Words => Some(text.split_ascii_whitespace().map(Cow::Borrowed).collect()),
        Joint::Commas => split(text, ','),
        Joint::Semicolons => split(text, ';'),
        Joint::Brackets => bracketed(texts, text.strip_prefix('[')?),
    }
}

/// Splits a list in brackets; `text` is the input after the opening bracket.
#[inline(never)]
fn bracketed(texts: bool, text: &str) -> Option<Vec<Cow<'_, str>>> {
    let inner = trim(text.strip_suffix(']')?);
    if texts {
        Some(unquote(inner)?.into_iter().map(Cow::Owned).collect())
    } else if inner.is_empty() {
        Some(Vec::new())
    } else {
        split(inner, ',')
    }
}

const fn expected(joint: Joint) -> &'static str {
    match joint {
        Joint::Words => "values separated by spaces",
        Joint::Commas => "values separated by commas",
        Joint::Semicolons => "values separated by semicolons",
        Joint::Brackets => "a list in brackets, such as [14,15], or [\"a\",\"b\"] for texts",
    }
}

/// Quotes a text as JSON does.
fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if u32::from(c) < 0x20 => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Parses quoted texts separated by commas, as in JSON.
fn unquote(text: &str) -> Option<Vec<String>> {
    let mut out = Vec::new();
    let mut chars = text.chars().peekable();
    if text.is_empty() {
        return Some(out);
    }
    loop {
        while chars.next_if(|c| c.is_ascii_whitespace()).is_some() {}
        chars.next_if_eq(&'"')?;
        let mut item = String::new();
        loop {
            match chars.next()? {
                '"' => break,
                '\\' => item.push(match chars.next()? {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'b' => '\u{8}',
                    'f' => '\u{c}',
                    'u' => escaped(&mut chars)?,
                    c @ ('"' | '\\' | '/') => c,
                    _ => return None,
                }),
                c => item.push(c),
            }
        }
        out.push(item);
        while chars.next_if(|c| c.is_ascii_whitespace()).is_some() {}
        match chars.next() {
            None => return Some(out),
            Some(',') => {}
            Some(_) => return None,
        }
    }
}

/// Parses the character of `\uXXXX`, which may be a surrogate pair.
fn escaped(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Option<char> {
    let unit = |chars: &mut std::iter::Peekable<std::str::Chars<'_>>| {
        (0..4).try_fold(0, |value, _| Some(value * 16 + chars.next()?.to_digit(16)?))
    };
    let high = unit(chars)?;
    if !(0xD800..0xDC00).contains(&high) {
        return char::from_u32(high);
    }
    chars.next_if_eq(&'\\')?;
    chars.next_if_eq(&'u')?;
    let low = unit(chars).filter(|low| (0xDC00..0xE000).contains(low))?;
    char::from_u32(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
}

impl<T: Typed, U: Into<T>, const N: usize, const BY: char> From<[U; N]> for Joined<T, BY> {
    fn from(items: [U; N]) -> Self {
        Self::new(items.into_iter().map(Into::into))
    }
}

impl<T: Typed, U: Into<T>, const BY: char> From<Vec<U>> for Joined<T, BY> {
    fn from(items: Vec<U>) -> Self {
        Self::new(items.into_iter().map(Into::into))
    }
}

impl<T: Typed, const BY: char> Value for Joined<T, BY> {
    fn view(&self) -> View<'_> {
        if self.text.is_empty() {
            View::Empty
        } else {
            View::Text(&self.text)
        }
    }
    #[inline]
    fn set_text(&mut self, text: &str) -> Result<(), Expected> {
        if parse::<T>(text, BY).is_none() {
            return Err(Expected(expected(joint(BY))));
        }
        self.text = text.to_owned();
        Ok(())
    }
    fn set_empty(&mut self) -> Result<(), Expected> {
        self.text.clear();
        Ok(())
    }
    fn record(&mut self) -> Option<&mut dyn Record> {
        None
    }
    fn list(&mut self) -> Option<&mut dyn List> {
        None
    }
}

impl<T: Typed, const BY: char> Typed for Joined<T, BY> {
    const KIND: Kind = Kind::Joined(joint(BY), &T::KIND);
    fn blank() -> Self {
        Self {
            text: String::new(),
            items: PhantomData,
        }
    }
}

impl<T, const BY: char> Clone for Joined<T, BY> {
    fn clone(&self) -> Self {
        Self {
            text: self.text.clone(),
            items: PhantomData,
        }
    }
}

impl<T, const BY: char> PartialEq for Joined<T, BY> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T, const BY: char> Eq for Joined<T, BY> {}

impl<T, const BY: char> Hash for Joined<T, BY> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

/// Iterates over the values.
impl<T: Typed, const BY: char> IntoIterator for &Joined<T, BY> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items().into_iter()
    }
}

impl<T, const BY: char> fmt::Debug for Joined<T, BY> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

impl<T, const BY: char> fmt::Display for Joined<T, BY> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: Typed, const BY: char>(text: &str) -> Option<Vec<T>> {
        let mut joined = Joined::<T, BY>::blank();
        joined.set_text(text).ok().map(|()| joined.items())
    }

    #[test]
    fn a_text_of_several_values_is_read_or_refused() {
        assert_eq!(read::<i64, ','>("1, 3,5"), Some(vec![1, 3, 5]));
        assert_eq!(read::<i64, ','>("1,,5"), None);
        assert_eq!(read::<i64, ';'>("14"), Some(vec![14]));
        assert_eq!(read::<i64, ' '>(" 7  8 "), Some(vec![7, 8]));
        assert_eq!(read::<i64, '['>("[1, 2]"), Some(vec![1, 2]));
        assert_eq!(read::<i64, '['>("[]"), Some(vec![]));
        assert_eq!(read::<i64, '['>("[1,]"), None);
        assert_eq!(read::<i64, '['>("1,2"), None);
    }

    #[test]
    fn texts_in_brackets_are_quoted() {
        let texts = ["", "a,b", "say \"x\"", "back\\slash", "line\nbreak\u{1}", "Анна 🙂"];
        let joined = Brackets::<String>::from(texts);
        assert_eq!(joined.items(), texts);
        let strange = r#"["\u0410\ud83d\ude42\/"]"#;
        assert_eq!(read::<String, '['>(strange), Some(vec!["А🙂/".to_owned()]));
        for wrong in [
            r#"["a" "b"]"#,
            r#"["a",]"#,
            r#"["\x"]"#,
            r#"["\ud83d"]"#,
            r#"["a]"#,
            "[a]",
        ] {
            assert_eq!(read::<String, '['>(wrong), None, "{wrong}");
        }
    }
}
