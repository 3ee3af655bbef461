-- What ended holds of a key with a limit of tokens took, by the minute since the epoch in which they
-- were made. A hold is counted here when its row in tollgate_key_hold is deleted, in one
-- transaction, so that the tokens of a minute are these and those of the rows that still stand.
CREATE TABLE tollgate_key_minute (
  key_id VARCHAR(40) NOT NULL,
  in_minute BIGINT NOT NULL,
  tokens BIGINT NOT NULL,
  CONSTRAINT tollgate_key_minute_pk PRIMARY KEY (key_id, in_minute),
  CONSTRAINT tollgate_key_minute_tokens_ck CHECK (tokens >= 0)
);
