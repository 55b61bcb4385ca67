-- A rule concludes without a model.
ALTER TABLE operations.insight ALTER COLUMN model_name DROP NOT NULL;
ALTER TABLE operations.insight ALTER COLUMN model_version DROP NOT NULL;
ALTER TABLE operations.insight ALTER COLUMN model_digest DROP NOT NULL;
