//! A row to its path, type, rules and prose.

use super::blocks::{Spanned, slice};
use super::page::{not_ascii, unknown, with_stray_letter};
use super::table::{Row, unescaped};
use crate::fault::Collector;
use crate::model::{Condition, Joint, Type};
use crate::names::nearest;
use std::ops::Range;

/// The rows of a table, each understood by itself.
pub(super) struct Parsed {
    pub(super) rows: Vec<ParsedRow>,
    /// A path or a rule was reported and left out: what seems to be missing may be that.
    pub(super) holes: bool,
}

/// A row, each cell understood by itself.
#[derive(Debug, Clone)]
pub(super) struct ParsedRow {
    /// The path as it was written, and its place.
    pub(super) path: Spanned,
    pub(super) steps: Vec<Step>,
    pub(super) tail: Tail,
    /// Nothing for an element that holds others. A type that was reported reads as text.
    pub(super) ty: Option<Type>,
    /// Whether the type was reported, so that nothing can be said about what goes with it.
    pub(super) ty_faulty: bool,
    pub(super) ty_span: Range<usize>,
    pub(super) rules: Vec<(Rule, Range<usize>)>,
    pub(super) doc: String,
    pub(super) line: u32,
}

/// A step of a path: `phone[]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) name: String,
    pub(super) repeats: bool,
}

/// What the path ends with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tail {
    Element,
    Attribute(String),
    Text,
}

/// A rule of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Rule {
    Required,
    Patch,
    OneOf(String),
    AtMostOneOf(String),
    As(String),
    Struct(String),
    Secret,
    Personal,
    Range(Option<i64>, Option<i64>),
    Items(Option<i64>, Option<i64>),
    OnlyIf(Condition),
    RequiredIf(Condition),
    Field,
    Default(String),
}

impl Rule {
    pub(super) const fn word(&self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Patch => "patch",
            Self::OneOf(_) => "one-of",
            Self::AtMostOneOf(_) => "at-most-one-of",
            Self::As(_) => "as",
            Self::Struct(_) => "struct",
            Self::Secret => "secret",
            Self::Personal => "personal",
            Self::Range(..) => "range",
            Self::Items(..) => "items",
            Self::OnlyIf(_) => "only-if",
            Self::RequiredIf(_) => "required-if",
            Self::Field => "field",
            Self::Default(_) => "default",
        }
    }
}

const RULES: [&str; 14] = [
    "required",
    "patch",
    "one-of",
    "at-most-one-of",
    "as",
    "struct",
    "secret",
    "personal",
    "range",
    "items",
    "only-if",
    "required-if",
    "field",
    "default",
];

/// Deeper than any message of PlanFix; a bound, so that no table makes the reader recurse far.
const MAX_DEPTH: usize = 16;

/// Understands the rows; a row whose path is wrong is reported and left out.
pub(super) fn read(faults: &mut Collector<'_>, rows: &[Row], types: &[&str]) -> Parsed {
    let mut holes = false;
    let rows = rows
        .iter()
        .filter_map(|row| {
            let [name, ty, note] = row.cells.as_slice() else {
                return None;
            };
            let before = faults.count();
            let ty_value = type_cell(faults, ty, types);
            let ty_faulty = faults.count() > before;
            let before = faults.count();
            let parsed = path(faults, name, &row.span);
            let (rules, doc) = self::note(faults, note);
            holes |= faults.count() > before;
            let (steps, tail) = parsed?;
            Some(ParsedRow {
                path: name.clone(),
                steps,
                tail,
                ty: ty_value,
                ty_faulty,
                ty_span: if ty.text.is_empty() {
                    name.span.clone()
                } else {
                    ty.span.clone()
                },
                rules,
                doc,
                line: faults.line(row.span.start),
            })
        })
        .collect();
    Parsed { rows, holes }
}

fn path(faults: &mut Collector<'_>, name: &Spanned, row: &Range<usize>) -> Option<(Vec<Step>, Tail)> {
    if name.text.is_empty() {
        faults.add(
            row.clone(),
            "a row without a name",
            "the name is the path of the element",
        );
        return None;
    }
    let (elements, tail) = if let Some((elements, attribute)) = name.text.split_once('@') {
        if !is_wire_name(attribute) {
            bad_path(faults, name, "behind `@` stands the name of one attribute");
            return None;
        }
        (elements, Tail::Attribute(attribute.to_owned()))
    } else if let Some((elements, text)) = name.text.split_once('#') {
        if text != "text" {
            bad_path(faults, name, "behind `#` stands `text`");
            return None;
        }
        (elements, Tail::Text)
    } else {
        (name.text.as_str(), Tail::Element)
    };
    let mut steps = Vec::new();
    if !elements.is_empty() {
        for part in elements.split('.') {
            let (bare, repeats) = part.strip_suffix("[]").map_or((part, false), |bare| (bare, true));
            if !is_wire_name(bare) {
                bad_path(
                    faults,
                    name,
                    "a path is element names with `.` between, `[]` behind one that repeats, `@` before an attribute",
                );
                return None;
            }
            steps.push(Step {
                name: bare.to_owned(),
                repeats,
            });
        }
    }
    if steps.len() > MAX_DEPTH {
        bad_path(faults, name, "elements stand at most 16 deep");
        return None;
    }
    Some((steps, tail))
}

fn bad_path(faults: &mut Collector<'_>, name: &Spanned, help: &str) {
    faults.help(
        name.span.clone(),
        format!("`{}` is no path", name.text),
        "not a path",
        match not_ascii(&name.text).trim_start() {
            "" => help.to_owned(),
            other => other.to_owned(),
        },
    );
}

/// Names of PlanFix are ASCII; anything else is a slip, such as a Cyrillic letter that looks Latin.
fn is_wire_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

const PRIMITIVES: [(&str, Type); 9] = [
    ("string", Type::Text { length: None }),
    ("int", Type::Int),
    ("decimal", Type::Decimal),
    ("bool", Type::Bool),
    ("date", Type::Date),
    ("datetime", Type::DateTime),
    ("time", Type::Time),
    ("base64", Type::Bytes),
    ("string(32)", Type::Text { length: Some(32) }),
];

/// What other places call the primitives.
const ALIASES: [(&str, &str); 12] = [
    ("boolean", "bool"),
    ("Boolean", "bool"),
    ("integer", "int"),
    ("i64", "int"),
    ("i32", "int"),
    ("str", "string"),
    ("String", "string"),
    ("text", "string"),
    ("DateTime", "datetime"),
    ("Date", "date"),
    ("Time", "time"),
    ("float", "decimal"),
];

/// The type of a cell; nothing for an empty one.
pub(super) fn type_cell(faults: &mut Collector<'_>, cell: &Spanned, types: &[&str]) -> Option<Type> {
    let text = cell.text.as_str();
    if text.is_empty() {
        return None;
    }
    if let Some((_, ty)) = PRIMITIVES.iter().find(|(name, _)| *name == text) {
        return Some(ty.clone());
    }
    // What was reported reads as text, so that the field is there and nothing cascades.
    let stand_in = Some(Type::Text { length: None });
    if let Some(length) = text.strip_prefix("string(").and_then(|rest| rest.strip_suffix(')')) {
        return match number::<u32>(length) {
            Some(length) if length > 0 => Some(Type::Text { length: Some(length) }),
            _ => {
                faults.add(
                    cell.span.clone(),
                    format!("`{text}` has no usable length"),
                    "a number of characters from 1, such as `string(32)`",
                );
                stand_in
            }
        };
    }
    if let Some((joint, item)) = Joint::ALL.into_iter().find_map(|joint| {
        let rest = text.strip_prefix(joint.word())?.strip_prefix('(')?;
        Some((joint, rest.strip_suffix(')')?))
    }) {
        return joined(faults, cell, joint, item, types).or(stand_in);
    }
    if types.contains(&text) {
        return Some(Type::Shared(text.to_owned()));
    }
    let near_primitive = ALIASES.iter().find(|(alias, _)| *alias == text).map(|(_, name)| *name);
    let shared = text.starts_with(|c: char| c.is_ascii_uppercase()) && near_primitive.is_none();
    if shared {
        let help = match nearest(text, types.iter().copied()) {
            Some(near) => format!("did you mean `{near}`? A new shared type is a file `spec/types/{text}.md`"),
            None => format!(
                "make the file `spec/types/{text}.md` and name it where the others are: `planfix_schema::shipped` and \
                 `planfix_api::types`"
            ),
        };
        faults.help(
            cell.span.clone(),
            format!("unknown shared type `{text}`"),
            "no such type",
            with_stray_letter(help, text),
        );
    } else {
        let names = PRIMITIVES.iter().map(|(name, _)| *name);
        let help = match near_primitive.or_else(|| nearest(text, names.clone())) {
            Some(near) => format!("did you mean `{near}`?"),
            None if text == "enum" => "an enum is a shared type: a file in `spec/types/`".to_owned(),
            None => format!(
                "primitives: {}; a shared type begins with a capital letter",
                names
                    .filter(|name| *name != "string(32)")
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        };
        faults.help(
            cell.span.clone(),
            format!("unknown type `{text}`"),
            "no such type",
            with_stray_letter(help, text),
        );
    }
    stand_in
}

/// A type of several values in one text.
fn joined(faults: &mut Collector<'_>, cell: &Spanned, joint: Joint, item: &str, types: &[&str]) -> Option<Type> {
    let inner = Spanned {
        text: item.to_owned(),
        span: cell.span.clone(),
    };
    let before = faults.count();
    let ty = type_cell(faults, &inner, types);
    match ty {
        Some(ty @ (Type::Text { length: None } | Type::Int | Type::Shared(_))) => {
            Some(Type::Joined(joint, Box::new(ty)))
        }
        _ => {
            // A type that is not known was reported.
            if faults.count() == before {
                faults.help(
                    cell.span.clone(),
                    format!("`{item}` cannot be one of several values in one text"),
                    "not such a type",
                    "it may be `string`, `int`, or a shared type of the kind `id` or `enum`",
                );
            }
            None
        }
    }
}

/// The rules at the head of a note, and the prose behind them.
pub(super) fn note(faults: &mut Collector<'_>, cell: &Spanned) -> (Vec<(Rule, Range<usize>)>, String) {
    let mut rules: Vec<(Rule, Range<usize>)> = Vec::new();
    // As it was written, so that each rule has its place.
    let raw = slice(&faults.source().text, &cell.span);
    let mut rest = raw;
    let mut at = cell.span.start;
    while let Some(inner) = rest.strip_prefix('`') {
        let Some(end) = inner.find('`') else {
            faults.add(at..at + 1, "a rule without its closing backtick", "it begins here");
            break;
        };
        let text = inner.get(..end).unwrap_or("");
        let span = at + 1..at + 1 + end;
        if let Some(rule) = rule(faults, &unescaped(text), span.clone()) {
            if rules.iter().any(|(known, _)| known.word() == rule.word()) {
                faults.add(span, format!("rule `{}` stands twice", rule.word()), "remove one");
            } else {
                rules.push((rule, span));
            }
        }
        let after = inner.get(end + 1..).unwrap_or("");
        rest = after.trim_start();
        at += end + 2 + (after.len() - rest.len());
    }
    (rules, unescaped(rest))
}

/// One rule; `None` for one that was reported.
fn rule(faults: &mut Collector<'_>, text: &str, span: Range<usize>) -> Option<Rule> {
    let (word, argument) = match text.trim().split_once(char::is_whitespace) {
        Some((word, argument)) => (word, Some(argument.trim())),
        None => (text.trim(), None),
    };
    let rule = match (word, argument) {
        ("required", None) => Rule::Required,
        ("patch", None) => Rule::Patch,
        ("secret", None) => Rule::Secret,
        ("personal", None) => Rule::Personal,
        ("one-of", Some(name)) => Rule::OneOf(name.to_owned()),
        ("at-most-one-of", Some(name)) => Rule::AtMostOneOf(name.to_owned()),
        ("as", Some(name)) => Rule::As(name.to_owned()),
        ("struct", Some(name)) => Rule::Struct(name.to_owned()),
        ("default", Some(value)) => Rule::Default(value.to_owned()),
        ("question", text) => {
            faults.question(span, text.unwrap_or("what was to be asked here?"));
            return None;
        }
        ("range", Some(bounds)) => {
            let (low, high) = range(faults, bounds, span, word)?;
            Rule::Range(low, high)
        }
        ("items", Some(bounds)) => {
            let (low, high) = range(faults, bounds, span, word)?;
            Rule::Items(low, high)
        }
        ("only-if", Some(text)) => Rule::OnlyIf(condition(faults, text, span, word)?),
        ("required-if", Some(text)) => Rule::RequiredIf(condition(faults, text, span, word)?),
        ("field", None) => Rule::Field,
        ("required" | "patch" | "secret" | "personal" | "field", Some(argument)) => {
            faults.add(
                span,
                format!("rule `{word}` takes no argument"),
                format!("remove `{argument}`"),
            );
            return None;
        }
        (known, None) if RULES.contains(&known) => {
            let example = match known {
                "one-of" | "at-most-one-of" => "key",
                "as" => "other_name",
                "struct" => "OtherName",
                "range" | "items" => "1..100",
                "only-if" | "required-if" => "task.status=DELAYED",
                _ => "0",
            };
            faults.help(
                span,
                format!("rule `{known}` lacks its argument"),
                "nothing behind it",
                format!("such as `{known} {example}`"),
            );
            return None;
        }
        _ => {
            let found = Spanned {
                text: word.to_owned(),
                span,
            };
            unknown(faults, "rule", &found, &RULES);
            return None;
        }
    };
    Some(rule)
}

/// A number as people write it, without a plus.
fn number<T: std::str::FromStr>(text: &str) -> Option<T> {
    Some(text).filter(|text| !text.starts_with('+'))?.parse().ok()
}

/// `task.status=DELAYED,DONE`.
fn condition(faults: &mut Collector<'_>, text: &str, span: Range<usize>, word: &str) -> Option<Condition> {
    let parsed = text.split_once('=').map(|(path, values)| Condition {
        path: path.trim().to_owned(),
        values: values.split(',').map(|value| value.trim().to_owned()).collect(),
    });
    let found = parsed.filter(|c| !c.path.is_empty() && c.values.iter().all(|value| !value.is_empty()));
    if found.is_none() {
        faults.help(
            span,
            format!("`{text}` is no condition"),
            "not a condition",
            format!("the whole name of another row, and its values: `{word} task.status=DELAYED,DONE`"),
        );
    }
    found
}

/// Two bounds, of which one may be missing.
type Bounds = (Option<i64>, Option<i64>);

fn range(faults: &mut Collector<'_>, bounds: &str, span: Range<usize>, word: &str) -> Option<Bounds> {
    let bound = |text: &str| match text {
        "" => Some(None),
        text => number::<i64>(text).map(Some),
    };
    let parsed = bounds
        .split_once("..")
        .and_then(|(low, high)| Some((bound(low)?, bound(high)?)));
    match parsed {
        None | Some((None, None)) => {
            faults.help(
                span,
                format!("`{bounds}` is no range"),
                "not a range",
                format!("such as `{word} 1..100`, `{word} 0..`, `{word} ..100`"),
            );
            None
        }
        Some((Some(low), Some(high))) if low > high => {
            faults.add(
                span,
                format!("the range {low}..{high} holds no number"),
                "from the lower to the higher",
            );
            None
        }
        Some(bounds) => Some(bounds),
    }
}
