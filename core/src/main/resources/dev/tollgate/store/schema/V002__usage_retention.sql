-- One row. Details of usage (tollgate_usage) are whole from that day on, UTC; some of those before
-- it have been deleted. It moves on before the first detail of a day goes, in the same transaction,
-- so that the integrity check never misses what was deleted on purpose.
CREATE TABLE tollgate_usage_kept (
  whole_from DATE NOT NULL,
  CONSTRAINT tollgate_usage_kept_pk PRIMARY KEY (whole_from)
);

INSERT INTO tollgate_usage_kept (whole_from) VALUES (DATE '1970-01-01');
