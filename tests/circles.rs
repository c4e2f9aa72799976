//! The modules of a folder do not import each other in circles, so that each can be read after those it imports.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use syn::{Item, UseTree};

/// The circles that stay, as folder and modules, with the reason.
const KNOWN: [(&str, &str, &str); 4] = [
    (
        "planfix-api",
        "interpret record table value",
        "a table creates records of its method, a record has its table, and a value knows both",
    ),
    (
        "planfix-api/interpret",
        "validate xml",
        "a request is validated before it is written, and a text must have only characters of XML",
    ),
    (
        "planfix-api/interpret/json",
        "fault fill form list number value",
        "one recursive visitor",
    ),
    (
        "planfix-api/interpret/xml",
        "document envelope fault read references refusal",
        "a refusal is a fault of reading, and is read like a document",
    ),
];

/// A module as the names that lead to it from the root of its crate.
type Module = Vec<String>;

/// Returns the modules of a crate, with the paths that each imports.
fn modules(folder: &Path, at: &[String], out: &mut BTreeMap<Module, Vec<Module>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            modules(&path, &[at, &[name]].concat(), out);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let is_folder = ["mod", "lib", "main"].contains(&name.as_str());
            let module = if is_folder { at.to_vec() } else { [at, &[name]].concat() };
            let file = syn::parse_file(&std::fs::read_to_string(&path).unwrap()).unwrap();
            let mut imports = Vec::new();
            for item in file.items {
                if let Item::Use(item) = item {
                    paths(&item.tree, Vec::new(), &mut imports);
                }
            }
            let imports = imports.into_iter().filter_map(|path| absolute(&module, &path));
            out.insert(module.clone(), imports.collect());
        }
    }
}

/// Returns the paths of a tree of imports.
fn paths(tree: &UseTree, before: Vec<String>, out: &mut Vec<Vec<String>>) {
    let with = |name: &syn::Ident| [before.clone(), vec![name.to_string()]].concat();
    match tree {
        UseTree::Path(path) => paths(&path.tree, with(&path.ident), out),
        UseTree::Name(name) => out.push(with(&name.ident)),
        UseTree::Rename(rename) => out.push(with(&rename.ident)),
        UseTree::Glob(_) => out.push(before),
        UseTree::Group(group) => group.items.iter().for_each(|tree| paths(tree, before.clone(), out)),
    }
}

/// Returns an import as names from the root of the crate; `None` if it is of another crate.
fn absolute(module: &[String], path: &[String]) -> Option<Module> {
    let first = path.first()?.as_str();
    let mut base = match first {
        "crate" => Vec::new(),
        "self" | "super" => module.to_vec(),
        _ => return None,
    };
    for name in path {
        match name.as_str() {
            "super" => _ = base.pop(),
            "crate" | "self" => {}
            name => base.push(name.to_owned()),
        }
    }
    Some(base)
}

/// Returns the circles between the modules of one folder, as folder and modules.
fn circles(root: &str, source: &Path) -> BTreeSet<(String, String)> {
    let mut all = BTreeMap::new();
    modules(source, &[], &mut all);
    // The folder in which the two modules part, and their names in it.
    let mut arrows: BTreeMap<Module, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for (module, imports) in &all {
        for import in imports {
            let target = (0..=import.len()).rev().find(|len| all.contains_key(&import[..*len]));
            let target = &import[..target.unwrap_or(0)];
            let same = module.iter().zip(target).take_while(|(a, b)| a == b).count();
            if let (Some(from), Some(to)) = (module.get(same), target.get(same)) {
                let folder = arrows.entry(module[..same].to_vec()).or_default();
                folder.entry(from.clone()).or_default().insert(to.clone());
            }
        }
    }
    let mut out = BTreeSet::new();
    for (folder, arrows) in &arrows {
        let reached = |from: &String| {
            let mut seen = BTreeSet::new();
            let mut next = vec![from];
            while let Some(at) = next.pop() {
                next.extend(
                    arrows
                        .get(at)
                        .into_iter()
                        .flatten()
                        .filter(|to| seen.insert((*to).clone())),
                );
            }
            seen
        };
        for from in arrows.keys() {
            let circle: Vec<String> = reached(from)
                .into_iter()
                .filter(|to| reached(to).contains(from))
                .collect();
            if circle.len() > 1 {
                out.insert((
                    [&[root.to_owned()], folder.as_slice()].concat().join("/"),
                    circle.join(" "),
                ));
            }
        }
    }
    out
}

#[test]
fn modules_of_a_folder_import_each_other_in_no_new_circle() {
    let mut found = BTreeSet::new();
    for root in ["planfix-api", "planfix-sandbox"] {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(root).join("src");
        found.extend(circles(root, &source));
    }
    let known: BTreeSet<(String, String)> = KNOWN
        .iter()
        .map(|(folder, modules, _)| ((*folder).to_owned(), (*modules).to_owned()))
        .collect();
    let new: Vec<_> = found.difference(&known).collect();
    assert!(
        new.is_empty(),
        "new circles, or larger ones; move what both sides need to a third module: {new:#?}"
    );
    let gone: Vec<_> = known.difference(&found).collect();
    assert!(
        gone.is_empty(),
        "remove these from KNOWN, they are no longer there: {gone:#?}"
    );
}
