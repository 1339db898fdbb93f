"""What `-o` accepts: a file or a folder, but nothing that only looks like one."""

import os
import re
from pathlib import Path
from typing import Any

import click

from star2anki.cli.console import clear_io_errors
from star2anki.limited_files import special_kind
from star2anki.wording import printable

_STREAM = re.compile(r"/dev/(std(in|out|err)|fd/\d+)|/proc/[^/]+/fd/\d+")
"""Names for what a process has open. Such a name may lead to a file, which an atomic write would replace."""


class Output(click.Path):
    """A path to write to. Standard output, devices, pipes and sockets are refused, with advice."""

    def __init__(self, what: str) -> None:
        """Name what is written, such as "file" or "folder"."""
        super().__init__(path_type=Path, file_okay=what != "folder", dir_okay=what != "file")
        self._what = what

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:  # noqa: ANN401 - click's signature
        """Return the path, if something can be written there."""
        if str(value) == "-" or _STREAM.fullmatch(os.path.abspath(value)):  # noqa: PTH100 - links are not followed
            self.fail(f"cannot write to standard output; name a {self._what} (./- for one called -)", param, ctx)
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        with clear_io_errors():
            kind = special_kind(path)
        if kind is not None and not path.is_dir():
            self.fail(f"{printable(str(path))} is {kind}; name a {self._what} instead", param, ctx)
        return path
