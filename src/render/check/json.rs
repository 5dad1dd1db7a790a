//! A check for programs, and the schema of that form.

use crate::view::check::Check;

/// The value as it is, with one finding a few lines.
///
/// # Errors
/// Never for checks this program makes; the error is that of the writer.
pub fn json(check: &Check) -> Result<String, String> {
    pretty(check)
}

/// The JSON Schema of that form (draft 2020-12).
///
/// # Errors
/// Never; the error is that of the writer.
pub fn schema() -> Result<String, String> {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    pretty(&settings.into_generator().into_root_schema_for::<Check>())
}

pub(super) fn pretty(value: &impl serde::Serialize) -> Result<String, String> {
    let mut text = serde_json::to_string_pretty(value).map_err(|error| error.to_string())?;
    text.push('\n');
    Ok(text)
}
