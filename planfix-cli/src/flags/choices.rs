//! The one-ofs of a request for clap: which flags exclude each other, and which of them a command needs. If a member
//! is an element with children, each flag of a child represents the member.

use super::Flag;
use crate::fields::{Field, Step};
use planfix_api::table::{Kind, Table};

/// A one-of with the flags of its members.
pub(super) struct Choice {
    /// The unique name of the one-of.
    pub name: String,
    /// True if every request needs the one-of: it and everything around it are required.
    pub needed: bool,
    /// The flags of each member, by index.
    pub members: Vec<Vec<usize>>,
}

impl Choice {
    /// Returns the flags that cannot be combined with any flag of the member that this flag belongs to.
    pub(super) fn rivals(&self, flag: usize) -> Vec<usize> {
        if !self.has(flag) {
            return Vec::new();
        }
        let others = self.members.iter().filter(|member| !member.contains(&flag));
        others.flatten().copied().collect()
    }

    /// Returns true if a member has this flag.
    pub(super) fn has(&self, flag: usize) -> bool {
        self.members.iter().any(|member| member.contains(&flag))
    }
}

/// Returns every one-of of a request; nested ones follow those around them.
pub(super) fn of(table: &'static Table, fields: &[Field], flags: &[Flag]) -> Vec<Choice> {
    let root: (&[Step], &'static Table) = (&[], table);
    let inner = fields.iter().filter_map(|field| match field.kind {
        Kind::Record(table) if field.is_record() && !field.in_item => Some((field.steps.as_slice(), table)),
        _ => None,
    });
    let mut out = Vec::new();
    for (holder, table) in std::iter::once(root).chain(inner) {
        for choice in table.choices {
            let member = |number: &u16| {
                let inside = |flag: &Flag| below(&flag.field.steps, holder) == Some(*number);
                let numbers = flags.iter().enumerate().filter(|(_, flag)| inside(flag));
                numbers.map(|(number, _)| number).collect()
            };
            let path: Vec<String> = holder.iter().map(|step| step.field.to_string()).collect();
            out.push(Choice {
                name: format!("choice:{}:{}", path.join("."), choice.name),
                needed: choice.required && always(fields, holder),
                members: choice.members.iter().map(member).collect(),
            });
        }
    }
    out
}

/// Returns the number of the field of `holder` that the steps lead through; `None` if they lead elsewhere.
pub(super) fn below(steps: &[Step], holder: &[Step]) -> Option<u16> {
    let next = steps.get(holder.len())?;
    steps.starts_with(holder).then_some(next.field)
}

/// Returns true if every request contains the field that the steps lead to.
pub(super) fn always(fields: &[Field], steps: &[Step]) -> bool {
    (1..=steps.len()).all(|length| {
        let field = fields.iter().find(|field| steps.get(..length) == Some(&field.steps));
        field.is_some_and(|field| field.row.rules.required)
    })
}
