//! What holds of the PDF of every case, each rule by its name: a golden file can be rewritten without a look, these can't.

use super::outcomes;
use super::support::tagged::{Element, Kid, Lead, Tagged, plain};
use super::support::wanted::{Wanted, letters};
use bindery::testing::book::Numerals;

/// Asks something of every tagged PDF; what `check` says against one is a fault.
#[track_caller]
fn hold(check: impl Fn(&Tagged, &Wanted) -> Vec<String>) {
    let mut asked = 0;
    let faults: Vec<String> = outcomes()
        .iter()
        .filter_map(|case| Some((&case.name, case.tagged.as_ref()?)))
        .flat_map(|(name, (tagged, wanted))| {
            asked += 1;
            check(tagged, wanted).into_iter().map(move |fault| format!("  {name}: {fault}\n"))
        })
        .collect();
    // Of the cases chosen none may have such a PDF.
    assert!(asked > 0 || std::env::var_os("CASE").is_some());
    assert!(faults.is_empty(), "\n{}", faults.concat());
}

/// What is in one list and not in the other, both with as many of each as there are.
fn difference(what: &str, wanted: &[String], found: Vec<String>) -> Vec<String> {
    let mut left = found;
    let mut faults = Vec::new();
    for words in wanted {
        match left.iter().position(|found| found == words) {
            Some(place) => drop(left.swap_remove(place)),
            None => faults.push(format!("{what} “{words}” is not in the tree")),
        }
    }
    faults.extend(left.into_iter().map(|words| format!("{what} “{words}” is in the tree and not in the book")));
    faults
}

fn told<'e>(element: &'e Element, key: &str) -> &'e str {
    element.told.get(key).map_or("", String::as_str)
}

#[test]
fn outline_links_run_both_ways() {
    hold(|tagged, _| tagged.outline_faults.clone());
}

#[test]
fn every_content_and_link_is_led_back_to_its_element() {
    hold(|tagged, _| tagged.faults.clone());
}

#[test]
fn the_outline_is_the_contents() {
    hold(|tagged, wanted| {
        if wanted.contents.is_empty() {
            return Vec::new();
        }
        let lines: Vec<String> = tagged.outline.iter().map(|mark| format!("{}{}", "  ".repeat(mark.depth), mark.title)).collect();
        let mut left = lines.iter();
        // The contents themselves are an entry more.
        let missing = wanted.contents.lines().find(|line| !left.any(|own| own == line));
        let many = lines.len() > wanted.contents.lines().count() + 1;
        let nowhere = tagged.outline.iter().filter(|mark| mark.lead.is_none()).map(|mark| format!("“{}” leads nowhere", mark.title));
        let missing = missing.map(|line| format!("{line:?} is not in the outline, or not in order: {lines:#?}"));
        nowhere.chain(missing).chain(many.then(|| format!("the outline has more than the contents: {lines:#?}"))).collect()
    });
}

#[test]
fn every_alternative_text_is_in_the_tree() {
    hold(|tagged, wanted| {
        let found = tagged.of("Figure").map(|figure| plain(told(&tagged.elements[figure], "Alt"))).collect();
        difference("the picture", &wanted.pictures, found)
    });
}

/// The letters of the heads of tables with a scope.
fn heads(tagged: &Tagged, scope: &str) -> Vec<String> {
    let heads = tagged.of("TH").filter(|&cell| told(&tagged.elements[cell], "Scope") == scope);
    heads.map(|cell| letters(&tagged.words(cell))).collect()
}

#[test]
fn every_row_head_is_a_th_with_scope() {
    hold(|tagged, wanted| difference("the head of a row", &wanted.row_heads, heads(tagged, "Row")));
}

#[test]
fn every_column_head_is_a_th_with_scope() {
    hold(|tagged, wanted| difference("the head of a column", &wanted.column_heads, heads(tagged, "Column")));
}

#[test]
fn every_head_of_a_table_has_a_scope() {
    hold(|tagged, _| {
        let bare = tagged.of("TH").filter(|&cell| !["Row", "Column"].contains(&told(&tagged.elements[cell], "Scope")));
        bare.map(|cell| format!("“{}” heads nothing", tagged.words(cell))).collect()
    });
}

#[test]
fn headings_below_a_part_are_a_level_deeper() {
    hold(|tagged, wanted| {
        let levels = ["H1", "H2", "H3", "H4", "H5", "H6"];
        let mut left: Vec<(usize, String)> = (tagged.elements.iter().enumerate())
            .filter_map(|(number, element)| {
                let level = levels.iter().position(|level| *level == element.role)?;
                Some((level + 1, letters(&tagged.words(number))))
            })
            .collect();
        let mut faults = Vec::new();
        for (level, words) in &wanted.headings {
            // A mark of the commentary may stand behind it.
            match left.iter().position(|(own, own_words)| own == &usize::from(*level) && own_words.starts_with(words.as_str())) {
                Some(place) => drop(left.swap_remove(place)),
                None => faults.push(format!("no H{level} is “{words}”")),
            }
        }
        faults
    });
}

#[test]
fn lists_say_how_they_are_numbered() {
    hold(|tagged, wanted| {
        let mut faults = Vec::new();
        let mut counts = [0, 0];
        for list in tagged.of("L") {
            let numbering = told(&tagged.elements[list], "ListNumbering");
            let numerals = match numbering {
                "Decimal" => Some(Numerals::Figures),
                "LowerAlpha" => Some(Numerals::SmallLetters),
                "UpperAlpha" => Some(Numerals::Capitals),
                "LowerRoman" => Some(Numerals::SmallRoman),
                "UpperRoman" => Some(Numerals::Roman),
                "Disc" => None,
                // A list of terms.
                _ => continue,
            };
            counts[usize::from(numerals.is_none())] += 1;
            let items = tagged.elements[list].kids.iter().filter_map(|kid| if let Kid::Element(item) = kid { Some(*item) } else { None });
            for item in items {
                let label = tagged.elements[item].kids.iter().find_map(|kid| match kid {
                    Kid::Element(label) if tagged.elements[*label].role == "Lbl" => Some(tagged.words(*label)),
                    _ => None,
                });
                let label = label.unwrap_or_default();
                let number = label.trim_start_matches('(').strip_suffix(['.', ')']);
                let fits = numerals.map_or(number.is_none(), |numerals| number.is_some_and(|number| numerals.read(number).is_some()));
                let task = ["✓", "□"].contains(&label.as_str());
                if !task && !fits {
                    faults.push(format!("“{label}” is the label of a list of the kind {numbering}"));
                }
            }
        }
        if counts != wanted.lists {
            faults.push(format!("{counts:?} lists are numbered and have bullets, not {:?}", wanted.lists));
        }
        faults
    });
}

#[test]
fn click_areas_hold_letters_with_their_descenders() {
    hold(|tagged, wanted| {
        let mut faults = Vec::new();
        for (number, link) in tagged.links.iter().enumerate() {
            let [left, bottom, right, top] = link.area.map(f64::from);
            let mut texts = wanted.linked.iter().filter(|text| {
                let over = text.left < right - 0.01 && left + 0.01 < text.right;
                text.page == link.page && over && (bottom - text.size / 3.0..top).contains(&text.baseline)
            });
            // A fifth of the size is less than any letter of ours goes down; capitals are two thirds of it high.
            let cut = texts.find(|text| {
                let wide = left <= text.left + 0.01 && right >= text.right - 0.01;
                !wide || bottom > text.baseline - text.size * 0.2 || top < text.baseline + text.size * 0.66
            });
            if let Some(text) = cut {
                faults.push(format!(
                    "link {} on page {} has the area {:?}, and covers but a part of {text:?}",
                    number + 1,
                    link.page + 1,
                    link.area
                ));
            }
        }
        faults
    });
}

#[test]
fn every_link_stands_in_an_element_and_is_said() {
    hold(|tagged, _| {
        let odd = tagged.links.iter().filter(|link| {
            let role = link.parent.map(|parent| tagged.elements[parent].role.as_str());
            role != Some("Link") || link.said.trim().is_empty()
        });
        let mut faults: Vec<String> = odd.map(|link| format!("{link:?}")).collect();
        // Each stands in it once, beside what is clicked.
        for element in tagged.of("Link").map(|element| &tagged.elements[element]) {
            let links = element.kids.iter().filter(|kid| matches!(kid, Kid::Link(_))).count();
            if links == 0 || links == element.kids.len() {
                faults.push(format!("{element:?} holds {links} links and as many kids"));
            }
        }
        faults
    });
}

#[test]
fn marks_and_notes_of_pdf_2_speak_of_each_other() {
    let asked = std::cell::Cell::new(0);
    hold(|tagged, _| {
        // The note that holds an element, if it is one of PDF 2.0.
        let note = |element: usize| {
            let up = std::iter::successors(Some(element), |&at| tagged.elements[at].parent);
            up.into_iter().find(|&at| tagged.elements[at].role == "FENote")
        };
        let mut pairs = Vec::new();
        for link in &tagged.links {
            let (Some(from), Some(to)) = (link.parent, link.to) else { continue };
            let is_mark = tagged.elements[from].parent.is_some_and(|parent| tagged.elements[parent].role == "Reference");
            if let Some(note) = note(to).filter(|_| is_mark) {
                pairs.push((from, note));
            }
        }
        asked.set(asked.get() + pairs.len());
        let mut faults = Vec::new();
        for &(mark, note) in &pairs {
            if !tagged.elements[mark].refers.contains(&note) || !tagged.elements[note].refers.contains(&mark) {
                faults.push(format!("a mark “{}” and “{}” don't speak of each other", tagged.words(mark), tagged.words(note)));
            }
        }
        for note in tagged.of("FENote") {
            let others = tagged.elements[note].refers.iter().filter(|&&mark| !pairs.contains(&(mark, note)));
            faults.extend(others.map(|&mark| format!("a note speaks of “{}”, which does not lead to it", tagged.words(mark))));
        }
        faults
    });
    assert!(asked.get() > 2 || std::env::var_os("CASE").is_some(), "a note is marked twice in the case pdf-second-standards");
}

#[test]
fn every_place_with_a_name_is_on_a_page() {
    hold(|tagged, _| {
        let mut faults = Vec::new();
        for two in tagged.places.windows(2).filter(|two| two[0].0.as_bytes() >= two[1].0.as_bytes()) {
            faults.push(format!("the name {} stands before {}", two[0].0, two[1].0));
        }
        let spots = tagged.places.iter().map(|(name, spot)| (name.as_str(), *spot));
        let leads =
            tagged.links.iter().filter_map(|link| if let Lead::Spot(spot) = link.lead { Some((link.said.as_str(), spot)) } else { None });
        let off = spots.chain(leads).filter(|(_, spot)| spot.page >= tagged.pages || spot.top <= 0.0);
        faults.extend(off.map(|(name, spot)| format!("{name} leads to {spot:?}")));
        faults
    });
}

/// A numeral in small letters, by the plainest rule there is.
fn roman(mut number: i64) -> String {
    let worth = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut numeral = String::new();
    for (value, letters) in worth {
        while number >= value {
            numeral += letters;
            number -= value;
        }
    }
    numeral
}

#[test]
fn every_page_has_the_label_that_is_printed() {
    hold(|tagged, wanted| {
        let label = |page: i64| {
            let Some(run) = tagged.labels.iter().rfind(|run| run.from <= page) else { return String::new() };
            let number = run.start + page - run.from;
            let number = match run.style.as_str() {
                "D" => number.to_string(),
                "r" => roman(number),
                "R" => roman(number).to_uppercase(),
                _ => String::new(),
            };
            format!("{}{number}", run.prefix)
        };
        let pages = (0..).zip(&wanted.pages);
        pages
            .filter(|(page, (printed, _))| label(*page) != *printed)
            .map(|(page, (printed, _))| format!("page {printed} is labelled {}", label(page)))
            .collect()
    });
}

#[test]
fn the_tree_holds_the_words_of_every_page() {
    hold(|tagged, wanted| {
        let mut held = vec![std::collections::BTreeSet::new(); tagged.pages];
        for kid in tagged.elements.iter().flat_map(|element| &element.kids) {
            if let Kid::Content(page, number) = kid {
                held[*page].insert(*number);
            }
        }
        let said = |page: usize| held[page].iter().map(|&number| letters(tagged.content(page, number))).collect::<String>();
        let pages = wanted.pages.iter().enumerate().filter(|(page, (_, words))| said(*page) != *words);
        pages.map(|(page, (label, words))| format!("page {label} says “{}”, not “{words}”", said(page))).collect()
    });
}
