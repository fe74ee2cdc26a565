"""What evidence costs: programs of tests/bench beside their limits, each with rounds of its own, interleaved there.

A proof is asked of the service's reader on a journal of its own, a month is a real pack of a hospital at work,
and the log's part of a decision is what appending takes with it and without.
"""
import json
import os
import subprocess

from load import run
from processes import CannotStart

BATCH = 256
ENTRIES_PER_DAY = 10_000  # of 10 000 people


class Evidence:
    def __init__(self, bench, full):
        self.bench = bench
        self.journal = 10_000_000 if full else 500_000
        self.days = 30 if full else 2
        self.appended = 1_000_000 if full else 200_000

    def program(self, name, *arguments):
        said = run([os.path.join(self.bench.tests, "zonefactor-" + name), *map(str, arguments)])
        return [json.loads(line) for line in said.splitlines()]

    def measure(self, rounds):
        """One sample for each round: what each program said in it."""
        print(f"proofs in a journal of {self.journal:,} entries", flush=True)
        self.bench.cluster.sql("CREATE DATABASE proofs", database="postgres")
        proofs = self.program("proof-cost", self.bench.cluster.conninfo("proofs"), self.journal, rounds)
        print(f"{self.days} days verified", flush=True)
        pack = os.path.join(self.bench.directory, "month.zip")
        months = self.program("verify-cost", pack, ENTRIES_PER_DAY, self.days, rounds)
        print("appending with the log's part, and without", flush=True)
        logs = [self.log_part() for _ in range(rounds)]
        return [{"proof": proof, "month": month, "log": log} for proof, month, log in zip(proofs, months, logs)]

    def appending(self, how):
        """CPU for each entry: this process's, and the database's."""
        cluster = self.bench.cluster
        cluster.checkpoint()
        before = cluster.cpu_us()
        said, = self.program("log-cost", cluster.conninfo(role="zonefactor_service"), how, self.appended, BATCH,
                             self.bench.body_bytes)
        return said["cpu_us"], (cluster.cpu_us() - before) / said["entries"]

    def log_part(self):
        """Without, with, with, without: what drifts meanwhile falls on both."""
        runs = {"with": [], "without": []}
        for how in ("without", "with", "with", "without"):
            runs[how].append(self.appending(how))
        more = [sum(a) / 2 - sum(b) / 2 for a, b in zip(zip(*runs["with"]), zip(*runs["without"]))]
        return {"server_us": more[0], "database_us": more[1]}
