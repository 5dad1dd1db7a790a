use landfall::{syntax, text::*};
fn main(){ for p in std::env::args().skip(1) { let s=Source::from_bytes(p.clone(), std::fs::read(&p).unwrap()).unwrap(); let r=syntax::parse(&s, FileId(0));
 for d in &r.diagnostics { let pl=d.place().unwrap(); let pos=s.position(pl.span.start); println!("{}:{}:{} {} {} | {:?} {:?}", p,pos.line,pos.column,d.code.id,d.message,d.help,d.notes); }
 println!("{p}: nodes {} diags {}", r.ast.nodes.len(), r.diagnostics.len());
 match syntax::format(&s, FileId(0)) { Ok(t)=>{ let s2=Source::new("x",t.clone()); let t2=syntax::format(&s2,FileId(0)).unwrap(); println!("fmt idempotent {} unchanged {}", t==t2, t==s.text); std::fs::write("/tmp/lf/fmt.out", t).unwrap(); }, Err(_)=>println!("fmt err") } } }
