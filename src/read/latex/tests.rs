use super::*;

/// The text that is read in the place of another.
fn read(text: &str) -> String {
    let (mut sources, mut builder, mut diagnostics) = (Sources::default(), Builder::default(), Diagnostics::default());
    let source = sources.add("a.md", text);
    let composed = as_markdown(&mut builder, source, &mut sources, &mut diagnostics);
    // Empty lines more or less mean nothing.
    let lines = sources.get(composed).text().split('\n').map(|line| if line.trim().is_empty() { "" } else { line });
    let mut text = lines.collect::<Vec<_>>().join("\n");
    while text.contains("\n\n\n") {
        text = text.replace("\n\n\n", "\n\n");
    }
    text
}

#[test]
fn lists_quotations_and_code_become_blocks() {
    for (written, read_as) in [
        ("A\n\\begin{itemize}\n  \\item One\n    two\n  \\item[(b)] Three\n\\end{itemize}\nB\n", "A\n\n- One\n  two\n- (b) Three\n\nB\n"),
        (
            "\\begin{enumerate}\n\\item A\n\\begin{itemize}\n\\item B\n\\end{itemize}\n\\item C % secret\n\\end{enumerate}\n",
            "\n\n1. A\n\n   - B\n\n1. C \n\n",
        ),
        ("\\begin{quote}\n  One\n\n  two~three\n\\end{quote}\n", "\n\n> One\n> \n> two\u{A0}three\n\n"),
        ("\\begin{description}\n\\item[A] One.\n\\item[B] Two.\n\\end{description}", "\n\nA\n:   One.\n\nB\n:   Two.\n\n"),
        (
            "\\begin{lstlisting}[language=C, caption={The code}]\nint *x; % y\n  $a_b\n\\end{lstlisting}\n",
            "\n\n*The code*\n\n```c\nint *x; % y\n  $a_b\n```\n\n",
        ),
        ("\\begin{minted}{python}\nx\n\\end{minted}\n", "\n\n```python\nx\n```\n\n"),
        ("\\begin{verse}\nOne, \\\\\ntwo.\n\\end{verse}\n", "\n\n::: verse\nOne, \\\ntwo.\n:::\n\n"),
        ("\\begin{abstract}\n``Words'' of it.\n\\end{abstract}\n", "\n\n“Words” of it.\n\n"),
        (
            "\\begin{center}\n\\includegraphics[width=150px]{a.png}\n\\end{center}",
            "\n\n<div align=\"center\">\n\n![](a.png){width=150px}\n\n</div>\n\n",
        ),
        ("\\begin{theorem}[Of Bayes]\\label{thm:b}\nWords.\n\\end{theorem}\n", "\n\n```{theorem, b, name=\"Of Bayes\"}\nWords.\n```\n\n"),
    ] {
        assert_eq!(read(written), read_as, "{written}");
    }
}

#[test]
fn floats_and_tables_are_read_with_captions_and_labels() {
    for (written, read_as) in [
        (
            "\\begin{figure}[h]\n\\centering\n\\includegraphics[width=0.5\\textwidth]{a b.png}\n\\caption[Short]{The \\emph{sea}.\\label{fig:s}}\n\\end{figure}\n",
            "\n\n![The *sea*.](<a b.png> \"The *sea*.\"){#fig:s width=50%}\n\n",
        ),
        (
            "\\begin{figure}\n\\begin{subfigure}{.5\\textwidth}\\includegraphics{a.png}\\caption{A}\\label{fig:a}\\end{subfigure}\n\\subfloat[B]{\\includegraphics{b.png}}\n\\caption{Both}\\label{fig:both}\n\\end{figure}\n",
            "\n\n::: {.figures #fig:both}\n![A](a.png \"A\"){#fig:a}\n\n![B](b.png \"B\")\n\nBoth\n:::\n\n",
        ),
        (
            "\\begin{table}\n\\caption{Two}\\label{tab:t}\n\\begin{tabular}{|l|c r|}\n\\hline\nA & B|b & C \\\\ \\hline\n1 & \\multicolumn{2}{c}{2} \\\\\n3 \\& 4 & & \\textbf{x}\\\\ \\hline\n\\end{tabular}\n\\end{table}\n",
            "\n\nTable: Two {#tab:t}\n\n| A | B\\|b | C |\n|:--|:-:|--:|\n| 1 | 2 | |\n| 3 \\& 4 |  | \\textbf{x} |\n\n",
        ),
        (
            "\\begin{longtable}{ll}\n\\caption{Long}\\label{tab:l}\\\\\n\\toprule\na & b\\\\\n\\midrule\n\\endfirsthead\na & b\\\\\n\\midrule\n\\endhead\n1 & 2\\\\\n\\bottomrule\n\\end{longtable}\n",
            "\n\nTable: Long {#tab:l}\n\n| a | b |\n|:--|:--|\n| 1 | 2 |\n\n",
        ),
        ("\\begin{tabular}{ll}\n$|a\\,b|$ & \\(c\\,d\\) \\\\\n\\end{tabular}\n", "\n\n|  |  |\n|:--|:--|\n| $|a\\,b|$ | \\(c\\,d\\) |\n\n"),
        (
            "\\begin{tabbing}\n\\textbf{API}~~~ \\= Words here \\\\  \nJSON \\> More \\\\\n\\end{tabbing}\n",
            "\n\n|  |  |\n|---|---|\n| \\textbf{API} | Words here |\n| JSON | More |\n\n",
        ),
    ] {
        assert_eq!(read(written), read_as, "{written}");
    }
}

#[test]
fn commands_in_the_line_have_marks_of_their_own() {
    for (written, read_as) in [
        ("a \\cite[p. 3]{one, two} b \\citep{x}", "a [@one; @two, p. 3] b [@x]"),
        ("\\cite[see][p. 3]{one}", "[see @one, p. 3]"),
        (
            "\\url{https://a.example/x\\_y} \\href{https://a.example}{the \\textsf{words}}",
            "<https://a.example/x_y> [the words](<https://a.example>)",
        ),
        ("\\texttt{a\\_b} \\verb|x y| \\textsuperscript{2}", "`a_b` `x y` <sup>2</sup>"),
        ("\\LaTeX{} is \\LaTeX\\ and \\dots", "LaTeX is LaTeX\\ and …"),
        ("{\\bf Bold} and {\\em it} and \\gls{api}", "**Bold** and *it* and api"),
        ("\\includegraphics[width=3cm]{a.png}", "![](a.png){width=3cm}"),
        (
            "\\SI{75}{\\degree}, \\SI{1.5e-3}{\\kilo\\metre\\per\\second}, \\num{23,000}",
            "75°, 1.5\u{A0}×\u{A0}10<sup>−3</sup>\u{A0}km/s, 23,000",
        ),
        (
            "\\ce{H2O} \\ce{Ca(OH)2} \\ce{SO4^{2-} + 2H+ -> X}",
            "H<sub>2</sub>O Ca(OH)<sub>2</sub> SO<sub>4</sub><sup>2−</sup> + 2H<sup>+</sup> → X",
        ),
        ("\\si{m.s^{-2}} \\SI{3}{\\micro\\meter\\squared}", "m·s<sup>−2</sup> 3\u{A0}µm<sup>2</sup>"),
        ("\\section*{A title}\\label{sec:a}\nWords.\n", "\n\n# A title {#sec:a .unnumbered}\n\n\nWords.\n"),
        ("\\chapter{A}\n\\section{B}\n", "\n\n# A\n\n\n\n\n## B\n\n\n"),
    ] {
        let squeezed = read_as.replace("\n\n\n\n\n", "\n\n").replace("\n\n\n", "\n\n");
        assert_eq!(read(written), squeezed, "{written}");
    }
}

#[test]
fn what_is_no_text_stays() {
    for text in [
        "`\\cite{a}` and ``\\url{b}``",
        "```\n\\begin{itemize}\n\\item a\n\\end{itemize}\n```\n",
        "a\n\n    \\section{A}\n\nb\n",
        "$\\text{\\textsf{a}}$ and $$\n\\textcolor{red}{x}\n$$",
        "\\begin{equation}\n\\textcolor{red}{a}\n\\end{equation}\n",
        "\\newcommand{\\red}[1]{\\textcolor{red}{#1}}\n",
        "\\begin{itemize}\n\\item a\n",
        "<!-- \\cite{a} -->",
        "\\unknown{words} C:\\new \\(\\textsf{a}\\)",
        "see \\section{A} here",
        "{\\bf}",
        "\\cite{two words} \\texttt{\\alpha}",
        "\\cite",
        "\\",
    ] {
        assert_eq!(read(text), text);
    }
}

#[test]
fn comments_in_environments_are_private() {
    let (mut sources, mut builder, mut diagnostics) = (Sources::default(), Builder::default(), Diagnostics::default());
    let source = sources.add("a.md", "\\begin{quote}\na % secret\nb 5\\% c\n\\end{quote}\n");
    let composed = as_markdown(&mut builder, source, &mut sources, &mut diagnostics);
    assert!(!sources.get(composed).text().contains("secret") && sources.get(composed).text().contains("5\\% c"));
    assert_eq!(builder.private.iter().map(|span| sources.slice(*span)).collect::<Vec<_>>(), ["% secret"]);
}

/// Every kind of thing that is read, in few words.
const EVERYTHING: &str = "# One\n\nA \\emph{word} and \\SI{3}{\\metre}, \\num{1e3}, \\href{x}{y}, ``q'' \\textbf{b {\\it c} d}~e\\footnote{f \\cite[2]{g}}.\n\n\
\\begin{itemize}\n\\item[x] Apples % no\n\\item Pears\n\\begin{enumerate}\\item In\\end{enumerate}\n\\end{itemize}\n\n\
\\begin{table}[h]\n\\caption{Fruit}\\label{t}\n\\begin{tabular}{l|p{2cm}*{2}{c}}\n\\hline a & b | c & \\multicolumn{2}{c}{d} \\\\[2pt]\ne & $f|g$ & & \\\\\n\\end{tabular}\n\\end{table}\n\n\
\\begin{figure}\\includegraphics[width=3cm]{p.png}\\caption{Map}\\end{figure}\n\n\
\\begin{theorem}[Name]\n$$a = b$$ Words \\ref{t}.\n\\end{theorem}\n\n\\section{Two}\\label{s}\n\n\\begin{quote}\nSaid \\, so --- \\ldots\n\\end{quote}\n\n\
\\begin{lstlisting}[language=C]\nint x;\n\\end{lstlisting}\n\n\\begin{verbatim}\n\\x\n\\end{verbatim}\n";

#[test]
fn any_letter_may_stand_anywhere() {
    let places = || EVERYTHING.char_indices().map(|(at, _)| at).chain([EVERYTHING.len()]);
    for (at, letter) in places().flat_map(|at| [(at, 'ä'), (at, '中'), (at, '🙂')]) {
        read(&format!("{}{letter}{}", &EVERYTHING[..at], &EVERYTHING[at..]));
    }
    // What is cut off ends somewhere.
    places().for_each(|at| drop(read(&format!("{}é", &EVERYTHING[..at]))));
    let foreign: String = EVERYTHING.chars().map(|c| if matches!(c, 'A' | 'P' | 'M' | 'W' | 'N' | 'F' | 'S') { 'Ä' } else { c }).collect();
    assert!(read(&foreign).contains("Äpples") && read(&foreign).contains("Äears"));
}
