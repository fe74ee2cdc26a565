"""Processes of the benchmark: started in a private directory, waited for, stopped by pid, CPU counted."""
import os
import signal
import socket
import subprocess
import time

TICK_US = 1_000_000 / os.sysconf("SC_CLK_TCK")


class CannotStart(Exception):
    """A peer that cannot start is said and ends the run: no row is left out in silence."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port, what, process=None, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process is not None and process.poll() is not None:
            raise CannotStart(f"{what} ended with {process.returncode}; see its log")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise CannotStart(f"{what} does not listen on 127.0.0.1:{port} after {seconds} s")


class Server:
    """One started server: its process, and where its output went."""

    def __init__(self, name, command, directory, env=None, port=None):
        self.name = name
        self.log = os.path.join(directory, name + ".log")
        with open(self.log, "ab") as log:
            try:
                self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                                env={**os.environ, **(env or {})}, start_new_session=True)
            except OSError as fault:
                raise CannotStart(f"{name}: {fault}") from fault
        if port is not None:
            try:
                wait_for_port(port, name, self.process)
            except CannotStart as fault:
                self.stop()
                raise CannotStart(f"{fault}\n{self.tail()}") from fault

    def tail(self):
        with open(self.log, encoding="utf-8", errors="replace") as log:
            return "".join(log.readlines()[-15:])

    def stop(self, how=signal.SIGTERM, seconds=60):
        if self.process.poll() is None:
            self.process.send_signal(how)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def children(pid):
    """A process and all below it."""
    found = [pid]
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as listed:
                for child in listed.read().split():
                    found += children(int(child))
    except OSError:
        pass  # it ended meanwhile; its parent has its time then
    return found


def cpu_us(pid):
    """User and system time of a process, of its living descendants, and of those already waited for."""
    total = 0
    for one in children(pid):
        try:
            with open(f"/proc/{one}/stat", encoding="ascii", errors="replace") as stat:
                fields = stat.read().rsplit(")", 1)[1].split()
        except OSError:
            continue
        total += sum(int(f) for f in fields[11:15])  # utime stime cutime cstime
    return total * TICK_US
