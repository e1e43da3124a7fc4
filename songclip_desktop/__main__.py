"""`songclip`: without a verb the window opens, a verb runs headless."""

from __future__ import annotations

import sys


def main() -> None:
    """The console script."""
    from songclip_desktop.cli.main import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
