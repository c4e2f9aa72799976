//! Checks every field of a request against the table of its method, before any behaviour.
//!
//! | fault | code |
//! |---|---|
//! | a required element is missing or empty | 0009 |
//! | a value is not of the type, the range, the length or the list of its row | 0015 |
//! | an element that the table does not know (unless lenient) | 0015 |
//! | an operator that the filter does not take; an element that has no meaning beside another one | 0016 |
//! | an element that another one needs is missing | 0017 |
//! | several members of a choice without an order of strength | 0019 |
//! | a page larger than 100, or more objects than come at once | 0021 |
//!
//! All faults are in the message; the first kind of this order decides the code. An emptied element
//! that cannot be cleared counts as left out, since clients write empty elements for what they do not
//! set. In a change, one that holds others (`<responsible/>`) is refused: it looks as if it cleared
//! what is below, and nothing says that it does.

use crate::failure::{self, Failure};
use crate::{Notice, Options, walk};
use planfix_api::json::Json;
use planfix_api::table::{Content, Element, Kind, Method, Place, Row};
use planfix_api::xml::{self, FaultKind};
use planfix_api::{Broken, Effect, Record, View, Why, unknown, validate};

/// The most bytes that the texts of a request may have, its files not counted. Nobody writes more by hand, and each
/// of them is in memory several times while it is looked at, kept and answered.
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
    /// Which codes of [`ORDER`] there are.
    codes: [bool; ORDER.len()],
}

/// Codes, the one first that decides.
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

/// The size of all texts.
fn size(record: &dyn Record, faults: &mut Faults) {
    let (mut sum, mut longest) = (0, (0, String::new()));
    walk::leaves(record, &mut |leaf| {
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
                "{path}: {length} bytes of text, and {sum} in the whole request: a sandbox takes at most {MAX_TEXT} \
                 beside files"
            )
        });
    }
}

/// The rules of the rows.
fn rules(record: &dyn Record, method: &Method, faults: &mut Faults) {
    let Err(violations) = validate(record) else { return };
    for violation in violations.as_slice() {
        let code = match violation.rule {
            Broken::Required | Broken::AnyOf(_) => "0009",
            Broken::Emptied if !(patches(method) && holds_others(method, &violation.path)) => continue,
            Broken::TooLarge(_) if violation.path == "pageSize" => "0021",
            Broken::TooMany(_) | Broken::TooManyTogether { .. } => "0021",
            Broken::OnlyIf { .. } | Broken::Alternative(_) => "0016",
            Broken::RequiredIf { .. } => "0017",
            Broken::Filter(_) if violation.path.ends_with(".operator") => "0016",
            Broken::Filter(_) if violation.path.ends_with(".field") && !is_set(record, &violation.path) => "0017",
            _ => "0015",
        };
        faults.add(code, || violation.to_string());
    }
}

/// Whether an emptied element means something in the requests of this method.
fn patches(method: &Method) -> bool {
    matches!(method.effect, Effect::Set | Effect::Act)
}

fn holds_others(method: &Method, path: &str) -> bool {
    let mut found = false;
    let path = plain_path(path);
    each_row(method, |known, row| found |= row.ty.is_empty() && known == path);
    found
}

/// Whether there is a value at a path with numbered items, such as `filters.filter[0].field`.
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
    walk::leaves(record, &mut |leaf| {
        let View::Text(text) = leaf.view else { return };
        if let Some(wrong) = leaf.kind.unlisted(text).filter(|wrong| !wrong.values.number) {
            faults.add("0015", || {
                format!("{}: {}", leaf.path, wrong.message(leaf.row.rules.hidden()))
            });
        }
    });
}

/// Elements, attributes and texts that did not become a field: unknown ones, and what comes a second time. Returns
/// those that are ignored.
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
            // It may be in any request, as any other switch.
            Why::NoRow | Why::Emptied { .. } if path == SILENT => {
                silent += 1;
                if silent > 1 {
                    faults.add("0015", || format!("{SILENT}: appears more than once"));
                } else if !is_switch(element.xml) {
                    faults.add("0015", || format!("{SILENT}: expected 0 or 1"));
                }
            }
            // A weaker member of a one-of yields to the stronger.
            Why::Outranked { .. } => {}
            Why::Emptied { .. } => {
                let is_item = element.path.ends_with(']');
                if !is_item && patches(method) && holds_others(method, &path) {
                    faults.add("0015", || format!("{shown}: {}", Broken::Emptied));
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

/// Whether an element has nothing but 0 or 1, or is empty.
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

/// The nearest of several names, if it is near enough to be meant.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // Comparing takes time by the product of the lengths, and a name may be as long as a document.
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

/// A path without the numbers and brackets of lists.
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

/// Every row of a request with its path on the wire, those of shared records too.
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
