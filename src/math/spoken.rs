//! A formula in the words of a language, for those who hear it.
//!
//! The rules are Bindery's own, after how formulas are read out in class: short forms where they mean one thing (`x squared`, `a over b`),
//! and an end that is said where something long could be taken to go on (`the square root of a plus b, end of root`). A formula with a sign
//! that has no name here is not said at all, for a description that leaves something out is none.

use super::letters::plain;
use super::signs::{FormulaWords, SIGNS, formula_words};
use super::tree::{AtomClass, AtomKind, FormulaNode, FormulaTable, FormulaTableForm};
use super::{Alphabet, Formula};

/// The formula in words; none if the language has no words for formulas, or one of its signs has no name.
#[must_use]
pub(crate) fn spoken(formula: &Formula, language: &str) -> Option<String> {
    let mut speaker = Speaker { words: formula_words(language)?, out: String::new() };
    speaker.row(&formula.nodes)?;
    let said = speaker.out.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ,", ",");
    Some(said.trim_matches(|c: char| c == ',' || c.is_whitespace()).to_owned()).filter(|said| !said.is_empty())
}

/// What is being said.
struct Speaker {
    words: &'static FormulaWords,
    out: String,
}

impl Speaker {
    fn say(&mut self, words: &str) {
        self.out.push(' ');
        self.out.push_str(words);
    }

    fn row(&mut self, nodes: &[FormulaNode]) -> Option<()> {
        let mut rest = nodes;
        while let [first, behind @ ..] = rest {
            rest = behind;
            // Two bars of a row are a pair; one alone is a sign.
            match bar(first).and_then(|sign| Some((sign, behind.iter().position(|node| bar(node) == Some(sign))?))) {
                Some((sign, end)) if end > 0 => {
                    self.fenced(Some(sign), Some(sign), &behind[..end])?;
                    rest = &behind[end + 1..];
                }
                _ => self.one(first)?,
            }
        }
        Some(())
    }

    fn one(&mut self, node: &FormulaNode) -> Option<()> {
        match node {
            FormulaNode::Atom(atom) => self.atom(&atom.text, atom.kind),
            FormulaNode::Row(inside) | FormulaNode::Styled(_, inside) | FormulaNode::Coloured(_, inside) | FormulaNode::Boxed(inside) => {
                self.row(inside)
            }
            FormulaNode::Fraction { over, under, bar } => self.fraction(over, under, *bar == Some(0)),
            FormulaNode::Root { of, degree } => self.root(of, degree.as_deref()),
            FormulaNode::Scripts { base, under, over, .. } => self.scripts(base, under.as_deref(), over.as_deref()),
            FormulaNode::Accent { base, sign, below, .. } => {
                self.one(base)?;
                self.say(accent(self.words, *sign, *below)?);
                Some(())
            }
            FormulaNode::Fenced { open, close, inside } => self.fenced(*open, *close, inside),
            FormulaNode::Table(table) => self.table(table),
            FormulaNode::Space(_) => Some(()),
        }
    }

    fn atom(&mut self, text: &str, kind: AtomKind) -> Option<()> {
        match kind {
            AtomKind::Number | AtomKind::Function | AtomKind::Text => self.say(text),
            _ => {
                for c in text.chars() {
                    self.sign(c)?;
                }
            }
        }
        Some(())
    }

    /// A letter or sign by its name.
    fn sign(&mut self, c: char) -> Option<()> {
        let (letter, alphabet) = plain(c);
        let before = match alphabet {
            Alphabet::Bold | Alphabet::BoldItalic => self.words.bold,
            Alphabet::DoubleStruck => self.words.blackboard,
            _ => "",
        };
        if letter.is_alphanumeric() && letter.is_ascii() {
            self.say(before);
            if letter.is_uppercase() && alphabet != Alphabet::DoubleStruck {
                self.say(self.words.capital);
            }
            self.say(letter.encode_utf8(&mut [0; 4]));
            return Some(());
        }
        let small: String = letter.to_lowercase().collect();
        let capital = letter.is_uppercase() && small.chars().count() == 1;
        let wanted = if capital { small.chars().next()? } else { letter };
        let (_, names) = SIGNS.iter().find(|(sign, _)| *sign == letter).or_else(|| SIGNS.iter().find(|(sign, _)| *sign == wanted))?;
        self.say(before);
        if capital && !SIGNS.iter().any(|(sign, _)| *sign == letter) {
            self.say(self.words.capital);
        }
        self.say(names[self.words.column]);
        Some(())
    }

    fn fraction(&mut self, over: &FormulaNode, under: &FormulaNode, is_binomial: bool) -> Option<()> {
        let FormulaWords { over: short, choose, fraction: [begin, middle, end], .. } = self.words;
        let is_short = is_simple(over) && is_simple(under);
        if is_binomial || is_short {
            self.one(over)?;
            self.say(if is_binomial { choose } else { short });
            return self.one(under);
        }
        self.say(begin);
        self.one(over)?;
        self.say(middle);
        self.one(under)?;
        self.say(end);
        Some(())
    }

    fn root(&mut self, of: &FormulaNode, degree: Option<&FormulaNode>) -> Option<()> {
        let FormulaWords { square_root, cube_root, root: [begin, middle], end_root, .. } = self.words;
        match degree.map(|degree| single(degree)) {
            None | Some(Some("2")) => self.say(square_root),
            Some(Some("3")) => self.say(cube_root),
            _ => {
                self.say(begin);
                self.one(degree?)?;
                self.say(middle);
            }
        }
        self.one(of)?;
        if !is_simple(of) {
            self.say(end_root);
        }
        Some(())
    }

    fn scripts(&mut self, base: &FormulaNode, under: Option<&FormulaNode>, over: Option<&FormulaNode>) -> Option<()> {
        let words = self.words;
        let is_large = base.core().is_some_and(|atom| atom.kind == AtomKind::Large || atom.class == AtomClass::Operator);
        self.one(base)?;
        if is_large {
            return self.limits(under, over);
        }
        if let Some(under) = under {
            self.say(words.sub);
            self.one(under)?;
            if !is_simple(under) {
                self.say(words.end_script);
            }
        }
        let Some(over) = over else { return Some(()) };
        if let Some(primes) = primes(over) {
            self.say(words.primes[primes.min(words.primes.len()) - 1]);
            return Some(());
        }
        match single(over) {
            Some("2") => self.say(words.squared),
            Some("3") => self.say(words.cubed),
            Some("*" | "∗") => self.say(words.star),
            Some("⊤" | "T") => self.say(words.transposed),
            Some("+" | "−" | "±" | "†" | "‡" | "∘") => {
                self.say(words.sup);
                self.one(over)?;
            }
            _ => {
                self.say(words.power);
                self.one(over)?;
                if !is_simple(over) {
                    self.say(words.end_script);
                }
            }
        }
        Some(())
    }

    /// What stands below and above a sum, an integral or the name of a function.
    fn limits(&mut self, under: Option<&FormulaNode>, over: Option<&FormulaNode>) -> Option<()> {
        let words = self.words;
        match (under, over) {
            (Some(under), Some(over)) => {
                self.say(words.from);
                self.one(under)?;
                self.say(words.to);
                self.one(over)?;
                self.say(words.of);
            }
            (Some(under), None) => {
                self.say(words.over_all);
                self.one(under)?;
                self.say(words.of);
            }
            (None, Some(over)) => match single(over) {
                Some("2") => self.say(words.squared),
                _ => {
                    self.say(words.power);
                    self.one(over)?;
                    self.say(words.of);
                }
            },
            (None, None) => {}
        }
        Some(())
    }

    fn fenced(&mut self, open: Option<char>, close: Option<char>, inside: &[FormulaNode]) -> Option<()> {
        let words = self.words;
        if let [FormulaNode::Table(table)] = inside {
            let kind = match (open, close, table.form) {
                (Some('|'), Some('|'), _) => words.determinant,
                _ => "",
            };
            self.say(kind);
            return self.table(table);
        }
        if let [FormulaNode::Fraction { over, under, bar: Some(0) }] = inside {
            return self.fraction(over, under, true);
        }
        match (open, close) {
            (Some('|'), Some('|')) => {
                self.say(words.absolute[0]);
                self.row(inside)?;
                self.say(words.absolute[1]);
            }
            (Some('‖'), Some('‖')) => {
                self.say(words.norm[0]);
                self.row(inside)?;
                self.say(words.norm[1]);
            }
            _ => {
                open.map_or(Some(()), |c| self.sign(c))?;
                self.row(inside)?;
                close.map_or(Some(()), |c| self.sign(c))?;
            }
        }
        Some(())
    }

    fn table(&mut self, table: &FormulaTable) -> Option<()> {
        let words = self.words;
        let (rows, columns) = (table.rows.len(), table.width());
        let (name, numbered, end) = match table.form {
            FormulaTableForm::Matrix => {
                (words.matrix.replacen("{}", &rows.to_string(), 1).replacen("{}", &columns.to_string(), 1), words.row, words.end_matrix)
            }
            FormulaTableForm::Cases => (words.cases.replace("{}", &rows.to_string()), words.case, words.end_cases),
            FormulaTableForm::Aligned | FormulaTableForm::Gathered | FormulaTableForm::Stack => (String::new(), "", ""),
        };
        self.say(&name);
        for (index, row) in table.rows.iter().enumerate() {
            self.say(if index > 0 || !name.is_empty() { "," } else { "" });
            self.say(&numbered.replace("{}", &(index + 1).to_string()));
            for (column, cell) in row.cells.iter().enumerate() {
                let apart = column > 0 && matches!(table.form, FormulaTableForm::Matrix | FormulaTableForm::Cases);
                self.say(if apart { "," } else { "" });
                self.row(cell)?;
            }
        }
        self.say(end);
        Some(())
    }
}

/// The bar that a part is.
fn bar(node: &FormulaNode) -> Option<char> {
    single(node).and_then(|sign| sign.chars().next()).filter(|c| matches!(c, '|' | '‖'))
}

/// The only sign of a part that is one sign.
fn single(node: &FormulaNode) -> Option<&str> {
    match node {
        FormulaNode::Atom(atom) => Some(&atom.text),
        FormulaNode::Row(inside) if inside.len() == 1 => single(&inside[0]),
        _ => None,
    }
}

/// How many primes a script is, if it is nothing else.
fn primes(node: &FormulaNode) -> Option<usize> {
    let of = |c| match c {
        '′' => Some(1),
        '″' => Some(2),
        '‴' => Some(3),
        _ => None,
    };
    match node {
        FormulaNode::Atom(atom) => atom.text.chars().map(of).sum::<Option<usize>>().filter(|primes| *primes > 0),
        FormulaNode::Row(inside) if !inside.is_empty() => inside.iter().map(primes).sum(),
        _ => None,
    }
}

/// Whether a part is heard as one thing without being told where it ends: a letter, a number, and such a one with a simple script.
fn is_simple(node: &FormulaNode) -> bool {
    match node {
        FormulaNode::Atom(_) => true,
        FormulaNode::Row(inside) | FormulaNode::Styled(_, inside) => match &inside[..] {
            [one] => is_simple(one),
            // `2n` and `−1`, but no sum.
            [FormulaNode::Atom(first), FormulaNode::Atom(second)] => {
                second.class == AtomClass::Ordinary && matches!(first.kind, AtomKind::Number | AtomKind::Sign)
            }
            _ => false,
        },
        FormulaNode::Scripts { base, under, over, .. } => {
            let small = |script: &Option<Box<FormulaNode>>| script.as_ref().is_none_or(|script| single(script).is_some());
            matches!(**base, FormulaNode::Atom(_)) && small(under) && small(over) && !(under.is_some() && over.is_some())
        }
        FormulaNode::Accent { base, .. } => matches!(**base, FormulaNode::Atom(_)),
        _ => false,
    }
}

/// The name of an accent.
fn accent(words: &FormulaWords, sign: char, below: bool) -> Option<&'static str> {
    let names = &words.accents;
    Some(match sign {
        '^' | 'ˆ' | '\u{302}' => names[0],
        '¯' | '‾' | '\u{304}' | '\u{305}' | '_' if !below => names[1],
        '~' | '˜' | '\u{303}' => names[2],
        '→' | '\u{20D7}' => names[3],
        '˙' | '\u{307}' => names[4],
        '¨' | '\u{308}' => names[5],
        '_' | '\u{332}' | '‾' | '¯' => names[6],
        '⏞' => names[7],
        '⏟' => names[8],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::spoken;
    use crate::math::parse;

    fn said(latex: &str, language: &str) -> Option<String> {
        spoken(&parse(latex, true).expect("a formula"), language)
    }

    #[test]
    fn formulas_are_said_in_words() {
        for (latex, words) in [
            ("E = mc^2", "capital E equals m c squared"),
            ("\\frac{a}{b}", "a over b"),
            ("\\frac{a+b}{2}", "the fraction with numerator a plus b and denominator 2, end of fraction"),
            ("\\sqrt{x}", "the square root of x"),
            ("\\sqrt{a+b}", "the square root of a plus b, end of root"),
            ("\\sum_{k=1}^n a_k", "the sum from k equals 1 to n of a sub k"),
            ("\\int_0^1 x\\,dx", "the integral from 0 to 1 of x d x"),
            ("e^{i\\pi} = -1", "e to the power i pi, end of script equals minus 1"),
            ("x_1, \\dots, x_n", "x sub 1, and so on, x sub n"),
            ("f'(x)", "f prime open parenthesis x close parenthesis"),
            ("\\binom{n}{k}", "n choose k"),
            ("|x| \\le \\varepsilon", "the absolute value of x, end of absolute value is at most epsilon"),
            ("x \\in \\mathbb{R}", "x is in blackboard R"),
            ("\\Omega", "capital omega"),
            ("\\hat{x}", "x hat"),
            ("\\begin{pmatrix}1&0\\\\0&1\\end{pmatrix}", "the 2 by 2 matrix, row 1: 1, 0, row 2: 0, 1, end of matrix"),
            ("\\lim_{x\\to 0} \\sin x", "lim over x to 0 of sin x"),
        ] {
            assert_eq!(said(latex, "en-GB").as_deref(), Some(words), "{latex}");
        }
        assert_eq!(said("\\frac{a}{b} = x^2", "de").as_deref(), Some("a durch b gleich x Quadrat"));
        assert_eq!(said("\\sqrt{x} \\le \\pi", "fr").as_deref(), Some("la racine carrée de x inférieur ou égal à pi"));
    }

    #[test]
    fn what_has_no_name_is_not_said() {
        assert_eq!(said("a ⧢ b", "en"), None);
        assert_eq!(said("a + b", "tlh"), None);
    }
}
