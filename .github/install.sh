#!/bin/sh
# Installs Bindery for this user: sh install.sh [FOLDER], by default into ~/.local/bin. Nothing else is changed.
# BINDERY_RELEASES is where the archives of a release and their SHA256SUMS are; a release's own copy of this script knows it.
set -eu
releases=${BINDERY_RELEASES:-@RELEASES@}
folder=${1:-${HOME:?}/.local/bin}

fail() { echo "install.sh: $*" >&2; exit 1; }

case $releases in *RELEASES@) fail "set BINDERY_RELEASES to the address of a release" ;; esac
case $(uname -s) in
  Linux) system=unknown-linux-musl ;;
  Darwin) system=apple-darwin ;;
  *) fail "there is no archive for $(uname -s); on Windows take the .zip of the release" ;;
esac
case $(uname -m) in
  x86_64 | amd64) machine=x86_64 ;;
  aarch64 | arm64) machine=aarch64 ;;
  *) fail "there is no archive for $(uname -m); build it with cargo install" ;;
esac
if command -v curl >/dev/null; then
  get() { curl -fsSL "$1" -o "$2"; }
elif command -v wget >/dev/null; then
  get() { wget -qO "$2" "$1"; }
else
  fail "neither curl nor wget is here"
fi
if command -v sha256sum >/dev/null; then
  sum() { sha256sum "$1" | cut -d ' ' -f 1; }
else
  sum() { shasum -a 256 "$1" | cut -d ' ' -f 1; }
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
get "$releases/SHA256SUMS" "$work/SHA256SUMS" || fail "$releases/SHA256SUMS can't be had"
archive=$(awk '{ print $2 }' "$work/SHA256SUMS" | grep -E "^bindery-.*-$machine-$system\.tar\.gz$" | head -n 1) ||
  fail "the release has no archive for $machine-$system"
get "$releases/$archive" "$work/archive.tar.gz" || fail "$releases/$archive can't be had"
wanted=$(awk -v name="$archive" '$2 == name { print $1 }' "$work/SHA256SUMS")
[ "$(sum "$work/archive.tar.gz")" = "$wanted" ] || fail "$archive is not what SHA256SUMS says; nothing was installed"
tar -xzf "$work/archive.tar.gz" -C "$work"
mkdir -p "$folder"
# Beside its place first, so that a program that runs is replaced as a whole.
cp "$work/${archive%.tar.gz}/bindery" "$folder/.bindery.new"
chmod 755 "$folder/.bindery.new"
mv "$folder/.bindery.new" "$folder/bindery"
"$folder/bindery" --version
case :$PATH: in
  *:"$folder":*) ;;
  *) echo "Add $folder to your PATH to call it by its name." ;;
esac
