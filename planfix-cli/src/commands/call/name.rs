//! The name of a stored file, made safe for a folder of this machine.

use super::Call;
use crate::{output, terminal};
use http::HeaderMap;
use http::header::CONTENT_DISPOSITION;
use planfix_api::json::{Fill, Json};
use planfix_api::record::View;
use serde::de::DeserializeSeed as _;

/// Most file systems allow 255 bytes; some are kept in reserve for this program.
const LONGEST: usize = 200;
/// The names of devices on Windows, whatever their extension.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// Returns the name of the downloaded file, from its answer or else from PlanFix.
pub(super) fn of(call: &Call<'_>, headers: &HeaderMap) -> Option<String> {
    told(headers).or_else(|| ask(call))
}

/// Returns the name that the headers tell.
pub(super) fn told(headers: &HeaderMap) -> Option<String> {
    let disposition = headers.get(CONTENT_DISPOSITION)?;
    disposed(&String::from_utf8_lossy(disposition.as_bytes()))
}

/// Asks `file.get`, whose request identifies the file in the same way.
fn ask(call: &Call<'_>) -> Option<String> {
    let method = planfix_api::methods().iter().find(|method| method.name == "file.get")?;
    let mut request = (method.new_request)();
    let said = serde_json::to_value(Json(call.request)).ok()?;
    Fill::new(&mut *request).deserialize(said).ok()?;
    match call.client.call_any(method, &*request) {
        Ok(response) => {
            let mut name = None;
            planfix_api::walk::leaves(&*response, &mut |leaf| {
                if let ("file.name", View::Text(text)) = (leaf.path, leaf.view) {
                    name = Some(text.to_owned());
                }
            });
            name
        }
        Err(error) => {
            output::say(&format!("warning: the name of the file is unknown: {error}"));
            None
        }
    }
}

/// Returns a name for a file without a known one: `file-7`.
pub(super) fn fallback(call: &Call<'_>) -> String {
    let mut name = "file".to_owned();
    planfix_api::walk::leaves(call.request, &mut |leaf| {
        if let View::Int(number) = leaf.view {
            name = format!("file-{number}");
        }
    });
    name
}

/// Returns the name in a `Content-Disposition` header; `filename*` takes precedence.
fn disposed(value: &str) -> Option<String> {
    let (mut plain, mut coded) = (None, None);
    for part in parts(value).into_iter().skip(1) {
        let Some((key, text)) = part.split_once('=') else {
            continue;
        };
        match key.trim().to_ascii_lowercase().as_str() {
            "filename" => plain = Some(unquoted(text.trim())),
            "filename*" => {
                let utf8 = text.trim().get(..7).filter(|head| head.eq_ignore_ascii_case("UTF-8''"));
                coded = utf8.and_then(|head| decoded(text.trim().get(head.len()..)?));
            }
            _ => {}
        }
    }
    coded.or(plain).filter(|name| !name.is_empty())
}

/// Splits at the semicolons that are not quoted.
fn parts(value: &str) -> Vec<String> {
    let (mut out, mut quoted, mut escaped) = (vec![String::new()], false, false);
    for c in value.chars() {
        if c == ';' && !quoted {
            out.push(String::new());
            continue;
        }
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && quoted && !escaped;
        if let Some(part) = out.last_mut() {
            part.push(c);
        }
    }
    out
}

fn unquoted(text: &str) -> String {
    let Some(inner) = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) else {
        return text.to_owned();
    };
    inner.replace("\\\"", "\"").replace("\\\\", "\\")
}

/// Decodes percent-encoded UTF-8.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte == b'%' {
            let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = rest.get(2..)?;
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// Makes a name safe for a file in a folder, on every system: not a path, a hidden file or a device, free of
/// characters that a terminal would obey, and not too long.
pub(super) fn safe(name: &str) -> String {
    let is_wrong = |c: char| terminal::obeys(c) || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let last = name
        .rsplit(['/', '\\'])
        .find(|part| !part.trim().is_empty())
        .unwrap_or_default();
    let clean: String = last.chars().map(|c| if is_wrong(c) { '_' } else { c }).collect();
    let clean = clean.trim().trim_end_matches(['.', ' ']);
    let stem = clean.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_device = DEVICES.contains(&stem.trim_end_matches(|c: char| c.is_ascii_digit()));
    let clean = match clean.strip_prefix('.') {
        Some(rest) => format!("_{rest}"),
        None if is_device || clean.is_empty() => format!("_{clean}"),
        None => clean.to_owned(),
    };
    shortened(&clean)
}

/// Cuts out some of the middle of a name, keeping its extension.
fn shortened(name: &str) -> String {
    if name.len() <= LONGEST {
        return name.to_owned();
    }
    let extension = name
        .rfind('.')
        .and_then(|at| name.get(at..))
        .filter(|end| end.len() <= 16)
        .unwrap_or_default();
    let mut out = String::new();
    for c in name.chars() {
        if out.len() + c.len_utf8() + extension.len() > LONGEST {
            break;
        }
        out.push(c);
    }
    out + extension
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, disposed, safe};

    #[test]
    fn a_name_stays_in_its_folder() {
        for (name, made) in [
            ("Отчёт 1.pdf", "Отчёт 1.pdf"),
            ("../../etc/passwd", "passwd"),
            ("..\\..\\boot.ini", "boot.ini"),
            ("/etc/passwd", "passwd"),
            ("", "_"),
            (".", "_"),
            ("..", "_"),
            ("a/..", "_"),
            ("a/", "a"),
            (".bashrc", "_bashrc"),
            ("a\u{202E}fdp.exe\u{0}\n", "a_fdp.exe__"),
            ("C:a.txt", "C_a.txt"),
            ("NUL.txt", "_NUL.txt"),
            ("com1", "_com1"),
            ("a. .", "a"),
            ("-rf", "-rf"),
        ] {
            assert_eq!(safe(name), made, "{name:?}");
        }
        let long = safe(&format!("{}.pdf", "ё".repeat(300)));
        assert!(long.len() <= LONGEST && long.ends_with("ё.pdf"), "{long}");
    }

    #[test]
    fn the_header_names_the_file() {
        for (value, name) in [
            ("attachment; filename=\"a \\\"b\\\"; c.pdf\"", Some("a \"b\"; c.pdf")),
            ("attachment; filename=a.pdf", Some("a.pdf")),
            ("attachment; filename=x; filename*=UTF-8''%D0%90.pdf", Some("А.pdf")),
            ("attachment; filename*=utf-8''%zz; filename=x", Some("x")),
            ("inline", None),
            ("", None),
        ] {
            assert_eq!(disposed(value).as_deref(), name, "{value}");
        }
    }
}
