//! Indented XML: each element with children spans lines of its own.

use quick_xml::events::Event;
use quick_xml::{Reader, Writer};

/// Returns the document indented by two spaces per level. Text content is unchanged; a document that is not
/// well-formed is returned as it is.
pub(crate) fn pretty(xml: &str) -> String {
    indented(xml).unwrap_or_else(|| xml.to_owned())
}

fn indented(xml: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    // A start tag is held back until the next event is known: white space is layout only between tags, and an empty
    // element must not gain any.
    let mut start = None;
    let mut blank = None;
    loop {
        let event = reader.read_event().ok()?;
        match event {
            Event::Text(text) if text.trim_ascii().is_empty() => {
                blank = start.is_some().then_some(text);
                continue;
            }
            Event::End(_) if blank.is_none() && start.is_some() => {
                writer.write_event(Event::Empty(start.take()?)).ok()?;
                continue;
            }
            _ => {}
        }
        if let Some(start) = start.take() {
            writer.write_event(Event::Start(start)).ok()?;
        }
        match (blank.take(), event) {
            (_, Event::Eof) => return String::from_utf8(writer.into_inner()).ok(),
            (_, Event::Start(tag)) => start = Some(tag),
            (Some(text), event @ Event::End(_)) => {
                writer.write_event(Event::Text(text)).ok()?;
                writer.write_event(event).ok()?;
            }
            (_, event) => writer.write_event(event).ok()?,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::pretty;

    #[test]
    fn xml_is_laid_out_without_a_change_to_its_texts() {
        let xml = "<?xml version=\"1.0\"?>\n<a m=\"1\"><b> x &amp; y </b><c/><d><e>1</e><e> </e><e></e></d></a>\n";
        let lines = "<?xml version=\"1.0\"?>\n<a m=\"1\">\n  <b> x &amp; y </b>\n  <c/>\n  <d>\n    <e>1</e>\n    \
                     <e> </e>\n    <e/>\n  </d>\n</a>";
        assert_eq!(pretty(xml), lines);
        assert_eq!(pretty(lines), lines);
        assert_eq!(pretty("<a><b></a>"), "<a><b></a>");
    }
}
