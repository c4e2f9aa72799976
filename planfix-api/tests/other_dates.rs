//! Dates of chrono and of the crate time as arguments, and back.
#![cfg(all(feature = "chrono", feature = "time"))]

use planfix_api::{
    ContactId, DateTime, FieldEdit, FieldId, TimeOrDate, ToChrono as _, ToTime as _, contact, jiff::civil, task,
    validate,
};

fn chrono_day(year: i32) -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(year, 2, 28).unwrap()
}

#[test]
fn a_setter_takes_a_date_of_another_crate_or_an_option_of_one() {
    let chrono_day = chrono_day(2026);
    let time_day = time::Date::from_calendar_date(2026, time::Month::February, 28).unwrap();
    let same = task::add::Request::new("x")
        .start_date(civil::date(2026, 2, 28))
        .start_time(civil::time(17, 9, 0, 0));
    let chrono_time = chrono::NaiveTime::from_hms_opt(17, 9, 0).unwrap();
    let time_time = time::Time::from_hms(17, 9, 0).unwrap();
    assert_eq!(
        task::add::Request::new("x")
            .start_date(chrono_day)
            .start_time(chrono_time),
        same
    );
    assert_eq!(
        task::add::Request::new("x").start_date(time_day).start_time(time_time),
        same
    );
    assert_eq!(
        task::add::Request::new("x")
            .start_date(Some(chrono_day))
            .start_time(Some(time_time)),
        same
    );
    let none = task::add::Request::new("x")
        .start_date(None::<chrono::NaiveDate>)
        .start_time(None::<time::Time>);
    assert_eq!(none, task::add::Request::new("x"));
    let edit = |value: planfix_api::FieldValue| FieldEdit::new(FieldId(1)).value(value);
    assert_eq!(
        FieldEdit::new(FieldId(1)).value(chrono_day),
        edit(civil::date(2026, 2, 28).into())
    );
    assert_eq!(
        FieldEdit::new(FieldId(1)).value(time_day),
        edit(civil::date(2026, 2, 28).into())
    );
}

#[test]
fn a_date_converts_there_and_back() {
    for (year, month, day) in [(0, 1, 1), (1990, 4, 9), (2024, 2, 29), (9999, 12, 31)] {
        let date = civil::date(year, month, day);
        assert_eq!(DateTime::from(date.to_chrono()), DateTime::Date(date));
        assert_eq!(DateTime::from(date.to_time()), DateTime::Date(date));
        assert_eq!(chrono::NaiveDate::from(DateTime::Date(date)), date.to_chrono());
        assert_eq!(time::Date::from(DateTime::Date(date)), date.to_time());
    }
    let at = civil::date(2026, 2, 3).at(17, 9, 0, 0);
    assert_eq!(DateTime::from(at.to_chrono()), DateTime::Minute(at));
    assert_eq!(DateTime::from(at.to_time()), DateTime::Minute(at));
    assert_eq!(
        DateTime::Minute(at).to_chrono(),
        (at.date().to_chrono(), Some(at.time().to_chrono()))
    );
    assert_eq!(TimeOrDate::from(at.time().to_chrono()), TimeOrDate::Time(at.time()));
    assert_eq!(TimeOrDate::from(at.time().to_time()), TimeOrDate::Time(at.time()));
    // The wire has no seconds.
    assert_eq!(
        DateTime::from(civil::date(2026, 2, 3).at(17, 9, 30, 5).to_chrono()),
        DateTime::Minute(at)
    );
}

#[test]
fn a_date_that_the_wire_cannot_have_is_refused() {
    for year in [-1, 10_000, -10_000, 200_000] {
        let request = contact::update::Request::new(ContactId(1)).birthdate(chrono_day(year));
        let violations = validate(&request).unwrap_err();
        assert_eq!(violations.as_slice()[0].path, "contact.birthdate", "{year}");
    }
    assert_eq!(
        validate(&contact::update::Request::new(ContactId(1)).birthdate(chrono_day(0))),
        Ok(())
    );
}
