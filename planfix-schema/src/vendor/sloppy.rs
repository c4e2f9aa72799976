//! Mends XML written by hand, so that a parser takes its tags.

/// Returns the text with each tag ended before the next one, and without other angle brackets.
pub(super) fn closed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        if let Some(comment) = tag.strip_prefix("!--") {
            let (content, after) = comment.split_once("-->").unwrap_or((comment, ""));
            // A parser may refuse two hyphens inside a comment.
            out.push_str(&format!("<!--{}-->", content.replace("--", "")));
            rest = after;
            continue;
        }
        let end = tag.find(['<', '>']).unwrap_or(tag.len());
        let (inner, after) = tag.split_at(end);
        let is_tag = inner
            .trim_start_matches(['/', '?'])
            .starts_with(|c: char| c.is_alphabetic() || c == '_');
        if is_tag && !after.is_empty() {
            out.push_str(&format!("<{inner}>"));
        }
        rest = after.strip_prefix('>').unwrap_or(after);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::closed;

    #[test]
    fn tags_are_ended_and_other_angle_brackets_left_out() {
        for (text, expected) in [
            ("<a>1</a>", "<a>1</a>"),
            ("<a <b/>x", "<a ><b/>x"),
            ("a < b", "a "),
            ("<a><b", "<a>"),
            ("<!-- < --><a>", "<!-- < --><a>"),
            ("<!-- open", "<!-- open-->"),
            ("<<<>", ""),
        ] {
            assert_eq!(closed(text), expected, "{text}");
        }
    }
}
