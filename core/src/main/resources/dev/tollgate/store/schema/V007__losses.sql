-- What answers cost that nobody is charged for, at the prices of the models: the operator's loss. It is
-- no transfer and no part of any balance: the integrity check has nothing to do with it. "cost" is
-- what is left when the caller paid for a part. Ids are ordered by time.
CREATE TABLE tollgate_loss (
  id VARCHAR(40) NOT NULL,
  account VARCHAR(300) NOT NULL,
  request_id VARCHAR(200) NOT NULL,
  model VARCHAR(300) NOT NULL,
  upstream VARCHAR(300) NOT NULL,
  reason VARCHAR(40) NOT NULL,
  prompt_tokens BIGINT NOT NULL,
  completion_tokens BIGINT NOT NULL,
  estimated BOOLEAN NOT NULL,
  cost BIGINT NOT NULL,
  recorded TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  CONSTRAINT tollgate_loss_pk PRIMARY KEY (id),
  CONSTRAINT tollgate_loss_cost_ck CHECK (cost > 0)
);
