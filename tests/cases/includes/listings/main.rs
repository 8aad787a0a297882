// ANCHOR: all
fn main() {
    // ANCHOR: inner
    let x = 1;
    println!("{x}");
    // ANCHOR_END: inner
}
// ANCHOR_END: all
