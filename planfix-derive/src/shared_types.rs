//! The shared types that the methods of a crate use, each under the features of the groups that use it.

use planfix_schema::model::SharedKind;
use planfix_schema::sample::module;
use planfix_schema::{Source, read_method, read_type, shipped};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};

/// `[crate] "spec/types" for "spec/methods", where "auth" has no feature`: the folders of the types and of the
/// methods, and the group of methods that is always compiled. The feature of any other group has its name.
struct Input {
    api: TokenStream,
    types: syn::LitStr,
    methods: syn::LitStr,
    always: syn::LitStr,
}

impl Parse for Input {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let api;
        syn::bracketed!(api in input);
        let api = api.parse()?;
        let types = input.parse()?;
        input.parse::<syn::Token![for]>()?;
        let methods = input.parse()?;
        input.parse::<syn::Token![,]>()?;
        input.parse::<syn::Token![where]>()?;
        let always = input.parse()?;
        for word in ["has", "no", "feature"] {
            let found = input.call(Ident::parse_any)?;
            if found != word {
                return Err(syn::Error::new(found.span(), format!("expected `{word}`")));
            }
        }
        Ok(Self {
            api,
            types,
            methods,
            always,
        })
    }
}

/// The table of a method.
struct Method {
    /// The feature of its group; nothing for the group that is always compiled.
    feature: Option<String>,
    /// Its path, for faults.
    path: String,
    text: String,
}

/// ```text
/// #[cfg(any(feature = "contact", feature = "user"))]
/// shared_type! { [crate] "spec/types/Sex.md" }
/// macro_rules! type_names { () => {
///     #[cfg(feature = "contact")]
///     macro_rules! Sex { () => {} }
///     #[cfg(feature = "user")]
///     macro_rules! Sex { () => {} }
/// } }
/// type_names!();
/// ```
/// The macros do nothing. rustc does not know the names in `shared_type!`, but finds these where the type is compiled
/// out, and says which features have it. It does not look through `*`, so a module that reexports the types calls
/// `type_names!` too.
pub(crate) fn expand(tokens: TokenStream, root: &Path) -> TokenStream {
    let (input, types) = match read(tokens, root) {
        Ok(found) => found,
        Err(error) => return error.to_compile_error(),
    };
    let (api, folder) = (input.api, input.types.value());
    // Names are resolved at the call, and errors lead to the folder.
    let span = Span::call_site().located_at(input.types.span());
    let mut names = Vec::new();
    let types = types.into_iter().map(|(name, Uses { features, methods, .. })| {
        let modules = methods
            .iter()
            .filter_map(|name| syn::parse_str::<syn::Path>(&module(name)).ok());
        let path = syn::LitStr::new(&format!("{folder}/{name}.md"), span);
        let features: Vec<String> = features.into_iter().flatten().collect();
        let condition = (!features.is_empty()).then(|| quote_spanned!(span=> #[cfg(any(#(feature = #features),*))]));
        let name = Ident::new(&name, span);
        names.push(quote_spanned! {span=>
            #(#[cfg(feature = #features)] #[allow(unused_macros)] macro_rules! #name { () => {} })*
        });
        quote_spanned!(span=> #condition #api::__private::shared_type! { [#api] [#(#modules),*] #path })
    });
    let types: TokenStream = types.collect();
    quote_spanned! {span=>
        #types
        macro_rules! type_names { () => { #(#names)* } }
        type_names!();
    }
}

/// ```text
/// "# Types of one group\n\n…[`ActionId`]…"
/// ```
/// The index of the types, for the documentation of their module: by group of methods, and those of several groups by
/// kind.
pub(crate) fn index(tokens: TokenStream, root: &Path) -> TokenStream {
    match read(tokens, root) {
        Ok((_, types)) => {
            let text = indexed(&types);
            quote!(#text)
        }
        Err(error) => error.to_compile_error(),
    }
}

fn indexed(types: &BTreeMap<String, Uses>) -> String {
    let mut by_group: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut by_kind: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, uses) in types {
        let modules = uses.methods.iter().map(|name| module(name).replace("r#", ""));
        let mut groups: BTreeSet<String> = modules
            .filter_map(|path| path.split("::").next().map(str::to_owned))
            .collect();
        match groups.pop_first().filter(|_| groups.is_empty()) {
            Some(group) => by_group.entry(group).or_default().push(name),
            None => by_kind.entry(uses.kind).or_default().push(name),
        }
    }
    let list = |names: &[&str]| {
        let links: Vec<String> = names.iter().map(|name| format!("[`{name}`]")).collect();
        links.join(", ")
    };
    let mut out = "# Types of one group\n\n".to_owned();
    for (group, names) in &by_group {
        out.push_str(&format!("- [`{group}`](crate::{group}): {}\n", list(names)));
    }
    out.push_str("\n# Types of several groups\n\n");
    for (kind, names) in &by_kind {
        out.push_str(&format!("- {kind}: {}\n", list(names)));
    }
    out
}

/// Reads the input, and finds the types that the tables use.
fn read(tokens: TokenStream, root: &Path) -> syn::Result<(Input, BTreeMap<String, Uses>)> {
    let input: Input = syn::parse2(tokens)?;
    let methods = methods(root, &input).map_err(|error| {
        let message = format!("cannot read `{}`: {error}", input.methods.value());
        syn::Error::new(input.methods.span(), message)
    })?;
    let read = |path: &str| std::fs::read_to_string(root.join(path)).ok();
    let types = used(&methods, &input.types.value(), read);
    Ok((input, types))
}

/// Returns the plural of a kind, as a heading of the index.
fn plural(kind: &SharedKind) -> &'static str {
    match kind {
        SharedKind::Id => "Identifiers",
        SharedKind::Enum { .. } => "Enums",
        SharedKind::Record(_, filters) if !filters.is_empty() => "Filters",
        SharedKind::Record(..) => "Records",
        SharedKind::Union(_) => "Values of several forms",
    }
}

/// Reads the tables of the folder of methods, `contact.get.md` for the group `contact`.
fn methods(root: &Path, input: &Input) -> std::io::Result<Vec<Method>> {
    let (folder, always) = (input.methods.value(), input.always.value());
    let mut out = Vec::new();
    for entry in std::fs::read_dir(root.join(&folder))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if let Some((group, _)) = name.split_once('.').filter(|_| name.ends_with(".md")) {
            out.push(Method {
                feature: (group != always).then(|| group.to_owned()),
                path: format!("{folder}/{name}"),
                text: std::fs::read_to_string(entry.path())?,
            });
        }
    }
    Ok(out)
}

/// The uses of a type.
#[derive(Debug, PartialEq)]
struct Uses {
    /// The plural of its kind.
    kind: &'static str,
    /// The features of the groups; `None` where the group without a feature does.
    features: Option<BTreeSet<String>>,
    /// The names of the methods.
    methods: BTreeSet<String>,
}

/// Returns the types that the tables use, directly or through other types, by name. What cannot be read is left to
/// `method!` and `shared_type!`, which report it.
fn used(methods: &[Method], folder: &str, read: impl Fn(&str) -> Option<String>) -> BTreeMap<String, Uses> {
    let mut out: BTreeMap<String, Uses> = BTreeMap::new();
    // The kind of a type and the types that it uses; nothing for one that has no file.
    let mut inner: BTreeMap<String, Option<(&'static str, BTreeSet<String>)>> = BTreeMap::new();
    for method in methods {
        let model = read_method(&Source::file(&method.path, &method.text), None, shipped::TYPES).model;
        let mut todo: BTreeSet<String> = model.shared_types().into_iter().map(str::to_owned).collect();
        let mut seen = BTreeSet::new();
        while let Some(name) = todo.pop_first() {
            let uses = inner.entry(name.clone()).or_insert_with(|| {
                let path = format!("{folder}/{name}.md");
                let model = read_type(&Source::file(&path, &read(&path)?), None, shipped::TYPES).model;
                let uses = model.shared_types().into_iter().map(str::to_owned).collect();
                Some((plural(&model.kind), uses))
            });
            let Some((kind, uses)) = uses else { continue };
            seen.insert(name.clone());
            todo.extend(uses.iter().filter(|name| !seen.contains(*name)).cloned());
            let Uses { features, methods, .. } = out.entry(name).or_insert_with(|| Uses {
                kind,
                features: Some(BTreeSet::new()),
                methods: BTreeSet::new(),
            });
            methods.insert(model.name.clone());
            match (&method.feature, features.as_mut()) {
                (Some(feature), Some(features)) => {
                    features.insert(feature.clone());
                }
                _ => *features = None,
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Method, used};

    fn rows(ty: &str) -> String {
        format!("| name | type | note |\n|---|---|---|\n| row | {ty} | `required` A row. |\n")
    }

    fn method(feature: Option<&str>, ty: &str) -> Method {
        let (path, rows) = ("group.get.md".to_owned(), rows(ty));
        let text = format!(
            "# group.get\n\nDoes it.\n\n- effect: read\n- source: an example\n\n## Request\n\n{rows}\n## Response\n\nNone.\n"
        );
        Method {
            feature: feature.map(str::to_owned),
            path,
            text,
        }
    }

    fn file_of_type(path: &str) -> Option<String> {
        let name = path.strip_prefix("types/")?.strip_suffix(".md")?;
        let (kind, rest) = match name {
            "User" => ("record", format!("## Fields\n\n{}", rows("Sex"))),
            "Sex" => (
                "enum",
                "## Values\n\n| value | note |\n|---|---|\n| MALE | A man. |\n".to_owned(),
            ),
            "UserId" => ("id", String::new()),
            _ => return None,
        };
        Some(format!(
            "# {name}\n\nA type.\n\n- kind: {kind}\n- source: an example\n\n{rest}"
        ))
    }

    fn types(methods: &[Method]) -> Vec<String> {
        let types = used(methods, "types", file_of_type).into_iter();
        types
            .map(|(name, uses)| match uses.features {
                Some(features) => format!("{name}: {}", features.into_iter().collect::<Vec<_>>().join(" ")),
                None => format!("{name}: always"),
            })
            .collect()
    }

    #[test]
    fn a_type_is_compiled_for_each_group_that_uses_it_directly_or_through_another() {
        let found = types(&[method(Some("user"), "User"), method(Some("contact"), "Sex")]);
        assert_eq!(found, ["Sex: contact user", "User: user"]);
    }

    #[test]
    fn the_index_has_the_types_of_one_group_by_group_and_the_others_by_kind() {
        let mut one = method(Some("contact"), "Sex");
        one.text = one.text.replace("group.get", "contact.get");
        let mut other = method(Some("user"), "User");
        other.text = other.text.replace("group.get", "user.get");
        let types = used(&[one, other], "types", file_of_type);
        assert_eq!(
            super::indexed(&types),
            "# Types of one group\n\n- [`user`](crate::user): [`User`]\n\n\
             # Types of several groups\n\n- Enums: [`Sex`]\n"
        );
    }

    #[test]
    fn a_type_of_the_group_without_a_feature_is_always_compiled() {
        let found = types(&[
            method(Some("user"), "User"),
            method(None, "Sex"),
            method(None, "UserId"),
        ]);
        assert_eq!(found, ["Sex: always", "User: user", "UserId: always"]);
    }

    #[test]
    fn a_type_without_a_file_is_left_to_the_table_that_names_it() {
        let found = types(&[method(Some("task"), "TaskId"), method(Some("task"), "NoSuchType")]);
        assert_eq!(found, [""; 0]);
    }
}
