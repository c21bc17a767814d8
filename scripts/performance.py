#!/usr/bin/env python3
"""How fast Lagebild reads a file of articles, beside a spaCy pipeline on the same texts.

    performance.py ARTICLES.jsonl [--spacy PIPELINE]... [--limit N] [--program FILE] [--note TEXT]

Runs the release binary with one and with two jobs and checks that both print the same bytes; then,
if spaCy is installed, the same texts through the pipeline, on one thread and with two processes.
Every measurement is a process of its own, started when the one before has ended, and prints one row
of a Markdown table. Python's standard library is enough; spaCy is optional.

Seconds are those of the whole process. Start-up is the least time, of three, that the same command
takes for one article of one word: loading, for the most part. Rates are for the rest, so that they
do not depend on the length of the file. Words per second of processor time hardly suffer from other
programs on the machine, words per second do. Peak memory is that of the process (`ru_maxrss`); for
several spaCy processes parent and workers are added up, an upper bound, as they share pages.
"""

import argparse
import contextlib
import hashlib
import importlib.util
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
ONE_WORD = "one-word.jsonl"


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path, help="JSON Lines, one article a line with `text`")
    parser.add_argument(
        "--spacy",
        action="append",
        metavar="PIPELINE",
        help="installed spaCy pipeline, or blank:LANGUAGE for words and sentences by rules;"
        " may be repeated [default: de_core_news_sm]",
    )
    parser.add_argument("--limit", type=int, metavar="N", help="read only the first N articles")
    parser.add_argument("--program", type=Path, default=ROOT / "target/release/lagebild")
    parser.add_argument("--note", default="", help="remark above the table, e.g. `trial`")
    parser.add_argument("--worker", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


def main():
    options = arguments()
    if options.worker:
        return worker(options)
    has_spacy = importlib.util.find_spec("spacy") is not None
    pipelines = options.spacy or ["de_core_news_sm"]
    if not options.program.is_file():
        sys.exit(f"{options.program} is missing: build it with `cargo build --release`")
    lines = options.articles.read_bytes().splitlines(keepends=True)
    lines = [line for line in lines if line.strip()][: options.limit]
    if not lines:
        sys.exit(f"{options.articles} holds no articles")
    # The yardstick for all rows: what white space separates, not each program's own tokens.
    words = sum(len(json.loads(line)["text"].split()) for line in lines)

    note = f"{options.note}, " if options.note else ""
    print(f"{note}{len(lines)} articles, {words} words; {machine()}\n")
    columns = "program jobs seconds start-up articles/s words/s words/CPU_s peak_memory".split()
    print(f"| {' | '.join(columns).replace('_', ' ')} |")
    print("|---" * len(columns) + "|")
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder) / "articles.jsonl"
        articles.write_bytes(b"".join(lines))
        articles.with_name(ONE_WORD).write_text('{"language": "de", "text": "Kiew."}\n')
        same = lagebild(options, articles, len(lines), words)
        if has_spacy:
            for pipeline in pipelines:
                for jobs in (1, 2):
                    spacy_row(pipeline, articles, jobs, len(lines), words)
    if not has_spacy:
        print("\nspaCy is not installed: not compared.")
    verdict = "the same, byte for byte" if same else "DIFFERENT"
    print(f"\nThe output of one and of two jobs is {verdict}.")
    return 0 if same else 1


def machine():
    """The processor and its number of cores, as the system tells."""
    model = platform.machine()
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    return f"{model}, {os.cpu_count()} cores, load {load:.1f} at the start"


class Run(NamedTuple):
    """What one process took."""

    seconds: float
    cpu: float
    memory: int


def measured(command, output):
    """Runs a command and tells what it took; its standard output goes to a file."""
    with open(output, "wb") as sink:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=sink, stderr=subprocess.PIPE)
        message = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{command[0]} ended with {child.returncode}: {message.decode(errors='replace')}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, in_bytes(usage.ru_maxrss))


def started(command, output):
    """The quickest of three runs, and least processor time, as others on the machine only add."""
    runs = [measured(command, output) for _ in range(3)]
    return Run(*map(min, zip(*runs)))


def in_bytes(maxrss):
    """`ru_maxrss` counts bytes on macOS and KiB elsewhere."""
    return maxrss if sys.platform == "darwin" else maxrss * 1024


def row(program, jobs, run, start_up, articles, words):
    reading = run.seconds - start_up.seconds
    cpu = run.cpu - start_up.cpu
    cells = [
        program,
        jobs,
        f"{run.seconds:.1f}",
        f"{start_up.seconds:.1f}",
        rate(articles, reading, start_up.seconds, digits=1),
        rate(words, reading, start_up.seconds),
        rate(words, cpu, start_up.cpu),
        f"{run.memory / 2**20:.0f} MiB",
    ]
    print(f"| {' | '.join(map(str, cells))} |", flush=True)


def rate(count, time, start_up, digits=0):
    """How many in a second; `-` where start-up hides the time, so that the rate would be chance."""
    return f"{count / time:.{digits}f}" if time > start_up / 4 else "-"


def lagebild(options, articles, count, words):
    """The rows of the program; whether one and two jobs print the same bytes."""
    command = [options.program, "--version"]
    version = subprocess.run(command, capture_output=True, text=True, check=True)
    hashes = []
    for jobs in (1, 2):
        output = articles.with_name("records.jsonl")
        command = [options.program, "read", "--format", "jsonl", "--jobs", str(jobs)]
        start_up = started([*command, articles.with_name(ONE_WORD)], output)
        run = measured([*command, articles], output)
        row(version.stdout.strip(), jobs, run, start_up, count, words)
        hashes.append(hashlib.sha256(output.read_bytes()).hexdigest())
    return hashes[0] == hashes[1]


def spacy_row(pipeline, articles, jobs, count, words):
    output = articles.with_name("spacy.json")
    command = [sys.executable, __file__, "--spacy", pipeline, "--worker", str(jobs)]
    start_up = started([*command, articles.with_name(ONE_WORD)], output)
    run = measured([*command, articles], output)
    told = json.loads(output.read_text())
    # With two processes the parent only hands out texts and collects: its workers count too.
    if jobs > 1:
        run = run._replace(memory=told["parent"] + jobs * told["largest_worker"])
    name = f"spaCy {told['spacy']} {told['pipeline']} ({told['stages']})"
    row(name, jobs, run, start_up, count, words)


def worker(options):
    """A process of its own that reads the texts with spaCy."""
    # numerical libraries read these when they are loaded
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
        os.environ[name] = "1"
    import spacy

    [name] = options.spacy
    kind, _, language = name.partition(":")
    if kind == "blank":
        pipeline = spacy.blank(language)
        pipeline.add_pipe("sentencizer")
        version = ""
    else:
        pipeline = spacy.load(name)
        version = " " + pipeline.meta["version"]
    texts = [json.loads(line)["text"] for line in options.articles.read_bytes().splitlines()]
    # the default batch of 1000 texts would leave all but one process without work
    batch = max(1, min(256, len(texts) // (4 * options.worker)))
    documents = pipeline.pipe(texts, n_process=options.worker, batch_size=batch)
    # sentences are counted so that no work can be left out
    sentences = sum(sum(1 for _ in document.sents) for document in documents)
    told = {
        "spacy": spacy.__version__,
        "pipeline": name + version,
        "stages": ", ".join(pipeline.pipe_names),
        "sentences": sentences,
        "parent": in_bytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss),
        "largest_worker": in_bytes(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss),
    }
    print(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
