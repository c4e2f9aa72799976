//! A downloaded file: checks that the answer is the file, and writes it.

use super::refusal::told;
use super::{Call, Raw, name};
use crate::output::{self, carried_out, print_bytes, say};
use crate::rows::How;
use crate::status::{Failure, Status};
use crate::target::{Readers, Target};
use crate::terminal;
use crate::wire::Received;
use http::header::{CONTENT_ENCODING, CONTENT_RANGE, CONTENT_TYPE, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, StatusCode};
use planfix_api::client::is_web_page;
use planfix_api::record::{Record, View};
use std::cell::OnceCell;

pub(super) enum Destination {
    Stdout,
    /// Nowhere: the answer that contains the file is printed.
    Answer,
    /// The named file, or a file under its own name in a folder.
    Place(Target),
}

impl Destination {
    /// Opens the destination that `--save` names. Without it, that is standard output or, if this is a terminal, a
    /// file under its own name in the current folder. If a format of the answer is given, the answer is printed
    /// instead.
    ///
    /// # Errors
    /// The file exists and may not be replaced, or the folder is not writable.
    pub(super) fn open(save: Option<&String>, is_asked: bool, replaces: bool) -> Result<Self, String> {
        let is_folder = |path: &str| path.ends_with(std::path::is_separator) || std::path::Path::new(path).is_dir();
        let place = match save.map(String::as_str) {
            Some("-") => return Ok(Self::Stdout),
            None if is_asked => return Ok(Self::Answer),
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

    /// Explains why the unchanged answer and the file cannot both go to their destinations; `None` if they can.
    pub(super) fn clash(&self, raw: &Raw) -> Option<&'static str> {
        match (self, raw) {
            (Self::Stdout | Self::Answer, Raw::Stdout) => Some(
                "--raw -: the file goes to standard output already; name a file with --raw, or save the file with \
                 --save PATH",
            ),
            (Self::Place(place), Raw::File(raw)) if place.is_same(raw) => {
                Some("--save and --raw name the same file; give each its own")
            }
            _ => None,
        }
    }

    /// Writes the file.
    pub(super) fn write(
        self,
        call: &Call<'_>,
        how: &How,
        response: &dyn Record,
        received: Option<Received>,
    ) -> Result<(), Failure> {
        let Some(bytes) = content(response) else {
            if let Self::Answer = self {
                return output::response(call.method, response, how);
            }
            let text = format!(
                "{}: the file is a link, which --sandbox does not follow, so nothing was written; --output json prints \
                 the link",
                call.method.name
            );
            return Err(told(Status::Unchanged, &text, call.asked));
        };
        let (status, headers) = received
            .as_ref()
            .map(|received| (received.status, received.headers.clone()))
            .unwrap_or_default();
        let asked = OnceCell::new();
        let name = || asked.get_or_init(|| name::of(call, &headers)).as_deref();
        if let Some(why) = flaw(bytes, status, &headers, name) {
            let text = format!(
                "{}: the answer is not the file: {why}; nothing was written and nothing was changed, so it may be sent \
                 again (--raw FILE keeps the answer)",
                call.method.name
            );
            return Err(told(Status::Unchanged, &text, call.asked));
        }
        match self {
            Self::Stdout => print_bytes(bytes).map_err(carried_out),
            Self::Answer => output::response(call.method, response, how),
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

/// Returns the bytes in the answer; `None` if it is a link.
fn content(response: &dyn Record) -> Option<&[u8]> {
    let body = response
        .table()
        .named("body")
        .and_then(|element| element.content.field());
    match body.map(|(field, _)| response.field(field)) {
        Some(View::Bytes(bytes)) => bytes.as_slice(),
        Some(View::Empty) => Some(&[]),
        _ => None,
    }
}

/// Explains why the bytes cannot be the file. `name` returns the name of the stored file and is called only if it
/// decides: a web page is the file only if a web page is stored.
fn flaw<'n>(
    bytes: &[u8],
    status: StatusCode,
    headers: &HeaderMap,
    name: impl FnOnce() -> Option<&'n str>,
) -> Option<String> {
    if let Some(encoding) = encodings(headers) {
        return Some(format!(
            "it is compressed ({encoding}), although the request did not ask for it"
        ));
    }
    if bytes.is_empty() {
        return Some("it is empty".to_owned());
    }
    if status == StatusCode::PARTIAL_CONTENT || headers.contains_key(CONTENT_RANGE) {
        return Some(
            "it is only a part of the file (206 Partial Content), although the request did not ask for it".to_owned(),
        );
    }
    if status != StatusCode::OK && status != StatusCode::NON_AUTHORITATIVE_INFORMATION {
        return Some(format!("it has the status {status}"));
    }
    if is_response(bytes) {
        return Some("it is a response of PlanFix in XML".to_owned());
    }
    if is_page(bytes, headers) && !name().is_some_and(is_name_of_page) {
        return Some("it is a web page (a proxy, a login page or a maintenance notice?)".to_owned());
    }
    None
}

/// Lists the encodings other than plain bytes that the headers announce; a header may occur several times.
fn encodings(headers: &HeaderMap) -> Option<String> {
    let all = headers.get_all(CONTENT_ENCODING).iter();
    let names: Vec<String> = all
        .chain(headers.get_all(TRANSFER_ENCODING))
        .flat_map(|value| value.as_bytes().split(|&byte| byte == b','))
        .map(|name| String::from_utf8_lossy(name).trim().to_ascii_lowercase())
        .filter(|name| !matches!(name.as_str(), "" | "identity" | "chunked"))
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// Returns true if the bytes begin like a response of PlanFix. An unreadable response is not the file either.
fn is_response(bytes: &[u8]) -> bool {
    const STATUS: &[u8] = b"status";
    let mut rest = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    for (open, close) in [("<?", "?>"), ("<!--", "-->")].into_iter().cycle().take(8) {
        if rest.starts_with(open.as_bytes()) {
            let end = rest.windows(close.len()).position(|found| found == close.as_bytes());
            let after = end.and_then(|end| rest.get(end + close.len()..));
            rest = after.unwrap_or_default().trim_ascii_start();
        }
    }
    let Some(tag) = rest.strip_prefix(b"<response") else {
        return false;
    };
    let tag = tag.split(|&byte| byte == b'>').next().unwrap_or_default();
    tag.first().is_some_and(u8::is_ascii_whitespace) && tag.windows(STATUS.len()).any(|found| found == STATUS)
}

/// Returns true if the bytes look like a page that a browser would show.
fn is_page(bytes: &[u8], headers: &HeaderMap) -> bool {
    if name::told(headers).is_some() {
        return false;
    }
    let media = header(headers, CONTENT_TYPE);
    let is_html = media.starts_with("text/html") || media.starts_with("application/xhtml");
    let is_tagged = bytes.trim_ascii_start().starts_with(b"<");
    is_web_page(bytes) || (is_html && is_tagged)
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
    use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

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
            ("content-type: application/octet-stream", "<html></html>", None, false),
            (
                "content-type: application/octet-stream",
                "<html></html>",
                Some("a.html"),
                true,
            ),
            ("content-disposition: attachment", "<html></html>", None, false),
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
            ("content-range: bytes 0-0/9", "x", None, false),
            ("transfer-encoding: gzip, chunked", "x", None, false),
            ("transfer-encoding: chunked", "x", None, true),
            (
                "",
                "<?xml version=\"1.0\"?>\n<!-- a -->\n<response status=\"ok\"><fi",
                Some("a.xml"),
                false,
            ),
            ("", "<responses status=\"ok\"/>", None, true),
            ("", "<response><a/></response>", None, true),
        ] {
            let mut headers = HeaderMap::new();
            if let Some((name, value)) = head.split_once(": ") {
                headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
            }
            assert_eq!(
                flaw(body.as_bytes(), StatusCode::OK, &headers, || name).is_none(),
                is_file,
                "{head} {body}"
            );
        }
    }
}
