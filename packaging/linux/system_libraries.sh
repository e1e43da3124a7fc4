#!/bin/sh
# What Qt needs from a Debian or Ubuntu system, and a font with Chinese characters.
# Installs what is missing where it may; otherwise prints the one command to type. Does nothing on other systems.
set -u
[ "$(uname)" = Linux ] || exit 0

missing=""
libraries=$(ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null)
for pair in \
  libxcb-cursor.so.0=libxcb-cursor0 libxcb-icccm.so.4=libxcb-icccm4 libxcb-image.so.0=libxcb-image0 \
  libxcb-keysyms.so.1=libxcb-keysyms1 libxcb-render-util.so.0=libxcb-render-util0 libxcb-xkb.so.1=libxcb-xkb1 \
  libxcb-shape.so.0=libxcb-shape0 libxcb-randr.so.0=libxcb-randr0 libxkbcommon-x11.so.0=libxkbcommon-x11-0 \
  libEGL.so.1=libegl1 libGL.so.1=libgl1 libdbus-1.so.3=libdbus-1-3 libfontconfig.so.1=libfontconfig1 \
  libglib-2.0.so.0=libglib2.0-0
do
  case "$libraries" in *"${pair%%=*}"*) ;; *) missing="$missing ${pair#*=}" ;; esac
done
# fc-list may be absent itself; the font's file is looked for then.
if ! fc-list :lang=zh family 2>/dev/null | grep -q . && ! ls /usr/share/fonts/opentype/noto/NotoS*CJK* >/dev/null 2>&1; then
  missing="$missing fonts-noto-cjk fontconfig"
fi
python3 -c 'import ensurepip' 2>/dev/null || missing="$missing python3-venv"
[ -n "$missing" ] || exit 0

install="apt-get install -y --no-install-recommends$missing"
if ! command -v apt-get >/dev/null 2>&1; then
  echo "SongClip needs these system packages (Debian names):$missing. Install them with your system's package manager."
elif [ "$(id -u)" = 0 ]; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive sh -c "$install" >/dev/null
elif sudo -n true 2>/dev/null; then
  sudo -n apt-get update -qq && sudo -n sh -c "DEBIAN_FRONTEND=noninteractive $install" >/dev/null
else
  echo "Some system libraries are missing. Type:  sudo $install"
fi
