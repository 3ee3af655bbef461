-- The windows of an account or a key, both in one row, so that a request is judged and counted in
-- both at once. Numbers are minutes and days since the epoch, ends are Unix seconds. An embedded
-- database gets a copy of what its one process counts; nodes that share a database count here.
CREATE TABLE tollgate_rate_window (
  subject VARCHAR(300) NOT NULL,
  minute_number BIGINT NOT NULL,
  minute_end BIGINT NOT NULL,
  in_minute BIGINT NOT NULL,
  day_number BIGINT NOT NULL,
  day_end BIGINT NOT NULL,
  in_day BIGINT NOT NULL,
  CONSTRAINT tollgate_rate_window_pk PRIMARY KEY (subject)
);

CREATE INDEX tollgate_rate_window_by_day ON tollgate_rate_window (day_number);

ALTER TABLE tollgate_api_key ADD COLUMN budget BIGINT;
ALTER TABLE tollgate_api_key ADD COLUMN budget_reset VARCHAR(7);
ALTER TABLE tollgate_api_key ADD COLUMN concurrent BIGINT;
ALTER TABLE tollgate_api_key ADD COLUMN tokens_per_minute BIGINT;
ALTER TABLE tollgate_api_key ADD CONSTRAINT tollgate_api_key_tokens_ck CHECK (tokens_per_minute > 0);
ALTER TABLE tollgate_api_key ADD CONSTRAINT tollgate_api_key_budget_ck CHECK (budget > 0);
ALTER TABLE tollgate_api_key ADD CONSTRAINT tollgate_api_key_concurrent_ck CHECK (concurrent > 0);

-- What a key was charged since its budget was last reset: a sum of usage_daily, kept because each of
-- its requests asks for it.
CREATE TABLE tollgate_key_spending (
  key_id VARCHAR(40) NOT NULL,
  budget_reset VARCHAR(7) NOT NULL,
  since DATE NOT NULL,
  spent BIGINT NOT NULL,
  CONSTRAINT tollgate_key_spending_pk PRIMARY KEY (key_id, budget_reset),
  CONSTRAINT tollgate_key_spending_spent_ck CHECK (spent >= 0)
);

-- The holds of keys that have limits of their own for completions. Only tollgate_hold says whether
-- one is still open, and only tollgate_usage what one took: "tokens" is what it may take at most, in
-- the minute since the epoch in which it was made. A row that is neither open nor of this minute
-- means nothing, and is deleted now and then.
CREATE TABLE tollgate_key_hold (
  hold VARCHAR(40) NOT NULL,
  key_id VARCHAR(40) NOT NULL,
  tokens BIGINT NOT NULL,
  in_minute BIGINT NOT NULL,
  CONSTRAINT tollgate_key_hold_pk PRIMARY KEY (hold)
);

CREATE INDEX tollgate_key_hold_by_key ON tollgate_key_hold (key_id);
