//! The table of everything that can be found: stable codes, names, weights, and an explanation of each.

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Not reported.
    Allow,
    /// Worth knowing; never fails a check.
    Note,
    /// Should be looked at; fails a check only when denied.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// The word printed before a finding.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Allow => "allowed",
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One kind of finding.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable code, such as `LF0201`.
    pub id: &'static str,
    /// The name that `--allow`, `deny` and `waive` take.
    pub name: &'static str,
    /// Its weight when nobody says otherwise.
    pub severity: Severity,
    /// Whether such a finding leaves no plan, so that nothing can be written. Its weight cannot be changed.
    pub fatal: bool,
    /// What it finds, in one line.
    pub summary: &'static str,
    /// What `landfall explain` prints: why, an example that is found, and the remedy. Markdown.
    pub explanation: &'static str,
}

macro_rules! codes {
    ($($constant:ident $id:literal $name:literal $severity:ident $fatal:literal $summary:literal;)*) => {
        $(
            #[doc = $summary]
            pub static $constant: Code = Code {
                id: $id,
                name: $name,
                severity: Severity::$severity,
                fatal: $fatal,
                summary: $summary,
                explanation: include_str!(concat!("explain/", $id, ".md")),
            };
        )*
        /// Every code, by number.
        pub static CODES: &[&Code] = &[$(&$constant),*];
    };
}

codes! {
    UNREADABLE_FILE "LF0001" "unreadable-file" Error true "A file cannot be read as a plan.";
    INCLUDE_NOT_FOUND "LF0002" "include-not-found" Error true "An include matches no file.";
    INCLUDE_CYCLE "LF0003" "include-cycle" Error true "Files include each other in a circle, or too deeply.";
    NO_PLAN "LF0004" "no-plan" Error true "There is no plan statement, or more than one.";

    UNREADABLE_CALENDAR "LF0005" "unreadable-calendar" Error true "A calendar file cannot be read.";

    UNKNOWN_WORD "LF0101" "unknown-word" Error true "A word the language does not have.";
    MALFORMED "LF0102" "malformed" Error true "Something else was expected here.";
    UNCLOSED_TEXT "LF0103" "unclosed-text" Error true "A string or prose is never closed.";
    UNBALANCED_BRACE "LF0104" "unbalanced-brace" Error true "A brace has no partner.";
    MISPLACED "LF0105" "misplaced" Error true "A statement or attribute that does not belong where it stands.";
    TOO_DEEP "LF0106" "too-deep" Error true "Blocks are nested too deeply.";
    BAD_DATE "LF0107" "bad-date" Error true "There is no such day.";
    BAD_NUMBER "LF0108" "bad-number" Error true "A number out of its range.";
    END_BEFORE_START "LF0109" "end-before-start" Error true "A range ends before it begins.";

    UNKNOWN_NAME "LF0201" "unknown-name" Error true "A name that nothing has.";
    AMBIGUOUS_NAME "LF0202" "ambiguous-name" Error true "A name that several things have.";
    DUPLICATE_ID "LF0203" "duplicate-id" Error true "Two siblings have the same id.";
    DUPLICATE_ATTRIBUTE "LF0204" "duplicate-attribute" Error true "One thing is said twice of the same item.";

    CYCLE "LF0301" "cycle" Error true "Things need each other in a circle.";
    NEEDS_CONTAINER "LF0302" "needs-own-container" Error true "Something needs itself, or what it is part of.";
    REDUNDANT_NEED "LF0303" "redundant-need" Note false "A need that a longer chain already says.";
    NEEDS_DROPPED "LF0304" "needs-dropped" Warning false "A need on something that was dropped.";
    STAR_LEAVES_OUT "LF0305" "star-leaves-out" Warning false "A chain to everything would close a circle.";
    CLAIMED_NEED_CYCLE "LF0306" "claimed-need-closes-cycle" Warning false "A claimed need would close a circle.";
    RETIRED_STILL_NEEDED "LF0307" "retired-still-needed" Warning false "Something that goes is needed by something that stays.";
    DONE_BEFORE_NEED "LF0308" "done-before-need" Warning false "Something is claimed done while what it needs is not.";

    WINDOW_AGAINST_ORDER "LF0401" "window-against-order" Warning false "Phases or days contradict the order of needs.";
    WINDOW_WITHOUT_WORK "LF0402" "window-without-work" Warning false "A window that holds no working time.";
    OUTSIDE_PHASE "LF0403" "outside-phase" Warning false "Dates that lie outside the phase or the plan.";
    IN_NO_PHASE "LF0404" "in-no-phase" Warning false "Work that no phase holds, although the plan has phases.";
    PASSED_UNTIL "LF0405" "passed-until" Warning false "The last day of something that retires has passed.";
    DUE_TOO_EARLY "LF0406" "due-too-early" Warning false "A due date before the work can be done.";
    LATE "LF0407" "late" Warning false "A deadline that the schedule misses.";
    AT_RISK "LF0408" "at-risk" Note false "A deadline with less than two working days to spare.";
    FIXED_AGAINST_NEED "LF0409" "fixed-against-need" Warning false "A fixed date before what it needs can be done.";
    NO_PEOPLE "LF0410" "no-people" Warning false "Work for which there is nobody.";
    OVER_ALLOCATED "LF0411" "over-allocated" Warning false "More work at a time than people for it.";
    PHASE_OVERRUN "LF0412" "phase-overrun" Warning false "Work that ends after its phase.";
    NO_PLACE "LF0413" "no-place" Warning false "Work that finds no place in sixty years.";
    CALENDAR_IN_PART "LF0414" "calendar-in-part" Note false "A calendar file of which not everything counts.";
    WINDOW_TOO_SHORT "LF0415" "window-too-short" Warning false "Fixed days that hold less time than the work takes.";
    IN_SCENARIO "LF0416" "in-scenario" Warning false "Something is found in a scenario that is not found in the plan.";

    WRONG_TOTAL "LF0501" "wrong-total" Warning false "A claimed total that no count gives.";
    WRONG_PERCENT "LF0502" "wrong-percent" Warning false "A claimed percentage that no rounding gives.";
    CONTRADICTORY_CLAIMS "LF0503" "contradictory-claims" Warning false "Two claims that cannot both be true.";
    UNPROVABLE "LF0504" "unprovable" Note false "Items that no evidence could ever prove.";
    SAME_PLACE "LF0505" "same-place" Warning false "Two items at one path.";
    FILE_BESIDE_FOLDER "LF0506" "file-beside-folder" Warning false "A file beside a folder of the same name.";

    GOALS_NOT_MONOTONE "LF0601" "goals-not-monotone" Warning false "Goals that ease off, or whose dates run backwards.";
    UNMEASURED_TARGET "LF0602" "unmeasured-target" Warning false "A target with no measure and no reading.";
    REGISTRY_CONTRADICTION "LF0603" "registry-contradiction" Warning false "An import that a registry both offers and forbids.";

    GOAL_MISSED "LF0604" "goal-missed" Error false "A goal whose day has passed.";

    UNUSED "LF0701" "unused-declaration" Warning false "Something is declared and never used.";
    EXPIRED "LF0702" "expired" Warning false "A waiver or attestation whose last day has passed.";
    UNMATCHED_WAIVER "LF0703" "unmatched-waiver" Warning false "A waiver that waives nothing.";

    CONTRADICTED "LF0801" "contradicted" Error false "A claim that the evidence denies.";
    STALE "LF0802" "stale" Warning false "A claim that the evidence is ahead of.";
    MOVED "LF0803" "moved" Warning false "A file that seems to stand elsewhere.";
    EMPTY "LF0804" "empty" Warning false "A file of no bytes where something should be.";
    UNKNOWN_EVIDENCE "LF0805" "unknown-evidence" Warning false "Something that could not be measured.";
    MEASURED_NOTHING "LF0806" "measured-nothing" Error false "A check that measured nothing.";
    ORDER_VIOLATION "LF0807" "order-violation" Warning false "Something is shown done while what it needs is shown not to be.";

    REGRESSED "LF0901" "regressed" Error false "Something held at the other revision and does not any more, or has new offenders.";
    WEAKENED "LF0902" "weakened" Warning false "The plan asks less than at the other revision.";
    PROGRESSED "LF0903" "progressed" Note false "Something came nearer to its end since the other revision.";
    NOT_COMPARED "LF0904" "not-compared" Warning false "A plan that had errors at the other revision.";
}

/// Finds a code by its id (in any case) or its name.
pub fn find_code(text: &str) -> Option<&'static Code> {
    CODES.iter().copied().find(|code| code.name == text || code.id.eq_ignore_ascii_case(text))
}
