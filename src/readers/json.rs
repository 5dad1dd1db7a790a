//! JSON with bounded depth, repeated keys kept, and errors with a place.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;

use super::error::{Place, ReadError, Reason, bounded};

/// Reads a whole text as one value.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, ReadError> {
    serde_json::from_str(text).map_err(|error| fault(&error))
}

/// What is wrong, and where.
pub(crate) fn fault(error: &serde_json::Error) -> ReadError {
    let message = error.to_string();
    // The place is kept apart from the message.
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
    let reason = match error.classify() {
        Category::Eof => Reason::Truncated(message.to_owned()),
        _ if message.contains("recursion limit") => Reason::TooDeep,
        _ => Reason::Malformed(bounded(message, 200)),
    };
    ReadError::new(reason).at(Place { line: error.line() as u64, column: error.column().max(1) as u64 })
}

/// The members of an object in their order, repeated keys and all.
#[derive(Debug)]
pub(crate) struct Members<T>(pub(crate) Vec<(String, T)>);

impl<T> Default for Members<T> {
    fn default() -> Members<T> {
        Members(Vec::new())
    }
}

struct MembersVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for MembersVisitor<T> {
    type Value = Members<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<T>, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }

    fn visit_unit<E>(self) -> Result<Members<T>, E> {
        Ok(Members(Vec::new()))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Members<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Members<T>, D::Error> {
        from.deserialize_any(MembersVisitor(PhantomData))
    }
}

/// The outline of a value: what it is and, of an object, its first keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Outline {
    /// Whether it is an object, an array, or neither.
    pub(crate) kind: Kind,
    /// The first keys of an object.
    pub(crate) keys: Vec<String>,
    /// A text, cut.
    pub(crate) text: String,
}

/// What a value is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    Object,
    Array,
    #[default]
    Scalar,
}

/// Keys of one object that an outline keeps.
const KEYS: usize = 12;

struct OutlineVisitor;

impl<'de> Visitor<'de> for OutlineVisitor {
    type Value = Outline;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Outline, A::Error> {
        let mut keys = Vec::new();
        while let Some((key, IgnoredAny)) = map.next_entry::<String, IgnoredAny>()? {
            if keys.len() < KEYS {
                keys.push(key);
            }
        }
        Ok(Outline { kind: Kind::Object, keys, text: String::new() })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Outline, A::Error> {
        while let Some(IgnoredAny) = array.next_element()? {}
        Ok(Outline { kind: Kind::Array, ..Outline::default() })
    }

    fn visit_str<E>(self, text: &str) -> Result<Outline, E> {
        Ok(Outline { text: bounded(text, 60), ..Outline::default() })
    }

    fn visit_bool<E>(self, _: bool) -> Result<Outline, E> {
        Ok(Outline::default())
    }

    fn visit_i64<E>(self, _: i64) -> Result<Outline, E> {
        Ok(Outline::default())
    }

    fn visit_u64<E>(self, _: u64) -> Result<Outline, E> {
        Ok(Outline::default())
    }

    fn visit_f64<E>(self, _: f64) -> Result<Outline, E> {
        Ok(Outline::default())
    }

    fn visit_unit<E>(self) -> Result<Outline, E> {
        Ok(Outline::default())
    }
}

impl<'de> Deserialize<'de> for Outline {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Outline, D::Error> {
        from.deserialize_any(OutlineVisitor)
    }
}

/// The outline of a document: its first members, each with its own outline.
#[derive(Debug, Default)]
pub(crate) struct Document {
    /// What the document is.
    pub(crate) kind: Kind,
    /// Its first members.
    pub(crate) members: Vec<(String, Outline)>,
}

impl Document {
    /// A member by name.
    pub(crate) fn get(&self, key: &str) -> Option<&Outline> {
        self.members.iter().find(|(name, _)| name == key).map(|(_, outline)| outline)
    }
}

struct DocumentVisitor;

impl<'de> Visitor<'de> for DocumentVisitor {
    type Value = Document;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or an array")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Document, A::Error> {
        let mut members = Vec::new();
        while members.len() < KEYS {
            match map.next_entry()? {
                Some(member) => members.push(member),
                None => return Ok(Document { kind: Kind::Object, members }),
            }
        }
        while let Some((IgnoredAny, IgnoredAny)) = map.next_entry()? {}
        Ok(Document { kind: Kind::Object, members })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Document, A::Error> {
        while let Some(IgnoredAny) = array.next_element()? {}
        Ok(Document { kind: Kind::Array, members: Vec::new() })
    }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Document, D::Error> {
        from.deserialize_any(DocumentVisitor)
    }
}

/// The outline of a whole document; of several documents in a row, as `go test -json` writes them, that of the first.
pub(crate) fn outline(text: &str) -> Result<Document, ReadError> {
    let mut documents = serde_json::Deserializer::from_str(text).into_iter::<Document>();
    match documents.next() {
        Some(first) => first.map_err(|error| fault(&error)),
        None => Err(ReadError::new(Reason::Blank)),
    }
}
