//! Findings for people and for tools: with excerpts, or one a line.

use crate::diag::{Diagnostic, Label, Severity};
use crate::text::{FileId, Source, Sources};
use annotate_snippets::{AnnotationKind, Element, Level, Renderer, Snippet};
use std::borrow::Cow;

/// Lines between two places of one file beyond which they get excerpts of their own.
const APART: usize = 40;

/// A finding with excerpts of the plan, in colours; the terminal strips them where they are not wanted. `width` is the
/// number of columns there are.
pub fn human(sources: &Sources, diagnostic: &Diagnostic, width: usize) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note | Severity::Allow => Level::NOTE,
    };
    let id = format!("{} {}", diagnostic.code.id, diagnostic.code.name);
    let mut elements: Vec<Element<'_>> = Vec::new();
    for cluster in clusters(sources, &diagnostic.labels) {
        elements.push(excerpt(sources, &cluster).into());
    }
    for note in &diagnostic.notes {
        elements.push(Level::NOTE.message(one_line(note)).into());
    }
    if let Some(help) = &diagnostic.help {
        elements.push(Level::HELP.message(one_line(help)).into());
    }
    let report = [level.primary_title(one_line(&diagnostic.message)).id(id.as_str()).elements(elements)];
    Renderer::styled().term_width(width).render(&report)
}

/// A text without breaks of lines and other control characters: names of files may hold them, and what runs a check may take a line of its
/// output for a command.
fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return text.into();
    }
    text.chars().map(|c| if c.is_control() { c.escape_default().to_string() } else { c.to_string() }).collect()
}

/// A finding on one line: `path:line:column: severity[CODE name]: message`.
pub fn short(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let place = diagnostic.place().map_or_else(String::new, |place| {
        let source = sources.get(place.file);
        let position = source.position(place.span.start);
        format!("{}:{}:{}: ", one_line(&source.path), position.line, position.column)
    });
    let (severity, code) = (diagnostic.severity.word(), diagnostic.code);
    format!("{place}{severity}[{} {}]: {}", code.id, code.name, one_line(&diagnostic.message))
}

/// Labels that can share an excerpt: of one file, and not far apart.
fn clusters<'d>(sources: &Sources, labels: &'d [Label]) -> Vec<Vec<&'d Label>> {
    let mut clusters: Vec<Vec<&'d Label>> = Vec::new();
    let line = |label: &Label| sources.get(label.place.file).line_index(label.place.span.start);
    for label in labels {
        let near = |cluster: &Vec<&Label>| {
            cluster.iter().any(|other| other.place.file == label.place.file && line(other).abs_diff(line(label)) <= APART)
        };
        match clusters.iter_mut().find(|cluster| near(cluster)) {
            Some(cluster) => cluster.push(label),
            None => clusters.push(vec![label]),
        }
    }
    clusters
}

fn excerpt<'s>(sources: &'s Sources, labels: &[&'s Label]) -> Snippet<'s, annotate_snippets::Annotation<'s>> {
    let file = labels.first().map_or_else(FileId::default, |label| label.place.file);
    let source: &Source = sources.get(file);
    let first = labels.iter().map(|label| source.line_index(label.place.span.start)).min().unwrap_or(0);
    // Prose may run over many lines; its beginning is enough.
    let last = labels
        .iter()
        .map(|label| source.line_index(label.place.span.end).min(source.line_index(label.place.span.start) + 6))
        .max()
        .unwrap_or(first);
    let start = source.line_span(first).start as usize;
    let end = source.line_span(last.min(source.line_count() - 1)).end as usize;
    let clip = |at: u32| (at as usize).clamp(start, end) - start;
    let mut snippet = Snippet::source(&source.text[start..end]).line_start(first + 1).path(one_line(&source.path));
    for label in labels {
        let kind = if label.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        let mut annotation = kind.span(clip(label.place.span.start)..clip(label.place.span.end));
        if !label.text.is_empty() {
            annotation = annotation.label(one_line(&label.text));
        }
        snippet = snippet.annotation(annotation);
    }
    snippet
}
