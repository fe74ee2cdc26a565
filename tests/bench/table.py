"""Rounds into one table: medians, their spread, and ratios taken within a round before their median."""
from statistics import median


def spread(values, form):
    return f"{form(median(values))} ({form(min(values))} to {form(max(values))})"


def per_second(value):
    return f"{value:,.0f}/s"


def milliseconds(value):
    return f"{value:.2f} ms"


def microseconds(value):
    return f"{value:,.2f} us" if value < 100 else f"{value:,.0f} us"


def times(value):
    return f"{value:.2f} x"


class Row:
    """One comparison: `ours` and `other` take a round's samples to a figure."""

    def __init__(self, name, ours, other, goal, more_is_better, form):
        self.name, self.ours, self.other = name, ours, other
        self.goal, self.more_is_better, self.form = goal, more_is_better, form

    def cells(self, rounds):
        ours = [self.ours(r) for r in rounds]
        other = [self.other(r) for r in rounds]
        ratios = [a / b for a, b in zip(ours, other)]
        met = median(ratios) >= self.goal if self.more_is_better else median(ratios) <= self.goal
        sign = ">=" if self.more_is_better else "<="
        return [self.name, spread(ours, self.form), spread(other, self.form), spread(ratios, times),
                f"{sign} {self.goal:g} x", "yes" if met else "NO"]


def rows():
    def rate(key):
        return lambda r: r[key].rate

    def p50(key):
        return lambda r: r[key].p50_ms

    def p99(key):
        return lambda r: r[key].p99_ms
    return [
        Row("B1 decisions at 256 connections : cpp-httplib + libpq", rate("ours 256"), rate("httplib 256"), 9, True,
            per_second),
        Row("B1 : SQL function, pgbench at its best", rate("ours 256"), rate("function best"), 4, True, per_second),
        Row("B1 : storage limit, batches of 256", rate("ours 256"), rate("storage 256"), 0.40, True, per_second),
        Row("B1 : HTTP limit, nginx constant", rate("ours 256"), rate("nginx 256"), 0.35, True, per_second),
        Row("B2 p50 at 1 connection : pgbench insert + nginx", p50("ours 1"),
            lambda r: r["insert 1"].p50_ms + r["nginx 1"].p50_ms, 1.6, False, milliseconds),
        Row("B3 p99 at 64 connections : SQL function at 64", p99("ours 64"), p99("function 64"), 0.2, False,
            milliseconds),
    ]


def each(part, key, of="entries"):
    """Of what a program of the evidence says in a round."""
    return lambda r: r[part][key] / r[part][of]


def proof(key):
    return lambda r: r["proof"][key]


def decision_us(sample):
    """CPU of one decision, the service's and the database's."""
    return sample.server_us + sample.database_us


def evidence_rows(first):
    def log_us(r):
        return r["log"]["server_us"] + r["log"]["database_us"]
    return [
        Row(f"B12 one proof at {first['proof']['entries']:,} entries : one index look-up", proof("proof_us"),
            proof("look_up_us"), 10, False, microseconds),
        Row(f"B12 the log of {first['month']['entries']:,} entries verified, per entry : SHA-256 of them",
            each("month", "log_us"), each("month", "sha256_us"), 3, False, microseconds),
        Row("CPU of a decision at 256 connections : without what its log adds", lambda r: decision_us(r["ours 256"]),
            lambda r: decision_us(r["ours 256"]) - log_us(r), 1.05, False, microseconds),
    ]


def evidence_details(rounds):
    month = rounds[0]["month"]
    for what, figure in (
            ("one proof", proof("proof_us")), ("the first proof of all", proof("first_us")),
            ("one look-up by the primary key", proof("look_up_us")),
            (f"SHA-256 of an entry, {month['bytes'] / month['entries']:.0f} bytes, from a file",
             each("month", "sha256_us")),
            ("an entry's log verified", each("month", "log_us")),
            ("the same, every decision derived and every table made again", each("month", "pack_us")),
            ("what the log adds to a decision: the service's CPU", lambda r: r["log"]["server_us"]),
            ("what the log adds to a decision: PostgreSQL's CPU", lambda r: r["log"]["database_us"])):
        yield [what, spread([figure(r) for r in rounds], microseconds)]


HEAD = ["row", "ours", "against", "ratio", "goal", "met"]
EVIDENCE_HEAD = ["evidence", "each"]
DETAIL_HEAD = ["run", "per second", "p50", "p99", "server CPU us/request", "PostgreSQL CPU us/request"]


def details(rounds):
    for key in rounds[0]:
        samples = [r[key] for r in rounds]
        yield [key, spread([s.rate for s in samples], lambda v: f"{v:,.0f}"),
               spread([s.p50_ms for s in samples], lambda v: f"{v:.2f}"),
               spread([s.p99_ms for s in samples], lambda v: f"{v:.2f}"),
               f"{median(s.server_us for s in samples):.1f}" if samples[0].server_us else "-",
               f"{median(s.database_us for s in samples):.1f}" if samples[0].database_us else "-"]


def markdown(head, lines):
    lines = [list(map(str, line)) for line in lines]
    widths = [max(len(line[i]) for line in [head] + lines) for i in range(len(head))]

    def format_line(line):
        return "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |"
    return "\n".join([format_line(head), "|" + "|".join("-" * (w + 2) for w in widths) + "|"]
                     + [format_line(line) for line in lines])


def render(rounds, evidence):
    both = [{**decided, **proven} for decided, proven in zip(rounds, evidence)]
    met = [row.cells(both) for row in rows() + evidence_rows(both[0])]
    return "\n\n".join([markdown(HEAD, met), markdown(DETAIL_HEAD, details(rounds)),
                        markdown(EVIDENCE_HEAD, evidence_details(evidence))])
