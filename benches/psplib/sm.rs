//! Reads the `.sm` files of PSPLIB: single-mode projects with renewable resources.

/// A project: activity 0 is its source, the last its sink.
#[derive(Debug, Clone, Default)]
pub struct Project {
    /// Time units per activity.
    pub durations: Vec<u32>,
    /// Units of every resource per activity.
    pub demands: Vec<Vec<u32>>,
    /// Who follows each activity.
    pub successors: Vec<Vec<usize>>,
    /// Units of every resource.
    pub capacities: Vec<u32>,
}

/// Reads a project; `None` when the text is none.
pub fn read(text: &str) -> Option<Project> {
    let mut project = Project::default();
    let mut section = "";
    for line in text.lines() {
        let head = line.trim();
        if head.ends_with(':') && head.chars().next().is_some_and(char::is_uppercase) {
            section = head;
            continue;
        }
        let numbers: Option<Vec<u32>> = head.split_whitespace().map(|word| word.parse().ok()).collect();
        let Some(numbers) = numbers.filter(|numbers| !numbers.is_empty()) else { continue };
        match section {
            "PRECEDENCE RELATIONS:" => {
                let count = *numbers.get(2)? as usize;
                let successors = numbers.get(3..3 + count)?;
                project.successors.push(successors.iter().map(|&number| number as usize - 1).collect());
            }
            "REQUESTS/DURATIONS:" => {
                project.durations.push(*numbers.get(2)?);
                project.demands.push(numbers.get(3..)?.to_vec());
            }
            "RESOURCEAVAILABILITIES:" => project.capacities = numbers,
            _ => {}
        }
    }
    let count = project.durations.len();
    let sound = count > 0 && project.successors.len() == count && project.successors.iter().flatten().all(|&number| number < count);
    sound.then_some(project)
}
