#!/bin/sh
# Builds SongClip.app and its disk image for Macs with Apple silicon. NOT TESTED YET: written for the release workflow.
# (For Intel Macs there is no torch any more.)
#
# Signing: SIGN_IDENTITY, a Developer ID in the keychain; without it the application is signed ad hoc, for this Mac.
# Notarising: NOTARY_PROFILE, a profile kept by `xcrun notarytool store-credentials`.
set -eu
cd "$(dirname "$0")/../.."
[ "$(uname -sm)" = "Darwin arm64" ] || { echo "This needs a Mac with Apple silicon."; exit 1; }
make setup
.venv/bin/uv pip install --quiet --python .venv/bin/python -c constraints.txt -e '.[packaging]'
.venv/bin/python packaging/icons/draw.py build/icons
.venv/bin/python packaging/build.py
.venv/bin/python packaging/sbom.py --dist dist
.venv/bin/python packaging/smoke.py dist

version=$(.venv/bin/python -c 'import songclip_desktop; print(songclip_desktop.__version__)')
app=dist/SongClip.app
rm -rf "$app"
mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources"
# The folder stays as it was frozen: the program looks for _internal beside itself.
cp -R dist/songclip/ "$app/Contents/MacOS/"
cp build/icons/songclip.icns "$app/Contents/Resources/"
sed "s/VERSION/$version/" packaging/macos/Info.plist >"$app/Contents/Info.plist"

sign() { codesign --force --timestamp --options runtime --entitlements packaging/macos/entitlements.plist --sign "${SIGN_IDENTITY:--}" "$@"; }
[ -n "${SIGN_IDENTITY:-}" ] || sign() { codesign --force --sign - "$@"; }
for folder in "$app/Contents/MacOS" dist/songclip-engine; do
  find "$folder" -type f \( -name '*.so' -o -name '*.dylib' -o -perm -100 \) | while read -r file; do
    file -b "$file" | grep -q Mach-O && sign "$file"
  done
done
sign "$app"
.venv/bin/python packaging/linux/archive.py --dist dist

image=dist/SongClip-$version-macos-arm64.dmg
rm -rf build/dmg "$image"
mkdir -p build/dmg
cp -R "$app" build/dmg/
ln -s /Applications build/dmg/Applications
hdiutil create -quiet -volname SongClip -srcfolder build/dmg -format UDZO "$image"
if [ -n "${NOTARY_PROFILE:-}" ]; then
  xcrun notarytool submit "$image" --keychain-profile "$NOTARY_PROFILE" --wait
  xcrun stapler staple "$image"
fi
ls -l "$image"
