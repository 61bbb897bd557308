"""What a page has: one module for each thing, each with a ``setup`` that :mod:`helpers.book` calls."""
