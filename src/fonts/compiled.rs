//! The faces compiled into the binary.

macro_rules! compiled {
    ($($file:literal)+) => { [$(($file, include_bytes!(concat!("../../fonts/", $file)) as &'static [u8])),+] };
}

/// The faces compiled in, in an order that [`super::Fonts::face_for`] knows.
pub(super) const BUILT_IN: [(&str, &[u8]); 11] = compiled![
    "libertinus/LibertinusSerif-Regular.otf"
    "libertinus/LibertinusSerif-Italic.otf"
    "libertinus/LibertinusSerif-Bold.otf"
    "libertinus/LibertinusSerif-BoldItalic.otf"
    "libertinus/LibertinusSans-Regular.otf"
    "libertinus/LibertinusSans-Italic.otf"
    "libertinus/LibertinusSans-Bold.otf"
    "jetbrains-mono/JetBrainsMono-Regular.ttf"
    "jetbrains-mono/JetBrainsMono-Italic.ttf"
    "jetbrains-mono/JetBrainsMono-Bold.ttf"
    "libertinus/LibertinusMath-Regular.otf"
];

/// A family that a book may ask for by name.
pub(super) struct ShippedFamily {
    /// The family's name.
    pub(super) name: &'static str,
    /// The files: regular, italic, bold, bold italic.
    pub(super) files: [(&'static str, &'static [u8]); 4],
}

/// Families that a book may ask for by name, beside those of every book.
pub(super) const SHIPPED: [ShippedFamily; 2] = [
    ShippedFamily {
        name: "EB Garamond",
        files: compiled![
            "eb-garamond/EBGaramond-Regular.ttf"
            "eb-garamond/EBGaramond-Italic.ttf"
            "eb-garamond/EBGaramond-Bold.ttf"
            "eb-garamond/EBGaramond-BoldItalic.ttf"
        ],
    },
    ShippedFamily {
        name: "Alegreya Sans",
        files: compiled![
            "alegreya-sans/AlegreyaSans-Regular.ttf"
            "alegreya-sans/AlegreyaSans-Italic.ttf"
            "alegreya-sans/AlegreyaSans-Bold.ttf"
            "alegreya-sans/AlegreyaSans-BoldItalic.ttf"
        ],
    },
];

/// Faces for what all of the above lack, in the order in which they are asked: letters, signs, formulas, music, and last the emoji.
pub(super) const SPARE: [(&str, &[u8]); 6] = compiled![
    "noto/NotoSerif-Regular.ttf"
    "noto/NotoSansSymbols-Regular.ttf"
    "noto/NotoSansSymbols2-Regular.ttf"
    "noto/NotoSansMath-Regular.ttf"
    "noto/NotoMusic-Regular.ttf"
    "noto/NotoEmoji-Regular.ttf"
];
