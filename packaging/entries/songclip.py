"""Where the frozen application starts: the window, or a verb."""

import multiprocessing
import os


def leave_libraries() -> None:
    """What is started from here, such as a browser, finds its own libraries and not the bundle's.

    The loader has named the bundle's folder for this process, which has read it by now.
    """
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before
    else:
        os.environ.pop("LD_LIBRARY_PATH", None)


if __name__ == "__main__":
    multiprocessing.freeze_support()
    leave_libraries()
    from songclip_desktop.__main__ import main

    main()
