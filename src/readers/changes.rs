//! Every sample cut at every byte and changed at random: readers answer, and what they answer is sound.

use super::{Reason, Report, coverage, read, samples, trial};

/// Numbers that are the same in every run: Marsaglia's xorshift.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).unwrap()).unwrap()
    }
}

#[test]
fn samples_are_sound() {
    for (name, sample) in samples::ALL {
        trial::any(sample.as_bytes());
        if sample.len() > 60 {
            assert!(read(sample.as_bytes()).is_ok(), "{name}");
        }
    }
}

#[test]
fn samples_cut_at_any_byte_are_answered() {
    for (_, sample) in samples::ALL {
        for end in 0..sample.len() {
            trial::any(&sample.as_bytes()[..end]);
        }
    }
}

/// XML and JSON end with their root: any shorter report is known to be cut.
#[test]
fn xml_and_json_cut_before_their_end_are_never_read() {
    for (name, sample) in samples::ALL.iter().filter(|(_, sample)| sample.starts_with(['<', '{'])) {
        for end in 0..sample.trim_end().len() {
            let read = read(&sample.as_bytes()[..end]);
            assert!(read.is_err(), "{name} cut at {end} was read: {read:?}");
        }
    }
}

/// A cut line-based report may be read where it is cut between records, but nothing in it becomes better by the cut.
#[test]
fn cut_results_never_gain_a_pass() {
    for (name, sample) in samples::ALL.iter().filter(|(name, _)| name.starts_with("tap")) {
        let Ok(Report::Tests(whole)) = read(sample.as_bytes()) else { continue };
        let passed = |run: &super::TestRun| run.count(|case| case.outcome == super::Outcome::Passed).passed;
        for end in 0..sample.len() {
            if let Ok(Report::Tests(cut)) = read(&sample.as_bytes()[..end]) {
                assert!(passed(&cut) <= passed(&whole), "{name} cut at {end}");
                assert!(
                    end + 1 >= sample.len() || !cut.doubt.is_empty() || cut.cases.len() >= whole.cases.len(),
                    "{name} cut at {end}: no doubt"
                );
            }
        }
    }
}

#[test]
fn samples_changed_at_random_are_answered() {
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    let pieces = [
        "<",
        ">",
        "\"",
        "&",
        "{",
        "}",
        "[",
        "]",
        "0",
        "-1",
        "99999999999999999999",
        "null",
        "\0",
        "\u{FEFF}",
        "é",
        "<![CDATA[",
        "]]>",
        "\n",
        "\\",
        "1e309",
    ];
    for (_, sample) in samples::ALL {
        for _ in 0..100 {
            let mut bytes = sample.as_bytes().to_vec();
            for _ in 0..=numbers.below(4) {
                let at = numbers.below(bytes.len() + 1);
                match numbers.below(4) {
                    0 => bytes.truncate(at),
                    1 => {
                        let piece = pieces[numbers.below(pieces.len())];
                        bytes.splice(at..at, piece.bytes());
                    }
                    2 => {
                        let end = (at + numbers.below(30)).min(bytes.len());
                        bytes.drain(at..end);
                    }
                    _ => {
                        if let Some(byte) = bytes.get_mut(at) {
                            *byte = u8::try_from(numbers.below(256)).unwrap();
                        }
                    }
                }
            }
            trial::any(&bytes);
            trial::coverage(&bytes);
            trial::tests(&bytes);
        }
    }
}

#[test]
fn samples_read_the_same_with_a_mark_with_crlf_and_in_utf16() {
    for (name, sample) in samples::ALL {
        // A document type or declaration may not follow white space; line ends within text may change.
        let plain = read(sample.as_bytes()).map_err(|error| error.reason);
        let marked = read(&[b"\xEF\xBB\xBF", sample.as_bytes()].concat()).map_err(|error| error.reason);
        assert_eq!(plain, marked, "{name}");
        let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(sample.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(plain, read(&wide).map_err(|error| error.reason), "{name}");
        let crlf = read(sample.replace('\n', "\r\n").as_bytes()).map_err(|error| error.reason);
        assert_eq!(plain.is_ok(), crlf.is_ok(), "{name}");
        if let (Ok(Report::Coverage(plain)), Ok(Report::Coverage(crlf))) = (plain, crlf) {
            assert_eq!(plain.files, crlf.files, "{name}");
        }
    }
}

#[test]
fn a_report_that_is_too_large_is_refused_before_it_is_read() {
    // Zeroed memory is not touched before the length is looked at.
    let bytes = vec![0; super::limits::BYTES + 1];
    assert!(matches!(read(&bytes).unwrap_err().reason, Reason::TooLarge(_)));
}

#[test]
fn a_file_in_a_hundred_thousand_records_is_united_in_time() {
    let class = "<class filename='a'><lines><line number='1' hits='1'/></lines></class>";
    let text = format!("<coverage line-rate='1'><packages>{}</packages></coverage>", class.repeat(100_000));
    let coverage: coverage::Coverage = super::read_coverage(text.as_bytes()).unwrap();
    assert_eq!(coverage.files.len(), 1);
}
