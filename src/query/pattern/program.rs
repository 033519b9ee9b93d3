//! What a pattern is compiled to, and how it is run: all ways through it at once, one
//! character after the other, so that no pattern takes more time than its size times the
//! length of the text. Only whole matches are asked for, thus neither what a group caught
//! nor which way is preferred has to be kept.

/// A step. The next one follows it, or the one so many steps away.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Character(char),
    /// A character in one of the ranges from here to there.
    Class(usize, usize),
    Look(Look),
    /// Goes on with the next step, and with the one so far away as well.
    Fork(isize),
    Jump(isize),
}

/// What holds of a place between two characters.
#[derive(Clone, Copy, Debug)]
pub(super) enum Look {
    Start,
    End,
    LineStart,
    LineEnd,
    WordBoundary,
    NoWordBoundary,
}

/// Characters from the first to the last, by their code points.
pub(super) type Range = (u32, u32);

/// Steps, of which the last leads to the end of the text.
#[derive(Clone, Debug, Default)]
pub(super) struct Program {
    pub(super) steps: Vec<Step>,
    pub(super) ranges: Vec<Range>,
}

impl Program {
    /// Whether the whole text matches.
    pub(super) fn matches(&self, text: &str) -> bool {
        // At which place a step was last reached; each is followed once per place.
        let mut reached = vec![0_usize; self.steps.len() + 1];
        let mut waiting = Vec::new();
        let mut open = vec![0_usize];
        let mut characters = text.chars();
        let mut before = None;
        let mut place = 0;
        loop {
            let after = characters.next();
            place += 1;
            waiting.clear();
            while let Some(at) = open.pop() {
                match reached.get_mut(at) {
                    Some(last) if *last != place => *last = place,
                    _ => continue,
                }
                match self.steps.get(at) {
                    None if after.is_none() => return true,
                    None => {}
                    Some(Step::Jump(away)) => open.push(at.wrapping_add_signed(*away)),
                    Some(Step::Fork(away)) => {
                        open.push(at + 1);
                        open.push(at.wrapping_add_signed(*away));
                    }
                    Some(Step::Look(look)) if look.holds(before, after) => open.push(at + 1),
                    Some(Step::Look(_)) => {}
                    Some(Step::Character(_) | Step::Class(..)) => waiting.push(at),
                }
            }
            let Some(character) = after else { return false };
            for &at in &waiting {
                if self.takes(at, character) {
                    open.push(at + 1);
                }
            }
            if open.is_empty() {
                return false;
            }
            before = after;
        }
    }

    fn takes(&self, at: usize, character: char) -> bool {
        match self.steps.get(at) {
            Some(Step::Character(wanted)) => *wanted == character,
            Some(Step::Class(from, to)) => {
                let code = u32::from(character);
                let ranges = self.ranges.get(*from..*to).unwrap_or_default();
                ranges.iter().any(|(first, last)| *first <= code && code <= *last)
            }
            _ => false,
        }
    }
}

impl Look {
    fn holds(self, before: Option<char>, after: Option<char>) -> bool {
        match self {
            Look::Start => before.is_none(),
            Look::End => after.is_none(),
            Look::LineStart => matches!(before, None | Some('\n')),
            Look::LineEnd => matches!(after, None | Some('\n')),
            Look::WordBoundary => is_word(before) != is_word(after),
            Look::NoWordBoundary => is_word(before) == is_word(after),
        }
    }
}

fn is_word(character: Option<char>) -> bool {
    matches!(character, Some('0'..='9' | 'A'..='Z' | '_' | 'a'..='z'))
}
