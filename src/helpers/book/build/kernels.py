"""Run a notebook from a fresh kernel of the book's own Python, and learn from it what it opened."""

from __future__ import annotations

import ast
import asyncio
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from .contents import NotebookError

LIMIT = 120  # seconds for one cell
LONGEST = 80  # characters that a socket's path may have, with what is put after it
NOTED = "[] if 'helpers.trace' not in __import__('sys').modules else __import__('helpers').trace.noted()"
AGAIN = "  next: run the command again; if this comes back, remove the folder .venv and run it once more"
OURS = ("DataError", "WordsError")
COLOURS = re.compile(r"\x1b\[[\d;]*m")
SILENT = logging.Logger("silent", logging.CRITICAL + 1)  # what goes wrong is raised, and said once


class Kernel(AsyncKernelManager):
    """A kernel of this very Python, whatever kernels a machine has, that takes no port from anybody."""

    _kernel_spec = KernelSpec(
        argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        display_name="Python 3",
        language="python",
    )


class _Client(NotebookClient):
    """Runs one notebook, and asks its kernel at the end what the run opened: nothing of that is stored."""

    def __init__(self, notebook: nbformat.NotebookNode, place: Path, **options):
        self.place = place
        super().__init__(notebook, **options)

    def create_kernel_manager(self) -> Kernel:
        file = self.place / "kernel.json"
        by_file = (
            os.name == "posix" and len(str(file)) < LONGEST
        )  # no port that two kernels could draw at once
        self.km = Kernel(connection_file=str(file), transport="ipc" if by_file else "tcp")
        return self.km

    async def run(self) -> list[tuple[str, str]]:
        async with self.async_setup_kernel(stderr=subprocess.DEVNULL):  # a cell's own goes to its outputs
            for number, cell in enumerate(self.nb.cells):
                await self.async_execute_cell(cell, number)
            asked: dict[str, Any] = {
                "user_expressions": {"noted": NOTED},
                "silent": True,
                "reply": True,
                "timeout": LIMIT,
            }
            client: Any = self.kc  # it answers at once or later, by its kind; this one later
            answer = (await client.execute("pass", **asked))["content"]["user_expressions"]["noted"]
        if answer["status"] != "ok":
            raise NotebookError(f"the run does not say what it opened: {answer.get('evalue')}")
        return [(kind, name) for kind, name in ast.literal_eval(answer["data"]["text/plain"])]


def run(notebook: nbformat.NotebookNode, folder: Path, where: str) -> list[tuple[str, str]]:
    """Execute all cells in place, in a folder; return kind and name of all that the run opened.

    Raises
    ------
    NotebookError
        With the cell and its message, or the reason why there was no kernel to run it.
    """
    place = Path(tempfile.mkdtemp(prefix="book-"))  # short: a socket's whole path has to fit into 107 bytes
    client = _Client(
        notebook,
        place,
        timeout=LIMIT,
        record_timing=False,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(folder)}},
        log=SILENT,
    )
    try:
        return asyncio.run(client.run())
    except CellTimeoutError:
        raise NotebookError(f"{where} stopped: a cell ran for more than {LIMIT} seconds") from None
    except CellExecutionError as error:
        # Errors of ours say what to do; of others the traceback is wanted, without the colours of a terminal.
        ours = error.ename in OURS or "\n  next: " in error.evalue
        message = error.evalue if ours else COLOURS.sub("", str(error))
        raise NotebookError(f"{where} stopped:\n{message}") from None
    except DeadKernelError:
        raise NotebookError(f"{where} stopped: its kernel died while it ran\n{AGAIN}") from None
    except (RuntimeError, TimeoutError, OSError, AssertionError) as error:
        reason = str(error.__context__ or error).partition("\n")[0]
        raise NotebookError(f"{where} was not run: its kernel did not start ({reason})\n{AGAIN}") from None
    finally:
        shutil.rmtree(place, ignore_errors=True)
