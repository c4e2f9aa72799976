//! Reads the types of the vendor's pages, which have twenty spellings of a few types.

/// A type in a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spelt {
    /// Nothing: an element that holds others, or a type left out.
    Nothing,
    /// `node`.
    Node,
    /// `int`, `id`.
    Int,
    /// `bool` and its variants.
    Bool,
    /// `string`, `string(32)`.
    Text(Option<u32>),
    /// `DateTime`.
    DateTime,
    /// `Date`.
    Date,
    /// `Time`.
    Time,
    /// `enum`, with the values in braces.
    Enum(Vec<String>),
    /// `enum/int`: a keyword or a number.
    EnumOrInt,
    /// `int|string`: a number or a text.
    IntOrText,
    /// `set`: several keywords in one text.
    Set,
    /// `set/list`: several values in one text.
    List,
    /// Anything else.
    Other,
}

impl Spelt {
    /// Reads a type as spelled in a page.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let spelt: String = text.split_whitespace().collect();
        let text = spelt.to_lowercase();
        if let Some(length) = text.strip_prefix("string(").and_then(|rest| rest.strip_suffix(')')) {
            // A text without characters is not a type of the tables.
            let length = length.parse().ok().filter(|length| *length > 0);
            return length.map_or(Self::Other, |length| Self::Text(Some(length)));
        }
        if text.starts_with("enum:") {
            let values = spelt.get(5..).unwrap_or("");
            let values = values.trim_matches(['{', '}']).split(',').map(str::to_owned);
            return Self::Enum(values.filter(|value| !value.is_empty()).collect());
        }
        match text.as_str() {
            "" => Self::Nothing,
            "node" => Self::Node,
            "int" | "integer" | "id" => Self::Int,
            "bool" | "boolean" | "bool(0/1)" | "bool-0/1" => Self::Bool,
            "string" | "text" => Self::Text(None),
            "datetime" => Self::DateTime,
            "date" => Self::Date,
            "time" => Self::Time,
            "enum" => Self::Enum(Vec::new()),
            "enum/int" | "enum|int" => Self::EnumOrInt,
            "int|string" | "int/string" => Self::IntOrText,
            "set" => Self::Set,
            "set/list" => Self::List,
            _ => Self::Other,
        }
    }
}

/// Returns the words in capitals in a text, such as `EVERY_WORKING`: keywords that a sentence lists.
pub(super) fn keywords(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '_') {
        let capitals = word.len() > 2
            && word
                .chars()
                .all(|c| c.is_ascii_uppercase() || c == '_' || c.is_ascii_digit());
        if capitals && word.starts_with(|c: char| c.is_ascii_uppercase()) && !out.iter().any(|known| known == word) {
            out.push(word.to_owned());
        }
    }
    out
}

/// Returns the numbers that a text lists with their meaning: `0 - minutes, 1 - hours`.
pub(super) fn codes(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for part in text.split([',', ';', '.']) {
        let part = part.trim();
        let Some((number, meaning)) = part.split_once(['-', '–', '—']) else {
            continue;
        };
        let number = number.split_whitespace().last().unwrap_or("");
        let is_code = !number.is_empty() && number.len() <= 2 && number.chars().all(|c| c.is_ascii_digit());
        if is_code && meaning.starts_with(' ') {
            out.push(number.to_owned());
        }
    }
    // One number is not a list.
    if out.len() < 2 { Vec::new() } else { out }
}
