"""Batches of notebooks: refused parameters, goings-on after failures, and false successes."""

from pathlib import Path

import nbformat
import pytest

from cxlab.batch import SENTINEL, Job, check_parameters, execute
from cxlab.errors import StudyError

PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
CELL = "segment = 'x'\ncount = 1\nwide = False"


def notebook(folder: Path, *cells: str) -> Path:
    """A notebook with a parameters cell and these cells."""
    made = nbformat.v4.new_notebook(metadata=PYTHON)
    parameters = nbformat.v4.new_code_cell(CELL, metadata={"tags": ["parameters"]})
    made.cells = [parameters, *(nbformat.v4.new_code_cell(cell) for cell in cells)]
    path = folder / "work.ipynb"
    nbformat.write(made, path)
    return path


def test_unknown_parameter_is_refused_with_the_nearest(tmp_path):
    """Papermill only warns about a mistyped name; a batch refuses before anything runs."""
    path = notebook(tmp_path)
    match = (
        r"work\.ipynb has no parameter 'segmnt'\. Did you mean 'segment'\? Known: segment, count"
    )
    with pytest.raises(StudyError, match=match):
        list(execute(path, [Job("a", {"segmnt": "a"}, tmp_path / "a.ipynb")]))
    assert not (tmp_path / "a.ipynb").exists()


@pytest.mark.parametrize(
    ("name", "value"), [("segment", 3), ("count", "3"), ("segment", None), ("wide", "no")]
)
def test_parameter_of_another_type_is_refused(tmp_path, name, value):
    """Values are not converted in silence: a text is a text, a number a number."""
    with pytest.raises(StudyError, match=f"parameter '{name}' takes .*, found"):
        check_parameters(notebook(tmp_path), {name: value})


def test_failures_of_every_sort_are_told_and_the_others_go_on(tmp_path):
    """An error, a kernel that leaves early and a notebook without an end fail; the good one stays."""
    path = notebook(
        tmp_path,
        "import os, sys\n"
        "if segment == 'raises': raise ValueError('column missing\\nAna Souza said so')\n"
        "if segment == 'leaves': os._exit(0)\n"
        "if segment == 'exits': sys.exit(0)",
        f"if segment != 'silent': print({SENTINEL!r})",
    )
    names = ["raises", "leaves", "exits", "silent", "go'od\"); x = 1"]
    jobs = [Job(n, {"segment": n}, tmp_path / f"{i}.ipynb") for i, n in enumerate(names)]
    errors = {outcome.job.name: outcome.error for outcome in execute(path, jobs, workers=3)}
    assert set(errors) == set(names)
    assert errors[names[-1]] == ""
    assert errors["raises"] == "ValueError: column missing"
    assert "Dead" in errors["leaves"]
    assert errors["exits"]
    assert errors["silent"] == "the notebook stopped before its last cell"


def test_kernels_run_with_one_blas_thread(tmp_path, monkeypatch):
    """Parallel maps must not fight over processors, unless the caller's environment says so."""
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    path = notebook(
        tmp_path, "import os; print(os.environ['OMP_NUM_THREADS'])", f"print('{SENTINEL}')"
    )
    [outcome] = execute(path, [Job("a", {}, tmp_path / "a.ipynb")])
    assert outcome.error == ""
    printed = nbformat.read(tmp_path / "a.ipynb", 4).cells
    assert any(out.text == "1\n" for cell in printed for out in cell.get("outputs", []))


def test_no_jobs_is_no_work(tmp_path):
    """An empty list of segments starts no kernel."""
    assert list(execute(notebook(tmp_path), [])) == []


def test_notebook_without_a_kernel_says_what_to_do(tmp_path):
    """A notebook some editors save cannot tell its parameters."""
    path = notebook(tmp_path)
    made = nbformat.read(path, 4)
    del made.metadata["kernelspec"]
    nbformat.write(made, path)
    with pytest.raises(StudyError, match="Open it in JupyterLab, choose the Python kernel"):
        check_parameters(path, {})
