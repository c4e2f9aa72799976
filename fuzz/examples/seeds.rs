//! Rewrites the seeds of the corpora: samples of every message, tables, small pages, and documents with each
//! construct of XML. Inputs that a fuzzer found are kept in the same folders.

use planfix_api::sample;
use planfix_api::xml::{Envelope, write_request, write_response};
use std::path::Path;

const DOCUMENTS: [&str; 14] = [
    "<a/>",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b='1' c=\"&lt;&#x41;\">text<!-- no --><![CDATA[<&]]></a>\n",
    "\u{FEFF}<a>\r\n<b>&amp;&#10;\u{1F642}</b><?go on?></a>",
    "<a xmlns:x=\"urn:x\"><x:b x:c=\"1\"/></a>",
    "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
    "<a><b></a></b>",
    "<a>]]></a>",
    "<a b=\"1\" b=\"2\"/>",
    "<a><!-- -- --></a>",
    "<a>&unknown;</a>",
    "<a>&#0;</a>",
    "<a/><b/>",
    "<имя-1 атрибут='значение'>текст</имя-1>",
    "<a\tb\n=\r'x\ty\nz'\n/>",
];

const PAGES: [&str; 3] = [
    "Gives a shelf.\n\n    <request method=\"shelf.get\">\n      <shelf>\n        <id></id>\n        <books>\n          <id></id>\n          <!-- ... -->\n        </books>\n      </shelf>\n    </request>\n\nName | Type | Value | Note\n\n---|---|---|---\n\nid | int | which one |\n\nbooks.id | int\\|string | [x](y.md)\n\n",
    "```xml\n<request method=\"shelf.getList\"><account></account><pageCurrent></pageCurrent></request>\n```\n\n| Название | Тип | Значение | Примечание |\n|---|---|---|---|\n| pageCurrent | int | страница | с 1 |\n\n```xml\n<response status=\"ok\"><shelves count=\"count\" totalCount=\"totalCount\"><shelf><typeId><typeId></shelf>...</shelves></response>\n```\n\n| **shelves** count | int | сколько | |\n",
    "Values: \n\nValue | Description\n\n---|---\n\n**RED** | red\n\nBLUE | blue\n\n",
];

fn main() -> std::io::Result<()> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let put = |target: &str, name: &str, bytes: &[u8]| std::fs::write(corpus.join(target).join(name), bytes);
    for (number, document) in DOCUMENTS.iter().enumerate() {
        put("check", &format!("seed-{number:02}"), document.as_bytes())?;
    }
    for (number, page) in PAGES.iter().enumerate() {
        put("page", &format!("seed-{number:02}"), page.as_bytes())?;
    }
    for number in 0_u8..32 {
        put(
            "value",
            &format!("seed-{number:02}"),
            &[number, 255 - number, number.wrapping_mul(7)],
        )?;
    }
    for (number, method) in planfix_api::methods().iter().enumerate() {
        let (mut request, mut response) = ((method.new_request)(), (method.new_response)());
        sample::filled(&mut *request);
        sample::filled(&mut *response);
        let request = write_request(method.name, &Envelope::default(), &*request).unwrap_or_default();
        let response = write_response(&*response).unwrap_or_default();
        for (side, bytes) in [(0, request), (1, response)] {
            // The first byte chooses the side of a method, as in the target.
            let first = u8::try_from(2 * number + side).unwrap_or(0);
            put(
                "message",
                &format!("{}-{side}", method.name),
                &[&[first], bytes.as_slice()].concat(),
            )?;
        }
        if method.text.len() < 1_500 {
            put("table", method.name, method.text.as_bytes())?;
        }
    }
    Ok(())
}
