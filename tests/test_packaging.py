"""The two lists of packages agree, and what a person installs is whole."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def wanted(requirements: list[str]) -> dict[str, str]:
    """Package name (as package indexes fold it) -> bound."""
    split = (re.match(r"([\w.-]+)(.*)", line).groups() for line in requirements)
    return {re.sub(r"[-_.]+", "-", name).casefold(): bound for name, bound in split}


def test_environment_yml_and_pyproject_agree():
    """conda users and pip users get the same packages with the same lower bounds."""
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    pip = next(one["pip"] for one in listed if isinstance(one, dict))
    conda = [one for one in listed if isinstance(one, str)]
    assert "--editable ." in pip
    environment = wanted([line for line in conda + pip if line not in ("pip", "--editable .")])
    assert environment.pop("python") == PROJECT["requires-python"]
    assert environment == wanted(PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"])


@pytest.mark.parametrize(
    "package", ["jupyterlab", "pandas", "scikit-learn", "nltk", "matplotlib", "papermill", "pytest"]
)
def test_packages_the_project_is_built_on_are_there(package):
    """The seven packages the workbench promises to its users."""
    everything = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]
    assert package in wanted(everything)


def test_every_bound_is_a_lower_one():
    """No package is held back, none floats free."""
    extras = [line for lines in PROJECT["optional-dependencies"].values() for line in lines]
    everything = PROJECT["dependencies"] + extras
    assert all(bound.startswith(">=") for bound in wanted(everything).values())


def test_interviews_cannot_be_committed_by_accident():
    """Git ignores every study but the demo, processed tables and reports."""
    paths = {
        "data/raw/secret/interview.docx": True,
        "data/raw/secret/study.yml": True,
        "data/processed/demo/documents.parquet": True,
        "reports/demo/index.html": True,
        "data/private/names.csv": True,
        "data/raw/demo/study.yml": False,
        "cxlab/study.py": False,
    }
    for path, ignored in paths.items():
        done = subprocess.run(["git", "check-ignore", "-q", "--no-index", path], cwd=ROOT)
        assert (done.returncode == 0) == ignored, path


def test_importing_the_package_is_light():
    """`import cxlab` loads neither pandas nor any other heavy library."""
    code = "import cxlab, cxlab.cli, sys; print([m for m in ('pandas', 'numpy', 'sklearn') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
