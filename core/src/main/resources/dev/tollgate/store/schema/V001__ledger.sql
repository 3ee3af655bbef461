-- Amounts are nano-dollars. Every name is lower case and every constraint is named, so that H2 and
-- PostgreSQL agree on both.
--
-- The tables that every request writes (hold, transfer, usage, usage_daily) have no foreign keys:
-- the conditional update of the account is what proves that it exists, and the integrity check
-- covers the rest. Each foreign key would cost a lookup and an index on the hot path.

CREATE SEQUENCE tollgate_epoch START WITH 1;

-- One row a start of a process: holds of an epoch that no longer lives are given back.
CREATE TABLE tollgate_node (
  epoch BIGINT NOT NULL,
  name VARCHAR(200) NOT NULL,
  started TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  seen TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  CONSTRAINT tollgate_node_pk PRIMARY KEY (epoch)
);

-- posted, credited and charged are sums of transfers, kept because every request asks for them.
CREATE TABLE tollgate_account (
  id VARCHAR(40) NOT NULL,
  name VARCHAR(1000) NOT NULL,
  posted BIGINT NOT NULL,
  reserved BIGINT NOT NULL,
  credited BIGINT NOT NULL,
  charged BIGINT NOT NULL,
  created TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  CONSTRAINT tollgate_account_pk PRIMARY KEY (id),
  CONSTRAINT tollgate_account_reserved_ck CHECK (reserved >= 0),
  CONSTRAINT tollgate_account_charged_ck CHECK (charged >= 0)
);

CREATE TABLE tollgate_api_key (
  id VARCHAR(40) NOT NULL,
  account VARCHAR(40) NOT NULL,
  name VARCHAR(1000) NOT NULL,
  sha256 VARCHAR(64) NOT NULL,
  per_minute BIGINT,
  per_day BIGINT,
  created TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  expires TIMESTAMP(6) WITH TIME ZONE,
  revoked TIMESTAMP(6) WITH TIME ZONE,
  CONSTRAINT tollgate_api_key_pk PRIMARY KEY (id),
  CONSTRAINT tollgate_api_key_per_minute_ck CHECK (per_minute > 0),
  CONSTRAINT tollgate_api_key_per_day_ck CHECK (per_day > 0)
);

CREATE INDEX tollgate_api_key_by_account ON tollgate_api_key (account, created, id);

ALTER TABLE tollgate_api_key
  ADD CONSTRAINT tollgate_api_key_account_fk FOREIGN KEY (account) REFERENCES tollgate_account (id);

CREATE TABLE tollgate_hold (
  id VARCHAR(40) NOT NULL,
  account VARCHAR(40) NOT NULL,
  key_id VARCHAR(40) NOT NULL,
  request_id VARCHAR(200) NOT NULL,
  model VARCHAR(300) NOT NULL,
  call_name VARCHAR(300) NOT NULL,
  price_input BIGINT NOT NULL,
  price_cached_input BIGINT NOT NULL,
  price_output BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  state VARCHAR(8) NOT NULL,
  epoch BIGINT NOT NULL,
  created TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  expires TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  ended TIMESTAMP(6) WITH TIME ZONE,
  CONSTRAINT tollgate_hold_pk PRIMARY KEY (id),
  CONSTRAINT tollgate_hold_amount_ck CHECK (amount >= 0),
  CONSTRAINT tollgate_hold_state_ck CHECK (state IN ('HELD', 'SETTLED', 'RELEASED', 'EXPIRED'))
);

CREATE INDEX tollgate_hold_by_state ON tollgate_hold (state, expires);

-- One row is one transfer: double entry by construction, and only ever inserted. "entry" orders the
-- transfers of an account, because it is drawn while the account's row is locked. The id is the
-- hold's, or the account and the reference of a top-up: a second one can't exist. "balance" is the
-- posted balance of the customer's account after it. The system's own accounts (revenue, cash,
-- promotion) have no row anywhere: every settlement would queue on it.
CREATE TABLE tollgate_transfer (
  entry BIGINT GENERATED ALWAYS AS IDENTITY NOT NULL,
  id VARCHAR(400) NOT NULL,
  account VARCHAR(40) NOT NULL,
  debit VARCHAR(40) NOT NULL,
  credit VARCHAR(40) NOT NULL,
  amount BIGINT NOT NULL,
  kind VARCHAR(10) NOT NULL,
  balance BIGINT NOT NULL,
  recorded TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  request_id VARCHAR(200),
  reference VARCHAR(300),
  note VARCHAR(4000),
  CONSTRAINT tollgate_transfer_pk PRIMARY KEY (entry),
  CONSTRAINT tollgate_transfer_id_uq UNIQUE (id),
  CONSTRAINT tollgate_transfer_amount_ck CHECK (amount > 0),
  CONSTRAINT tollgate_transfer_sides_ck CHECK (debit <> credit AND (account = debit OR account = credit)),
  CONSTRAINT tollgate_transfer_kind_ck CHECK (kind IN ('topup', 'adjustment', 'usage'))
);

CREATE INDEX tollgate_transfer_by_account ON tollgate_transfer (account, entry);

-- One row a settled hold. "loss" is what the usage cost beyond the hold: the operator's. The day is
-- that of "recorded" in UTC, whatever the time zone of a session.
CREATE TABLE tollgate_usage (
  hold VARCHAR(40) NOT NULL,
  account VARCHAR(40) NOT NULL,
  key_id VARCHAR(40) NOT NULL,
  request_id VARCHAR(200) NOT NULL,
  model VARCHAR(300) NOT NULL,
  call_name VARCHAR(300) NOT NULL,
  prompt_tokens BIGINT NOT NULL,
  completion_tokens BIGINT NOT NULL,
  cached_tokens BIGINT NOT NULL,
  reasoning_tokens BIGINT NOT NULL,
  estimated BOOLEAN NOT NULL,
  cost BIGINT NOT NULL,
  loss BIGINT NOT NULL,
  recorded TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  usage_day DATE NOT NULL,
  CONSTRAINT tollgate_usage_pk PRIMARY KEY (hold),
  CONSTRAINT tollgate_usage_cost_ck CHECK (cost >= 0),
  CONSTRAINT tollgate_usage_loss_ck CHECK (loss >= 0),
  CONSTRAINT tollgate_usage_tokens_ck CHECK (
    cached_tokens >= 0 AND reasoning_tokens >= 0
    AND prompt_tokens >= cached_tokens AND completion_tokens >= reasoning_tokens)
);

-- Sums of usage, written with it: every chart and every sum reads this table alone.
CREATE TABLE tollgate_usage_daily (
  account VARCHAR(40) NOT NULL,
  usage_day DATE NOT NULL,
  model VARCHAR(300) NOT NULL,
  key_id VARCHAR(40) NOT NULL,
  call_name VARCHAR(300) NOT NULL,
  requests BIGINT NOT NULL,
  prompt_tokens BIGINT NOT NULL,
  completion_tokens BIGINT NOT NULL,
  cost BIGINT NOT NULL,
  CONSTRAINT tollgate_usage_daily_pk PRIMARY KEY (account, usage_day, model, key_id, call_name)
);
