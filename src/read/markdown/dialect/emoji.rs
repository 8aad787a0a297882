//! Emoji by the names that GitHub has for them, `:tada:`.

use super::constructs::Construct;
use super::fate::foreign;
use super::walk::DialectWalk;

/// Bytes of the sign that asks for a picture in colour, which other characters do without.
const COLOURED: &str = "\u{FE0F}";

/// Takes `:name:` if an emoji has the name; false if none has, for colons stand in ordinary text too.
pub(super) fn named(walk: &mut DialectWalk<'_>) -> bool {
    let at = walk.at;
    let apart = walk.text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let fits = |byte: &&u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_+-".contains(byte);
    let length = walk.bytes[at + 1..].iter().take_while(fits).count();
    let end = at + 1 + length;
    if !apart || length == 0 || walk.bytes.get(end) != Some(&b':') {
        return false;
    }
    let Some(emoji) = emojis::get_by_shortcode(&walk.text[at + 1..end]) else { return false };
    let whole = at..end + 1;
    walk.at = whole.end;
    let bare = emoji.as_str().replace(COLOURED, "");
    let Some(shown) = [emoji.as_str(), bare.as_str()].into_iter().find(|shown| shown.len() <= whole.len()) else {
        return foreign(walk, Construct::Emoji, whole);
    };
    walk.copy.cut(whole);
    walk.copy.write(at, shown.as_bytes());
    true
}
