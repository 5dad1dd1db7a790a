//! Scratch: stage timings.
use landfall::{compile, graph, io::Disk, load, model, rules, survey::Survey, syntax, time::Date};
use std::time::Instant;
#[global_allocator]
static A: mimalloc::MiMalloc = mimalloc::MiMalloc;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let t = Instant::now();
    let files = load::load(&Disk, &[path], None);
    println!("load {:?}", t.elapsed());
    let (_, s) = files.sources.iter().next().unwrap();
    let t = Instant::now();
    let c = syntax::bare_parse(&s.text);
    println!("bare {:?} tokens {:?}", t.elapsed(), c);
    let t = Instant::now();
    println!("accepts {} {:?}", syntax::accepts(&s.text), t.elapsed());
    let t = Instant::now();
    let parsed = files.parse();
    println!("parse {:?}  {:.1} MB/s", t.elapsed(), s.text.len() as f64 / 1e6 / t.elapsed().as_secs_f64());
    let (groups, _) = files.groups(&parsed);
    let asts: Vec<_> = parsed.iter().map(|p| &p.ast).collect();
    let t = Instant::now();
    let lowered = model::lower::lower(&files.sources, &asts, false);
    println!("lower {:?}", t.elapsed());
    let t = Instant::now();
    let network = graph::Network::new(&lowered.plan);
    println!("network {:?}", t.elapsed());
    let t = Instant::now();
    let c = graph::cycles(&network);
    println!("cycles {:?} {}", t.elapsed(), c.loops.len());
    let t = Instant::now();
    let o = graph::order(&lowered.plan, &network);
    println!("order {:?} {}", t.elapsed(), o.leaves.len());
    let t = Instant::now();
    let r = graph::reach(&lowered.plan, &network, &o, &vec![false; lowered.plan.items.len()]);
    println!("reach {:?} {}", t.elapsed(), r.is_some());
    let t = Instant::now();
    let survey = Survey::new(&files.sources, &lowered.plan, network, Date::parse("2025-02-03").unwrap(), &[]);
    println!("survey {:?}", t.elapsed());
    let t = Instant::now();
    let found = rules::run(&survey);
    println!("rules {:?} {}", t.elapsed(), found.len());
    let t = Instant::now();
    let found = rules::weigh(&survey, &rules::Weights::default(), found);
    println!("weigh {:?} {}", t.elapsed(), found.len());
    let sel = landfall::view::Selection::all(&lowered.plan);
    macro_rules! v { ($($m:ident)*) => { $( let t = Instant::now(); let b = landfall::view::$m::build(&survey, &sel); println!("  view {} {:?}", stringify!($m), t.elapsed()); let t = Instant::now(); let n = serde_json::to_string(&b).unwrap().len(); println!("    json {} {:?}", n, t.elapsed()); )* } }
    v!(status roadmap gantt next checklist coverage inventory dependencies claims);
    let t = Instant::now();
    let doc = landfall::view::document(&survey, &found);
    println!("views {:?}", t.elapsed());
    let t = Instant::now();
    let mut n = 0;
    for r in &doc.reports {
        let t = Instant::now();
        let l = landfall::render::markdown::report(&doc.plan, r).len();
        n += l;
        println!("  md {} {} {:?}", r.file, l, t.elapsed());
    }
    println!("markdown {:?} {n}", t.elapsed());
    let t = Instant::now();
    let j = landfall::render::json::document(&doc).unwrap();
    println!("json {:?} {}", t.elapsed(), j.len());
    let _ = (groups, compile::sort);
}
