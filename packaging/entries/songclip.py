"""Where the frozen application starts: the window, or a verb."""

import multiprocessing

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from songclip_desktop.__main__ import main

    main()
