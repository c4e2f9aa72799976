//! The file that an answer is: whether it is the file at all, and where it is written.

use super::refusal::told;
use super::{Call, name};
use crate::output::{self, Form, carried_out, print_bytes, say};
use crate::status::{Failure, Status};
use crate::target::{Readers, Target};
use crate::terminal;
use crate::wire::Received;
use http::header::{CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, HeaderName};
use planfix_api::client::is_web_page;
use planfix_api::{Record, View};
use std::cell::OnceCell;

/// Where the file is written.
pub(super) enum Destination {
    Stdout,
    /// Nowhere: the answer that has it is printed.
    Answer(Form),
    /// The file that was named, or one of its own name in a folder.
    Place(Target),
}

impl Destination {
    /// Opens the place that `--save` names. Without it that is standard output, or where this is a terminal a
    /// file of its own name here; an answer that was asked for goes there instead.
    ///
    /// # Errors
    /// The file is there and may not be replaced, or the folder cannot be written.
    pub(super) fn open(save: Option<&String>, asked: Option<Form>, replaces: bool) -> Result<Self, String> {
        let is_folder = |path: &str| path.ends_with(std::path::is_separator) || std::path::Path::new(path).is_dir();
        let place = match save.map(String::as_str) {
            Some("-") => return Ok(Self::Stdout),
            None if let Some(form) = asked => return Ok(Self::Answer(form)),
            None if !terminal::is_stdout() => return Ok(Self::Stdout),
            None => Target::folder(".", replaces),
            Some(path) if is_folder(path) => Target::folder(path, replaces),
            Some(path) => Target::file(path, replaces, Readers::Usual),
        };
        let place = place.map_err(|message| match save {
            Some(_) => format!("--save {message}"),
            None => message,
        });
        place.map(Self::Place)
    }

    /// Writes the file.
    pub(super) fn write(
        self,
        call: &Call<'_>,
        response: &dyn Record,
        received: Option<Received>,
    ) -> Result<(), Failure> {
        let Some(bytes) = content(response) else {
            // A link, which was not followed.
            return output::response(response, call.asked.unwrap_or(Form::Json));
        };
        let headers = received
            .as_ref()
            .map(|received| received.headers.clone())
            .unwrap_or_default();
        let is_local = received.is_some_and(|received| received.is_local);
        let asked = OnceCell::new();
        let name = || asked.get_or_init(|| name::of(call, &headers, is_local)).as_deref();
        if let Some(why) = flaw(bytes, &headers, name) {
            let text = format!(
                "{}: the answer is not the file: {why}; nothing was written and nothing was changed, it may be sent \
                 again (--raw FILE keeps what came)",
                call.method.name
            );
            return Err(told(Status::Unchanged, &text, call.asked));
        }
        match self {
            Self::Stdout => print_bytes(bytes).map_err(carried_out),
            Self::Answer(form) => output::response(response, form),
            Self::Place(target) => {
                let name = || name().map_or_else(|| name::fallback(call), name::safe);
                match target.write(bytes, name) {
                    Ok(path) => {
                        say(&format!("{}: {} bytes", path.display(), bytes.len()));
                        Ok(())
                    }
                    Err(message) => Err(told(Status::Unwritten, &message, call.asked)),
                }
            }
        }
    }
}

/// The bytes in the answer; `None` where it is a link.
fn content(response: &dyn Record) -> Option<&[u8]> {
    let body = response
        .table()
        .named("body")
        .and_then(|element| element.content.field());
    match body.map(|(field, _)| response.field(field)) {
        Some(View::Bytes(bytes)) => Some(&bytes.0),
        Some(View::Empty) => Some(&[]),
        _ => None,
    }
}

/// Why the bytes cannot be the file. `name` returns the name of the stored file, and is called only where it
/// decides: a page is the file if a page is stored.
fn flaw<'n>(bytes: &[u8], headers: &HeaderMap, name: impl FnOnce() -> Option<&'n str>) -> Option<String> {
    let encoding = header(headers, CONTENT_ENCODING);
    if !encoding.is_empty() && encoding != "identity" {
        return Some(format!("it is compressed ({encoding}), which was not asked for"));
    }
    if bytes.is_empty() {
        return Some("it is empty".to_owned());
    }
    if is_page(bytes, headers) && !name().is_some_and(is_name_of_page) {
        return Some("it is a web page (a proxy, a login page or a maintenance notice?)".to_owned());
    }
    None
}

/// Reports whether it looks like a page that a browser would show.
fn is_page(bytes: &[u8], headers: &HeaderMap) -> bool {
    if headers.contains_key(CONTENT_DISPOSITION) {
        return false;
    }
    let media = header(headers, CONTENT_TYPE);
    let is_html = media.starts_with("text/html") || media.starts_with("application/xhtml");
    let is_tagged = bytes.trim_ascii_start().starts_with(b"<");
    (media.is_empty() && is_web_page(bytes)) || (is_html && (is_tagged || is_web_page(bytes)))
}

fn is_name_of_page(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".html", ".htm", ".xhtml", ".xht"]
        .iter()
        .any(|end| name.ends_with(end))
}

fn header(headers: &HeaderMap, name: HeaderName) -> String {
    let value = headers
        .get(name)
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    value.unwrap_or_default().trim().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::flaw;
    use http::{HeaderMap, HeaderName, HeaderValue};

    #[test]
    fn a_page_is_the_file_only_where_a_page_is_stored() {
        for (head, body, name, is_file) in [
            ("", "<html></html>", None, false),
            (
                "content-type: text/html",
                "<!doctype html><p>Log in",
                Some("a.pdf"),
                false,
            ),
            ("content-type: text/html", "<script></script>", None, false),
            ("content-type: text/html", "<html></html>", Some("Page.HTML"), true),
            ("content-type: text/html", "%PDF-1.7", Some("a.pdf"), true),
            ("content-type: application/octet-stream", "<html></html>", None, true),
            (
                "content-disposition: attachment; filename=a.html",
                "<html></html>",
                None,
                true,
            ),
            ("content-encoding: gzip", "\u{1F}", None, false),
            ("content-encoding: identity", "x", None, true),
            ("", "<svg/>", None, true),
            ("", "", None, false),
        ] {
            let mut headers = HeaderMap::new();
            if let Some((name, value)) = head.split_once(": ") {
                headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
            }
            assert_eq!(
                flaw(body.as_bytes(), &headers, || name).is_none(),
                is_file,
                "{head} {body}"
            );
        }
    }
}
