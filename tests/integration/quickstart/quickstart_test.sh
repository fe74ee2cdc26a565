#!/usr/bin/env bash
# deploy/quickstart as a newcomer runs it, twice: the morning is as expected, the environment file lets others
# in, the journal holds no name (rule V2), kill -9 loses nothing, an import outlives a start, and a second morning
# on the same journal is as expected too. In a directory of its own: a developer's var/ stays as it is.
set -euo pipefail
cd "$(dirname "$0")/../../.."
log=$(mktemp)
ZONEFACTOR_QUICKSTART_DIR=$(mktemp -d)
export ZONEFACTOR_QUICKSTART_DIR
failures=0
check() { # description, command...
  local what=$1
  shift
  if "$@"; then echo "ok: $what"; else echo "FAILED: $what" >&2 && failures=$((failures + 1)); fi
}
stop() {
  if [ -n "${quickstart:-}" ] && kill -0 "$quickstart" 2>/dev/null; then
    kill "$quickstart"
    wait "$quickstart" || true
  fi
}
finish() {
  stop
  rm -rf "$log" "$ZONEFACTOR_QUICKSTART_DIR"
}
trap finish EXIT

deploy/quickstart >"$log" 2>&1 &
quickstart=$!
for _ in $(seq 6000); do
  if grep -q '^.*up: https' "$log" || ! kill -0 "$quickstart" 2>/dev/null; then break; fi
  sleep 0.1
done
check "it is up after the morning" grep -q 'up: https' "$log"
check "every answer was the expected one" grep -q 'every answer was the expected one' "$log"
if [ "$failures" -gt 0 ]; then cat "$log" >&2; exit 1; fi

# shellcheck source=/dev/null
. "$ZONEFACTOR_QUICKSTART_DIR/quickstart.env"
refused() { ! "$@" >/dev/null 2>&1; }
check "it is not forgotten while it runs" refused deploy/quickstart --clean
dump=$(psql -X -At "$ZF_PG" -c "select convert_from(body, 'UTF8') from zonefactor.journal order by year, idx")
check "the journal has the morning" [ "$(grep -c '"t":"login.decided"' <<<"$dump")" -ge 40 ]
names=$(grep -oE '"(p-[0-9]+|card-[0-9]+|phone-[0-9]+|plc-[0-9]+|visitor-[0-9]+|0[0-9A-F]{7}|M-[0-9A-F]+|012D687|12D687|10F41A2)"' \
  deploy/sample/facility.toml | tr -d '"' | sort -u)
accounts=$(sed -nE 's/^(emergency_)?accounts = \[(.*)\]/\2/p' deploy/sample/facility.toml | tr -d '" ' | tr ',' '\n' | sort -u)
for name in $names $accounts yamaguchl '放射線安全委員会' '薬事委員会'; do
  if grep -qF -- "$name" <<<"$dump"; then check "V2: $name is not in the journal" false; fi
done
check "V2: names were looked for" [ "$(wc -w <<<"$names $accounts")" -ge 35 ]

ask() {
  curl -s --cacert "$ZF_CA" -H "Authorization: Bearer $ZF_KEY_TERMINAL" -H 'Content-Type: application/json' \
    -d '{"subject":{"type":"user","id":"'"$ZF_ACCOUNT"'"},"action":{"name":"login"},"resource":{"type":"terminal","id":"'"$ZF_TERMINAL"'"},"context":{"amr":["pwd"]}}' \
    "$ZF_URL/access/v1/evaluation"
}
check "curl gets a decision" grep -q '^{"decision":false' <<<"$(ask)"

# Somebody else's controller speaks through the broker; the decision turns.
publish() {
  mosquitto_pub -h "$ZF_MQTT_HOST" -p "$ZF_MQTT_PORT" -u "$ZF_MQTT_USER" -P "$(cat "$ZF_MQTT_PASSWORD_FILE")" -q 1 \
    -t "zonefactor/1/$ZF_FACILITY/ctl-pharm/event" -m "$1"
}
publish '{"boot":"visitor","seq":1,"kind":"access_taken","access_point":"pharm-in","credential":"04A1B2C3"}'
turned=false
for _ in $(seq 100); do
  if grep -q '^{"decision":true' <<<"$(ask)"; then turned=true && break; fi
  sleep 0.1
done
check "an entry through the broker turns the decision" "$turned"
before=$(ask)

# A person from elsewhere: the next start must not put the sample back in force.
people=$ZONEFACTOR_QUICKSTART_DIR/people.csv
printf 'id,kind,accounts,emergency_accounts\np-9001,staff,imported,\n' >"$people"
check "people can be imported" build/release/bin/zonefactor import people "$people"
version() { build/release/bin/zonefactor status | sed -nE 's/.*configuration version ([0-9]+),.*/\1/p'; }
imported=$(version)
kill -9 "$ZF_PID"
wait "$quickstart" || true
quickstart=

deploy/quickstart --no-play >"$log" 2>&1 &
quickstart=$!
for _ in $(seq 1200); do
  if grep -q 'up: https' "$log" || ! kill -0 "$quickstart" 2>/dev/null; then break; fi
  sleep 0.1
done
# shellcheck source=/dev/null
. "$ZONEFACTOR_QUICKSTART_DIR/quickstart.env"
check "an import outlives a start" [ "$(version)" = "${imported:-none}" ]
check "after kill -9 it answers as before" [ "$(ask)" = "$before" ]
check "nothing of the journal is lost" [ "$(psql -X -At "$ZF_PG" -c 'select count(*) from zonefactor.journal')" -gt "$(wc -l <<<"$dump")" ]
stop
quickstart=
# The first commands of docs/audit.md; this tree keeps its tests.
block=$(sed -n '/^```sh$/,/^```$/p' docs/audit.md | sed -e '1d' -e '/^```$/,$d' -e 's/ -DZONEFACTOR_TESTS=OFF//')
quiet() { "$@" >/dev/null; }
check "the auditor's programs are built as the page says" quiet bash -euc "$block"
check "the auditor's program runs" quiet build/release/bin/zonefactor-verify pack --help
check "a second morning on the same journal is as expected" deploy/quickstart --once
check "it can be forgotten" deploy/quickstart --clean
check "nothing is left" refused ls "$ZONEFACTOR_QUICKSTART_DIR"
exit $((failures > 0))
