//! Conversion from the spaces in which colours are measured to that of screens (CSS Color 4, 18: the sample code).

type Matrix = [[f64; 3]; 3];

const XYZ_TO_RGB: Matrix = [
    [3.240_969_941_904_521, -1.537_383_177_570_093, -0.498_610_760_293_003],
    [-0.969_243_636_280_880, 1.875_967_501_507_721, 0.041_555_057_407_176],
    [0.055_630_079_696_994, -0.203_976_958_888_977, 1.056_971_514_242_879],
];
/// Matrix from the white of print to that of screens, after Bradford.
const D50_TO_D65: Matrix = [
    [0.955_473_421_488_075, -0.023_098_454_948_765, 0.063_259_243_200_571],
    [-0.028_369_709_333_864, 1.009_995_398_081_304, 0.021_041_441_191_917],
    [0.012_314_014_864_482, -0.020_507_649_298_899, 1.330_365_926_242_124],
];
const P3_TO_XYZ: Matrix = [
    [0.486_570_948_648_216, 0.265_667_693_169_093, 0.198_217_285_234_363],
    [0.228_974_564_069_749, 0.691_738_521_836_506, 0.079_286_914_093_745],
    [0.0, 0.045_113_381_858_903, 1.043_944_368_900_976],
];
const REC2020_TO_XYZ: Matrix = [
    [0.636_958_048_301_291, 0.144_616_903_586_208, 0.168_880_975_164_172],
    [0.262_700_212_011_267, 0.677_998_071_518_871, 0.059_301_716_469_862],
    [0.0, 0.028_072_693_049_087, 1.060_985_057_710_791],
];
const A98_TO_XYZ: Matrix = [
    [0.576_669_042_910_131, 0.185_558_237_906_546, 0.188_228_646_234_996],
    [0.297_344_975_250_536, 0.627_363_566_255_466, 0.075_291_458_493_998],
    [0.027_031_361_386_412, 0.070_688_852_535_827, 0.991_337_536_837_639],
];
const PROPHOTO_TO_XYZ: Matrix = [
    [0.797_760_489_672_303, 0.135_179_170_842_290, 0.031_347_734_941_803],
    [0.288_071_128_229_293, 0.711_843_217_810_102, 0.000_085_653_960_605],
    [0.0, 0.0, 0.825_104_602_510_460],
];

fn times(matrix: &Matrix, by: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(by).map(|(factor, part)| factor * part).sum())
}

fn from_xyz(xyz: [f64; 3]) -> [f64; 3] {
    times(&XYZ_TO_RGB, xyz).map(gamma)
}

/// Light as a screen's number.
pub(super) fn gamma(light: f64) -> f64 {
    if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 }
}

/// A screen's number as light.
pub(super) fn linear(number: f64) -> f64 {
    if number <= 0.040_45 { number / 12.92 } else { ((number + 0.055) / 1.055).powf(2.4) }
}

/// Converts from CIE L*a*b*.
pub(super) fn from_lab(lightness: f64, a: f64, b: f64) -> [f64; 3] {
    let (kappa, epsilon) = (24389.0 / 27.0, 216.0 / 24389.0);
    let middle = (lightness.clamp(0.0, 100.0) + 16.0) / 116.0;
    let part = |root: f64| if root.powi(3) > epsilon { root.powi(3) } else { (116.0 * root - 16.0) / kappa };
    let white = [0.3457 / 0.3585, 1.0, (1.0 - 0.3457 - 0.3585) / 0.3585];
    let xyz = [part(a / 500.0 + middle) * white[0], part(middle), part(middle - b / 200.0) * white[2]];
    from_xyz(times(&D50_TO_D65, xyz))
}

/// Converts from Oklab.
pub(super) fn from_oklab([lightness, a, b]: [f64; 3]) -> [f64; 3] {
    let cones = [
        lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b,
        lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b,
        lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b,
    ];
    let cones = cones.map(|cone| cone.powi(3));
    let light = times(
        &[
            [4.076_741_662_1, -3.307_711_591_3, 0.230_969_929_2],
            [-1.268_438_004_6, 2.609_757_401_1, -0.341_319_396_5],
            [-0.004_196_086_3, -0.703_418_614_7, 1.707_614_701_0],
        ],
        cones,
    );
    light.map(gamma)
}

/// Converts to Oklab.
pub(super) fn to_oklab(rgb: [f64; 3]) -> [f64; 3] {
    let cones = times(
        &[
            [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
            [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
            [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
        ],
        rgb.map(linear),
    );
    times(
        &[
            [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
            [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
            [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
        ],
        cones.map(f64::cbrt),
    )
}

/// Converts from a space that has a name; none if that is none of CSS.
pub(super) fn from_space(name: &str, parts: [f64; 3]) -> Option<[f64; 3]> {
    let signed = |light: fn(f64) -> f64| parts.map(|part| light(part.abs()).copysign(part));
    Some(match name {
        "srgb" => parts,
        "srgb-linear" => parts.map(gamma),
        "display-p3" => from_xyz(times(&P3_TO_XYZ, signed(linear))),
        "rec2020" => {
            let light =
                |part: f64| if part < 0.081_242_858 { part / 4.5 } else { ((part + 0.099_296_826) / 1.099_296_826).powf(1.0 / 0.45) };
            from_xyz(times(&REC2020_TO_XYZ, signed(light)))
        }
        "a98-rgb" => from_xyz(times(&A98_TO_XYZ, signed(|part| part.powf(563.0 / 256.0)))),
        "prophoto-rgb" => {
            let light = |part: f64| if part <= 16.0 / 512.0 { part / 16.0 } else { part.powf(1.8) };
            from_xyz(times(&D50_TO_D65, times(&PROPHOTO_TO_XYZ, signed(light))))
        }
        "xyz" | "xyz-d65" => from_xyz(parts),
        "xyz-d50" => from_xyz(times(&D50_TO_D65, parts)),
        _ => return None,
    })
}
