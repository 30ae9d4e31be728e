"""What finds leaks in a program that is started with it."""

import os
import pathlib
import shutil
import subprocess

# The exit code of a program that leaks.
FOUND = 23
LEAKY = """\
#include <stdlib.h>
int main(void) { for (int i = 0; i < 9; i++) *(volatile char *)malloc(99) = 1; }
"""


class Detector:
    """How a program is started so that it ends with FOUND if it leaks."""

    def __init__(self, name, launcher=(), environment=None):
        self.name = name
        self.launcher = launcher
        self.environment = environment

    def finds_leaks(self, directory):
        """Whether it finds the leak in a program that has one; else its silence about ours means nothing."""
        source, program = directory / "leaky.c", directory / "leaky"
        source.write_text(LEAKY)
        if shutil.which("cc") is None or subprocess.run(["cc", "-O0", source, "-o", program]).returncode != 0:
            return False
        done = subprocess.run(
            [*self.launcher, program], env=self.environment, capture_output=True, timeout=60)
        return done.returncode == FOUND


def detectors():
    """LeakSanitizer in the process as it is: its runtime takes malloc's place, no other build is needed.
    Else valgrind, which is slower."""
    for library in runtimes():
        yield Detector("LeakSanitizer", environment=os.environ | {
            "LD_PRELOAD": str(library), "ASAN_OPTIONS": f"detect_leaks=1:exitcode={FOUND}",
            "LSAN_OPTIONS": f"exitcode={FOUND}"})
    if shutil.which("valgrind"):
        yield Detector("valgrind", ["valgrind", "--leak-check=full", "--errors-for-leak-kinds=definite",
                                    "--show-leak-kinds=definite", f"--error-exitcode={FOUND}"])


def runtimes():
    """The sanitizer's library in Swift's toolchain, or in Debian's libclang-rt-dev."""
    swift = shutil.which("swift")
    roots = [pathlib.Path(swift).resolve().parent.parent / "lib/clang"] if swift else []
    roots += sorted(pathlib.Path("/usr/lib").glob("llvm-*/lib/clang"))
    return [file for root in roots for file in sorted(root.glob("*/lib/linux/libclang_rt.asan-x86_64.so"))]
