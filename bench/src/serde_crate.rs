//! The source of a crate with the same structs as planfix-api, with `derive(Serialize, Deserialize)` and quick-xml's
//! serde, as a user would write them by hand. It is generated from the static tables.
//!
//! The types correspond to planfix-api: an enum for each one-of and each union, newtypes for identifiers, and open
//! enums that keep unlisted values. If there is a choice, the cheaper one for serde is taken: dates, decimals, bytes
//! and several values in one text are newtypes of a text. serde needs a struct for every element, so each gets one.

use planfix_api::table::{Content, Element, Kind, Method, Operand, Place, Table};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

const DERIVES: &str = "#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]";

/// Returns the crate's `lib.rs`: a module for each method, and `types`. A method reads and writes both messages, as
/// in planfix-api, or with `client` only writes the request and reads the response, as a client does.
#[must_use]
pub fn source(methods: &[&'static Method], client: bool) -> String {
    let mut generator = Generator::default();
    let mut out = String::new();
    for method in methods {
        let mut module = String::new();
        generator.record(&mut module, "Request", method.request);
        generator.record(&mut module, "Response", method.response);
        let name = module_name(method.name);
        let _ = writeln!(out, "pub mod {name} {{\n{module}");
        for (message, root, is_answer) in [("Request", "request", false), ("Response", "response", true)] {
            if !client || !is_answer {
                let _ = writeln!(
                    out,
                    "pub fn write_{root}(message: &{message}) -> Result<String, quick_xml::SeError> {{\n\
                     quick_xml::se::to_string_with_root(\"{root}\", message)\n}}"
                );
            }
            if !client || is_answer {
                let _ = writeln!(
                    out,
                    "pub fn read_{root}(text: &str) -> Result<{message}, quick_xml::DeError> {{\n\
                     quick_xml::de::from_str(text)\n}}"
                );
            }
        }
        out.push_str("}\n");
    }
    let mut types = String::new();
    while let Some((name, kind)) = generator.waiting.pop_first() {
        generator.shared(&mut types, name, kind);
    }
    format!("#![allow(non_camel_case_types)]\n{out}pub mod types {{\n{types}}}\n")
}

/// Returns the module of a method: `contact_getlist` for `contact.getList`.
#[must_use]
pub fn module_name(method: &str) -> String {
    method.replace('.', "_").to_lowercase()
}

#[derive(Default)]
struct Generator {
    /// The shared types that are referenced but not yet written.
    waiting: BTreeMap<&'static str, Kind>,
    done: BTreeSet<&'static str>,
}

impl Generator {
    /// Writes the struct of a table, and the structs in it.
    fn record(&mut self, out: &mut String, name: &str, table: &'static Table) {
        self.elements(out, name, table, table.elements);
    }

    /// Writes a struct for these elements.
    fn elements(&mut self, out: &mut String, name: &str, table: &'static Table, elements: &'static [Element]) {
        let (mut inner, mut fields) = (String::new(), String::new());
        // The members of each one-of, which become the variants of its enum.
        let mut choices: BTreeMap<u8, (String, bool)> = BTreeMap::new();
        for (number, element) in elements.iter().enumerate() {
            // No shared type has such a name.
            let part = format!("{name}_{}", pascal(element.name));
            let rules = element.row.map(|row| row.rules);
            let (ty, many) = match element.content {
                Content::Group(elements) => {
                    self.elements(&mut inner, &part, table, elements);
                    (part, false)
                }
                Content::Value { kind, .. } => (self.value(&mut inner, &part, element, kind), false),
                Content::Repeat { kind, .. } => (self.value(&mut inner, &part, element, kind), true),
                Content::List { kind, item, .. } => {
                    let one = self.value(&mut inner, &format!("{part}{}", pascal(item.name)), element, kind);
                    let wire = item.name;
                    let list = format!("#[serde(rename = \"{wire}\", default)]\npub items: Vec<{one}>,");
                    let _ = writeln!(inner, "{DERIVES}\npub struct {part} {{\n{list}\n}}");
                    (part, false)
                }
            };
            let wire = match element.place {
                Place::Element => element.name.to_owned(),
                Place::Attribute => format!("@{}", element.name),
                Place::Text => "$text".to_owned(),
            };
            if let Some(choice) = rules.and_then(|rules| rules.choice) {
                let (variants, several) = choices.entry(choice).or_default();
                *several |= many;
                let _ = writeln!(variants, "#[serde(rename = \"{wire}\")]\nV{number}({ty}),");
                continue;
            }
            let (attribute, ty) = match (many, rules.is_some_and(|rules| rules.required)) {
                (true, _) => (", default", format!("Vec<{ty}>")),
                (false, true) => ("", ty),
                (false, false) => (", skip_serializing_if = \"Option::is_none\"", format!("Option<{ty}>")),
            };
            let _ = writeln!(fields, "#[serde(rename = \"{wire}\"{attribute})]\npub f{number}: {ty},");
        }
        for (choice, (variants, several)) in &choices {
            let _ = writeln!(inner, "{DERIVES}\npub enum {name}_Choice{choice} {{\n{variants}}}");
            let required = table
                .choices
                .get(usize::from(*choice))
                .is_some_and(|choice| choice.required);
            let ty = format!("{name}_Choice{choice}");
            // serde treats each item of a list member as a choice of its own.
            let (attribute, ty) = match (several, required) {
                (true, _) => (", default", format!("Vec<{ty}>")),
                (false, true) => ("", ty),
                (false, false) => ("", format!("Option<{ty}>")),
            };
            let _ = writeln!(
                fields,
                "#[serde(rename = \"$value\"{attribute})]\npub choice{choice}: {ty},"
            );
        }
        let _ = writeln!(out, "{DERIVES}\npub struct {name} {{\n{fields}}}\n{inner}");
    }

    /// Returns the type of a value; a struct made from rows is written to `inner`.
    fn value(&mut self, inner: &mut String, part: &str, element: &Element, kind: Kind) -> String {
        let is_own = element.row.is_some_and(|row| row.ty.is_empty());
        if let (Kind::Record(table), true) = (kind, is_own) {
            self.record(inner, part, table);
            return part.to_owned();
        }
        self.named(kind)
    }

    fn named(&mut self, kind: Kind) -> String {
        let name = match kind {
            Kind::Text => return "String".to_owned(),
            Kind::Int => return "i64".to_owned(),
            Kind::Bool => return "bool".to_owned(),
            Kind::Decimal => "Decimal",
            Kind::Date | Kind::DateTime | Kind::Time => "Moment",
            Kind::Bytes => "Bytes",
            Kind::Joined(_, item) => {
                self.named(*item);
                "Joined"
            }
            Kind::Union(union) => union.shared.name,
            Kind::Id(shared) => shared.name,
            Kind::Enum(values) => values.shared.name,
            Kind::Record(table) => table.name,
        };
        if self.done.insert(name) {
            self.waiting.insert(name, kind);
        }
        format!("crate::types::{name}")
    }

    fn shared(&mut self, out: &mut String, name: &str, kind: Kind) {
        match kind {
            Kind::Id(_) => {
                let _ = writeln!(out, "{DERIVES}\npub struct {name}(pub i64);");
            }
            Kind::Enum(values) => {
                let mut variants = String::new();
                for (number, (wire, _)) in values.values.iter().enumerate() {
                    let _ = writeln!(variants, "#[serde(rename = {wire:?})]\nV{number},");
                }
                let _ = writeln!(
                    out,
                    "{DERIVES}\npub enum {name} {{\n{variants}#[serde(untagged)]\nUnlisted(String),\n}}"
                );
            }
            Kind::Record(table) => {
                self.record(out, name, table);
                self.filters(table);
            }
            Kind::Union(union) => {
                let mut forms = String::new();
                for form in union.forms {
                    let ty = self.named(form.kind);
                    let _ = writeln!(forms, "{}({ty}),", form.name);
                }
                let _ = writeln!(out, "{DERIVES}\n#[serde(untagged)]\npub enum {name} {{\n{forms}}}");
            }
            _ => {
                let _ = writeln!(out, "{DERIVES}\npub struct {name}(pub String);");
            }
        }
    }

    /// Adds the types that only filters use.
    fn filters(&mut self, table: &Table) {
        for filter in table.filters {
            for operand in [filter.operator, filter.value] {
                if let Operand::Any(kind) = operand {
                    self.named(kind);
                }
            }
        }
    }
}

/// Converts a wire name to Pascal case: `customValue` to `CustomValue`, `#text` to `Text`.
fn pascal(wire: &str) -> String {
    let mut chars = wire.trim_start_matches('#').chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Counts the rows in the tables of the methods and of the types they use: elements, values, filters.
#[must_use]
pub fn rows(methods: &[&'static Method]) -> usize {
    fn of(table: &'static Table, met: &mut BTreeSet<&'static str>) -> usize {
        let mut count = table.filters.len();
        for element in table.fields() {
            count += 1;
            if let (Some((_, kind)), Some(row)) = (element.content.field(), element.row) {
                count += match kind {
                    Kind::Record(inner) if row.ty.is_empty() => of(inner, met),
                    kind => named(kind, met),
                };
            }
        }
        for operand in table.filters.iter().flat_map(|filter| [filter.operator, filter.value]) {
            if let Operand::Any(kind) = operand {
                count += named(kind, met);
            }
        }
        count
    }
    fn named(kind: Kind, met: &mut BTreeSet<&'static str>) -> usize {
        match kind {
            Kind::Joined(_, item) => named(*item, met),
            Kind::Enum(values) if met.insert(values.shared.name) => values.values.len(),
            Kind::Record(table) if met.insert(table.name) => of(table, met),
            Kind::Union(union) if met.insert(union.shared.name) => {
                union.forms.len() + union.forms.iter().map(|form| named(form.kind, met)).sum::<usize>()
            }
            _ => 0,
        }
    }
    let mut met = BTreeSet::new();
    methods
        .iter()
        .map(|method| of(method.request, &mut met) + of(method.response, &mut met))
        .sum()
}
