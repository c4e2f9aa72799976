//! Detects the encoding of a document that is not UTF-8, so that the fault can name it.

use super::Broken;
use crate::interpret::xml::fault::Malformed;
use crate::interpret::xml::grammar;
use memchr::memmem;

/// The longest name of an encoding that a fault repeats.
const MAX_NAME: usize = 40;

/// Returns the fault of a document that is valid UTF-8 only up to this offset.
#[cold]
pub(super) fn broken(bytes: &[u8], valid: usize) -> Broken {
    let looks_like = |name: &str| Malformed::Encoding {
        name: name.to_owned(),
        declared: false,
    };
    if let Some(name) = declared_name(bytes) {
        return Broken {
            at: 0,
            why: declared(name),
        };
    }
    let why = if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        looks_like("UTF-16")
    } else if is_windows_1251(bytes) {
        looks_like("windows-1251")
    } else {
        Malformed::NotUtf8
    };
    Broken { at: valid, why }
}

/// Returns the fault of a declaration with this encoding.
pub(super) fn declared(name: &str) -> Malformed {
    Malformed::Encoding {
        name: name
            .chars()
            .filter(|c: &char| c.is_ascii_graphic())
            .take(MAX_NAME)
            .collect(),
        declared: true,
    }
}

fn declared_name(bytes: &[u8]) -> Option<&str> {
    let inner = bytes.trim_ascii_start().strip_prefix(b"<?")?;
    let inner = inner.get(..memmem::find(inner, b"?>")?)?;
    grammar::other_encoding(std::str::from_utf8(inner).ok()?)
}

/// Returns true if, in windows-1251, every byte that is not ASCII is a letter of the Russian alphabet, a quotation
/// mark, a dash or the like.
fn is_windows_1251(bytes: &[u8]) -> bool {
    let is_used = |&b: &u8| {
        b.is_ascii() || b >= 0xC0 || matches!(b, 0x84 | 0x85 | 0x91..=0x97 | 0xA0 | 0xA8 | 0xAB | 0xB8 | 0xB9 | 0xBB)
    };
    bytes.iter().all(is_used)
}
