//! The tree of elements to a record: the fields with their names, the structs, the groups.

use super::combination::{Draft, Seen};
use super::note::Rule;
use super::rows::{Parsed, ParsedRow};
use super::tree::{Node, tree};
use super::types::Known;
use crate::fault::Collector;
use crate::model::{Choice, Condition, Content, Effect, Element, Place, Record, Shape, Type};
use crate::names::snake;
use std::collections::HashMap;
use std::ops::Range;

/// The side of a table that the rows are on, which decides which rules they may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// The request of a method with this effect.
    Request(Effect),
    Response,
    /// A shared record.
    Shared,
}

/// Builds the record with this name; `taken` are the Rust names of the structs that the file has
/// already, each with its line.
pub(super) fn record(
    faults: &mut Collector<'_>,
    parsed: &Parsed,
    types: Known<'_>,
    name: &str,
    side: Side,
    taken: &mut HashMap<String, u32>,
) -> Record {
    let root = tree(faults, parsed);
    let mut build = Build {
        faults,
        parsed,
        types,
        side,
        taken,
        groups: HashMap::new(),
        lonely: Vec::new(),
        spread: Vec::new(),
        combined: Vec::new(),
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
        combinations: Vec::new(),
    };
    build.fill(&mut record, &root);
    build.lonely_members();
    build.lonely_combinations();
    record
}

/// The state that the structs of one side share while they are built.
pub(super) struct Build<'f, 's> {
    pub(super) faults: &'f mut Collector<'s>,
    pub(super) parsed: &'f Parsed,
    pub(super) types: Known<'f>,
    pub(super) side: Side,
    /// Rust names of structs and one-ofs, each with the line it is made from.
    pub(super) taken: &'f mut HashMap<String, u32>,
    /// The one-ofs of all structs, each with the line of its first member.
    pub(super) groups: HashMap<String, u32>,
    /// Members that have no other in their struct.
    pub(super) lonely: Vec<(String, Range<usize>)>,
    /// One-ofs that were reported because their members are in several structs.
    pub(super) spread: Vec<String>,
    /// The rules over several rows of all structs.
    pub(super) combined: Vec<Seen>,
    /// The prefix of the Rust names of structs and one-ofs.
    pub(super) prefix: String,
}

/// The members of a one-of: the variant, and the place of the rule.
type Members = Vec<(String, Range<usize>)>;

/// The state that the fields of one struct share while it is built.
pub(super) struct Scope {
    pub(super) choices: Vec<(Choice, Members)>,
    /// The rules over several rows.
    pub(super) combinations: Vec<Draft>,
    /// The rules' argument for each of the choices.
    pub(super) groups: Vec<String>,
    /// One-ofs with a member that was reported, so that a lonely member is not a second fault.
    pub(super) faulty: Vec<String>,
    /// Rust names of fields, each with its line and its path.
    pub(super) fields: HashMap<String, (u32, String)>,
    /// The conditions, and the places of the rules.
    pub(super) conditions: Vec<(Condition, Range<usize>)>,
    /// The rows that flags announce, and the places of the rules.
    pub(super) flags: Vec<(String, Range<usize>)>,
    /// Number of fields so far.
    pub(super) count: u16,
}

impl Build<'_, '_> {
    fn fill(&mut self, record: &mut Record, node: &Node<'_>) {
        let mut scope = Scope {
            choices: Vec::new(),
            combinations: Vec::new(),
            groups: Vec::new(),
            faulty: Vec::new(),
            fields: HashMap::new(),
            conditions: Vec::new(),
            flags: Vec::new(),
            count: 0,
        };
        // The first element of a message is what the method is about, and is not named in the fields.
        let top = record.path.is_empty() && self.side != Side::Shared;
        record.elements = self.elements(&mut scope, &node.children, "", top);
        self.note_lonely(&scope);
        record.combinations = scope.combinations.drain(..).map(Draft::finish).collect();
        record.choices = scope.choices.into_iter().map(|(choice, _)| choice).collect();
        self.conditions(record, &scope.conditions);
        self.flags(record, &scope.flags);
    }

    fn elements(&mut self, scope: &mut Scope, children: &[Node<'_>], prefix: &str, top: bool) -> Vec<Element> {
        // Attributes are written in the start tag, so they come first whatever the rows say, and the text after
        // them: it is one value, wherever its pieces are among the elements.
        let mut children: Vec<&Node<'_>> = children.iter().collect();
        children.sort_by_key(|child| match child.place {
            Place::Attribute => 0,
            Place::Text => 1,
            Place::Element => 2,
        });
        let mut out = Vec::new();
        for child in children {
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
        let nothing = Type::Text { length: None };
        let Some(ty) = row.ty.clone() else {
            if self.parsed.may_hold(&row.path.text) {
                return nothing;
            }
            self.faults.help(
                row.path.span.clone(),
                format!("`{}` has neither a type nor children", row.path.text),
                "nothing says what is in it",
                "add a type, or the rows of its children below",
            );
            return nothing;
        };
        self.text_only(row, &ty);
        self.endless(row, &ty);
        ty
    }

    /// A list and the element around it, which holds nothing else: one field, named after the outer.
    fn list(&mut self, scope: &mut Scope, outer: &Node<'_>, item: &Node<'_>, prefix: &str) -> Option<Content> {
        let row = item.row?;
        if let Some(outer) = outer.row {
            for (rule, span) in outer.rules.iter().filter(|(rule, _)| !matches!(rule, Rule::As(_))) {
                match rule {
                    Rule::OneOf(group) | Rule::AtMostOneOf(group) => scope.faulty.push(group.clone()),
                    rule => self.spoil(rule),
                }
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
        let name = self.claim(&name, &span, row.line, "rename it with `struct Name`");
        let mut record = Record {
            name,
            doc: row.doc.clone(),
            path: row.path.text.clone(),
            line: row.line,
            elements: Vec::new(),
            choices: Vec::new(),
            combinations: Vec::new(),
        };
        self.fill(&mut record, node);
        Type::Record(record)
    }
}
