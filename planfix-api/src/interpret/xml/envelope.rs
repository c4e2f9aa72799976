//! The envelope of every message: `<request method="…">` with account and session, and
//! `<response status="…">` with its error code.

use super::buffer::Buffer;
use super::document::Token;
use super::fault::ReadError;
use super::grammar::DECLARATION;
use super::limits::Limits;
use super::options::ReadOptions;
use super::pieces::Pieces;
use super::read::{Mode, Reading, wrong_root};
use super::refusal::{Refusal, refused};
use super::transcode::transcoded;
use super::{characters, write};
use crate::interpret::validate::{self, Violation, Violations};
use crate::record::Record;
use crate::record::{Unknown, Why};
use crate::table::Tags;
use std::borrow::Cow;
use std::fmt;

/// The parts of a request other than the fields of its method.
///
/// `Debug` does not show the session.
#[derive(Clone, Copy, Default)]
pub struct Envelope<'a> {
    /// Name of the account, as in `name.planfix.ru`.
    pub account: &'a str,
    /// Session key, if the client is logged in.
    pub sid: Option<&'a str>,
}

impl fmt::Debug for Envelope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Envelope")
            .field("account", &self.account)
            .field("sid", &self.sid.map(|_| "hidden"))
            .finish()
    }
}

/// The envelope of a request that was read. `Debug` does not show the session.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Request {
    /// Name of the method.
    pub method: String,
    /// Name of the account; empty if it is missing.
    pub account: String,
    /// Session key; empty if it is missing.
    pub sid: String,
    /// Signature; empty if it is missing.
    pub signature: String,
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("account", &self.account)
            .finish_non_exhaustive()
    }
}

/// The answer to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// PlanFix carried out the request; the record is filled.
    Ok,
    /// PlanFix refused the request; the record is unchanged.
    Refused(Refusal),
}

/// Writes a request.
///
/// # Errors
/// A text has a character that XML does not allow, or bytes cannot be read from their file. Nothing else is checked: see
/// [`validate`](crate::validate()).
pub fn write_request(method: &str, envelope: &Envelope<'_>, record: &dyn Record) -> Result<Vec<u8>, Violations> {
    let pieces = request_pieces(method, envelope, record)?;
    pieces.read().map_err(|error| validate::unreadable(record, &error))
}

/// Writes a request in pieces, without reading bytes that are not in memory.
pub(crate) fn request_pieces(method: &str, envelope: &Envelope<'_>, record: &dyn Record) -> Result<Pieces, Violations> {
    let mut out = begun(256 + write::size_hint(record, record.table().elements));
    out.push("<request method=\"");
    out.push_attribute(method);
    out.push("\">");
    let mut wrong = Vec::new();
    for (tags, text) in [(ACCOUNT, Some(envelope.account)), (SID, envelope.sid)] {
        if let Some(text) = text
            && !out.push_element::<false>(&tags, text)
            && let Some((_, character)) = characters::first_illegal(text)
        {
            wrong.push(Violation::character(tags.name, character));
        }
    }
    write::elements(&mut out, record)?;
    out.push("</request>");
    Violations::none_or(wrong)?;
    Ok(Pieces::of(out))
}

/// Writes a response that says ok.
///
/// # Errors
/// A text has a character that XML does not allow, or bytes cannot be read from their file.
pub fn write_response(record: &dyn Record) -> Result<Vec<u8>, Violations> {
    let mut out = begun(128 + write::size_hint(record, record.table().elements));
    out.push("<response status=\"ok\">");
    write::elements(&mut out, record)?;
    out.push("</response>");
    let pieces = Pieces::of(out);
    pieces.read().map_err(|error| validate::unreadable(record, &error))
}

/// Begins a message with its declaration, with room for about this many bytes.
pub(super) fn begun(capacity: usize) -> Buffer {
    let mut out = Buffer::with_capacity(capacity);
    out.push(DECLARATION);
    out.push("\n");
    out
}

/// The tags of the root of each kind of message.
static REQUEST: Tags = Tags::new("request", b"<request>       </request>      ");
static RESPONSE: Tags = Tags::new("response", b"<response>      </response>     ");

/// The elements of the envelope of a request.
const ACCOUNT: Tags = Tags::new("account", b"<account>       </account>      ");
const SID: Tags = Tags::new("sid", b"<sid>           </sid>          ");
const SIGNATURE: Tags = Tags::new("signature", b"<signature>     </signature>    ");

/// Returns the elements of the envelope of a request, without their texts.
fn envelope<'a>() -> [(Tags, Cow<'a, str>); 3] {
    [ACCOUNT, SID, SIGNATURE].map(|tags| (tags, Cow::Borrowed("")))
}

impl Request {
    fn take(&mut self, found: Option<[(Tags, Cow<'_, str>); 3]>) {
        if let Some([account, sid, signature]) = found {
            self.account = account.1.into_owned();
            self.sid = sid.1.into_owned();
            self.signature = signature.1.into_owned();
        }
    }
}

fn open_request<'a>(reading: &mut Reading<'a>, kept: &mut Unknown) -> Result<(Request, usize), ReadError> {
    let root = reading.root("request", "method")?;
    reading.keep_attributes(kept, &root.others, root.start)?;
    match (root.name, root.says) {
        ("request", Some(method)) => Ok((
            Request {
                // In the vendor's documentation of user.updateGroupMembership, a space follows the name.
                method: method.trim().to_owned(),
                ..Request::default()
            },
            root.start,
        )),
        ("request", None) => Err(wrong_root(
            reading,
            root.start,
            "<request method=\"…\">",
            "no attribute `method`",
        )),
        (other, _) => Err(wrong_root(
            reading,
            root.start,
            "<request method=\"…\">",
            &format!("<{other}>"),
        )),
    }
}

/// Checks that bytes are an XML 1.0 document that these readers accept: well-formed, in UTF-8, without a document
/// type. Its elements do not matter.
///
/// # Errors
/// The first fault, with line, column and reason; nothing after it can be trusted.
///
/// ```
/// use planfix_api::xml;
///
/// assert!(xml::check(b"<a b=\"1\">text</a>").is_ok());
/// let error = xml::check(b"<a>\n  <b></a>").unwrap_err();
/// assert_eq!((error.faults()[0].line, error.faults()[0].column), (2, 6));
/// ```
pub fn check(bytes: &[u8]) -> Result<(), ReadError> {
    check_within(bytes, &Limits::DEFAULT)
}

/// Does the same as [`check`], with other limits.
///
/// # Errors
/// The same as those of [`check`].
pub fn check_within(bytes: &[u8], limits: &Limits) -> Result<(), ReadError> {
    Reading::new(bytes, limits, Mode::Request)?.end()
}

/// Reads the envelope of a request, and checks that the whole document is well-formed.
///
/// # Errors
/// The document is not well-formed, or is not a request.
pub fn request_head(bytes: &[u8]) -> Result<Request, ReadError> {
    let limits = &Limits::DEFAULT;
    let mut reading = Reading::new(bytes, limits, Mode::Request)?;
    let (mut request, _) = open_request(&mut reading, &mut Unknown::default())?;
    let mut found = envelope();
    loop {
        match reading.token()? {
            Token::Open(tag) => match found.iter_mut().find(|(tags, _)| tags.name == tag.name) {
                Some((_, text)) => *text = reading.kept_text(&mut Unknown::default(), &tag)?,
                None => reading.skip()?,
            },
            Token::Text(_) => {}
            Token::Close | Token::End => break,
        }
    }
    reading.skip_rest()?;
    request.take(Some(found));
    Ok(request)
}

/// Reads a request into a request record of its method.
///
/// # Errors
/// The document is not well-formed, is not a request, or has values that do not match their rows; all of these are
/// listed.
pub fn read_request(bytes: &[u8], record: &mut dyn Record) -> Result<Request, ReadError> {
    read_request_within(bytes, record, &Limits::DEFAULT)
}

/// Does the same as [`read_request`], with other limits.
///
/// # Errors
/// The same as those of [`read_request`].
pub fn read_request_within(bytes: &[u8], record: &mut dyn Record, limits: &Limits) -> Result<Request, ReadError> {
    let mut reading = Reading::new(bytes, limits, Mode::Request)?;
    let (mut request, at) = open_request(&mut reading, record.unknown_mut())?;
    reading.envelope = Some(envelope());
    reading.body(record, &REQUEST, at)?;
    request.take(reading.envelope.take());
    reading.end()?;
    Ok(request)
}

/// Reads a response into a response record of its method, as far as it matches the table; see [`ReadOptions`].
///
/// # Errors
/// The document is not well-formed, is not a response, or lacks an element that the whole response depends on, such as
/// the identifier of a created object. A response with an error code is not an error here: see [`Answer`].
pub fn read_response(bytes: &[u8], record: &mut dyn Record) -> Result<Answer, ReadError> {
    read_response_with(bytes, record, &ReadOptions::DEFAULT)
}

/// Does the same as [`read_response`], with other options.
///
/// # Errors
/// The same as those of [`read_response`]; with `strict`, also a value that does not match its row.
pub fn read_response_with(bytes: &[u8], record: &mut dyn Record, options: &ReadOptions) -> Result<Answer, ReadError> {
    read_answer(bytes, record, options).map(|(answer, _)| answer)
}

/// Does the same as [`read_response_with`]. Returns the number of elements, attributes and texts that did not become
/// fields too.
pub(crate) fn read_answer(
    bytes: &[u8],
    record: &mut dyn Record,
    options: &ReadOptions,
) -> Result<(Answer, usize), ReadError> {
    let error = match answer(bytes, record, options) {
        Err(error) if error.is_of_encoding() => error,
        read => return read,
    };
    // Tags and codes are ASCII in every encoding that PlanFix has been seen to use.
    match answer(
        &transcoded(bytes, error.is_of_windows_1251()),
        record,
        &options.strict(false),
    ) {
        refused @ Ok((Answer::Refused(_), _)) => refused,
        Ok((Answer::Ok, _)) => Err(error.accepted()),
        Err(other) if other.was_accepted() => Err(error.accepted()),
        Err(_) => Err(error),
    }
}

fn answer(bytes: &[u8], record: &mut dyn Record, options: &ReadOptions) -> Result<(Answer, usize), ReadError> {
    let mode = if options.strict { Mode::Strict } else { Mode::Answer };
    let mut reading = Reading::new(bytes, &options.limits, mode)?;
    let root = reading.root("response", "status")?;
    let expected = "<response status=\"ok|error\">";
    if root.name != "response" {
        let found = format!("<{}>", root.name);
        return Err(wrong_root(&mut reading, root.start, expected, &found));
    }
    match root.says.as_deref() {
        Some("ok") => {
            reading.keep_attributes(record.unknown_mut(), &root.others, root.start)?;
            let read = reading.body(record, &RESPONSE, root.start);
            let kept = reading.kept();
            read.and_then(|()| reading.end()).map_err(ReadError::accepted)?;
            Ok((Answer::Ok, kept))
        }
        Some("error") => {
            let mut refusal = Refusal::default();
            reading.keep_attributes(&mut refusal.unknown, &root.others, root.start)?;
            let mut open = None;
            let read = refused(&mut reading, &mut refusal, &mut open);
            let kept = reading.kept();
            if refusal.code.is_empty() {
                read?;
                return Err(wrong_root(&mut reading, 0, "a <code> in the error response", "none"));
            }
            match read.and_then(|()| reading.end()) {
                Ok(()) => Ok((Answer::Refused(refusal), kept)),
                Err(error) => {
                    if let Some((name, start)) = open {
                        let rest = String::from_utf8_lossy(bytes.get(start..).unwrap_or_default());
                        let expected = "well-formed XML";
                        refusal.unknown.push(name, &rest, Why::Unfit { expected, row: None });
                    }
                    Err(error.refused(refusal))
                }
            }
        }
        other => {
            let found = other.map_or("no attribute `status`".to_owned(), |s| format!("status {s:?}"));
            Err(wrong_root(&mut reading, root.start, expected, &found))
        }
    }
}
