"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

QuestionArgument = Annotated[
    str | None, typer.Argument(metavar="QUESTION", help='In quotes: "who said ...?"', show_default=False)
]
SourcesArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH|URL]...", help="Files, folders and web addresses.", show_default=False),
]
DataDirOption = Annotated[
    Path | None, typer.Option("--data-dir", metavar="DIR", help="Where the index lives [setting DATA_DIR].")
]
CollectionOption = Annotated[str, typer.Option("--collection", metavar="NAME", help="Which collection of articles.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
BatchOption = Annotated[
    str | None, typer.Option("--batch", metavar="FILE", help='JSON lines {"id", "question"} in, JSON lines out.')
]
DebugOption = Annotated[bool, typer.Option("--debug", help="Show the traceback of a failure.")]
