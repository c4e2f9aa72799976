//! The page of a method: everything that a caller needs.

use super::page::{block, code, escape, facts, link, page};
use super::prose::prose;
use super::site::Site;
use super::{command_line, errors, rows, samples};
use crate::words;
use planfix_api::table::{By, Method, Reply, Table};
use planfix_schema::model::{self, LeftOut};
use planfix_schema::{Source, read_method, shipped};

const UP: &str = "../";

/// Returns `methods/NAME.html`.
pub(super) fn page_of_method(site: &Site, method: &'static Method) -> String {
    // The static table leaves out whatever no interpreter needs; the source text has everything.
    let source = Source::file(method.file, method.text);
    let model = read_method(&source, Some(method.name), shipped::TYPES).model;
    let (request, response) = (samples::request(method), samples::response(method));
    let answer = match method.reply {
        Reply::Xml => "",
        Reply::File => {
            "<p>The answer is a file instead of XML: <code>body</code> is the body of the HTTP answer, and \
             <code>link</code> is the target of a redirect. In JSON and in the sandbox both are elements.</p>\n"
        }
    };
    let body = format!(
        "<h1>{}</h1>\n{}{}{}\
         <h2 id=\"request\">Request</h2>\n{}<h3>XML</h3>\n{}<h3>JSON</h3>\n{}\
         <h2 id=\"response\">Response</h2>\n{answer}{}<h3>XML</h3>\n{}<h3>JSON</h3>\n{}\
         <h2 id=\"rust\">Rust</h2>\n{}{}\
         <h2 id=\"command\">Command line</h2>\n{}\
         <h2 id=\"errors\">Errors</h2>\n{}",
        escape(method.name),
        prose(site, UP, method.doc),
        contents(),
        facts(&about(method, &model)),
        rows::rows(site, UP, "request", method.request),
        block(&request.xml),
        block(&request.json),
        rows::rows(site, UP, "response", method.response),
        block(&response.xml),
        block(&response.json),
        block(&samples::rust(&model)),
        call(method),
        commands(method),
        errors(site, method)
    );
    page(method.name, UP, &body)
}

fn contents() -> String {
    let parts = [
        ("request", "Request"),
        ("response", "Response"),
        ("rust", "Rust"),
        ("command", "Command line"),
        ("errors", "Errors"),
    ];
    let links: Vec<String> = parts.iter().map(|(to, name)| link(&format!("#{to}"), name)).collect();
    format!("<p>{}</p>\n", links.join(" · "))
}

/// Returns the facts of a method: effect, fields left out, precedence, and source.
fn about(method: &'static Method, model: &model::Method) -> Vec<(&'static str, String)> {
    let mut out = vec![("Effect", escape(words::effect(method.effect)))];
    if patches(&model.request) {
        out.push((
            "Left out",
            match model.left_out {
                LeftOut::Keep => "A field that is left out keeps its value.".to_owned(),
                LeftOut::Reset => {
                    "<span class=\"danger\">A field that is left out goes back to its default.</span>".to_owned()
                }
            },
        ));
    }
    for (table, choice) in ranked(method.request) {
        let paths: Vec<String> = rows::members(table, choice).into_iter().map(code).collect();
        out.push((
            "Precedence",
            format!(
                "If a message has several of {}, the first one counts.",
                paths.join(", ")
            ),
        ));
    }
    if let Some(reads) = method.reads {
        out.push(("Read with", code(reads)));
    }
    if let Some(parts) = &method.parts {
        let by = match parts.by {
            By::Page { first } => format!("in pages, from {first}"),
            _ => "by as many identifiers as a call takes".to_owned(),
        };
        out.push(("In parts", format!("{} comes {by}.", code(parts.list))));
    }
    let module = planfix_schema::sample::module(method.name);
    out.push(("Rust", code(&format!("planfix_api::{module}"))));
    out.push(("Table", code(method.file)));
    out.push(("Source", escape(method.source)));
    out
}

fn patches(request: &model::Record) -> bool {
    let records = std::iter::once(request).chain(request.records());
    records.flat_map(model::Record::fields).any(|field| field.rules.patch)
}

/// Returns the one-ofs of a message that have an order of precedence.
fn ranked(root: &'static Table) -> Vec<(&'static Table, &'static [u16])> {
    let mut tables = vec![root];
    for (table, _) in super::site::rows(root) {
        if !tables.iter().any(|known| std::ptr::eq(*known, table)) {
            tables.push(table);
        }
    }
    let choices = |table: &'static Table| table.choices.iter().map(move |choice| (table, choice));
    let ranked = tables.into_iter().flat_map(choices).filter(|(_, choice)| choice.ranked);
    ranked.map(|(table, choice)| (table, choice.members)).collect()
}

/// Returns how to send the example request.
fn call(method: &Method) -> String {
    let module = planfix_schema::sample::module(method.name);
    format!(
        "<p>{} sends it; the answer is a {}.</p>\n",
        code("client.call(&request)?"),
        code(&format!("planfix_api::{module}::Response"))
    )
}

fn commands(method: &'static Method) -> String {
    let [smallest, fuller] = command_line::of(method);
    let mut out = block(&smallest);
    if fuller != smallest {
        out.push_str(&block(&fuller));
    }
    out.push_str(&format!(
        "<p>{} tries the call without an account, {} prints the XML and sends nothing, and {} lists every field.</p>\n",
        code("--sandbox"),
        code("--dry-run"),
        code(&format!("planfix {} --help", method.name.replace('.', " ")))
    ));
    out
}

fn errors(site: &Site, method: &Method) -> String {
    let own = errors::listing(site, UP, errors::group(method));
    let general = errors::listing(site, UP, errors::GENERAL).unwrap_or_default();
    let own = own.map_or_else(
        || "<p>This method has no codes of its own.</p>\n".to_owned(),
        |own| format!("<p>The codes of {}:</p>\n{own}", escape(errors::group(method))),
    );
    format!("{own}<p>The codes of every method:</p>\n{general}")
}
