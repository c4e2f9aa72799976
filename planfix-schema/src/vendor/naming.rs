//! Rust names for the rows of an imported table, where the default names would clash.

use super::draft::Draft;
use crate::model::Place;
use crate::names::{is_field, is_reserved, is_type, pascal, snake};
use std::collections::HashSet;

/// Adds the rules `as`, `struct` and `one-of` to the drafts of both sides.
pub(super) fn name(sides: &mut [Vec<Draft>]) {
    let mut structs: HashSet<String> = ["Request", "Response"].map(str::to_owned).into();
    for side in sides {
        let mut scope = Scope::default();
        scope.fields(side, "", "", true, &mut structs);
    }
}

/// The names of the fields of one struct.
#[derive(Default)]
struct Scope {
    taken: HashSet<String>,
    groups: Vec<Group>,
}

/// A one-of.
struct Group {
    /// Its name in the drafts.
    wanted: String,
    name: String,
    /// The names of its variants.
    variants: HashSet<String>,
}

impl Scope {
    /// Names the fields of a struct. `prefix` comes from elements without rows, `holder` is the name of the element
    /// around, and `top` is true for the first elements of a message.
    fn fields(&mut self, drafts: &mut [Draft], prefix: &str, holder: &str, top: bool, structs: &mut HashSet<String>) {
        // Attributes come first, as in the reader.
        drafts.sort_by_key(|draft| draft.place != Some(Place::Attribute));
        for draft in drafts {
            if draft.lists() {
                let outer = draft.name.clone();
                if let Some(item) = draft.children.first_mut() {
                    self.field(item, &outer, prefix, holder);
                    structure(item, &outer, structs);
                }
                // The list is one field with its items, and so are their rules.
                draft.rules.clear();
            } else if draft.holds() && draft.ty.is_empty() && !draft.row {
                let prefix = if top {
                    String::new()
                } else {
                    format!("{prefix}{}_", snake(&draft.name))
                };
                let outer = draft.name.clone();
                self.fields(&mut draft.children, &prefix, &outer, false, structs);
            } else {
                let own = draft.name.clone();
                self.group(draft, prefix, structs);
                self.field(draft, &own, prefix, holder);
                structure(draft, holder, structs);
            }
        }
    }

    /// Gives a field a unique name. `own` is the name of the element that it is named after.
    fn field(&mut self, draft: &mut Draft, own: &str, prefix: &str, holder: &str) {
        // The members of a one-of are variants, not fields.
        if draft.group.is_some() {
            return;
        }
        let wanted = format!("{prefix}{}", snake(own));
        let long = format!("{}_{}", snake(holder), snake(own));
        let candidates = [wanted.clone(), long.clone(), format!("{prefix}{long}")];
        let numbered = (2..).map(|number| format!("{wanted}_{number}"));
        let patch = draft.rules.iter().any(|rule| rule == "patch");
        let free = |name: &String| {
            let clear = patch.then(|| format!("clear_{name}"));
            let known = |name: &String| self.taken.contains(name) || is_reserved(name);
            is_field(name) && !known(name) && !clear.is_some_and(|clear| known(&clear))
        };
        let named = candidates.into_iter().chain(numbered.take(1000)).find(free);
        let Some(name) = named else { return };
        if name != wanted {
            draft.rules.push(format!("as {name}"));
        }
        if patch {
            self.taken.insert(format!("clear_{name}"));
        }
        self.taken.insert(name);
    }

    /// Gives a member of a one-of its rule, with a unique name for the one-of, and a name for the member that is unique
    /// in it.
    fn group(&mut self, draft: &mut Draft, prefix: &str, structs: &mut HashSet<String>) {
        let Some(group) = draft.group.clone() else { return };
        let known = self.groups.iter().position(|known| known.wanted == group);
        let at = known.unwrap_or_else(|| {
            let numbered = (2..1000).map(|number| format!("{group}{number}"));
            let candidates = [group.clone(), "selector".to_owned()].into_iter().chain(numbered);
            let free =
                |name: &String| !self.taken.contains(name) && !is_reserved(name) && !structs.contains(&pascal(name));
            let name = candidates.into_iter().find(free).unwrap_or(group.clone());
            self.taken.insert(name.clone());
            structs.insert(pascal(&name));
            self.groups.push(Group {
                wanted: group.clone(),
                name,
                variants: HashSet::new(),
            });
            self.groups.len() - 1
        });
        let Some(Group { name, variants, .. }) = self.groups.get_mut(at) else {
            return;
        };
        draft.rules.insert(0, format!("one-of {name}"));
        let own = format!("{prefix}{}", snake(&draft.name));
        let base = worded(&own);
        let numbered = (2..1000).map(|number| format!("{base}_{number}"));
        let candidates = [base.clone()].into_iter().chain(numbered);
        let Some(name) = candidates.into_iter().find(|name| variants.insert(pascal(name))) else {
            return;
        };
        if name != own {
            draft.rules.push(format!("as {name}"));
        }
    }
}

/// Gives the struct made from an element a unique name, and names its fields.
fn structure(draft: &mut Draft, holder: &str, structs: &mut HashSet<String>) {
    if !draft.holds() || !draft.ty.is_empty() {
        return;
    }
    let own = pascal(&draft.name);
    let long = format!("{}{own}", pascal(holder));
    let path = pascal(&worded(&draft.path.replace("[]", "")));
    let numbered = (2..1000).map(|number| format!("{path}{number}"));
    let candidates = [own.clone(), long, path.clone()].into_iter().chain(numbered);
    let name = candidates
        .into_iter()
        .find(|name| is_type(name) && !structs.contains(name));
    let Some(name) = name else { return };
    if name != own {
        draft.rules.push(format!("struct {name}"));
    }
    structs.insert(name);
    let outer = draft.name.clone();
    Scope::default().fields(&mut draft.children, "", &outer, false, structs);
}

/// Returns a name from which a type can be named: `_1`, which has no letter at its start, gets a word before it.
fn worded(name: &str) -> String {
    if is_type(&pascal(name)) {
        name.to_owned()
    } else {
        format!("element_{name}")
    }
}
