//! The graph against petgraph's own algorithms and a plain search.

use crate::cases;
use crate::support::run::surveyed;
use petgraph::algo::tred::{dag_to_toposorted_adjacency_list, dag_transitive_reduction_closure};
use petgraph::graph::{DiGraph, NodeIndex};
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert_eq, proptest};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Edges of a graph without circles: from lower numbers to higher ones.
fn edges(count: usize, picks: &[(u16, u16)]) -> BTreeSet<(usize, usize)> {
    let pair = |(a, b): &(u16, u16)| (*a as usize % count, *b as usize % count);
    picks.iter().map(pair).filter(|(a, b)| a != b).map(|(a, b)| (a.min(b), a.max(b))).collect()
}

fn plan(count: usize, edges: &BTreeSet<(usize, usize)>) -> String {
    let mut text = "plan p start 2025-07-18\n".to_owned();
    for item in 0..count {
        let needs: Vec<String> = edges.iter().filter(|(_, to)| *to == item).map(|(from, _)| format!("c{from}")).collect();
        let _ = writeln!(text, "component c{item}{}{}", if needs.is_empty() { "" } else { " needs " }, needs.join(", "));
    }
    text
}

/// What can be reached from a node, by a plain search.
fn below(from: usize, edges: &BTreeSet<(usize, usize)>) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        for (_, to) in edges.iter().filter(|(start, _)| *start == at) {
            if found.insert(*to) {
                open.push(*to);
            }
        }
    }
    found
}

fn number(name: &str) -> usize {
    name.trim_start_matches('c').parse().unwrap_or(usize::MAX)
}

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn descendants_and_redundant_needs(count in 2usize..60, picks in vec((any::<u16>(), any::<u16>()), 0..150)) {
        let edges = edges(count, &picks);
        let (descendants, redundant) = surveyed(&plan(count, &edges), |survey| {
            let reach = survey.reach.as_ref().expect("the plan is small");
            let mut descendants = vec![0; count];
            for (id, item) in survey.plan.ids().skip(1) {
                descendants[number(&item.name)] = reach.descendants[id.index()] as usize;
            }
            let of = |id| number(&survey.plan.item(id).name);
            let redundant: BTreeSet<(usize, usize)> = reach.redundant.iter().map(|(waits, needed, _)| (of(*needed), of(*waits))).collect();
            (descendants, redundant)
        }).expect("the plan is sound");
        let plain: Vec<usize> = (0..count).map(|from| below(from, &edges).len()).collect();
        prop_assert_eq!(descendants, plain);

        let mut graph: DiGraph<(), (), u32> = DiGraph::new();
        (0..count).for_each(|_| { graph.add_node(()); });
        for (from, to) in &edges {
            graph.add_edge(NodeIndex::new(*from), NodeIndex::new(*to), ());
        }
        let sorted: Vec<NodeIndex> = (0..count).map(NodeIndex::new).collect();
        let (list, _) = dag_to_toposorted_adjacency_list::<_, u32>(&graph, &sorted);
        let (reduced, _) = dag_transitive_reduction_closure(&list);
        let kept: BTreeSet<(usize, usize)> = reduced.edge_indices().filter_map(|edge| reduced.edge_endpoints(edge)).map(|(a, b)| (a as usize, b as usize)).collect();
        let left_out: BTreeSet<(usize, usize)> = edges.difference(&kept).copied().collect();
        prop_assert_eq!(redundant, left_out);
    }

    #[test]
    fn layers_are_longest_paths(count in 2usize..40, picks in vec((any::<u16>(), any::<u16>()), 0..80)) {
        let edges = edges(count, &picks);
        let found = surveyed(&plan(count, &edges), |survey| {
            let mut layers = vec![None; count];
            for (id, item) in survey.plan.ids().skip(1) {
                layers[number(&item.name)] = survey.layers.of[id.index()];
            }
            layers
        }).expect("the plan is sound");
        let mut longest = vec![0u32; count];
        for to in 0..count {
            longest[to] = edges.iter().filter(|(_, end)| *end == to).map(|(from, _)| longest[*from] + 1).max().unwrap_or(0);
        }
        prop_assert_eq!(found, longest.into_iter().map(Some).collect::<Vec<_>>());
    }
}
