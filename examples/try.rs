//! Scratch driver: `try PLAN… [--out DIR]` prints findings in short form and writes Markdown, JSON and HTML below DIR.
use landfall::{compile, io::Disk, load, render, rules::Weights, time::Date, view};
fn main() {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let out = args.iter().position(|a| a == "--out").map(|at| {
        let d = args[at + 1].clone();
        args.drain(at..at + 2);
        d
    });
    let files = load::load(&Disk, &args, None);
    let parsed = files.parse();
    let (groups, more) = files.groups(&parsed);
    let show = |d: &landfall::diag::Diagnostic| {
        let at = d
            .place()
            .map(|p| {
                let s = files.sources.get(p.file);
                let pos = s.position(p.span.start);
                format!("{}:{}:{}", s.path, pos.line, pos.column)
            })
            .unwrap_or_default();
        println!(
            "{at}: {}[{} {}]: {}{}",
            d.severity.word(),
            d.code.id,
            d.code.name,
            d.message,
            d.help.as_ref().map(|h| format!("  | {h}")).unwrap_or_default()
        );
    };
    files.diagnostics.iter().chain(&more).for_each(show);
    for group in &groups {
        let mut draft = compile::draft(&files, group, &parsed);
        let as_of = draft.as_of().unwrap_or(Date::parse("2025-01-01").unwrap());
        let before = draft.diagnostics.clone();
        let Some((survey, diagnostics)) = draft.survey(&files, as_of, &Weights::default()) else {
            before.iter().for_each(show);
            continue;
        };
        diagnostics.iter().for_each(show);
        let document = view::document(&survey, &diagnostics);
        if let Some(out) = &out {
            let dir = format!("{out}/{}", document.plan.id);
            std::fs::create_dir_all(&dir).unwrap();
            for report in &document.reports {
                std::fs::write(format!("{dir}/{}.md", report.file), render::markdown::report(&document.plan, report)).unwrap();
            }
            std::fs::write(format!("{dir}/plan.json"), render::json::document(&document).unwrap()).unwrap();
            std::fs::write(format!("{dir}/index.html"), render::html::page(&document)).unwrap();
        }
        println!("{}: {} items, {} findings", document.plan.id, document.items.len(), diagnostics.len());
    }
}
