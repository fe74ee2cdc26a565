"""Our side: zonefactord over plain HTTP on loopback, with a hospital of 10 000 people all at work."""
import hashlib
import json
import os
import secrets
import urllib.error
import urllib.request

from load import measured, run, wrk
from processes import CannotStart, Server, cpu_us, free_port

CONTROLLERS = 10
EVENTS_PER_REQUEST = 500


def facility(bench):
    """A facility file: each zone with a door, a reader on both sides, its terminals and its people."""
    lines = ['[facility]', 'id = "bench"', 'name = { ja = "試験", en = "Benchmark" }', 'time_zone = "Asia/Tokyo"',
             'profile = "guideline"']
    for n in range(CONTROLLERS):
        lines += ['[[controller]]', f'id = "ctl-{n}"', 'heartbeat = "24h"']
    for zone in range(bench.zones):
        name = f"zone{zone:03d}"
        lines += ['[[zone]]', f'id = "{name}"', f'name = {{ ja = "{name}", en = "{name}" }}',
                  'basis = { kind = "law", text = "controlled area", review_due = 2099-03-31 }', 'exit = "identified"',
                  '[[door]]', f'id = "{name}-door"', f'controller = "ctl-{zone % CONTROLLERS}"',
                  f'sides = ["outside", "{name}"]', 'contact = true',
                  '[[access_point]]', f'id = "{name}-in"', f'door = "{name}-door"', f'to = "{name}"',
                  'methods = [["card"]]', 'card_read = "cryptographic"',
                  '[[access_point]]', f'id = "{name}-out"', f'door = "{name}-door"', 'to = "outside"',
                  'methods = [["card"]]', 'card_read = "cryptographic"']
        for terminal in range(bench.terminals):
            lines += ['[[terminal]]', f'id = "{name}-t{terminal:02d}"', f'zone = "{name}"', 'placement = "fixed"',
                      'methods = ["pwd", "otp"]', 'step_up = ["otp"]']
    for person in range(bench.persons):
        lines += ['[[person]]', f'id = "p{person:05d}"', 'kind = "staff"', f'accounts = ["account{person:05d}"]',
                  '[[credential]]', f'id = "c{person:05d}"', f'person = "p{person:05d}"', 'kind = "card"',
                  f'number = "{person:08X}"',
                  '[[designation]]', f'person = "p{person:05d}"', f'zone = "zone{person % bench.zones:03d}"']
    return "\n".join(lines) + "\n"


def toml_list(values):
    return json.dumps(list(values))


class Ours:
    def __init__(self, bench):
        self.bench = bench
        self.port = free_port()
        self.asked = 0
        self.doors_key, self.admin_key = secrets.token_hex(24), secrets.token_hex(24)
        folder = os.path.join(bench.directory, "ours")
        os.mkdir(folder, 0o700)
        os.mkdir(os.path.join(folder, "state"), 0o700)
        with open(os.path.join(folder, "names.key"), "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32) + "\n")
        os.chmod(file.name, 0o600)
        config = os.path.join(folder, "zonefactord.toml")
        with open(config, "w", encoding="utf-8") as file:
            file.write(self.config())
        run([os.path.join(bench.programs, "zonefactor"), "migrate", bench.cluster.conninfo()])
        self.server = Server("zonefactord", [os.path.join(bench.programs, "zonefactord"), "--config", config],
                             bench.directory, port=self.port)
        try:
            self.wait_ready()
            self.call("PUT", "/v1/facility", self.admin_key, facility(bench), "application/toml")
            self.let_everyone_in()
            self.expect_equivalent()
        except CannotStart:
            self.stop()
            raise

    def config(self):
        def peer(name, role, key, more):
            return (f'[[peer]]\nname = "{name}"\nfacility = "bench"\nrole = "{role}"\n'
                    f'key_sha256 = ["{hashlib.sha256(key.encode()).hexdigest()}"]\n{more}\n')
        terminals = toml_list(f"zone{z:03d}-t{t:02d}" for z in range(self.bench.zones)
                              for t in range(self.bench.terminals))
        controllers = toml_list(f"ctl-{n}" for n in range(CONTROLLERS))
        return (f'[service]\nstate_dir = "state"\n[log]\nlevel = "warning"\n'
                f'[[listener]]\naddress = "127.0.0.1"\nport = {self.port}\n'
                '[[facility]]\nid = "bench"\nnames_key_file = "names.key"\n'
                f'[facility.storage]\nhost = "{self.bench.cluster.socket}"\ndbname = "bench"\n'
                'user = "zonefactor_service"\n'
                + peer("load", "gateway", self.bench.key, f"terminals = {terminals}\nattests_console = true")
                + peer("doors", "door_system", self.doors_key, f"controllers = {controllers}")
                + peer("admin", "admin", self.admin_key, ""))

    def call(self, method, path, key=None, body=None, kind="application/json"):
        headers = {"Content-Type": kind} if body is not None else {}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", method=method, headers=headers,
                                         data=body.encode() if body is not None else None)
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                return reply.read().decode()
        except urllib.error.HTTPError as fault:
            raise CannotStart(f"zonefactord: {method} {path}: {fault.code} {fault.read(500).decode()}") from fault
        except OSError as fault:
            raise CannotStart(f"zonefactord: {method} {path}: {fault}\n{self.server.tail()}") from fault

    def wait_ready(self):
        run(["curl", "--silent", "--fail", "--output", "/dev/null", "--retry", "60", "--retry-delay", "1",
             "--retry-all-errors", f"http://127.0.0.1:{self.port}/readyz"])

    def let_everyone_in(self):
        for controller in range(CONTROLLERS):
            events = [{"controller": f"ctl-{controller}", "boot": "b1", "seq": number, "kind": "access_taken",
                       "access_point": f"zone{person % self.bench.zones:03d}-in", "credential": f"{person:08X}",
                       "methods": ["card"]}
                      for number, person in enumerate((p for p in range(self.bench.persons)
                                                       if p % self.bench.zones % CONTROLLERS == controller), 1)]
            for start in range(0, len(events), EVENTS_PER_REQUEST):
                said = self.call("POST", "/v1/events", self.doors_key,
                                 json.dumps(events[start:start + EVENTS_PER_REQUEST]))
                if '"refused"' in said:
                    raise CannotStart(f"zonefactord refused a door event: {said[:500]}")

    def expect_equivalent(self):
        """The work that is measured is the good case; a refusal would be cheaper."""
        for person in (0, 4711, self.bench.persons - 1):
            question = {"subject": {"type": "user", "id": f"account{person:05d}"}, "action": {"name": "login"},
                        "resource": {"type": "terminal", "id": f"zone{person % self.bench.zones:03d}-t00"},
                        "context": {"amr": ["pwd"], "session_kind": "console", "wait_ms": 0}}
            said = self.call("POST", "/access/v1/evaluation", self.bench.key, json.dumps(question))
            if json.loads(said)["context"]["class"] != "zone_equivalent":
                raise CannotStart(f"zonefactord does not call account{person:05d} zone_equivalent: {said}")

    def decisions(self):
        return int(self.bench.cluster.sql("SELECT count(*) FROM zonefactor.journal WHERE type = 'login.decided'"))

    def body_bytes(self):
        return int(self.bench.cluster.sql(
            "SELECT avg(octet_length(body))::integer FROM zonefactor.journal WHERE type = 'login.decided'"))

    def sample(self, connections):
        pid = self.server.process.pid

        def action(once=wrk(self.port, connections, self.bench.seconds, self.bench.load_env)):
            requests, sample = once()
            self.asked += requests
            return requests, sample
        return measured(action, self.bench.cluster, lambda: cpu_us(pid))

    def prove_durable(self):
        """Every answer that was counted has its entry in the journal."""
        self.expect_equivalent()
        recorded = self.decisions()
        if recorded < self.asked:
            raise CannotStart(f"{self.asked} answers were counted and only {recorded} decisions are in the journal")
        print(f"{self.asked} answers counted, {recorded} decisions in the journal", flush=True)

    def stop(self):
        self.server.stop()
