//! What each stage of the pipeline costs: `cargo bench --bench stages`.

#[path = "generate/mod.rs"]
mod generate;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use landfall::load::{Files, Group};
use landfall::model::lower::lower;
use landfall::rules::{self, Weights, weigh};
use landfall::schedule::Settings;
use landfall::survey::Survey;
use landfall::syntax::{self, bare_parse, format};
use landfall::text::{FileId, Source};
use landfall::time::Date;
use landfall::world::World;
use landfall::{graph, load, render, view};
use std::hint::black_box;
use std::time::Duration;

/// One file in memory.
struct One(String);

impl World for One {
    fn read(&self, _: &str) -> Result<Vec<u8>, String> {
        Ok(self.0.clone().into_bytes())
    }

    fn plans_in(&self, _: &str) -> Result<Vec<String>, String> {
        Ok(Vec::new())
    }

    fn glob(&self, _: &str, _: &str) -> Result<Vec<String>, String> {
        Ok(Vec::new())
    }

    fn is_folder(&self, _: &str) -> bool {
        false
    }

    fn today(&self) -> Date {
        data_date()
    }
}

fn data_date() -> Date {
    Date::parse("2025-08-01").expect("a date")
}

fn stages(criterion: &mut Criterion) {
    for count in [1_000, 10_000] {
        of_size(criterion, count);
    }
}

fn of_size(criterion: &mut Criterion, count: usize) {
    let text = generate::plan(count, false).remove(0).1;
    let source = Source::new("a.plan", text.as_str());
    let mut group = criterion.benchmark_group(format!("{count}"));
    group.sample_size(10).measurement_time(Duration::from_secs(2)).warm_up_time(Duration::from_millis(300));
    group.throughput(Throughput::Bytes(text.len() as u64));
    let mut bench = |name: &str, work: &mut dyn FnMut()| {
        group.bench_function(BenchmarkId::from_parameter(name), |bencher| bencher.iter(&mut *work));
    };
    bench("0 bare pest", &mut || {
        black_box(bare_parse(&text));
    });
    bench("1 scan", &mut || {
        black_box(syntax::scan(&text));
    });
    bench("2 parse", &mut || {
        black_box(syntax::parse(&source, FileId(0)));
    });
    bench("3 format", &mut || {
        black_box(format(&source, FileId(0)).is_ok());
    });
    let world = One(text.clone());
    let files: Files = load::load(&world, &["a.plan".to_owned()], None);
    let parsed = files.parse();
    let (groups, _): (Vec<Group>, _) = files.groups(&parsed);
    assert_eq!(groups.len(), 1);
    let asts: Vec<_> = parsed.iter().map(|parsed| &parsed.ast).collect();
    bench("4 lower", &mut || {
        black_box(lower(&files.sources, &asts, false));
    });
    let lowered = lower(&files.sources, &asts, false);
    assert!(lowered.diagnostics.iter().all(|diagnostic| !diagnostic.code.fatal));
    let plan = lowered.plan;
    bench("5 graph", &mut || {
        let network = graph::Network::new(&plan);
        black_box(graph::cycles(&network));
        let order = graph::order(&plan, &network);
        let none = vec![false; plan.items.len()];
        black_box(graph::reach(&plan, &network, &order, graph::Open { closed: &none, unmet: &none }));
    });
    bench("6 survey, graph included", &mut || {
        black_box(Survey::new(&files.sources, &plan, graph::Network::new(&plan), data_date(), None, Settings::default()));
    });
    let survey = Survey::new(&files.sources, &plan, graph::Network::new(&plan), data_date(), None, Settings::default());
    bench("7 rules", &mut || {
        black_box(weigh(&survey, &Weights::default(), rules::run(&survey)));
    });
    let found = weigh(&survey, &Weights::default(), rules::run(&survey));
    bench("8 views", &mut || {
        black_box(view::document(&survey, &found).reports.iter().count());
    });
    let document = view::document(&survey, &found);
    let reports: Vec<_> = document.reports.iter().collect();
    bench("9 markdown", &mut || {
        for report in &reports {
            black_box(render::markdown::report(&document.plan, report));
        }
    });
    bench("9 json, views included", &mut || {
        black_box(render::json::document(&document).is_ok());
    });
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
