"""Where one signed create goes: instructions by stage from callgrind, and times from a load at full speed."""

import concurrent.futures
import shutil

from benchmark import callgrind, instructions, load, native, orders, requests, servers, stages
from benchmark import processes as system

SHORT, LONG = 160, 960
# Seconds of load for the times.
SECONDS = 3


def by_stage(context):
    """Instructions of one signed create by stage."""
    binary = native.stripped(context.binary, context.directory)
    bodies = signed_requests(context)
    with concurrent.futures.ThreadPoolExecutor() as pool:
        short, long = pool.map(
            lambda number: callgrind.read(one(context, binary, bodies[:number])), (SHORT, LONG))
    return stages.by_stage(long.minus(short, LONG - SHORT))


def signed_requests(context):
    """From a server that lends the token, as orders.signed says."""
    issuer = servers.Mock(context.processes, context.binary, context.directory / "issuer", "--signatures",
                          "off")
    file = orders.signed(context.binary, issuer, context.directory / "signed")
    context.processes.stop(issuer.process)
    if file is None:
        raise load.LoadError("this binary has no sign-orders")
    return requests.read(file)


def one(context, binary, bodies):
    directory = context.directory / f"profile-{len(bodies)}"
    server, output = instructions.observed(context, binary, directory, "--signatures", "strict")
    instructions.create(server, bodies)
    context.processes.stop(server.process)
    return output


def microseconds(context):
    """CPU time of one signed create in the program and in the kernel; None without wrk."""
    if shutil.which("wrk") is None:
        return None
    server = servers.Mock(context.processes, context.binary, context.directory / "timed", "--signatures",
                          "strict")
    before = system.cpu_parts(server.pid)
    sample = load.run_on_exchange(context.processes, server, "ours", context.directory / "signed",
                                  instructions.CONNECTIONS, SECONDS)
    after = system.cpu_parts(server.pid)
    context.processes.stop(server.process)
    return tuple((late - early) / sample.orders * 1e6 for early, late in zip(before, after))


def table(counts, times):
    """Lines of Markdown. The program's time is shared out as its instructions are; the kernel's is apart."""
    total = sum(counts.values())
    lines = ["| stage | instructions | share | about µs |", "|---|--:|--:|--:|"]
    for stage in stages.STAGES:
        if counts[stage] / total >= 0.0005:
            share = counts[stage] / total
            time = f"{share * times[0]:.1f}" if times else ""
            lines.append(f"| {stage} | {counts[stage]:,.0f} | {share * 100:.1f} % | {time} |")
    if times:
        lines.append(f"| the kernel: sockets, epoll, files | | | {times[1]:.1f} |")
    whole = f"{sum(times):.1f}" if times else ""
    return [*lines, f"| all | {total:,.0f} | 100 % | {whole} |"]
