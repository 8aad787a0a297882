//! What is hidden, read and told, text by text.

use super::copy::DialectSeen;
use super::{blanked, reading, remarks, without_remarks};
use crate::read::manner::MarkedChanges;
use crate::read::markdown::events::indented_code;
use proptest::prelude::*;

/// The text that the parser gets, with `·` for what was taken out and `¦` for any other sign.
fn shown(text: &str) -> String {
    let reading = reading(text, 0, indented_code, MarkedChanges::Accept);
    assert_eq!(reading.shown.len(), text.len(), "{text}");
    reading
        .shown
        .chars()
        .map(|c| {
            if c == '\u{1}' {
                '·'
            } else if c < ' ' && c != '\n' {
                '¦'
            } else {
                c
            }
        })
        .collect()
}

fn told(text: &str) -> Vec<String> {
    reading(text, 0, indented_code, MarkedChanges::Accept)
        .seen
        .iter()
        .map(|(seen, range)| match seen {
            DialectSeen::Foreign(construct) => format!("{construct:?} {}", &text[range.clone()]),
            other => format!("{other:?}"),
        })
        .collect()
}

/// Texts with a remark wherever one can stand.
const WITH_REMARKS: &[&str] = &[
    "a %%SECRET%% b",
    "<img alt=\"a %%SECRET%%\">",
    "[[a|b %%SECRET%%]]",
    "[@doe %%SECRET%%]",
    "[a](b%%SECRET%%)",
    "https://a.example/%%SECRET%%",
    "costs $5 %%SECRET%% or 6$A",
    "costs A$$5 %%SECRET%% or $$6",
    "==a %%SECRET%%== ^[b %%SECRET%%]",
    "\\textbf{%%SECRET%%}",
    "!!! note \"a %%SECRET%%\"\n",
    "![[a.png|%%SECRET%%]]",
    "a<!-- SECRET -->b",
    "a {>>SECRET<<}",
    "# T %%SECRET%%\n",
    "| a %%SECRET | b%% | c |\n|---|---|\n",
    "%%\nSECRET\n\nSECRET\n%%\n",
    "%% SECRET\n",
    "%% SECRET\nSECRET\n%% SECRET\n\na",
    "%% SECRET\n%% SECRET\n%% SECRET\n\na",
    "<!--\nSECRET\n\n```\nSECRET\n-->\n",
    "a <!-- SECRET\n\nSECRET --> b",
    "a <!-- SECRET",
    "<!-- SECRET\n\nSECRET",
    "a {>> SECRET\nSECRET\n\nb",
    "[//]: # (SECRET)\n",
    "a\n[//]: # (SECRET)\n",
    "[^1]: a %%SECRET%%",
    "> a %%SECRET\n> SECRET%% b",
    "- a\n\n  %%SECRET%%\n",
    "{% comment %}SECRET{% endcomment %}",
    "a {--SECRET--} {~~SECRET~>b~~}",
    "{# SECRET #}",
    "::: tip Title %%SECRET%%\n",
    "```{theorem, t, name=\"a %%SECRET%%\"}\nb %%SECRET%%\n```\n",
    "![a %%SECRET%%](b.png \"c <!-- SECRET -->\")",
    "> [!NOTE] a %%SECRET%%\n",
    "% SECRET\n",
    "![a](b %%SECRET%% c.png)",
    "[a]({{ x }}%%SECRET%%)",
    "[a]({% link b%%SECRET%%.md %})",
    "![[a.png|b %%SECRET%%|300]]",
    "```{figure} a%%SECRET%%.png\n```",
    "```{note} a %%SECRET%%\n:alt: %%SECRET%%\n```",
    "=== \"a %%SECRET%%\"\n",
    "+++ {\"a\": \"%%SECRET%%\"}\n",
    "export const a = '%%SECRET%%'",
    "| a %%SECRET%% | b |\n|---|\n",
    "::: {.tip title=\"%%SECRET%%\"}\n## A %%SECRET%%\n:::",
    "a ++b %%SECRET%%++ #todo/a%%SECRET%%",
    "[a]: b \"<!-- SECRET -->\"\n",
    "{::comment}SECRET{:/comment}",
    "<!---->%%SECRET%%",
    "`` ` `` %%SECRET%%",
    "- ```\n  x\n\na %%SECRET%%",
    "> ```\n> x\n\na %%SECRET%%",
    "    \n\n- a\n\n      %%SECRET%%x\n",
];

#[test]
fn remarks_are_hidden_and_move_no_words() {
    for &text in WITH_REMARKS {
        let reading = reading(text, 0, indented_code, MarkedChanges::Accept);
        assert!(!reading.shown.contains("SECRET") || text.starts_with("    "), "{text}\n{}", reading.shown);
        assert!(!reading.public.contains("SECRET") || text.starts_with("    "), "{text}");
        assert!(!blanked(text, reading.private).contains("SECRET") || text.starts_with("    "), "{text}");
    }
}

#[test]
fn code_is_no_remark() {
    for text in [
        "`%%a%%`",
        "``<!-- a -->``",
        "```\n%%a%%\n```\n",
        "~~~ x\n<!-- a -->\n\n{>>a<<}\n~~~\n",
        "    %%a%%\n",
        "> ```\n> %%a%%\n> ```\n",
        "- ```\n  %%a%%\n  ```\n",
        "100%% and 5%%",
        "Write %%. So:\n\n## Words\n\nWrite %% again.",
        "\\`%`",
        "$$\na %% b %% c\n$$",
        "a `[[x]] ==b==` c",
        "    [TOC]\n",
        "\\[[a]]",
    ] {
        assert_eq!(shown(text), text);
    }
}

#[test]
fn a_line_of_a_remark_parts_no_words() {
    assert_eq!(shown("a\n%%x%%\nb"), "a\n·····\nb");
    assert_eq!(shown("a\n\n%%x%%\nb"), "a\n\n     \nb");
    assert_eq!(shown("- a\n<!-- x -->\n- b"), "- a\n··········\n- b");
    assert_eq!(shown("**a:**%%x%% b"), "**a:** ···· b");
    assert_eq!(shown("a%%x%%."), "a·····.");
    assert_eq!(shown("%%x%% b"), "····· b");
}

/// Constructs of other dialects in a text, each with what is told of it.
const CONSTRUCTS: &[(&str, &str)] = &[
    ("{{#include a.rs}}", "Include {{#include a.rs}}"),
    ("{{< figure >}}", "Shortcode {{< figure >}}"),
    ("a {{ site.b }} c", "Template {{ site.b }}"),
    ("{% hint %}", "Liquid {% hint %}"),
    ("[@doe99, p. 5]", "Citation [@doe99, p. 5]"),
    ("see @smith2020a.", "Citation @smith2020a"),
    ("[a]{.b}", "Span [a]{.b}"),
    ("![a](b.png){zoom=5%}", "Attributes {zoom=5%}"),
    ("![a](b.png){#c\nwidth=5% fig-align=\"center\"}", "Attributes fig-align=\"center\""),
    ("[a](b){:key=\"x\"}", "LinkAttributes {:key=\"x\"}"),
    ("a {.center}", "BlockAttributes {.center}"),
    ("{: .a}", "BlockAttributes {: .a}"),
    ("a \\newpage b", "PageBreak \\newpage"),
    ("a\\index{b}", "Index \\index{b}"),
    ("\\vspace{1cm}", "Layout \\vspace{1cm}"),
    ("a %% b\n\nc %% d", "Percent %%"),
    ("\\textcolor{a}", "Latex \\textcolor{a}"),
    ("\\begin{table}\nx\n\\end{table}", "Environment \\begin{table}"),
    (":us: a", "Emoji :us:"),
    ("+---+---+\n| a | b |\n+---+---+\n", "GridTable +---+---+\n| a | b |\n+---+---+"),
    ("a   b\n--- ---\n1   2\n", "SimpleTable --- ---"),
    ("!!! note\na", "Admonition !!! note"),
    ("```{toctree}\na\n```", "CodeDirective {toctree}"),
    ("```mermaid\na\n```", "Drawing mermaid"),
    ("```dataview\na\n```", "Query dataview"),
    ("```py\na\n\nb", "OpenFence ```py"),
    ("| a | b |\n|---|\n| 1 | 2 |", "TableRule |---|"),
    ("| a | b |\n|---|---|---|\n| 1 | 2 |", "TableRule |---|---|---|"),
    ("| a | b |\n| 1 | 2 |", "BareTable | a | b |"),
    ("a {ref}`b` c", "Role {ref}"),
    ("a {cite:p}`b`", "Role {cite:p}"),
    ("`\\LaTeX`{=latex}", "RawCode {=latex}"),
    ("(a-b)=\n# C", "Target (a-b)="),
    ("a\n\n+++ {\"k\": 1}\n\nb", "Division +++ {\"k\": 1}"),
    ("=== \"A b\"\n\nc", "Tab === \"A b\""),
    ("a ++b c++ d", "Inserted ++b c++"),
    ("Key:: v", "Field Key:: v"),
    ("- key:: v", "Field key:: v"),
    ("import X from './x'", "Mdx import X from './x'"),
    ("import {a, b} from \"x\";", "Mdx import {a, b} from \"x\";"),
    ("export const a = 1", "Mdx export const a = 1"),
    ("export const a = {\n  b: [[c]],\n}", "Mdx export const a = {"),
    ("a #todo b", "Tag #todo"),
    ("a #b/c", "Tag #b/c"),
    ("a #b #c", "Tag #b #c"),
    ("- [-] a", "Task [-]"),
    ("1. [/] a", "Task [/]"),
    ("東京《とうきょう》", "Ruby 《とうきょう》"),
    ("[a]({{ page.next }})", "Template {{ page.next }}"),
    ("![a](b/{{ c }}.png)", "Template {{ c }}"),
    ("[a]({% x %})", "Liquid {% x %}"),
    ("<!-- a\n\nb", "ToTheEnd(\"<!--\", 3)"),
    ("[a][b]", "UndefinedLink [a][b]"),
    ("##Heading", "NoSpace ##Heading"),
    ("Term\n  ~ a", "TildeDefinition ~ a"),
    ("% a", "LineComment % a"),
    ("#标题", "NoSpace #标题"),
    ("**•** a **** b", "EmptyStrong ****"),
    ("[a]: {{ page.b }}/c.png", "Template {{ page.b }}"),
    ("![a][b]{:title=\"c\"}", "UndefinedPicture ![a][b]{:title=\"c\"}"),
    ("a[^1]\n\n[^1] b", "BareNote [^1] b"),
    ("{frontmatter}", "Directive {frontmatter}"),
    ("::: note\n", "Fenced(\"note\")"),
    ("::: {.note #a}\n", "Fenced(\"note\")"),
    ("::: {#refs}\n:::", "Bibliography ::: {#refs}"),
    ("a {++b++}", "Change(Accept)"),
    ("a <!-- b", "Unclosed(\"<!--\")"),
    ("\\vspace*{1em}", "Layout \\vspace*{1em}"),
    ("a %%d and %%s", "Unclosed(\"%%\")"),
];

#[test]
fn constructs_are_told() {
    for &(text, what) in CONSTRUCTS {
        assert_eq!(told(text), [what], "{text}");
    }
}

/// Texts that look like constructs of other dialects and are none.
const ORDINARY: &[&str] = &[
    "a[^1]\n\n[^1] b\n\n[^1]: c",
    "a\n\n[^1] b",
    "a[^1]\n[^1] b",
    "a@b.example and @name, (see @someone)",
    "1 == 2 and a==b",
    "at 10:30:45 o'clock",
    "[a](b) [c] [d](e){.page}",
    "[a][b]\n\n[b]: c",
    "x^2 and ^name",
    "~~gone~~ and ~x y~",
    "A paragraph. ^anchor",
    "![a](b.png){.top}",
    "![a](b.png){#c\nwidth=\"70%\" fig-alt=\"d .e\"}",
    "Term\n: definition",
    "# A {#id .class}",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "a\n---\n\n---\n\nb",
    "- - -",
    "Mr. a. b",
    "See (a) and (b).",
    "I. Newton\nwas",
    "a {.verse}",
    "![a](b) {.top}",
    "a {.b} c",
    "\\*a\\*",
    "costs $5 and {x}",
    "[^1] and [^a b]\n\n[^1]: c",
    "https://a.example/~b~/c==d==?e^f^",
    "https://a.example/[[b]]",
    "C:\\new",
    "#tag",
    "\\(see below\\)",
    "\\[1\\]",
    "| a",
    "-- a",
    "[sic][1]\n\n[1]: a",
    "A>B",
    "a {b} c",
    "<a href=\"{{ x }}\">b</a>",
    "[ ] a [x]",
    "C++ and C++ and g++",
    "++i; j++",
    "a^2^ and ^_^",
    "#1 and #fff and a #b c",
    "`key::value` and std::vec and a::b",
    "costs +5 and 3 + 4",
    "import duties from the colonies",
    "export of goods (1850)",
    "《紅樓夢》",
    "`code` {x} and {y}",
    "(see a) = b",
    "a === b",
    "| a | b |",
    "| a |\n|---|\n| 1 |",
    "a|b\n-|-\n1|2",
    "[a](b.png|300)",
    "[|300](b)",
    "[a]({{< ref \"b.md\" >}}) ![c]({{ site.url }}/d.png) [e]({% post_url 2020-f %})",
    "![a b](c d.png \"e f\")",
    "- [x](b) [-](c)",
    "https://a.example/#todo",
    "```py\na\n```",
    "What the **** is that, **** it?",
    "a :: b is a type, and id :: a",
    "* [A is a B :: c.d](https://a.example/b) e",
    "[YES]: {{ site.url | absolute_url }}/yes.png",
];

#[test]
fn indented_code_is_never_changed() {
    for (text, _) in CONSTRUCTS {
        let code: String = text.lines().filter(|line| !line.trim().is_empty()).map(|line| format!("    {line}\n")).collect();
        let text = format!("a\n\n{code}");
        assert_eq!(shown(&text), text);
        assert_eq!(told(&text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_note_without_its_colon_is_a_note() {
    assert_eq!(shown("a[^1] b[^2]\n\n[^1] c d\n[^2] e"), "a[^1] b[^2]\n\n[^1]:c d\n[^2]:e");
    assert_eq!(shown("> a[^1]\n>\n> [^1] b"), "> a[^1]\n>\n> [^1] b");
}

#[test]
fn what_latex_and_leanpub_write_is_read() {
    let texts = [
        ("a {$$}x_1{/$$} b", "a ···$x_1$···· b"),
        ("{$$}\nx\n{/$$}", "··$$\nx\n$$···"),
        ("{$$}\nx\n=\ny\n{/$$}", "··$$ x = y $$···"),
        ("\\[\nx\n=\ny\n\\]", "$$ x = y $$"),
        ("\\textbf{a \\emph{b}}", "·······¦a ·····¦b¦¦"),
        ("a\\footnote{b {c}}", "a·········¦b {c}¦"),
        ("\\setlength{\\parindent}{0in}", "···························"),
        ("a $$x$$ b $$y$$.", "a ·$x$· b ·$y$·."),
        ("$$x$$", "$$x$$"),
        ("a $$x$$", "a ·$x$·"),
        ("a $$x$$.", "a ·$x$·."),
        ("- $$x$$ - a", "- ·$x$· - a"),
        ("- $$x$$", "- $$x$$"),
        ("a:\n$$x$$\nb", "a:\n$$x$$\nb"),
        ("a: $$x$$", "a: $$x$$"),
        ("$$x$$ (1)", "$$x$$ (1)"),
        ("a$$b+c$$ (e.g. $$d$$)", "a·$b+c$· (e.g. ·$d$·)"),
        ("US$$5 and US$$6", "US$$5 and US$$6"),
        ("a $ x_1 $ b", "a ·$x_1$· b"),
        ("a $\\mu = m $ b", "a $\\mu = m$· b"),
        ("a $ 5 and b $ 6", "a $ 5 and b $ 6"),
        ("a \\(60 \\* 60\\) b", "a \\(60 \\* 60\\) b"),
        ("a \\\\(x^2\\\\) b", "a ··$x^2$·· b"),
        ("file\\(s\\) \\(卷\\) \\(SYN=1\\) \\[1; mode=block\\]", "file\\(s\\) \\(卷\\) \\(SYN=1\\) \\[1; mode=block\\]"),
        ("```{r, fig.cap=\"`a`\"}\nx\n```\n`b` ==c==", "```{r, fig.cap=\"'a'\"}\nx\n```\n`b` ·¦c¦·"),
        ("a \\\\[x^2\\\\] b", "a ·$$x^2$$· b"),
        ("4~8个，最多10~12个", "4~8个，最多10~12个"),
        ("In 1990~1995 and 2000~2005, 0~1，但0~2", "In 1990~1995 and 2000~2005, 0~1，但0~2"),
        ("A. Smith came.\nB. Jones left.", "A. Smith came.\nB. Jones left."),
        ("\\begin{center}a\\end{center}", "··············a············"),
    ];
    for (text, wanted) in texts {
        assert_eq!(shown(text), wanted, "{text}");
    }
    for text in ["a {$$} b", "{$$}{/$$}", "\\textbf{a", "C:\\emph"] {
        assert_eq!(shown(text), text);
    }
}

#[test]
fn ordinary_words_are_not_told() {
    for &text in ORDINARY {
        assert_eq!(told(text), Vec::<String>::new(), "{text}");
    }
}

/// What is shown of a shortcode, which ends where it ended: without the spaces before its bracket.
fn closed(text: &str) -> String {
    let shown = shown(text);
    shown.trim_end().strip_suffix(')').map(|open| format!("{})", open.trim_end())).unwrap_or_default()
}

#[test]
fn what_a_book_has_is_read() {
    // A line by itself that begins with a bar is no verse.
    assert_eq!(shown("| a\n\nb"), "| a\n\nb");
    assert_eq!(shown("| a\n| b\n"), "· a\n· b\n");
    // What a line of verse begins with stays before it.
    assert_eq!(shown("|   a\n| b\n"), "· ¦¦a\n· b\n");
    // The rows of a table drawn with hyphens stay lines.
    let table = "a    b\n---- ----\nc    d\ne    f\n\ng\n";
    assert_eq!(reading(table, 0, indented_code, MarkedChanges::Accept).line_ends, [6, 23, 30]);
    assert_eq!(shown("a^[b `]` [c](d)] e"), "a·¦b `]` [c](d)¦ e");
    assert_eq!(shown("x^2^ H~2~O"), "x¦2¦ H¦2¦O");
    assert_eq!(shown("[a]{.smallcaps}"), "¦a¦············");
    assert_eq!(shown(":tada: :heart: x :+1: 10:30:15 :no_such:"), "🎉·· ❤️· x 👍 10:30:15 :no_such:");
    assert_eq!(closed("{{< figure src=\"a b.png\" alt=\"C d\" caption=\"E\" >}}\n"), "![C d](a\u{7F}b.png \"E\")");
    assert_eq!(closed("{{< figure\n  src=\"a.png\" >}}"), "![](a.png)");
    assert_eq!(closed("{% img left /a.png 'C' %}"), "![](/a.png)");
    assert_eq!(shown("{% embed url=\"https://a.example\" %}"), format!("{}<https://a.example>{}", "·".repeat(13), "·".repeat(3)));
    assert_eq!(shown("==a=="), "·¦a¦·");
    assert_eq!(shown("[[a|b]] [[c]]"), "¦···b·¦ ¦·c·¦");
    assert_eq!(shown("![a](b c.png)"), "![a](b\u{7F}c.png)");
    assert_eq!(shown("![a](b c.png \"d e\")"), "![a](b\u{7F}c.png \"d e\")");
    assert_eq!(shown("![a](b (c d).png =30x)"), "![a](b\u{7F}(c\u{7F}d).png     )");
    assert_eq!(shown("![a](b c) [d](e f.png)"), "![a](b c) [d](e f.png)");
    assert_eq!(shown("[a]({{< ref \"b.md\" >}})"), format!("[a]({:9}b.md     )", ""));
    assert_eq!(shown("![a]({{ site.url }}/b.png)"), format!("![a]({:14}/b.png)", ""));
    assert_eq!(shown("[a]({{site.baseurl}}{% link b c.md %})"), format!("[a]({:24}b\u{7F}c.md   )", ""));
    assert_eq!(shown("[a]({{ '/b.md' | relative_url }})"), format!("[a](    /b.md{:19})", ""));
    assert_eq!(shown("[a]({{ x }}/b) c"), format!("·a{} c", "·".repeat(12)));
    assert_eq!(shown("| a | b | c |\n|---|\n"), "| a | b | c |\n·····\n");
    assert_eq!(shown("| a | b |\n|---|\n| 1 | 2 |"), "| a | b |\n|-|-|\n| 1 | 2 |");
    assert_eq!(shown("| a | b |\n|---|---|:-:|\n| 1 | 2 |"), "| a | b |\n|---|-------|\n| 1 | 2 |");
    assert_eq!(shown("a\n\n: b\n\n| c | d |\n|---|---|\n"), "a\n\n¦ b\n\n| c | d |\n|---|---|\n");
    assert_eq!(shown("a\n\n: b\n\nc"), "a\n\n: b\n\nc");
    assert_eq!(shown("a\n: b\n\n| c | d |\n|---|---|\n"), "a\n: b\n\n| c | d |\n|---|---|\n");
    assert_eq!(shown("#. a\n#. b"), "1. a\n1. b");
    assert_eq!(shown("export const a = {\n  b: 1,\n}\nc"), format!("{:18}\n{:7}\n \nc", "", ""));
    assert_eq!(shown("a ^b^ c ^d"), "a ¦b¦ c ^d");
    assert_eq!(shown("｜東《ひがし》"), "···東(··ひがし)··");
    assert_eq!(shown("```{note} A b\n:class: c\nd\n```\ne"), "·········¦A b\n         \nd\n   \ne");
    assert_eq!(shown("```{figure} a b.png\nc\n```"), format!("![](a\u{7F}b.png{:7})\nc\n   ", ""));
    assert_eq!(shown("::: {.callout-note}\n## A {#b}\nc\n:::"), format!("{:19}\n¦··A ····\nc\n   ", ""));
    assert_eq!(shown("::: {.theorem name=\"A\"}\n## B\n:::"), format!("{}¦A··\n## B\n   ", "·".repeat(19)));
    assert_eq!(shown("![[a b.png|300]]"), "![](a\u{7F}b.png    )");
    assert_eq!(shown("\\(x^2\\) \\[\ny^2\n\\]"), "·$x^2$· $$\ny^2\n$$");
    assert_eq!(shown("> [!NOTE]\n> a"), "> ¦·Note·\n> a");
    assert_eq!(shown("- > [!NOTE]\n  > a"), "- > ¦·Note·\n  > a");
    assert_eq!(shown("10. >[!tip] *b*\n    > a"), "10. >¦······*b*\n    > a");
    assert_eq!(shown("[^a]: > [!NOTE]"), "[^a]: > ¦·Note·");
    assert_eq!(shown("[^a]: b\n\n    > [!NOTE]\n    > a"), "[^a]: b\n\n    > ¦·Note·\n    > a");
    assert_eq!(shown("a\n\n    > [!NOTE]\n    > code"), "a\n\n    > [!NOTE]\n    > code");
    assert_eq!(shown("a > [!NOTE]"), "a > [!NOTE]");
    assert_eq!(shown("> [!tip]- A b"), "> ¦·······A b");
    assert_eq!(shown("![a](b.png){#c .top width=1%}"), "![a](b.png){   .top         }");
    assert_eq!(shown("see ![a](b.png =9x){.top width=1%} c"), "see ![a](b.png    ){.top         } c");
    assert_eq!(shown(":warning: a\n::b"), "⚠\u{fe0f}··· a\n¦:b");
    assert_eq!(shown("A> a"), " > a");
}

#[test]
fn a_blank_line_in_code_of_an_indented_note_ends_nothing() {
    for (text, wanted) in [
        ("!!! note\n    ```\n    a\n\n    b\n    ```\n    c\n", ">¦······\n>   ```\n>   a¦\n>   b\n>   ```\n>   c\n"),
        ("=== \"T\"\n\n\t```\n\ta\n\t\n\n\t  b\n\t```\n", ">¦···T·\n\n>```\n>a¦·¦\n>\u{7f} b\n>```\n"),
        ("??? tip\n    ```\n    a\n\nb\n", ">¦·····\n>   ```\n>   a\n\nb\n"),
        ("> !!! note\n>     ~~~\n>     a\n>\n>     b\n>     ~~~\n", "> >¦······\n> >   ~~~\n> >   a¦·\n> >   b\n> >   ~~~\n"),
    ] {
        assert_eq!(shown(text), wanted, "{text}");
    }
}

#[test]
fn pictures_are_read_whatever_lines_they_take_and_in_html() {
    let html = "<div>\n  <a href=\"b\">\n    {% include image.html file=\"/a.png\" alt=\"C\" class=\"x\" %}\n  </a>\n</div>";
    assert!(shown(html).contains("\n    <img src=\"/a.png\" alt=\"C\" ") && shown(html).contains(" >\n  </a>"), "{}", shown(html));
    assert_eq!(shown("![a](b.png){#c\nwidth=\"1%\" .top alt='d .e'} f"), format!("![a](b.png){{{:14}.top{:11}}} f", "", ""));
    assert_eq!(shown("> ![a\n> b](c.png){#d\n> width=1%}\n> e"), format!("> ![a\n> b](c.png){:15}\n> e", ""));
    assert_eq!(shown("![](b.png){fig-alt=\"A .qmd\"}"), format!("![](b.png){}", "·".repeat(18)));
}

#[test]
fn verse_is_read() {
    assert_eq!(shown("::: verse\na\n:::"), "         \na\n   ");
    assert_eq!(
        reading("::: verse\na\n:::", 0, indented_code, MarkedChanges::Accept).roles.first().map(|verse| verse.range.clone()),
        Some(9..12)
    );
    let block = reading("| a\n|   b\n\nc", 0, indented_code, MarkedChanges::Accept);
    assert_eq!((block.roles.first().map(|verse| verse.range.clone()), block.line_ends.as_slice()), (Some(0..10), &[3, 9][..]));
}

#[test]
fn remarks_of_other_texts_are_found() {
    assert_eq!(without_remarks("A %%x%% title <!-- y -->"), "A title");
    assert_eq!(without_remarks("A {b} <c"), "A {b} <c");
    assert_eq!(remarks("a %%b%%").first(), Some(&(2..7)));
    assert_eq!(blanked("é %%ü\nx%% y", std::iter::once(3..11).collect()), "é    \n    y");
}

/// The events of a text as pulldown-cmark gives them, by their names.
fn events(text: &str) -> String {
    let reading = reading(text, 0, indented_code, MarkedChanges::Accept);
    let (shown, places) = super::flanked(&reading.shown, &reading.runs, &reading.veiled);
    assert_eq!(shown.len(), text.len(), "{text}");
    let mut out = String::new();
    for (event, _) in crate::read::markdown::events::events_of(&shown, &reading.shown, &places, 0) {
        use crate::read::markdown::events::{End, Event, EventTag};
        match event {
            Event::Start(EventTag::Emphasis) | Event::End(End::Emphasis) => out.push('_'),
            Event::Start(EventTag::Strong) | Event::End(End::Strong) => out.push('+'),
            Event::Start(EventTag::Struck) | Event::End(End::Struck) => out.push('-'),
            Event::Styled(_, on) => out.push(if on { '<' } else { '>' }),
            Event::NoteInLine(on) => out.push(if on { '(' } else { ')' }),
            Event::Span(on) => out.push(if on { '{' } else { '}' }),
            Event::Text(words) => out.push_str(&words),
            _ => {}
        }
    }
    out
}

#[test]
fn beside_han_and_kana_punctuation_stops_no_emphasis() {
    for (text, set) in [
        ("因**（1）**在，**注意：**后，和**“君子”**一样*（斜）*体。", "因+（1）+在，+注意：+后，和+“君子”+一样_（斜）_体。"),
        ("**引言。**第一句", "+引言。+第一句"),
        ("太郎は**「こんにちは」**といった", "太郎は+「こんにちは」+といった"),
        ("abc**（1）**def", "abc+（1）+def"),
        ("在**(a)**在", "在+(a)+在"),
        ("~~（删）~~在", "-（删）-在"),
        ("𠀀**(a)**𠀀", "𠀀+(a)+𠀀"),
        ("在`**（a）**在`", ""),
        ("[**（一）**在](b)", "+（一）+在"),
        ("前==标记==后", "前<标记>后"),
    ] {
        let set = if set.is_empty() { "在" } else { set };
        assert_eq!(events(text), set, "{text}");
    }
    // What stands in the title of a picture is no text of the parser's.
    assert_eq!(super::reading("![a](b.png \"在**（一）**在\")", 0, indented_code, MarkedChanges::Accept).runs, [0_usize; 0]);
}

#[test]
fn emphasis_ends_before_a_note_a_raised_figure_and_a_span() {
    for (text, set) in [
        ("**He said “no.”**^[A note.]", "+He said “no.”+(A note.)"),
        ("*Foo!*^[A.] and _Bar!_^[B.]", "_Foo!_(A.) and _Bar!_(B.)"),
        ("_foo_^[A.]", "_foo_(A.)"),
        ("**bar)**^2^ **(x)**~2~", "+bar)+<2> +(x)+<2>"),
        ("**b.**[W]{.smallcaps}", "+b.+{W}"),
        ("[W]{.smallcaps}**(b)**", "{W}+(b)+"),
        ("**[a](b)**^[n]", "+a+(n)"),
    ] {
        assert_eq!(events(text), set, "{text}");
    }
}

#[test]
fn brackets_that_are_only_escaped_are_no_formula() {
    for text in ["said \\[_sic_\\] and \\[*aside*\\]", "\\[_Exit BOB._\\]", "\\[see file_name\\]", "\\[^1\\]", "\\(_he sits_\\)"] {
        assert_eq!(shown(text), text);
    }
    assert_eq!(shown("\\[x_{max}\\] \\(e^{i}\\) \\(T_max\\)"), "$$x_{max}$$ ·$e^{i}$· ·$T_max$·");
}

#[test]
fn words_in_braces_at_the_end_of_a_heading_are_words() {
    for (text, words) in [
        ("### {mlogit}\n", "{mlogit}"),
        ("# Faster with {marginal effects}\n", "Faster with {marginal effects}"),
        ("# A {#b}\n", "A"),
        ("# A {-}\n", "A"),
    ] {
        assert_eq!(events(text), words, "{text}");
    }
}

#[test]
fn lines_for_the_program_that_makes_the_book_are_no_code() {
    let code = |text: &str| events(text).replace('\n', "/");
    assert_eq!(code("```{r}\n#| echo: true\n#| label: a\nx\n#| y\n```\n"), "x/#| y/");
    assert_eq!(code("```\na\nleanpub-start-insert\nb\nleanpub-end-insert\n```\n"), "a/b/");
    assert_eq!(code("```{r}\n#| echo: true\n```\n"), "/");
    assert_eq!(code("```r\n#| echo\n```\n"), "#| echo/");
}

#[test]
fn spaces_of_a_characters_width_begin_no_words() {
    assert_eq!(shown("　　文字\n\n　　*****\n\n　文"), "······文字\n\n***        \n\n···文");
    let lines = reading("　　文\n　　字", 0, indented_code, MarkedChanges::Accept);
    assert_eq!((lines.line_ends.as_slice(), lines.shown.ends_with("　　字")), (&[9][..], true));
}

proptest! {
    #[test]
    fn without_han_and_signs_the_parser_sees_what_stands_there(text in "([*_~ ().,!“”\n-]|a|é|word|→|\\*\\*|1){0,40}") {
        let reading = reading(&text, 0, indented_code, MarkedChanges::Accept);
        prop_assume!(!reading.shown.bytes().any(super::signs::is_sign));
        prop_assert_eq!(&*super::flanked(&reading.shown, &reading.runs, &reading.veiled).0, &*reading.shown);
    }

    #[test]
    fn every_copy_is_as_long_as_its_text(text in "([%<>!{}\\[\\]()^~=:|+`$\\\\@#*._ \n\té-]|a|b|TOC|NOTE|<!--|-->|%%|\\{>>|<<\\}|:::|==|\\{figure\\}|\\{note\\}|\\{\\{|\\}\\}|link |\"x\"|《|》|｜|東|と|\\.png|\\|-|#todo|::|import |（|。|　|\\*\\*|leanpub-start-insert|\\{r\\}|#\\|){0,60}") {
        let reading = reading(&text, 0, indented_code, MarkedChanges::Accept);
        prop_assert_eq!(reading.shown.len(), text.len());
        prop_assert_eq!(super::flanked(&reading.shown, &reading.runs, &reading.veiled).0.len(), text.len());
        prop_assert_eq!(reading.shown.matches('\n').count(), text.matches('\n').count());
        prop_assert!(reading.private.iter().all(|range| range.start < range.end && range.end <= text.len()));
    }
}

#[test]
fn a_formula_over_lines_begins_no_list_and_no_heading() {
    for (text, wanted) in [
        ("$$\na\n+ b\n$$\n", "$$ a + b $$\n"),
        ("$$f(x)\n=\nb$$ and\n- c\n", "$$f(x) = b$$ and\n- c\n"),
        ("> $$\n> # a\n> > b\n> $$\n", "> $$\n> # a\n> > b\n> $$\n"),
        ("> $$\n> a\n> # b\n> $$\n", "> $$   a   # b   $$\n"),
        ("- $$\n  a\n  - b\n  $$\n", "- $$\n  a\n  - b\n  $$\n"),
        ("$$\na\n\n+ b\n$$\n", "$$ a  + b $$\n"),
        ("$$\na_1 *b*\n\nc\n$$ {#eq-a}\n", "$$ a_1 *b*  c $$ ¦·····¦\n"),
        ("> $$\n> a=1\n>\n> b\n> $$\n", "> $$   a=1     b   $$\n"),
        ("$$\n\nWords of a text.\n\n$$\n", "$$\n\nWords of a text.\n\n$$\n"),
        ("$$\na % no\n+ b\n$$\n", "$$ a      + b $$\n"),
        ("Costs $$\n- a\n$$\n", "Costs $$\n- a\n$$\n"),
    ] {
        assert_eq!(shown(text), wanted, "{text}");
    }
}

#[test]
fn a_sign_of_percent_in_a_paragraph_is_a_word() {
    assert_eq!(shown("The share was five\n% of the whole.\n"), "The share was five\n% of the whole.\n");
    assert!(!shown("Words.\n\n% no words\n% nor these\n\nMore.\n").contains("these"));
    assert_eq!(told("[@somebody](https://a.example) wrote it."), [""; 0]);
}
