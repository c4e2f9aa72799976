//! The tree of elements to a record: the fields with their names, the structs, the groups.

use super::rows::{Parsed, ParsedRow, Rule};
use super::tree::{Node, tree};
use crate::fault::Collector;
use crate::model::{Choice, Content, Element, Field, Place, Record, Shape, Type};
use crate::names::{is_field, is_type, nearest, pascal, snake};
use std::collections::HashMap;
use std::ops::Range;

/// Where the rows stand, which decides which rules they may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// A request of a method that may have `patch`, or not.
    Request {
        patch: bool,
    },
    Response,
    /// A shared record.
    Shared,
}

/// Builds the record with this name; `taken` are the Rust names of the structs that the file has
/// already, each with its line.
pub(super) fn record(
    faults: &mut Collector<'_>,
    parsed: &Parsed,
    name: &str,
    side: Side,
    taken: &mut HashMap<String, u32>,
) -> Record {
    let root = tree(faults, parsed);
    let mut build = Build {
        faults,
        side,
        taken,
        groups: HashMap::new(),
        lonely: Vec::new(),
        spread: Vec::new(),
        holes: parsed.holes,
        prefix: if side == Side::Shared {
            name.to_owned()
        } else {
            String::new()
        },
    };
    let mut record = Record {
        name: name.to_owned(),
        doc: String::new(),
        path: String::new(),
        line: 0,
        elements: Vec::new(),
        choices: Vec::new(),
    };
    build.fill(&mut record, &root);
    if !parsed.holes {
        build.lonely_members();
    }
    record
}

/// What the structs of one side have in common while they are built.
pub(super) struct Build<'f, 's> {
    pub(super) faults: &'f mut Collector<'s>,
    pub(super) side: Side,
    /// Rust names of structs and one-ofs, each with the line it is made from.
    taken: &'f mut HashMap<String, u32>,
    /// The one-ofs of all structs, each with the line of its first member.
    pub(super) groups: HashMap<String, u32>,
    /// Members that have no other in their struct.
    lonely: Vec<(String, Range<usize>)>,
    /// One-ofs that were reported because their members stand in several structs.
    pub(super) spread: Vec<String>,
    /// Rows or rules were reported and left out: what seems to be missing may be there.
    holes: bool,
    /// What the Rust names of structs and one-ofs begin with.
    prefix: String,
}

/// Far more than any message of PlanFix has, and its one-ofs can be numbered in a byte.
const MAX_FIELDS: u16 = 255;

/// The members of a one-of: the variant, and the place of the rule.
type Members = Vec<(String, Range<usize>)>;

/// What the fields of one struct have in common while it is built.
pub(super) struct Scope {
    pub(super) choices: Vec<(Choice, Members)>,
    /// The rules' argument for each of the choices.
    pub(super) groups: Vec<String>,
    /// One-ofs with a member that was reported, so that having one member is no second fault.
    pub(super) faulty: Vec<String>,
    /// Rust names of fields, each with its line and what it stands for.
    pub(super) fields: HashMap<String, (u32, String)>,
    /// The rows that conditions name, and the places of the rules.
    pub(super) conditions: Vec<(String, Range<usize>)>,
    count: u16,
}

/// A name for what has none of its own, because the one it has was reported: the skeleton of a faulty
/// table must compile.
pub(super) fn free_name(base: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut name = base.to_owned();
    while is_taken(&name) {
        name.push('_');
    }
    name
}

impl Build<'_, '_> {
    fn fill(&mut self, record: &mut Record, node: &Node<'_>) {
        let mut scope = Scope {
            choices: Vec::new(),
            groups: Vec::new(),
            faulty: Vec::new(),
            fields: HashMap::new(),
            conditions: Vec::new(),
            count: 0,
        };
        // The first element of a message is what the method is about, and is not named in the fields.
        let top = record.path.is_empty() && self.side != Side::Shared;
        record.elements = self.elements(&mut scope, &node.children, "", top);
        for ((_, members), group) in scope.choices.iter().zip(&scope.groups) {
            if let [(_, span)] = members.as_slice()
                && !scope.faulty.contains(group)
            {
                self.lonely.push((group.clone(), span.clone()));
            }
        }
        record.choices = scope.choices.into_iter().map(|(choice, _)| choice).collect();
        if !self.holes {
            self.conditions(record, &scope.conditions);
        }
    }

    /// Reports the conditions on rows that are not in the same struct, or have no value.
    fn conditions(&mut self, record: &Record, conditions: &[(String, Range<usize>)]) {
        if conditions.is_empty() {
            return;
        }
        let fields = record.fields();
        let values = fields
            .iter()
            .filter(|field| field.shape == Shape::Single && !matches!(field.ty, Type::Record(_)));
        let paths: Vec<&str> = values.map(|field| field.path.as_str()).collect();
        for (path, span) in conditions {
            if !paths.contains(&path.as_str()) {
                let help = match nearest(path, paths.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("it names a row of the same struct with one value: {}", paths.join(", ")),
                };
                self.faults.help(
                    span.clone(),
                    format!("`{path}` is no row that a condition can name here"),
                    "the condition depends on it",
                    help,
                );
            }
        }
    }

    /// Reports the one-ofs with one member, but for those whose members are in another struct.
    fn lonely_members(&mut self) {
        for (group, span) in std::mem::take(&mut self.lonely) {
            if !self.spread.contains(&group) {
                self.faults.help(
                    span,
                    format!("one-of `{group}` has one member"),
                    "a choice of one",
                    "give another row of the same struct this rule, or make this one `required`",
                );
            }
        }
    }

    fn elements(&mut self, scope: &mut Scope, children: &[Node<'_>], prefix: &str, top: bool) -> Vec<Element> {
        // Attributes are written in the start tag, so they come first whatever the rows say.
        let (attributes, others): (Vec<_>, Vec<_>) = children.iter().partition(|child| child.place == Place::Attribute);
        let mut out = Vec::new();
        for child in attributes.into_iter().chain(others) {
            if let Some(content) = self.content(scope, child, prefix, top) {
                out.push(Element {
                    name: child.name.clone(),
                    place: child.place,
                    content,
                });
            }
        }
        out
    }

    fn content(&mut self, scope: &mut Scope, node: &Node<'_>, prefix: &str, top: bool) -> Option<Content> {
        if top {
            self.envelope(node);
        }
        if node.children.is_empty() {
            let row = node.row?;
            let ty = self.leaf_type(row);
            let shape = if node.repeats { Shape::Repeat } else { Shape::Single };
            return Some(self.field(scope, node, row, None, shape, ty, prefix));
        }
        if let Some(row) = node.row
            && row.ty.is_some()
        {
            self.faults.help(
                row.ty_span.clone(),
                format!("`{}` has a type and children", row.path.text),
                "a type here, and rows below it",
                "empty this cell, or remove the rows below it",
            );
        }
        if let [item] = node.children.as_slice()
            && item.repeats
            && !node.repeats
            && item.row.is_some()
        {
            return self.list(scope, node, item, prefix);
        }
        let Some(row) = node.row else {
            let name = if top {
                String::new()
            } else {
                format!("{prefix}{}_", snake(&node.name))
            };
            return Some(Content::Group(self.elements(scope, &node.children, &name, false)));
        };
        let ty = self.nested(node, row);
        let shape = if node.repeats { Shape::Repeat } else { Shape::Single };
        Some(self.field(scope, node, row, None, shape, ty, prefix))
    }

    /// The type of an element that holds no others; text where the table has none, so that the field
    /// is there and nothing that uses it fails as well.
    fn leaf_type(&mut self, row: &ParsedRow) -> Type {
        row.ty.clone().unwrap_or_else(|| {
            self.faults.help(
                row.path.span.clone(),
                format!("`{}` has neither a type nor children", row.path.text),
                "what is in it?",
                "give it a type, or add the rows of its children below",
            );
            Type::Text { length: None }
        })
    }

    /// A list and the element around it, which holds nothing else: one field, named after the outer.
    fn list(&mut self, scope: &mut Scope, outer: &Node<'_>, item: &Node<'_>, prefix: &str) -> Option<Content> {
        let row = item.row?;
        if let Some(outer) = outer.row {
            for (rule, span) in outer.rules.iter().filter(|(rule, _)| !matches!(rule, Rule::As(_))) {
                self.faults.help(
                    span.clone(),
                    format!("rule `{}` on the element around a list", rule.word()),
                    "the list is one field with its items",
                    format!("put it on the row `{}`", row.path.text),
                );
            }
        }
        let ty = if item.children.is_empty() {
            self.leaf_type(row)
        } else {
            self.nested(item, row)
        };
        let shape = Shape::List {
            item: item.name.clone(),
        };
        Some(self.field(scope, outer, row, outer.row, shape, ty, prefix))
    }

    /// A struct of its own.
    fn nested(&mut self, node: &Node<'_>, row: &ParsedRow) -> Type {
        let given = row.rules.iter().find_map(|(rule, span)| match rule {
            Rule::Struct(name) => Some((name.clone(), span.clone())),
            _ => None,
        });
        let (name, span) = given.unwrap_or_else(|| (self.prefixed(&node.name), row.path.span.clone()));
        let name = self.claim(&name, &span, row.line, "give it another name with `struct Name`");
        let mut record = Record {
            name,
            doc: row.doc.clone(),
            path: row.path.text.clone(),
            line: row.line,
            elements: Vec::new(),
            choices: Vec::new(),
        };
        self.fill(&mut record, node);
        Type::Record(record)
    }

    /// The Rust name of a part: shared types all stand in one module, so theirs begin with the type's.
    pub(super) fn prefixed(&self, name: &str) -> String {
        format!("{}{}", self.prefix, pascal(name))
    }

    /// Takes a name for a struct or a one-of, and gives the one to use: another where this one is wrong.
    pub(super) fn claim(&mut self, name: &str, span: &Range<usize>, line: u32, remedy: &str) -> String {
        let mut base = name;
        if !is_type(name) {
            let better = pascal(name);
            let help = if is_type(&better) {
                format!("a type is PascalCase, such as `{better}`")
            } else {
                remedy.to_owned()
            };
            let message = format!("`{name}` cannot be the name of a Rust type");
            self.faults.help(span.clone(), message, "this name", help);
            base = "Unnamed";
        } else if let Some(first) = self.taken.get(name) {
            let help = match first {
                0 => format!("there always is one of this name; {remedy}"),
                first => format!("the first is made from line {first}; {remedy}"),
            };
            let message = format!("two structs with the Rust name `{name}`");
            self.faults.help(span.clone(), message, "the second", help);
        }
        self.take(base, line)
    }

    /// Takes a name without a word, another where it is taken.
    pub(super) fn take(&mut self, base: &str, line: u32) -> String {
        let name = free_name(base, |name| self.taken.contains_key(name));
        self.taken.insert(name.clone(), line);
        name
    }

    #[allow(clippy::too_many_arguments)]
    fn field(
        &mut self,
        scope: &mut Scope,
        node: &Node<'_>,
        row: &ParsedRow,
        outer: Option<&ParsedRow>,
        shape: Shape,
        ty: Type,
        prefix: &str,
    ) -> Content {
        let mut names =
            outer
                .into_iter()
                .chain([row])
                .flat_map(|row| &row.rules)
                .filter_map(|(rule, span)| match rule {
                    Rule::As(name) => Some((name.clone(), span.clone())),
                    _ => None,
                });
        let given = names.next();
        if let Some((_, span)) = names.next() {
            self.faults.help(
                span,
                "a second name for one list",
                "the row around it gives one too",
                "the two rows are one field: keep one `as`",
            );
        }
        let own = snake(if node.place == Place::Text { "text" } else { &node.name });
        let (name, span) = given.unwrap_or_else(|| (format!("{prefix}{own}"), row.path.span.clone()));
        let rules = self.rules(scope, row, &shape, &ty, &name, &span);
        let rust = match rules.choice {
            None => self.name_field(scope, &name, &span, row, rules.patch),
            // The variant that `member` has taken.
            Some(choice) => {
                let members = scope.choices.get(choice).map(|(_, members)| members.as_slice());
                members
                    .and_then(<[_]>::last)
                    .map_or(name, |(variant, _)| variant.clone())
            }
        };
        let docs: Vec<&str> = outer
            .into_iter()
            .chain([row])
            .map(|row| row.doc.as_str())
            .filter(|doc| !doc.is_empty())
            .collect();
        let index = scope.count;
        if index == MAX_FIELDS {
            self.faults.help(
                row.path.span.clone(),
                format!("more than {MAX_FIELDS} fields in one struct"),
                "from here on",
                "give an element that holds some of them a row, so that it is a struct of its own",
            );
        }
        scope.count = scope.count.saturating_add(1);
        Content::Field(Box::new(Field {
            path: row.path.text.clone(),
            rust,
            index,
            shape,
            ty,
            doc: docs.join(" "),
            line: row.line,
            rules,
        }))
    }

    /// Takes a name for a field, and gives the one to use: another where this one is wrong.
    fn name_field(
        &mut self,
        scope: &mut Scope,
        rust: &str,
        span: &Range<usize>,
        row: &ParsedRow,
        patch: bool,
    ) -> String {
        let mut base = rust;
        // Setters are named as the fields, and stand beside the constructor.
        if !is_field(rust) || matches!(rust, "new" | "__unknown") {
            let better = snake(rust);
            let help = if better != rust && is_field(&better) {
                format!("such as `as {better}`")
            } else {
                "give it another one with `as other_name`".to_owned()
            };
            let message = format!("`{rust}` cannot be the name of a Rust field");
            self.faults.help(span.clone(), message, "this name", help);
            base = "unnamed";
        } else if let Some((line, path)) = scope.fields.get(rust) {
            let help =
                format!("the first is `{path}` on line {line}; give one of them another name with `as other_name`");
            let message = format!("two rows with the Rust name `{rust}`");
            self.faults.help(span.clone(), message, "the second", help);
        }
        // A field that can be cleared has a second setter.
        let second = |name: &str| patch.then(|| format!("clear_{name}"));
        if let Some((line, path)) = second(base).and_then(|second| scope.fields.get(&second)) {
            let help =
                format!("`{path}` on line {line} has that name; give one of them another name with `as other_name`");
            let message = format!("two rows with the Rust name `clear_{base}`");
            self.faults.help(
                span.clone(),
                message,
                format!("this one is cleared by `clear_{base}`"),
                help,
            );
        }
        let is_taken = |name: &str| scope.fields.contains_key(name);
        let name = free_name(base, |name| {
            is_taken(name) || second(name).is_some_and(|second| is_taken(&second))
        });
        for name in second(&name).into_iter().chain([name.clone()]) {
            scope.fields.insert(name, (row.line, row.path.text.clone()));
        }
        name
    }

    /// Reports what every message has beside its rows.
    fn envelope(&mut self, node: &Node<'_>) {
        let names: &[&str] = match self.side {
            Side::Request { .. } => &["account", "sid", "signature"],
            Side::Response => &["status", "code", "message"],
            Side::Shared => return,
        };
        if node.place != Place::Element {
            self.faults.help(
                node.span.clone(),
                "attributes and text of the message itself belong to the envelope",
                "it is in no element",
                "put the element before it, as in `contacts@count`",
            );
        } else if names.contains(&node.name.as_str()) {
            self.faults.help(
                node.span.clone(),
                format!("`{}` belongs to the envelope", node.name),
                "every message has it",
                "remove the row",
            );
        }
    }
}
