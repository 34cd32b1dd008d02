#!/usr/bin/env bash
# deb.sh CPACK BUILD_FOLDER VERSION: makes the Debian package of a build, looks into it, and starts what it would install.
# Nothing is installed on this machine.
set -euo pipefail
cpack=$1 build=$2 version=$3

work=$(mktemp -d)
host=
cleanup() {
    [[ -z $host ]] || kill -9 "$host" 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT

fail() {
    echo "FAIL: $*" >&2
    exit 1
}

(cd "$build" && "$cpack" -G DEB -B "$work/cpack" >"$work/cpack.log" 2>&1) || { cat "$work/cpack.log"; fail "cpack"; }
packages=("$work"/cpack/courtyard_"$version"_*.deb)
package=${packages[0]}
[[ -f $package ]] || fail "there is no package courtyard_${version}_*.deb"

contents=$(dpkg-deb --contents "$package")
for path in usr/bin/courtyard usr/share/applications/org.courtyard.Courtyard.desktop \
    usr/share/metainfo/org.courtyard.Courtyard.metainfo.xml \
    usr/share/icons/hicolor/scalable/apps/org.courtyard.Courtyard.svg usr/share/man/man1/courtyard.1.gz \
    usr/share/doc/courtyard/copyright usr/lib/systemd/system/courtyard.service; do
    grep -q " \./$path\$" <<<"$contents" || fail "$path is not in the package"
done
if grep -E '\.(a|h|cmake)$' <<<"$contents"; then fail "the package has files that only a build needs"; fi
if grep -vE '^[^ ]+ root/root ' <<<"$contents"; then fail "not everything belongs to root"; fi

depends=$(dpkg-deb --field "$package" Depends)
for dependency in libqt6core6 libqt6widgets6 libqt6websockets6 libqt6sql6-sqlite libqrencode4; do
    [[ $depends == *"$dependency"* ]] || fail "$dependency is not among the dependencies: $depends"
done

dpkg-deb --extract "$package" "$work/root"
courtyard=$work/root/usr/bin/courtyard
[[ $("$courtyard" --version) == *"$version"* ]] || fail "--version does not say $version"

mkfifo "$work/stdout"
exec 3<>"$work/stdout"
"$courtyard" --host --headless --port 0 --bind 127.0.0.1 --data "$work/data" >"$work/stdout" 2>"$work/stderr" </dev/null &
host=$!
read -r -t 60 -u 3 line || { cat "$work/stderr"; fail "the packaged host did not say that it listens"; }
port=$(sed -nE 's/.*"port":([0-9]+).*/\1/p' <<<"$line")
[[ $(curl --silent --max-time 60 "http://127.0.0.1:$port/healthz") == ok ]] || fail "the packaged host does not answer"
kill -TERM "$host"
status=0
wait "$host" || status=$?
host=
((status == 0)) || fail "the packaged host ended with $status"
