"""Papermill: the same notebook, executed once per segment, several at a time.

A run goes on after a failed segment. A notebook counts as finished only when its last cell has
said so; papermill's own word is not enough, since a kernel that leaves early looks successful.
"""

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cxlab.errors import StudyError
from cxlab.yamlfile import nearest

SENTINEL = "cxlab: complete"
CELL_SECONDS = 1800
START_SECONDS = 180
MOST_WORKERS = 4
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """One notebook to execute: its parameters and where the executed copy goes."""

    name: str
    parameters: Mapping[str, Any]
    target: Path


@dataclass(frozen=True)
class Outcome:
    """What became of a job: `error` is empty when the notebook ran to its last cell."""

    job: Job
    error: str


def execute(
    notebook: Path, jobs: Sequence[Job], *, workers: int | None = None
) -> Iterator[Outcome]:
    """Execute the notebook once per job and yield each outcome as it comes.

    `workers` notebooks run at a time, by default as many as there are processors, four at most.
    Raises StudyError before anything runs when a parameter is unknown to the notebook or is not
    of its default's type.
    """
    for job in jobs:
        check_parameters(notebook, job.parameters)
    if not jobs:
        return
    count = workers or min(len(jobs), os.cpu_count() or 1, MOST_WORKERS)
    # Threads, not processes: the work is in the kernels, and a new process would import everything again.
    with ThreadPoolExecutor(max_workers=count) as pool:
        waiting = [pool.submit(_execute_one, notebook, job) for job in jobs]
        try:
            for future in as_completed(waiting):
                yield future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def check_parameters(notebook: Path, parameters: Mapping[str, Any]) -> None:
    """Raise StudyError unless each parameter is in the notebook's parameters cell, with its type."""
    import papermill

    try:
        known = papermill.inspect_notebook(str(notebook))
    except ValueError as error:
        raise StudyError(
            f"{notebook}: {error} Open it in JupyterLab, choose the Python kernel and save it"
        ) from None
    for name, value in parameters.items():
        if name not in known:
            raise StudyError(
                f"{notebook.name} has no parameter '{name}'.{nearest(name, list(known))} "
                f"Known: {', '.join(known)}"
            )
        wanted = type(_literal(known[name]["default"]))
        if wanted is not type(None) and not isinstance(value, wanted):
            raise StudyError(
                f"{notebook.name}: parameter '{name}' takes {wanted.__name__}, "
                f"found {type(value).__name__} {value!r}"
            )


def _literal(source: str) -> Any:
    import ast

    try:
        return ast.literal_eval(source)
    except (SyntaxError, ValueError):
        return None


def _execute_one(notebook: Path, job: Job) -> Outcome:
    import papermill
    from papermill.exceptions import PapermillExecutionError

    job.target.parent.mkdir(parents=True, exist_ok=True)
    try:
        executed = papermill.execute_notebook(
            str(notebook),
            str(job.target),
            parameters=dict(job.parameters),
            kernel_name="python3",
            kernel_manager_class="cxlab.kernel.FileKernelManager",
            progress_bar=False,
            execution_timeout=CELL_SECONDS,
            start_timeout=START_SECONDS,
        )
    except PapermillExecutionError as error:
        return Outcome(job, _sentence(f"{error.ename}: {error.evalue}"))
    except Exception as error:  # a kernel that dies or never starts must not stop the others
        _log.debug("notebook for %s", job.name, exc_info=True)
        return Outcome(job, _sentence(f"{type(error).__name__}: {error}"))
    if not _said_complete(executed):
        return Outcome(job, "the notebook stopped before its last cell")
    return Outcome(job, "")


def _said_complete(executed: Any) -> bool:
    outputs = executed.cells[-1].get("outputs", []) if executed.cells else []
    return any(SENTINEL in str(output) for output in outputs)


def _sentence(text: str) -> str:
    """The first line of an error: the rest of a traceback may quote what people said."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "unknown error")
