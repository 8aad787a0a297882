//! What goes with a release: the archive, the script that installs it, and how large the source package is.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The target that the tests run on, if a release has an archive for it that `install.sh` takes.
fn target() -> Option<String> {
    let machine = std::env::consts::ARCH;
    match std::env::consts::OS {
        "linux" => Some(format!("{machine}-unknown-linux-musl")),
        "macos" => Some(format!("{machine}-apple-darwin")),
        _ => None,
    }
}

/// A folder with a release: an archive of this program, and its sum.
fn release(within: &Path) -> PathBuf {
    let releases = within.join("releases");
    let name = format!("bindery-{}-{}", env!("CARGO_PKG_VERSION"), target().unwrap());
    fs::create_dir_all(releases.join(&name)).unwrap();
    fs::copy(env!("CARGO_BIN_EXE_bindery"), releases.join(&name).join("bindery")).unwrap();
    let run = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).current_dir(&releases).output().unwrap();
        assert!(output.status.success(), "{program}: {output:?}");
        output.stdout
    };
    run("tar", &["-czf", &format!("{name}.tar.gz"), &name]);
    fs::remove_dir_all(releases.join(&name)).unwrap();
    fs::write(releases.join("SHA256SUMS"), run("sha256sum", &[&format!("{name}.tar.gz")])).unwrap();
    releases
}

fn install(home: &Path, releases: &Path) -> Output {
    let mut command = Command::new("sh");
    command.arg(root().join(".github/install.sh")).current_dir(home);
    command.env("HOME", home).env("BINDERY_RELEASES", format!("file://{}", releases.display())).output().unwrap()
}

#[test]
fn the_script_installs_what_the_sums_vouch_for_and_nothing_else() {
    let has_curl = Command::new("curl").arg("--version").output().is_ok();
    // wget takes no file:// address.
    if target().is_none() || !has_curl {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let releases = release(folder.path());
    let output = install(folder.path(), &releases);
    assert!(output.status.success(), "{output:?}");
    let program = folder.path().join(".local/bin/bindery");
    let version = Command::new(&program).arg("--version").output().unwrap();
    assert_eq!(String::from_utf8(version.stdout).unwrap().trim(), format!("bindery {}", env!("CARGO_PKG_VERSION")));
    // A stranger's archive under the same name changes nothing.
    let before = fs::metadata(&program).unwrap().modified().unwrap();
    let sums = fs::read_to_string(releases.join("SHA256SUMS")).unwrap();
    fs::write(releases.join("SHA256SUMS"), format!("0{}", &sums[1..]).replacen("00", "01", 1)).unwrap();
    let output = install(folder.path(), &releases);
    assert!(!output.status.success() && String::from_utf8_lossy(&output.stderr).contains("nothing was installed"), "{output:?}");
    assert_eq!(fs::metadata(&program).unwrap().modified().unwrap(), before);
    // The script in the repository knows no release.
    let output = Command::new("sh").arg(root().join(".github/install.sh")).env("HOME", folder.path()).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("set BINDERY_RELEASES"), "{output:?}");
}

#[test]
fn the_source_package_is_small_enough_for_the_registry() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().to_str().unwrap();
    // With its lock file it would ask the registry for what other systems need.
    let arguments = ["package", "--no-verify", "--allow-dirty", "--offline", "--exclude-lockfile", "--target-dir", target];
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let package = folder.path().join(format!("package/bindery-{}.crate", env!("CARGO_PKG_VERSION")));
    let size = fs::metadata(&package).unwrap().len();
    assert!(size < 9_000_000, "{size} bytes");
    // What the program is built of is in it.
    let list = Command::new("tar").arg("-tzf").arg(&package).output().unwrap();
    let list = String::from_utf8(list.stdout).unwrap();
    for part in ["src/cli/licences.txt", "fonts/libertinus/OFL.txt", "LICENSE-MIT", "README.md"] {
        assert!(list.lines().any(|line| line.ends_with(part)), "{part}");
    }
}

#[test]
fn workflows_name_every_file_that_they_run() {
    let release = fs::read_to_string(root().join(".github/workflows/release.yml")).unwrap();
    let install = fs::read_to_string(root().join(".github/install.sh")).unwrap();
    let action = fs::read_to_string(root().join(".github/build/action.yml")).unwrap();
    assert!(release.contains(".github/archive \"$TARGET\"") && root().join(".github/archive").exists());
    assert!(release.contains("working-directory: .github/wheel") && root().join(".github/wheel/pyproject.toml").exists());
    assert!(action.contains("$ACTION/../install.sh") && root().join(".github/build/../install.sh").exists());
    assert_eq!(install.matches("@RELEASES@").count(), 1, "the release puts its address there");
    // What the script looks for is what a release has.
    for system in ["unknown-linux-musl", "apple-darwin"] {
        for machine in ["x86_64", "aarch64"] {
            assert!(install.contains(system) && install.contains(machine) && release.contains(&format!("{machine}-{system}")));
        }
    }
}
