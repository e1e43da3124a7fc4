#!/bin/bash
# Proves the archives and the packages in an empty Debian: debootstrap's smallest, nothing of the build's.
#
# Usage (as root): packaging/linux/try_in_debian.sh [DIST] [WORK]
#
# 1. folder: the .tar.zst archives unpacked, and only the packages installed that the .deb files name in Depends.
# 2. deb: the .deb files installed by apt, later removed.
# Each time the window starts under Xvfb and `doctor` and `tour` pass, as an ordinary user with an empty home and
# no network at all. Xvfb runs outside, so that what it pulls in cannot hide what is missing inside. A line on
# stderr is a failure. Needs debootstrap, xvfb, xwininfo, zstd, and some 20 GB under WORK; mounts nothing that stays.
set -euo pipefail

here=$(cd "$(dirname "$0")/../.." && pwd)
dist=$(realpath "${1:-$here/dist}")
work=${2:-/var/tmp/songclip-try}
suite=${SUITE:-bookworm}
mirror=${MIRROR:-}  # empty: debootstrap's own
display=${DISPLAY_NUMBER:-97}
root=$work/root
mkdir -p "$work"

say() { printf '\n== %s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }

# Runs a command inside, in namespaces of its own: what is mounted there goes with it, what is started there too.
inside() {
  unshare --mount --pid --fork --kill-child "${network[@]}" -- /bin/sh -c '
    root=$1; shift
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    mkdir -p "$root/tmp/.X11-unix"
    mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
    exec chroot "$root" "$@"' sh "$root" "$@"
}
as_root() { network=(); inside /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"; }
as_curator() {
  network=(--net)
  inside /usr/sbin/chroot --userspec=curator / /usr/bin/env -i HOME=/home/curator PATH=/usr/bin:/bin \
    LANG=C.UTF-8 DISPLAY=":$display" "$@"
}

empty_root() {
  rm -rf "$root"
  if [ ! -f "$work/empty.tar" ]; then
    debootstrap --variant=minbase "$suite" "$root" ${mirror:+"$mirror"} >"$work/debootstrap.log"
    tar -cf "$work/empty.tar" -C "$root" .
  else
    mkdir -p "$root" && tar -xf "$work/empty.tar" -C "$root"
  fi
  chroot "$root" useradd -m curator
  as_root apt-get update -qq
  echo "$(chroot "$root" dpkg-query -f '.\n' -W | wc -l) packages in it; python3: $(chroot "$root" sh -c 'command -v python3 || echo none')"
}

verb() { # the program, then its arguments: passes where it ends with 0 and says nothing on stderr
  local started=$SECONDS
  as_curator "$@" >"$work/out" 2>"$work/err" || { tail -n 5 "$work/out" "$work/err"; fail "$* ended with an error"; }
  [ ! -s "$work/err" ] || { head -n 20 "$work/err"; fail "$* wrote to stderr"; }
  echo "$(basename "$1") ${*:2}: $((SECONDS - started)) s"
}

try() { # the program
  verb "$1" --version; cat "$work/out"
  say "the window starts under Xvfb"
  as_curator "$1" >"$work/window.out" 2>"$work/window.err" &
  local window=$!
  for _ in $(seq 120); do
    xwininfo -display ":$display" -root -tree 2>/dev/null | grep -q '"[^"]* · SongClip"' && break
    kill -0 $window 2>/dev/null || { cat "$work/window.err"; fail "the window ended"; }
    sleep 1
  done
  xwininfo -display ":$display" -root -tree | grep '· SongClip"' || fail "no window after two minutes"
  sleep 20
  kill -0 $window || fail "the window did not stay"
  [ ! -s "$work/window.err" ] || { head -n 20 "$work/window.err"; fail "the window wrote to stderr"; }
  verb "$1" /home/curator/colleague.songclip # a second start hands the file to the window that is open
  [ "$(xwininfo -display ":$display" -root -tree | grep -c '· SongClip"')" = 1 ] || fail "a second window opened"
  kill -KILL "$(pgrep -P "$(pgrep -P $window)")"; wait $window 2>/dev/null || true
  say "doctor and tour"
  verb "$1" doctor --json
  tail -n 1 "$work/out" | sed 's/},/},\n  /g'
  verb "$1" tour --out /home/curator/tour --json
  tail -n 1 "$work/out" | sed 's/"pages":\[[^]]*\]/"pages":[…]/'
  echo "pictures: $(find "$root/home/curator/tour" -name '*.png' | wc -l)"
  rm -rf "$work/tour-$2"; cp -r "$root/home/curator/tour" "$work/tour-$2"
}

depends() { for deb in "$dist"/songclip*.deb; do dpkg-deb -f "$deb" Depends; done | tr ',' '\n' | sed 's/|.*//; s/(.*//; s/ //g' | sort -u; }

for tool in debootstrap Xvfb xwininfo zstd; do command -v $tool >/dev/null || fail "$tool is not here"; done
mkdir -p /tmp/.X11-unix
Xvfb ":$display" -screen 0 1600x1000x24 -ac -nolisten tcp >/dev/null 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT

if [ "${ONLY:-folder}" = folder ]; then
  say "1. the folder, in an empty Debian ($suite)"
  empty_root
  packages=$(depends)
  echo "Depends:" $packages
  # shellcheck disable=SC2086
  as_root apt-get install -y -qq --no-install-recommends $packages >"$work/apt.log" 2>&1 || { tail "$work/apt.log"; fail apt; }
  for archive in "$dist"/songclip*-linux-*.tar.zst; do
    echo "unpacking $(basename "$archive")"
    zstd -dc "$archive" | tar -x -C "$root/opt"
  done
  try /opt/songclip/songclip folder
fi

if [ "${ONLY:-deb}" = deb ]; then
  say "2. the packages, in an empty Debian ($suite)"
  empty_root
  for deb in "$dist"/songclip*.deb; do ln "$deb" "$root/opt/" 2>/dev/null || cp "$deb" "$root/opt/"; done
  as_root sh -c 'apt-get install -y -qq --no-install-recommends /opt/*.deb' >"$work/apt.log" 2>&1 || { tail "$work/apt.log"; fail apt; }
  rm "$root"/opt/*.deb
  as_root dpkg -s songclip | grep -E '^(Status|Version|Depends)'
  try /usr/bin/songclip deb
  say "removed again"
  as_root apt-get purge -y -qq 'songclip*' >>"$work/apt.log" 2>&1
  left=$(find "$root/usr" -iname '*songclip*')
  [ -z "$left" ] || fail "left behind: $left"
  echo "nothing of it is left under /usr"
fi
rm -rf "$root"
say "passed"
