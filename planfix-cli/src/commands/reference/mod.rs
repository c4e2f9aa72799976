//! The command `planfix reference`: a folder of static pages about every method, shared type and error code.
//!
//! Everything on the pages comes from the tables at run time: `page` frames a page, `prose` renders Markdown, `site`
//! lists the methods and types and links to them, and each kind of page has its own file. The pages need no server
//! and no JavaScript, and are well-formed XML.

mod command_line;
pub(super) mod errors;
mod filters;
mod index;
mod method;
mod page;
mod prose;
mod rows;
mod samples;
mod site;
mod types;

use crate::output::print;
use crate::status::Failure;
use clap::ArgMatches;
use site::Site;
use std::path::Path;

const STYLE: &str = include_str!("style.css");

pub(super) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let folder = Path::new(super::text(matches, "dir"));
    let site = Site::new();
    let mut pages = vec![
        ("style.css".to_owned(), STYLE.to_owned()),
        ("index.html".to_owned(), index::page_of_all(&site)),
        ("errors.html".to_owned(), errors::page_of_codes(&site)),
        ("filters.html".to_owned(), filters::page_of_filters(&site)),
    ];
    for method in site.methods() {
        pages.push((
            format!("methods/{}.html", method.name),
            method::page_of_method(&site, method),
        ));
    }
    for shared in site.types() {
        pages.push((
            format!("types/{}.html", shared.name()),
            types::page_of_type(&site, shared),
        ));
    }
    for (name, text) in &pages {
        let path = folder.join(name);
        let cannot = |error| format!("cannot write {}: {error}", path.display());
        let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
        made.map_err(|error| Failure::input(cannot(error)))?;
        std::fs::write(&path, text).map_err(|error| Failure::unwritten(cannot(error)))?;
    }
    print(&format!(
        "{} methods, {} types: {}\n",
        site.methods().len(),
        site.types().len(),
        folder.join("index.html").display()
    ))
}
