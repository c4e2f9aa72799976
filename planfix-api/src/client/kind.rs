//! The kind of an answer by its body, whatever its header says.

/// Returns true if the body of an answer is a web page, such as a proxy, a login page or a maintenance notice sends
/// instead of the answer.
///
/// The clients check answers in XML with it. A downloaded file may itself be a web page, so they return it unchecked;
/// a caller who knows the name of the file can check it.
///
/// ```
/// use planfix_api::client::is_web_page;
///
/// assert!(is_web_page(b" <!-- proxy --> <!DOCTYPE html><p>Log in first"));
/// assert!(!is_web_page(b"<response status=\"ok\"/>"));
/// ```
#[must_use]
pub fn is_web_page(body: &[u8]) -> bool {
    matches!(kind(body), Kind::Html)
}

/// The kind of a body.
pub(super) enum Kind {
    Empty,
    Html,
    Xml,
    Other,
}

pub(super) fn kind(body: &[u8]) -> Kind {
    let mut body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body).trim_ascii_start();
    // A web page may begin like XML, with a declaration or a comment.
    while let Some(end) = [("<?", "?>"), ("<!--", "-->")].iter().find_map(|(open, close)| {
        body.starts_with(open.as_bytes())
            .then(|| memchr::memmem::find(body, close.as_bytes()).map(|at| at + close.len()))
            .flatten()
    }) {
        match body.get(end..).map(<[u8]>::trim_ascii_start) {
            Some(rest) if !rest.is_empty() => body = rest,
            _ => return Kind::Xml,
        }
    }
    let starts = |word: &str| {
        body.get(..word.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()))
    };
    match body.first() {
        None => Kind::Empty,
        Some(b'<')
            if ["<!doctype html", "<html", "<head", "<body"]
                .iter()
                .any(|tag| starts(tag)) =>
        {
            Kind::Html
        }
        Some(b'<') => Kind::Xml,
        Some(_) => Kind::Other,
    }
}
