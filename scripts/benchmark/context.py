"""What every section of the benchmark is given."""

import dataclasses
import pathlib

from benchmark import orders
from benchmark.processes import Processes


@dataclasses.dataclass
class Context:
    binary: pathlib.Path
    root: pathlib.Path
    # Where databases are made, on the disk that is measured.
    directory: pathlib.Path
    processes: Processes
    settings: object

    @property
    def roomy_markets(self):
        """A file with markets in which orders may rest without end."""
        file = self.directory / "roomy-markets.json"
        if not file.exists():
            orders.roomy_markets(self.root / "fixtures/markets.json", file)
        return file
