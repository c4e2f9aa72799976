//! The documentation of what is emitted: prose of the note, wire path, type, rules; of a method its table,
//! a sample of its XML, and an example that compiles.

use super::table::type_name;
use planfix_schema::model::{
    Choice, Combined, Condition, Content, Effect, Element, Field, LeftOut, Method, Record, Shape, Type,
};
use planfix_schema::sample::{self, OwnTypes};

/// A field of a struct, or a variant of a one-of.
pub(super) fn field(record: &Record, field: &Field) -> String {
    let mut text = if field.doc.is_empty() {
        format!("Element `{}`.", field.path)
    } else {
        field.doc.clone()
    };
    text.push_str(&format!("\n\n`{}`", field.path));
    match &field.ty {
        Type::Record(_) => {}
        ty => text.push_str(&format!(" · `{}`", type_name(ty))),
    }
    let rules: Vec<String> = rules(field).into_iter().chain(combined(record, field)).collect();
    if !rules.is_empty() {
        text.push_str(&format!(" · {}", rules.join(", ")));
    }
    text
}

fn rules(field: &Field) -> Vec<String> {
    let rules = &field.rules;
    let mut out = Vec::new();
    if rules.required {
        out.push("required".to_owned());
    }
    if rules.patch {
        out.push(if rules.resets {
            "left out goes back to the default, emptied clears, set replaces".to_owned()
        } else {
            "left out keeps, emptied clears, set replaces".to_owned()
        });
    }
    for (found, what) in [(rules.range, ""), (rules.items, " items")] {
        let (min, max) = found.unwrap_or_default();
        out.extend(bounds(min, max, what));
    }
    for (condition, what) in [(&rules.only_if, "only"), (&rules.required_if, "required")] {
        if let Some(Condition { path, values }) = condition {
            out.push(format!("{what} where `{path}` is {}", values.join(" or ")));
        }
    }
    if let Some(default) = &rules.default {
        out.push(format!("left out means `{default}`"));
    }
    if let Some(since) = &rules.since {
        out.push(format!("since {since}"));
    }
    out.extend(removed(field));
    if rules.secret {
        out.push("never shown in Debug, errors, logs".to_owned());
    } else if rules.personal {
        out.push("personal: not shown in Debug, errors, logs".to_owned());
    }
    out
}

/// Returns a note about a removed field; `None` for any other.
pub(super) fn removed(field: &Field) -> Option<String> {
    let when = field.rules.removed.as_ref()?;
    let since = if when.is_empty() {
        String::new()
    } else {
        format!(" since {when}")
    };
    Some(format!(
        "no longer part of the API{since}: requests cannot set it, and answers may lack it"
    ))
}

/// A one-of: the enum, the field, the setter.
pub(super) fn choice(choice: &Choice, members: &[&Field], precedence: &[String]) -> String {
    let how = if choice.required {
        "Exactly one of"
    } else {
        "At most one of"
    };
    let mut text = format!("{how} {}.", paths(members.iter().map(|field| &field.path)));
    if precedence
        .iter()
        .any(|path| members.iter().any(|field| field.path == *path))
    {
        text.push_str(&format!("\n\n{}", strongest(precedence)));
    }
    text
}

/// Says which of several members of a one-of counts in a message.
fn strongest(precedence: &[String]) -> String {
    format!(
        "Precedence: where a message has several of them, the first of {} that is there counts.",
        paths(precedence)
    )
}

fn paths<'a>(paths: impl IntoIterator<Item = &'a String>) -> String {
    let paths: Vec<String> = paths.into_iter().map(|path| format!("`{path}`")).collect();
    paths.join(", ")
}

/// Returns the other members of the row's one-of, in words.
fn chosen(record: &Record, field: &Field) -> Option<String> {
    let number = field.rules.choice?;
    let choice = record.choices.get(number)?;
    let fields = record.fields();
    let members = fields.iter().filter(|other| other.rules.choice == Some(number));
    let how = if choice.required { "exactly" } else { "at most" };
    Some(format!("{how} one of {}", paths(members.map(|field| &field.path))))
}

/// The rules over several rows that a field is part of.
fn combined(record: &Record, field: &Field) -> Vec<String> {
    let fields = record.fields();
    let names = |numbers: &[u16]| {
        let others = fields.iter().filter(|other| numbers.contains(&other.index));
        paths(others.map(|other| &other.path))
    };
    let mut out = Vec::new();
    for combination in &record.combinations {
        match &combination.rule {
            Combined::AnyOf(numbers) if numbers.contains(&field.index) => {
                out.push(format!("at least one of {}", names(numbers)));
            }
            Combined::Total { lists, min, max } if lists.contains(&field.index) => {
                let bounds = bounds(*min, *max, " items");
                out.extend(bounds.map(|bounds| format!("{bounds} in {} together", names(lists))));
            }
            Combined::Alternatives(sets) if sets.iter().any(|set| set.contains(&field.index)) => {
                let others = sets.iter().filter(|set| !set.contains(&field.index)).flatten();
                let others: Vec<u16> = others.copied().collect();
                out.push(format!("not beside {}", names(&others)));
            }
            _ => {}
        }
    }
    out
}

/// The words for bounds; nothing without any.
fn bounds(min: Option<i64>, max: Option<i64>, what: &str) -> Option<String> {
    match (min, max) {
        (Some(min), Some(max)) => Some(format!("from {min} to {max}{what}")),
        (Some(min), None) => Some(format!("at least {min}{what}")),
        (None, Some(max)) => Some(format!("at most {max}{what}")),
        (None, None) => None,
    }
}

/// A struct made from a row.
pub(super) fn part(record: &Record) -> String {
    let doc = if record.doc.is_empty() {
        "A group of elements.".to_owned()
    } else {
        record.doc.clone()
    };
    format!("{doc}\n\nElement `{}`.", record.path)
}

pub(super) fn constructor(record: &Record, empty: bool) -> String {
    if empty {
        format!("A [`{}`] with nothing set.", record.name)
    } else {
        format!(
            "A [`{}`] with what it must have; everything else is left out.",
            record.name
        )
    }
}

pub(super) fn setter(field: &Field) -> String {
    let what = match field.shape {
        Shape::Single => "Sets",
        Shape::Repeat | Shape::List { .. } => "Sets the whole list",
    };
    let doc = if field.doc.is_empty() {
        String::new()
    } else {
        format!("\n\n{}", field.doc)
    };
    format!("{what} `{}`.{doc}", field.path)
}

pub(super) fn push(field: &Field) -> String {
    format!("Adds an item to the list `{}`.", field.path)
}

pub(super) fn clear(field: &Field) -> String {
    format!("Writes `{}` empty, which clears it.", field.path)
}

/// A side of a method: prose, the table, a sample of the XML; of a request an example too.
pub(super) fn side(method: &Method, record: &Record, module: Option<&str>, types: &OwnTypes<'_>) -> String {
    let is_request = record.name == "Request";
    let danger = if is_request && method.left_out == LeftOut::Reset {
        "**Danger: what this request leaves out does not keep its value, it goes back to its default.** Set or clear \
         every field that should survive.\n\n"
    } else {
        ""
    };
    let mut text = format!(
        "{danger}{} of `{}`.\n\n{}\n\n",
        if is_request { "Request" } else { "Response" },
        method.name,
        method.doc
    );
    if is_request {
        text.push_str(&facts(method));
    }
    let mut rows = Vec::new();
    table_rows(record, &record.elements, &mut rows);
    if rows.is_empty() {
        text.push_str("It has no elements of its own.\n\n");
    } else {
        text.push_str("| element | type | meaning |\n|---|---|---|\n");
        text.push_str(&rows.join("\n"));
        text.push_str("\n\n");
    }
    if is_request {
        // Elsewhere the path of the module is not known, so the example is not compiled as a test.
        let language = if module.is_some() { "" } else { "text" };
        text.push_str(&format!(
            "```{language}\n{}```\n\n",
            sample::request_rust_with(method, module, types)
        ));
    }
    let xml = if is_request {
        sample::request_xml(method)
    } else {
        sample::response_xml(method)
    };
    text.push_str(&format!("```xml\n{}\n```\n", xml.trim_end()));
    text
}

/// The effect of a call, the meaning of a lost answer and of a field left out, and the precedence.
fn facts(method: &Method) -> String {
    let again = match method.effect {
        Effect::Read => "changes nothing; after a lost answer it may be sent again",
        Effect::Set => "ends in the same state however often it is sent; after a lost answer it may be sent again",
        Effect::Create => {
            "makes something new each time; after a lost answer it must not be sent again without looking"
        }
        Effect::Delete => "removes; after a lost answer it may be sent again, and \"does not exist\" then means done",
        Effect::Act => "acts each time it is sent; after a lost answer it must not be sent again without looking",
    };
    let mut text = format!("Effect: `{}`, {again}.\n\n", method.effect.word());
    let records = method.request.records();
    let mut fields = std::iter::once(&method.request).chain(records).flat_map(Record::fields);
    if fields.any(|field| field.rules.patch) {
        text.push_str(match method.left_out {
            LeftOut::Keep => "A field that is left out keeps its value.\n\n",
            LeftOut::Reset => "**A field that is left out goes back to its default.**\n\n",
        });
    }
    if !method.precedence.is_empty() {
        text.push_str(&format!("{}\n\n", strongest(&method.precedence)));
    }
    text.push_str(&format!("Source: {}.\n\n", method.source.trim_end_matches('.')));
    text
}

fn table_rows(record: &Record, elements: &[Element], out: &mut Vec<String>) {
    for element in elements {
        match &element.content {
            Content::Group(inner) => table_rows(record, inner, out),
            Content::Field(field) => {
                let mut meaning = field.doc.replace('\n', " ");
                let rules = chosen(record, field).into_iter().chain(rules(field));
                let rules: Vec<String> = rules.chain(combined(record, field)).collect();
                if !rules.is_empty() {
                    meaning = format!("{} *{}*", meaning, rules.join("; "));
                }
                out.push(format!(
                    "| `{}` | {} | {} |",
                    field.path,
                    code(&type_name(&field.ty)),
                    meaning.trim().replace('|', "\\|")
                ));
                if let Type::Record(inner) = &field.ty {
                    table_rows(inner, &inner.elements, out);
                }
            }
        }
    }
}

fn code(text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("`{text}`")
    }
}

#[cfg(test)]
mod tests {
    use planfix_schema::sample::OwnTypes;
    use planfix_schema::{Source, read_method};

    const TABLE: &str = "# a.set\n\nSets.\n\n- effect: create\n- source: x\n- precedence: a.code, a.id\n- left-out: reset\n\n\
        ## Request\n\n| name | type | note |\n|---|---|---|\n| a.id | int | `one-of key` Number. |\n\
        | a.code | string | `one-of key` Code. |\n\n## Response\n\nNone.\n";

    #[test]
    fn a_request_says_what_excludes_what_and_what_wins() {
        let method = read_method(&Source::file("t.md", TABLE), None, &[]).model;
        let docs = super::side(&method, &method.request, Some("a::set"), &OwnTypes::default());
        for text in [
            "Effect: `create`, makes something new each time; after a lost answer it must not be sent again",
            "Precedence: where a message has several of them, the first of `a.code`, `a.id` that is there counts.",
            "| `a.id` | `int` | Number. *exactly one of `a.id`, `a.code`* |",
            "```\nuse planfix_api::a;\n\nlet request = a::set::Request::new(1_i64);\n",
            "```xml\n<request method=\"a.set\">",
        ] {
            assert!(docs.contains(text), "no {text:?} in\n{docs}");
        }
        // The table has `left-out: reset`.
        assert!(docs.starts_with("**Danger: what this request leaves out"), "{docs}");
        let response = super::side(&method, &method.response, None, &OwnTypes::default());
        assert!(response.starts_with("Response of"), "{response}");
        // Elsewhere the path of the method is not known, so its example cannot be compiled.
        let docs = super::side(&method, &method.request, None, &OwnTypes::default());
        assert!(
            docs.contains("```text\nlet request = set::Request::new(1_i64);"),
            "{docs}"
        );
    }
}
