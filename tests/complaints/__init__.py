"""What people complain of in public of books like this one, tried here in real conditions."""

MARK = "complaint"


def answered(item) -> list[str]:
    """Return the ids of the complaints that a test answers."""
    return [name for mark in item.iter_markers(MARK) for name in mark.args]
