//! A field that is no longer part of the API: read, never sent.

use planfix_api::{Maybe, Method, Rule, sample, validate, xml};

mod update {
    planfix_api::method! {
        /// # order.update
        ///
        /// Changes one order.
        ///
        /// - effect: set
        /// - source: an example
        ///
        /// ## Request
        ///
        /// | name             | type   | note |
        /// |------------------|--------|------|
        /// | order.id         | int    | `required` Number. |
        /// | order.phone      | string | `since 2012` `patch` Telephone. |
        /// | order.fax        | string | `since 2012` `removed 2019-06` Fax. |
        /// | order.telex      |        | `removed` Telex. |
        /// | order.telex.name | string | Name. |
        ///
        /// ## Response
        ///
        /// | name      | type   | note |
        /// |-----------|--------|------|
        /// | order.fax | string | `removed 2019-06` Fax. |
    }
}

use update::{Request, Response, Telex};

#[test]
#[allow(deprecated)]
fn a_request_cannot_set_it() {
    let request = Request::new(1).fax("+7").telex(Telex::new().name("a"));
    let violations = validate(&request).unwrap_err();
    let found: Vec<_> = violations
        .as_slice()
        .iter()
        .map(|v| (v.path.as_str(), &v.rule))
        .collect();
    assert_eq!(
        found,
        [
            ("order.fax", &Rule::Removed("2019-06")),
            ("order.telex", &Rule::Removed(""))
        ]
    );
    let text = violations.to_string();
    assert!(
        text.contains("order.fax: no longer part of the API since 2019-06: leave it out ("),
        "{text}"
    );
    assert!(
        text.contains("order.telex: no longer part of the API: leave it out ("),
        "{text}"
    );
}

#[test]
#[allow(deprecated)]
fn an_answer_may_have_it() {
    let answer = b"<response status=\"ok\"><order><fax>+7</fax></order></response>";
    let mut response = Response::new();
    xml::read_response(answer, &mut response).unwrap();
    assert_eq!(response.fax, Maybe::Set("+7".to_owned()));
}

#[test]
#[allow(deprecated)]
fn a_sample_leaves_it_out() {
    let mut request = Request::new(1);
    sample::filled(&mut request);
    assert_eq!((&request.fax, &request.telex), (&Maybe::Absent, &Maybe::Absent));
    assert!(validate(&request).is_ok());
}

#[test]
fn the_static_table_has_both_dates() {
    let row = |number| Request::METHOD.request.numbered(number).unwrap().row.unwrap().rules;
    assert_eq!((row(1).since, row(1).removed), (Some("2012"), None));
    assert_eq!((row(2).since, row(2).removed), (Some("2012"), Some("2019-06")));
}
