# Builds the installers for Windows. NOT TESTED YET: written for the release workflow.
# Needs Python 3.11 to 3.13 and Inno Setup 6 (iscc on the PATH). Run from the top of the repository.
# Signing: set SIGN_COMMAND to a command that signs the file appended to it, e.g. signtool with a certificate.
$ErrorActionPreference = "Stop"
$python = ".venv\Scripts\python.exe"
if (-not (Test-Path $python)) { py -3.12 -m venv .venv; if ($LASTEXITCODE) { throw "no Python" } }

function Run { & $args[0] $args[1..($args.Length - 1)]; if ($LASTEXITCODE) { throw "$($args -join ' ') ended with $LASTEXITCODE" } }
function Sign($file) { if ($env:SIGN_COMMAND) { cmd /c "$env:SIGN_COMMAND `"$file`""; if ($LASTEXITCODE) { throw "signing $file failed" } } }

Run $python -m pip install --quiet uv
Run .venv\Scripts\uv.exe pip install --quiet --python $python -c constraints.txt -e ".[training,packaging]"
foreach ($language in Get-ChildItem resources\translations -Directory) {
  Run .venv\Scripts\pyside6-lrelease.exe -silent $language.GetFiles("*.ts").FullName -qm "resources\translations\songclip_$($language.Name).qm"
}
Run $python packaging\icons\draw.py build\icons
Run $python packaging\build.py
Run $python packaging\sbom.py --dist dist
Run $python packaging\smoke.py dist
Sign "dist\songclip\songclip.exe"; Sign "dist\songclip\songclip-encoder.exe"; Sign "dist\songclip-engine\songclip-engine.exe"
Run $python packaging\linux\archive.py --dist dist

$version = & $python -c "import songclip_desktop; print(songclip_desktop.__version__)"
$dist = (Resolve-Path dist).Path
Run iscc /Qp "/DVersion=$version" "/DDist=$dist" packaging\windows\songclip.iss
Run iscc /Qp "/DVersion=$version" "/DDist=$dist" /DEngine packaging\windows\songclip.iss
Get-ChildItem dist\*-setup.exe | ForEach-Object { Sign $_.FullName; "$($_.Name): $([math]::Round($_.Length / 1MB)) MB" }
