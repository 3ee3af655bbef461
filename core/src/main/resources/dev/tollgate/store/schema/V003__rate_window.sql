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
