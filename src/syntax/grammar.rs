//! The grammar, compiled by pest, and what its rules are called when a person is told what was expected.

use pest::Parser;

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/landfall.pest"]
pub(super) struct Grammar;

/// What a rule is called in "expected …"; nothing for rules a person need not hear of.
pub(super) fn user_word(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::ident => "an id",
        Rule::name | Rule::ref_ => "a name",
        Rule::issue_id => "an issue such as `#12`",
        Rule::string | Rule::prose => "a text in quotes",
        Rule::number | Rule::numbers => "a whole number",
        Rule::amount => "a number",
        Rule::ratio => "a ratio such as `3/24`",
        Rule::span => "a time such as `2d` or `4h`",
        Rule::date | Rule::dates => "a date such as `2025-07-18`",
        Rule::tier | Rule::tier_of => "a tier such as `!high`",
        Rule::comparison => "a comparison such as `>=`",
        Rule::weekday | Rule::weekdays => "a weekday such as `mon`",
        Rule::value => "a value",
        Rule::moment => "a date, `day N`, `week N` or a name",
        Rule::origin => "a source and line such as `report:427`",
        Rule::open => "`{`",
        Rule::close => "`}`",
        Rule::star => "`*`",
        Rule::stage => "a name",
        Rule::arrow => "`->`",
        Rule::condition | Rule::simple | Rule::probe | Rule::group => "a condition",
        Rule::kw_when => "`when`",
        Rule::kw_while => "`while`",
        Rule::kw_before => "`before`",
        Rule::kw_by => "`by`",
        Rule::kw_per => "`per SOURCE:LINE`",
        Rule::kw_day => "`day`",
        Rule::kw_week => "`week`",
        Rule::kw_weeks => "`weeks`",
        Rule::kw_coverage => "`coverage`",
        Rule::kw_tests => "`tests`",
        Rule::kw_on => "`on`",
        Rule::kw_lag => "`lag`",
        Rule::kw_lead => "`lead`",
        Rule::kw_except => "`except`",
        Rule::kw_names => "`names`",
        Rule::kw_elapsed => "`elapsed`",
        Rule::kw_until => "`until`",
        Rule::link_kind => "`SS`, `FF`, `SF` or `FS`",
        Rule::need => "the name of what is needed",
        Rule::plain_kind | Rule::entry_kind => "a statement",
        _ => return None,
    })
}

/// Whether the nested definition of the language (rule `file`) accepts a text. The reference that the front end is tested
/// against; the text must not be nested deeper than [`super::MAX_DEPTH`].
pub fn accepts(text: &str) -> bool {
    Grammar::parse(Rule::file, text).is_ok()
}

/// Runs the grammar alone over a whole text and counts its tokens: the yardstick for the speed of the front end.
pub fn bare_parse(text: &str) -> Option<usize> {
    Grammar::parse(Rule::file, text).ok().map(|pairs| pairs.flatten().count())
}
