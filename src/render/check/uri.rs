//! Paths as URIs.

use std::fmt::Write;

/// A path as a URI reference: relative where the path is, with everything but letters, digits and `-._~/` as `%` and two digits
/// (RFC 3986, section 2.3).
pub fn of_path(path: &str) -> String {
    let drive = path.as_bytes().get(1) == Some(&b':') && path.starts_with(|c: char| c.is_ascii_alphabetic());
    let path = path.strip_prefix("./").unwrap_or(path);
    let mut out = String::with_capacity(path.len());
    if drive {
        out.push_str("file:///");
    } else if path.starts_with('/') {
        out.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            b'\\' => out.push('/'),
            b':' if drive && out == format!("file:///{}", &path[..1]) => out.push(':'),
            byte => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::of_path;

    #[test]
    fn paths_become_uris() {
        assert_eq!(of_path("plans/shop.plan"), "plans/shop.plan");
        assert_eq!(of_path("./a b/ü#?.plan"), "a%20b/%C3%BC%23%3F.plan");
        assert_eq!(of_path("../x.plan"), "../x.plan");
        assert_eq!(of_path("/tmp/x.plan"), "file:///tmp/x.plan");
        assert_eq!(of_path("C:\\plans\\x.plan"), "file:///C:/plans/x.plan");
        assert_eq!(of_path("<stdin>"), "%3Cstdin%3E");
        assert_eq!(of_path("javascript:alert(1)"), "javascript%3Aalert%281%29");
    }
}
