# shellcheck shell=bash
# What building and testing Courtyard needs on this machine, and how it gets there. Sourced by app/run and tests/run.
# Debian and its relatives: installed through apt, only what is missing. Elsewhere: said in words.

build_packages=(
    cmake ninja-build g++ pkg-config
    qt6-base-dev qt6-websockets-dev qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools
    libqt6sql6-sqlite libsqlite3-dev qt6-image-formats-plugins qt6-translations-l10n libqrencode-dev libgl-dev libssl-dev
)

test_packages=(
    ccache ca-certificates curl procps
    xvfb xauth openbox x11-utils xdotool imagemagick fonts-noto-core fonts-noto-mono fonts-noto-color-emoji
    dbus avahi-daemon python3-dbusmock at-spi2-core python3 python3-pyatspi python3-websockets python3-autobahn
    qt6-image-formats-plugins zbar-tools sqlite3 iproute2 nftables libfaketime clang libclang-rt-dev lld
    appstream desktop-file-utils dpkg-dev file shellcheck
)

say() { printf '%s\n' "$*" >&2; }

is_installed() {
    [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

# A browser and Node.js count wherever they came from.
has_chromium() { command -v chromium >/dev/null; }
has_node() {
    command -v npm >/dev/null && command -v node >/dev/null &&
        (($(node --print 'process.versions.node.split(".")[0]') >= 18))
}

as_root() {
    if ((EUID == 0)); then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        say "Installing needs root, and there is no sudo here. As root, run: $*"
        return 1
    fi
}

apt_install() {
    local missing=() package
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    ((${#missing[@]})) || return 0
    say "Installing ${missing[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update --quiet=2 </dev/null >&2 || say "The package lists could not be updated; going on with those there are."
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes --no-install-recommends "${missing[@]}" </dev/null >&2
}

say_what_to_install() {
    case $(uname -s) in
    Darwin)
        say "Courtyard needs CMake 3.25, Ninja, Xcode's command line tools, Qt 6.4 or newer, OpenSSL 3 and libqrencode:"
        say "    xcode-select --install; brew install cmake ninja pkg-config qt openssl@3 qrencode"
        ;;
    MINGW* | MSYS* | CYGWIN*)
        say "Courtyard needs CMake 3.25, Ninja, a C++20 compiler (Visual Studio 2022's Build Tools, or MinGW), Qt 6.4 or newer"
        say "with Qt WebSockets and Qt SVG from qt.io's installer, OpenSSL 3 and libqrencode (vcpkg install openssl libqrencode)."
        say "Set CMAKE_PREFIX_PATH to Qt's folder, for instance C:/Qt/6.5.3/msvc2019_64, and run this again."
        ;;
    *)
        say "Courtyard needs CMake 3.25, Ninja, a C++20 compiler, Qt 6.4 or newer (base, WebSockets, SVG, Linguist tools, the"
        say "SQLite driver), OpenSSL 3, libqrencode and pkg-config."
        say "    Fedora: dnf install cmake ninja-build gcc-c++ pkgconf qt6-qtbase-devel qt6-qtwebsockets-devel qt6-qtsvg-devel qt6-qttools-devel qt6-qtimageformats openssl-devel qrencode-devel sqlite-devel"
        say "    Arch:   pacman -S --needed cmake ninja gcc pkgconf sqlite qt6-base qt6-websockets qt6-svg qt6-tools qt6-imageformats openssl qrencode"
        ;;
    esac
}

say_what_tests_need() {
    say "The tests also need Node.js 18 or newer with npm, Chromium, Xvfb, openbox, xdotool, ImageMagick, dbus-run-session, AT-SPI"
    say "(at-spi2-core, pyatspi), Python 3 with websockets and autobahn, zbarimg, sqlite3, curl, clang, and on Linux ip, nft and libfaketime."
}

has_apt() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

install_build_packages() {
    if has_apt; then
        apt_install "${build_packages[@]}"
    elif ! command -v cmake >/dev/null || ! command -v ninja >/dev/null; then
        say_what_to_install
        return 1
    fi
}

install_test_packages() {
    if ! has_apt; then
        install_build_packages || { say_what_tests_need; return 1; }
        has_node || { say_what_tests_need; return 1; }
        return 0
    fi
    local packages=("${build_packages[@]}" "${test_packages[@]}")
    has_chromium || packages+=(chromium)
    has_node || packages+=(nodejs npm)
    apt_install "${packages[@]}"
}

# Brings tests' node_modules to what package-lock.json says. Without a network this still works if they are there already.
install_node_modules() {
    local folder=$1
    local stamp=$folder/node_modules/.installed-lock.json
    cmp --silent "$folder/package-lock.json" "$stamp" && return 0
    if ! (cd "$folder" && npm ls --all --silent >/dev/null 2>&1); then
        say "Installing the Node.js packages of ${folder#"$PWD"/}"
        (cd "$folder" && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error </dev/null >&2) || return
    fi
    mkdir -p "$folder/node_modules"
    cp "$folder/package-lock.json" "$stamp"
}
