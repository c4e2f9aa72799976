//! Checks every field of a request against the table of its method, before the behavior runs.
//!
//! | fault | code |
//! |---|---|
//! | a required element is missing or empty | 0009 |
//! | a value is not of the type, the range, the length or the list of its row | 0015 |
//! | an element that is not in the table (unless lenient) | 0015 |
//! | an operator that the filter does not take; an element that has no meaning beside another | 0016 |
//! | an element that another one needs is missing | 0017 |
//! | several members of a one-of that has no precedence | 0019 |
//! | a page larger than 100, or more objects than allowed in one call | 0021 |
//!
//! The message has all faults; the first kind in this order determines the code. An empty element that cannot be
//! cleared counts as left out, because clients write empty elements for fields that they do not set. In a change, an
//! empty element that holds others (`<responsible/>`) is refused: it looks as if it cleared them, and nothing says that
//! it does.

use crate::failure::{self, Failure};
use crate::{Notice, Options};
use planfix_api::json::Json;
use planfix_api::table::{Content, Element, Kind, Method, Place, Row};
use planfix_api::walk::leaves;
use planfix_api::xml::{self, FaultKind};
use planfix_api::{
    Effect, Rule, Why,
    record::{Record, View},
    unknown, validate,
};

/// The limit of all texts of a request in bytes, not counting files. Nobody types more, and each text is in memory
/// several times while it is checked, stored and answered.
const MAX_TEXT: usize = 8 << 20;

/// Reads and checks a request.
pub(crate) fn request(bytes: &[u8], method: &'static Method, options: &Options) -> Result<Box<dyn Record>, Failure> {
    let mut record = (method.new_request)();
    let mut faults = Faults::default();
    match xml::read_request(bytes, &mut *record) {
        Ok(_) => rules(&*record, method, &mut faults),
        Err(error) => {
            for fault in error.faults() {
                let code = match fault.kind {
                    FaultKind::Missing | FaultKind::NoChoice(_) => "0009",
                    FaultKind::Conflict => "0019",
                    FaultKind::WrongValue { .. } => "0015",
                    _ => "0003",
                };
                faults.add(code, || fault.to_string());
            }
            faults.messages.more(error.others());
        }
    }
    unlisted(&*record, &mut faults);
    size(&*record, &mut faults);
    let ignored = strangers(&*record, method, options.lenient, &mut faults);
    if let Some(code) = faults.code() {
        return Err(Failure::refused(code, faults.messages.to_string()));
    }
    if !ignored.is_empty() {
        options.tell(&Notice::Ignored {
            method: method.name,
            elements: ignored.to_string(),
        });
    }
    Ok(record)
}

/// The faults of a request, and the codes among them.
#[derive(Default)]
struct Faults {
    messages: failure::Faults,
    /// True for each code of [`ORDER`] that a fault has.
    codes: [bool; ORDER.len()],
}

/// The codes, in the order in which they determine the answer.
const ORDER: [&str; 7] = ["0003", "0009", "0015", "0016", "0017", "0019", "0021"];

impl Faults {
    fn add(&mut self, code: &'static str, message: impl FnOnce() -> String) {
        for (known, is_there) in ORDER.iter().zip(&mut self.codes) {
            *is_there |= *known == code;
        }
        self.messages.add(message);
    }

    fn code(&self) -> Option<&'static str> {
        let mut codes = ORDER.iter().zip(self.codes);
        codes.find_map(|(code, is_there)| is_there.then_some(*code))
    }
}

/// Notes texts that are too long in total.
fn size(record: &dyn Record, faults: &mut Faults) {
    let (mut sum, mut longest) = (0, (0, String::new()));
    leaves(record, &mut |leaf| {
        if let View::Text(text) = leaf.view {
            sum += text.len();
            if text.len() > longest.0 {
                longest = (text.len(), leaf.path.to_owned());
            }
        }
    });
    if sum > MAX_TEXT {
        let (length, path) = longest;
        faults.add("0015", || {
            format!(
                "{path}: {length} bytes of text, and {sum} in the whole request: a sandbox accepts at most {MAX_TEXT}, \
                 not counting files"
            )
        });
    }
}

/// Notes broken rules of rows.
fn rules(record: &dyn Record, method: &Method, faults: &mut Faults) {
    let Err(violations) = validate(record) else { return };
    for violation in violations.as_slice() {
        let code = match violation.rule {
            Rule::Required | Rule::AnyOf(_) => "0009",
            Rule::Emptied if !(patches(method) && holds_others(method, &violation.path)) => continue,
            Rule::TooLarge(_) if violation.path == "pageSize" => "0021",
            Rule::TooMany(_) | Rule::TooManyTogether { .. } => "0021",
            Rule::OnlyIf { .. } | Rule::Alternative(_) => "0016",
            Rule::RequiredIf { .. } => "0017",
            Rule::Filter(_) if violation.path.ends_with(".operator") => "0016",
            Rule::Filter(_) if violation.path.ends_with(".field") && !is_set(record, &violation.path) => "0017",
            _ => "0015",
        };
        faults.add(code, || violation.to_string());
    }
}

/// Returns true if an empty element has a meaning in requests of this method.
fn patches(method: &Method) -> bool {
    matches!(method.effect, Effect::Set | Effect::Act)
}

fn holds_others(method: &Method, path: &str) -> bool {
    let mut found = false;
    let path = plain_path(path);
    each_row(method, |known, row| found |= row.ty.is_empty() && known == path);
    found
}

/// Returns true if there is a value at a path with numbered items, such as `filters.filter[0].field`.
fn is_set(record: &dyn Record, path: &str) -> bool {
    let Ok(json) = serde_json::to_value(Json(record)) else {
        return false;
    };
    let pointer = format!("/{}", path.replace(['.', '['], "/").replace(']', ""));
    json.pointer(&pointer).is_some_and(|value| !value.is_null())
}

/// Notes values that an enum does not list. If the enum also takes numbers, it has no finite list, and the behavior
/// decides.
fn unlisted(record: &dyn Record, faults: &mut Faults) {
    leaves(record, &mut |leaf| {
        let View::Text(text) = leaf.view else { return };
        if let Some(wrong) = leaf.kind.unlisted(text).filter(|wrong| !wrong.values.number) {
            faults.add("0015", || {
                format!("{}: {}", leaf.path, wrong.message(leaf.row.rules.hidden()))
            });
        }
    });
}

/// Notes elements, attributes and texts that did not become a field: unknown ones, and those that appear twice. Returns
/// the ones that are ignored.
fn strangers(record: &dyn Record, method: &Method, lenient: bool, faults: &mut Faults) -> failure::Faults {
    let mut ignored = failure::Faults::default();
    let found = unknown(record);
    if found.is_empty() {
        return ignored;
    }
    let mut paths: Vec<String> = Vec::new();
    each_row(method, |path, _| paths.push(path.to_owned()));
    let near = |path: &str| {
        let near = nearest(path, paths.iter().map(String::as_str));
        near.map_or(String::new(), |near| format!("; did you mean {near}?"))
    };
    let (mut advised, mut silent) = (false, 0);
    for element in &found {
        let path = plain_path(element.path);
        let shown: String = element.path.chars().take(120).collect();
        match element.why {
            // Allowed in every request, though in no table.
            Why::NoRow | Why::Emptied { .. } if path == SILENT => {
                silent += 1;
                if silent > 1 {
                    faults.add("0015", || format!("{SILENT}: appears more than once"));
                } else if !is_switch(element.xml) {
                    faults.add("0015", || format!("{SILENT}: expected 0 or 1"));
                }
            }
            // A member of a one-of with lower precedence yields.
            Why::Outranked { .. } => {}
            Why::Emptied { .. } => {
                let is_item = element.path.ends_with(']');
                if !is_item && patches(method) && holds_others(method, &path) {
                    faults.add("0015", || format!("{shown}: {}", Rule::Emptied));
                }
            }
            Why::Second { .. } => faults.add("0015", || format!("{shown}: appears more than once")),
            Why::NoRow if lenient => ignored.add(|| format!("{shown}: {}{}", element.why, near(&path))),
            Why::InText if lenient => ignored.add(|| format!("{shown}: {}", element.why)),
            Why::NoRow => {
                advised = true;
                faults.add("0015", || {
                    format!("{shown}: not in the table of {}{}", method.name, near(&path))
                });
            }
            why => faults.add("0015", || format!("{shown}: {why}")),
        }
    }
    if advised {
        faults.messages.advise(LENIENT);
    }
    ignored
}

const SILENT: &str = "silent";

/// Returns true if an element has only the text 0 or 1, or is empty.
fn is_switch(xml: &str) -> bool {
    let Some((tag, rest)) = xml.split_once('>') else {
        return false;
    };
    let text = if tag.ends_with('/') {
        rest
    } else {
        rest.rsplit_once("</").map_or(rest, |(text, _)| text)
    };
    matches!(text.trim(), "" | "0" | "1")
}

const LENIENT: &str = "To ignore elements that are not in the table, as PlanFix does: planfix sandbox --lenient, or \
                       Options::lenient in Rust";

/// Returns the name that is spelt most like `name`, if one is close.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // The time grows with the product of the lengths, and a name may be as long as a document.
    if name.len() > 200 {
        return None;
    }
    let last = name.rsplit('.').next().unwrap_or(name);
    known
        .map(|known| (strsim::damerau_levenshtein(name, known), known))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, _)| *distance <= 1 + last.chars().count() / 4)
        .map(|(_, known)| known)
}

/// Removes the item numbers and brackets from a path.
fn plain_path(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    let mut inside = false;
    for character in path.chars() {
        match character {
            '[' => inside = true,
            ']' => inside = false,
            _ if !inside => plain.push(character),
            _ => {}
        }
    }
    plain
}

/// Calls `see` with every row of a request and its path on the wire, including the rows of shared records.
fn each_row(method: &Method, mut see: impl FnMut(&str, &'static Row)) {
    fn walk(elements: &'static [Element], above: &str, see: &mut impl FnMut(&str, &'static Row)) {
        for element in elements {
            let mark = match element.place {
                Place::Attribute => "@",
                Place::Element if !above.is_empty() => ".",
                Place::Element | Place::Text => "",
            };
            let mut path = format!("{above}{mark}{}", element.name);
            if let Some(row) = element.row {
                see(&path, row);
            }
            if let Content::List { item, .. } = element.content {
                path = format!("{path}.{}", item.name);
                if let Some(row) = element.row {
                    see(&path, row);
                }
            }
            if let Content::Group(inner) = element.content {
                walk(inner, &path, see);
            } else if let Some((_, Kind::Record(table))) = element.content.field() {
                walk(table.elements, &path, see);
            }
        }
    }
    walk(method.request.elements, "", &mut see);
}
