"""What stands on the two canvases of a figure."""

from helpers import charts


def words(fig, *, narrow=False):
    """Return the words of a picture, with their places."""
    layout = fig.layout.to_plotly_json()
    return (charts.narrowed(layout) if narrow else layout)["annotations"]


def said(fig, *, narrow=False):
    """Return the texts of a picture."""
    return [note["text"] for note in words(fig, narrow=narrow)]


def place_of(fig, text, *, narrow=False):
    """Return the words that hold a text."""
    (found,) = [note for note in words(fig, narrow=narrow) if text in note["text"]]
    return found


def traces(fig, *, narrow=False):
    """Return what is drawn in a picture."""
    return charts.traces(fig.to_plotly_json()["data"], narrow=narrow)


def touched(fig, *, narrow=False):
    """Return what is said where the interactive chart is touched."""
    own = "phone touch" if narrow else "page touch"
    return [text for one in fig.to_plotly_json()["data"] if one["meta"] == own for text in one["hovertext"]]


def filled(fig, *, narrow=False):
    """Return the left and right edge of each filled area of a picture, in the order drawn."""
    areas = []
    for trace in traces(fig, narrow=narrow):
        if trace.get("fill") != "toself":
            continue
        ring = []
        for x in [*trace["x"], None]:
            if x is None:
                areas.append((min(ring), max(ring)))
                ring = []
            else:
                ring.append(x)
    return areas


def dots(fig, *, narrow=False):
    """Return the points of a picture: colour, x and y."""
    return [
        (trace["marker"]["line"]["color"], x, y)
        for trace in traces(fig, narrow=narrow)
        if trace["mode"] == "markers"
        for x, y in zip(trace["x"], trace["y"], strict=True)
    ]
