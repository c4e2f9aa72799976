//! Answers in another encoding than UTF-8, as far as their ASCII goes.

/// Converts the document to UTF-8, without its declaration. Bytes of an unknown encoding become U+FFFD.
pub(super) fn transcoded(bytes: &[u8], is_windows_1251: bool) -> Vec<u8> {
    let is_declared = bytes.trim_ascii_start().starts_with(b"<?xml");
    let end = memchr::memmem::find(bytes, b"?>").filter(|_| is_declared);
    let rest = end.and_then(|end| bytes.get(end + "?>".len()..)).unwrap_or(bytes);
    if std::str::from_utf8(rest).is_ok() {
        return rest.to_vec();
    }
    let character = |&byte: &u8| match byte {
        0..=0x7F => char::from(byte),
        0xC0..=0xFF if is_windows_1251 => char::from_u32(u32::from(byte) - 0xC0 + u32::from('А')).unwrap_or('\u{FFFD}'),
        0xA8 if is_windows_1251 => 'Ё',
        0xB8 if is_windows_1251 => 'ё',
        0xAB if is_windows_1251 => '«',
        0xBB if is_windows_1251 => '»',
        0xB9 if is_windows_1251 => '№',
        0x96 if is_windows_1251 => '–',
        0x97 if is_windows_1251 => '—',
        0xA0 if is_windows_1251 => '\u{A0}',
        _ => '\u{FFFD}',
    };
    rest.iter().map(character).collect::<String>().into_bytes()
}
