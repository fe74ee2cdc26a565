"""A private PostgreSQL cluster on a unix socket, durable as in production, with its WAL warmed up.

fsync, synchronous_commit and full_page_writes stay on. New WAL segments are zero-filled when first
used, which shows as a p99 of its own; the warm-up makes them once, and a checkpoint recycles them.
"""
import os
import pwd
import shutil
import signal
import subprocess

from processes import CannotStart, Server, cpu_us

BINARIES = "/usr/lib/postgresql/15/bin"
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{socket}'
max_connections = 200
fsync = on
synchronous_commit = on
full_page_writes = on
shared_buffers = 512MB
wal_buffers = 16MB
min_wal_size = {wal_gb}GB
max_wal_size = 8GB
checkpoint_timeout = 30min
autovacuum = off
logging_collector = off
"""


def user():
    """PostgreSQL refuses to run as root; Debian's own user for it is there with the package."""
    return "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name


def as_user(command):
    if os.geteuid() != 0:
        return command
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--inh-caps=-all", "--"] + command


class Cluster:
    def __init__(self, directory, wal_gb):
        self.data = os.path.join(directory, "pg")
        self.socket = os.path.join(directory, "sock")
        for folder in (self.data, self.socket):
            os.mkdir(folder, 0o700)
            if os.geteuid() == 0:
                shutil.chown(folder, "postgres", "postgres")
        made = subprocess.run(
            as_user([f"{BINARIES}/initdb", "-D", self.data, "-U", user(), "--auth=trust", "--data-checksums",
                     "--encoding=UTF8", "--locale=C", "--no-instructions"]),
            capture_output=True, text=True, check=False, cwd="/")
        if made.returncode:
            raise CannotStart(f"initdb: {made.stderr}")
        with open(os.path.join(self.data, "postgresql.conf"), "a", encoding="utf-8") as conf:
            conf.write(SETTINGS.format(socket=self.socket, wal_gb=wal_gb))
        self.server = Server("postgres", as_user([f"{BINARIES}/postgres", "-D", self.data]), directory)
        self.wait_ready()
        self.sql("CREATE DATABASE bench", database="postgres")
        self.warm_up(wal_gb)

    def conninfo(self, database="bench", role=None):
        return f"host={self.socket} dbname={database} user={role or user()}"

    def sql(self, text, database="bench"):
        done = subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", self.conninfo(database), "-f", "-"],
                              input=text, capture_output=True, text=True, check=False)
        if done.returncode:
            raise CannotStart(f"psql: {done.stderr}")
        return done.stdout.strip()

    def wait_ready(self):
        ready = subprocess.run(["timeout", "60", "bash", "-c",
                                f'until {BINARIES}/pg_isready -q -h "$0"; do sleep 0.1; done', self.socket],
                               check=False)
        if ready.returncode or self.server.process.poll() is not None:
            raise CannotStart(f"PostgreSQL is not ready after 60 s\n{self.server.tail()}")

    def warm_up(self, wal_gb):
        self.sql("CREATE TABLE filler (body text); ALTER TABLE filler ALTER COLUMN body SET STORAGE PLAIN;")
        for _ in range(wal_gb * 4):  # about 256 MB of WAL each
            self.sql("INSERT INTO filler SELECT repeat('x', 4000) FROM generate_series(1, 62000); TRUNCATE filler;")
        self.sql("DROP TABLE filler")
        self.checkpoint()

    def checkpoint(self):
        self.sql("CHECKPOINT")

    def cpu_us(self):
        return cpu_us(self.server.process.pid)

    def stop(self):
        self.server.stop(signal.SIGINT)
