-- What the peers store: a presence to look up, and a decision of the size of ours to insert. The function
-- is the whole work of a decision inside the database, with no HTTP, rules or hashing around it.
CREATE SCHEMA peer;

CREATE TABLE peer.presence (
  account text PRIMARY KEY,
  person bigint NOT NULL,
  zone integer NOT NULL,
  methods text[] NOT NULL,
  since timestamptz NOT NULL
);

CREATE TABLE peer.decision (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  person bigint,
  zone integer,
  outcome smallint NOT NULL,
  leaf bytea NOT NULL,
  body text NOT NULL
);

CREATE TABLE peer.journal (
  seq bigint PRIMARY KEY,
  recorded_at bigint NOT NULL,
  kind integer NOT NULL,
  leaf bytea NOT NULL,
  body text NOT NULL
);

-- Bodies are stored as they come: compressing them would be work no peer is asked for.
ALTER TABLE peer.decision ALTER COLUMN body SET STORAGE PLAIN;
ALTER TABLE peer.journal ALTER COLUMN body SET STORAGE PLAIN;

CREATE FUNCTION peer.decide(asked_account text, entry_body text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  found_person bigint;
  found_zone integer;
BEGIN
  SELECT person, zone INTO found_person, found_zone FROM peer.presence WHERE account = asked_account;
  INSERT INTO peer.decision (person, zone, outcome, leaf, body)
  VALUES (found_person, found_zone, CASE WHEN found_person IS NULL THEN 0 ELSE 1 END,
          '\xabababababababababababababababababababababababababababababababab', entry_body);
  RETURN found_person IS NOT NULL;
END
$$;
