//! How fast one thread reads: `cargo bench -p language`.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use language::Reader;
use record::Article;

const GERMAN: &str = "\
Der Außenminister von Lundia hat am Dienstag vor neuen Angriffen auf den Hafen von Nordstadt gewarnt. \
„Wir werden jede Verletzung der Waffenruhe melden“, sagte er nach einem Treffen mit Vertretern der \
Vereinten Nationen. Nach Angaben des Verteidigungsministeriums wurden in der Nacht zum 3. Oktober \
etwa 1.200 Soldaten an die Grenze verlegt; die Opposition sprach von einer gefährlichen Eskalation.\n\n\
Ob die Gespräche, die seit August ruhen, in der kommenden Woche fortgesetzt werden, ist offen. Der \
Nachbarstaat kündigte an, seinen Botschafter zurückzurufen, falls die Lieferung von Panzerabwehrraketen \
nicht gestoppt wird. Bei Protesten in der Hauptstadt nahm die Polizei mindestens 40 Menschen fest.\n";

const ENGLISH: &str = "\
Lundia's foreign minister warned on Tuesday of new attacks on the port of Northtown. \"We will report \
every breach of the truce,\" he said after meeting U.N. envoys. About 1,200 soldiers were moved to the \
border overnight, the defence ministry said; the opposition spoke of a dangerous escalation.\n\n\
Whether the talks, which have been suspended since August, will resume next week is unclear. The \
neighbouring state announced it would recall its ambassador unless the delivery of anti-tank missiles \
is stopped. Police arrested at least 40 people during protests in the capital.\n";

fn annotate(criterion: &mut Criterion) {
    let reader = Reader::load().expect("the model is in the source tree");
    let mut group = criterion.benchmark_group("annotate");
    group.sample_size(10);
    for (language, text) in [("de", GERMAN), ("en", ENGLISH)] {
        let article =
            Article { language: Some(language.into()), text: text.repeat(3), ..Article::default() };
        group.throughput(Throughput::Bytes(article.text.len() as u64));
        group.bench_function(language, |bencher| {
            bencher.iter(|| reader.annotate(article.clone()).expect("it can be read"));
        });
    }
    group.finish();
    criterion.bench_function("identify", |bencher| bencher.iter(|| reader.identify(GERMAN)));
}

criterion_group!(benches, annotate);
criterion_main!(benches);
