//! The fields of a table as a flat list, each with the name that people write: flags of the command
//! line, keys of an item, rows of `planfix explain`.

use planfix_api::table::{Content, Element, Kind, Method, Place, Row, Table};

/// One row of a table, or of a table inside it.
pub(crate) struct Field {
    /// Name for people: wire names without the element that has the name of the group, and without
    /// those of items: `midName`, `group.id`, `responsible.users`, `phones.number`.
    pub name: String,
    /// Whole path on the wire: `contact.phones.phone[].number`.
    pub wire: String,
    /// The fields that lead from the record to this one; empty inside an item.
    pub steps: Vec<Step>,
    /// Whether it belongs to an item of a list, and so to no place of its own in the record.
    pub in_item: bool,
    /// Whether it is a list; then `kind` is that of an item.
    pub many: bool,
    /// Whether several elements stand side by side, without one around them.
    pub bare: bool,
    /// Kind of the value, or of one item.
    pub kind: Kind,
    /// Its row.
    pub row: &'static Row,
    /// The table that holds the row.
    pub table: &'static Table,
}

/// One step from a record to a field inside of it.
#[derive(Clone, Copy)]
pub(crate) struct Step {
    /// Number of the field in its record.
    pub field: u16,
    /// For a value of several forms the form that the next step goes into.
    pub form: Option<&'static Table>,
}

impl PartialEq for Step {
    fn eq(&self, other: &Self) -> bool {
        let form = match (self.form, other.form) {
            (None, None) => true,
            (Some(one), Some(other)) => std::ptr::eq(one, other),
            _ => false,
        };
        self.field == other.field && form
    }
}

impl Field {
    /// Whether it holds others and no value of its own.
    pub(crate) fn is_record(&self) -> bool {
        !self.many && matches!(self.kind, Kind::Record(_))
    }

    /// Whether one word of a command line can be its value, or one item of it.
    pub(crate) fn is_word(&self) -> bool {
        !self.in_item && !self.is_record()
    }

    /// The one-of that it belongs to.
    pub(crate) fn choice(&self) -> Option<Choice> {
        let choice = self.table.choices.get(usize::from(self.row.rules.choice?))?;
        let row = |member: &u16| {
            let mut elements = self.table.fields();
            let element = elements.find(|element| element.content.field().is_some_and(|(number, _)| number == *member));
            Some(element?.row?.path)
        };
        Some(Choice {
            required: choice.required,
            ranked: choice.ranked,
            rows: choice.members.iter().filter_map(row).collect(),
        })
    }

    /// The row as `file:line`.
    pub(crate) fn place(&self) -> String {
        format!("{}:{}", self.table.file, self.row.line)
    }
}

/// A one-of in the names of its rows.
pub(crate) struct Choice {
    /// Exactly one (true) or at most one (false).
    pub required: bool,
    /// Whether of several that a message carries the first row wins.
    pub ranked: bool,
    /// The rows; where `ranked`, strongest first.
    pub rows: Vec<&'static str>,
}

impl Choice {
    /// What it asks, in words.
    pub(crate) fn asks(&self) -> &'static str {
        if self.required {
            "exactly one of"
        } else {
            "at most one of"
        }
    }
}

/// Every field of a request or a response, those inside of others after the one that holds them.
pub(crate) fn of_message(method: &Method, table: &'static Table) -> Vec<Field> {
    of(table, method.group())
}

/// Every field of an item of a list.
pub(crate) fn of_item(table: &'static Table) -> Vec<Field> {
    of(table, "")
}

fn of(table: &'static Table, group: &str) -> Vec<Field> {
    let mut walk = Walk {
        out: Vec::new(),
        open: Vec::new(),
        group,
    };
    let start = At {
        name: "",
        wire: "",
        steps: &[],
        in_item: false,
    };
    walk.table(table, &start);
    walk.out
}

struct Walk<'a> {
    out: Vec<Field>,
    /// Tables that are being walked: one inside itself is not walked again.
    open: Vec<&'static Table>,
    /// The element at the root that adds nothing to the names: `contact` in contact.update.
    group: &'a str,
}

/// Where the walk stands.
struct At<'a> {
    name: &'a str,
    wire: &'a str,
    steps: &'a [Step],
    in_item: bool,
}

impl Walk<'_> {
    fn table(&mut self, table: &'static Table, at: &At<'_>) {
        if self.open.iter().any(|open| std::ptr::eq(*open, table)) {
            return;
        }
        self.open.push(table);
        self.elements(table, table.elements, at);
        self.open.pop();
    }

    fn elements(&mut self, table: &'static Table, elements: &'static [Element], at: &At<'_>) {
        for element in elements {
            let name = match element.place {
                // The text of an element has the element's own name.
                Place::Text if !at.name.is_empty() => at.name.to_owned(),
                Place::Text => "#text".to_owned(),
                Place::Attribute => format!("{}@{}", at.name, element.name),
                Place::Element => join(at.name, element.name),
            };
            let mut wire = match element.place {
                Place::Text => format!("{}#text", at.wire),
                Place::Attribute => format!("{}@{}", at.wire, element.name),
                Place::Element => join(at.wire, element.name),
            };
            let (number, kind, many) = match element.content {
                Content::Group(inner) => {
                    let is_group = at.wire.is_empty() && element.name == self.group;
                    let name = if is_group { "" } else { name.as_str() };
                    self.elements(
                        table,
                        inner,
                        &At {
                            name,
                            wire: &wire,
                            ..*at
                        },
                    );
                    continue;
                }
                Content::Value { field, kind } => (field, kind, false),
                Content::Repeat { field, kind } => (field, kind, true),
                Content::List { field, kind, item } => {
                    wire = join(&wire, item.name);
                    (field, kind, true)
                }
            };
            let Some(row) = element.row else { continue };
            if many {
                wire.push_str("[]");
            }
            let steps = if at.in_item {
                Vec::new()
            } else {
                let form = None;
                [at.steps, &[Step { field: number, form }]].concat()
            };
            self.out.push(Field {
                name: name.clone(),
                wire: wire.clone(),
                steps: steps.clone(),
                in_item: at.in_item,
                many,
                bare: matches!(element.content, Content::Repeat { .. }),
                kind,
                row,
                table,
            });
            let in_item = at.in_item || many;
            let own = match kind {
                Kind::Record(inner) => Some((inner, None)),
                _ => None,
            };
            // The elements of a form stand where the text of another form would.
            let others = forms(kind).map(|form| (form, Some(form)));
            for (inner, form) in own.into_iter().chain(others) {
                let mut steps = steps.clone();
                if let Some(step) = steps.last_mut() {
                    step.form = form;
                }
                let at = At {
                    name: &name,
                    wire: &wire,
                    steps: &steps,
                    in_item,
                };
                self.table(inner, &at);
            }
        }
    }
}

/// The forms of a value that are elements with children.
pub(crate) fn forms(kind: Kind) -> impl Iterator<Item = &'static Table> {
    let forms = match kind {
        Kind::Union(union) => union.forms,
        _ => &[],
    };
    forms.iter().filter_map(|form| match form.kind {
        Kind::Record(table) => Some(table),
        _ => None,
    })
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}
