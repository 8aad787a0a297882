//! What a drawing would cost to draw, reckoned before anything is drawn.
//!
//! Input: a drawing as the library has read it, and how many pixels its units get. Output: about how many nanoseconds and
//! bytes it would take, never much less than it does. One walk over its nodes, those of patterns and masks each time they are
//! used. Time is in pixels times what a pixel costs in each kind of work (measured, rounded up); room is what is held at once.

use resvg::tiny_skia::PathSegment;
use resvg::usvg::filter::{Filter, Kind};
use resvg::usvg::{Group, ImageKind, Mask, Node, Paint, Path, Tree};
use std::cell::Cell;

/// Nanoseconds that a drawing may take.
pub(super) const MOST_TIME: f64 = 2.5e9;

/// Bytes that may be held at once.
pub(super) const MOST_ROOM: f64 = 3e8;

/// Pixels of a page that shows nothing else: what every drawing must be worth.
const PAGE: f64 = 1.5e6;

/// Nodes looked at; a drawing with more is beyond all bounds.
const MOST_NODES: u32 = 4_000_000;

/// Time in nanoseconds and room in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Cost {
    pub(super) time: f64,
    pub(super) room: f64,
}

impl Cost {
    /// Whether the cost is within what a build may spend.
    pub(super) fn is_borne(self) -> bool {
        self.time <= MOST_TIME && self.room <= MOST_ROOM
    }

    /// Adds another piece of work behind this one.
    fn then(self, other: Cost) -> Cost {
        Cost { time: self.time + other.time, room: self.room.max(other.room) }
    }

    /// Adds other work that is done while this is held in memory.
    fn holding(self, other: Cost) -> Cost {
        Cost { time: self.time + other.time, room: self.room + other.room }
    }
}

/// What a drawing costs whose units get so many pixels, across and down.
pub(super) fn of(tree: &Tree, scale: [f64; 2]) -> Cost {
    let canvas = [f64::from(tree.size().width()) * scale[0], f64::from(tree.size().height()) * scale[1]];
    let own = Cost { time: canvas[0] * canvas[1] * 2.0, room: canvas[0] * canvas[1] * 8.0 };
    own.holding(Reckoning { scale, canvas, left: Cell::new(MOST_NODES) }.group(tree.root()))
}

/// The cost of drawing a node of a tree.
pub(super) fn of_node(node: &Node, scale: f32) -> Cost {
    let bounds = node.abs_layer_bounding_box();
    let canvas = bounds.map_or([1.0, 1.0], |bounds| [bounds.width(), bounds.height()].map(|length| f64::from(length * scale)));
    Reckoning { scale: [f64::from(scale); 2], canvas, left: Cell::new(MOST_NODES) }.node(node)
}

/// Pixels for each unit of a drawing that fills a page.
pub(super) fn page_scale(tree: &Tree) -> f64 {
    let area = f64::from(tree.size().width()) * f64::from(tree.size().height());
    (PAGE / area.max(f64::MIN_POSITIVE)).sqrt()
}

struct Reckoning {
    scale: [f64; 2],
    canvas: [f64; 2],
    left: Cell<u32>,
}

impl Reckoning {
    fn group(&self, group: &Group) -> Cost {
        let inside = group.children().iter().fold(Cost::default(), |sum, node| sum.then(self.node(node)));
        if !group.should_isolate() {
            return inside;
        }
        // A layer is at most five times as wide and high as the canvas.
        let bounds = group.abs_layer_bounding_box();
        let sides = [bounds.width(), bounds.height()];
        let [wide, high] = [0, 1].map(|at| (f64::from(sides[at]) * self.scale[at] + 4.0).min(5.0 * self.canvas[at] + 4.0));
        let pixels = wide * high;
        let layer = Cost { time: pixels * 10.0, room: pixels * 4.0 };
        let mut cost = layer.holding(inside);
        for filter in group.filters() {
            cost = cost.then(layer.holding(self.filter(filter, pixels)));
        }
        let mut clip = group.clip_path();
        while let Some(one) = clip {
            cost = cost.holding(Cost { time: pixels * 10.0, room: pixels * 5.0 }).then(self.group(one.root()));
            clip = one.clip_path();
        }
        if let Some(mask) = group.mask() {
            cost = cost.holding(self.mask(mask, pixels));
        }
        cost
    }

    fn mask(&self, mask: &Mask, pixels: f64) -> Cost {
        let own = Cost { time: pixels * 20.0, room: pixels * 6.0 }.holding(self.group(mask.root()));
        mask.mask().map_or(own, |outer| own.holding(self.mask(outer, pixels)))
    }

    fn node(&self, node: &Node) -> Cost {
        let Some(left) = self.left.get().checked_sub(1) else {
            return Cost { time: f64::INFINITY, room: 0.0 };
        };
        self.left.set(left);
        match node {
            Node::Group(group) => self.group(group),
            Node::Text(text) => self.group(text.flattened()),
            Node::Path(path) => self.path(path),
            Node::Image(image) => {
                let pixels = match image.kind() {
                    ImageKind::SVG(tree) => return self.group(tree.root()),
                    _ => f64::from(image.size().width()) * f64::from(image.size().height()),
                };
                Cost { time: pixels * 40.0, room: pixels * 12.0 }
            }
        }
    }

    fn path(&self, path: &Path) -> Cost {
        let bounds = path.abs_stroke_bounding_box();
        let sides = [bounds.width(), bounds.height()];
        let [wide, high] = [0, 1].map(|at| (f64::from(sides[at]) * self.scale[at]).min(self.canvas[at]) + 1.0);
        let points = path.data().len() as f64;
        // An edge is followed through every row that it meets.
        let mut cost = Cost { time: 200.0 + points * (100.0 + high * 0.2) + wide * high * 3.0, room: points * 64.0 };
        for paint in [path.fill().map(|fill| fill.paint()), path.stroke().map(|stroke| stroke.paint())].into_iter().flatten() {
            if let Paint::Pattern(pattern) = paint {
                let transform = path.abs_transform().pre_concat(pattern.transform());
                let grown = f64::from((transform.sx * transform.sy - transform.kx * transform.ky).abs()).max(1e-9);
                let tile = f64::from(pattern.rect().width()) * f64::from(pattern.rect().height()) * grown * self.scale[0] * self.scale[1];
                cost = cost.then(Cost { time: tile * 5.0, room: tile * 4.0 }.holding(self.group(pattern.root())));
            }
        }
        if let Some(dashes) = path.stroke().and_then(|stroke| stroke.dasharray()) {
            let round: f32 = dashes.iter().sum();
            let count = f64::from(length(path)) / f64::from(round.max(f32::MIN_POSITIVE)) * dashes.len() as f64;
            // The library itself draws no more than a million.
            if count < 2e6 {
                cost = cost.then(Cost { time: count * 1500.0, room: count * 200.0 });
            }
        }
        cost
    }

    fn filter(&self, filter: &Filter, pixels: f64) -> Cost {
        let mut cost = Cost::default();
        let scaled = |length: f32, at: usize| f64::from(length) * self.scale[at];
        for primitive in filter.primitives() {
            let each = match primitive.kind() {
                Kind::GaussianBlur(_) => 150.0,
                Kind::DropShadow(_) => 200.0,
                Kind::Turbulence(noise) => 150.0 * f64::from(noise.num_octaves().max(1)),
                Kind::Morphology(shape) => {
                    let [wide, high] = [scaled(shape.radius_x().get(), 0), scaled(shape.radius_y().get(), 1)];
                    10.0 + 5.0 * (2.0 * wide + 1.0) * (2.0 * high + 1.0)
                }
                Kind::ConvolveMatrix(matrix) => 20.0 + 8.0 * f64::from(matrix.matrix().columns()) * f64::from(matrix.matrix().rows()),
                Kind::DiffuseLighting(_) | Kind::SpecularLighting(_) => 150.0,
                Kind::Image(image) => {
                    cost = cost.then(self.group(image.root()));
                    20.0
                }
                Kind::Merge(merge) => 10.0 * merge.inputs().len() as f64,
                _ => 40.0,
            };
            // Every result is kept until the filter is done.
            cost = cost.holding(Cost { time: pixels * each, room: pixels * 8.0 });
        }
        cost
    }
}

/// About how long a path is; curves count as their chords and legs.
fn length(path: &Path) -> f32 {
    let mut sum = 0.0;
    let (mut last, mut first) = ((0.0_f32, 0.0_f32), (0.0, 0.0));
    for segment in path.data().segments() {
        let points = match segment {
            PathSegment::MoveTo(point) => {
                last = (point.x, point.y);
                first = last;
                continue;
            }
            PathSegment::LineTo(point) => vec![(point.x, point.y)],
            PathSegment::QuadTo(one, end) => vec![(one.x, one.y), (end.x, end.y)],
            PathSegment::CubicTo(one, two, end) => vec![(one.x, one.y), (two.x, two.y), (end.x, end.y)],
            PathSegment::Close => vec![first],
        };
        for (x, y) in points {
            sum += (x - last.0).hypot(y - last.1);
            last = (x, y);
        }
    }
    sum
}
