//! A sample of the Rust of a method, for documentation: a request with what it must have and a few fields
//! more. It compiles, and it passes validation unless the reader has to fill in a value.
//!
//! The types of the rows decide what can be written; of a shared type the kind. A value that does not
//! follow from its kind (of an enum, of a shared record) is a parameter if the request needs it.

use super::combinations;
use super::literal::{argument, exact, identifier, joined, joined_item, number};
use crate::kind::Kind;
use crate::model::{Choice, Condition, Field, Method, Record, Rules, Type};
use crate::shipped::kind;
use std::collections::BTreeSet;

/// Fields shown beside those that must be there.
const LEAVES: usize = 4;
/// Columns of a line.
const WIDTH: usize = 100;

/// Returns the path of a method's module below planfix-api: `contact::get_list` for `contact.getList`.
#[must_use]
pub fn module(name: &str) -> String {
    let parts = name.split('.').map(crate::names::snake).map(|part| {
        if crate::is_keyword(&part) {
            format!("r#{part}")
        } else {
            part
        }
    });
    parts.collect::<Vec<_>>().join("::")
}

/// Returns the example of a method. `module` is the path of its module below planfix-api; a method of another crate
/// has none, and its module is named after the method.
#[must_use]
pub fn request_rust(method: &Method, module: Option<&str>) -> String {
    request_rust_with(method, module, &OwnTypes::default())
}

/// The shared types that a crate has of its own.
#[derive(Debug, Clone, Copy, Default)]
pub struct OwnTypes<'t> {
    /// The module that they are in: `crate::types`.
    pub module: &'t str,
    /// Their names and kinds.
    pub types: &'t [(&'t str, Kind)],
}

/// [`request_rust`] for a crate with shared types of its own.
#[must_use]
pub fn request_rust_with(method: &Method, module: Option<&str>, types: &OwnTypes<'_>) -> String {
    let own = self::module(method.name.rsplit('.').next().unwrap_or(&method.name));
    let mut example = Example {
        module: module.map_or(own, str::to_owned),
        uses: BTreeSet::new(),
        types,
        parameters: Vec::new(),
    };
    let group = module.and_then(|module| module.split("::").next());
    example.uses.extend(group.map(str::to_owned));
    let new = example.constructor(&method.request, true).unwrap_or_default();
    let setters = example.setters(&method.request, LEAVES);
    let ty = format!("{}::Request", example.module);
    let is_own = |name: &&str| types.types.iter().any(|(own, _)| own == name);
    let (own, shipped): (Vec<&str>, Vec<&str>) = example.uses.iter().map(String::as_str).partition(is_own);
    let mut uses: String = [(types.module, own), ("planfix_api", shipped)]
        .iter()
        .map(|(module, names)| match names.as_slice() {
            [] => String::new(),
            [one] => format!("use {module}::{one};\n"),
            several => format!("use {module}::{{{}}};\n", several.join(", ")),
        })
        .collect();
    if !uses.is_empty() {
        uses.push('\n');
    }
    if example.parameters.is_empty() {
        let let_request = "let request = ";
        let lines = chain(&ty, &new, &setters, let_request, 0);
        return format!("{uses}{let_request}{lines};\nassert!(planfix_api::validate(&request).is_ok());\n");
    }
    let parameters: Vec<String> = example
        .parameters
        .iter()
        .map(|(name, ty)| format!("{name}: {ty}"))
        .collect();
    let lines = chain(&ty, &new, &setters, "    ", 4);
    format!(
        "{uses}fn request({}) -> {ty} {{\n    {lines}\n}}\n",
        parameters.join(", ")
    )
}

/// `Request::new(…)` and its setters, the first line after `before`, the others indented.
fn chain(ty: &str, arguments: &[String], setters: &[String], before: &str, indent: usize) -> String {
    let (near, far) = (" ".repeat(indent), " ".repeat(indent + 4));
    let mut out = format!("{ty}::new({})", arguments.join(", "));
    let mut margin = &far;
    if before.chars().count() + out.chars().count() > WIDTH {
        let lines: String = arguments.iter().map(|argument| format!("{far}{argument},\n")).collect();
        out = format!("{ty}::new(\n{lines}{near})");
        margin = &near;
    }
    for setter in setters {
        out.push_str(&format!("\n{margin}{setter}"));
    }
    out
}

struct Example<'t> {
    /// Path of the method's module.
    module: String,
    /// The names that are imported.
    uses: BTreeSet<String>,
    /// The shared types of the crate itself.
    types: &'t OwnTypes<'t>,
    /// The parameters that the reader fills in: name and type.
    parameters: Vec<(String, String)>,
}

impl Example<'_> {
    /// The kind of a shared type.
    fn kind(&self, name: &str) -> Option<Kind> {
        let own = self.types.types.iter().find(|(known, _)| *known == name);
        own.map(|(_, kind)| *kind).or_else(|| kind(name))
    }

    /// Returns the arguments of `new`. If not all of them can be written, the reader fills in the rest if `must` is true,
    /// and there is no result if it is not.
    fn constructor(&mut self, record: &Record, must: bool) -> Option<Vec<String>> {
        let fields = record.fields();
        let mut out = Vec::new();
        let mut met = BTreeSet::new();
        for field in &fields {
            if field.rules.required {
                out.push(self.field(field, must)?);
            } else if let Some((number, choice)) = choice(record, &field.rules)
                && choice.required
                && met.insert(number)
            {
                out.push(self.one_of(record, number, choice, must)?);
            }
        }
        Some(out)
    }

    /// A few setters, at most one of them with a struct, and one that empties.
    fn setters(&mut self, record: &Record, leaves: usize) -> Vec<String> {
        let fields = record.fields();
        let asked = combinations::needed(record);
        let optional: Vec<&Field> = fields
            .iter()
            .copied()
            .filter(|f| !f.rules.required && f.rules.choice.is_none() && f.rules.removed.is_none())
            .filter(|f| !combinations::is_excluded(record, f.index))
            .collect();
        let is_free = |field: &Field| {
            let named = |other: &Option<Condition>| other.as_ref().is_some_and(|other| other.path == field.path);
            let is_named = fields
                .iter()
                .any(|f| named(&f.rules.only_if) || named(&f.rules.required_if));
            field.rules.only_if.is_none() && !is_named
        };
        let (mut left, mut structs) = (leaves, 1);
        let mut out = Vec::new();
        let mut emptied = None;
        for field in optional {
            let needed = field
                .rules
                .required_if
                .as_ref()
                .is_some_and(|c| holds(&fields, c) == Some(true));
            let needed = needed || asked.contains(&field.index);
            let is_struct = matches!(field.ty, Type::Record(_));
            let budget = if is_struct { &mut structs } else { &mut left };
            if !needed && (*budget == 0 || !is_free(field)) {
                let clears = field.rules.patch && is_free(field) && *budget == 0 && !is_struct;
                emptied = emptied.or_else(|| clears.then(|| format!(".clear_{}()", field.rust)));
                continue;
            }
            if let Some(value) = self.field(field, needed) {
                *budget = budget.saturating_sub(1);
                out.push(format!(".{}({value})", identifier(&field.rust)));
            }
        }
        out.extend(emptied);
        out
    }

    /// Returns the argument of a setter or of `new` for a field.
    fn field(&mut self, field: &Field, must: bool) -> Option<String> {
        let value = self.argument(field, must)?;
        if !field.is_list() {
            return Some(value);
        }
        Some(list(field, &value))
    }

    /// Returns a value for an argument that is converted.
    fn argument(&mut self, field: &Field, must: bool) -> Option<String> {
        match &field.ty {
            Type::Text { .. } | Type::Int | Type::DateTime | Type::TimeOrDate => {
                let value = argument(&field.ty, &field.rules);
                self.name(&value);
                Some(value)
            }
            Type::Joined(_, item) => match joined_item(item, |name| self.kind(name)) {
                Some(item) => {
                    self.name(&item);
                    Some(format!("[{item}]"))
                }
                None => self.given(&field.rust, &field.ty, must),
            },
            Type::Shared(name) if self.kind(name) == Some(Kind::Union) => Some("\"text\"".to_owned()),
            ty => self.exact(&field.rust, ty, &field.rules, must),
        }
    }

    /// Returns a value of exactly this type.
    fn exact(&mut self, field: &str, ty: &Type, rules: &Rules, must: bool) -> Option<String> {
        match ty {
            Type::Record(record) => self.record(record, must),
            Type::Joined(joint, item) => match joined_item(item, |name| self.kind(name)) {
                Some(item) => {
                    self.name(&item);
                    self.name(joined(*joint));
                    Some(format!("{}::from([{item}])", joined(*joint)))
                }
                None => self.given(field, ty, must),
            },
            Type::Shared(name) => match self.kind(name) {
                Some(Kind::Id) => {
                    self.name(name);
                    Some(format!("{name}({})", number(rules)))
                }
                Some(Kind::Union) => {
                    self.name(name);
                    Some(format!("{name}::from(\"text\")"))
                }
                _ => self.given(field, ty, must),
            },
            leaf => {
                let value = exact(leaf, rules);
                self.name(&value);
                Some(value)
            }
        }
    }

    /// Returns a struct of the method. One without required fields gets an optional one, since an empty struct is not
    /// written.
    fn record(&mut self, record: &Record, must: bool) -> Option<String> {
        let before = self.uses.clone();
        let Some(arguments) = self.constructor(record, must) else {
            self.uses = before;
            return None;
        };
        let mut setters = Vec::new();
        if arguments.is_empty() {
            setters = self.setters(record, 1);
            if setters.len() > 1 {
                setters.truncate(1);
            }
            if setters.is_empty() && !must {
                self.uses = before;
                return None;
            }
        }
        let new = format!("{}::{}::new({})", self.module, record.name, arguments.join(", "));
        Some(new + &setters.concat())
    }

    /// The first member of a one-of that can be written.
    fn one_of(&mut self, record: &Record, number: usize, choice: &Choice, must: bool) -> Option<String> {
        let fields = record.fields();
        let members: Vec<&Field> = fields
            .iter()
            .copied()
            .filter(|f| f.rules.choice == Some(number))
            .collect();
        let may = |field: &&&Field| {
            field
                .rules
                .only_if
                .as_ref()
                .is_none_or(|c| holds(&fields, c) != Some(false))
        };
        for asks in [false, true] {
            if asks && !must {
                return None;
            }
            for member in members.iter().filter(may) {
                let Some(value) = self.exact(&choice.name, &member.ty, &member.rules, asks) else {
                    continue;
                };
                // As in the macro, a type that two members share does not tell which of them is meant.
                let is_told = member.is_told_by_value(&members);
                let value = match member.is_list() {
                    true if is_told => list(member, &value),
                    true => format!("vec!{}", list(member, &value)),
                    false => value,
                };
                return Some(if is_told {
                    value
                } else {
                    format!(
                        "{}::{}::{}({value})",
                        self.module,
                        choice.rust,
                        identifier(&member.rust)
                    )
                });
            }
        }
        None
    }

    /// Returns a parameter that the reader fills in.
    fn given(&mut self, field: &str, ty: &Type, must: bool) -> Option<String> {
        if !must {
            return None;
        }
        let ty = match ty {
            Type::Joined(joint, item) => match &**item {
                Type::Shared(name) => {
                    self.name(name);
                    self.name(joined(*joint));
                    format!("{}<{name}>", joined(*joint))
                }
                _ => return None,
            },
            Type::Shared(name) => {
                self.name(name);
                name.clone()
            }
            _ => return None,
        };
        let wanted = identifier(field);
        let same = self
            .parameters
            .iter()
            .filter(|(name, _)| name.starts_with(&wanted))
            .count();
        let name = if same == 0 {
            wanted
        } else {
            format!("{wanted}_{}", same + 1)
        };
        self.parameters.push((name.clone(), ty));
        Some(name)
    }

    /// Notes what an expression needs of planfix-api: the type it begins with, and the calendar.
    fn name(&mut self, expression: &str) {
        let name: String = expression.chars().take_while(char::is_ascii_alphanumeric).collect();
        if name != "String" && name.starts_with(|c: char| c.is_ascii_uppercase()) {
            self.uses.insert(name);
        }
        if expression.contains("civil::") {
            self.uses.insert("jiff::civil".to_owned());
        }
    }
}

/// As many items as a list must have, each of them this value.
fn list(field: &Field, value: &str) -> String {
    let least = field.rules.items.and_then(|(least, _)| least).unwrap_or(1).clamp(1, 20);
    let items: Vec<&str> = (0..least).map(|_| value).collect();
    format!("[{}]", items.join(", "))
}

fn choice<'a>(record: &'a Record, rules: &Rules) -> Option<(usize, &'a Choice)> {
    let number = rules.choice?;
    Some((number, record.choices.get(number)?))
}

/// Returns true if a condition holds in the example; `None` if its row is not certain to be in it.
fn holds(fields: &[&Field], condition: &Condition) -> Option<bool> {
    let other = fields
        .iter()
        .find(|field| field.path == condition.path && field.rules.required)?;
    let wire = match &other.ty {
        Type::Int => number(&other.rules).to_string(),
        leaf => super::value(leaf),
    };
    Some(condition.values.contains(&wire))
}
