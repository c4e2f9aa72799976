//! The rules of an imported request about rows that exclude each other, and about clearing.

use super::draft::{Draft, Side, rows};

impl Side<'_> {
    /// Makes one-ofs of identifiers of one object, and of elements that are alternatives.
    pub(super) fn choices(&mut self, drafts: &mut [Draft]) {
        self.alternatives(drafts);
        // The element of the object that the method is about has the name of its group.
        let top = self
            .known
            .page
            .method
            .as_deref()
            .and_then(|method| method.split('.').next())
            .unwrap_or("");
        for draft in drafts.iter_mut() {
            if draft.repeats {
                continue;
            }
            let selects = |child: &Draft| !child.holds() && child.is_single() && is_selector(child);
            if draft.children.iter().filter(|child| selects(child)).count() > 1 {
                let group = self.one_of("key");
                let members: Vec<&str> = draft
                    .children
                    .iter()
                    .filter(|child| selects(child))
                    .map(|child| child.path.as_str())
                    .collect();
                let question = format!(
                    "is exactly one of {} needed, or at most one? If a message may carry several, which is stronger \
                     (fact precedence)?",
                    members.join(", ")
                );
                self.guesses.push(format!(
                    "{}: a one-of, because each identifies the same object",
                    members.join(", ")
                ));
                self.facts.push(question);
                for child in draft.children.iter_mut().filter(|child| selects(child)) {
                    child.group = Some(group.clone());
                }
            } else if top == draft.name
                && let Some(child) = draft.children.iter_mut().find(|child| selects(child))
            {
                child.questions.push("must it be there (required)?".to_owned());
            }
            self.ask_lists(&draft.children);
            self.choices(&mut draft.children);
        }
    }

    /// Asks about lists of identifiers beside each other, such as `tasks.id[]` and `tasks.general[]`.
    fn ask_lists(&mut self, children: &[Draft]) {
        let lists = children
            .iter()
            .filter(|child| child.repeats && !child.holds() && is_selector(child));
        let paths: Vec<&str> = lists.map(|list| list.path.as_str()).collect();
        if paths.len() > 1 {
            self.facts.push(format!(
                "must at least one of {} be there (any-of), or exactly one (one-of)?",
                paths.join(", ")
            ));
        }
    }

    /// Returns a name for a one-of that is unique on this side.
    fn one_of(&mut self, word: &'static str) -> String {
        let count = self.choices.entry(word).or_default();
        *count += 1;
        match count {
            1 => word.to_owned(),
            count => format!("{word}{count}"),
        }
    }

    /// Makes a one-of of two elements that a page writes as `task (contact)`.
    fn alternatives(&mut self, drafts: &mut [Draft]) {
        for at in 1..self.tree.nodes.len() {
            let Some(other) = self.tree.nodes.get(at).and_then(|node| node.alternative.as_deref()) else {
                continue;
            };
            let name = self.tree.nodes.get(at).map_or("", |node| node.name.as_str());
            let is = |draft: &Draft| {
                (draft.name == name || draft.name == other) && draft.group.is_none() && draft.is_single()
            };
            let both: Vec<String> = drafts
                .iter()
                .filter(|draft| is(draft))
                .map(|d| d.path.clone())
                .collect();
            if both.len() != 2 {
                continue;
            }
            self.guesses.push(format!(
                "{}: a one-of, because the page writes {name} ({other})",
                both.join(", ")
            ));
            self.facts
                .push(format!("is exactly one of {} needed, or at most one?", both.join(", ")));
            let group = self.one_of("target");
            for draft in drafts.iter_mut().filter(|draft| is(draft)) {
                draft.group = Some(group.clone());
                draft.row = true;
            }
        }
    }

    /// Adds `patch` to the fields of a method with the effect `set`, which tells left out from emptied.
    pub(super) fn patches(&mut self, drafts: &mut [Draft]) {
        let before = self.guesses.len();
        for draft in drafts.iter_mut().filter(|draft| !draft.repeats) {
            patch(&mut draft.children);
        }
        let any = rows(drafts)
            .iter()
            .any(|row| row.rules.iter().any(|rule| rule == "patch"));
        if any && before == self.guesses.len() {
            self.guesses
                .push("request: its fields are patch, because the method updates".to_owned());
            self.facts.push(
                "does a field that a request leaves out keep its value, or go back to its default (fact left-out)? \
                 What does an emptied one do?"
                    .to_owned(),
            );
        }
    }
}

/// Returns true for the identifiers by which a request names an object.
fn is_selector(draft: &Draft) -> bool {
    matches!(draft.name.as_str(), "id" | "userid" | "general" | "uniqueId")
}

/// Adds the rule to fields and lists, except selectors and the fields of list items.
fn patch(drafts: &mut [Draft]) {
    let only = drafts.len() == 1;
    for draft in drafts {
        let selects = matches!(draft.name.as_str(), "id" | "userid" | "general" | "uniqueId" | "key")
            && draft.path.matches('.').count() < 2;
        if draft.repeats {
            if only {
                draft.rules.push("patch".to_owned());
            }
        } else if draft.holds() && draft.ty.is_empty() {
            patch(&mut draft.children);
        } else if draft.group.is_none() && !selects {
            draft.rules.push("patch".to_owned());
        }
    }
}
