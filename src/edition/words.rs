//! The few words Bindery itself puts into a book, in the book's language.

/// The words of one language.
#[derive(Debug)]
pub(crate) struct Words {
    language: &'static str,
    /// Heading of the table of contents.
    pub contents: &'static str,
    /// A page by its number, as a note names it; `{}` is the number.
    page: &'static str,
    /// Heading of the list of figures.
    pub figures: &'static str,
    /// Heading of the list of tables.
    pub tables: &'static str,
    /// Heading of the author's notes.
    pub notes: &'static str,
    /// Heading of the commentary.
    pub commentary: &'static str,
    /// Heading of the introduction to the commentary, where it stands before the text.
    pub introduction: &'static str,
    /// Heading of the comments that have no place in the text, in a draft.
    pub unplaced: &'static str,
    /// Before a note that is marked as a draft.
    pub draft: &'static str,
    /// Title of the cover page.
    pub cover: &'static str,
    /// Title of the title page.
    pub title_page: &'static str,
    /// Title of the copyright page.
    pub copyright: &'static str,
    /// Heading of the list of pages.
    pub pages: &'static str,
    /// Heading of the landmarks.
    pub landmarks: &'static str,
    /// The beginning of the text, among the landmarks.
    pub text: &'static str,
    /// Read aloud before the mark of an author's note.
    pub note: &'static str,
    /// Read aloud before the mark of a comment.
    pub comment: &'static str,
    /// Read aloud on the way back from a note.
    pub back: &'static str,
    /// Read aloud for a task that is done.
    pub done: &'static str,
    /// Read aloud for a task that is not.
    pub open: &'static str,
    /// The colophon of an EPUB, whose type is the reader's own.
    pub bound: &'static str,
    /// The colophon of a PDF; `{}` is the face and its size.
    typeset: &'static str,
    /// Before the name of an editor, translator, illustrator, commentator, writer of an introduction.
    roles: [&'static str; 5],
}

/// The words for a BCP 47 tag; English if there are none.
#[must_use]
pub(crate) fn words(language: &str) -> &'static Words {
    let first = language.split('-').next().unwrap_or("");
    ALL.iter().find(|words| words.language.eq_ignore_ascii_case(first)).unwrap_or(&ALL[0])
}

impl Words {
    /// What stands before a person's name, by MARC relator code; empty for an author or an unknown role.
    #[must_use]
    pub(crate) fn role(&self, code: &str) -> &'static str {
        ["edt", "trl", "ill", "cwt", "aui"].iter().position(|&known| known == code).map_or("", |index| self.roles[index])
    }

    /// The colophon of a PDF: its face with its size.
    #[must_use]
    pub(crate) fn typeset(&self, face: &str) -> String {
        self.typeset.replace("{}", face)
    }

    /// A page by its number, as a note names it: `p. 14`.
    #[must_use]
    pub(crate) fn page(&self, number: &str) -> String {
        self.page.replace("{}", number)
    }

    /// The language the words are in.
    #[must_use]
    pub(crate) fn language(&self) -> &'static str {
        self.language
    }
}

macro_rules! words {
    ($($language:literal: $contents:literal $page:literal $figures:literal $tables:literal $notes:literal $commentary:literal $introduction:literal $unplaced:literal $draft:literal $cover:literal $title_page:literal $copyright:literal
       $pages:literal $landmarks:literal $text:literal $note:literal $comment:literal $back:literal $done:literal $open:literal $bound:literal $typeset:literal
       [$($role:literal),+];)+) => {
        const ALL: &[Words] = &[$(Words {
            language: $language, contents: $contents, page: $page, figures: $figures, tables: $tables, notes: $notes, commentary: $commentary, introduction: $introduction, unplaced: $unplaced,
            draft: $draft, cover: $cover, title_page: $title_page,
            copyright: $copyright, pages: $pages, landmarks: $landmarks, text: $text, note: $note, comment: $comment, back: $back, done: $done,
            open: $open, bound: $bound, typeset: $typeset, roles: [$($role),+],
        }),+];
    };
}

words! {
    "en": "Contents" "p.\u{A0}{}" "Figures" "Tables" "Notes" "Commentary" "On the Commentary" "Notes without a Place" "Draft" "Cover" "Title Page" "Copyright" "Pages" "Landmarks" "Text" "note" "comment" "back to the text" "done" "to do"
        "Set and bound with Bindery." "Set in {} with Bindery." ["Edited by", "Translated by", "Illustrated by", "With a commentary by", "Introduction by"];
    "de": "Inhalt" "S.\u{A0}{}" "Abbildungen" "Tabellen" "Anmerkungen" "Kommentar" "Zum Kommentar" "Anmerkungen ohne Stelle" "Entwurf" "Umschlag" "Titelseite" "Impressum" "Seiten" "Orientierung" "Text" "Anmerkung" "Kommentar" "zurück zum Text" "erledigt" "offen"
        "Gesetzt und gebunden mit Bindery." "Gesetzt aus der {} mit Bindery." ["Herausgegeben von", "Übersetzt von", "Illustriert von", "Kommentiert von", "Einleitung von"];
    "fr": "Table des matières" "p.\u{A0}{}" "Table des figures" "Table des tableaux" "Notes" "Commentaire" "Sur le commentaire" "Notes sans passage" "Brouillon" "Couverture" "Page de titre" "Mentions légales" "Pages" "Repères" "Texte" "note" "commentaire" "retour au texte" "fait" "à faire"
        "Composé et relié avec Bindery." "Composé en {} avec Bindery." ["Édité par", "Traduit par", "Illustré par", "Commenté par", "Introduction de"];
    "es": "Índice" "p.\u{A0}{}" "Índice de figuras" "Índice de tablas" "Notas" "Comentario" "Sobre el comentario" "Notas sin lugar" "Borrador" "Cubierta" "Portada" "Créditos" "Páginas" "Puntos de referencia" "Texto" "nota" "comentario" "volver al texto" "hecho" "pendiente"
        "Compuesto y encuadernado con Bindery." "Compuesto en {} con Bindery." ["Edición de", "Traducción de", "Ilustraciones de", "Comentario de", "Introducción de"];
    "it": "Indice" "p.\u{A0}{}" "Elenco delle figure" "Elenco delle tabelle" "Note" "Commento" "Sul commento" "Note senza luogo" "Bozza" "Copertina" "Frontespizio" "Colophon" "Pagine" "Punti di riferimento" "Testo" "nota" "commento" "torna al testo" "fatto" "da fare"
        "Composto e rilegato con Bindery." "Composto in {} con Bindery." ["A cura di", "Traduzione di", "Illustrazioni di", "Commento di", "Introduzione di"];
    "ru": "Содержание" "с.\u{A0}{}" "Список иллюстраций" "Список таблиц" "Примечания" "Комментарий" "О комментарии" "Примечания без места" "Черновик" "Обложка" "Титульный лист" "Выходные данные" "Страницы" "Ориентиры" "Текст" "примечание" "комментарий" "назад к тексту" "сделано" "не сделано"
        "Набрано и переплетено в Bindery." "Набрано шрифтом {} в Bindery." ["Редактор:", "Переводчик:", "Иллюстрации:", "Комментарий:", "Предисловие:"];
    "zh": "目录" "第 {} 页" "插图目录" "表格目录" "注释" "评注" "关于评注" "未定位的评注" "草稿" "封面" "扉页" "版权页" "页码" "导航" "正文" "注释" "评注" "返回正文" "已完成" "未完成"
        "由 Bindery 排版制作。" "以 {} 字体由 Bindery 排版。" ["编者：", "译者：", "插图：", "评注：", "导言："];
}
