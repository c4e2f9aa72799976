//! Upper bounds that a page states in words.

/// Words before the number, in the languages of the pages.
const WORDS: [&str; 13] = [
    "максимум",
    "не более",
    "не больше",
    "не может превышать",
    "не должно превышать",
    "не превышает",
    "до",
    "at most",
    "up to",
    "maximum",
    "max",
    "no more than",
    "not more than",
];

/// Returns the upper bound that a text states.
pub(super) fn at_most(text: &str) -> Option<u32> {
    let words: Vec<String> = text
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let ends = |at: usize, phrase: &str| {
        let before = words.get(..at).unwrap_or(&[]);
        let phrase: Vec<&str> = phrase.split(' ').collect();
        before.len() >= phrase.len() && before.iter().rev().zip(phrase.iter().rev()).all(|(a, b)| a == b)
    };
    (0..words.len()).find_map(|at| {
        let number = words.get(at)?.parse().ok()?;
        WORDS.iter().any(|phrase| ends(at, phrase)).then_some(number)
    })
}

#[cfg(test)]
mod tests {
    use super::at_most;

    #[test]
    fn a_bound_is_a_number_after_words_for_at_most() {
        for (text, bound) in [
            ("размер страницы (максимум 100)", Some(100)),
            ("не может превышать 100", Some(100)),
            ("Позволяет получить данные до 100 задач за запрос.", Some(100)),
            ("up to 50 files", Some(50)),
            ("для условия по дате - до даты", None),
            ("100 задач", None),
            ("до 99999999999 задач", None),
        ] {
            assert_eq!(at_most(text), bound, "{text}");
        }
    }
}
