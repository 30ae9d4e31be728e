"""Small C and C++ programs for what Python is too slow for, built when they are needed."""

import pathlib
import shutil
import subprocess

from benchmark import report

HERE = pathlib.Path(__file__).resolve().parent
BUILD = HERE.parent.parent / ".build/benchmark"


def program(source, *flags):
    """The program of a source file beside this one; None, with a note, if there is no compiler or the
    program cannot be built, such as without a library."""
    is_c = source.endswith(".c")
    compiler = shutil.which("cc" if is_c else "g++")
    if compiler is None:
        report.note(f"skipped {source}: no {'C' if is_c else 'C++'} compiler (apt-get install g++)")
        return None
    BUILD.mkdir(parents=True, exist_ok=True)
    target = BUILD / source.partition(".")[0]
    standard = [] if is_c else ["-std=c++20"]
    command = [compiler, "-O2", "-Wall", *standard, HERE / source, "-o", target, *flags]
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        reason = next((line for line in done.stderr.splitlines() if "error" in line), done.stderr[-200:])
        report.note(f"skipped {source}: it cannot be built here: {reason}")
        return None
    return target


def stripped(binary, directory):
    """A copy without debugging information, whose newer forms valgrind 3.19 cannot read."""
    target = directory / "stripped"
    if not target.exists():
        subprocess.run(["strip", "--strip-debug", binary, "-o", target], check=True, timeout=60)
    return target
