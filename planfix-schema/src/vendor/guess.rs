//! The type of a leaf of a page in the words of the tables, and the questions about it.

use super::page::Row;
use super::spelling::Spelt;
use super::tables::Tables;
use super::values::Listed;
use crate::model::{SharedKind, SharedType};
use crate::names::pascal;

/// The type of a leaf.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Guess {
    /// The type in the words of the tables.
    pub(super) ty: String,
    /// The reason, unless the page states the type.
    pub(super) why: Option<String>,
    /// Open questions.
    pub(super) questions: Vec<String>,
}

impl Guess {
    fn sure(ty: &str) -> Self {
        Self {
            ty: ty.to_owned(),
            ..Self::default()
        }
    }

    pub(super) fn because(ty: &str, why: impl Into<String>) -> Self {
        Self {
            why: Some(why.into()),
            ..Self::sure(ty)
        }
    }

    fn asking(ty: &str, question: impl Into<String>) -> Self {
        Self {
            questions: vec![question.into()],
            ..Self::sure(ty)
        }
    }
}

/// The facts of a page about a leaf.
pub(super) struct Leaf<'l> {
    /// Name of the method, such as `contact.get`.
    pub(super) method: &'l str,
    /// Names of the elements that lead to it, its own last.
    pub(super) path: &'l [&'l str],
    /// The row that describes it.
    pub(super) row: Option<&'l Row>,
    /// The values that the page lists.
    pub(super) listed: &'l Listed,
}

/// Guesses the type of a leaf.
pub(super) fn leaf(leaf: &Leaf<'_>, tables: &Tables) -> Guess {
    let spelt = leaf.row.map_or(Spelt::Nothing, |row| Spelt::read(&row.ty));
    let name = leaf.path.last().copied().unwrap_or("");
    let text = leaf
        .row
        .map_or_else(String::new, |row| format!("{} {}", row.text, row.note).to_lowercase());
    match spelt {
        Spelt::Bool => Guess::sure("bool"),
        Spelt::DateTime => Guess::sure("datetime"),
        Spelt::Date => Guess::sure("date"),
        Spelt::Time => Guess::sure("time"),
        Spelt::Text(Some(length)) => Guess::sure(&format!("string({length})")),
        Spelt::Text(None) if text.contains("base64") => Guess::because("base64", "the page says so in words"),
        Spelt::Text(None) if !leaf.listed.values.is_empty() => of_values(leaf, tables, false),
        Spelt::Text(None) => Guess::sure("string"),
        Spelt::Enum(_) => of_values(leaf, tables, false),
        Spelt::EnumOrInt => of_values(leaf, tables, true),
        Spelt::IntOrText => Guess::asking(
            "string",
            "a number or a text: is it an enum with the fact `number`, a union, or plain text?",
        ),
        Spelt::Set => of_set(leaf, tables),
        Spelt::List => Guess::asking(
            "commas(string)",
            "several values in one text: with a comma between, and of which type?",
        ),
        Spelt::Int if COUNTS.contains(&name) => Guess::sure("int"),
        Spelt::Int if !leaf.listed.values.is_empty() => of_codes(leaf, tables),
        Spelt::Int => identifier(leaf, tables).unwrap_or_else(|| {
            let about_one = ["идентификатор", "identifier", "номер", "number of the"]
                .iter()
                .any(|word| text.contains(word));
            if is_identifier(name) || about_one {
                Guess::asking(
                    "int",
                    "an identifier of what? A shared type of the kind id may be right",
                )
            } else {
                Guess::sure("int")
            }
        }),
        Spelt::Nothing | Spelt::Node if leaf.row.is_none() && COUNTS.contains(&name) => {
            Guess::because("int", "it counts, in other methods too")
        }
        Spelt::Nothing | Spelt::Node => {
            identifier(leaf, tables).unwrap_or_else(|| Guess::asking("string", "which type? The page does not say"))
        }
        Spelt::Other => {
            let spelling = leaf.row.map_or("", |row| row.ty.as_str());
            Guess::asking("string", format!("which type? The page says {spelling}"))
        }
    }
}

/// Elements and attributes that count.
const COUNTS: [&str; 5] = ["count", "totalCount", "pageCurrent", "pageSize", "duration"];

fn is_identifier(name: &str) -> bool {
    matches!(
        name,
        "id" | "ID" | "userid" | "actionid" | "uniqueId" | "general" | "key" | "parentKey"
    ) || name.ends_with("Id")
}

/// Guesses the type of an identifier from the elements around it.
fn identifier(leaf: &Leaf<'_>, tables: &Tables) -> Option<Guess> {
    let (name, before) = leaf.path.split_last()?;
    let name = *name;
    let parent = before.last().copied().unwrap_or("");
    let first = |names: Vec<String>| names.into_iter().find(|name| tables.has_id(name));
    let group = leaf.method.split('.').next().unwrap_or("");
    let of = |suffix: &str| {
        let outer = before.iter().rev().nth(1).copied().unwrap_or("");
        let mut names = Vec::new();
        for word in [parent, outer] {
            for word in kinds(word, before, group) {
                names.push(format!("{}{suffix}", pascal(&word).replace("Analitic", "Analytic")));
            }
            // `template.id` in a contact does not identify a contact.
            if !word.is_empty() && !word.ends_with('s') {
                break;
            }
        }
        first(names)
    };
    let found = match name {
        "id" | "ID" => of("Id")?,
        "general" => of("Number")?,
        "uniqueId" => of("UniqueId")?,
        "key" | "parentKey"
            if before
                .iter()
                .any(|step| step.contains("record") || step.contains("handbook")) =>
        {
            first(vec!["RecordKey".to_owned()])?
        }
        "userid" => first(vec!["UserId".to_owned()])?,
        "actionid" => first(vec!["ActionId".to_owned()])?,
        "fieldId" if before.iter().any(|step| step.starts_with("analitic")) => {
            first(vec!["AnalyticFieldId".to_owned()])?
        }
        _ => {
            let bare = name.strip_suffix("Id").filter(|bare| !bare.is_empty())?;
            first(vec![
                format!("{}{}Id", pascal(parent), pascal(bare)),
                format!("{}Id", pascal(bare)),
            ])?
        }
    };
    let why = if parent.is_empty() {
        format!("it is called {name}")
    } else {
        format!("it is {name} of {parent}")
    };
    Some(Guess::because(&found, why))
}

/// Returns the kinds of object that an element may identify, the most likely first.
fn kinds(word: &str, path: &[&str], group: &str) -> Vec<String> {
    let mut out = vec![word.to_owned()];
    let people = ["responsible", "workers", "members", "auditors", "managers"];
    match word {
        "users" | "owner" | "worker" | "workers" | "managers" | "auditors" | "members" | "notifiedList"
        | "addUsers" | "delUsers" => out.push("user".to_owned()),
        "client" | "addClient" | "delClient" | "contractors" => out.push("contact".to_owned()),
        "customValue" => out.push("field".to_owned()),
        "field" if !path.contains(&"customValue") => out.clear(),
        "groups" | "addGroups" | "delGroups" => out.push("userGroup".to_owned()),
        "group" if path.iter().any(|step| people.contains(step)) => out.push("userGroup".to_owned()),
        "group" => out.insert(0, format!("{group}Group")),
        "addUserGroup" | "delUserGroup" => out.push("userGroup".to_owned()),
        // A parent is of the same kind as the object, which has the name of the method's group.
        "parent" => out.push(path.iter().rev().nth(1).map_or(group, |step| step).to_owned()),
        _ => {}
    }
    if let Some(one) = word.strip_suffix('s') {
        out.push(one.to_owned());
    }
    out
}

fn names(types: &[&SharedType]) -> String {
    types.iter().map(|ty| ty.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn of_values(leaf: &Leaf<'_>, tables: &Tables, number: bool) -> Guess {
    let links = leaf.row.map_or(&[][..], |row| row.links.as_slice());
    let linked: Vec<&SharedType> = links.iter().flat_map(|title| tables.of_page(title)).collect();
    if let [one] = linked.as_slice() {
        return Guess::because(&one.name, "the page links to the page of its values");
    }
    let words = leaf.listed.words();
    let mut same = tables.with_values(&words);
    same.retain(|ty| matches!(&ty.kind, SharedKind::Enum { number: known, .. } if known.is_some() == number));
    if let ([one], false) = (same.as_slice(), words.is_empty()) {
        return Guess::because(&one.name, "it has the values that the page lists");
    }
    let mut question = "an enum; which? Make or name a shared type".to_owned();
    if !same.is_empty() {
        question.push_str(&format!(", such as {}", names(&same)));
    }
    if !words.is_empty() {
        question.push_str(&format!("; the page lists {}", words.join(", ")));
    }
    if !leaf.listed.others.is_empty() {
        question.push_str(&format!("; and this: {}", leaf.listed.others.join(", ")));
    }
    if number {
        question.push_str("; or a number, which is its fact `number`");
    }
    if let Some(link) = links.first() {
        question.push_str(&format!("; the page links to {link}"));
    }
    Guess::asking("string", question)
}

fn of_codes(leaf: &Leaf<'_>, tables: &Tables) -> Guess {
    let words = leaf.listed.words();
    match tables.with_values(&words).as_slice() {
        [one] => Guess::because(&one.name, "it has the numbers that the page lists"),
        _ => Guess::asking(
            "int",
            format!("numbers with a meaning, {}: is it an enum?", words.join(", ")),
        ),
    }
}

fn of_set(leaf: &Leaf<'_>, tables: &Tables) -> Guess {
    let words = leaf.listed.words();
    match tables.with_values(&words).as_slice() {
        [one] if !words.is_empty() => Guess::because(
            &format!("words({})", one.name),
            "it has the values that the page lists, and the page calls it a set",
        ),
        _ => Guess::asking(
            "words(string)",
            format!(
                "several keywords with a space between? Make a shared enum; the page lists {}",
                words.join(", ")
            ),
        ),
    }
}
