//! From bytes to text: byte order marks, and the encodings an XML declaration may name.

use std::borrow::Cow;

use super::error::{Place, ReadError, Reason, bounded};
use super::limits;

/// Bytes 0x80 to 0x9F in windows-1252, which is also what documents that claim ISO-8859-1 are written in (WHATWG Encoding Standard).
const WINDOWS_1252: [char; 32] = [
    '\u{20AC}', '\u{81}', '\u{201A}', '\u{192}', '\u{201E}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{2C6}', '\u{2030}', '\u{160}',
    '\u{2039}', '\u{152}', '\u{8D}', '\u{17D}', '\u{8F}', '\u{90}', '\u{2018}', '\u{2019}', '\u{201C}', '\u{201D}', '\u{2022}', '\u{2013}',
    '\u{2014}', '\u{2DC}', '\u{2122}', '\u{161}', '\u{203A}', '\u{153}', '\u{9D}', '\u{17E}', '\u{178}',
];

/// The text of a report. UTF-8 with or without a mark, UTF-16 with a mark (or as XML without one), and XML that declares
/// ASCII, ISO-8859-1 or windows-1252 are read; every other encoding is an error that names it.
pub(crate) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    if bytes.len() > limits::BYTES {
        return Err(ReadError::new(Reason::TooLarge(format!("{} bytes; at most {} are read", bytes.len(), limits::BYTES))));
    }
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => Err(encoding("UTF-32 is not read; write the report as UTF-8".to_owned())),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [b'<', 0, _, 0, ..] => utf16(bytes, u16::from_le_bytes),
        [0, b'<', 0, _, ..] => utf16(bytes, u16::from_be_bytes),
        [0x1F, 0x8B, ..] => Err(encoding("the report is compressed (gzip); unpack it first".to_owned())),
        [b'P', b'K', 3, 4, ..] => Err(encoding("the report is compressed (zip); unpack it first".to_owned())),
        _ => match declared(bytes) {
            None => utf8(bytes),
            Some(name) => declared_as(bytes, &name),
        },
    }
}

fn declared_as<'b>(bytes: &'b [u8], name: &str) -> Result<Cow<'b, str>, ReadError> {
    match name.to_ascii_lowercase().as_str() {
        // Writers that hold their text as UTF-16 declare that, then save as UTF-8; had it been UTF-16 the declaration would not be legible.
        "utf-8" | "utf8" | "utf-16" | "utf-16le" | "utf-16be" | "unicode" => utf8(bytes),
        "us-ascii" | "ascii" | "iso-8859-1" | "latin1" | "latin-1" | "windows-1252" | "cp1252" => {
            if let Ok(text) = std::str::from_utf8(bytes) {
                // Pure ASCII reads the same in each of them; anything else that is sound UTF-8 by chance is not told apart.
                if text.is_ascii() {
                    return Ok(Cow::Borrowed(text));
                }
            }
            Ok(Cow::Owned(bytes.iter().map(|byte| western(*byte)).collect()))
        }
        _ => Err(encoding(format!("the report declares the encoding {}, which is not read; write it as UTF-8", bounded(name, 40)))),
    }
}

fn western(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS_1252.get(usize::from(byte & 0x1F)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::from(byte),
    }
}

/// The encoding that an XML declaration names.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(200)).unwrap_or_default();
    let head = head.trim_ascii_start();
    if !head.starts_with(b"<?xml") {
        return None;
    }
    let end = head.windows(2).position(|pair| pair == b"?>")?;
    let declaration = String::from_utf8_lossy(head.get(..end)?).into_owned();
    let (_, after) = declaration.split_once("encoding")?;
    let after = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let name = after.get(1..)?.split(quote).next()?;
    Some(name.trim().to_owned())
}

fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(error) => {
            let sound = bytes.get(..error.valid_up_to()).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
            // A character that the end of the file cuts in two.
            let reason = match error.error_len() {
                None => Reason::Truncated("it ends within a character".to_owned()),
                Some(_) => Reason::Encoding("bytes that are not UTF-8".to_owned()),
            };
            Err(ReadError::new(reason).at(Place::at(sound, sound.len())))
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Cow<'_, str>, ReadError> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    if !odd.is_empty() {
        return Err(ReadError::new(Reason::Truncated("it ends within a UTF-16 unit".to_owned())));
    }
    let text: Result<String, _> = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect();
    match text {
        Ok(mut text) => {
            if text.starts_with('\u{FEFF}') {
                text.remove(0);
            }
            Ok(Cow::Owned(text))
        }
        Err(_) => Err(encoding("bytes that are not UTF-16".to_owned())),
    }
}

fn encoding(message: String) -> ReadError {
    ReadError::new(Reason::Encoding(message))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide(text: &str, mark: &[u8], to: fn(u16) -> [u8; 2]) -> Vec<u8> {
        mark.iter().copied().chain(text.encode_utf16().flat_map(to)).collect()
    }

    #[test]
    fn marks_are_taken_off_and_utf16_is_turned_round() {
        assert_eq!(decode(b"\xEF\xBB\xBFTN:").unwrap(), "TN:");
        assert_eq!(decode(&wide("ok 1 - größe", &[0xFF, 0xFE], u16::to_le_bytes)).unwrap(), "ok 1 - größe");
        assert_eq!(decode(&wide("ok", &[0xFE, 0xFF], u16::to_be_bytes)).unwrap(), "ok");
        assert_eq!(decode(&wide("<a/>", &[], u16::to_le_bytes)).unwrap(), "<a/>");
        assert!(matches!(decode(b"\xFF\xFEa").unwrap_err().reason, Reason::Truncated(_)));
    }

    #[test]
    fn declared_encodings_are_followed_or_refused_by_name() {
        let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><a b='\xE9\x80'/>";
        assert!(decode(latin).unwrap().contains("é€"));
        let utf16_by_name = "<?xml version=\"1.0\" encoding=\"utf-16\"?><a b='é'/>";
        assert!(decode(utf16_by_name.as_bytes()).unwrap().contains('é'));
        let other = decode(b"<?xml version=\"1.0\" encoding=\"Shift_JIS\"?><a/>").unwrap_err();
        assert!(other.to_string().contains("Shift_JIS"), "{other}");
    }

    #[test]
    fn bytes_that_are_no_text_have_a_place() {
        let error = decode(b"SF:a\nSF:\xFF\n").unwrap_err();
        assert_eq!(error.place, Some(Place { line: 2, column: 4 }));
        assert!(matches!(decode(b"a\xC3").unwrap_err().reason, Reason::Truncated(_)));
    }

    #[test]
    fn packed_reports_are_named() {
        assert!(decode(b"\x1F\x8B\x08\x00").unwrap_err().to_string().contains("gzip"));
    }
}
