"""Load and what it measured: wrk for HTTP, pgbench for SQL, each run one sample."""
import glob
import os
import subprocess
from dataclasses import dataclass

from cluster import BINARIES
from processes import CannotStart

HERE = os.path.dirname(os.path.abspath(__file__))


@dataclass
class Sample:
    rate: float  # per second
    p50_ms: float
    p99_ms: float
    server_us: float = 0.0  # CPU per request, the server's
    database_us: float = 0.0  # CPU per request, PostgreSQL's


def run(command, env=None, cwd=None):
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd,
                          env={**os.environ, **(env or {})})
    if done.returncode:
        raise CannotStart(f"{command[0]} ended with {done.returncode}: {done.stderr[-2000:]}{done.stdout[-500:]}")
    return done.stdout


def wrk(port, connections, seconds, env):
    """A second of warm-up that is not counted, then the sample; any refused request ends the run."""
    def once(length):
        said = run(["wrk", "-t1", f"-c{connections}", f"-d{length}s", "--timeout", "20s", "-s",
                    os.path.join(HERE, "evaluate.lua"), f"http://127.0.0.1:{port}/"], env)
        line = next(line for line in said.splitlines() if line.startswith("RESULT "))
        requests, duration_us, p50, p99, errors = line.split()[1:]
        if int(errors):
            raise CannotStart(f"port {port}, {connections} connections: {errors} of {requests} requests failed")
        return int(requests), Sample(int(requests) / int(duration_us) * 1e6, float(p50), float(p99))
    once(1)
    return lambda: once(seconds)


def pgbench(cluster, script, clients, seconds, variables, directory):
    """Prepared statements; percentiles from the transaction log. The first second is left out."""
    prefix = os.path.join(directory, "pgbench_log")
    for old in glob.glob(prefix + ".*"):
        os.unlink(old)
    command = [f"{BINARIES}/pgbench", "-n", "-M", "prepared", "-c", str(clients), "-j", str(min(2, clients)), "-T", str(seconds + 1),
               "-f", os.path.join(HERE, script), "-l", "--log-prefix", prefix]
    for name, value in variables.items():
        command += ["-D", f"{name}={value}"]
    run(command + [cluster.conninfo()])
    rows = []
    for name in glob.glob(prefix + ".*"):
        with open(name, encoding="ascii") as log:
            rows += [(int(f[4]) + int(f[5]) / 1e6, int(f[2])) for f in map(str.split, log)]
        os.unlink(name)
    begin = min(at for at, _ in rows) + 1
    kept = sorted(us for at, us in rows if at >= begin)
    if not kept:
        raise CannotStart(f"pgbench {script}: no transaction")
    length = max(at for at, _ in rows) - begin
    return len(rows), Sample(len(kept) / length, kept[len(kept) // 2] / 1000, kept[int(len(kept) * 0.99)] / 1000)


def measured(action, cluster=None, server_cpu=None):
    """Runs `action`, which gives (requests, sample), and adds the CPU spent per request meanwhile."""
    server_before = server_cpu() if server_cpu else 0
    database_before = cluster.cpu_us() if cluster else 0
    requests, sample = action()
    if server_cpu:
        sample.server_us = (server_cpu() - server_before) / requests
    if cluster:
        sample.database_us = (cluster.cpu_us() - database_before) / requests
    return sample
