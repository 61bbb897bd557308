"""Figures on the page: number and finding, the picture, how to read it; the interactive chart on demand."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer

from ...charts import palette
from ...page import FIGURE
from ..build import pictures
from .slender import slender

CALL = "bookFigure"  # the function of the page's script that a figure's file calls
NO_PICTURE = (
    '<p class="no-picture">This chart has no still picture in this copy; '
    "it can be drawn with scripts on, and its data are linked below.</p>"
)


class drawing(nodes.General, nodes.Element):
    """The pictures of a figure, and its specification."""


class picture(nodes.General, nodes.TextElement):
    """A figure of another page, as a phone shows it; its children are its caption."""


class FigureRenderer:
    """Render a stored plotly specification; myst-nb finds this class by its entry point."""

    mime_priority_overrides = (("*", FIGURE, 1),)

    @staticmethod
    def handle_mime(renderer: NbElementRenderer, data: MimeData, inline: bool) -> list[nodes.Element] | None:
        """Return the numbered figure, or None for a mime type that is not ours."""
        if inline or data.mime_type != FIGURE:
            return None
        spec = data.content if isinstance(data.content, dict) else json.loads(data.content)
        output = _stored(renderer, spec)
        return [_figure(renderer.renderer, spec, output)]


def _stored(renderer: NbElementRenderer, spec: dict) -> dict:
    """Return the notebook output a specification comes from: it also holds the pictures."""
    wanted = spec["layout"]["meta"]["id"]
    for cell in renderer.renderer.document.settings.env.temp_data["figure_outputs"]:
        if cell["data"][FIGURE]["layout"]["meta"]["id"] == wanted:
            return cell
    raise LookupError(wanted)


def _figure(parser, spec: dict, output: dict) -> nodes.figure:
    about = spec["layout"]["meta"]
    title = nodes.caption("", "", *_rendered(parser, about["title"]))
    how = nodes.container("", nodes.paragraph("", "", *_rendered(parser, about["caption"])), classes=["how"])
    figure = nodes.figure("", title, _drawing(spec, output), classes=["chart"], align="default")
    figure += [how] if about["caption"] else []
    figure["names"].append(about["id"])
    parser.document.note_explicit_target(figure, figure)
    return figure


def _rendered(parser, text: str) -> list[nodes.Node]:
    """Return the nodes of a line of Markdown."""
    holder = nodes.Element()
    with parser.current_node_context(holder):
        parser.nested_render_text(text, 0, inline=True)
    return holder.children


def _drawing(spec: dict, output: dict) -> drawing:
    """Both pictures, between which the style sheet chooses, and the specification for who explores."""
    about = spec["layout"]["meta"]
    wide, narrow = (one and slender(one) for one in pictures.shown(output))
    light = {"data": spec["data"], "layout": spec["layout"], "config": spec["config"]}
    plain = json.dumps(light, ensure_ascii=False, separators=(",", ":"))
    specification = palette.themed(plain)
    return drawing(
        figure=about["id"], alt=about["alt"], wide=wide, narrow=narrow, specification=specification
    )


def _visit_drawing(writer, node: drawing) -> None:
    """Write the pictures into the page, and the specification into a file that is fetched on demand."""
    told = figure_file(Path(writer.builder.outdir), node["figure"])
    told.parent.mkdir(parents=True, exist_ok=True)
    told.write_text(f"{CALL}({node['specification']});\n", encoding="utf-8")
    alt = escape(node["alt"], quote=True)
    both = f'<div class="wide">{node["wide"]}</div><div class="narrow">{node["narrow"]}</div>'
    still = f'<div class="still" role="img" aria-label="{alt}">{both if node["wide"] else NO_PICTURE}</div>'
    writer.body.append(f'<div class="drawing" data-figure="{node["figure"]}">{still}</div>')


def figure_file(folder: Path, name: str) -> Path:
    """Return the file of a built book that holds the specification of a figure."""
    return folder / "_static" / "figures" / f"{name}.js"


def specification(folder: Path, name: str) -> dict:
    """Return the specification of a figure of a built book."""
    return json.loads(figure_file(folder, name).read_text(encoding="utf-8")[len(CALL) + 1 : -3])


def remember_outputs(app, docname, source) -> None:
    """Keep the figure outputs of the notebook being read: a renderer sees one mime type at a time."""
    if app.env.doc2path(docname).endswith(".ipynb"):
        import nbformat

        notebook = nbformat.reads(source[0], as_version=4)
        app.env.temp_data["figure_outputs"] = list(pictures.figures(notebook))


def _visit_figure(writer, node: nodes.figure) -> None:
    if "chart" not in node["classes"]:
        type(writer).visit_figure(writer, node)
        return
    writer.body.append(writer.starttag(node, "figure"))


def _depart_figure(writer, node: nodes.figure) -> None:
    if "chart" not in node["classes"]:
        type(writer).depart_figure(writer, node)
        return
    writer.body.append("</figure>\n")


def _visit_caption(writer, node: nodes.caption) -> None:
    if not _of_chart(node):
        type(writer).visit_caption(writer, node)
        return
    writer.body.append('<figcaption class="fig-title">')
    writer.add_fignumber(node.parent)
    writer.body.append('<span class="caption-text">')


def _depart_caption(writer, node: nodes.caption) -> None:
    if not _of_chart(node):
        type(writer).depart_caption(writer, node)
        return
    writer.body.append("</span>")
    writer.add_permalink_ref(node.parent, "Link to this figure")
    writer.body.append("</figcaption>\n")


def _of_chart(node: nodes.caption) -> bool:
    return isinstance(node.parent, nodes.figure) and "chart" in node.parent["classes"]


def setup(app) -> None:
    """Read a notebook's figures before its cells are rendered, and write figures as pages have them."""
    app.connect("source-read", remember_outputs)
    app.add_node(drawing, html=(_visit_drawing, lambda *_: None))
    app.add_node(nodes.figure, override=True, html=(_visit_figure, _depart_figure))
    app.add_node(nodes.caption, override=True, html=(_visit_caption, _depart_caption))
