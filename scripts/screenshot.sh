#!/usr/bin/env bash
# Makes docs/read.png, the picture in the README, from the page of one example article.
# Needs Chromium (Debian: chromium) and, to make the file small, pngquant if it is there.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cargo run --quiet --release -- read --format html examples/2024-10-18-first-contingent.json > "$work/page.html"
# The first act is shown as if pointed at.
sed -i 's|</body>|<script>document.querySelectorAll(".text a")[0].focus()</script></body>|' "$work/page.html"
chromium --headless=new --no-sandbox --disable-gpu --hide-scrollbars --window-size=1280,800 \
  --screenshot="$work/read.png" "file://$work/page.html" 2> "$work/log" || { cat "$work/log"; exit 1; }
if command -v pngquant > /dev/null; then pngquant --force --output "$work/read.png" 64 "$work/read.png"; fi
cp "$work/read.png" docs/read.png
ls -l docs/read.png
