"""What is published: a site with every edition at an address of its own, and what an archive takes.

Works on finished books alone. A frozen edition is final: it is read here, held against its manifest and put
beside the present book; nothing writes into it, and what does not hold is named and left out.
"""

from __future__ import annotations


class PublishError(RuntimeError):
    """Something can't be published as it is; the message says what to do."""
