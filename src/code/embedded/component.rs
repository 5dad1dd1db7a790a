//! The code of a component: its script blocks, and what its markup imports by a call.

use super::Code;
use super::markup::calls;
use crate::code::Language;
use std::borrow::Cow;
use std::ops::Range;

/// What `lang` and `type` of a script may say where it is parsed.
const PARSED: [&[u8]; 10] =
    [b"", b"js", b"javascript", b"jsx", b"ts", b"typescript", b"tsx", b"module", b"text/javascript", b"text/typescript"];

/// The script blocks of a component, with everything around them blank, so that every place stays. Scripts and templates in languages without
/// a parser stand beside.
pub(super) fn code(bytes: &[u8]) -> Code<'static> {
    let blank = |byte: &u8| if matches!(byte, b'\n' | b'\r') { *byte } else { b' ' };
    let mut text: Vec<u8> = bytes.iter().map(blank).collect();
    let mut beside = Vec::new();
    let mut language = Language::TypeScript;
    let lower = bytes.to_ascii_lowercase();
    let find = |from: usize, what: &[u8]| memchr::memmem::find(lower.get(from..)?, what).map(|at| from + at);
    let begins = |at: usize, what: &[u8]| {
        let behind = lower.get(at..).and_then(|rest| rest.strip_prefix(what));
        behind.is_some_and(|rest| rest.first().is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')))
    };
    let (mut markup, mut from): (Vec<Range<usize>>, usize) = (Vec::new(), 0);
    let mut at = 0;
    while let Some(tag) = memchr::memchr(b'<', bytes.get(at..).unwrap_or_default()).map(|tag| at + tag) {
        let block: &[u8] = match () {
            () if lower.get(tag..).is_some_and(|rest| rest.starts_with(b"<!--")) => b"-->",
            () if begins(tag, b"<script") => b"</script",
            () if begins(tag, b"<style") => b"</style",
            () if begins(tag, b"<template") => b"</template",
            () => {
                at = tag + 1;
                continue;
            }
        };
        let begin = tag + block.len() - 1;
        let end = if block == b"-->" { Some(tag) } else { end_of_tag(bytes, begin) };
        let Some(end) = end else { break };
        let attributes = bytes.get(begin..end).unwrap_or_default();
        let said = |name: &[u8]| attribute(attributes, name).and_then(|(at, to)| attributes.get(at..to)).map(<[u8]>::to_ascii_lowercase);
        let closes = !attributes.ends_with(b"/>");
        let close = if closes { find(end, block).unwrap_or(bytes.len()) } else { end };
        let foreign = match block {
            b"</script" => [b"lang", b"type"].iter().filter_map(|name| said(*name)).any(|said| !PARSED.contains(&&*said)),
            b"</template" => said(b"lang").is_some_and(|lang| lang != b"html"),
            _ => false,
        };
        if block == b"</template" && !foreign {
            at = end;
            continue;
        }
        markup.push(from..tag);
        (from, at) = (close, close);
        if foreign && let Some(code) = bytes.get(end..close) {
            beside.resize(bytes.len(), b' ');
            beside[end..close].copy_from_slice(code);
        } else if block == b"</script"
            && let (Some(place), Some(code)) = (text.get_mut(end..close), bytes.get(end..close))
        {
            place.copy_from_slice(code);
            if said(b"lang").is_some_and(|lang| matches!(&*lang, b"tsx" | b"jsx")) {
                language = Language::Tsx;
            }
        }
        if block == b"</script"
            && let Some((at, to)) = attribute(attributes, b"src")
        {
            import(&mut text, bytes, begin + at..begin + to, end);
        }
    }
    markup.push(from..bytes.len());
    for call in markup.into_iter().flat_map(|part| calls(bytes, part)) {
        if let (Some(place), Some(code)) = (text.get_mut(call.clone()), bytes.get(call.clone())) {
            place.copy_from_slice(code);
        }
        // Whatever follows begins anew.
        for (place, byte) in [(Some(call.end), b')'), (call.start.checked_sub(1), b';'), (call.end.checked_add(1), b';')] {
            if let Some(place) = place.and_then(|place| text.get_mut(place)).filter(|place| **place == b' ') {
                *place = byte;
            }
        }
    }
    if !beside.is_empty() {
        beside.iter_mut().zip(bytes).filter(|(_, byte)| **byte == b'\n').for_each(|(place, _)| *place = b'\n');
    }
    Code { language, text: Cow::Owned(text), cells: Vec::new(), beside }
}

/// Writes what stands in another file as an import of it, in the place of the tag that ends at `end`.
fn import(text: &mut [u8], bytes: &[u8], source: Range<usize>, end: usize) {
    const WORD: &[u8] = b"import ";
    let (Some(quote), Some(path)) = (source.start.checked_sub(1), bytes.get(source.clone())) else { return };
    let Some(start) = quote.checked_sub(WORD.len()) else { return };
    if path.iter().any(|byte| matches!(byte, b'\n' | b'"' | b'\\')) || source.end >= end {
        return;
    }
    text[start..quote].copy_from_slice(WORD);
    text[source.clone()].copy_from_slice(path);
    (text[quote], text[end - 1]) = (b'"', b';');
    text[source.end] = b'"';
}

/// Behind the end of a tag; what is quoted does not end it.
fn end_of_tag(bytes: &[u8], from: usize) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in bytes.iter().enumerate().skip(from) {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            (None, b'>') => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Where the value of an attribute stands, without its quotes if it has any.
fn attribute(attributes: &[u8], name: &[u8]) -> Option<(usize, usize)> {
    let lower = attributes.to_ascii_lowercase();
    memchr::memmem::find_iter(&lower, name).find_map(|at| {
        at.checked_sub(1).and_then(|before| lower.get(before)).filter(|byte| byte.is_ascii_whitespace())?;
        let spaces = |at: usize| lower.iter().skip(at).take_while(|byte| byte.is_ascii_whitespace()).count();
        let sign = at + name.len() + spaces(at + name.len());
        lower.get(sign).filter(|byte| **byte == b'=')?;
        let begin = sign + 1 + spaces(sign + 1);
        match lower.get(begin)? {
            quote @ (b'"' | b'\'') => Some((begin + 1, begin + 1 + memchr::memchr(*quote, lower.get(begin + 1..)?)?)),
            _ => {
                let ends = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'>';
                Some((begin, begin + lower.get(begin..)?.iter().position(ends)?))
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Language, String, String) {
        let code = code(text.as_bytes());
        assert_eq!(code.text.len(), text.len());
        let shown = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap().trim().to_owned();
        (code.language, shown(&code.text), shown(&code.beside))
    }

    #[test]
    fn components_keep_their_lines() {
        let vue = "<template>\n  <b>import</b>\n</template>\n<!-- <script>import no</script> -->\n<script setup lang=\"ts\">\nimport x from './x'\n</script>\n<style>a{}</style>";
        assert_eq!(read(vue), (Language::TypeScript, "import x from './x'".into(), String::new()));
        assert_eq!(String::from_utf8_lossy(&code(vue.as_bytes()).text).lines().nth(5), Some("import x from './x'"));
        assert_eq!(read("<p>{{ script }}</p>").1, "");
        assert_eq!(read("<SCRIPT LANG=tsx>a()</SCRIPT>").0, Language::Tsx);
    }

    #[test]
    fn a_script_elsewhere_is_imported() {
        assert_eq!(read("<script lang='tsx' src=\"./x.ts\"></script>").1, "import \"./x.ts\";");
        assert_eq!(read("<script src=./x.ts></script>").1, "import \"./x.ts\"");
        assert_eq!(read("<script src='./x.ts' setup></script>").1.replace(' ', ""), "import\"./x.ts\";");
    }

    #[test]
    fn what_has_no_parser_stands_beside() {
        let (_, text, beside) =
            read("<template lang=\"pug\">\na(@click=\"() => import('a')\")\n</template>\n<script lang=coffee>\nx = require 'b'\n</script>");
        assert_eq!((&*text, &*beside), ("", "a(@click=\"() => import('a')\")\n           \n                    \nx = require 'b'"));
        assert_eq!(read("<script type=\"application/ld+json\">{}</script>").2, "{}");
    }

    #[test]
    fn markup_imports_by_calls() {
        let calls = |text: &str| {
            read(text).1.split([';', '\n']).map(str::trim).filter(|call| !call.is_empty()).map(String::from).collect::<Vec<_>>()
        };
        let svelte =
            "<script>a</script>\n{#await import(\"b\")}{/await}<p on:click={() => import('c')}>import('no')</p><!-- {import('no')} -->";
        assert_eq!(calls(svelte), ["a", "import(\"b\")", "import('c')"]);
        let vue = "<template><div @click=\"() => import(`d`)\" :src=\"require('@/e.png')\"/>import('no')</template>\n<style>a { b: import('no') }</style>";
        assert_eq!(calls(vue), ["import(`d`)", "require('@/e.png')"]);
        assert_eq!(calls("<i :a=\"import(/* x */ 'f', {})\"/>"), ["import(/* x */ 'f')"]);
    }
}
