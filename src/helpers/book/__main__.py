"""Build the book: ``python -m helpers.book``."""

from .build.run import command

if __name__ == "__main__":
    command()
