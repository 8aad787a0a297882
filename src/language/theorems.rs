//! What theorems and their like are called, as LaTeX's babel and cleveref have it.

/// The kinds, in the order of the words below, each with what bookdown has before the labels of its own; nothing where it has none.
pub(crate) const THEOREMS: [(&str, &str); 12] = [
    ("theorem", "thm"),
    ("lemma", "lem"),
    ("corollary", "cor"),
    ("proposition", "prp"),
    ("conjecture", "cnj"),
    ("definition", "def"),
    ("example", "exm"),
    ("exercise", "exr"),
    ("hypothesis", "hyp"),
    ("proof", ""),
    ("remark", ""),
    ("solution", ""),
];

/// Languages by their tags, each with its words, parted by bars; an empty one is not known and stays English.
const WORDS: [(&str, &str); 29] = [
    ("de", "Satz|Lemma|Korollar|Proposition|Vermutung|Definition|Beispiel|Übung|Hypothese|Beweis|Bemerkung|Lösung"),
    ("fr", "Théorème|Lemme|Corollaire|Proposition|Conjecture|Définition|Exemple|Exercice|Hypothèse|Démonstration|Remarque|Solution"),
    ("es", "Teorema|Lema|Corolario|Proposición|Conjetura|Definición|Ejemplo|Ejercicio|Hipótesis|Demostración|Observación|Solución"),
    ("it", "Teorema|Lemma|Corollario|Proposizione|Congettura|Definizione|Esempio|Esercizio|Ipotesi|Dimostrazione|Osservazione|Soluzione"),
    ("pt", "Teorema|Lema|Corolário|Proposição|Conjectura|Definição|Exemplo|Exercício|Hipótese|Demonstração|Observação|Solução"),
    ("ca", "Teorema|Lema|Corol·lari|Proposició|Conjectura|Definició|Exemple|Exercici|Hipòtesi|Demostració|Observació|Solució"),
    ("ro", "Teoremă|Lemă|Corolar|Propoziție|Conjectură|Definiție|Exemplu|Exercițiu|Ipoteză|Demonstrație|Observație|Soluție"),
    ("nl", "Stelling|Lemma|Gevolg|Propositie|Vermoeden|Definitie|Voorbeeld|Oefening|Hypothese|Bewijs|Opmerking|Oplossing"),
    ("sv", "Sats|Lemma|Korollarium|Proposition|Förmodan|Definition|Exempel|Övning|Hypotes|Bevis|Anmärkning|Lösning"),
    ("da", "Sætning|Lemma|Korollar|Proposition|Formodning|Definition|Eksempel|Opgave|Hypotese|Bevis|Bemærkning|Løsning"),
    ("nb", "Teorem|Lemma|Korollar|Proposisjon|Formodning|Definisjon|Eksempel|Oppgave|Hypotese|Bevis|Bemerkning|Løsning"),
    ("nn", "Teorem|Lemma|Korollar|Proposisjon|Formodning|Definisjon|Døme|Oppgåve|Hypotese|Bevis|Merknad|Løysing"),
    ("fi", "Lause|Lemma|Korollaari|Propositio|Konjektuuri|Määritelmä|Esimerkki|Harjoitus|Hypoteesi|Todistus|Huomautus|Ratkaisu"),
    ("pl", "Twierdzenie|Lemat|Wniosek|Stwierdzenie|Hipoteza|Definicja|Przykład|Ćwiczenie|Hipoteza|Dowód|Uwaga|Rozwiązanie"),
    ("cs", "Věta|Lemma|Důsledek|Tvrzení|Domněnka|Definice|Příklad|Cvičení|Hypotéza|Důkaz|Poznámka|Řešení"),
    ("sk", "Veta|Lema|Dôsledok|Tvrdenie|Domnienka|Definícia|Príklad|Cvičenie|Hypotéza|Dôkaz|Poznámka|Riešenie"),
    ("hu", "Tétel|Lemma|Következmény|Állítás|Sejtés|Definíció|Példa|Gyakorlat|Hipotézis|Bizonyítás|Megjegyzés|Megoldás"),
    ("hr", "Teorem|Lema|Korolar|Propozicija|Slutnja|Definicija|Primjer|Zadatak|Hipoteza|Dokaz|Napomena|Rješenje"),
    ("ru", "Теорема|Лемма|Следствие|Предложение|Гипотеза|Определение|Пример|Упражнение|Гипотеза|Доказательство|Замечание|Решение"),
    ("uk", "Теорема|Лема|Наслідок|Твердження|Гіпотеза|Означення|Приклад|Вправа|Гіпотеза|Доведення|Зауваження|Розв’язання"),
    ("bg", "Теорема|Лема|Следствие|Твърдение|Хипотеза|Дефиниция|Пример|Упражнение|Хипотеза|Доказателство|Забележка|Решение"),
    ("el", "Θεώρημα|Λήμμα|Πόρισμα|Πρόταση|Εικασία|Ορισμός|Παράδειγμα|Άσκηση|Υπόθεση|Απόδειξη|Παρατήρηση|Λύση"),
    ("tr", "Teorem|Lemma|Sonuç|Önerme||Tanım|Örnek|Alıştırma|Hipotez|İspat||Çözüm"),
    ("vi", "Định lý|Bổ đề|Hệ quả|Mệnh đề|Giả thuyết|Định nghĩa|Ví dụ|Bài tập|Giả thuyết|Chứng minh|Nhận xét|Lời giải"),
    ("he", "משפט|למה|מסקנה|טענה|השערה|הגדרה|דוגמה|תרגיל|השערה|הוכחה|הערה|פתרון"),
    ("ja", "定理|補題|系|命題|予想|定義|例|演習|仮説|証明|注意|解答"),
    ("ko", "정리|보조정리|따름정리|명제|추측|정의|예제|연습문제|가설|증명||풀이"),
    ("zh-Hant", "定理|引理|推論|命題|猜想|定義|例|練習|假設|證明|註|解"),
    ("zh", "定理|引理|推论|命题|猜想|定义|例|练习|假设|证明|注|解"),
];

/// The word for a kind of theorem in a language; none if it is no kind, or if nobody has said what it is called there.
pub(crate) fn theorem_word(tag: &str, kind: &str) -> Option<&'static str> {
    let at = THEOREMS.iter().position(|(known, _)| *known == kind)?;
    let tag = match tag {
        "zh-TW" | "zh-HK" | "zh-MO" => "zh-Hant",
        other => other,
    };
    let fits = |known: &str| tag.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    let words = WORDS.iter().find(|(known, _)| fits(known))?.1;
    words.split('|').nth(at).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{THEOREMS, WORDS, theorem_word};

    #[test]
    fn every_language_has_a_word_for_each_kind_or_an_empty_one() {
        for (tag, words) in WORDS {
            assert_eq!(words.split('|').count(), THEOREMS.len(), "{tag}");
        }
        assert_eq!(theorem_word("de-AT", "theorem"), Some("Satz"));
        assert_eq!((theorem_word("zh-TW", "definition"), theorem_word("zh-Hans", "definition")), (Some("定義"), Some("定义")));
        assert_eq!([theorem_word("en", "theorem"), theorem_word("tr", "remark"), theorem_word("de", "note")], [None; 3]);
    }
}
