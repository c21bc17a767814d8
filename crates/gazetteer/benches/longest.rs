//! Looks for names at every word of a sentence.

use criterion::{Criterion, criterion_group, criterion_main};
use gazetteer::Gazetteer;

const SENTENCE: &str = "Das Pentagon hat am Montag bestätigt , dass Nordkorea etwa 10.000 Soldaten in \
    die Region Kursk entsandt hat , wie ein Sprecher der Vereinten Nationen in New York sagte .";

fn longest(criterion: &mut Criterion) {
    let gazetteer = Gazetteer::embedded();
    let words: Vec<&str> = SENTENCE.split_whitespace().collect();
    criterion.bench_function("longest over a sentence", |bencher| {
        bencher.iter(|| {
            (0..words.len()).filter(|&at| gazetteer.longest(&words, at).is_some()).count()
        });
    });
}

criterion_group!(benches, longest);
criterion_main!(benches);
