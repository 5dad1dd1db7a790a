//! Circles that phases and `not before` close: the links that close them are left out, so that all of the plan has an order.
//!
//! Needs have no circles when a plan is scheduled. The order of phases gives way to needs and to what
//! they hold, and `not before` to all of these; of several links of one kind in a
//! circle none is kept, so that the order of statements does not decide.

use super::activity::{Link, Links, Reason};

/// Links without circles, and what was left out of them.
#[derive(Debug)]
pub struct Straight {
    /// The links.
    pub links: Links,
    /// The activities in an order that every link respects.
    pub order: Vec<u32>,
    /// For each `not before` that was left out: what may not begin, then what waits for that, and so on up to what it may not come before.
    pub circles: Vec<Vec<u32>>,
}

/// Leaves out the links between `count` activities that close circles.
pub fn straighten(all: Vec<Link>, count: usize) -> Straight {
    let links = Links::new(all.clone(), count);
    let order = links.order();
    let mut circles = Vec::new();
    if order.len() == count {
        return Straight { links, order, circles };
    }
    let mut kept: Vec<bool> = all.iter().map(|link| matches!(link.reason, Reason::Need(_) | Reason::Part)).collect();
    for reason in [Reason::Phase, Reason::After, Reason::NotBefore] {
        for (kept, link) in kept.iter_mut().zip(&all) {
            *kept |= link.reason == reason;
        }
        let tangled = among(&all, &kept, count);
        let order = tangled.order();
        if order.len() == count {
            continue;
        }
        let mut open = vec![true; count];
        order.iter().for_each(|at| open[*at as usize] = false);
        for (kept, link) in kept.iter_mut().zip(&all).filter(|(_, link)| link.reason == reason) {
            if let Some(way) = way(&tangled, &open, link.to, link.from) {
                *kept = false;
                circles.extend((reason == Reason::NotBefore).then_some(way));
            }
        }
    }
    let links = among(&all, &kept, count);
    let order = links.order();
    Straight { links, order, circles }
}

fn among(all: &[Link], kept: &[bool], count: usize) -> Links {
    Links::new(all.iter().zip(kept).filter(|(_, kept)| **kept).map(|(link, _)| *link).collect(), count)
}

/// The shortest way along links between activities that are open.
fn way(links: &Links, open: &[bool], from: u32, to: u32) -> Option<Vec<u32>> {
    let is_open = |at: u32| open[at as usize];
    if !is_open(from) || !is_open(to) {
        return None;
    }
    let mut before: Vec<Option<u32>> = vec![None; open.len()];
    let mut reached = vec![from];
    let mut next = 0;
    while let Some(at) = reached.get(next).copied().filter(|_| before[to as usize].is_none() && from != to) {
        next += 1;
        for link in links.behind(at).filter(|link| is_open(link.to) && link.to != from) {
            let known = &mut before[link.to as usize];
            if known.is_none() {
                *known = Some(at);
                reached.push(link.to);
            }
        }
    }
    let mut way: Vec<u32> = std::iter::successors(Some(to), |at| before[*at as usize]).collect();
    way.reverse();
    (way.first() == Some(&from)).then_some(way)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::activity::Gap;
    use crate::syntax::LinkKind;

    fn link(from: u32, to: u32, reason: Reason) -> Link {
        Link { from, to, kind: LinkKind::FinishStart, gap: Gap::default(), reason }
    }

    #[test]
    fn only_what_closes_a_circle_is_left_out() {
        use Reason::{NotBefore, Part, Phase};
        let all =
            vec![link(0, 1, Part), link(1, 0, NotBefore), link(1, 2, NotBefore), link(2, 3, Phase), link(3, 4, Part), link(4, 3, Phase)];
        let straight = straighten(all, 5);
        assert_eq!(straight.circles, [[0, 1]]);
        assert_eq!(straight.order.len(), 5);
        let kept: Vec<(u32, u32)> = straight.links.all().iter().map(|link| (link.from, link.to)).collect();
        assert_eq!(kept, [(0, 1), (1, 2), (2, 3), (3, 4)]);
        // A phase gives no way where `not before` alone goes round.
        let straight = straighten(vec![link(0, 1, Phase), link(1, 2, NotBefore), link(2, 1, NotBefore), link(2, 0, NotBefore)], 3);
        assert_eq!(straight.circles.len(), 3);
        assert_eq!(straight.links.all().len(), 1);
    }
}
