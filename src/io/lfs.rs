//! Files of which a tree holds a pointer alone, since their content lies in Git LFS.

/// How a pointer begins (the LFS specification, `docs/spec.md`), and the size it is smaller than.
const BEGINNING: &[u8] = b"version https://git-lfs.github.com/spec/";
const SIZE: usize = 1024;

/// Endings of files that hold no text that anybody asks for: pictures, sound, films, fonts, archives, models.
const NO_TEXT: [&str; 104] = [
    "7z",
    "a",
    "aar",
    "ai",
    "apk",
    "arrow",
    "avi",
    "avif",
    "bin",
    "blend",
    "bmp",
    "bz2",
    "ckpt",
    "class",
    "dat",
    "db",
    "dds",
    "deb",
    "dll",
    "dmg",
    "doc",
    "docx",
    "dylib",
    "eot",
    "eps",
    "exe",
    "exr",
    "fbx",
    "feather",
    "flac",
    "gguf",
    "gif",
    "glb",
    "gz",
    "h5",
    "hdf5",
    "heic",
    "ico",
    "ipa",
    "iso",
    "jar",
    "joblib",
    "jpeg",
    "jpg",
    "las",
    "lib",
    "m4a",
    "mat",
    "model",
    "mov",
    "mp3",
    "mp4",
    "msgpack",
    "msi",
    "nc",
    "node",
    "npy",
    "npz",
    "o",
    "ogg",
    "onnx",
    "otf",
    "parquet",
    "pb",
    "pdf",
    "pickle",
    "pkl",
    "ply",
    "png",
    "ppt",
    "pptx",
    "psd",
    "pt",
    "pth",
    "pyc",
    "rar",
    "rds",
    "rpm",
    "safetensors",
    "sav",
    "so",
    "sqlite",
    "stl",
    "tar",
    "tflite",
    "tga",
    "tgz",
    "tif",
    "tiff",
    "ttf",
    "uasset",
    "unitypackage",
    "wasm",
    "wav",
    "webm",
    "webp",
    "weights",
    "woff",
    "woff2",
    "xls",
    "xlsx",
    "xz",
    "zip",
    "zst",
];

/// Refuses the bytes of a file that are only a pointer. What holds no text is let through, so that pictures that were not fetched leave
/// nothing unknown.
///
/// # Errors
/// What it is, with the holder of the pointer in words for people.
pub fn refuse_pointer(path: &str, bytes: Vec<u8>, holder: &str) -> Result<Vec<u8>, String> {
    let ending = || path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    if bytes.len() < SIZE && bytes.starts_with(BEGINNING) && NO_TEXT.binary_search(&&*ending()).is_err() {
        return Err(format!("its content lies in Git LFS, and {holder} holds a pointer to it"));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_is_no_content_but_where_no_text_is_meant() {
        let pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n".to_vec();
        let why = refuse_pointer("data/a.sql", pointer.clone(), "the folder").unwrap_err();
        assert_eq!(why, "its content lies in Git LFS, and the folder holds a pointer to it");
        assert!(refuse_pointer("data/a.PNG", pointer, "the folder").is_ok());
        assert!(refuse_pointer("data/a.sql", b"select 1;\n".to_vec(), "the folder").is_ok());
        assert!(NO_TEXT.is_sorted());
    }
}
