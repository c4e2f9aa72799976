//! Random records, as one of the sides would send them.

use super::nodes::nodes;
use planfix_api::record::{Record, Value};
use planfix_api::table::{Content, Element, Joint, Kind, Place};

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
pub(super) struct Filler {
    pub(super) is_request: bool,
}

impl Filler {
    /// True if a field may be empty: a request empties only fields that PlanFix clears.
    fn may_empty(self, element: &Element) -> bool {
        !self.is_request || element.row.unwrap().rules.patch
    }

    pub(super) fn fill(self, rng: &mut Rng, record: &mut dyn Record) {
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
