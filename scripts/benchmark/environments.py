"""Virtual environments with a peer from PyPI, in .build, made when they are first needed."""

import os
import pathlib
import shutil
import subprocess
import sys

from benchmark import report

BUILD = pathlib.Path(__file__).resolve().parent.parent.parent / ".build"


def environment(name, requirement, python=sys.executable):
    """The environment's python with that package; None, with a note, if it cannot be had."""
    folder = BUILD / name
    interpreter, done = folder / "bin/python", folder / "installed"
    if done.exists() and done.read_text() == requirement:
        return interpreter
    if python is None:
        report.note(f"skipped {requirement}: there is no Python for it")
        return None
    shutil.rmtree(folder, ignore_errors=True)
    pip = [interpreter, "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    for command in ([python, "-m", "venv", folder], [*pip, requirement]):
        result = subprocess.run(command, capture_output=True, text=True, timeout=300)
        if result.returncode != 0:
            report.note(f"skipped {requirement}: {result.stderr.strip().splitlines()[-1:]}")
            return None
    done.write_text(requirement)
    return interpreter


def python310():
    """A CPython 3.10, on the PATH or from pyenv; None if there is none. A shim of pyenv may be on the PATH
    and yet lead nowhere, so it is asked."""
    versions = pathlib.Path(os.environ.get("PYENV_ROOT", pathlib.Path.home() / ".pyenv")) / "versions"
    for candidate in ["python3.10", *sorted(versions.glob("3.10*/bin/python3.10"))]:
        try:
            asked = subprocess.run(
                [candidate, "-c", "import ensurepip, venv"], capture_output=True, timeout=20)
        except OSError:
            continue
        if asked.returncode == 0:
            return candidate
    return None
