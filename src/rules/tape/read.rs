//! The reading side of the tape: a cursor.

use super::{Entry, NameId, RawEntry, Tape, kind, text};

/// One value on a tape.
#[derive(Clone, Copy, Debug)]
pub struct Value<'t> {
    /// By reference: a copy of a tape is larger than all else that the walk passes on.
    tape: &'t Tape<'t>,
    position: u32,
}

impl<'t> Value<'t> {
    #[inline]
    pub(super) fn new(tape: &'t Tape<'t>, position: u32) -> Value<'t> {
        Value { tape, position }
    }

    /// What the value is.
    #[inline]
    pub fn entry(self) -> Entry<'t> {
        self.tape.entry(self.position)
    }

    /// Whether the value is `null`.
    #[inline]
    pub fn is_null(self) -> bool {
        self.tape.raw(self.position)[0] & 15 == kind::NULL
    }

    /// Whether the value is a structure.
    #[inline]
    pub fn is_structure(self) -> bool {
        self.tape.raw(self.position)[0] & 15 == kind::STRUCTURE
    }

    /// The text, if the value is one.
    #[inline]
    pub fn as_str(self) -> Option<&'t str> {
        let [first, start] = self.tape.raw(self.position);
        match first & 15 {
            kind::TEXT => Some(text(self.tape.input, start, first >> 4)),
            kind::RESOLVED_TEXT => Some(text(self.tape.resolved, start, first >> 4)),
            _ => None,
        }
    }

    /// The bytes of the text, if the value is one. Faster than the text, as nobody asks
    /// whether it begins and ends between characters.
    #[inline]
    pub fn text_bytes(self) -> Option<&'t [u8]> {
        let [first, start] = self.tape.raw(self.position);
        let from = match first & 15 {
            kind::TEXT => self.tape.input,
            kind::RESOLVED_TEXT => self.tape.resolved,
            _ => return None,
        };
        from.as_bytes().get(start as usize..start.saturating_add(first >> 4) as usize)
    }

    /// The items of a list; nothing for any other value.
    #[inline]
    pub fn items(self) -> impl Iterator<Item = Value<'t>> {
        let (mut position, end) = self.inside(kind::LIST);
        std::iter::from_fn(move || {
            if position >= end {
                return None;
            }
            let item = Value { position, ..self };
            position = self.tape.after(position);
            Some(item)
        })
    }

    /// The members of a structure in the order of the document; nothing for any other value.
    #[inline]
    pub fn members(self) -> Members<'t> {
        let (position, end) = self.inside(kind::STRUCTURE);
        Members { tape: self.tape, position, end }
    }

    /// The value of the member of this known name that counts, `null` being no value.
    #[inline]
    pub fn member(self, id: NameId) -> Option<Value<'t>> {
        let wanted = kind::NAME | u32::from(id.number()) << 4;
        let (mut position, end) = self.inside(kind::STRUCTURE);
        while position < end {
            let value = Value { position: position + 1, ..self };
            if self.tape.raw(position)[0] == wanted {
                return (!value.is_null()).then_some(value);
            }
            position = self.tape.after(value.position);
        }
        None
    }

    /// Where the value stands: of two values of a tape the one with the lower position
    /// begins earlier in the document.
    #[inline]
    pub fn position(self) -> u32 {
        self.position
    }

    /// Where the member of this known name that counts stands, be it `null`; of one that is
    /// missing, where the structure does.
    pub fn position_of(self, id: NameId) -> u32 {
        self.members().find(|member| member.is(id)).map_or(self.position, |member| member.value.position)
    }

    /// The member, by a name that is found out only now.
    pub fn member_named(self, name: &str) -> Option<Value<'t>> {
        self.tape.names.find(name).and_then(|id| self.member(id))
    }

    #[inline]
    fn inside(self, kind: u32) -> (u32, u32) {
        let [first, end] = self.tape.raw(self.position);
        if first & 15 == kind { (self.position + 1, end) } else { (0, 0) }
    }
}

/// The name of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberName<'t> {
    /// A name of the table.
    Known {
        /// Its number.
        id: NameId,
        /// Whether a later member of the same name replaces this one.
        replaced: bool,
    },
    /// Any other name.
    Other {
        /// As sent.
        text: &'t str,
        /// Whether half a surrogate pair in it was replaced by U+FFFD.
        broken: bool,
    },
}

/// One member of a structure.
#[derive(Clone, Copy, Debug)]
pub struct MemberValue<'t> {
    /// The entry of its name.
    raw: RawEntry,
    /// Its value.
    pub value: Value<'t>,
}

impl<'t> MemberValue<'t> {
    /// Whether it has this known name and no later member of the name replaces it.
    #[inline]
    pub fn is(self, id: NameId) -> bool {
        self.raw[0] == kind::NAME | u32::from(id.number()) << 4
    }

    /// The text of its name, unless a later member of the name replaces this one.
    pub fn effective_name(self) -> Option<&'t str> {
        match self.name() {
            MemberName::Known { id, replaced: false } => Some(self.value.tape.names.text(id)),
            MemberName::Known { replaced: true, .. } => None,
            MemberName::Other { text, .. } => Some(text),
        }
    }

    /// Its name.
    pub fn name(self) -> MemberName<'t> {
        let [first, start] = self.raw;
        let (tape, number) = (self.value.tape, first >> 4 & !kind::MARK);
        let marked = first >> 4 & kind::MARK != 0;
        match (first & 15, tape.names.at(number)) {
            (kind::NAME, Some(id)) => MemberName::Known { id, replaced: marked },
            (kind::RESOLVED_NAME, _) => MemberName::Other { text: text(tape.resolved, start, number), broken: false },
            _ => MemberName::Other { text: text(tape.input, start, number), broken: marked },
        }
    }
}

/// The members of a structure in the order of the document.
#[derive(Clone, Debug)]
pub struct Members<'t> {
    tape: &'t Tape<'t>,
    position: u32,
    end: u32,
}

impl<'t> Iterator for Members<'t> {
    type Item = MemberValue<'t>;

    #[inline]
    fn next(&mut self) -> Option<MemberValue<'t>> {
        if self.position >= self.end {
            return None;
        }
        let raw = self.tape.raw(self.position);
        let value = Value { tape: self.tape, position: self.position + 1 };
        self.position = self.tape.after(value.position);
        Some(MemberValue { raw, value })
    }
}
