//! SVG as shapes of plain colours, for a device that draws them itself. Letters become outlines.

use super::draw;
use resvg::tiny_skia::{PathSegment, Transform};
use resvg::usvg::{BlendMode, FillRule, Group, LineCap, LineJoin, Node, Paint, Path};

/// A piece of an outline, in pixels from the top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    /// A new outline begins.
    Move([f32; 2]),
    /// Straight.
    Line([f32; 2]),
    /// A cubic curve: two points of control and the end.
    Curve([[f32; 2]; 3]),
    /// Back to where the outline began.
    Close,
}

/// A shape of one colour, or with a rim of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Its outline.
    pub outline: Vec<Segment>,
    /// Red, green and blue inside.
    pub fill: Option<[u8; 3]>,
    /// Whether what lies within two outlines is outside.
    pub even_odd: bool,
    /// Red, green and blue of the rim, and its thickness in pixels.
    pub stroke: Option<([u8; 3], f32)>,
}

/// The shapes of an SVG file, the lowest first, and its width and height in pixels. None if it can't be read or holds more than
/// shapes of plain colours (see-through, blended, clipped, dashed, a picture). `faces` are as for [`draw::svg`].
#[must_use]
pub fn shapes(file: &[u8], faces: &[&[u8]]) -> Option<(Vec<Shape>, [f32; 2])> {
    let tree = draw::tree(file, faces)?;
    let mut shapes = Vec::new();
    group(tree.root(), &mut shapes)?;
    Some((shapes, [tree.size().width(), tree.size().height()]))
}

fn group(group: &Group, shapes: &mut Vec<Shape>) -> Option<()> {
    let plain = group.opacity().get() >= 1.0
        && group.blend_mode() == BlendMode::Normal
        && group.clip_path().is_none()
        && group.mask().is_none()
        && group.filters().is_empty();
    if !plain {
        return None;
    }
    for node in group.children() {
        match node {
            Node::Group(inner) => self::group(inner, shapes)?,
            Node::Text(text) => self::group(text.flattened(), shapes)?,
            Node::Path(path) if path.is_visible() => shapes.push(shape(path)?),
            Node::Path(_) => {}
            Node::Image(_) => return None,
        }
    }
    Some(())
}

fn shape(path: &Path) -> Option<Shape> {
    let turn = path.abs_transform();
    let outline = outline(path.data(), turn)?;
    let fill = match path.fill() {
        Some(fill) if fill.opacity().get() >= 1.0 => Some(colour(fill.paint())?),
        Some(_) => return None,
        None => None,
    };
    let stroke = match path.stroke() {
        None => None,
        Some(stroke) => {
            let (across, down) = turn.get_scale();
            let plain = stroke.opacity().get() >= 1.0
                && stroke.dasharray().is_none()
                && stroke.linecap() == LineCap::Butt
                && stroke.linejoin() == LineJoin::Miter
                && (across - down).abs() <= across.abs() / 1000.0;
            if !plain {
                return None;
            }
            Some((colour(stroke.paint())?, stroke.width().get() * across))
        }
    };
    let even_odd = path.fill().is_some_and(|fill| fill.rule() == FillRule::EvenOdd);
    Some(Shape { outline, fill, even_odd, stroke })
}

fn colour(paint: &Paint) -> Option<[u8; 3]> {
    match paint {
        Paint::Color(colour) => Some([colour.red, colour.green, colour.blue]),
        _ => None,
    }
}

fn outline(path: &resvg::tiny_skia::Path, turn: Transform) -> Option<Vec<Segment>> {
    let path = path.clone().transform(turn)?;
    let mut at = [0.0; 2];
    let segments = path.segments().map(|segment| match segment {
        PathSegment::MoveTo(to) => {
            at = [to.x, to.y];
            Segment::Move(at)
        }
        PathSegment::LineTo(to) => {
            at = [to.x, to.y];
            Segment::Line(at)
        }
        PathSegment::QuadTo(bend, to) => {
            // A quadratic curve as a cubic one: the points of control lie two thirds on the way to its own.
            let (bend, end) = ([bend.x, bend.y], [to.x, to.y]);
            let near = |point: [f32; 2]| [0, 1].map(|axis: usize| point[axis] + (bend[axis] - point[axis]) * 2.0 / 3.0);
            let curve = Segment::Curve([near(at), near(end), end]);
            at = end;
            curve
        }
        PathSegment::CubicTo(first, second, to) => {
            at = [to.x, to.y];
            Segment::Curve([[first.x, first.y], [second.x, second.y], at])
        }
        PathSegment::Close => Segment::Close,
    });
    Some(segments.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(inner: &str) -> Option<(Vec<Shape>, [f32; 2])> {
        let file = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10" viewBox="-10 0 20 10">{inner}</svg>"#);
        shapes(file.as_bytes(), &[])
    }

    #[test]
    fn shapes_lie_where_they_are_seen() {
        let (shapes, size) =
            of(r##"<path d="M0 0H5V5Z" fill="#ff8000"/><path d="M0 1Q3 1 3 4" fill="none" stroke="#000" stroke-width="2"/>"##).unwrap();
        assert_eq!(size, [20.0, 10.0]);
        assert_eq!(shapes[0].fill, Some([255, 128, 0]));
        assert_eq!(shapes[0].outline[..2], [Segment::Move([10.0, 0.0]), Segment::Line([15.0, 0.0])]);
        assert_eq!(shapes[1].stroke, Some(([0, 0, 0], 2.0)));
        assert_eq!(shapes[1].outline[1], Segment::Curve([[12.0, 1.0], [13.0, 2.0], [13.0, 4.0]]));
    }

    #[test]
    fn what_is_more_than_shapes_is_none() {
        for inner in [
            r##"<path d="M0 0H5V5Z" fill="#f00" fill-opacity="0.5"/>"##,
            r##"<g opacity="0.5"><path d="M0 0H5V5Z"/><path d="M0 0H5V5Z"/></g>"##,
            r##"<path d="M0 0H5" stroke="#f00" stroke-dasharray="1 1"/>"##,
            r##"<linearGradient id="a"><stop offset="0" stop-color="#f00"/><stop offset="1"/></linearGradient><path d="M0 0H5V5Z" fill="url(#a)"/>"##,
        ] {
            assert_eq!(of(inner), None, "{inner}");
        }
    }
}
