//! Markdown tables, written row by row.

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A table in the making. Cells must already be escaped.
#[derive(Debug)]
pub struct Table<'o> {
    out: &'o mut String,
}

impl<'o> Table<'o> {
    /// Begins a table; a heading that begins with `>` makes a column of numbers.
    pub fn new(out: &'o mut String, headings: &[&str]) -> Self {
        let align = |heading: &str| if heading.starts_with('>') { Align::Right } else { Align::Left };
        for heading in headings {
            out.push_str("| ");
            out.push_str(heading.trim_start_matches('>'));
            out.push(' ');
        }
        out.push_str("|\n");
        for heading in headings {
            out.push_str(if align(heading) == Align::Right { "| ---: " } else { "| --- " });
        }
        out.push_str("|\n");
        Table { out }
    }

    /// Writes a row.
    pub fn row(&mut self, cells: &[&str]) {
        for cell in cells {
            self.out.push_str("| ");
            self.out.push_str(cell);
            self.out.push(' ');
        }
        self.out.push_str("|\n");
    }

    /// Ends the table.
    pub fn end(self) {
        self.out.push('\n');
    }
}
