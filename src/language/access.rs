//! What the package of an EPUB says of the book's accessibility, in the language of the book: shops show it to buyers.
//!
//! The sentences are Bindery's own; for a language that has none they are English.

/// The sentences that a summary is made of.
#[derive(Debug)]
pub(crate) struct AccessSentences {
    /// BCP 47 tag of the sentences.
    pub(crate) language: &'static str,
    /// Sentence on headings and contents.
    pub(crate) structure: &'static str,
    /// Sentence on notes: they lead to their places and back.
    pub(crate) notes: &'static str,
    /// Sentence on the marks of printed pages.
    pub(crate) pages: &'static str,
    /// Sentence of a book without pictures but its cover.
    pub(crate) cover_alone: &'static str,
    /// Sentence of a book whose pictures are all described.
    pub(crate) described: &'static str,
    /// Sentence of a book in which some pictures are not described.
    pub(crate) lacking: &'static str,
}

/// The sentences in a language; in English if the words of Bindery are.
pub(crate) fn access_sentences(language: &str) -> &'static AccessSentences {
    let words_in = super::language(language).words_in;
    SENTENCES.iter().find(|known| known.language == words_in).unwrap_or(&SENTENCES[0])
}

/// The sentences by language, English first.
const SENTENCES: &[AccessSentences] = &[
    AccessSentences {
        language: "en",
        structure: "The text is structured by headings, with a linked table of contents.",
        notes: "Notes link to their places and back.",
        pages: "The page numbers of the printed edition are marked and listed.",
        cover_alone: "The only image is the cover, which is described.",
        described: "All images have alternative text.",
        lacking: "Some images have no alternative text.",
    },
    AccessSentences {
        language: "de",
        structure: "Der Text ist durch Überschriften gegliedert, mit einem verlinkten Inhaltsverzeichnis.",
        notes: "Anmerkungen führen zu ihrer Stelle und zurück.",
        pages: "Die Seitenzahlen der gedruckten Ausgabe sind verzeichnet und aufgelistet.",
        cover_alone: "Das einzige Bild ist der Umschlag; er ist beschrieben.",
        described: "Alle Bilder haben Alternativtexte.",
        lacking: "Einigen Bildern fehlt ein Alternativtext.",
    },
    AccessSentences {
        language: "fr",
        structure: "Le texte est structuré par des titres, avec une table des matières liée.",
        notes: "Les notes renvoient à leur appel, et inversement.",
        pages: "Les numéros de page de l’édition imprimée sont signalés et listés.",
        cover_alone: "La seule image est la couverture, qui est décrite.",
        described: "Toutes les images ont un texte alternatif.",
        lacking: "Certaines images n’ont pas de texte alternatif.",
    },
    AccessSentences {
        language: "es",
        structure: "El texto está estructurado con títulos y tiene un índice enlazado.",
        notes: "Las notas enlazan con su lugar y viceversa.",
        pages: "Los números de página de la edición impresa están marcados y listados.",
        cover_alone: "La única imagen es la cubierta, que está descrita.",
        described: "Todas las imágenes tienen texto alternativo.",
        lacking: "Algunas imágenes no tienen texto alternativo.",
    },
    AccessSentences {
        language: "it",
        structure: "Il testo è strutturato con titoli e ha un indice con collegamenti.",
        notes: "Le note rimandano al loro punto e viceversa.",
        pages: "I numeri di pagina dell’edizione a stampa sono segnati ed elencati.",
        cover_alone: "L’unica immagine è la copertina, che è descritta.",
        described: "Tutte le immagini hanno un testo alternativo.",
        lacking: "Alcune immagini non hanno un testo alternativo.",
    },
    AccessSentences {
        language: "pt-PT",
        structure: "O texto está estruturado com títulos e tem um índice com hiperligações.",
        notes: "As notas ligam ao seu lugar e vice-versa.",
        pages: "Os números de página da edição impressa estão marcados e listados.",
        cover_alone: "A única imagem é a capa, que está descrita.",
        described: "Todas as imagens têm texto alternativo.",
        lacking: "Algumas imagens não têm texto alternativo.",
    },
    AccessSentences {
        language: "pt",
        structure: "O texto está estruturado com títulos e tem um sumário com links.",
        notes: "As notas levam ao seu lugar e vice-versa.",
        pages: "Os números de página da edição impressa estão marcados e listados.",
        cover_alone: "A única imagem é a capa, que está descrita.",
        described: "Todas as imagens têm texto alternativo.",
        lacking: "Algumas imagens não têm texto alternativo.",
    },
    AccessSentences {
        language: "ca",
        structure: "El text està estructurat amb títols i té un índex enllaçat.",
        notes: "Les notes enllacen amb el seu lloc i viceversa.",
        pages: "Els números de pàgina de l’edició impresa estan marcats i llistats.",
        cover_alone: "L’única imatge és la coberta, que està descrita.",
        described: "Totes les imatges tenen text alternatiu.",
        lacking: "Algunes imatges no tenen text alternatiu.",
    },
    AccessSentences {
        language: "nl",
        structure: "De tekst is met koppen ingedeeld en heeft een inhoudsopgave met koppelingen.",
        notes: "Noten verwijzen naar hun plaats en terug.",
        pages: "De paginanummers van de gedrukte uitgave zijn aangegeven en staan in een lijst.",
        cover_alone: "De enige afbeelding is het omslag, dat beschreven is.",
        described: "Alle afbeeldingen hebben een alternatieve tekst.",
        lacking: "Enkele afbeeldingen hebben geen alternatieve tekst.",
    },
    AccessSentences {
        language: "da",
        structure: "Teksten er inddelt med overskrifter og har en indholdsfortegnelse med links.",
        notes: "Noter henviser til deres sted og tilbage.",
        pages: "Den trykte udgaves sidetal er markeret og opført på en liste.",
        cover_alone: "Det eneste billede er omslaget, som er beskrevet.",
        described: "Alle billeder har alternativ tekst.",
        lacking: "Nogle billeder mangler alternativ tekst.",
    },
    AccessSentences {
        language: "sv",
        structure: "Texten är indelad med rubriker och har en länkad innehållsförteckning.",
        notes: "Noter länkar till sin plats och tillbaka.",
        pages: "Den tryckta utgåvans sidnummer är markerade och listade.",
        cover_alone: "Den enda bilden är omslaget, som är beskrivet.",
        described: "Alla bilder har alternativtext.",
        lacking: "Några bilder saknar alternativtext.",
    },
    AccessSentences {
        language: "nb",
        structure: "Teksten er inndelt med overskrifter og har en innholdsfortegnelse med lenker.",
        notes: "Noter viser til stedet sitt og tilbake.",
        pages: "Sidetallene i den trykte utgaven er merket og ført opp i en liste.",
        cover_alone: "Det eneste bildet er omslaget, som er beskrevet.",
        described: "Alle bilder har alternativ tekst.",
        lacking: "Noen bilder mangler alternativ tekst.",
    },
    AccessSentences {
        language: "nn",
        structure: "Teksten er delt inn med overskrifter og har ei innhaldsliste med lenkjer.",
        notes: "Notar viser til staden sin og tilbake.",
        pages: "Sidetala i den trykte utgåva er merkte og førte opp i ei liste.",
        cover_alone: "Det einaste biletet er omslaget, som er skildra.",
        described: "Alle bilete har alternativ tekst.",
        lacking: "Nokre bilete manglar alternativ tekst.",
    },
    AccessSentences {
        language: "fi",
        structure: "Teksti on jäsennelty otsikoilla, ja siinä on linkitetty sisällysluettelo.",
        notes: "Viitteistä on linkki paikkaansa ja takaisin.",
        pages: "Painetun laitoksen sivunumerot on merkitty ja luetteloitu.",
        cover_alone: "Ainoa kuva on kansi, joka on kuvailtu.",
        described: "Kaikilla kuvilla on tekstivastine.",
        lacking: "Joiltakin kuvilta puuttuu tekstivastine.",
    },
    AccessSentences {
        language: "pl",
        structure: "Tekst jest podzielony nagłówkami i ma spis treści z odsyłaczami.",
        notes: "Przypisy odsyłają do swojego miejsca i z powrotem.",
        pages: "Numery stron wydania drukowanego są oznaczone i zebrane na liście.",
        cover_alone: "Jedyną ilustracją jest okładka, która ma opis.",
        described: "Wszystkie ilustracje mają tekst alternatywny.",
        lacking: "Niektóre ilustracje nie mają tekstu alternatywnego.",
    },
    AccessSentences {
        language: "cs",
        structure: "Text je členěn nadpisy a má obsah s odkazy.",
        notes: "Poznámky odkazují na své místo a zpět.",
        pages: "Čísla stran tištěného vydání jsou vyznačena a uvedena v seznamu.",
        cover_alone: "Jediným obrázkem je obálka, která je popsána.",
        described: "Všechny obrázky mají alternativní text.",
        lacking: "Některé obrázky nemají alternativní text.",
    },
    AccessSentences {
        language: "sk",
        structure: "Text je členený nadpismi a má obsah s odkazmi.",
        notes: "Poznámky odkazujú na svoje miesto a späť.",
        pages: "Čísla strán tlačeného vydania sú vyznačené a uvedené v zozname.",
        cover_alone: "Jediným obrázkom je obálka, ktorá je opísaná.",
        described: "Všetky obrázky majú alternatívny text.",
        lacking: "Niektoré obrázky nemajú alternatívny text.",
    },
    AccessSentences {
        language: "hr",
        structure: "Tekst je podijeljen naslovima i ima sadržaj s poveznicama.",
        notes: "Bilješke vode na svoje mjesto i natrag.",
        pages: "Brojevi stranica tiskanog izdanja označeni su i popisani.",
        cover_alone: "Jedina je slika naslovnica, koja je opisana.",
        described: "Sve slike imaju zamjenski tekst.",
        lacking: "Neke slike nemaju zamjenski tekst.",
    },
    AccessSentences {
        language: "sr",
        structure: "Текст је подељен насловима и има садржај са везама.",
        notes: "Белешке воде на своје место и назад.",
        pages: "Бројеви страница штампаног издања означени су и пописани.",
        cover_alone: "Једина слика је насловна корица, која је описана.",
        described: "Све слике имају алтернативни текст.",
        lacking: "Неке слике немају алтернативни текст.",
    },
    AccessSentences {
        language: "sr-Latn",
        structure: "Tekst je podeljen naslovima i ima sadržaj sa vezama.",
        notes: "Beleške vode na svoje mesto i nazad.",
        pages: "Brojevi stranica štampanog izdanja označeni su i popisani.",
        cover_alone: "Jedina slika je naslovna korica, koja je opisana.",
        described: "Sve slike imaju alternativni tekst.",
        lacking: "Neke slike nemaju alternativni tekst.",
    },
    AccessSentences {
        language: "bg",
        structure: "Текстът е разделен със заглавия и има съдържание с връзки.",
        notes: "Бележките водят до мястото си и обратно.",
        pages: "Номерата на страниците на печатното издание са отбелязани и изброени.",
        cover_alone: "Единственото изображение е корицата, която е описана.",
        described: "Всички изображения имат алтернативен текст.",
        lacking: "Някои изображения нямат алтернативен текст.",
    },
    AccessSentences {
        language: "ru",
        structure: "Текст разделён заголовками и снабжён оглавлением со ссылками.",
        notes: "Примечания ведут к своему месту и обратно.",
        pages: "Номера страниц печатного издания отмечены и перечислены.",
        cover_alone: "Единственное изображение — обложка, у неё есть описание.",
        described: "У всех изображений есть текстовое описание.",
        lacking: "У некоторых изображений нет текстового описания.",
    },
    AccessSentences {
        language: "uk",
        structure: "Текст поділено заголовками; є зміст із посиланнями.",
        notes: "Примітки ведуть до свого місця й назад.",
        pages: "Номери сторінок друкованого видання позначено й перелічено.",
        cover_alone: "Єдине зображення — обкладинка, вона має опис.",
        described: "Усі зображення мають текстовий опис.",
        lacking: "Деякі зображення не мають текстового опису.",
    },
    AccessSentences {
        language: "el",
        structure: "Το κείμενο έχει επικεφαλίδες και πίνακα περιεχομένων με συνδέσμους.",
        notes: "Οι σημειώσεις οδηγούν στο σημείο τους και πίσω.",
        pages: "Οι αριθμοί σελίδων της έντυπης έκδοσης σημειώνονται και παρατίθενται.",
        cover_alone: "Η μόνη εικόνα είναι το εξώφυλλο, το οποίο περιγράφεται.",
        described: "Όλες οι εικόνες έχουν εναλλακτικό κείμενο.",
        lacking: "Μερικές εικόνες δεν έχουν εναλλακτικό κείμενο.",
    },
    AccessSentences {
        language: "hu",
        structure: "A szöveget címek tagolják, hivatkozásokkal ellátott tartalomjegyzékkel.",
        notes: "A jegyzetek a helyükre mutatnak, és onnan vissza.",
        pages: "A nyomtatott kiadás oldalszámai jelölve vannak, és listában szerepelnek.",
        cover_alone: "Az egyetlen kép a borító, amelynek van leírása.",
        described: "Minden képnek van helyettesítő szövege.",
        lacking: "Néhány képnek nincs helyettesítő szövege.",
    },
    AccessSentences {
        language: "ro",
        structure: "Textul este structurat prin titluri și are un cuprins cu legături.",
        notes: "Notele trimit la locul lor și înapoi.",
        pages: "Numerele de pagină ale ediției tipărite sunt marcate și listate.",
        cover_alone: "Singura imagine este coperta, care este descrisă.",
        described: "Toate imaginile au text alternativ.",
        lacking: "Unele imagini nu au text alternativ.",
    },
    AccessSentences {
        language: "tr",
        structure: "Metin başlıklarla bölümlenmiştir ve bağlantılı bir içindekiler tablosu vardır.",
        notes: "Notlar yerlerine ve geri bağlanır.",
        pages: "Basılı yayının sayfa numaraları işaretlenmiş ve listelenmiştir.",
        cover_alone: "Tek görsel kapaktır ve betimlenmiştir.",
        described: "Bütün görsellerin alternatif metni vardır.",
        lacking: "Bazı görsellerin alternatif metni yoktur.",
    },
    AccessSentences {
        language: "he",
        structure: "הטקסט מחולק בכותרות, עם תוכן עניינים מקושר.",
        notes: "ההערות מקושרות למקומן ובחזרה.",
        pages: "מספרי העמודים של המהדורה המודפסת מסומנים ומפורטים ברשימה.",
        cover_alone: "התמונה היחידה היא הכריכה, והיא מתוארת.",
        described: "לכל התמונות יש טקסט חלופי.",
        lacking: "לחלק מהתמונות אין טקסט חלופי.",
    },
    AccessSentences {
        language: "ar",
        structure: "النص مقسّم بعناوين، وله فهرس محتويات بروابط.",
        notes: "تؤدي الهوامش إلى مواضعها وتعود منها.",
        pages: "أرقام صفحات الطبعة الورقية معلّمة ومدرجة في قائمة.",
        cover_alone: "الصورة الوحيدة هي الغلاف، وهو موصوف.",
        described: "لكل الصور نص بديل.",
        lacking: "بعض الصور ليس لها نص بديل.",
    },
    AccessSentences {
        language: "fa",
        structure: "متن با عنوان\u{200C}ها بخش\u{200C}بندی شده و فهرست پیونددار دارد.",
        notes: "یادداشت\u{200C}ها به جای خود و بازگشت پیوند دارند.",
        pages: "شماره\u{200C}های صفحه\u{200C}ی چاپ کاغذی نشانه\u{200C}گذاری و فهرست شده\u{200C}اند.",
        cover_alone: "تنها تصویر، جلد است که توصیف شده است.",
        described: "همه\u{200C}ی تصویرها متن جایگزین دارند.",
        lacking: "برخی تصویرها متن جایگزین ندارند.",
    },
    AccessSentences {
        language: "hi",
        structure: "पाठ शीर्षकों में बँटा है और विषय-सूची में कड़ियाँ हैं।",
        notes: "टिप्पणियाँ अपने स्थान तक और वापस ले जाती हैं।",
        pages: "मुद्रित संस्करण की पृष्ठ संख्याएँ अंकित और सूचीबद्ध हैं।",
        cover_alone: "एकमात्र चित्र आवरण है, जिसका वर्णन दिया गया है।",
        described: "सभी चित्रों का वैकल्पिक पाठ है।",
        lacking: "कुछ चित्रों का वैकल्पिक पाठ नहीं है।",
    },
    AccessSentences {
        language: "vi",
        structure: "Văn bản được chia theo tiêu đề, có mục lục liên kết.",
        notes: "Các ghi chú liên kết đến vị trí của chúng và ngược lại.",
        pages: "Số trang của bản in được đánh dấu và liệt kê.",
        cover_alone: "Hình ảnh duy nhất là bìa, có mô tả.",
        described: "Mọi hình ảnh đều có văn bản thay thế.",
        lacking: "Một số hình ảnh không có văn bản thay thế.",
    },
    AccessSentences {
        language: "zh",
        structure: "正文按标题分级，并有带链接的目录。",
        notes: "注释与正文互相链接。",
        pages: "纸质版的页码已标记并列出。",
        cover_alone: "唯一的图片是封面，附有说明。",
        described: "所有图片均有替代文本。",
        lacking: "部分图片没有替代文本。",
    },
    AccessSentences {
        language: "zh-Hant",
        structure: "正文按標題分級，並有帶連結的目錄。",
        notes: "註釋與正文互相連結。",
        pages: "紙本版的頁碼已標記並列出。",
        cover_alone: "唯一的圖片是封面，附有說明。",
        described: "所有圖片均有替代文字。",
        lacking: "部分圖片沒有替代文字。",
    },
    AccessSentences {
        language: "ja",
        structure: "本文は見出しで構成され、リンク付きの目次がある。",
        notes: "注は本文の該当箇所と相互にリンクしている。",
        pages: "印刷版のページ番号が示され、一覧がある。",
        cover_alone: "画像は表紙のみで、説明が付いている。",
        described: "すべての画像に代替テキストがある。",
        lacking: "代替テキストのない画像がある。",
    },
    AccessSentences {
        language: "ko",
        structure: "본문은 제목으로 구성되어 있으며 링크된 차례가 있습니다.",
        notes: "주석은 본문의 자리와 서로 연결되어 있습니다.",
        pages: "인쇄판의 쪽 번호가 표시되고 목록으로 제공됩니다.",
        cover_alone: "유일한 이미지는 표지이며 설명이 있습니다.",
        described: "모든 이미지에 대체 텍스트가 있습니다.",
        lacking: "일부 이미지에는 대체 텍스트가 없습니다.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_with_words_has_sentences() {
        for language in crate::language::all() {
            assert_eq!(access_sentences(language.words_in).language, language.words_in);
        }
        for sentences in SENTENCES {
            let AccessSentences { language: _, structure, notes, pages, cover_alone, described, lacking } = sentences;
            for sentence in [structure, notes, pages, cover_alone, described, lacking] {
                assert!(sentence.ends_with(['.', '。', '।']), "{sentence}");
            }
        }
        assert_eq!(access_sentences("zh-TW").language, "zh-Hant");
        assert_eq!(access_sentences("tlh").language, "en");
    }
}
