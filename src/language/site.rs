//! The words of a site: what stands on the page of a book beside what the book says of itself.
//!
//! They are Bindery's own; where a language has none they are English, and marked as such.

macro_rules! site_words {
    ($($(#[doc = $doc:literal])+ $name:ident),+ $(,)?) => {
        /// The words that the pages of a site are made of.
        #[derive(Debug)]
        pub(crate) struct SiteWords {
            /// BCP 47 tag of the words.
            pub(crate) language: &'static str,
            $($(#[doc = $doc])+ pub(crate) $name: &'static str,)+
        }
    };
}

site_words! {
    /// Heading and link of the page with all books.
    all_books,
    /// Heading of the ways to have the book.
    read_it,
    /// Link to the web edition.
    in_browser,
    /// What the web edition suits.
    for_browser,
    /// What an EPUB suits.
    for_epub,
    /// What a PDF suits; `{}` is the number of its pages.
    for_pdf,
    /// Name of the sample.
    sample,
    /// What the sample holds, where its share of the text is known; `{}` is that.
    share_of_text,
    /// What the sample holds, where it has some of the chapters.
    some_chapters,
    /// Sentence at the end of a sample.
    end_of_sample,
    /// Words before the address of the whole book, at the end of a sample.
    whole_book,
    /// Heading of the ways to a device.
    onto_device,
    /// How to get it onto a Kindle by mail; `{}` is the limit.
    kindle_mail,
    /// How to get it onto a Kindle from a browser; `{}` is the limit.
    kindle_web,
    /// What is to be done if the file is too large for Kindle; `{}` is the limit.
    kindle_cable,
    /// How to get it onto a Kobo or another e-reader.
    e_reader,
    /// How to get it onto a phone or tablet of Apple.
    apple,
    /// How to get it onto a phone or tablet with Android.
    android,
    /// Heading of the accessibility statement.
    accessibility,
    /// Sentence of a book whose look can be changed.
    look,
    /// Sentence of a book in which nothing flashes, moves or sounds.
    no_hazard,
    /// Sentence of a book in which pictures move that nobody has judged.
    unknown_hazard,
    /// Sentence of formulas in MathML.
    formulas,
    /// The claim of a standard; `{}` is who vouches for it.
    certified,
    /// Sentence of a PDF with tags and a claim; `{}` is the standard.
    pdf_claim,
    /// Sentence of a PDF with tags but without a claim.
    pdf_tagged,
    /// Words before what the EPUB states for machines.
    stated,
    /// Heading of what the book is: its facts.
    facts,
    /// Name of the date of publication.
    published,
    /// Name of the publisher.
    publisher,
    /// Name of the length.
    length,
    /// A number of words; `{}` is that.
    words,
    /// Name of the subjects.
    subjects,
    /// Name of the series.
    series,
    /// Heading of the rights.
    licence,
    /// Heading of how to cite the book.
    cite,
    /// Words before the checksums.
    checksums,
    /// Heading of what has changed.
    changes,
    /// Words before the feeds.
    feeds,
    /// Heading of a page that is not there.
    not_found,
    /// Words of a page that is not there.
    gone,
}

/// The words in a language; in English if Bindery has none in it.
#[must_use]
pub(crate) fn site_words(language: &str) -> &'static SiteWords {
    let words_in = super::language(language).words_in;
    [&GERMAN, &FRENCH, &SPANISH, &ITALIAN].into_iter().find(|known| known.language == words_in).unwrap_or(&ENGLISH)
}

const ENGLISH: SiteWords = SiteWords {
    language: "en",
    all_books: "All books",
    read_it: "Read it",
    in_browser: "Read in the browser",
    for_browser: "on any device, without a download",
    for_epub: "for e-readers, phones and tablets; the type is as large as you like",
    for_pdf: "{} pages as they are printed, for paper and large screens",
    sample: "Sample",
    share_of_text: "the first {} of the text, as an EPUB",
    some_chapters: "some chapters, as an EPUB",
    end_of_sample: "This is the end of the sample.",
    whole_book: "The whole book:",
    onto_device: "Onto your device",
    kindle_mail: "Send the EPUB to the mail address of your Kindle (up to {}).",
    kindle_web: "Drop the EPUB onto the page Send to Kindle in a browser (up to {}).",
    kindle_cable: "The EPUB is too large for Send to Kindle, which takes up to {}: copy it by cable with a program that converts it.",
    e_reader: "Connect the reader by cable and copy the EPUB onto it, or open this page in its browser.",
    apple: "Tap the EPUB and open it in Books.",
    android: "Tap the EPUB and open it in a reading app such as Thorium, Moon+ or Google Play Books.",
    accessibility: "Accessibility",
    look: "Size, face and colours of the text of the EPUB can be changed.",
    no_hazard: "Nothing flashes, moves or sounds.",
    unknown_hazard: "Some pictures move; whether they flash has not been examined.",
    formulas: "Formulas are MathML, which screen readers read aloud.",
    certified: "The EPUB conforms to EPUB Accessibility 1.1 and WCAG 2.2 at level AA, as certified by {}.",
    pdf_claim: "The PDF is tagged and claims {}.",
    pdf_tagged: "The PDF is tagged; it claims no standard of accessibility, since some images have no alternative text.",
    stated: "What the EPUB states for machines",
    facts: "About this book",
    published: "Published",
    publisher: "Publisher",
    length: "Length",
    words: "{} words",
    subjects: "Subjects",
    series: "Series",
    licence: "Rights",
    cite: "Citation file",
    checksums: "Checksums",
    changes: "What is new",
    feeds: "Feeds and catalogues for reading apps",
    not_found: "There is no such page",
    gone: "It may have moved, or the address has a slip in it.",
};

const GERMAN: SiteWords = SiteWords {
    language: "de",
    all_books: "Alle Bücher",
    read_it: "Lesen",
    in_browser: "Im Browser lesen",
    for_browser: "auf jedem Gerät, ohne Download",
    for_epub: "für E-Reader, Telefone und Tablets; die Schrift ist so groß, wie Sie mögen",
    for_pdf: "{} Seiten, wie sie gedruckt werden, für Papier und große Bildschirme",
    sample: "Leseprobe",
    share_of_text: "die ersten {} des Textes, als EPUB",
    some_chapters: "einige Kapitel, als EPUB",
    end_of_sample: "Hier endet die Leseprobe.",
    whole_book: "Das ganze Buch:",
    onto_device: "Auf Ihr Gerät",
    kindle_mail: "Schicken Sie das EPUB an die Mailadresse Ihres Kindle (bis {}).",
    kindle_web: "Ziehen Sie das EPUB im Browser auf die Seite „An Kindle senden“ (bis {}).",
    kindle_cable: "Das EPUB ist zu groß für „An Kindle senden“ (bis {}): Übertragen Sie es per Kabel mit einem Programm, das es umwandelt.",
    e_reader: "Verbinden Sie den Reader per Kabel und kopieren Sie das EPUB darauf, oder öffnen Sie diese Seite in seinem Browser.",
    apple: "Tippen Sie auf das EPUB und öffnen Sie es in Bücher.",
    android: "Tippen Sie auf das EPUB und öffnen Sie es in einer Lese-App wie Thorium, Moon+ oder Google Play Bücher.",
    accessibility: "Barrierefreiheit",
    look: "Größe, Schrift und Farben des Textes lassen sich im EPUB ändern.",
    no_hazard: "Nichts blitzt, bewegt sich oder gibt Laut.",
    unknown_hazard: "Einige Bilder bewegen sich; ob sie blitzen, ist nicht geprüft.",
    formulas: "Formeln sind MathML, das Screenreader vorlesen.",
    certified: "Das EPUB erfüllt EPUB Accessibility 1.1 und WCAG 2.2 auf Stufe AA; dafür bürgt {}.",
    pdf_claim: "Das PDF ist getaggt und nennt sich {}.",
    pdf_tagged: "Das PDF ist getaggt; da einigen Bildern ein Alternativtext fehlt, nennt es keine Norm der Barrierefreiheit.",
    stated: "Was das EPUB für Maschinen angibt",
    facts: "Über dieses Buch",
    published: "Erschienen",
    publisher: "Verlag",
    length: "Umfang",
    words: "{} Wörter",
    subjects: "Themen",
    series: "Reihe",
    licence: "Rechte",
    cite: "Zitierdatei",
    checksums: "Prüfsummen",
    changes: "Neues",
    feeds: "Feeds und Kataloge für Lese-Apps",
    not_found: "Diese Seite gibt es nicht",
    gone: "Vielleicht ist sie umgezogen, oder die Adresse hat einen Tippfehler.",
};

const FRENCH: SiteWords = SiteWords {
    language: "fr",
    all_books: "Tous les livres",
    read_it: "Lire",
    in_browser: "Lire dans le navigateur",
    for_browser: "sur tout appareil, sans téléchargement",
    for_epub: "pour liseuses, téléphones et tablettes ; les caractères à la taille de votre choix",
    for_pdf: "{} pages telles qu’imprimées, pour le papier et les grands écrans",
    sample: "Extrait",
    share_of_text: "les premiers {} du texte, en EPUB",
    some_chapters: "quelques chapitres, en EPUB",
    end_of_sample: "Ici s’achève l’extrait.",
    whole_book: "Le livre entier :",
    onto_device: "Sur votre appareil",
    kindle_mail: "Envoyez l’EPUB à l’adresse de messagerie de votre Kindle (jusqu’à {}).",
    kindle_web: "Déposez l’EPUB sur la page « Envoyer vers Kindle » d’un navigateur (jusqu’à {}).",
    kindle_cable: "L’EPUB est trop grand pour « Envoyer vers Kindle » (jusqu’à {}) : copiez-le par câble avec un programme qui le convertit.",
    e_reader: "Reliez la liseuse par câble et copiez-y l’EPUB, ou ouvrez cette page dans son navigateur.",
    apple: "Touchez l’EPUB et ouvrez-le dans Livres.",
    android: "Touchez l’EPUB et ouvrez-le dans une application de lecture telle que Thorium, Moon+ ou Google Play Livres.",
    accessibility: "Accessibilité",
    look: "La taille, la police et les couleurs du texte de l’EPUB peuvent être modifiées.",
    no_hazard: "Rien ne clignote, ne bouge ni ne sonne.",
    unknown_hazard: "Certaines images bougent ; nul n’a vérifié si elles clignotent.",
    formulas: "Les formules sont en MathML, que les lecteurs d’écran lisent à haute voix.",
    certified: "L’EPUB est conforme à EPUB Accessibility 1.1 et à WCAG 2.2 au niveau AA, ce que certifie {}.",
    pdf_claim: "Le PDF est balisé et se déclare conforme à {}.",
    pdf_tagged: "Le PDF est balisé ; certaines images étant sans texte alternatif, il ne se réclame d’aucune norme d’accessibilité.",
    stated: "Ce que l’EPUB déclare aux machines",
    facts: "À propos de ce livre",
    published: "Parution",
    publisher: "Éditeur",
    length: "Longueur",
    words: "{} mots",
    subjects: "Sujets",
    series: "Collection",
    licence: "Droits",
    cite: "Fichier de citation",
    checksums: "Sommes de contrôle",
    changes: "Nouveautés",
    feeds: "Flux et catalogues pour applications de lecture",
    not_found: "Cette page n’existe pas",
    gone: "Elle a peut-être été déplacée, ou l’adresse contient une faute.",
};

const SPANISH: SiteWords = SiteWords {
    language: "es",
    all_books: "Todos los libros",
    read_it: "Leer",
    in_browser: "Leer en el navegador",
    for_browser: "en cualquier dispositivo, sin descargas",
    for_epub: "para lectores electrónicos, teléfonos y tabletas; la letra, tan grande como quiera",
    for_pdf: "{} páginas tal como se imprimen, para papel y pantallas grandes",
    sample: "Muestra",
    share_of_text: "el primer {} del texto, en EPUB",
    some_chapters: "algunos capítulos, en EPUB",
    end_of_sample: "Aquí termina la muestra.",
    whole_book: "El libro completo:",
    onto_device: "En su dispositivo",
    kindle_mail: "Envíe el EPUB a la dirección de correo de su Kindle (hasta {}).",
    kindle_web: "Suelte el EPUB en la página «Enviar a Kindle» de un navegador (hasta {}).",
    kindle_cable: "El EPUB es demasiado grande para «Enviar a Kindle» (hasta {}): cópielo por cable con un programa que lo convierta.",
    e_reader: "Conecte el lector por cable y copie en él el EPUB, o abra esta página en su navegador.",
    apple: "Toque el EPUB y ábralo en Libros.",
    android: "Toque el EPUB y ábralo en una aplicación de lectura como Thorium, Moon+ o Google Play Libros.",
    accessibility: "Accesibilidad",
    look: "El tamaño, la letra y los colores del texto del EPUB pueden cambiarse.",
    no_hazard: "Nada parpadea, se mueve ni suena.",
    unknown_hazard: "Algunas imágenes se mueven; no se ha examinado si parpadean.",
    formulas: "Las fórmulas están en MathML, que los lectores de pantalla leen en voz alta.",
    certified: "El EPUB cumple EPUB Accessibility 1.1 y WCAG 2.2 en el nivel AA, según certifica {}.",
    pdf_claim: "El PDF está etiquetado y se declara conforme con {}.",
    pdf_tagged: "El PDF está etiquetado; como algunas imágenes no tienen texto alternativo, no se declara conforme con ninguna norma.",
    stated: "Lo que el EPUB declara a las máquinas",
    facts: "Sobre este libro",
    published: "Publicación",
    publisher: "Editorial",
    length: "Extensión",
    words: "{} palabras",
    subjects: "Temas",
    series: "Colección",
    licence: "Derechos",
    cite: "Archivo de cita",
    checksums: "Sumas de comprobación",
    changes: "Novedades",
    feeds: "Fuentes y catálogos para aplicaciones de lectura",
    not_found: "Esta página no existe",
    gone: "Quizá se haya movido, o la dirección tenga una errata.",
};

const ITALIAN: SiteWords = SiteWords {
    language: "it",
    all_books: "Tutti i libri",
    read_it: "Leggere",
    in_browser: "Leggere nel browser",
    for_browser: "su ogni dispositivo, senza scaricare nulla",
    for_epub: "per lettori elettronici, telefoni e tablet; i caratteri grandi quanto si vuole",
    for_pdf: "{} pagine come sono stampate, per carta e schermi grandi",
    sample: "Estratto",
    share_of_text: "il primo {} del testo, in EPUB",
    some_chapters: "alcuni capitoli, in EPUB",
    end_of_sample: "Qui finisce l’estratto.",
    whole_book: "Il libro intero:",
    onto_device: "Sul proprio dispositivo",
    kindle_mail: "Si invia l’EPUB all’indirizzo di posta del Kindle (fino a {}).",
    kindle_web: "Si trascina l’EPUB sulla pagina «Invia a Kindle» in un browser (fino a {}).",
    kindle_cable: "L’EPUB è troppo grande per «Invia a Kindle» (fino a {}): si copia via cavo con un programma che lo converte.",
    e_reader: "Si collega il lettore via cavo e vi si copia l’EPUB, oppure si apre questa pagina nel suo browser.",
    apple: "Si tocca l’EPUB e lo si apre in Libri.",
    android: "Si tocca l’EPUB e lo si apre in un’app di lettura come Thorium, Moon+ o Google Play Libri.",
    accessibility: "Accessibilità",
    look: "Dimensione, carattere e colori del testo dell’EPUB si possono cambiare.",
    no_hazard: "Nulla lampeggia, si muove o suona.",
    unknown_hazard: "Alcune immagini si muovono; non si è verificato se lampeggino.",
    formulas: "Le formule sono in MathML, che gli screen reader leggono ad alta voce.",
    certified: "L’EPUB è conforme a EPUB Accessibility 1.1 e a WCAG 2.2 al livello AA, come certifica {}.",
    pdf_claim: "Il PDF è taggato e si dichiara conforme a {}.",
    pdf_tagged: "Il PDF è taggato; poiché alcune immagini non hanno testo alternativo, non si dichiara conforme a nessuna norma.",
    stated: "Ciò che l’EPUB dichiara alle macchine",
    facts: "Su questo libro",
    published: "Pubblicazione",
    publisher: "Editore",
    length: "Lunghezza",
    words: "{} parole",
    subjects: "Soggetti",
    series: "Collana",
    licence: "Diritti",
    cite: "File di citazione",
    checksums: "Somme di controllo",
    changes: "Novità",
    feeds: "Feed e cataloghi per app di lettura",
    not_found: "Questa pagina non esiste",
    gone: "Forse è stata spostata, o l’indirizzo contiene un errore.",
};

/// The heading of a page that tells what has changed since a book appeared, in its language or else in English.
#[must_use]
pub(crate) fn about_edition(language: &str) -> &'static str {
    let words_in = super::language(language).words_in;
    ABOUT_EDITION.iter().find(|(known, _)| *known == words_in).map_or("About This Edition", |(_, words)| words)
}

/// The heading "About this edition" by language.
const ABOUT_EDITION: &[(&str, &str)] = &[
    ("ar", "عن هذه الطبعة"),
    ("bg", "За това издание"),
    ("ca", "Sobre aquesta edició"),
    ("cs", "O tomto vydání"),
    ("da", "Om denne udgave"),
    ("de", "Zu dieser Ausgabe"),
    ("el", "Σχετικά με την παρούσα έκδοση"),
    ("es", "Sobre esta edición"),
    ("fa", "دربارهٔ این ویراست"),
    ("fi", "Tästä laitoksesta"),
    ("fr", "À propos de cette édition"),
    ("he", "על מהדורה זו"),
    ("hr", "O ovom izdanju"),
    ("hu", "Erről a kiadásról"),
    ("it", "Su questa edizione"),
    ("ja", "この版について"),
    ("ko", "이 판에 대하여"),
    ("nb", "Om denne utgaven"),
    ("nl", "Over deze uitgave"),
    ("pl", "O tym wydaniu"),
    ("pt", "Sobre esta edição"),
    ("ro", "Despre această ediție"),
    ("ru", "Об этом издании"),
    ("sk", "O tomto vydaní"),
    ("sr", "О овом издању"),
    ("sv", "Om denna utgåva"),
    ("tr", "Bu baskı hakkında"),
    ("uk", "Про це видання"),
    ("vi", "Về ấn bản này"),
    ("zh", "关于本版"),
];
