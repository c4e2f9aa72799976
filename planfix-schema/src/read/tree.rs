//! Rows to a record: the tree of elements, the fields with their names, the one-ofs.

use super::rows::{ParsedRow, Rule, Step, Tail};
use crate::fault::Collector;
use crate::model::{Choice, Content, Element, Field, Place, Record, Rules, Shape, Type};
use crate::names::{is_field, is_type, pascal, snake};
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

/// An element as the rows describe it, before its shape is known.
struct Node<'r> {
    name: String,
    place: Place,
    repeats: bool,
    row: Option<&'r ParsedRow>,
    /// The first row at or below it, for faults.
    span: Range<usize>,
    children: Vec<Node<'r>>,
}

/// Builds the record with this name; `taken` are the Rust names of the structs that the file has
/// already, each with its line.
pub(super) fn record(
    faults: &mut Collector<'_>,
    rows: &[ParsedRow],
    name: &str,
    side: Side,
    taken: &mut HashMap<String, u32>,
) -> Record {
    let mut root = Node {
        name: String::new(),
        place: Place::Element,
        repeats: false,
        row: None,
        span: 0..0,
        children: Vec::new(),
    };
    for row in rows {
        insert(faults, &mut root, row, &row.steps);
    }
    let mut build = Build { faults, side, taken };
    let mut record = Record {
        name: name.to_owned(),
        doc: String::new(),
        path: String::new(),
        line: 0,
        elements: Vec::new(),
        choices: Vec::new(),
    };
    build.fill(&mut record, &root);
    record
}

/// Puts a row into the tree.
fn insert<'r>(faults: &mut Collector<'_>, parent: &mut Node<'r>, row: &'r ParsedRow, steps: &[Step]) {
    let span = row.path.span.clone();
    let Some((step, rest)) = steps.split_first() else {
        let (name, place) = match &row.tail {
            // A path has a step or a tail.
            Tail::Element => return,
            Tail::Attribute(name) => (name.clone(), Place::Attribute),
            Tail::Text => ("#text".to_owned(), Place::Text),
        };
        if let Some(twin) = parent.children.iter().find(|c| c.name == name && c.place == place) {
            duplicate(faults, row, twin);
        } else {
            parent.children.push(leaf(name, place, row));
        }
        return;
    };
    let last = rest.is_empty() && row.tail == Tail::Element;
    let position = parent
        .children
        .iter()
        .position(|child| child.name == step.name && child.place == Place::Element);
    let is_last = position.is_some_and(|at| at + 1 == parent.children.len());
    match position.and_then(|at| parent.children.get_mut(at)) {
        Some(child) if last => {
            if child.row.is_some() && child.repeats == step.repeats {
                duplicate(faults, row, child);
            } else if child.row.is_some() {
                faults.help(
                    span,
                    format!("`{}` stands once with `[]` and once without", step.name),
                    "which of the two?",
                    "an element repeats or does not; keep one row",
                );
            } else {
                faults.help(
                    span,
                    format!("the row `{}` stands below its children", row.path.text),
                    "its children were above",
                    "move it before the first of them",
                );
            }
        }
        Some(child) => {
            if child.repeats != step.repeats {
                let path = path_of(row, steps.len());
                let (message, help) = if child.repeats {
                    (
                        format!("`{}` is a list: its children are `{path}[].…`", step.name),
                        "put `[]` behind it",
                    )
                } else {
                    (
                        format!("`{}` is no list here", step.name),
                        "remove the `[]`, or add it to the row above",
                    )
                };
                faults.help(span.clone(), message, "this child", help);
            } else if !is_last {
                faults.help(
                    span.clone(),
                    format!("the children of `{}` stand apart", step.name),
                    "this one is alone",
                    "put it to the others: the order of the rows is the order on the wire",
                );
            }
            insert(faults, child, row, rest);
        }
        None => {
            if last {
                let mut node = leaf(step.name.clone(), Place::Element, row);
                node.repeats = step.repeats;
                parent.children.push(node);
                return;
            }
            if step.repeats {
                let path = path_of(row, steps.len());
                faults.help(
                    span.clone(),
                    format!("child of a list that no row declares: `{path}[]`"),
                    "this child",
                    format!("add a row `{path}[]` before it, its type empty"),
                );
            }
            let mut node = Node {
                name: step.name.clone(),
                place: Place::Element,
                repeats: step.repeats,
                row: None,
                span,
                children: Vec::new(),
            };
            insert(faults, &mut node, row, rest);
            parent.children.push(node);
        }
    }
}

fn leaf<'r>(name: String, place: Place, row: &'r ParsedRow) -> Node<'r> {
    Node {
        name,
        place,
        repeats: false,
        row: Some(row),
        span: row.path.span.clone(),
        children: Vec::new(),
    }
}

/// The path of a row up to the step with which `left` steps begin, without the `[]` of that step.
fn path_of(row: &ParsedRow, left: usize) -> String {
    let upto = row.steps.len() + 1 - left;
    let mut text = String::new();
    for (i, step) in row.steps.iter().take(upto).enumerate() {
        if i > 0 {
            text.push('.');
        }
        text.push_str(&step.name);
        if step.repeats && i + 1 < upto {
            text.push_str("[]");
        }
    }
    text
}

fn duplicate(faults: &mut Collector<'_>, row: &ParsedRow, twin: &Node<'_>) {
    let first = twin.row.map_or(0, |row| row.line);
    faults.help(
        row.path.span.clone(),
        format!("duplicate row `{}`", row.path.text),
        "the same path again",
        format!("the first is on line {first}; remove one"),
    );
}

struct Build<'f, 's> {
    faults: &'f mut Collector<'s>,
    side: Side,
    taken: &'f mut HashMap<String, u32>,
}

/// What the fields of one struct have in common while it is built.
struct Scope {
    choices: Vec<(Choice, Vec<(String, Range<usize>)>)>,
    fields: HashMap<String, (u32, String)>,
    count: u16,
}

impl Build<'_, '_> {
    fn fill(&mut self, record: &mut Record, node: &Node<'_>) {
        let mut scope = Scope {
            choices: Vec::new(),
            fields: HashMap::new(),
            count: 0,
        };
        let top = record.path.is_empty();
        record.elements = self.elements(&mut scope, &node.children, "", top);
        if scope.count > 255 {
            let span = node.children.first().map_or(0..0, |child| child.span.clone());
            self.faults
                .add(span, "more than 255 fields in one struct", "from here on");
        }
        for (choice, members) in &scope.choices {
            if let [(_, span)] = members.as_slice() {
                self.faults.help(
                    span.clone(),
                    format!("one-of `{}` has one member", choice.name),
                    "a choice of one",
                    "give another row of the same struct this rule, or make this one `required`",
                );
            }
        }
        record.choices = scope.choices.into_iter().map(|(choice, _)| choice).collect();
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
        if top && node.place == Place::Element {
            self.envelope(node);
        }
        if node.children.is_empty() {
            let row = node.row?;
            let Some(ty) = row.ty.clone() else {
                self.faults.help(
                    row.path.span.clone(),
                    format!("`{}` has neither a type nor children", row.path.text),
                    "what is in it?",
                    "give it a type, or add the rows of its children below",
                );
                return None;
            };
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
                "empty this cell, or make the children the rows of that shared type",
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
            let Some(ty) = row.ty.clone() else {
                self.faults.help(
                    row.path.span.clone(),
                    format!("`{}` has neither a type nor children", row.path.text),
                    "what is in it?",
                    "give it a type, or add the rows of its children below",
                );
                return None;
            };
            ty
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
        let (name, span) = given.unwrap_or_else(|| (pascal(&node.name), row.path.span.clone()));
        self.claim(&name, &span, row.line);
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

    /// Takes a name for a struct or a one-of.
    fn claim(&mut self, name: &str, span: &Range<usize>, line: u32) {
        if !is_type(name) {
            self.faults.help(
                span.clone(),
                format!("`{name}` cannot be the name of a Rust type"),
                "this name",
                "give another one with `struct Name`",
            );
        } else if let Some(first) = self.taken.insert(name.to_owned(), line) {
            self.faults.help(
                span.clone(),
                format!("two structs with the Rust name `{name}`"),
                "the second",
                match first {
                    0 => "every method has one of this name; give another with `struct Name`".to_owned(),
                    first => format!("the first is made from line {first}; give another name with `struct Name`"),
                },
            );
        }
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
        let given = outer
            .into_iter()
            .chain([row])
            .flat_map(|row| &row.rules)
            .find_map(|(rule, span)| match rule {
                Rule::As(name) => Some((name.clone(), span.clone())),
                _ => None,
            });
        let own = snake(if node.place == Place::Text { "text" } else { &node.name });
        let (name, span) = given.unwrap_or_else(|| (format!("{prefix}{own}"), row.path.span.clone()));
        let rules = self.rules(scope, row, &shape, &ty, &name, &span);
        let rust = if rules.choice.is_some() { pascal(&name) } else { name };
        if rules.choice.is_none() {
            self.name_field(scope, &rust, &span, row);
        }
        let docs: Vec<&str> = outer
            .into_iter()
            .chain([row])
            .map(|row| row.doc.as_str())
            .filter(|doc| !doc.is_empty())
            .collect();
        let index = scope.count;
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

    fn name_field(&mut self, scope: &mut Scope, rust: &str, span: &Range<usize>, row: &ParsedRow) {
        if !is_field(rust) {
            self.faults.help(
                span.clone(),
                format!("`{rust}` cannot be the name of a Rust field"),
                "this name",
                "give another one with `as other_name`",
            );
            return;
        }
        if let Some((line, path)) = scope.fields.insert(rust.to_owned(), (row.line, row.path.text.clone())) {
            self.faults.help(
                span.clone(),
                format!("two rows with the Rust name `{rust}`"),
                "the second",
                format!("the first is `{path}` on line {line}; give one of them another name with `as other_name`"),
            );
        }
    }

    fn envelope(&mut self, node: &Node<'_>) {
        let names: &[&str] = match self.side {
            Side::Request { .. } => &["account", "sid", "signature"],
            Side::Response => &["code", "message"],
            Side::Shared => &[],
        };
        if names.contains(&node.name.as_str()) {
            self.faults.help(
                node.span.clone(),
                format!("`{}` belongs to the envelope", node.name),
                "every message has it",
                "remove the row",
            );
        }
    }

    fn rules(
        &mut self,
        scope: &mut Scope,
        row: &ParsedRow,
        shape: &Shape,
        ty: &Type,
        name: &str,
        name_span: &Range<usize>,
    ) -> Rules {
        let mut rules = Rules::default();
        let leaf = !matches!(ty, Type::Record(_));
        let choice = row.rules.iter().find_map(|(rule, _)| match rule {
            Rule::OneOf(_) | Rule::AtMostOneOf(_) => Some(rule.word()),
            _ => None,
        });
        let has = |word: &str| row.rules.iter().any(|(rule, _)| rule.word() == word);
        for (rule, span) in &row.rules {
            let span = span.clone();
            let word = rule.word();
            match rule {
                Rule::Required => {
                    if let Some(other) = choice {
                        self.contradiction(
                            span,
                            word,
                            other,
                            "exactly one of the members is there; which, the caller says",
                        );
                    } else if has("patch") {
                        self.contradiction(span, word, "patch", "what must be there cannot be left out");
                    } else if has("default") {
                        self.contradiction(span, word, "default", "what must be there needs no default");
                    } else {
                        rules.required = true;
                    }
                }
                Rule::Patch => {
                    if let Some(other) = choice {
                        self.contradiction(span, word, other, "a selector cannot be cleared");
                    } else if has("default") {
                        self.contradiction(span, word, "default", "a field that is left out keeps its value");
                    } else if !matches!(self.side, Side::Request { patch: true } | Side::Shared) {
                        let where_ = if self.side == Side::Response {
                            "a response"
                        } else {
                            "a request that changes nothing stored"
                        };
                        self.faults.help(
                            span,
                            format!("`patch` in {where_}"),
                            "nothing is kept or cleared here",
                            "it stands in requests of methods with the effect `set` or `act`",
                        );
                    } else if !has("required") {
                        if *shape == Shape::Repeat {
                            self.faults.help(
                                span,
                                "`patch` on a list without an element around it",
                                "an empty list cannot be written",
                                "remove it",
                            );
                        } else {
                            rules.patch = true;
                        }
                    }
                }
                Rule::OneOf(group) | Rule::AtMostOneOf(group) => {
                    if self.side == Side::Response {
                        self.faults.add(
                            span,
                            format!("`{word}` in a response"),
                            "there is nothing to choose here",
                        );
                    } else if !leaf || *shape != Shape::Single {
                        self.faults.add(
                            span,
                            format!("`{word}` on something that is no single value"),
                            "a member is one value",
                        );
                    } else {
                        let required = matches!(rule, Rule::OneOf(_));
                        rules.choice = self.member(scope, group, required, name, name_span, &span, row.line);
                    }
                }
                Rule::Secret if leaf => rules.secret = true,
                Rule::Personal if leaf => rules.personal = true,
                Rule::Secret | Rule::Personal => self.faults.help(
                    span,
                    format!("`{word}` on an element that holds others"),
                    "it has no value of its own",
                    "put it on the rows of its values",
                ),
                Rule::Range(low, high) => match ty {
                    Type::Int | Type::Shared(_) => rules.range = Some((*low, *high)),
                    _ => self.faults.add(
                        span,
                        "`range` on something that is no number",
                        "only `int` and identifiers",
                    ),
                },
                Rule::Default(value) => {
                    if leaf {
                        rules.default = Some(value.clone());
                    } else {
                        self.faults.add(
                            span,
                            "`default` on an element that holds others",
                            "it has no value of its own",
                        );
                    }
                }
                Rule::Struct(_) if leaf => self.faults.help(
                    span,
                    "`struct` on a row that makes no struct",
                    "it has a type",
                    "the name of a field is given with `as`",
                ),
                Rule::As(_) | Rule::Struct(_) => {}
            }
        }
        rules
    }

    fn contradiction(&mut self, span: Range<usize>, one: &str, other: &str, why: &str) {
        self.faults.help(
            span,
            format!("`{one}` and `{other}` contradict each other"),
            why,
            "remove one of them",
        );
    }

    #[allow(clippy::too_many_arguments)]
    fn member(
        &mut self,
        scope: &mut Scope,
        group: &str,
        required: bool,
        name: &str,
        name_span: &Range<usize>,
        span: &Range<usize>,
        line: u32,
    ) -> Option<usize> {
        if !is_field(group) || snake(group) != group {
            self.faults.help(
                span.clone(),
                format!("`{group}` cannot be the name of a one-of"),
                "it becomes a Rust field",
                "use lower case, such as `one-of key`",
            );
            return None;
        }
        let variant = pascal(name);
        if !is_type(&variant) {
            self.faults.help(
                name_span.clone(),
                format!("`{name}` cannot be the name of a variant"),
                "this name",
                "give another one with `as OtherName`",
            );
        }
        let at = scope.choices.iter().position(|(choice, _)| choice.name == group);
        let at = at.unwrap_or_else(|| {
            let rust = pascal(group);
            self.claim(&rust, span, line);
            scope.fields.insert(group.to_owned(), (line, group.to_owned()));
            scope.choices.push((
                Choice {
                    name: group.to_owned(),
                    rust,
                    required,
                },
                Vec::new(),
            ));
            scope.choices.len() - 1
        });
        let (choice, members) = scope.choices.get_mut(at)?;
        if choice.required != required {
            self.faults.add(
                span.clone(),
                format!("`{group}` is both `one-of` and `at-most-one-of`"),
                "the first row says the other",
            );
        }
        if members.iter().any(|(known, _)| *known == variant) {
            self.faults.help(
                name_span.clone(),
                format!("two rows with the Rust name `{variant}` in one-of `{group}`"),
                "the second",
                "give one of them another name with `as OtherName`",
            );
        }
        members.push((variant, span.clone()));
        Some(at)
    }
}
