//! SVG as lines and areas, for a format that has them itself. What such a format has no simple word for (filters, masks, patterns,
//! gradients that fade or repeat, clips of several overlapping shapes) becomes pixels, and only that.

use super::budget;
use super::pixels::Pixels;
use super::tree::tree;
use crate::fonts::guard::guarded;
use crate::fonts::numbers;
use resvg::tiny_skia::{Path, PathSegment, Pixmap, Point, Transform};
use resvg::usvg::layout::PositionedGlyph;
use resvg::usvg::{self, BlendMode, ClipPath, Group, ImageKind, Node, Paint as Colouring, PaintOrder, SpreadMethod, Tree, fontdb};
use std::borrow::Cow;
use std::cell::Cell;

/// Most pixels along one side of a part that becomes pixels.
const MOST: f32 = 8_000.0;

/// Pixels along the longer side below which no part is made coarser to save time.
const COARSEST: f32 = 64.0;

/// Most pixels of all such parts of a drawing together; those that come last are coarser, so that memory suffices.
const ALL: f32 = 40_000_000.0;

/// A drawing. All lengths are in its own units; places are counted from its upper left corner, to the right and down.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Vectors {
    /// The drawing's width.
    pub width: f32,
    /// The drawing's height.
    pub height: f32,
    /// What is drawn, from the back to the front.
    pub marks: Vec<DrawnMark>,
    /// Characters of its words that none of the faces has, each once.
    pub missing: Vec<String>,
}

/// A place, across and down.
pub(crate) type Spot = [f32; 2];

/// Something drawn.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum DrawnMark {
    /// An area filled.
    Fill(FilledOutline, Paint, f32),
    /// A line in a colour (red, green, blue), and its opacity.
    Line(Vec<OutlineStep>, StrokePen, [u8; 3], f32),
    /// Marks that are drawn together.
    Group {
        /// Areas outside which nothing of the group is seen.
        clips: Vec<FilledOutline>,
        /// Opacity of the group as a whole.
        opacity: f32,
        /// How the group is mixed with what lies behind, by the name that SVG and PDF share (`Multiply`).
        blend: Option<&'static str>,
        /// What is in the group.
        marks: Vec<DrawnMark>,
    },
    /// Pixels: where their upper left corner and their lower right corner are.
    Pixels([Spot; 2], Pixels),
    /// A picture file: where its upper left, upper right and lower left corners are.
    Picture([Spot; 3], Vec<u8>),
}

/// An outline, and whether what it goes round twice is outside.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FilledOutline {
    /// The outline.
    pub steps: Vec<OutlineStep>,
    /// Whether the rule is even-odd and not non-zero.
    pub even_odd: bool,
}

/// A step of an outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum OutlineStep {
    /// Begins anew.
    Move(Spot),
    /// A straight line.
    Line(Spot),
    /// A cubic Bézier curve.
    Curve(Spot, Spot, Spot),
    /// A straight line to where it began.
    Close,
}

/// What a line is drawn with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StrokePen {
    /// The line's width.
    pub width: f32,
    /// Ends of lines: 0 cut off, 1 round, 2 square, as PDF counts them.
    pub cap: u8,
    /// Corners of lines: 0 mitred, 1 round, 2 cut off, as PDF counts them.
    pub join: u8,
    /// How much longer than its width a mitre may be.
    pub miter: f32,
    /// Lengths of dashes and gaps; empty for none.
    pub dashes: Vec<f32>,
    /// How far into the dashes the line begins.
    pub phase: f32,
}

/// What an area is filled with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Paint {
    /// A plain colour: red, green, blue.
    Plain([u8; 3]),
    /// Colours that pass into one another.
    Gradient {
        /// Two circles between which they pass, each by its centre and its radius; two points if both radii are nothing.
        ends: [(Spot, f32); 2],
        /// Whether the gradient is linear, between two points.
        linear: bool,
        /// Transformation from the gradient's own space into the drawing's: `a b c d e f` as in SVG.
        matrix: [f32; 6],
        /// Colours with their places between 0 and 1, in order.
        stops: Vec<(f32, [u8; 3])>,
    },
}

/// Reads an SVG file; none if it can't be read. `faces` are font files, the first of them the default; `fineness` is how many pixels
/// a unit of the drawing gets where it becomes pixels.
#[must_use]
pub(crate) fn vectors(file: &[u8], faces: &[Cow<[u8]>], fineness: f32) -> Option<Vectors> {
    of_tree(&tree(file, faces)?, fineness)
}

/// The drawing that a tree holds; none if it can't be walked.
pub(super) fn of_tree(tree: &Tree, fineness: f32) -> Option<Vectors> {
    guarded(|| {
        let (mut marks, mut missing) = (Vec::new(), Vec::new());
        let walk = VectorWalk { fineness, left: Cell::new(ALL), time: Cell::new(budget::MOST_TIME) };
        walk.nodes(tree.root().children(), Transform::identity(), &mut marks);
        let boxes = |font| tree.fontdb().face(font).is_some_and(|face| face.post_script_name == numbers::NAME);
        unset(tree.root(), &boxes, &mut missing);
        Vectors { width: tree.size().width(), height: tree.size().height(), marks, missing }
    })
}

/// The characters of a group's words that no face has: they have no glyph, or one of those that `boxes` knows.
fn unset(group: &Group, boxes: &dyn Fn(fontdb::ID) -> bool, missing: &mut Vec<String>) {
    for node in group.children() {
        match node {
            Node::Group(group) => unset(group, boxes, missing),
            Node::Text(text) => {
                let glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
                let blank = |glyph: &PositionedGlyph| glyph.text.chars().all(|c| c.is_whitespace() || c.is_control());
                for glyph in glyphs.filter(|glyph| (glyph.id.0 == 0 || boxes(glyph.font)) && !blank(glyph)) {
                    if !missing.contains(&glyph.text) {
                        missing.push(glyph.text.clone());
                    }
                }
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

struct VectorWalk {
    fineness: f32,
    /// How many pixels there may still be.
    left: Cell<f32>,
    /// How many nanoseconds the parts that become pixels may still take.
    time: Cell<f64>,
}

impl VectorWalk {
    fn nodes(&self, nodes: &[Node], to: Transform, marks: &mut Vec<DrawnMark>) {
        for node in nodes {
            match node {
                Node::Group(group) if is_plain(group, to) => self.group(group, to, marks),
                Node::Path(path) if !path.is_visible() => {}
                Node::Path(path) => match shapes(path, to) {
                    Some(shapes) => marks.extend(shapes),
                    None => marks.extend(self.pixels(node, to)),
                },
                Node::Text(text) => self.nodes(text.flattened().children(), to.pre_concat(text.flattened().transform()), marks),
                Node::Image(image) => match image.kind() {
                    ImageKind::JPEG(bytes) | ImageKind::PNG(bytes) if image.is_visible() => {
                        let (width, height) = (image.size().width(), image.size().height());
                        let corners = [(0.0, 0.0), (width, 0.0), (0.0, height)].map(|(x, y)| place(Point::from_xy(x, y), to));
                        marks.push(DrawnMark::Picture(corners, bytes.to_vec()));
                    }
                    _ => {}
                },
                Node::Group(_) => marks.extend(self.pixels(node, to)),
            }
        }
    }

    fn group(&self, group: &Group, to: Transform, marks: &mut Vec<DrawnMark>) {
        let to = to.pre_concat(group.transform());
        if !group.should_isolate() {
            return self.nodes(group.children(), to, marks);
        }
        let mut inner = Vec::new();
        self.nodes(group.children(), to, &mut inner);
        let clips = group.clip_path().and_then(|clip| areas(clip, to)).unwrap_or_default();
        let blend = blend(group.blend_mode()).unwrap_or_default();
        marks.push(DrawnMark::Group { clips, opacity: group.opacity().get(), blend, marks: inner });
    }

    /// What a node looks like; none if nothing of it is seen.
    fn pixels(&self, node: &Node, to: Transform) -> Option<DrawnMark> {
        let bounds = node.abs_layer_bounding_box()?;
        let (left, top) = (bounds.left().floor(), bounds.top().floor());
        let (wide, high) = ((bounds.right() - left).ceil().max(1.0), (bounds.bottom() - top).ceil().max(1.0));
        let left_over = self.left.get().max(1.0);
        let mut scale = self.fineness.min(MOST / wide.max(high)).min((left_over / 2.0 / (wide * high)).sqrt());
        // Coarser, if it takes too long; that a page of it can be drawn was found before.
        let mut cost = budget::of_node(node, scale);
        while (cost.time > self.time.get() || cost.room > budget::MOST_ROOM) && wide.max(high) * scale > COARSEST {
            scale *= 0.7;
            cost = budget::of_node(node, scale);
        }
        self.time.set((self.time.get() - cost.time).max(0.0));
        self.left.set(left_over - wide * high * scale * scale);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a few thousand")]
        let [columns, rows] = [wide, high].map(|length| (length * scale).ceil() as u32);
        let mut pixels = Pixmap::new(columns, rows)?;
        // It is drawn from the corner of its own box, without what its ancestors do to it.
        let to = Transform::from_scale(scale, scale).pre_translate(-left, -top).pre_concat(to).pre_translate(bounds.x(), bounds.y());
        resvg::render_node(node, to, &mut pixels.as_mut())?;
        #[expect(clippy::cast_precision_loss, reason = "at most a few thousand")]
        let end = [left + columns as f32 / scale, top + rows as f32 / scale];
        let pixels = Pixels { width: columns, height: rows, rgba: pixels.take_demultiplied() };
        Some(DrawnMark::Pixels([[left, top], end], pixels))
    }
}

/// Whether a group needs no pixels.
fn is_plain(group: &Group, to: Transform) -> bool {
    group.filters().is_empty()
        && group.mask().is_none()
        && blend(group.blend_mode()).is_some()
        && group.clip_path().is_none_or(|clip| areas(clip, to.pre_concat(group.transform())).is_some())
}

/// The name that PDF has for it (ISO 32000-1, tables 136 and 137), nothing for the usual one; none if it has none.
fn blend(mode: BlendMode) -> Option<Option<&'static str>> {
    Some(Some(match mode {
        BlendMode::Normal => return Some(None),
        BlendMode::PlusLighter => return None,
        BlendMode::Multiply => "Multiply",
        BlendMode::Screen => "Screen",
        BlendMode::Overlay => "Overlay",
        BlendMode::Darken => "Darken",
        BlendMode::Lighten => "Lighten",
        BlendMode::ColorDodge => "ColorDodge",
        BlendMode::ColorBurn => "ColorBurn",
        BlendMode::HardLight => "HardLight",
        BlendMode::SoftLight => "SoftLight",
        BlendMode::Difference => "Difference",
        BlendMode::Exclusion => "Exclusion",
        BlendMode::Hue => "Hue",
        BlendMode::Saturation => "Saturation",
        BlendMode::Color => "Color",
        BlendMode::Luminosity => "Luminosity",
    }))
}

/// The areas of which all must hold a place for it to be seen; none if they are not so simple.
fn areas(clip: &ClipPath, to: Transform) -> Option<Vec<FilledOutline>> {
    let inner = to.pre_concat(clip.transform());
    let mut paths = Vec::new();
    flat(clip.root().children(), inner, &mut paths)?;
    let mut all = clip.clip_path().map_or(Some(Vec::new()), |clip| areas(clip, to))?;
    all.push(match paths.as_slice() {
        [(path, to)] => FilledOutline { steps: steps(path.data(), *to), even_odd: is_even_odd(path) },
        paths => {
            // Several shapes are one outline if none of them overlaps another and all have one rule.
            let boxes = paths.iter().map(|(path, to)| path.data().bounds().transform(*to)).collect::<Option<Vec<_>>>()?;
            let alone = (0..boxes.len()).all(|at| boxes[at + 1..].iter().all(|other| boxes[at].intersect(other).is_none()));
            let even_odd = paths.first().is_some_and(|(path, _)| is_even_odd(path));
            if !alone || paths.iter().any(|(path, _)| is_even_odd(path) != even_odd) {
                return None;
            }
            FilledOutline { steps: paths.iter().flat_map(|(path, to)| steps(path.data(), *to)).collect(), even_odd }
        }
    });
    Some(all)
}

/// The visible paths of a clip; none if one of its groups has a clip of its own.
fn flat<'n>(nodes: &'n [Node], to: Transform, paths: &mut Vec<(&'n usvg::Path, Transform)>) -> Option<()> {
    for node in nodes {
        match node {
            Node::Path(path) if path.is_visible() && path.fill().is_some() => paths.push((path, to)),
            Node::Text(text) => flat(text.flattened().children(), to.pre_concat(text.flattened().transform()), paths)?,
            Node::Group(group) if group.clip_path().is_some() => return None,
            Node::Group(group) => flat(group.children(), to.pre_concat(group.transform()), paths)?,
            _ => {}
        }
    }
    Some(())
}

fn is_even_odd(path: &usvg::Path) -> bool {
    path.fill().is_some_and(|fill| fill.rule() == usvg::FillRule::EvenOdd)
}

/// A path's area and its line, in the order they are painted; none if it needs pixels.
fn shapes(path: &usvg::Path, to: Transform) -> Option<Vec<DrawnMark>> {
    let mut shapes = Vec::new();
    let bounds = path.data().bounds();
    // What has no area is not filled; a PDF would show a hair line.
    let has_area = bounds.width() > 0.0 && bounds.height() > 0.0 && path.data().points().len() > 2;
    if let Some(fill) = path.fill().filter(|_| has_area) {
        let (paint, opacity) = paint(fill.paint(), to)?;
        let area = FilledOutline { steps: steps(path.data(), to), even_odd: is_even_odd(path) };
        shapes.push(DrawnMark::Fill(area, paint, opacity * fill.opacity().get()));
    }
    if let Some(stroke) = path.stroke() {
        let (paint, opacity) = paint(stroke.paint(), to)?;
        let opacity = opacity * stroke.opacity().get();
        let scale = (to.sx * to.sy - to.kx * to.ky).abs().sqrt();
        let near = |one: f32, other: f32| (one - other).abs() < scale * 1e-4;
        let similar = near(to.sx, to.sy) && near(to.kx, -to.ky) || near(to.sx, -to.sy) && near(to.kx, to.ky);
        shapes.push(match paint {
            Paint::Plain(colour) if similar && scale > 0.0 => DrawnMark::Line(steps(path.data(), to), pen(stroke, scale), colour, opacity),
            // A pen that is not round any more, or of several colours: the line's own outline.
            paint => {
                let mut outlined = stroke.to_tiny_skia();
                let dashed = outlined.dash.take().map_or(Some(path.data().clone()), |dash| path.data().dash(&dash, scale));
                let outline = dashed?.stroke(&outlined, scale.max(1.0) * 4.0)?;
                DrawnMark::Fill(FilledOutline { steps: steps(&outline, to), even_odd: false }, paint, opacity)
            }
        });
    }
    if path.paint_order() == PaintOrder::StrokeAndFill {
        shapes.reverse();
    }
    Some(shapes)
}

fn pen(stroke: &usvg::Stroke, scale: f32) -> StrokePen {
    StrokePen {
        width: stroke.width().get() * scale,
        cap: match stroke.linecap() {
            usvg::LineCap::Butt => 0,
            usvg::LineCap::Round => 1,
            usvg::LineCap::Square => 2,
        },
        join: match stroke.linejoin() {
            usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => 0,
            usvg::LineJoin::Round => 1,
            usvg::LineJoin::Bevel => 2,
        },
        miter: stroke.miterlimit().get(),
        dashes: stroke.dasharray().unwrap_or_default().iter().map(|length| length * scale).collect(),
        phase: stroke.dashoffset() * scale,
    }
}

/// A paint and its opacity; none if it needs pixels.
fn paint(paint: &Colouring, to: Transform) -> Option<(Paint, f32)> {
    let (gradient, ends, linear): (&usvg::BaseGradient, _, _) = match paint {
        Colouring::Color(colour) => return Some((Paint::Plain([colour.red, colour.green, colour.blue]), 1.0)),
        Colouring::LinearGradient(gradient) => {
            (gradient, [([gradient.x1(), gradient.y1()], 0.0), ([gradient.x2(), gradient.y2()], 0.0)], true)
        }
        Colouring::RadialGradient(gradient) => {
            let focus = ([gradient.fx(), gradient.fy()], gradient.fr().get());
            (gradient, [focus, ([gradient.cx(), gradient.cy()], gradient.r().get())], false)
        }
        Colouring::Pattern(_) => return None,
    };
    let stops = gradient.stops();
    let opacity = stops.first()?.opacity();
    if gradient.spread_method() != SpreadMethod::Pad || stops.iter().any(|stop| stop.opacity() != opacity) {
        return None;
    }
    let matrix = to.pre_concat(gradient.transform());
    let matrix = [matrix.sx, matrix.ky, matrix.kx, matrix.sy, matrix.tx, matrix.ty];
    let stops = stops.iter().map(|stop| (stop.offset().get(), [stop.color().red, stop.color().green, stop.color().blue])).collect();
    Some((Paint::Gradient { ends, linear, matrix, stops }, opacity.get()))
}

fn place(mut point: Point, to: Transform) -> Spot {
    to.map_point(&mut point);
    [point.x, point.y]
}

fn steps(path: &Path, to: Transform) -> Vec<OutlineStep> {
    let mut steps = Vec::new();
    let mut last = Point::zero();
    for segment in path.segments() {
        match segment {
            PathSegment::MoveTo(point) => steps.push(OutlineStep::Move(place(point, to))),
            PathSegment::LineTo(point) => steps.push(OutlineStep::Line(place(point, to))),
            PathSegment::QuadTo(middle, end) => {
                // The same curve with two points two thirds of the way to the one.
                let toward =
                    |from: Point| Point::from_xy(from.x + (middle.x - from.x) * 2.0 / 3.0, from.y + (middle.y - from.y) * 2.0 / 3.0);
                steps.push(OutlineStep::Curve(place(toward(last), to), place(toward(end), to), place(end, to)));
            }
            PathSegment::CubicTo(one, two, end) => steps.push(OutlineStep::Curve(place(one, to), place(two, to), place(end, to))),
            PathSegment::Close => steps.push(OutlineStep::Close),
        }
        if let PathSegment::MoveTo(end) | PathSegment::LineTo(end) | PathSegment::QuadTo(_, end) | PathSegment::CubicTo(_, _, end) = segment
        {
            last = end;
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(inner: &str) -> Vec<DrawnMark> {
        let file = format!("<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'>{inner}</svg>");
        vectors(file.as_bytes(), &[], 1.0).unwrap().marks
    }

    #[test]
    fn shapes_are_moved_to_where_they_are_seen() {
        let found = marks("<g transform='translate(10 0)'><path d='M0 0H4V2' fill='#ff0000' fill-opacity='.5'/></g>");
        let steps = vec![OutlineStep::Move([10.0, 0.0]), OutlineStep::Line([14.0, 0.0]), OutlineStep::Line([14.0, 2.0])];
        assert_eq!(found, [DrawnMark::Fill(FilledOutline { steps, even_odd: false }, Paint::Plain([255, 0, 0]), 0.5)]);
        let found = marks("<path transform='scale(2)' d='M0 0H4' stroke='#00f' stroke-width='3' stroke-linecap='round'/>");
        assert!(matches!(found.as_slice(), [DrawnMark::Line(_, StrokePen { width: 6.0, cap: 1, .. }, [0, 0, 255], 1.0)]), "{found:?}");
        // A pen that is wider than high is an area.
        let found = marks("<path transform='scale(2 1)' d='M0 0H4V4' fill='none' stroke='#00f'/>");
        assert!(matches!(found.as_slice(), [DrawnMark::Fill(..)]), "{found:?}");
    }

    #[test]
    fn only_what_needs_pixels_becomes_pixels() {
        let filter = "<filter id='f'><feGaussianBlur stdDeviation='1'/></filter>";
        let found = marks(&format!("{filter}<rect width='4' height='4'/><rect x='9' width='4' height='4' filter='url(#f)'/>"));
        assert!(matches!(found.as_slice(), [DrawnMark::Fill(..), DrawnMark::Pixels(..)]), "{found:?}");
        let DrawnMark::Pixels([[left, top], [right, bottom]], pixels) = &found[1] else { panic!() };
        assert!(*left <= 9.0 && *right >= 13.0 && *top <= 0.0 && *bottom >= 4.0);
        assert!(pixels.rgba.chunks(4).any(|pixel| pixel[3] > 100));
        let fading =
            "<linearGradient id='g'><stop stop-opacity='0'/><stop offset='1'/></linearGradient><rect width='4' height='4' fill='url(#g)'/>";
        assert!(matches!(marks(fading).as_slice(), [DrawnMark::Pixels(..)]));
        let plain = fading.replace(" stop-opacity='0'", "");
        assert!(matches!(marks(&plain).as_slice(), [DrawnMark::Fill(_, Paint::Gradient { linear: true, .. }, 1.0)]));
        let clip =
            |shapes: &str| marks(&format!("<clipPath id='c'>{shapes}</clipPath><g clip-path='url(#c)'><rect width='9' height='9'/></g>"));
        assert!(matches!(clip("<circle r='3'/><circle cx='8' r='3'/>").as_slice(), [DrawnMark::Group { clips, .. }] if clips.len() == 1));
        assert!(matches!(clip("<circle r='3'/><circle cx='4' r='3'/>").as_slice(), [DrawnMark::Pixels(..)]));
    }
}
