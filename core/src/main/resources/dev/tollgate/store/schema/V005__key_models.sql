-- The ids of the models that a key may use, in lines, null for all; and where it sets the dial of
-- auto models, null for where they have it.
ALTER TABLE tollgate_api_key ADD COLUMN models VARCHAR(5000);
ALTER TABLE tollgate_api_key ADD COLUMN quality NUMERIC(10, 9);
ALTER TABLE tollgate_api_key ADD CONSTRAINT tollgate_api_key_quality_ck CHECK (quality BETWEEN 0 AND 1);
