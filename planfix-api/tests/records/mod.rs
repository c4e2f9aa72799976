//! Random records of any table, and descriptions of them, through the `Record` interface alone.
#![allow(dead_code, reason = "each test file uses a part")]

use planfix_api::table::{Content, Element, Joint, Kind, Method, Place};
use planfix_api::xml::{self, Limits, ReadError, ReadOptions};
use planfix_api::{
    DateTime, Method as _,
    record::{List, Record, Value, View},
};

/// A table with every construct of the grammar.
pub(crate) mod odd {
    planfix_api::method!("../tables/odd.shapes.md");
}

/// One side of a method: its request or its response.
#[derive(Clone, Copy)]
pub(crate) struct Side {
    pub(crate) method: &'static Method,
    pub(crate) is_request: bool,
}

/// Returns both sides of every method, and of the odd one.
pub(crate) fn sides() -> Vec<Side> {
    let odd = odd::Request::METHOD;
    let methods = planfix_api::methods().iter().copied().chain([odd]);
    methods
        .flat_map(|method| [true, false].map(|is_request| Side { method, is_request }))
        .collect()
}

impl Side {
    pub(crate) fn blank(self) -> Box<dyn Record> {
        if self.is_request {
            (self.method.new_request)()
        } else {
            (self.method.new_response)()
        }
    }

    pub(crate) fn random(self, rng: &mut Rng) -> Box<dyn Record> {
        let mut record = self.blank();
        Filler {
            is_request: self.is_request,
        }
        .fill(rng, &mut *record);
        record
    }

    pub(crate) fn write(self, record: &dyn Record) -> Result<Vec<u8>, planfix_api::Violations> {
        let envelope = xml::Envelope {
            account: "demo",
            sid: None,
        };
        if self.is_request {
            xml::write_request(self.method.name, &envelope, record)
        } else {
            xml::write_response(record)
        }
    }

    pub(crate) fn read(self, bytes: &[u8]) -> Result<Box<dyn Record>, ReadError> {
        self.read_with(bytes, &ReadOptions::DEFAULT)
    }

    /// Reads with these options; a request uses only the limits.
    pub(crate) fn read_with(self, bytes: &[u8], options: &ReadOptions) -> Result<Box<dyn Record>, ReadError> {
        let mut record = self.blank();
        if self.is_request {
            xml::read_request_within(bytes, &mut *record, &options.limits)?;
        } else {
            xml::read_response_with(bytes, &mut *record, options)?;
        }
        Ok(record)
    }

    /// Reads with and without the fast path: the result is the same record with the same unknown elements, or the same
    /// faults.
    pub(crate) fn both_ways(self, bytes: &[u8]) -> Result<Box<dyn Record>, ReadError> {
        let said = |read: &Result<Box<dyn Record>, ReadError>| match read {
            Ok(record) => {
                let unknown = planfix_api::unknown(&**record);
                let unknown = unknown.iter().map(|u| format!("{}: {}: {}", u.path, u.why, u.xml));
                Ok((dump(&**record), unknown.collect::<Vec<_>>()))
            }
            Err(error) => Err(error.clone()),
        };
        let text = String::from_utf8_lossy(bytes);
        let long = ReadOptions::DEFAULT.limits(Limits::DEFAULT.without_fast_path());
        for strict in [true, false] {
            let short = self.read_with(bytes, &ReadOptions::DEFAULT.strict(strict));
            let long = self.read_with(bytes, &long.strict(strict));
            assert_eq!(said(&short), said(&long), "{}, strict {strict}\n{text}", self.name());
        }
        self.read(bytes)
    }

    pub(crate) fn name(self) -> String {
        format!(
            "{} {}",
            self.method.name,
            if self.is_request { "request" } else { "response" }
        )
    }
}

/// A generator of random numbers, xorshift64*, with the same numbers in every run.
pub(crate) struct Rng(u64);

impl Rng {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }
    /// Returns a number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap() % bound.max(1)
    }
    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// A writer of random values, as the side that sends the record would set them.
#[derive(Clone, Copy)]
struct Filler {
    is_request: bool,
}

impl Filler {
    /// True if a field may be empty: a request empties only fields that PlanFix clears.
    fn may_empty(self, element: &Element) -> bool {
        !self.is_request || element.row.unwrap().rules.patch
    }

    fn fill(self, rng: &mut Rng, record: &mut dyn Record) {
        let table = record.table();
        let chosen: Vec<Option<u16>> = table
            .choices
            .iter()
            .map(|choice| (choice.required || rng.one_in(2)).then(|| *rng.pick(choice.members)))
            .collect();
        // Some records are nearly empty, some are full.
        let sparse = rng.below(4) + 1;
        for element in table.fields() {
            let (number, kind) = element.content.field().unwrap();
            let rules = element.row.unwrap().rules;
            let choice = rules.choice.map(|c| chosen[usize::from(c)]);
            if choice.is_some_and(|chosen| chosen != Some(number)) {
                continue;
            }
            let must = rules.required || choice.is_some();
            if !must && !rng.one_in(sparse) {
                continue;
            }
            let slot = record.field_mut(number).unwrap();
            if !must
                && rng.one_in(4)
                && !matches!(element.content, Content::Repeat { .. })
                && element.place != Place::Text
            {
                if self.may_empty(element) {
                    slot.set_empty().unwrap();
                }
                continue;
            }
            match element.content {
                Content::Value { .. } => self.set(rng, slot, kind, element, must, false),
                _ => {
                    for _ in 0..=rng.below(3) {
                        self.set(rng, slot.list().unwrap().push(), kind, element, true, true);
                    }
                }
            }
        }
    }

    fn set(self, rng: &mut Rng, slot: &mut dyn Value, kind: Kind, element: &Element, must: bool, is_item: bool) {
        if let Kind::Record(_) = kind {
            let inner = slot.record().unwrap();
            let is_chosen = element.row.unwrap().rules.choice.is_some();
            loop {
                self.fill(rng, inner);
                // An empty member of a one-of chooses nothing, and an empty item is ignored.
                if !is_chosen && !is_item || !nodes(inner).is_nothing() {
                    break;
                }
            }
            if !must && nodes(inner).is_nothing() {
                if self.may_empty(element) {
                    slot.set_empty().unwrap();
                } else {
                    slot.leave_out();
                }
            }
            return;
        }
        if let Kind::Union(union) = kind {
            let form = *rng.pick(&union.forms.iter().map(|form| form.kind).collect::<Vec<_>>());
            if let Kind::Record(table) = form {
                // The first element decides the form; try other values if that left it empty.
                let first = table.elements[0].name;
                let inner = slot.record_with(first).unwrap();
                loop {
                    self.fill(rng, inner);
                    if !nodes(inner).is_nothing() {
                        break;
                    }
                }
            } else {
                slot.set_text(&leaf(rng, form, element)).unwrap();
            }
            return;
        }
        let mut text = leaf(rng, kind, element);
        if element.place == Place::Text && matches!(kind, Kind::Text) {
            // White space beside elements is layout.
            text.push('я');
        }
        slot.set_text(&text).unwrap();
    }
}

const PIECES: [&str; 24] = [
    " ",
    "  ",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "&",
    "&amp;",
    "<",
    ">",
    "]]>",
    "<![CDATA[",
    "\"",
    "'",
    "Анна",
    "😀",
    "a",
    "Z",
    "0",
    "\u{85}",
    "\u{2028}",
    "\u{FFFD}",
    "\u{7F}",
    "<!-- -->",
];

pub(crate) fn text(rng: &mut Rng) -> String {
    (0..=rng.below(6)).map(|_| *rng.pick(&PIECES)).collect()
}

fn leaf(rng: &mut Rng, kind: Kind, element: &Element) -> String {
    let rules = element.row.unwrap().rules;
    let day = |rng: &mut Rng| {
        let year = *rng.pick(&["0001", "1990", "2024", "9999"]);
        format!("{:02}-{:02}-{year}", rng.below(28) + 1, rng.below(12) + 1)
    };
    let clock = |rng: &mut Rng| format!("{:02}:{:02}", rng.below(24), rng.below(60));
    match kind {
        Kind::Text => match rules.length {
            Some(length) => (0..length).map(|_| *rng.pick(&['a', 'я', '😀', ' '])).collect(),
            None => text(rng),
        },
        Kind::Int | Kind::Id(_) => {
            let any = *rng.pick(&[0, 1, -1, 42, i64::MIN, i64::MAX]);
            any.clamp(rules.min.unwrap_or(i64::MIN), rules.max.unwrap_or(i64::MAX))
                .to_string()
        }
        Kind::Decimal => (*rng.pick(&["10.50", "0", "-0.001", "123456789012345678901234567890.5", "007"])).to_owned(),
        Kind::Bool => rng.below(2).to_string(),
        Kind::Date => day(rng),
        Kind::DateTime if rng.one_in(2) => day(rng),
        Kind::DateTime => format!("{} {}", day(rng), clock(rng)),
        Kind::Time if element.row.unwrap().ty == "time-or-date" && rng.one_in(2) => day(rng),
        Kind::Time => clock(rng),
        Kind::Bytes => (*rng.pick(&["AA==", "cGxhbmZpeA==", "0L/Qu9Cw0L0="])).to_owned(),
        Kind::Enum(values) if rng.one_in(2) => rng.pick(values.values).0.to_owned(),
        Kind::Enum(_) => (*rng.pick(&["NEW VALUE", "нет", "17", ":allContacts", "a&b"])).to_owned(),
        Kind::Joined(joint, item) => {
            let quoted = joint == Joint::Brackets && matches!(item, Kind::Text);
            let items: Vec<String> = (0..=rng.below(3))
                .map(|_| match (joint, item) {
                    (Joint::Brackets, Kind::Text) => format!("{:?}", rng.pick(&["a", "б,в", "say \"x\"", ""])),
                    // A value that contains the separator would become two.
                    (_, Kind::Text) => (*rng.pick(&["a", "б"])).to_owned(),
                    (_, Kind::Enum(values)) => rng.pick(values.values).0.replace(' ', "_"),
                    (_, item) => leaf(rng, *item, element),
                })
                .collect();
            match joint {
                Joint::Words => items.join(" "),
                Joint::Commas => items.join(","),
                Joint::Semicolons => items.join(";"),
                Joint::Brackets if quoted && rng.one_in(4) => "[]".to_owned(),
                Joint::Brackets => format!("[{}]", items.join(",")),
            }
        }
        Kind::Record(_) | Kind::Union(_) => unreachable!("it is no leaf"),
    }
}

/// Copies a record by its values.
pub(crate) fn copy(record: &dyn Record) -> Box<dyn Record> {
    fn values(from: &dyn Record, to: &mut dyn Record) {
        for element in from.table().fields() {
            let (number, _) = element.content.field().unwrap();
            let view = from.field(number);
            if !matches!(view, View::Absent) {
                value(view, to.field_mut(number).unwrap());
            }
        }
    }
    fn value(from: View<'_>, to: &mut dyn Value) {
        match from {
            View::Absent => {}
            View::Empty => to.set_empty().unwrap(),
            View::List(from) => {
                let to = to.list().unwrap();
                for index in 0..from.len() {
                    value(from.get(index).unwrap().view(), to.push());
                }
            }
            // The first child decides the form of a value with several forms.
            View::Record(from) => values(from, to.record_with(from.table().elements[0].name).unwrap()),
            leaf => to.set_text(&wire(leaf)).unwrap(),
        }
    }
    let mut copy = record.fresh();
    values(record, &mut *copy);
    copy
}

/// The expected XML of a record, made without the writer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Node {
    pub(crate) name: String,
    /// Path as in faults and unknown elements.
    pub(crate) path: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) text: String,
    pub(crate) children: Vec<Node>,
    /// True if white space beside its children is layout: the table has no text for it.
    pub(crate) layout: bool,
}

impl Node {
    /// Returns the node at a path.
    pub(crate) fn find(&mut self, path: &str) -> Option<&mut Self> {
        if self.path == path {
            return Some(self);
        }
        self.children.iter_mut().find_map(|child| child.find(path))
    }

    /// Writes XML, for texts and attributes that need no escaping.
    pub(crate) fn render(&self) -> String {
        let children: String = self.children.iter().map(Self::render).collect();
        if self.name.is_empty() {
            return children;
        }
        let attributes: String = self.attributes.iter().map(|(n, v)| format!(" {n}=\"{v}\"")).collect();
        format!("<{0}{attributes}>{1}{children}</{0}>", self.name, self.text)
    }

    pub(crate) fn is_nothing(&self) -> bool {
        self.attributes.is_empty() && self.children.is_empty() && self.text.is_empty()
    }
    fn child(&self, step: &str) -> Self {
        let dot = if self.path.is_empty() { "" } else { "." };
        let name = step.split('[').next().unwrap();
        Self {
            name: name.to_owned(),
            path: format!("{}{dot}{step}", self.path),
            ..Self::default()
        }
    }
}

/// Returns the elements of a record.
pub(crate) fn nodes(record: &dyn Record) -> Node {
    let mut root = Node::default();
    elements(&mut root, record, record.table().elements);
    root
}

fn elements(node: &mut Node, record: &dyn Record, elements: &'static [Element]) {
    node.layout = elements.iter().all(|e| e.place != Place::Text);
    for element in elements {
        if let Content::Group(inner) = element.content {
            let mut group = node.child(element.name);
            self::elements(&mut group, record, inner);
            if !group.is_nothing() {
                node.children.push(group);
            }
            continue;
        }
        let (number, _) = element.content.field().unwrap();
        let view = record.field(number);
        match (element.place, view, &element.content) {
            (_, View::Absent, _) => {}
            (Place::Attribute, leaf, _) => node.attributes.push((element.name.to_owned(), wire(leaf))),
            (Place::Text, leaf, _) => node.text = wire(leaf),
            (_, View::List(list), Content::List { item, .. }) => {
                let mut outer = node.child(element.name);
                outer.layout = true;
                items(&mut outer, item.name, list);
                node.children.push(outer);
            }
            (_, View::List(list), _) => items(node, element.name, list),
            (_, one, _) => {
                let mut child = node.child(element.name);
                value(&mut child, one);
                node.children.push(child);
            }
        }
    }
}

fn items(node: &mut Node, name: &str, list: &dyn List) {
    for index in 0..list.len() {
        let mut child = node.child(&format!("{name}[{index}]"));
        value(&mut child, list.get(index).unwrap().view());
        node.children.push(child);
    }
}

fn value(node: &mut Node, view: View<'_>) {
    match view {
        View::Record(record) => elements(node, record, record.table().elements),
        View::List(_) => {
            node.layout = true;
        }
        leaf => node.text = wire(leaf),
    }
}

fn wire(view: View<'_>) -> String {
    match view {
        View::Empty => String::new(),
        View::Text(text) => text.to_owned(),
        View::Int(number) => number.to_string(),
        View::Decimal(number) => number.to_string(),
        View::Bool(yes) => u8::from(yes).to_string(),
        View::Date(date) => date.strftime("%d-%m-%Y").to_string(),
        View::DateTime(DateTime::Date(date)) => date.strftime("%d-%m-%Y").to_string(),
        View::DateTime(DateTime::Minute(at)) => at.strftime("%d-%m-%Y %H:%M").to_string(),
        View::Time(time) => time.strftime("%H:%M").to_string(),
        View::Bytes(bytes) => base64(&bytes.0),
        _ => unreachable!("it is no leaf"),
    }
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let word = (0..3).fold(0_u32, |word, i| word << 8 | u32::from(*chunk.get(i).unwrap_or(&0)));
        for digit in 0..4 {
            out.push(if digit <= chunk.len() {
                char::from(DIGITS[(word >> (18 - 6 * digit) & 63) as usize])
            } else {
                '='
            });
        }
    }
    out
}

/// Describes everything in a record, so that two records are equal if their descriptions are.
pub(crate) fn dump(record: &dyn Record) -> String {
    fn one(view: View<'_>, out: &mut String) {
        match view {
            View::Absent => out.push_str("left out"),
            View::Empty => out.push_str("emptied"),
            View::Record(record) => out.push_str(&format!("{{{}}}", dump(record))),
            View::List(list) => {
                out.push('[');
                for index in 0..list.len() {
                    one(list.get(index).unwrap().view(), out);
                    out.push_str("; ");
                }
                out.push(']');
            }
            leaf => out.push_str(&format!("{:?}", wire(leaf))),
        }
    }
    let mut out = String::new();
    for element in record.table().fields() {
        let (number, _) = element.content.field().unwrap();
        out.push_str(&format!("{}=", element.name));
        one(record.field(number), &mut out);
        out.push_str(", ");
    }
    out
}
