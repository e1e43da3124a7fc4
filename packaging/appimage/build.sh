#!/bin/sh
# Makes SongClip-VERSION-x86_64.AppImage of dist/songclip. NOT TESTED YET: written for the release workflow.
# Needs appimagetool on the PATH. It runs where the C library is at least as new as that of the machine that built
# dist/: build on the oldest system that is to be served. The engine is added on the Models page.
set -eu
cd "$(dirname "$0")/../.."
[ -x dist/songclip/songclip ] || { echo "There is no dist/songclip: run 'make package' first."; exit 1; }
id=org.songclip.Desktop
tree=build/SongClip.AppDir
rm -rf "$tree"
mkdir -p "$tree/usr/lib" "$tree/usr/share/applications" "$tree/usr/share/metainfo" "$tree/usr/share/icons/hicolor/256x256/apps"
cp -a dist/songclip "$tree/usr/lib/songclip"
.venv/bin/python packaging/icons/draw.py build/icons
cp build/icons/songclip-256.png "$tree/usr/share/icons/hicolor/256x256/apps/$id.png"
cp build/icons/songclip-256.png "$tree/$id.png"
cp packaging/linux/$id.desktop "$tree/usr/share/applications/"
cp packaging/linux/$id.desktop "$tree/"
cp packaging/linux/$id.metainfo.xml "$tree/usr/share/metainfo/$id.appdata.xml"
ln -s usr/lib/songclip/songclip "$tree/AppRun"
version=$(.venv/bin/python -c 'import songclip_desktop; print(songclip_desktop.__version__)')
ARCH=$(uname -m) appimagetool --no-appstream "$tree" "dist/SongClip-$version-$(uname -m).AppImage"
