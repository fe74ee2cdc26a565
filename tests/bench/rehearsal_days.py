#!/usr/bin/env -S python3 -B
"""Seven days of a large hospital as input for `zonefactor rehearse`: the same arguments give the same bytes.

Of a hundred lines sixty are door events (1 000 persons at 20 doors of 5 controllers), thirty are logins and ten
heartbeats. With --late one event in a hundred arrives up to five minutes after it happened.
"""
import argparse
import datetime
import random

PERSONS, DOORS, CONTROLLERS, DAYS = 1000, 20, 5, 7
START = datetime.datetime(2026, 11, 16, tzinfo=datetime.timezone(datetime.timedelta(hours=9)))
HEAD = '[facility]\nid = "large"\ntime_zone = "Asia/Tokyo"\nprofile = "strict"\n'
ROOM = """
[[zone]]
id = "room-{n}"
basis = {{ kind = "law", text = "Closed by law to all but designated persons", review_due = 2027-03-31 }}
exit = "identified"

[[door]]
id = "door-{n}"
controller = "ctl-{c}"
sides = ["outside", "room-{n}"]
contact = true

[[access_point]]
id = "in-{n}"
door = "door-{n}"
to = "room-{n}"
methods = [["card"]]
card_read = "cryptographic"

[[access_point]]
id = "out-{n}"
door = "door-{n}"
to = "outside"
methods = [["card"]]
card_read = "cryptographic"

[[terminal]]
id = "t-{n}"
zone = "room-{n}"
placement = "fixed"
methods = ["pwd", "otp"]
step_up = ["otp"]
"""
PERSON = """
[[person]]
id = "p-{n}"
kind = "staff"
accounts = ["a-{n}"]

[[credential]]
id = "card-{n}"
person = "p-{n}"
kind = "card"
number = "{n:08X}"

[[designation]]
person = "p-{n}"
zone = "room-{room}"
"""


def facility():
    text = HEAD
    for c in range(CONTROLLERS):
        text += f'\n[[controller]]\nid = "ctl-{c}"\nheartbeat = "30s"\n'
    for n in range(DOORS):
        text += ROOM.format(n=n, c=n % CONTROLLERS)
    for n in range(PERSONS):
        text += PERSON.format(n=n, room=n % DOORS)
    return text


def when(ms):
    return (START + datetime.timedelta(milliseconds=ms)).isoformat(timespec="milliseconds")


def happenings(lines, chance):
    """(ms, door or controller, what) in the order in which they happened; `what` is text for the event or the ask."""
    span = DAYS * 86_400_000
    out = []
    inside = [False] * PERSONS
    passages = lines * 60 // 100 // 4
    for at in sorted(chance.randrange(span) for _ in range(passages)):
        who = chance.randrange(PERSONS)
        door = who % DOORS
        point = f"{'out' if inside[who] else 'in'}-{door}"
        inside[who] = not inside[who]
        card = f'"access_point":"{point}","credential":"{who:08X}"'
        out += [(at, door, f'"kind":"access_granted",{card}'),
                (at + 900, door, f'"kind":"door_opened","door":"door-{door}"'),
                (at + 1500, door, f'"kind":"access_taken",{card}'),
                (at + 4000, door, f'"kind":"door_closed","door":"door-{door}"')]
    for _ in range(lines * 30 // 100):
        who = chance.randrange(PERSONS)
        ask = f'"ask":{{"terminal":"t-{who % DOORS}","account":"a-{who}","amr":["pwd"],"session":"s-{who}"}}'
        out.append((chance.randrange(span), None, ask))
    beats = lines * 10 // 100
    for n in range(beats):
        out.append((n * span // beats, n % CONTROLLERS, None))
    out.sort(key=lambda h: h[0])
    return out


def lines_of(lines, late, chance):
    last = [0] * CONTROLLERS
    out = []
    for at, where, what in happenings(lines, chance):
        if where is None:
            out.append((at, what))
            continue
        controller = where % CONTROLLERS
        arrives = at + 100
        if what is None:
            what = '"kind":"heartbeat"'
        else:
            last[controller] += 1
            if late and chance.randrange(100) == 0:
                arrives += chance.randrange(300_000)
        out.append((arrives, f'"event":{{"controller":"ctl-{controller}","boot":"b1","seq":{last[controller]},{what},'
                             f'"occurred_at":"{when(at)}"}}'))
    out.sort(key=lambda line: line[0])
    return (f'{{"at":"{when(at)}",{what}}}\n' for at, what in out)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--late", action="store_true", help="one event in a hundred arrives late")
    parser.add_argument("facility", help="the facility file to write")
    parser.add_argument("input", help="the input file to write")
    asked = parser.parse_args()
    with open(asked.facility, "w", encoding="utf-8") as file:
        file.write(facility())
    with open(asked.input, "w", encoding="utf-8") as file:
        file.writelines(lines_of(asked.lines, asked.late, random.Random(1)))


if __name__ == "__main__":
    main()
