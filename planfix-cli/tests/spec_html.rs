//! `planfix spec import` of a page saved by a browser.

mod support;

use support::{folder, run, run_with};

const PAGE: &str = r##"<!-- saved from url=(0042)https://planfix.example/ru/shelf.get -->
<!DOCTYPE html>
<html lang="en"><head><title>shelf.get</title><script>let request = "<request method='x.y'>";</script></head>
<body class="mediawiki">
<header><p>Help of a library, with a long sentence about its opening hours.</p></header>
<div role="navigation"><ul><li><a href="/">A link to another page of this help</a></li></ul></div>
<main><h1>shelf.get</h1>
<p>Reads a shelf. Form of the request:</p>
<pre><span class="cp">&lt;?xml version="1.0"?&gt;</span>
<span class="nt">&lt;request</span> <span class="na">method=</span><span class="s">"shelf.get"</span>&gt;
  &lt;account&gt;&lt;/account&gt;
  &lt;shelf&gt;
    &lt;title&gt;&lt;/title&gt;
    &lt;state&gt;&lt;/state&gt;
  &lt;/shelf&gt;
&lt;/request&gt;</pre>
<table class="wikitable">
<thead><tr><th>Name</th><th>Type</th><th>Value</th><th>Note</th></tr></thead>
<tbody>
<tr><td>shelf.<b>title</b></td><td>string</td><td>what it is called,<br>or its number</td><td>a | b &amp; c</td></tr>
<tr><td>shelf.state</td><td>enum</td><td>one of:<ul><li><b>FULL</b> - no room</li><li><b>EMPTY</b> - all room</li></ul></td><td></td></tr>
</tbody></table>
<p>The answer:</p>
<pre><code>&lt;response status="ok"&gt;
  &lt;pages&gt;&lt;/pages&gt;
&lt;/response&gt;</code></pre>
<table><tr><td>Name</td><td>Type</td><td>Value</td><td>Note</td></tr>
<tr><td>pages</td><td>int</td><td>how many there are</td><td></td></tr></table>
</main><footer><p>This page was changed by somebody in a year long gone.</p></footer></body></html>
"##;

const TABLE: [&str; 5] = [
    "# shelf.get\n\n«Reads a shelf.»\n",
    "| shelf.title | string | «what it is called, or its number; a \\| b & c» |",
    "the page lists FULL, EMPTY` «one of: FULL - no room; EMPTY - all room» |",
    "| pages | int  | «how many there are» |",
    "- effect: read\n",
];

#[test]
fn a_saved_page_becomes_a_table() {
    let path = folder("html").join("shelf.get.html");
    std::fs::write(&path, PAGE).unwrap();
    let run = run(&["spec", "import", path.to_str().unwrap()]).ends(0).prints(&TABLE);
    for around in ["opening hours", "another page", "long gone", "x.y"] {
        assert!(!run.out.contains(around), "{around}\n{}", run.out);
    }
}

#[test]
fn html_is_known_by_its_beginning() {
    run_with(&["spec", "import", "-"], PAGE).ends(0).prints(&TABLE);
}
