"""From the start of the program to a window that is painted and waits, beside a bare Qt window.

Run without arguments it starts the application from source; with the folder of a frozen build
(`dist/songclip`) that. Cold: what the kernel had read of the files is dropped first, where this
may be done. Each start has the demo of an earlier one as its last collection. What the processor
worked for it is told besides: on a busy machine that says more than the clock.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GOAL_WARM_S, STARTS, LIMIT_S = 1.5, 5, 120.0
# The same two events of a window with nothing in it.
BARE = """
import sys, time
from PySide6.QtCore import QAbstractEventDispatcher
from PySide6.QtWidgets import QApplication, QMainWindow
qt = QApplication(sys.argv)
window = QMainWindow()
window.resize(1440, 900)
window.show()
def look():
    if window.windowHandle().isExposed():
        print(time.time(), flush=True)
        qt.quit()
QAbstractEventDispatcher.instance().aboutToBlock.connect(look)
qt.exec()
"""


def drop_caches() -> bool:
    """Makes the kernel forget what it has read; whether it did."""
    try:
        os.sync()
        Path("/proc/sys/vm/drop_caches").write_text("3\n", encoding="ascii")
    except OSError:
        return False
    return True


def freeze_bare(place: Path) -> list[str]:
    """A bare window, frozen as the application is; its command."""
    script = place / "bare.py"
    script.write_text(BARE, encoding="utf-8")
    command = [sys.executable, "-m", "PyInstaller", "--log-level", "ERROR", "--noconfirm"]
    command += ["--distpath", str(place), "--workpath", str(place / "work"), str(script)]
    subprocess.run(command, cwd=place, check=True)
    return [str(place / "bare" / "bare")]


def start_bare(command: list[str]) -> tuple[float, float]:
    """Seconds until the bare window waits, and what the processor worked."""
    began = time.time()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    ready = float(process.stdout.read())
    return ready - began, worked(process)


def start_application(command: list[str], home: Path) -> tuple[float, float, float]:
    """Seconds until the window waits, until it does so with the collection; the processor's."""
    log = home / "logs" / "songclip.log"
    log.unlink(missing_ok=True)
    began = time.time()
    process = subprocess.Popen(
        command, env=os.environ | {"SONGCLIP_HOME": str(home)}, stdout=subprocess.DEVNULL
    )
    try:
        while not (ready := told(log, "collection ready")):
            if process.poll() is not None or time.time() - began > LIMIT_S:
                raise SystemExit(f"the window did not open: status {process.poll()}")
            time.sleep(0.05)
    finally:
        process.kill()
        busy = worked(process)
    return told(log, "window ready") - began, ready - began, busy


def worked(process: subprocess.Popen) -> float:
    """Waits for the end of the process; the seconds that the processor spent on it."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime


def told(log: Path, words: str) -> float:
    """When the log says so, in seconds since 1970; 0 where it does not yet."""
    for line in log.read_text(encoding="utf-8").splitlines() if log.exists() else []:
        if line.endswith(words):
            return datetime.strptime(line[:23], "%Y-%m-%d %H:%M:%S,%f").timestamp()
    return 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", nargs="?", type=Path, help="the folder of a frozen build")
    build = parser.parse_args().build
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        if build:
            application, bare = [str(build.resolve() / "songclip")], freeze_bare(place)
        else:
            application = [sys.executable, "-m", "songclip_desktop"]
            bare = [sys.executable, "-c", BARE]
        os.chdir(ROOT)
        first = start_application(application, place)[1]
        print(f"first start, making the demo: {first:.2f} s until it is shown")
        for name, cold in (("cold", True), ("warm", False)):
            if cold and not drop_caches():
                print("cold: the page cache cannot be dropped here")
                continue
            times = []
            for _ in range(1 if cold else STARTS):
                empty = start_bare(bare)
                if cold:
                    drop_caches()
                times.append((*empty, *start_application(application, place)))
            median = [statistics.median(each) for each in zip(*times, strict=True)]
            print(
                f"{name}, median of {len(times)}: bare window {median[0]:.2f} s (processor "
                f"{median[1]:.2f} s); window {median[2]:.2f} s, with its collection "
                f"{median[3]:.2f} s (processor {median[4]:.2f} s)"
            )
    print(f"goal: window {GOAL_WARM_S} s warm; load {os.getloadavg()[0]:.1f} of {os.cpu_count()}")


if __name__ == "__main__":
    main()
