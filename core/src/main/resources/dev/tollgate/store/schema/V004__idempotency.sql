-- One row for each key that runs a request now, or whose answer is kept. "scope" is the hash of
-- account, endpoint and key: the key itself is the caller's and is not needed. "holder" is the hold
-- that was made with the claim, or the id of a claim that has none. Whoever changes a row has
-- locked its account before, so that two nodes can't both claim a key. "expires" is the end of the
-- lease while it runs, and then the end of the time that the answer is kept.
CREATE TABLE tollgate_idempotency (
  scope VARCHAR(64) NOT NULL,
  account VARCHAR(300) NOT NULL,
  fingerprint VARCHAR(64) NOT NULL,
  holder VARCHAR(40) NOT NULL,
  epoch BIGINT NOT NULL,
  state VARCHAR(8) NOT NULL,
  status INTEGER,
  content_type VARCHAR(300),
  created TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  expires TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  CONSTRAINT tollgate_idempotency_pk PRIMARY KEY (scope),
  CONSTRAINT tollgate_idempotency_holder_uq UNIQUE (holder),
  CONSTRAINT tollgate_idempotency_state_ck CHECK (state IN ('RUNNING', 'FINISHED')),
  CONSTRAINT tollgate_idempotency_answer_ck CHECK (
    (state = 'RUNNING' AND status IS NULL AND content_type IS NULL)
    OR (state = 'FINISHED' AND status IS NOT NULL AND content_type IS NOT NULL))
);

CREATE INDEX tollgate_idempotency_by_expiry ON tollgate_idempotency (expires);

-- The body of a kept answer, in pieces: H2 takes no more than a MiB in one value.
CREATE TABLE tollgate_idempotency_body (
  holder VARCHAR(40) NOT NULL,
  piece INTEGER NOT NULL,
  bytes BYTEA NOT NULL,
  CONSTRAINT tollgate_idempotency_body_pk PRIMARY KEY (holder, piece)
);
