"""Proofs that the book was rerun: build it elsewhere, compare every byte, leave a receipt."""

from ..citing import CitingError

FOLDER = "proofs"  # of a clone: the receipts that it shows


class ProofError(CitingError):
    """A proof can't be made here, or a receipt is not what it says."""
