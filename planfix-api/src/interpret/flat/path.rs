//! From the path of a pair to the fields that lead to its value. Only the static tables are needed.

use crate::table::{Content, Element, Form, Kind, Place, Row, Table};
use crate::value::listed::nearest;

/// One step from a record to a value in it.
#[derive(Clone)]
pub(super) struct Step {
    /// The number of the field in its record.
    pub(super) field: u16,
    /// The kind of the value, or of an item.
    pub(super) kind: Kind,
    pub(super) row: &'static Row,
    pub(super) table: &'static Table,
    /// Path of the element from its record.
    pub(super) path: String,
    /// The item, if the field is a list.
    pub(super) item: Item,
    /// For a value of several forms, the form that the next step enters.
    pub(super) form: Option<&'static Table>,
}

/// The position in a list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    /// The field is not a list.
    None,
    /// The path has no number.
    Unnumbered,
    Number(usize),
}

/// The fields that a path leads through.
pub(super) struct Way {
    pub(super) steps: Vec<Step>,
    /// The form that the path names, for a text of that form.
    pub(super) typed: Option<&'static Form>,
}

/// The reason why a path leads nowhere.
pub(super) struct Lost {
    pub(super) message: String,
    pub(super) suggestion: Option<String>,
    pub(super) row: Option<(&'static Row, &'static Table)>,
}

impl Lost {
    fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            suggestion: None,
            row: None,
        }
    }
}

#[derive(Clone, Copy)]
struct Segment<'p> {
    place: Place,
    name: &'p str,
    /// `[0]` or `[]`.
    index: Option<Option<usize>>,
    /// The path before the name.
    before: &'p str,
}

/// Finds the fields that a path leads through.
pub(super) fn way(table: &'static Table, path: &str) -> Result<Way, Lost> {
    let segments = segments(path)?;
    let mut search = Search {
        steps: Vec::new(),
        typed: None,
    };
    search.elements(
        table,
        At {
            path: "",
            is_root: true,
        },
        table.elements,
        &segments,
    )?;
    Ok(Way {
        steps: search.steps,
        typed: search.typed,
    })
}

fn segments(path: &str) -> Result<Vec<Segment<'_>>, Lost> {
    let malformed = || Lost::new("not a path: write it as `contact.phones.phone[0].number`");
    let mut out = Vec::new();
    let (mut place, mut at) = (Place::Element, 0);
    loop {
        let rest = path.get(at..).ok_or_else(malformed)?;
        let end = rest.find(['.', '@', '#', '[']).unwrap_or(rest.len());
        let (name, mut after) = rest.split_at_checked(end).ok_or_else(malformed)?;
        // The path of an attribute or a text may begin with its mark.
        let is_start = at == 0 && name.is_empty() && after.starts_with(['@', '#']);
        let mut index = None;
        if let Some(inner) = after.strip_prefix('[') {
            let (number, rest) = inner.split_once(']').ok_or_else(malformed)?;
            index = Some(match number {
                "" => None,
                _ if number.bytes().all(|digit| digit.is_ascii_digit()) => {
                    Some(number.parse().map_err(|_| malformed())?)
                }
                _ => return Err(malformed()),
            });
            after = rest;
        }
        if !is_start {
            if name.is_empty() {
                return Err(malformed());
            }
            let before = path.get(..at).unwrap_or_default();
            out.push(Segment {
                place,
                name,
                index,
                before,
            });
        }
        place = match after.bytes().next() {
            None => return Ok(out),
            Some(b'.') => Place::Element,
            Some(b'@') => Place::Attribute,
            Some(b'#') => Place::Text,
            Some(_) => return Err(malformed()),
        };
        at = path.len() - after.len() + 1;
    }
}

struct Search {
    steps: Vec<Step>,
    typed: Option<&'static Form>,
}

/// The position of the elements that are searched.
#[derive(Clone, Copy)]
struct At<'p> {
    /// Their path from the record.
    path: &'p str,
    /// True for the elements of the record at which paths begin.
    is_root: bool,
}

impl Search {
    fn elements(
        &mut self,
        table: &'static Table,
        at: At<'_>,
        elements: &'static [Element],
        segments: &[Segment<'_>],
    ) -> Result<(), Lost> {
        let Some((segment, rest)) = segments.split_first() else {
            return Err(Lost::new("holds other elements: write the path of each of them"));
        };
        let find = |elements: &'static [Element]| {
            let is = |element: &&Element| element.place == segment.place && name(element) == segment.name;
            elements.iter().find(is)
        };
        if let Some(element) = find(elements) {
            return self.element(table, at, element, segment, rest);
        }
        // The first element of a message may be left out.
        let mut holders = elements.iter().filter_map(|outer| match outer.content {
            Content::Group(inner) if at.is_root => find(inner).map(|element| (outer, element)),
            _ => None,
        });
        match (holders.next(), holders.next()) {
            (Some((outer, element)), None) => {
                let at = At {
                    path: outer.name,
                    is_root: false,
                };
                self.element(table, at, element, segment, rest)
            }
            _ => Err(unknown(segment, elements, at.is_root)),
        }
    }

    fn element(
        &mut self,
        table: &'static Table,
        at: At<'_>,
        element: &'static Element,
        segment: &Segment<'_>,
        mut rest: &[Segment<'_>],
    ) -> Result<(), Lost> {
        let mut path = joined(at.path, element);
        let mut index = segment.index;
        let (field, kind) = match element.content {
            Content::Group(_) if index.is_some() => return Err(Lost::new(format!("{} is not a list", segment.name))),
            Content::Group(inner) => {
                let at = At {
                    path: &path,
                    is_root: false,
                };
                return self.elements(table, at, inner, rest);
            }
            Content::Value { .. } if index.is_some() => {
                return Err(Lost {
                    row: element.row.map(|row| (row, table)),
                    ..Lost::new(format!("{} is not a list", segment.name))
                });
            }
            Content::Value { field, kind } | Content::Repeat { field, kind } => (field, kind),
            Content::List { field, kind, item } => {
                path = format!("{path}.{}", item.name);
                if let Some((first, after)) = rest.split_first()
                    && first.place == Place::Element
                    && first.name == item.name
                {
                    if index.is_some() && first.index.is_some() {
                        return Err(Lost::new("two numbers for one list"));
                    }
                    index = index.or(first.index);
                    rest = after;
                }
                (field, kind)
            }
        };
        // An element without a row is a group.
        let Some(row) = element.row else {
            return Err(Lost::new("unknown"));
        };
        let item = match (&element.content, index) {
            (Content::Value { .. }, _) => Item::None,
            (_, Some(Some(number))) => Item::Number(number),
            _ => Item::Unnumbered,
        };
        self.steps.push(Step {
            field,
            kind,
            row,
            table,
            path,
            item,
            form: None,
        });
        self.inside(kind, rest)
    }

    /// Searches in a value for the rest of the path.
    fn inside(&mut self, kind: Kind, rest: &[Segment<'_>]) -> Result<(), Lost> {
        let inside = At {
            path: "",
            is_root: false,
        };
        let Some(first) = rest.first() else {
            // The text of an element that may hold others has the path of the element.
            let text = match kind {
                Kind::Record(table) => table
                    .elements
                    .iter()
                    .find(|element| element.place == Place::Text)
                    .map(|e| (table, e)),
                _ => None,
            };
            return match text {
                Some((table, element)) => {
                    let segment = Segment {
                        place: Place::Text,
                        name: "text",
                        index: None,
                        before: "",
                    };
                    self.element(table, inside, element, &segment, &[])
                }
                None => Ok(()),
            };
        };
        match kind {
            Kind::Record(table) => self.elements(table, inside, table.elements, rest),
            Kind::Union(union) => {
                let records = union.forms.iter().filter_map(|form| match form.kind {
                    Kind::Record(table) => Some(table),
                    _ => None,
                });
                let has = |table: &&'static Table| {
                    let mut elements = table.elements.iter();
                    elements.any(|element| element.place == first.place && name(element) == first.name)
                };
                if let Some(table) = records.clone().find(has) {
                    if let Some(step) = self.steps.last_mut() {
                        step.form = Some(table);
                    }
                    return self.elements(table, inside, table.elements, rest);
                }
                if let ([form], Place::Element) = (rest, first.place)
                    && let Some(form) = union.leaf(form.name)
                {
                    self.typed = Some(form);
                    return Ok(());
                }
                let names = records
                    .flat_map(|table| table.elements)
                    .map(|element| name(element).to_owned());
                let forms = union.leaves().map(|form| form.json_name());
                Err(unnamed(first, names.chain(forms).collect()))
            }
            _ => Err(Lost::new(format!(
                "unknown; {} holds a value and no elements",
                first.before.trim_end_matches(['.', '@', '#'])
            ))),
        }
    }
}

/// Returns the name of an element as in a path, without the mark of its place.
fn name(element: &Element) -> &'static str {
    element.name.trim_start_matches('#')
}

fn joined(path: &str, element: &Element) -> String {
    match element.place {
        Place::Attribute => format!("{path}@{}", element.name),
        Place::Text => format!("{path}#text"),
        Place::Element if path.is_empty() => element.name.to_owned(),
        Place::Element => format!("{path}.{}", element.name),
    }
}

fn unknown(segment: &Segment<'_>, elements: &'static [Element], is_root: bool) -> Lost {
    let inner = elements.iter().filter_map(|element| match element.content {
        Content::Group(inner) if is_root => Some(inner),
        _ => None,
    });
    let names = elements.iter().chain(inner.flatten());
    unnamed(segment, names.map(|element| name(element).to_owned()).collect())
}

fn unnamed(segment: &Segment<'_>, mut names: Vec<String>) -> Lost {
    let near = nearest(segment.name, names.iter().map(String::as_str)).map(|near| format!("{}{near}", segment.before));
    match near {
        Some(near) => Lost {
            suggestion: Some(near.clone()),
            ..Lost::new(format!("unknown; did you mean `{near}`?"))
        },
        None if names.is_empty() => Lost::new("unknown; no elements are known here"),
        None => {
            let mut met = std::collections::BTreeSet::new();
            names.retain(|name| met.insert(name.clone()));
            Lost::new(format!("unknown; known here: {}", names.join(", ")))
        }
    }
}
