"""What follows from every rule of alliance: from tables of this book alone, no raw file."""

from __future__ import annotations

from ..subjects import rules_of_alliance

TABLES = {
    "sentence_counts": rules_of_alliance.sentence_counts,
    "tie_classifications": rules_of_alliance.classifications,
}
