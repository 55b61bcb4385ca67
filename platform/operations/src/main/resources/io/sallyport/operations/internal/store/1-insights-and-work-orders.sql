-- Times are nanoseconds since 1970-01-01T00:00Z.
CREATE TABLE operations.insight (
  id CHAR(36) NOT NULL PRIMARY KEY,
  capability VARCHAR(128) NOT NULL,
  asset VARCHAR(256) NOT NULL,
  severity SMALLINT NOT NULL,
  title VARCHAR(512) NOT NULL,
  from_time BIGINT NOT NULL,
  until_time BIGINT,
  correlation VARCHAR(256) NOT NULL,
  model_name VARCHAR(128) NOT NULL,
  model_version VARCHAR(64) NOT NULL,
  model_digest VARCHAR(128) NOT NULL,
  score DOUBLE PRECISION NOT NULL,
  threshold DOUBLE PRECISION NOT NULL,
  evidence_from BIGINT NOT NULL,
  evidence_to BIGINT NOT NULL,
  detected BIGINT NOT NULL,
  stored BIGINT NOT NULL,
  changed BIGINT NOT NULL
);
CREATE INDEX operations.insight_by_time ON operations.insight (from_time);
CREATE INDEX operations.insight_by_asset ON operations.insight (asset, from_time);
CREATE TABLE operations.contribution (
  insight CHAR(36) NOT NULL REFERENCES operations.insight (id) ON DELETE CASCADE,
  signal VARCHAR(256) NOT NULL,
  share DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (insight, signal)
);
CREATE TABLE operations.work_order (
  number VARCHAR(16) NOT NULL PRIMARY KEY,
  proposal_key VARCHAR(256) NOT NULL UNIQUE,
  insight CHAR(36) NOT NULL,
  capability VARCHAR(128) NOT NULL,
  asset VARCHAR(256) NOT NULL,
  priority SMALLINT NOT NULL,
  title VARCHAR(512) NOT NULL,
  description VARCHAR(4000) NOT NULL,
  state VARCHAR(16) NOT NULL,
  created BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  changed_by VARCHAR(128) NOT NULL
);
CREATE TABLE operations.sequence_number (
  name VARCHAR(32) NOT NULL PRIMARY KEY,
  last_number BIGINT NOT NULL
);
INSERT INTO operations.sequence_number (name, last_number) VALUES ('work_order', 0);
