//! From Markdown to the inside of a page. Only tags that are listed here, or written here, get through.

use super::names::Names;
use crate::render::markup::escape;
use comrak::html::{ChildRendering, Context, format_document_with_formatter, format_node_default};
use comrak::nodes::{AstNode, NodeHtmlBlock, NodeLink, NodeValue, TableAlignment};
use comrak::options::Plugins;
use comrak::{Arena, Options, parse_document};
use std::collections::BTreeMap;
use std::fmt::{self, Write};

/// Tags that Markdown may hold: ours write them, and they do no harm from anybody.
const TAGS: [&str; 6] = ["<details>", "<details open>", "</details>", "<summary>", "</summary>", "<br>"];

/// Signs that stand before the word for a state.
const MARKS: [char; 8] = ['✅', '🟡', '❌', '❔', '➖', '⏳', '⛔', '\u{fe0f}'];

/// The ids of reports by the names of their files.
pub type Links = BTreeMap<String, String>;

/// A heading of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its level in Markdown.
    pub level: u8,
    /// Its id on the page.
    pub id: String,
    /// Its text.
    pub text: String,
}

/// A report as HTML.
#[derive(Debug, Default)]
pub struct Converted {
    /// The inside of its section.
    pub html: String,
    /// Its headings.
    pub headings: Vec<Heading>,
}

/// What the walk remembers.
struct Walk<'p> {
    report: &'p str,
    links: &'p Links,
    /// The picture that takes the place of the first block of text, which goes below it.
    picture: Option<&'p str>,
    names: Names,
    headings: Vec<Heading>,
    /// Of the table that is being written.
    alignments: Vec<TableAlignment>,
    column: usize,
    in_header: bool,
}

/// Converts a report. Ids begin with the name of the report; links to other reports become links on the page.
pub fn convert(markdown: &str, report: &str, links: &Links, picture: Option<&str>) -> Converted {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.strikethrough = true;
    options.extension.alerts = true;
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options);
    drop_foreign_charts(root);
    let walk =
        Walk { report, links, picture, names: Names::default(), headings: Vec::new(), alignments: Vec::new(), column: 0, in_header: false };
    // Tables and escapes make it about half as long again.
    let mut html = String::with_capacity(markdown.len() * 2);
    let walked = format_document_with_formatter(root, &options, &mut html, &Plugins::default(), node, walk);
    Converted { html, headings: walked.map(|walk| walk.headings).unwrap_or_default() }
}

/// Takes out Mermaid charts, which need a script, with the fold or the part of the report that is about nothing else.
fn drop_foreign_charts<'a>(root: &'a AstNode<'a>) {
    let is_chart = |node: &&'a AstNode<'a>| matches!(&node.data().value, NodeValue::CodeBlock(block) if block.info == "mermaid");
    let charts: Vec<_> = root.children().filter(is_chart).collect();
    for chart in charts {
        let (before, after) = (chart.previous_sibling(), chart.next_sibling());
        chart.detach();
        let (Some(before), after) = (before, after) else {
            continue;
        };
        let opens = matches!(&before.data().value, NodeValue::HtmlBlock(NodeHtmlBlock { literal, .. }) if literal.starts_with("<details"));
        let closes = |node: &&AstNode<'a>| matches!(&node.data().value, NodeValue::HtmlBlock(NodeHtmlBlock { literal, .. }) if literal.trim() == "</details>");
        match after.filter(|after| opens && closes(after)) {
            Some(after) => {
                before.detach();
                after.detach();
            }
            None => drop_words_about(before),
        }
    }
}

/// Takes out the part of a report that a node stands in, when nothing but a heading and paragraphs is left of it.
fn drop_words_about<'a>(node: &'a AstNode<'a>) {
    let is_heading = |node: &AstNode<'a>| matches!(node.data().value, NodeValue::Heading(_));
    let Some(heading) = std::iter::successors(Some(node), |node| node.previous_sibling()).find(|node| is_heading(node)) else {
        return;
    };
    let part: Vec<_> =
        std::iter::successors(heading.next_sibling(), |node| node.next_sibling()).take_while(|node| !is_heading(node)).collect();
    if part.iter().all(|node| matches!(node.data().value, NodeValue::Paragraph)) {
        part.iter().for_each(|node| node.detach());
        heading.detach();
    }
}

fn node<'a>(context: &mut Context<'_, '_, Walk<'_>>, node: &'a AstNode<'a>, entering: bool) -> Result<ChildRendering, fmt::Error> {
    let data = node.data();
    match &data.value {
        NodeValue::HtmlBlock(block) => {
            if entering {
                context.cr()?;
                allowed(context, &block.literal)?;
                context.cr()?;
            }
        }
        NodeValue::HtmlInline(literal) => {
            if entering {
                allowed(context, literal)?;
            }
        }
        NodeValue::Heading(heading) => {
            // The page has its title, the report its own.
            let level = (heading.level + 1).clamp(3, 6);
            if entering {
                let text = node.collect_text().replace(['\u{2068}', '\u{2069}'], "");
                let id = format!("{}--{}", context.user.report, context.user.names.of_heading(&text));
                write!(context, "<h{level} id=\"")?;
                context.escape(&id)?;
                context.write_str("\">")?;
                context.user.headings.push(Heading { level: heading.level, id, text });
            } else {
                writeln!(context, "</h{level}>")?;
            }
        }
        NodeValue::Table(table) => {
            if entering {
                context.user.alignments.clone_from(&table.alignments);
                let label = context.user.headings.last().map_or("Table", |heading| &heading.text).to_owned();
                context.write_str("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"")?;
                context.escape(&label)?;
                context.write_str("\">\n")?;
                format_node_default(context, node, entering)?;
            } else {
                format_node_default(context, node, entering)?;
                context.write_str("</div>\n")?;
            }
        }
        NodeValue::TableRow(header) => {
            context.user.column = 0;
            context.user.in_header = *header;
            return format_node_default(context, node, entering);
        }
        NodeValue::TableCell => {
            let tag = if context.user.in_header { "th" } else { "td" };
            if entering {
                let right = context.user.alignments.get(context.user.column) == Some(&TableAlignment::Right);
                context.user.column += 1;
                let class = if right { " class=\"number\"" } else { "" };
                let scope = if context.user.in_header { " scope=\"col\"" } else { "" };
                write!(context, "<{tag}{scope}{class}>")?;
            } else {
                write!(context, "</{tag}>")?;
            }
        }
        NodeValue::Item(_) => {
            if entering {
                context.cr()?;
                context.write_str("<li>")?;
            } else {
                context.write_str("</li>\n")?;
            }
        }
        NodeValue::TaskItem(task) => {
            if entering {
                context.cr()?;
                let (checked, word) = if task.symbol.is_some() { (" checked", "done") } else { ("", "open") };
                write!(context, "<li class=\"task\"><input type=\"checkbox\" disabled{checked} aria-label=\"{word}\"> ")?;
            } else {
                context.write_str("</li>\n")?;
            }
        }
        NodeValue::CodeBlock(block) => {
            if entering {
                let picture = context.user.picture.take_if(|_| block.info == "text");
                if let Some(picture) = picture {
                    context.write_str("<div class=\"scroll picture\" role=\"region\" tabindex=\"0\" aria-label=\"Picture\">\n")?;
                    context.write_str(picture)?;
                    context.write_str("</div>\n<details><summary>The same as text</summary>\n")?;
                }
                context.write_str("<pre dir=\"ltr\" tabindex=\"0\"><code>")?;
                context.escape(&block.literal)?;
                context.write_str("</code></pre>\n")?;
                if picture.is_some() {
                    context.write_str("</details>\n")?;
                }
            }
        }
        NodeValue::Link(link) => return anchor(context, link, entering),
        // Nothing is fetched: a picture elsewhere becomes its description.
        NodeValue::Image(_) => {}
        NodeValue::Text(text) => {
            if entering {
                words(context, text)?;
            }
        }
        _ => {
            return format_node_default(context, node, entering);
        }
    }
    Ok(ChildRendering::HTML)
}

/// Writes a text; what marks keep apart from the direction of the rest becomes an element that does the same.
fn words(context: &mut Context<'_, '_, Walk<'_>>, text: &str) -> fmt::Result {
    let mut rest = text;
    while let Some((before, inside, after)) =
        rest.split_once('\u{2068}').and_then(|(before, rest)| rest.split_once('\u{2069}').map(|(inside, after)| (before, inside, after)))
    {
        unbroken(context, before)?;
        context.write_str("<bdi>")?;
        unbroken(context, inside)?;
        context.write_str("</bdi>")?;
        rest = after;
    }
    unbroken(context, rest)
}

/// Writes a text; a mark for a state stays on one line with the word beside it, and a date in itself.
fn unbroken(context: &mut Context<'_, '_, Walk<'_>>, text: &str) -> fmt::Result {
    let mut rest = text;
    while let Some((at, end, is_date)) = next_unbroken(rest) {
        context.escape(&rest[..at])?;
        if is_date {
            write!(context, "<span class=\"date\">{}</span>", &rest[at..end])?;
            rest = &rest[end..];
        } else {
            context.escape(&rest[at..end])?;
            context.write_str("\u{a0}")?;
            rest = &rest[end + 1..];
        }
    }
    context.escape(rest)
}

/// Where the next mark that a space follows, or the next date, begins and ends; and whether it is a date.
fn next_unbroken(text: &str) -> Option<(usize, usize, bool)> {
    text.char_indices().find_map(|(at, c)| {
        let end = at + c.len_utf8();
        if c.is_ascii_digit() {
            let date = text.as_bytes().get(at..at + 10)?;
            let is_date = date.iter().enumerate().all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() });
            is_date.then_some((at, at + 10, true))
        } else {
            (MARKS.contains(&c) && text[end..].starts_with(' ')).then_some((at, end, false))
        }
    })
}

/// A link, when it leads to a place on the page, in the tree, or to a page on the web.
fn anchor(context: &mut Context<'_, '_, Walk<'_>>, link: &NodeLink, entering: bool) -> Result<ChildRendering, fmt::Error> {
    let url = link.url.trim();
    let scheme = url.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| !scheme.contains(['/', '?', '#']));
    let harmless = scheme.is_none_or(|scheme| ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known)));
    if !harmless || url.is_empty() {
        return Ok(ChildRendering::HTML);
    }
    if !entering {
        context.write_str("</a>")?;
        return Ok(ChildRendering::HTML);
    }
    context.write_str("<a href=\"")?;
    match on_page(&context.user, url) {
        Some(target) => context.escape_href(&target)?,
        None => context.escape_href(url)?,
    }
    context.write_str("\">")?;
    Ok(ChildRendering::HTML)
}

/// Where a link to a heading, or to another report's file, leads on the page.
fn on_page(walk: &Walk<'_>, url: &str) -> Option<String> {
    let (file, heading) = url.split_once('#').map_or((url, ""), |(file, heading)| (file, heading));
    let report = match file {
        "" => walk.report,
        _ => walk.links.get(file.trim_start_matches("./").strip_suffix(".md")?)?,
    };
    Some(if heading.is_empty() { format!("#{report}") } else { format!("#{report}--{heading}") })
}

/// Writes raw HTML: listed tags as they are, comments not at all, anything else as text.
fn allowed(out: &mut impl Write, literal: &str) -> fmt::Result {
    let mut rest = literal;
    while let Some(at) = rest.find(['<', '>']) {
        out.write_str(&rest[..at])?;
        rest = &rest[at..];
        if let Some(tag) = TAGS.iter().find(|tag| rest.starts_with(**tag)) {
            out.write_str(tag)?;
            rest = &rest[tag.len()..];
        } else if let Some(end) = rest.strip_prefix("<!--").and_then(|comment| comment.find("-->")) {
            rest = &rest["<!--".len() + end + "-->".len()..];
        } else {
            let mut escaped = String::new();
            escape(&mut escaped, &rest[..1]);
            out.write_str(&escaped)?;
            rest = &rest[1..];
        }
    }
    out.write_str(rest)
}

#[cfg(test)]
mod tests {
    use super::{Converted, Links, convert};

    fn html(markdown: &str) -> Converted {
        convert(markdown, "here", &Links::from([("roadmap".to_owned(), "roadmap".to_owned())]), None)
    }

    #[test]
    fn nothing_but_listed_tags_gets_through() {
        let hostile = "<script>alert(1)</script>\n\nA <img src=x onerror=alert(1)> and <b onclick='x'>b</b>\n\n<details ontoggle=x>\n<!-- <script> -->\n<summary>One <i>two</i></summary>\n\n</details>\n\n<!--><script>alert(2)</script>-->\n\n<iframe src=\"//x\">\n\n<style>\n* {}\n</style>\n";
        let out = html(hostile).html;
        for tag in ["<script", "<img", "<b ", "<i>", "<iframe", "<style", "<details ontoggle"] {
            assert!(!out.contains(tag), "{tag} in {out}");
        }
        assert!(out.contains("<summary>One &lt;i&gt;two&lt;/i&gt;</summary>"));
    }

    #[test]
    fn links_lead_on_the_page_or_to_the_web_only() {
        let out = html("[a](javascript:alert(1)) [b](roadmap.md#phase-1) [c](#x) [d](https://example.org/?a=1&b) [e](JAVA&#x53;CRIPT:x) [f](data:text/html,x) [g](src/a.rs) ![h](https://example.org/x.png)").html;
        assert!(!out.to_lowercase().contains("script:") && !out.contains("data:") && !out.contains("<img"), "{out}");
        for href in ["\"#roadmap--phase-1\"", "\"#here--x\"", "\"https://example.org/?a=1&amp;b\"", "\"src/a.rs\""] {
            assert!(out.contains(href), "{href} in {out}");
        }
    }

    #[test]
    fn tables_keep_bars_and_columns() {
        let out = html("## Counts\n\n| Name | Done |\n| --- | ---: |\n| a \\| b | 3 |\n| `c\\|d` | 4 |\n").html;
        assert!(out.contains("aria-label=\"Counts\""));
        assert!(out.contains("<td>a | b</td>") && out.contains("<code>c|d</code>"), "{out}");
        assert!(out.contains("<td class=\"number\">4</td>"));
    }

    #[test]
    fn task_lists_nest_and_lose_their_comments() {
        let out = html("- [x] One <!-- id:a.b -->\n  - [ ] Two\n\n    Text\n").html;
        assert!(out.contains("checked aria-label=\"done\"") && out.contains("aria-label=\"open\""));
        assert!(!out.contains("id:a.b"));
        assert_eq!(out.matches("<li").count(), out.matches("</li>").count());
    }

    #[test]
    fn charts_for_scripts_go_with_what_holds_them() {
        let out = html("## Map\n\nAn arrow is a need.\n\n```mermaid\ngraph LR\n```\n\n12 left out.\n\n## Kept\n\nText\n\n<details>\n<summary>Chart</summary>\n\n```mermaid\ngraph LR\n```\n\n</details>\n").html;
        assert!(
            !out.contains("Map")
                && !out.contains("arrow")
                && !out.contains("12")
                && !out.contains("graph")
                && !out.contains("details")
                && out.contains("Kept"),
            "{out}"
        );
    }

    #[test]
    fn a_picture_stands_where_the_text_was() {
        let out = convert("```text\nbars <\n```\n\n```text\nmore\n```\n", "g", &Links::new(), Some("<svg></svg>")).html;
        assert_eq!(out.matches("<svg>").count(), 1);
        assert!(out.contains("<summary>The same as text</summary>") && out.contains("bars &lt;"));
    }

    #[test]
    fn right_to_left_titles_turn_nothing_round() {
        let out = html("# \u{2068}שלום\u{2069} and more\n\n| A |\n| --- |\n| \u{2068}שלום\u{2069} |\n\n1. \u{2068}שלום 1\u{2069}, 2026-01-05 – 2026-01-23: it needs [\u{2068}עולם\u{2069}](roadmap.md)\n- [ ] \u{2068}שלום\u{2069}\n").html;
        for part in ["<td><bdi>שלום</bdi></td>", "<li><bdi>שלום 1</bdi>, ", "<bdi>עולם</bdi></a>", "<bdi>שלום</bdi> and more</h"]
        {
            assert!(out.contains(part), "{part} in {out}");
        }
        assert!(!out.contains("dir=\"auto\"") && !out.contains('\u{2068}'), "{out}");
    }

    #[test]
    fn marks_stay_with_their_words() {
        assert!(html("due 2025-07-18.").html.contains("due <span class=\"date\">2025-07-18</span>."));
        assert!(html("a ✅ done, ❌ missing").html.contains("a ✅\u{a0}done, ❌\u{a0}missing"));
    }

    #[test]
    fn headings_have_their_own_ids() {
        let found: Vec<String> = html("## One\n\n### A \"b\" `c`\n\n## One\n").headings.into_iter().map(|heading| heading.id).collect();
        assert_eq!(found, ["here--one", "here--a-b-c", "here--one-1"]);
    }
}
