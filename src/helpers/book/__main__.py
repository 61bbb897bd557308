"""Build the book: ``python -m helpers.book``."""

import os
import sys
from pathlib import Path

from .build import bytecode

if __name__ == "__main__":
    # What has been imported so far may be old itself: begin again.
    if bytecode.drop_old(Path(__file__).parents[1]) and os.name == "posix":
        os.execv(sys.executable, sys.orig_argv)
    from .build.run import command

    command()
