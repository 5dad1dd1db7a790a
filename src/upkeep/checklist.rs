//! Reading a compiled checklist back: its boxes, each with the name that stands behind it as a comment.

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};

/// Largest text that is read, in bytes.
const MOST: usize = 16 << 20;

/// A box with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The name: of an item, or `item#step`.
    pub name: String,
    /// Whether the box was ticked when the checklist was compiled.
    pub was_ticked: bool,
    /// Whether it is ticked now.
    pub ticked: bool,
    /// What stands between the box and the name.
    pub text: String,
    /// The line it stands in, from one.
    pub line: u32,
    /// The column of its text, in characters from one.
    pub column: u32,
}

/// A checklist as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checklist {
    /// Its boxes that have names, in their order.
    pub lines: Vec<Line>,
    /// Lines and columns of boxes that have none.
    pub nameless: Vec<(u32, u32)>,
}

/// Why a text is no checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    /// It is too large.
    #[error("it has more than {} MiB, and no checklist has", MOST >> 20)]
    TooLarge,
    /// No box has a name.
    #[error("it holds no box with the name of an item behind it; `landfall compile` writes such checklists")]
    NoBoxes,
}

/// Reads a checklist.
///
/// # Errors
/// When it is too large, or holds no box with a name.
pub fn read(markdown: &str) -> Result<Checklist, Unread> {
    if markdown.len() > MOST {
        return Err(Unread::TooLarge);
    }
    // A line may end in any way; read as one, its number is the one that a person counts.
    let markdown = &markdown.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = markdown.split('\n').collect();
    let arena = Arena::new();
    let mut options = Options::default();
    options.extension.tasklist = true;
    let root = parse_document(&arena, markdown, &options);
    let mut list = Checklist::default();
    for node in root.descendants() {
        let ticked = match &node.data.borrow().value {
            NodeValue::TaskItem(task) => task.symbol.is_some(),
            _ => continue,
        };
        let Some(paragraph) = node.first_child() else { continue };
        // The item's own text comes first; a text that begins elsewhere is another's.
        let start = paragraph.data.borrow().sourcepos.start;
        let line = lines.get(start.line.saturating_sub(1)).copied().unwrap_or_default();
        let at = box_end(line);
        let here = (number(start.line), number(line.get(..at).map_or(0, |before| before.chars().count()) + 1));
        match name(paragraph) {
            Some((name, was_ticked)) => {
                let text = line.get(at..).unwrap_or_default();
                let text = text.rfind("<!--").and_then(|end| text.get(..end)).unwrap_or(text).trim().to_owned();
                list.lines.push(Line { name, was_ticked, ticked, text, line: here.0, column: here.1 });
            }
            None => list.nameless.push(here),
        }
    }
    if list.lines.is_empty() { Err(Unread::NoBoxes) } else { Ok(list) }
}

fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Where the text behind the box of a line begins, in bytes.
fn box_end(line: &str) -> usize {
    let Some(end) = line.find(']') else { return 0 };
    let behind = line.get(end + 1..).unwrap_or_default();
    end + 1 + (behind.len() - behind.trim_start_matches([' ', '\t']).len())
}

/// The name in the last comment of a paragraph, and whether it says that the box was ticked.
fn name<'a>(paragraph: &'a AstNode<'a>) -> Option<(String, bool)> {
    let mut found = None;
    for node in paragraph.descendants() {
        if let NodeValue::HtmlInline(html) = &node.data.borrow().value
            && let Some(inner) = html.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"))
        {
            let mut words = inner.split_whitespace();
            let (name, mark, more) = (words.next(), words.next(), words.next());
            found = match (name, mark, more) {
                (Some(name), None, None) => Some((name.replace("&#45;", "-"), false)),
                (Some(name), Some("done"), None) => Some((name.replace("&#45;", "-"), true)),
                _ => found,
            };
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_read_with_their_names_and_places() {
        let list = read(
            "# T\n\n- [x] **A** · high <!-- area.a -->\n  - [ ] Sub 1 < 2 <!-- area.a#s done -->\r\n* [X] **B** <!-- a-&#45;-b -->\n- [ ] mine\n- no box <!-- c -->\n",
        )
        .unwrap();
        let told: Vec<_> =
            list.lines.iter().map(|line| (&*line.name, line.was_ticked, line.ticked, &*line.text, line.line, line.column)).collect();
        assert_eq!(
            told,
            [
                ("area.a", false, true, "**A** · high", 3, 7),
                ("area.a#s", true, false, "Sub 1 < 2", 4, 9),
                ("a---b", false, true, "**B**", 5, 7)
            ]
        );
        assert_eq!(list.nameless, [(6, 7)]);
    }

    #[test]
    fn what_is_no_checklist_is_refused() {
        assert_eq!(read("# A page\n\n- [ ] a box without a name\n"), Err(Unread::NoBoxes));
        assert_eq!(read("```\n- [ ] code <!-- a -->\n```\n"), Err(Unread::NoBoxes));
        assert_eq!(read(&" ".repeat(MOST + 1)), Err(Unread::TooLarge));
    }
}
