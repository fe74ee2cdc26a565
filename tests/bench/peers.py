"""The peers and limits: each can start, take one sample, and stop; each stands for one row of the table."""
import os

from load import HERE, Sample, measured, pgbench, run, wrk
from processes import Server, cpu_us, free_port

NGINX = """
worker_processes 1;
daemon off;
pid {directory}/nginx.pid;
error_log {directory}/nginx-error.log;
events {{ worker_connections 2048; }}
http {{
  access_log off;
  keepalive_requests 1000000000;
  client_body_temp_path {directory}/nginx-body;
  proxy_temp_path {directory}/nginx-proxy;
  fastcgi_temp_path {directory}/nginx-fastcgi;
  uwsgi_temp_path {directory}/nginx-uwsgi;
  scgi_temp_path {directory}/nginx-scgi;
  default_type application/json;
  server {{
    listen 127.0.0.1:{port} backlog=1024;
    location / {{ return 200 '{answer}'; }}
  }}
}}
"""
ANSWER = ('{"decision":true,"context":{"class":"zone_equivalent","outcome":"allow","reasons":[],"factors":'
          '{"entry":["possession"],"terminal":["knowledge"]},"acr":"urn:zonefactor:acr:two-factor-equivalent",'
          '"valid_until":"2026-11-22T23:00:01+09:00"}}')


class Nginx:
    """The HTTP limit: the same request, a constant answer, nothing read or stored."""

    def __init__(self, bench):
        self.bench = bench
        self.port = free_port()
        conf = os.path.join(bench.directory, "nginx.conf")
        with open(conf, "w", encoding="utf-8") as file:
            file.write(NGINX.format(directory=bench.directory, port=self.port, answer=ANSWER))
        command = ["/usr/sbin/nginx", "-c", conf, "-p", bench.directory, "-e", f"{bench.directory}/nginx-error.log"]
        self.server = Server("nginx", command, bench.directory, port=self.port)

    def sample(self, connections):
        pid = self.server.process.pid
        return measured(wrk(self.port, connections, self.bench.seconds, self.bench.load_env),
                        server_cpu=lambda: cpu_us(pid))

    def stop(self):
        self.server.stop()


class HttplibPg:
    """cpp-httplib with a pool of 16 connections: one look-up and one insert per request."""

    def __init__(self, bench):
        self.bench = bench
        self.port = free_port()
        self.server = Server("httplib_pg", [os.path.join(bench.peers, "httplib_pg"), str(self.port),
                                            bench.cluster.conninfo(), "16", str(bench.body_bytes), bench.key],
                             bench.directory, port=self.port)

    def sample(self, connections):
        pid = self.server.process.pid
        return measured(wrk(self.port, connections, self.bench.seconds, self.bench.load_env),
                        self.bench.cluster, lambda: cpu_us(pid))

    def stop(self):
        self.server.stop()


class SqlFunction:
    """One SQL function per decision through pgbench, no HTTP; or a single insert."""

    def __init__(self, bench, script="decide.pgbench"):
        self.bench = bench
        self.script = script
        self.best = None

    def run(self, clients, seconds):
        bench = self.bench
        return pgbench(bench.cluster, self.script, clients, seconds,
                       {"persons": bench.persons, "body": bench.body_bytes}, bench.directory)

    def find_best(self):
        """The client count with the highest rate; the peer is measured at its best."""
        rates = {clients: self.run(clients, 2)[1].rate for clients in (4, 8, 16, 32, 64)}
        self.best = max(rates, key=rates.get)
        return self.best

    def sample(self, clients):
        return measured(lambda: self.run(clients or self.best, self.bench.seconds), self.bench.cluster)

    def stop(self):
        pass


class BatchInsert:
    """The storage limit: one connection, batches of 256 rows, each batch durable before the next."""

    def __init__(self, bench):
        self.bench = bench

    def sample(self, batch):
        bench = self.bench

        def action():
            said = run([os.path.join(bench.peers, "batch_insert"), bench.cluster.conninfo(), str(batch),
                        str(bench.body_bytes), str(bench.seconds)])
            rate, p50, p99 = map(float, said.split())
            return rate * bench.seconds, Sample(rate, p50, p99)
        return measured(action, bench.cluster)

    def stop(self):
        pass


def prepare(bench):
    """The peers' tables, with as many people present as ours has."""
    with open(os.path.join(HERE, "peers", "peers.sql"), encoding="utf-8") as file:
        bench.cluster.sql(file.read())
    bench.cluster.sql(
        "INSERT INTO peer.presence SELECT 'account' || to_char(n, 'FM00000'), n, n % "
        f"{bench.zones}, '{{card}}', now() FROM generate_series(0, {bench.persons - 1}) n; ANALYZE peer.presence;")
