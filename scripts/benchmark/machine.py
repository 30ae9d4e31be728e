"""What the run ran on, and which CPU is whose."""

import os
import platform
import shutil
import subprocess

CPUS = sorted(os.sched_getaffinity(0))


def server_cpu():
    """The servers share one CPU, so that every one of them is measured on a single core; None if there is
    only one, which then belongs to everybody."""
    return CPUS[0] if len(CPUS) > 1 else None


def load_cpu():
    return CPUS[1] if len(CPUS) > 1 else None


def facts():
    return {
        "cpu": cpu_name(),
        "cpus": len(CPUS),
        "kernel": platform.release(),
        "load average": round(os.getloadavg()[0], 2),
        "wrk": version("wrk", "-v"),
        "nginx": version("nginx", "-v"),
        "node": version("node", "--version"),
    }


def warnings(facts):
    if facts["load average"] > 0.5:
        yield (f"the machine is busy (load average {facts['load average']}): "
               "take absolute figures with salt")
    if len(CPUS) < 2:
        yield "only one CPU: servers and load generator share it, throughput is a lower bound"
    for name in ("wrk", "nginx", "node"):
        if facts[name] is None:
            consequence = "throughput is not measured" if name == "wrk" else "no comparison with it"
            yield f"{name} is not installed: {consequence} (apt-get install {package(name)})"


def package(name):
    return "nodejs" if name == "node" else name


def cpu_name():
    with open("/proc/cpuinfo") as file:
        for line in file:
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.machine()


def version(program, flag):
    """The first line that says a version, wherever the program prints it; None if it is not there."""
    if shutil.which(program) is None:
        return None
    done = subprocess.run([program, flag], capture_output=True, text=True, timeout=10)
    words = (done.stdout + done.stderr).splitlines()[0].split()
    return next((word for word in words if any(c.isdigit() for c in word)), "?")
