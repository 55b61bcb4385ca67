-- A rule concludes without a model; what the platform ended because nobody watched can be gone on with.
ALTER TABLE operations.insight ALTER COLUMN model_name DROP NOT NULL;
ALTER TABLE operations.insight ALTER COLUMN model_version DROP NOT NULL;
ALTER TABLE operations.insight ALTER COLUMN model_digest DROP NOT NULL;
ALTER TABLE operations.insight ADD COLUMN basis VARCHAR(256) DEFAULT '' NOT NULL;
UPDATE operations.insight SET basis = model_name || ' ' || model_version;
ALTER TABLE operations.insight ADD COLUMN unit VARCHAR(64) DEFAULT '1' NOT NULL;
ALTER TABLE operations.insight ADD COLUMN unwatched SMALLINT DEFAULT 0 NOT NULL;
