//! Networks at random.

use crate::calendar::{self, Calendar};
use crate::network::{Item, Kind, Links, Need, Network, Span, Spans};
use crate::random::Random;

/// A network of so many items.
pub fn network(random: &mut Random, calendar: &Calendar, spans: Spans, links: Links, items: usize) -> Network {
    let mut made = Network { calendar: calendar.clone(), people: Vec::new(), links, items: Vec::new() };
    if spans == Spans::OnePerson {
        made.people.push(calendar::person(random, calendar));
    }
    for at in 0..items {
        let item = item(random, &mut made, spans, at);
        made.items.push(item);
    }
    made
}

fn item(random: &mut Random, made: &mut Network, spans: Spans, at: usize) -> Item {
    let span = span(random, made, spans);
    let mut needs = Vec::new();
    if spans == Spans::OnePerson {
        if at > 0 {
            needs.push(need(random, made, span, at - 1, spans));
        }
    } else if at > 0 {
        for _ in 0..random.within(0, 3) {
            let on = random.within((at as i64 - 12).max(0), at as i64 - 1) as usize;
            if !needs.iter().any(|need: &Need| need.on == on) {
                needs.push(need(random, made, span, on, spans));
            }
        }
    }
    // A moment that waits for nothing has no date of its own.
    let not_before = (random.percent(12) || span == Span::Moment && needs.is_empty()).then(|| random.within(0, 50));
    let due = random.percent(8).then(|| random.within(5, 80));
    Item { span, needs, not_before, due }
}

fn span(random: &mut Random, made: &mut Network, spans: Spans) -> Span {
    if spans != Spans::OnePerson && random.percent(12) {
        return Span::Moment;
    }
    let hours = |random: &mut Random| if random.percent(50) { random.within(1, 6) * made.calendar.hours } else { random.within(1, 30) };
    let kind = match spans {
        Spans::Mixed => random.pick(&[Spans::Calendar, Spans::Working, Spans::People]),
        other => other,
    };
    match kind {
        Spans::Calendar => Span::Duration(random.within(1, 9)),
        Spans::Working | Spans::Mixed => Span::Length(hours(random)),
        Spans::People => {
            let hours = hours(random);
            let person = calendar::person(random, &made.calendar);
            made.people.push(person);
            Span::Effort(hours, made.people.len() - 1)
        }
        Spans::OnePerson => Span::Effort(hours(random), 0),
    }
}

fn need(random: &mut Random, made: &Network, span: Span, on: usize, spans: Spans) -> Need {
    let has_firm_ends = |span: Span| matches!(span, Span::Moment | Span::Duration(_));
    let kind = match made.links {
        Links::Early if has_firm_ends(made.items[on].span) => random.pick(&[Kind::FinishStart, Kind::StartStart]),
        Links::Late if has_firm_ends(span) => random.pick(&[Kind::FinishStart, Kind::FinishFinish]),
        Links::FinishStart | Links::Early | Links::Late => Kind::FinishStart,
        Links::All => random.pick(&[Kind::FinishStart, Kind::FinishStart, Kind::StartStart, Kind::FinishFinish, Kind::StartFinish]),
    };
    let elapsed = match spans {
        Spans::Calendar => true,
        Spans::Working => false,
        _ => random.percent(40),
    };
    let most = if elapsed { 6 } else { 20 };
    let mut lag = if random.percent(50) { 0 } else { random.within(1, most) };
    if made.links == Links::All {
        let (first, second) = (made.items[on].span.amount(), span.amount());
        lag = match kind {
            Kind::FinishStart if random.percent(25) => -random.within(0, first.min(second)),
            Kind::FinishStart => lag,
            Kind::StartStart => lag.max(first - second),
            Kind::FinishFinish => lag.max(second - first),
            Kind::StartFinish => lag.max(first).max(second).max(1),
        };
    }
    Need { on, kind, lag, elapsed }
}
