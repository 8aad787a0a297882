//! The tables of clauses beside the code of the PDF name what is there, and leave out no clause that veraPDF judges.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test")]

use std::path::Path;

/// The clauses of veraPDF's profiles, as its own files list them.
const UA1: &str = "5 6.1 6.2 7.1 7.2 7.3 7.4.2 7.4.4 7.5 7.7 7.9 7.10 7.11 7.15 7.16 7.18.1 7.18.2 7.18.3 7.18.4 7.18.5 7.18.6.2 7.18.8 7.20 \
    7.21.3.1 7.21.3.2 7.21.3.3 7.21.4.1 7.21.4.2 7.21.5 7.21.6 7.21.7 7.21.8";
const A2: &str = "6.1.2 6.1.3 6.1.4 6.1.6 6.1.7.1 6.1.7.2 6.1.8 6.1.9 6.1.10 6.1.12 6.1.13 6.2.2 6.2.3 6.2.4.2 6.2.4.3 6.2.4.4 6.2.5 6.2.6 6.2.8 \
    6.2.8.3 6.2.9 6.2.10 6.2.11.2 6.2.11.3.1 6.2.11.3.2 6.2.11.3.3 6.2.11.4.1 6.2.11.4.2 6.2.11.5 6.2.11.6 6.2.11.7.2 6.2.11.7.3 6.2.11.8 6.3.1 \
    6.3.2 6.3.3 6.4.1 6.4.2 6.4.3 6.5.1 6.5.2 6.6.2.1 6.6.2.3.1 6.6.2.3.2 6.6.2.3.3 6.6.4 6.7.2.2 6.7.3.3 6.7.3.4 6.7.4 6.8 6.9 6.10 6.11";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What stands between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn no_clause_is_left_out_and_every_file_named_is_there() {
    for (table, clauses) in [("PDF_UA1.md", UA1), ("PDF_A2.md", A2)] {
        let text = std::fs::read_to_string(root().join("src/pdf").join(table)).unwrap();
        let rows: Vec<Vec<&str>> = text.lines().filter(|line| line.starts_with("| ")).map(|line| line.split(" | ").collect()).collect();
        for clause in clauses.split_whitespace() {
            assert!(rows.iter().any(|row| row[0].trim_start_matches("| ") == clause), "{table} leaves out {clause}");
        }
        for row in &rows[1..] {
            assert_eq!(row.len(), 4, "{table}: {row:?}");
            let files: Vec<&str> = quoted(row[3]).collect();
            assert!(!files.is_empty(), "{table}: {row:?} names no file");
            for file in files {
                let (one, folder) = (root().join("src/pdf").join(file), root().join("src/pdf").join(file.trim_end_matches(".rs")));
                assert!(one.is_file() || folder.is_dir(), "{table}: there is no {file}");
            }
        }
        let tests: String = std::fs::read_dir(root().join("tests"))
            .unwrap()
            .filter_map(|entry| std::fs::read_to_string(entry.unwrap().path()).ok())
            .collect();
        for name in quoted(&text).filter(|name| name.matches('_').count() > 1 && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))
        {
            assert!(tests.contains(&format!("fn {name}()")), "{table}: there is no test {name}");
        }
    }
}
