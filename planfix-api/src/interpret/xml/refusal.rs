//! Refusals: the error code that PlanFix answers, and what comes with it.

use super::document::Token;
use super::envelope::begun;
use super::fault::ReadError;
use super::read::Reading;
use crate::record::{Unknown, Why};
use std::fmt;

/// An error of PlanFix. `Debug` does not show names, since the name of a file may be a person's.
#[derive(Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Refusal {
    /// Error code as text; leading zeros count.
    pub code: String,
    /// Message; PlanFix leaves it empty.
    pub message: String,
    /// Object that prevents the call: with 9006, the identifier of the file that already has this name.
    pub id: Option<i64>,
    /// Name of that object.
    pub name: Option<String>,
    /// Elements that are not part of a refusal.
    pub unknown: Unknown,
}

impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refusal")
            .field("code", &self.code)
            .field("id", &self.id)
            .field("unknown", &self.unknown)
            .finish_non_exhaustive()
    }
}

impl Refusal {
    /// Creates a refusal with this code and no message.
    #[must_use]
    pub fn new(code: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            ..Self::default()
        }
    }

    /// Returns the refusal as the XML of a response, as the server writes it.
    #[must_use]
    pub fn to_xml(&self) -> Vec<u8> {
        let mut out = begun(256);
        out.push("<response status=\"error\"><code>");
        out.push_text(&self.code);
        out.push("</code>");
        if self.message.is_empty() {
            out.push("<message/>");
        } else {
            out.push("<message>");
            out.push_text(&self.message);
            out.push("</message>");
        }
        if let Some(id) = self.id {
            out.push(&format!("<id>{id}</id>"));
        }
        if let Some(name) = &self.name {
            out.push("<name>");
            out.push_text(name);
            out.push("</name>");
        }
        out.push("</response>");
        out.into_bytes()
    }
}

/// Reads a refusal. As everywhere, the first element of a name counts, and an empty one is ignored. `open` is the name
/// and the start of the element being read.
pub(super) fn refused<'a>(
    reading: &mut Reading<'a>,
    refusal: &mut Refusal,
    open: &mut Option<(&'a str, usize)>,
) -> Result<(), ReadError> {
    loop {
        *open = None;
        match reading.token()? {
            Token::Open(tag) => {
                *open = Some((tag.name, tag.start));
                let text = match tag.name {
                    "code" | "message" | "id" | "name" => reading.kept_text(&mut refusal.unknown, &tag)?,
                    other => {
                        reading.skip()?;
                        reading.keep_beside(&mut refusal.unknown, other, tag.start, Why::NoRow)?;
                        continue;
                    }
                };
                let why = match (tag.name, text.trim()) {
                    (_, "") => continue,
                    ("code", code) if refusal.code.is_empty() => {
                        code.clone_into(&mut refusal.code);
                        continue;
                    }
                    ("message", _) if refusal.message.is_empty() => {
                        refusal.message = text.into_owned();
                        continue;
                    }
                    ("name", _) if refusal.name.is_none() => {
                        refusal.name = Some(text.into_owned());
                        continue;
                    }
                    ("id", id) if refusal.id.is_none() => match id.parse() {
                        Ok(id) => {
                            refusal.id = Some(id);
                            continue;
                        }
                        Err(_) => Why::Unfit {
                            expected: "an integer",
                            row: None,
                        },
                    },
                    _ => Why::Second { row: None },
                };
                reading.keep_beside(&mut refusal.unknown, tag.name, tag.start, why)?;
            }
            Token::Text(text) if text.trim().is_empty() => {}
            Token::Text(text) => reading.keep_text_beside(&mut refusal.unknown, &text)?,
            Token::Close | Token::End => return Ok(()),
        }
    }
}
