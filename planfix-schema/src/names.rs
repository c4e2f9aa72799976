//! Wire names to Rust names, and the nearest of several names.

/// `midName` → `mid_name`, `ID` → `id`, `totalCount` → `total_count`.
pub(crate) fn snake(wire: &str) -> String {
    let chars: Vec<char> = wire.chars().collect();
    let mut out = String::new();
    for (i, &c) in chars.iter().enumerate() {
        if c == '-' || c == '.' {
            out.push('_');
            continue;
        }
        let before = i.checked_sub(1).and_then(|i| chars.get(i));
        let after_lower = before.is_some_and(|b| !b.is_uppercase() && !matches!(b, '_' | '-' | '.'));
        let before_lower =
            before.is_some_and(|b| b.is_uppercase()) && chars.get(i + 1).is_some_and(|n| n.is_lowercase());
        if c.is_uppercase() && (after_lower || before_lower) {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// `phone` → `Phone`, `MALE` → `Male`, `NOTICE_SEND` → `NoticeSend`, `customValue` → `CustomValue`.
pub(crate) fn pascal(wire: &str) -> String {
    snake(wire)
        .split('_')
        .map(|word| {
            let mut chars = word.chars();
            chars
                .next()
                .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
        })
        .collect()
}

/// Returns true if a name can be a field: an ASCII identifier that Rust can write, if only as `r#name`.
pub(crate) fn is_field(name: &str) -> bool {
    is_identifier(name) && !matches!(name, "self" | "Self" | "super" | "crate" | "_")
}

/// Names that no setter and no constructor of a filter can have: an inherent function hides one of a trait, and
/// `request.clone()` would no longer clone.
///
/// They are the functions that each generated struct has: its own, those of serde, and those of the traits of the
/// standard library that it implements, that every type has, or that its user may implement. Those of planfix's own
/// traits are called through `&dyn Record`, which has no setters.
const RESERVED: [&str; 31] = [
    "new",
    "revealed",
    "__unknown",
    "clone",
    "clone_from",
    "eq",
    "ne",
    "fmt",
    "hash",
    "cmp",
    "partial_cmp",
    "lt",
    "le",
    "gt",
    "ge",
    "default",
    "to_string",
    "from",
    "into",
    "try_from",
    "try_into",
    "to_owned",
    "clone_into",
    "borrow",
    "borrow_mut",
    "as_ref",
    "as_mut",
    "type_id",
    "serialize",
    "deserialize",
    "deserialize_in_place",
];

/// Returns true if every generated struct has a function of this name.
pub(crate) fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name)
}

const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Returns true if a name is a keyword in some edition of Rust, or reserved there, and must be written `r#name`.
///
/// The edition of the user's crate is not known here, and a raw identifier means the same where the word is
/// no keyword. `crate`, `self`, `super` and `Self` are not among them: they cannot be raw, and no table makes a
/// name of them.
#[must_use]
pub fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

/// Returns true if a name can be a type or a variant.
pub(crate) fn is_type(name: &str) -> bool {
    is_identifier(name) && name.starts_with(|c: char| c.is_ascii_uppercase()) && name != "Self"
}

fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The name that is spelt most like `wanted`, if one is close.
pub fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // The comparison takes time and memory by the product of both lengths.
    let short = |name: &str| name.len() <= 200;
    let lower = Some(wanted).filter(|wanted| short(wanted))?.to_lowercase();
    names
        .into_iter()
        .filter(|name| short(name))
        .map(|name| (strsim::damerau_levenshtein(&lower, &name.to_lowercase()), name))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, name)| *distance <= 1 + name.chars().count().min(lower.chars().count()) / 4)
        .map(|(_, name)| name)
}

/// Returns true if two names of elements are one letter apart, and so perhaps one name.
pub(crate) fn are_twins(one: &str, other: &str) -> bool {
    // Shorter names, such as `to` and `no`, are often that near; the comparison of longer ones takes long.
    let fits = |name: &[u8]| (3..=64).contains(&name.len());
    let (first, second) = (one.as_bytes(), other.as_bytes());
    // One letter leaves one of the two ends the same.
    let ends = first.first() == second.first() || first.last() == second.last();
    fits(first)
        && fits(second)
        && ends
        && first.len().abs_diff(second.len()) <= 1
        && strsim::osa_distance(one, other) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wire_names_become_rust_names() {
        for (wire, field, ty) in [
            ("midName", "mid_name", "MidName"),
            ("ID", "id", "Id"),
            ("totalCount", "total_count", "TotalCount"),
            ("userid", "userid", "Userid"),
            ("MALE", "male", "Male"),
            ("NOTICE_SEND", "notice_send", "NoticeSend"),
            ("Ru", "ru", "Ru"),
            ("getHTMLPage", "get_html_page", "GetHtmlPage"),
        ] {
            assert_eq!(snake(wire), field);
            assert_eq!(pascal(wire), ty);
        }
    }

    #[test]
    fn only_near_names_are_suggested() {
        let types = ["string", "int", "bool", "datetime", "date"];
        assert_eq!(nearest("strng", types), Some("string"));
        assert_eq!(nearest("DateTime", types), Some("datetime"));
        assert_eq!(nearest("picture", types), None);
    }

    #[test]
    fn names_one_letter_apart_are_twins() {
        for (one, other) in [
            ("room", "roomm"),
            ("room", "rom"),
            ("room", "rooms"),
            ("room", "romo"),
            ("room", "zoom"),
        ] {
            assert!(are_twins(one, other), "{one} {other}");
        }
        for (one, other) in [("room", "room"), ("to", "no"), ("room", "rows"), ("begin", "end")] {
            assert!(!are_twins(one, other), "{one} {other}");
        }
    }
}
