//! SVG as a form of lines and areas (ISO 32000-1, 8.10), so that it is sharp at every size and small.

use super::{jpeg, pixels, png};
use crate::pdf::grey::{Raster, luma};
use crate::pdf::object::{name, number, points};
use crate::picture::inspect::{PictureFacts, PictureKind, header};
use crate::picture::vectors::{DrawnMark, FilledOutline, OutlineStep, Paint, Spot, StrokePen, Vectors};
use crate::source::deflate;
use lopdf::{Dictionary, Object, Stream, dictionary};
use std::collections::BTreeMap;

/// A drawing as a form that fills a square of 1, as images do. `width` is the largest at which it is shown, in 1/1000 pt.
pub(super) fn form(drawing: &Vectors, width: i64) -> Stream {
    written(drawing, width, false)
}

/// A drawing as a form in black alone; none if it lets anything shine through, which not every printing plate has, or holds pixels.
pub(super) fn grey(drawing: &Vectors, width: i64) -> Option<Stream> {
    is_opaque(&drawing.marks).then(|| written(drawing, width, true))
}

/// An empty frame in black, of a shape given by width and height.
pub(super) fn frame([wide, high]: [u32; 2], width: i64) -> Stream {
    #[expect(clippy::cast_precision_loss, reason = "a picture is small")]
    let [wide, high] = [wide.max(1) as f32, high.max(1) as f32];
    let corners = [[wide, 0.0], [wide, high], [0.0, high]].map(OutlineStep::Line);
    let steps = [&[OutlineStep::Move([0.0, 0.0])], corners.as_slice(), &[OutlineStep::Close]].concat();
    let pen = StrokePen { width: wide.max(high) / 200.0, cap: 0, join: 0, miter: 4.0, dashes: Vec::new(), phase: 0.0 };
    let marks = vec![DrawnMark::Line(steps, pen, [0; 3], 1.0)];
    written(&Vectors { width: wide, height: high, marks, missing: Vec::new() }, width, true)
}

fn is_opaque(marks: &[DrawnMark]) -> bool {
    let solid = |opacity: f32| thousandths(opacity) == 1000;
    marks.iter().all(|mark| match mark {
        DrawnMark::Fill(_, _, opacity) | DrawnMark::Line(_, _, _, opacity) => solid(*opacity),
        DrawnMark::Group { opacity, blend, marks, .. } => solid(*opacity) && blend.is_none() && is_opaque(marks),
        DrawnMark::Pixels(..) | DrawnMark::Picture(..) => false,
    })
}

fn written(drawing: &Vectors, width: i64, is_grey: bool) -> Stream {
    #[expect(clippy::cast_precision_loss, reason = "a page is small")]
    let scale = width as f32 / drawing.width;
    let height = whole(drawing.height * scale).max(1);
    let frame = DrawingSpace { scale, size: [width.max(1), height], is_grey };
    let mut form = frame.form(&drawing.marks);
    #[expect(clippy::cast_precision_loss, reason = "a page is small")]
    let [across, up] = frame.size.map(|length| Object::Real(1000.0 / length as f32));
    form.dict.set("Matrix", vec![across, 0.into(), 0.into(), up, 0.into(), 0.into()]);
    form
}

/// The space that a drawing's places are written in: points from the lower left corner.
#[derive(Clone, Copy)]
struct DrawingSpace {
    /// Thousandths of a point in a unit of the drawing.
    scale: f32,
    /// Width and height in thousandths of a point.
    size: [i64; 2],
    is_grey: bool,
}

impl DrawingSpace {
    /// The marks as a form, shown together.
    fn form(self, marks: &[DrawnMark]) -> Stream {
        let mut writer = SvgWriter { frame: self, out: String::new(), now: PenState::default(), resources: Resources::default() };
        writer.marks(marks);
        let Resources { states, shadings, objects, is_clear } = writer.resources;
        let mut resources = Dictionary::new();
        let numbered = |prefix: &str, objects: Vec<Object>| -> Dictionary {
            objects.into_iter().enumerate().map(|(index, object)| (format!("{prefix}{index}").into_bytes(), object)).collect()
        };
        let states: Dictionary = states.into_iter().map(|(name, state)| (name.into_bytes(), Object::Dictionary(state))).collect();
        for (key, dictionary) in [("ExtGState", states), ("Shading", numbered("S", shadings)), ("XObject", numbered("X", objects))] {
            if !dictionary.is_empty() {
                resources.set(key, dictionary);
            }
        }
        let mut dict = dictionary! {
            "Type" => name("XObject"),
            "Subtype" => name("Form"),
            "BBox" => vec![0.into(), 0.into(), points(self.size[0]), points(self.size[1])],
            "Resources" => resources,
            "Filter" => name("FlateDecode"),
        };
        if is_clear {
            // What shines through is mixed with what is in the form, then the whole is laid on the page.
            let space = name(self.space());
            dict.set("Group", dictionary! { "S" => name("Transparency"), "CS" => space, "I" => true });
        }
        Stream::new(dict, deflate::zlib(writer.out.as_bytes())).with_compression(false)
    }

    fn space(self) -> &'static str {
        if self.is_grey { "DeviceGray" } else { "DeviceRGB" }
    }

    /// A colour as its space has it, in parts of 1.
    fn colour(self, [red, green, blue]: [u8; 3]) -> Vec<String> {
        let part = |value: u8| number((i64::from(value) * 1000 + 127) / 255);
        if self.is_grey { vec![part(luma(red, green, blue))] } else { [red, green, blue].map(part).to_vec() }
    }

    fn place(self, [x, y]: Spot) -> [i64; 2] {
        [whole(x * self.scale), self.size[1] - whole(y * self.scale)]
    }
}

/// What a form needs beside its operators.
#[derive(Default)]
struct Resources {
    states: BTreeMap<String, Dictionary>,
    shadings: Vec<Object>,
    objects: Vec<Object>,
    /// Whether anything shines through.
    is_clear: bool,
}

/// How the next mark would be drawn if nothing were said.
#[derive(Clone, Default, PartialEq)]
struct PenState {
    fill: Option<[u8; 3]>,
    line: Option<[u8; 3]>,
    pen: Option<StrokePen>,
    state: Option<String>,
}

struct SvgWriter {
    frame: DrawingSpace,
    out: String,
    now: PenState,
    resources: Resources,
}

impl SvgWriter {
    fn marks(&mut self, marks: &[DrawnMark]) {
        for mark in marks {
            match mark {
                DrawnMark::Fill(area, paint, opacity) => self.fill(area, paint, *opacity),
                DrawnMark::Line(steps, pen, colour, opacity) => self.line(steps, pen, *colour, *opacity),
                DrawnMark::Group { clips, opacity, blend, marks } => self.group(clips, *opacity, *blend, marks),
                DrawnMark::Pixels([from, to], pixels) => {
                    let raster = Raster { size: [pixels.width, pixels.height], pixels: pixels.rgba.clone(), colours: 3, alpha: true };
                    self.image([*from, [to[0], from[1]], [from[0], to[1]]], pixels::stream(&raster, name("DeviceRGB")));
                }
                DrawnMark::Picture(corners, bytes) => {
                    let image = match header(bytes) {
                        Ok(PictureFacts { kind: PictureKind::Jpeg, .. }) => jpeg::stream(bytes.clone()),
                        Ok(PictureFacts { kind: PictureKind::Png, .. }) => png::stream(bytes),
                        _ => None,
                    };
                    image.into_iter().for_each(|image| self.image(*corners, image));
                }
            }
        }
    }

    fn fill(&mut self, area: &FilledOutline, paint: &Paint, opacity: f32) {
        self.state(opacity, None);
        match paint {
            Paint::Plain(colour) => {
                if self.now.fill != Some(*colour) {
                    let operator = if self.frame.is_grey { "g" } else { "rg" };
                    self.operation(&self.frame.colour(*colour), operator);
                    self.now.fill = Some(*colour);
                }
                self.outline(&area.steps);
                self.out.push_str(if area.even_odd { "f*\n" } else { "f\n" });
            }
            Paint::Gradient { ends, linear, matrix: [a, b, c, d, e, f], stops } => {
                let shading = shading(self.frame, ends, *linear, stops);
                self.resources.shadings.push(shading);
                let before = self.begin(std::slice::from_ref(area));
                let scale = self.frame.scale / 1000.0;
                #[expect(clippy::cast_precision_loss, reason = "a page is small")]
                let top = self.frame.size[1] as f32 / 1000.0;
                let matrix = [a * scale, -b * scale, c * scale, -d * scale, e * scale, top - f * scale];
                self.operation(&matrix.map(|value| value.to_string()), "cm");
                self.out.push_str(&format!("/S{} sh\n", self.resources.shadings.len() - 1));
                self.end(before);
            }
        }
    }

    fn line(&mut self, steps: &[OutlineStep], pen: &StrokePen, colour: [u8; 3], opacity: f32) {
        self.state(opacity, None);
        if self.now.line != Some(colour) {
            let operator = if self.frame.is_grey { "G" } else { "RG" };
            self.operation(&self.frame.colour(colour), operator);
            self.now.line = Some(colour);
        }
        if self.now.pen.as_ref() != Some(pen) {
            let length = |length: f32| number(whole(length * self.frame.scale));
            let dashes: Vec<String> = pen.dashes.iter().map(|dash| length(*dash)).collect();
            // Dashes that are nothing at this size are none.
            let dashes = if dashes.iter().all(|dash| dash == "0") { String::new() } else { dashes.join(" ") };
            let (width, phase, miter) = (length(pen.width), length(pen.phase), number(whole(pen.miter * 1000.0)));
            self.out.push_str(&format!("{width} w {} J {} j {miter} M [{dashes}] {phase} d\n", pen.cap, pen.join));
            self.now.pen = Some(pen.clone());
        }
        self.outline(steps);
        self.out.push_str("S\n");
    }

    fn group(&mut self, clips: &[FilledOutline], opacity: f32, blend: Option<&'static str>, marks: &[DrawnMark]) {
        let before = self.begin(clips);
        if thousandths(opacity) == 1000 && blend.is_none() {
            self.marks(marks);
        } else {
            let mut form = self.frame.form(marks);
            let space = name(self.frame.space());
            form.dict.set("Group", dictionary! { "S" => name("Transparency"), "CS" => space, "I" => true });
            self.state(opacity, blend);
            self.object(form);
        }
        self.end(before);
    }

    /// Puts an image where its upper left, upper right and lower left corners are to be.
    fn image(&mut self, corners: [Spot; 3], image: Stream) {
        self.resources.is_clear |= image.dict.has(b"SMask");
        let [[left, top], [right, across], [foot, low]] = corners.map(|corner| self.frame.place(corner));
        let before = self.begin(&[]);
        self.state(1.0, None);
        self.operation(&[right - left, across - top, left - foot, top - low, foot, low].map(number), "cm");
        self.object(image);
        self.end(before);
    }

    fn object(&mut self, object: Stream) {
        self.resources.objects.push(Object::Stream(object));
        self.out.push_str(&format!("/X{} Do\n", self.resources.objects.len() - 1));
    }

    /// Keeps what is set, to be as it was at the end; between them only what is inside all `clips` is seen.
    fn begin(&mut self, clips: &[FilledOutline]) -> PenState {
        self.out.push_str("q\n");
        for clip in clips {
            if clip.steps.is_empty() {
                self.out.push_str("0 0 0 0 re ");
            }
            self.outline(&clip.steps);
            self.out.push_str(if clip.even_odd { "W* n\n" } else { "W n\n" });
        }
        self.now.clone()
    }

    fn end(&mut self, before: PenState) {
        self.out.push_str("Q\n");
        self.now = before;
    }

    /// How much of what is drawn next shines through, and how it is mixed with what is behind.
    fn state(&mut self, opacity: f32, blend: Option<&'static str>) {
        let opacity = thousandths(opacity);
        let wanted = format!("A{opacity}{}", blend.unwrap_or_default());
        let plain = wanted == "A1000";
        if self.now.state.as_deref().map_or(plain, |now| now == wanted) {
            return;
        }
        let mut state = dictionary! { "ca" => points(opacity), "CA" => points(opacity) };
        if let Some(blend) = blend {
            state.set("BM", name(blend));
        }
        self.resources.is_clear |= !plain;
        self.out.push_str(&format!("/{wanted} gs\n"));
        self.resources.states.insert(wanted.clone(), state);
        self.now.state = Some(wanted);
    }

    fn outline(&mut self, steps: &[OutlineStep]) {
        for step in steps {
            match step {
                OutlineStep::Move(place) => self.step(&[*place], "m"),
                OutlineStep::Line(place) => self.step(&[*place], "l"),
                OutlineStep::Curve(one, two, end) => self.step(&[*one, *two, *end], "c"),
                OutlineStep::Close => self.out.push_str("h\n"),
            }
        }
    }

    fn step(&mut self, places: &[Spot], operator: &str) {
        let numbers: Vec<String> = places.iter().flat_map(|place| self.frame.place(*place)).map(number).collect();
        self.operation(&numbers, operator);
    }

    fn operation(&mut self, operands: &[String], operator: &str) {
        for operand in operands {
            self.out.push_str(operand);
            self.out.push(' ');
        }
        self.out.push_str(operator);
        self.out.push('\n');
    }
}

/// Colours that pass into one another along a line or between two circles (ISO 32000-1, 8.7.4.5.3 and 8.7.4.5.4).
fn shading(frame: DrawingSpace, [(from, inner), (to, outer)]: &[(Spot, f32); 2], linear: bool, stops: &[(f32, [u8; 3])]) -> Object {
    let coordinates = if linear { vec![from[0], from[1], to[0], to[1]] } else { vec![from[0], from[1], *inner, to[0], to[1], *outer] };
    let colour = |colour: [u8; 3]| -> Object {
        let parts = if frame.is_grey { vec![luma(colour[0], colour[1], colour[2])] } else { colour.to_vec() };
        Object::Array(parts.into_iter().map(|part| points((i64::from(part) * 1000 + 127) / 255)).collect())
    };
    // From end to end, without stops that lie on one another.
    let first = stops.first().map(|stop| (0.0, stop.1));
    let last = stops.last().map(|stop| (1.0, stop.1));
    let all: Vec<(f32, [u8; 3])> = first.into_iter().chain(stops.iter().copied()).chain(last).collect();
    let spans: Vec<(f32, Object)> = all
        .windows(2)
        .filter(|pair| pair[0].0 < pair[1].0)
        .map(|pair| {
            let span = dictionary! {
                "FunctionType" => 2, "N" => 1, "Domain" => vec![0.into(), 1.into()], "C0" => colour(pair[0].1), "C1" => colour(pair[1].1),
            };
            (pair[1].0, Object::Dictionary(span))
        })
        .collect();
    let bounds = spans[..spans.len().saturating_sub(1)].iter().map(|(end, _)| Object::Real(*end)).collect::<Vec<_>>();
    let function = dictionary! {
        "FunctionType" => 3,
        "Domain" => vec![0.into(), 1.into()],
        "Bounds" => bounds,
        "Encode" => [0, 1].repeat(spans.len()).into_iter().map(Object::Integer).collect::<Vec<_>>(),
        "Functions" => spans.into_iter().map(|(_, span)| span).collect::<Vec<_>>(),
    };
    Object::Dictionary(dictionary! {
        "ShadingType" => if linear { 2 } else { 3 },
        "ColorSpace" => name(frame.space()),
        "Coords" => coordinates.into_iter().map(Object::Real).collect::<Vec<_>>(),
        "Extend" => vec![true.into(), true.into()],
        "Function" => function,
    })
}

fn thousandths(share: f32) -> i64 {
    whole(share * 1000.0)
}

#[expect(clippy::cast_possible_truncation, reason = "what is outside a page by far is not seen")]
fn whole(value: f32) -> i64 {
    value.round().clamp(-1e9, 1e9) as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::vectors::vectors;

    fn content(inner: &str, grey: bool) -> (String, Stream) {
        let file = format!("<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'>{inner}</svg>");
        let drawing = vectors(file.as_bytes(), &[], 1.0).expect("a drawing");
        let form = if grey { super::grey(&drawing, 80_000).expect("opaque") } else { form(&drawing, 80_000) };
        let mut content = String::new();
        std::io::Read::read_to_string(&mut flate2::read::ZlibDecoder::new(form.content.as_slice()), &mut content).expect("deflated");
        (content, form)
    }

    #[test]
    fn a_drawing_becomes_operators_in_points() {
        let (content, form) = content("<path d='M1 2H4.25V5Z' fill='#ff8000'/><path d='M0 0L1 1' stroke='red'/>", false);
        assert_eq!(content, "1 0.502 0 rg\n2 36 m\n8.5 36 l\n8.5 30 l\nh\nf\n1 0 0 RG\n2 w 0 J 0 j 4 M [] 0 d\n0 40 m\n2 38 l\nS\n");
        assert_eq!(form.dict.get(b"BBox").and_then(Object::as_array).expect("a box")[2..], [points(80_000), points(40_000)]);
        assert!(!form.dict.has(b"Group"));
    }

    #[test]
    fn a_frame_is_a_thin_line_in_black() {
        let form = frame([40, 20], 80_000);
        let mut content = String::new();
        std::io::Read::read_to_string(&mut flate2::read::ZlibDecoder::new(form.content.as_slice()), &mut content).expect("deflated");
        // A two-hundredth of its longer side, in points.
        assert_eq!(content, "0 G\n0.4 w 0 J 0 j 4 M [] 0 d\n0 40 m\n80 40 l\n80 0 l\n0 0 l\nh\nS\n");
    }

    #[test]
    fn in_black_alone_nothing_has_a_colour_or_shines_through() {
        let gradient = "<linearGradient id='g'><stop stop-color='red'/><stop offset='1' stop-color='#fff'/></linearGradient>";
        let (content, form) =
            content(&format!("{gradient}<rect width='9' height='9' fill='url(#g)'/><path d='M1 2H4V5Z' fill='red'/>"), true);
        assert!(content.contains("0.298 g\n") && content.contains("/S0 sh") && !content.contains("rg"), "{content}");
        let said = format!("{form:?}");
        assert!(said.contains("DeviceGray") && !said.contains("DeviceRGB"), "{said}");
        let clear = b"<svg xmlns='http://www.w3.org/2000/svg' width='4' height='2'><rect width='1' height='1' opacity='.5'/></svg>";
        assert!(super::grey(&vectors(clear, &[], 1.0).expect("a drawing"), 80_000).is_none());
    }
}
