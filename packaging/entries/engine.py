"""Where the frozen engine starts, and the encoder beside the window, which is the same without torch."""

import multiprocessing

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from training.__main__ import run

    run()
