//! The leaves of a message, as read by an independent parser.

/// Parses the document with an independent parser; `None` if that parser is stricter than XML itself: it checks
/// namespaces and refuses undeclared prefixes.
pub(crate) fn independent(text: &str) -> Option<roxmltree::Document<'_>> {
    match roxmltree::Document::parse(text.strip_prefix('\u{FEFF}').unwrap_or(text)) {
        Ok(document) => Some(document),
        Err(_) if text.contains(':') => None,
        Err(error) => panic!("another parser refuses it: {error}\n{text}"),
    }
}

/// Returns path and text of each leaf, and path and value of each attribute, without the envelope.
pub(crate) fn leaves(bytes: &[u8]) -> Option<Vec<(String, String)>> {
    let text = String::from_utf8_lossy(bytes);
    let document = independent(&text)?;
    let mut out = Vec::new();
    for child in elements(document.root_element()) {
        let name = child.tag_name().name();
        if !["account", "sid", "signature"].contains(&name) {
            walk(child, name, &mut out);
        }
    }
    Some(out)
}

fn elements<'a, 'i>(node: roxmltree::Node<'a, 'i>) -> impl Iterator<Item = roxmltree::Node<'a, 'i>> {
    node.children().filter(roxmltree::Node::is_element)
}

fn walk(node: roxmltree::Node<'_, '_>, path: &str, out: &mut Vec<(String, String)>) {
    for attribute in node.attributes() {
        out.push((format!("{path}@{}", attribute.name()), attribute.value().to_owned()));
    }
    let text: String = node
        .children()
        .filter(|n| n.is_text())
        .filter_map(|n| n.text())
        .collect();
    if !text.trim().is_empty() {
        out.push((path.to_owned(), text));
    }
    for child in elements(node) {
        walk(child, &format!("{path}.{}", child.tag_name().name()), out);
    }
}

/// Returns a leaf that is in `before` but not in `after`. Numbers and booleans may be spelled differently: `+1`,
/// `true`.
pub(crate) fn lost<'l>(before: &'l [(String, String)], after: &[(String, String)]) -> Option<&'l (String, String)> {
    let mut there: Vec<(&str, String)> = after
        .iter()
        .map(|(path, text)| (path.as_str(), canonical(text)))
        .collect();
    before.iter().find(|(path, text)| {
        let text = canonical(text);
        match there.iter().position(|(known, found)| known == path && *found == text) {
            Some(at) => {
                there.swap_remove(at);
                false
            }
            None => true,
        }
    })
}

fn canonical(text: &str) -> String {
    let trimmed = text.trim_matches([' ', '\t', '\r', '\n']);
    match trimmed {
        "true" => "1".to_owned(),
        "false" => "0".to_owned(),
        _ => trimmed.parse::<i64>().map_or_else(
            |_| trimmed.split_ascii_whitespace().collect(),
            |number| number.to_string(),
        ),
    }
}
