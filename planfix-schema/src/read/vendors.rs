//! The sentences that an import took over from the vendor: one open question for all of them.

use crate::fault::Collector;
use std::ops::Range;

/// Reports the sentences in `«»`, at the first of them.
pub(super) fn check(faults: &mut Collector<'_>) {
    let mut first: Option<Range<usize>> = None;
    let mut count = 0_usize;
    let mut start = 0;
    for line in faults.source().text.split_inclusive('\n') {
        // Every second piece is a code span: what is quoted in a question is asked there.
        let mut at = start;
        for (number, piece) in line.split('`').enumerate() {
            if number % 2 == 0 {
                for (offset, _) in piece.match_indices('«') {
                    count += 1;
                    let begin = at + offset;
                    let rest = piece.get(offset..).unwrap_or("");
                    let length = rest.find('»').map_or(rest.trim_end().len(), |end| end + '»'.len_utf8());
                    first.get_or_insert(begin..begin + length);
                }
            }
            at += piece.len() + 1;
        }
        start += line.len();
    }
    if let Some(place) = first {
        let (are, each) = if count == 1 {
            ("sentence is", "it")
        } else {
            ("sentences are", "each")
        };
        faults.question_at(
            place,
            &format!("{count} {are} the vendor's: say {each} in your own words"),
            "the first",
            "replace each text in «» with your own, without the «»",
        );
    }
}
