"""The binary's hidden subcommands that measure a part of it alone."""

import json
import re
import subprocess

from benchmark import report
from benchmark.load import LoadError

# What the command line's parser ends with when it does not know a word.
UNKNOWN = 64
LINE = re.compile(r"^(?P<name>[A-Za-z_ ]+?):? (?P<value>[0-9.]+)\b", re.MULTILINE)


def measured(context, command, *arguments, source=subprocess.DEVNULL):
    """The numbers that a subcommand prints, run where servers run; None if this binary has no such
    subcommand."""
    return outcome(context, [context.binary, command, *arguments], source)


def outcome(context, command, source=subprocess.DEVNULL):
    process = context.processes.start(command, context.processes.server_cpu, stdin=source,
                                      stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        output, errors = process.communicate(timeout=120)
    except subprocess.TimeoutExpired:
        raise LoadError(f"{command[0]} {command[1]} did not end within 120 s") from None
    finally:
        context.processes.stop(process)
    if process.returncode == UNKNOWN and command[0] == context.binary:
        return None
    if process.returncode != 0:
        raise LoadError(f"{command[0]}: {errors.strip()[-300:]}")
    return figures(output)


def figures(output):
    """Numbers by name, of an object in JSON or of lines such as `fills: 7` or `read 300 ns`."""
    if output.startswith("{"):
        return json.loads(output)
    return {match["name"]: float(match["value"]) for match in LINE.finditer(output)}


def note_missing(command):
    report.note(f"skipped {command}: this binary does not have it")
