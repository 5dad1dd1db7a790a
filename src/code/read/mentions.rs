//! Words that stand in code: names that are used, neither in a comment nor in a text.

use super::super::facts::Mention;
use super::count;
use tree_sitter::Node;

/// The most places looked at in one file.
const MOST: usize = 500;

/// Those of the places at which a name stands.
pub(super) fn mentions(root: Node<'_>, text: &[u8], places: &[u32]) -> Vec<Mention> {
    let faulty = root.has_error();
    let mention = |&at: &u32| {
        let start = at as usize;
        let node = root.descendant_for_byte_range(start, start.checked_add(1)?)?;
        let broken = faulty && (node.is_error() || std::iter::successors(node.parent(), Node::parent).any(|outer| outer.is_error()));
        let named = node.kind().ends_with("identifier");
        let member = text.get(..start)?.trim_ascii_end().ends_with(b".") || text.get(..start)?.ends_with(b"::");
        (named || node.is_error()).then(|| Mention { at, line: count(node_line(node, text, start)), member, broken })
    };
    places.iter().take(MOST).filter_map(mention).collect()
}

/// The line of a place within a node.
fn node_line(node: Node<'_>, text: &[u8], at: usize) -> usize {
    let within = text.get(node.start_byte()..at).unwrap_or_default();
    node.start_position().row + 1 + within.iter().filter(|&&byte| byte == b'\n').count()
}

/// The words of a file that was not parsed: nobody can tell what they are.
pub(super) fn unparsed(text: &[u8], places: &[u32]) -> Vec<Mention> {
    let mut all = Vec::new();
    let (mut line, mut from) = (1, 0);
    for &at in places.iter().take(MOST) {
        let before = text.get(from..at as usize).unwrap_or_default();
        line += memchr::memchr_iter(b'\n', before).count() as u32;
        from = from.max(at as usize);
        all.push(Mention { at, line, member: false, broken: true });
    }
    all
}
