//! LaTeX to the tree, by the events of the parser: the only place that knows it.

use super::letters::{self, Alphabet};
use super::macros::group;
use super::tree::{
    Atom, AtomClass, AtomKind, ColumnAlign, FormulaNode, FormulaRow, FormulaTable, FormulaTableForm, MathStyle, ScriptPlacement, settle,
};
use super::{Formula, FormulaFault};
use pulldown_latex::event::{
    ArrayColumn, ColorTarget, ColumnAlignment, Content, DelimiterSize, DelimiterType, Dimension, DimensionUnit, EnvironmentFlow, Event,
    Font, Grouping, ScriptPosition, ScriptType, StateChange, Visual,
};
use pulldown_latex::{Parser, Storage};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::iter::Peekable;
use unicode_normalization::UnicodeNormalization;

/// Groups inside each other; no formula that a page can show has more.
const DEEPEST: usize = 60;
/// Bytes of a formula; more is no formula but a `$` that was left open.
const LONGEST: usize = 10_000;

/// Stands at the head of a group that has a box round it. No formula holds it, for Unicode keeps it for no character.
const BOXED: char = '\u{FDD0}';

/// Reads a formula.
///
/// # Errors
/// If it is not LaTeX, or holds what no edition can show.
pub(crate) fn parse(latex: &str, display: bool) -> Result<Formula, FormulaFault> {
    if latex.len() > LONGEST {
        return Err(FormulaFault::new("the formula is too long"));
    }
    // Braces deeper than the tree may be would cost the parser time that grows with their square.
    let deepest = latex.bytes().scan(0_usize, |open, byte| {
        *open = match byte {
            b'{' => *open + 1,
            b'}' => open.saturating_sub(1),
            _ => *open,
        };
        Some(*open)
    });
    if deepest.max().unwrap_or(0) > DEEPEST {
        return Err(FormulaFault::new("groups are nested too deep"));
    }
    // The parser knows the command without the star alone; `\mathop` is what it is made of.
    let latex = latex.replace(BOXED, "").replace("\\operatorname*", "\\mathop");
    // It knows no boxes at all: a group that begins with a sign has one.
    let latex = latex.replace("\\boxed{", &format!("{{{BOXED}"));
    let latex = formulas_in_words(&latex);
    match read(&latex, display) {
        Err(_) if (latex.contains("\\\\") || display && latex.contains('&')) && !latex.contains("\\begin") => {
            read(&broken(&latex, display), display)
        }
        formula => formula,
    }
}

fn read(latex: &str, display: bool) -> Result<Formula, FormulaFault> {
    let storage = Storage::new();
    let events: Result<Vec<Event>, _> = Parser::new(latex, &storage).collect();
    let events = events.map_err(|fault| FormulaFault::new(reason(&fault.to_string(), latex)))?;
    let mut reader = FormulaReader { events: events.into_iter().peekable(), depth: 0, colour: false };
    let mut nodes = reader.nodes(None)?;
    settle(&mut nodes);
    if nodes.is_empty() {
        return Err(FormulaFault::new("the formula is empty"));
    }
    Ok(Formula { nodes, display, coloured: reader.colour })
}

/// A formula whose lines end in `\\`, which MathJax and KaTeX break there, as LaTeX writes one: the lines in an environment, or, in a
/// line of text, behind one another. Several breaks together, as where Markdown would have taken one of two, are one.
fn broken(latex: &str, display: bool) -> String {
    let lines = latex.split("\\\\").map(str::trim).filter(|line| !line.is_empty());
    if !display {
        return lines.collect::<Vec<_>>().join(" ");
    }
    let environment = if latex.contains('&') { "aligned" } else { "gathered" };
    format!("\\begin{{{environment}}}{}\\end{{{environment}}}", lines.collect::<Vec<_>>().join(" \\\\ "))
}

/// The first command of a formula that the parser does not know; its message shows what stands near it.
fn unknown_command(latex: &str) -> Option<&str> {
    const OF_PAIRS: [&str; 6] = ["\\left", "\\right", "\\middle", "\\begin", "\\end", "\\limits"];
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let starts = latex.match_indices('\\').map(|(at, _)| at).filter(|&at| !latex[..at].ends_with('\\'));
    let mut commands = starts.map(|at| {
        let letters = latex[at + 1..].bytes().take_while(u8::is_ascii_alphabetic).count();
        &latex[at..at + 1 + letters]
    });
    commands.find(|command| {
        if command.len() < 2 || OF_PAIRS.contains(command) || !known.insert(command) {
            return false;
        }
        let (alone, storage) = (format!("{command} {{x}}{{x}}"), Storage::new());
        let fault = Parser::new(&alone, &storage).find_map(Result::err);
        fault.is_some_and(|fault| fault.to_string().contains("primitive"))
    })
}

/// The parser's message without the drawing round it.
fn reason(message: &str, latex: &str) -> String {
    let line = message.lines().next().unwrap_or("");
    let plain = line.strip_prefix("parsing error: ").unwrap_or(line).replace("unkown", "unknown");
    if plain.starts_with("unknown primitive")
        && let Some(command) = unknown_command(latex)
    {
        return format!("unknown command `{command}`");
    }
    let command = message.lines().nth(3).and_then(|line| line.rfind('\\').map(|at| line[at..].split_whitespace().next().unwrap_or("")));
    match command {
        Some(command) if plain.starts_with("unknown primitive") => format!("unknown command near `{command}`"),
        _ => plain,
    }
}

struct FormulaReader<'a, E: Iterator<Item = Event<'a>>> {
    events: Peekable<E>,
    depth: usize,
    colour: bool,
}

impl<'a, E: Iterator<Item = Event<'a>>> FormulaReader<'a, E> {
    /// The parts up to the end of a group, or to what parts its cells.
    fn nodes(&mut self, font: Option<Font>) -> Result<Vec<FormulaNode>, FormulaFault> {
        let mut font = font;
        let mut nodes: Vec<FormulaNode> = Vec::new();
        while let Some(event) = self.events.peek() {
            match event {
                Event::End | Event::EnvironmentFlow(_) => break,
                Event::StateChange(change) => {
                    let change = *change;
                    self.events.next();
                    match change {
                        StateChange::Font(new) => font = new,
                        StateChange::Style(style) => {
                            nodes.push(FormulaNode::Styled(of_style(style), self.nodes(font)?));
                        }
                        StateChange::Color(colour) if colour.target == ColorTarget::Text => {
                            self.colour = true;
                            nodes.push(FormulaNode::Coloured(colour.color, self.nodes(font)?));
                        }
                        StateChange::Color(_) => return Err(FormulaFault::new("coloured backgrounds and borders are not supported")),
                    }
                }
                _ => {
                    let node = self.element(font)?;
                    push(&mut nodes, node);
                }
            }
        }
        settle(&mut nodes);
        Ok(nodes)
    }

    /// Reads a part of a formula.
    fn element(&mut self, font: Option<Font>) -> Result<FormulaNode, FormulaFault> {
        self.depth += 1;
        if self.depth > DEEPEST * 3 {
            return Err(FormulaFault::new("groups are nested too deep"));
        }
        let event = self.events.next().ok_or_else(|| FormulaFault::new("something is missing at the end"))?;
        let node = match event {
            Event::Content(content) => atom(content, font)?,
            Event::Begin(Grouping::Normal) => {
                let mut inside = self.nodes(font)?;
                self.events.next();
                let boxed = matches!(inside.first(), Some(FormulaNode::Atom(first)) if first.text.starts_with(BOXED));
                if boxed {
                    inside.remove(0);
                }
                if boxed { FormulaNode::Boxed(inside) } else { FormulaNode::Row(inside) }
            }
            Event::Begin(Grouping::LeftRight(open, close)) => {
                let mut inside = self.nodes(font)?;
                self.events.next();
                middle(&mut inside);
                FormulaNode::Fenced { open, close, inside }
            }
            Event::Begin(grouping) => self.table(grouping)?,
            Event::Visual(Visual::SquareRoot) => FormulaNode::Root { of: self.boxed(font)?, degree: None },
            Event::Visual(Visual::Root) => {
                let of = self.boxed(font)?;
                FormulaNode::Root { of, degree: Some(self.boxed(font)?) }
            }
            Event::Visual(Visual::Fraction(bar)) => {
                let over = self.boxed(font)?;
                FormulaNode::Fraction { over, under: self.boxed(font)?, bar: bar.map(thousandths) }
            }
            Event::Visual(Visual::Negation) => negated(self.element(font)?)?,
            Event::Script { ty, position } => self.scripts(ty, position, font)?,
            Event::Space { width, height, depth } => {
                if [height, depth].iter().flatten().any(|room| room.value != 0.0) {
                    return Err(FormulaFault::new("vertical space is not supported"));
                }
                FormulaNode::Space(width.map_or(0, thousandths))
            }
            Event::StateChange(_) => FormulaNode::Row(Vec::new()),
            Event::End | Event::EnvironmentFlow(_) => return Err(FormulaFault::new("something is missing at the end of a group")),
        };
        self.depth -= 1;
        Ok(node)
    }

    fn boxed(&mut self, font: Option<Font>) -> Result<Box<FormulaNode>, FormulaFault> {
        self.element(font).map(Box::new)
    }

    fn scripts(&mut self, ty: ScriptType, position: ScriptPosition, font: Option<Font>) -> Result<FormulaNode, FormulaFault> {
        let base = self.boxed(font)?;
        let mut under = if ty == ScriptType::Superscript { None } else { Some(self.boxed(font)?) };
        let mut over = if ty == ScriptType::Subscript { None } else { Some(self.boxed(font)?) };
        let place = match position {
            ScriptPosition::Right => ScriptPlacement::Beside,
            ScriptPosition::AboveBelow => ScriptPlacement::Limits,
            ScriptPosition::Movable => ScriptPlacement::Movable,
        };
        if place == ScriptPlacement::Limits {
            // The parser says accents in the same way as limits.
            match (&under, &over) {
                (None, Some(sign)) => {
                    if let Some((sign, stretches)) = accent(sign) {
                        return Ok(FormulaNode::Accent { base, sign, stretches, below: false });
                    }
                }
                (Some(sign), None) => {
                    if let Some((sign, stretches)) = accent(sign) {
                        return Ok(FormulaNode::Accent { base, sign, stretches, below: true });
                    }
                }
                _ => {}
            }
        }
        let mut base = base;
        for script in [&mut under, &mut over].into_iter().flatten().chain((place == ScriptPlacement::Limits).then_some(&mut base)) {
            if let FormulaNode::Row(inside) = &mut **script
                && inside.len() == 1
            {
                let only = inside.remove(0);
                **script = only;
            }
        }
        Ok(FormulaNode::Scripts { base, under, over, place })
    }

    fn table(&mut self, grouping: Grouping) -> Result<FormulaNode, FormulaFault> {
        let mut table =
            FormulaTable { rows: Vec::new(), form: FormulaTableForm::Matrix, columns: vec![ColumnAlign::Centre], lines: Vec::new() };
        let mut fence = (None, None);
        match grouping {
            Grouping::Array(columns) => {
                table.columns.clear();
                for column in &columns {
                    match column {
                        ArrayColumn::Column(alignment) => table.columns.push(side(*alignment)),
                        ArrayColumn::Separator(_) => table.lines.push(table.columns.len()),
                    }
                }
            }
            Grouping::Matrix { alignment } => table.columns = vec![side(alignment)],
            Grouping::Cases { left } => {
                (table.form, table.columns) = (FormulaTableForm::Cases, vec![ColumnAlign::Left]);
                fence = if left { (Some('{'), None) } else { (None, Some('}')) };
            }
            Grouping::SubArray { alignment } => (table.form, table.columns) = (FormulaTableForm::Stack, vec![side(alignment)]),
            // Numbers of equations are the author's to write: a book's sections number them, if at all, not a formula.
            Grouping::Align { .. } | Grouping::Aligned | Grouping::Alignat { .. } | Grouping::Alignedat { .. } | Grouping::Split => {
                table.form = FormulaTableForm::Aligned;
            }
            Grouping::Gather { .. } | Grouping::Gathered | Grouping::Equation { .. } | Grouping::Multline => {
                table.form = FormulaTableForm::Gathered;
            }
            Grouping::Normal | Grouping::LeftRight(..) => {}
        }
        let mut row = FormulaRow::default();
        loop {
            match self.events.peek() {
                Some(Event::EnvironmentFlow(EnvironmentFlow::StartLines { lines })) => {
                    row.line = !lines.is_empty();
                    self.events.next();
                    continue;
                }
                None => return Err(FormulaFault::new("an environment has no end")),
                _ => {}
            }
            row.cells.push(self.nodes(None)?);
            match self.events.next() {
                Some(Event::EnvironmentFlow(EnvironmentFlow::NewLine { spacing, horizontal_lines })) => {
                    row.room = spacing.map_or(0, thousandths);
                    let next = FormulaRow { line: !horizontal_lines.is_empty(), ..FormulaRow::default() };
                    table.rows.push(std::mem::replace(&mut row, next));
                }
                Some(Event::EnvironmentFlow(_)) => {}
                _ => break,
            }
        }
        if row.line || row.cells.iter().any(|cell| !cell.is_empty()) {
            table.rows.push(row);
        }
        Ok(match fence {
            (None, None) => FormulaNode::Table(table),
            (open, close) => FormulaNode::Fenced { open, close, inside: vec![FormulaNode::Table(table)] },
        })
    }
}

/// Adds a part. Primes are raised: `f'` and `f''` are an `f` with a superscript.
fn push(nodes: &mut Vec<FormulaNode>, node: FormulaNode) {
    let primes = |node: &FormulaNode| match node {
        FormulaNode::Atom(Atom { text, .. }) if text.chars().all(|c| ('′'..='‴').contains(&c)) => Some(text.clone()),
        _ => None,
    };
    let raise = |base: Option<FormulaNode>, node: FormulaNode| {
        let base = Box::new(base.unwrap_or(FormulaNode::Row(Vec::new())));
        FormulaNode::Scripts { base, under: None, over: Some(Box::new(node)), place: ScriptPlacement::Beside }
    };
    // `f'^2` and `f'_n` reach here as a prime with scripts.
    if let FormulaNode::Scripts { base, under, over, place: ScriptPlacement::Beside } = &node
        && let Some(signs) = primes(base)
    {
        let mut raised = vec![(**base).clone()];
        raised.extend(over.as_deref().cloned());
        let (under, before) = (under.clone(), nodes.pop());
        let over = if raised.len() == 1 { raised.remove(0) } else { FormulaNode::Row(raised) };
        let (before, over) = match before {
            Some(FormulaNode::Scripts { base, under: None, over: Some(first), place: ScriptPlacement::Beside })
                if primes(&first).is_some() =>
            {
                let signs = primes(&first).unwrap_or_default() + &signs;
                let mut inside = vec![sign(&doubled(&signs), AtomClass::Ordinary)];
                if let FormulaNode::Row(more) = over {
                    inside.extend(more.into_iter().skip(1));
                }
                (Some(*base), FormulaNode::Row(inside))
            }
            before => (before, over),
        };
        let base = Box::new(before.unwrap_or(FormulaNode::Row(Vec::new())));
        return nodes.push(FormulaNode::Scripts { base, under, over: Some(Box::new(over)), place: ScriptPlacement::Beside });
    }
    let Some(signs) = primes(&node) else { return nodes.push(node) };
    let raised = match nodes.pop() {
        Some(FormulaNode::Scripts { base, under, over: None, place: ScriptPlacement::Beside }) => {
            FormulaNode::Scripts { base, under, over: Some(Box::new(node)), place: ScriptPlacement::Beside }
        }
        Some(FormulaNode::Scripts { base, under, over: Some(over), place: ScriptPlacement::Beside }) if primes(&over).is_some() => {
            let all = primes(&over).unwrap_or_default() + &signs;
            FormulaNode::Scripts {
                base,
                under,
                over: Some(Box::new(sign(&doubled(&all), AtomClass::Ordinary))),
                place: ScriptPlacement::Beside,
            }
        }
        before => raise(before, node),
    };
    nodes.push(raised);
}

/// Two primes are one sign.
fn doubled(signs: &str) -> String {
    let count: usize = signs
        .chars()
        .map(|c| {
            if c == '′' {
                1
            } else if c == '″' {
                2
            } else {
                3
            }
        })
        .sum();
    match count {
        1 => "′".to_owned(),
        2 => "″".to_owned(),
        3 => "‴".to_owned(),
        more => "′".repeat(more),
    }
}

fn sign(text: &str, class: AtomClass) -> FormulaNode {
    FormulaNode::Atom(Atom { text: text.to_owned(), kind: AtomKind::Sign, class })
}

/// Fences of `\middle` grow with those round them.
fn middle(nodes: &mut [FormulaNode]) {
    for node in nodes {
        match node {
            FormulaNode::Atom(atom) if atom.kind == AtomKind::Fence(None) && atom.class == AtomClass::Ordinary => {
                atom.kind = AtomKind::Middle;
            }
            FormulaNode::Scripts { base, .. } => middle(std::slice::from_mut(base)),
            FormulaNode::Styled(_, inside) | FormulaNode::Coloured(_, inside) | FormulaNode::Boxed(inside) => middle(inside),
            _ => {}
        }
    }
}

/// The sign of an accent, and whether it is as wide as its base.
fn accent(node: &FormulaNode) -> Option<(char, bool)> {
    let FormulaNode::Atom(Atom { text, kind, .. }) = node else { return None };
    let sign = text.chars().next()?;
    let known = matches!(sign, '´' | '‾' | '˘' | 'ˇ' | '˙' | '¨' | '`' | '^' | '~' | '˚' | '→');
    let stretches = *kind == AtomKind::Stretchy;
    (known || stretches).then_some((sign, stretches))
}

fn atom(content: Content, font: Option<Font>) -> Result<FormulaNode, FormulaFault> {
    let (text, kind, class) = match content {
        Content::Text(words) => (words_of(words)?, AtomKind::Text, AtomClass::Ordinary),
        Content::Number(number) => (in_font(number, font), AtomKind::Number, AtomClass::Ordinary),
        Content::Function(name) => (words_of(name)?, AtomKind::Function, AtomClass::Operator),
        Content::Ordinary { content, stretchy } if stretchy => (content.to_string(), AtomKind::Stretchy, AtomClass::Ordinary),
        // `\colon`: the bare sign is a relation.
        Content::Ordinary { content: ':', .. } => (":".to_owned(), AtomKind::Sign, AtomClass::Punctuation),
        // The parser's `\mu` is the sign for a millionth.
        Content::Ordinary { content: '\u{B5}', .. } => ordinary('μ', font),
        Content::Ordinary { content, .. } => ordinary(content, font),
        Content::LargeOp { content, small } => {
            (content.to_string(), if small { AtomKind::Sign } else { AtomKind::Large }, AtomClass::Operator)
        }
        // A solidus is set closed (The TeXbook, p. 132).
        Content::BinaryOp { content: c @ ('/' | '\u{2215}'), .. } => (c.to_string(), AtomKind::Sign, AtomClass::Ordinary),
        Content::BinaryOp { content, .. } => (content.to_string(), AtomKind::Sign, AtomClass::Binary),
        Content::Relation { content, .. } => {
            let mut buffer = [0; 8];
            let text = String::from_utf8_lossy(content.encode_utf8_to_buf(&mut buffer)).into_owned();
            (text, AtomKind::Sign, AtomClass::Relation)
        }
        Content::Delimiter { content, size, ty } => {
            let class = match ty {
                DelimiterType::Open => AtomClass::Open,
                DelimiterType::Close => AtomClass::Close,
                // `\vert` is what `|` is; the relation is `\mid`.
                DelimiterType::Fence => AtomClass::Ordinary,
            };
            (content.to_string(), AtomKind::Fence(size.map(height)), class)
        }
        Content::Punctuation(c) if c == '.' => (c.to_string(), AtomKind::Sign, AtomClass::Ordinary),
        Content::Punctuation(c) => (c.to_string(), AtomKind::Sign, AtomClass::Punctuation),
    };
    Ok(FormulaNode::Atom(Atom { text, kind, class }))
}

/// A letter or a sign that stands for itself.
fn ordinary(c: char, font: Option<Font>) -> (String, AtomKind, AtomClass) {
    if !c.is_alphabetic() && !matches!(c, '∂' | '∇') {
        let own = font.map_or(c, |font| letters::letter(c, alphabet(font, c)));
        return (own.to_string(), AtomKind::Sign, AtomClass::Ordinary);
    }
    let (own, upright) = match font {
        Some(font) => (letters::letter(c, alphabet(font, c)), font != Font::Italic),
        // Capital Greek is upright in TeX's tradition; so is what is no letter of the alphabets.
        None => (c, !matches!(c, 'A'..='Z' | 'a'..='z' | 'α'..='ω' | 'ϵ' | 'ϑ' | 'ϰ' | 'ϕ' | 'ϱ' | 'ϖ' | 'ı' | 'ȷ' | '∂')),
    };
    let (own, upright) = if font == Some(Font::Italic) { (c, false) } else { (own, upright) };
    (own.to_string(), AtomKind::Letter { upright }, AtomClass::Ordinary)
}

fn in_font(text: &str, font: Option<Font>) -> String {
    text.chars().map(|c| font.map_or(c, |font| letters::letter(c, alphabet(font, c)))).collect()
}

fn alphabet(font: Font, c: char) -> Alphabet {
    match font {
        Font::BoldScript => Alphabet::BoldScript,
        Font::BoldItalic => Alphabet::BoldItalic,
        Font::Bold => Alphabet::Bold,
        Font::BoldSymbol if matches!(c, 'A'..='Z' | 'a'..='z' | 'α'..='ω') => Alphabet::BoldItalic,
        Font::BoldSymbol => Alphabet::Bold,
        Font::Fraktur => Alphabet::Fraktur,
        Font::Script => Alphabet::Script,
        Font::Monospace => Alphabet::Mono,
        Font::SansSerif => Alphabet::Sans,
        Font::DoubleStruck | Font::DoubleStruckItalic => Alphabet::DoubleStruck,
        Font::Italic => Alphabet::Italic,
        Font::BoldFraktur => Alphabet::BoldFraktur,
        Font::SansSerifBoldItalic => Alphabet::SansBoldItalic,
        Font::SansSerifItalic => Alphabet::SansItalic,
        Font::BoldSansSerif => Alphabet::SansBold,
        Font::UpRight => Alphabet::Upright,
    }
}

/// Words: escapes resolved, which the parser leaves in.
fn words_of(text: &str) -> Result<String, FormulaFault> {
    let mut out = String::with_capacity(text.len());
    let plain = text.replace("&nbsp;", "\u{A0}");
    let mut chars = plain.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some(c @ ('%' | '$' | '_' | '&' | '#' | '{' | '}')) => out.push(c),
                Some(',' | ';' | ':') => out.push('\u{2009}'),
                Some(' ') => out.push('\u{A0}'),
                _ => return Err(FormulaFault::new("commands inside words are not supported")),
            },
            '$' => return Err(FormulaFault::new("a formula inside words is not supported: end \\text{…} before it")),
            '~' => out.push('\u{A0}'),
            '{' | '}' => {}
            '\n' | '\t' => out.push(' '),
            c => out.push(c),
        }
    }
    Ok(out)
}

/// A formula with those among its words apart from them: `\text{if $n$ is odd}` as `{\text{if }{n}\text{ is odd}}`.
fn formulas_in_words(latex: &str) -> Cow<'_, str> {
    if !latex.contains('$') {
        return Cow::Borrowed(latex);
    }
    let (mut out, mut at, mut copied) = (String::new(), 0, 0);
    while let Some(slash) = latex[at..].find('\\').map(|slash| at + slash) {
        let letters = latex[slash + 1..].bytes().take_while(u8::is_ascii_alphabetic).count();
        let opens = slash + 1 + letters;
        at = if letters == 0 { opens + latex[opens..].chars().next().map_or(0, char::len_utf8) } else { opens };
        let (command, group) = (&latex[slash..opens], group(latex, opens).filter(|_| latex[opens..].starts_with('{')));
        let Some((words, end)) = group.filter(|_| matches!(command, "\\text" | "\\textrm" | "\\textnormal" | "\\mbox" | "\\hbox")) else {
            continue;
        };
        let signs: Vec<usize> = words.match_indices('$').map(|(sign, _)| sign).filter(|&sign| !words[..sign].ends_with('\\')).collect();
        if signs.is_empty() || signs.len() % 2 == 1 {
            continue;
        }
        out.push_str(&latex[copied..slash]);
        out.push('{');
        let ends = signs.iter().copied().chain([words.len()]);
        let mut from = 0;
        for (index, to) in ends.enumerate() {
            let piece = &words[from..to];
            match index % 2 {
                _ if piece.is_empty() => {}
                0 => out.extend([command, "{", piece, "}"]),
                _ => out.extend(["{", piece, "}"]),
            }
            from = to + 1;
        }
        out.push('}');
        (at, copied) = (end, end);
    }
    out.push_str(&latex[copied..]);
    Cow::Owned(out)
}

/// A sign struck through: Unicode's own, or with a stroke over it.
fn negated(node: FormulaNode) -> Result<FormulaNode, FormulaFault> {
    match node {
        FormulaNode::Atom(atom) => Ok(FormulaNode::Atom(Atom { text: format!("{}\u{338}", atom.text).nfc().collect(), ..atom })),
        FormulaNode::Scripts { base, under, over, place } => {
            Ok(FormulaNode::Scripts { base: Box::new(negated(*base)?), under, over, place })
        }
        _ => Err(FormulaFault::new("\\not needs a sign behind it")),
    }
}

fn of_style(style: pulldown_latex::event::Style) -> MathStyle {
    match style {
        pulldown_latex::event::Style::Display => MathStyle::Display,
        pulldown_latex::event::Style::Text => MathStyle::Text,
        pulldown_latex::event::Style::Script => MathStyle::Script,
        pulldown_latex::event::Style::ScriptScript => MathStyle::ScriptScript,
    }
}

fn side(alignment: ColumnAlignment) -> ColumnAlign {
    match alignment {
        ColumnAlignment::Left => ColumnAlign::Left,
        ColumnAlignment::Center => ColumnAlign::Centre,
        ColumnAlignment::Right => ColumnAlign::Right,
    }
}

fn height(size: DelimiterSize) -> i32 {
    match size {
        DelimiterSize::Big => 1200,
        DelimiterSize::BIG => 1800,
        DelimiterSize::Bigg => 2400,
        DelimiterSize::BIGG => 3000,
    }
}

/// A measure in thousandths of an em; those that are not of the font are reckoned at ten points.
#[expect(clippy::cast_possible_truncation, reason = "cut to a hundred em")]
fn thousandths(dimension: Dimension) -> i32 {
    let of_em = match dimension.unit {
        DimensionUnit::Em => 1.0,
        DimensionUnit::Mu => 1.0 / 18.0,
        DimensionUnit::Ex => 0.43,
        DimensionUnit::Pt | DimensionUnit::Bp => 0.1,
        DimensionUnit::Pc | DimensionUnit::Cc => 1.2,
        DimensionUnit::In => 7.227,
        DimensionUnit::Mm => 0.2845,
        DimensionUnit::Cm => 2.845,
        DimensionUnit::Dd => 0.107,
        DimensionUnit::Sp => 0.1 / 65536.0,
    };
    (dimension.value * of_em * 1000.0).clamp(-100_000.0, 100_000.0).round() as i32
}
