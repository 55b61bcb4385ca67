-- One row for each condition that was ever raised; base is NORM, UNACK, ACKED or RTNUN, what hides it stands beside it.
CREATE TABLE operations.alarm (
  number VARCHAR(16) NOT NULL PRIMARY KEY,
  capability VARCHAR(128) NOT NULL,
  condition_name VARCHAR(256) NOT NULL,
  asset VARCHAR(256) NOT NULL,
  priority SMALLINT NOT NULL,
  message VARCHAR(512) NOT NULL,
  latching SMALLINT NOT NULL,
  holds SMALLINT NOT NULL,
  base VARCHAR(8) NOT NULL,
  suppressed VARCHAR(512),
  shelved_until BIGINT,
  shelved_reason VARCHAR(512),
  service_reason VARCHAR(512),
  from_time BIGINT NOT NULL,
  until_time BIGINT,
  since BIGINT NOT NULL,
  annunciated BIGINT,
  annunciations BIGINT NOT NULL,
  changed_by VARCHAR(128) NOT NULL,
  basis VARCHAR(256) NOT NULL,
  model_name VARCHAR(128),
  model_version VARCHAR(64),
  model_digest VARCHAR(128),
  score DOUBLE PRECISION NOT NULL,
  threshold DOUBLE PRECISION NOT NULL,
  unit VARCHAR(64) NOT NULL,
  evidence_from BIGINT NOT NULL,
  evidence_to BIGINT NOT NULL,
  CONSTRAINT alarm_condition UNIQUE (capability, condition_name)
);
CREATE TABLE operations.alarm_contribution (
  alarm VARCHAR(16) NOT NULL REFERENCES operations.alarm (number) ON DELETE CASCADE,
  signal VARCHAR(256) NOT NULL,
  share DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (alarm, signal)
);
CREATE TABLE operations.alarm_event (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  alarm VARCHAR(16) NOT NULL,
  asset VARCHAR(256) NOT NULL,
  message VARCHAR(512) NOT NULL,
  priority SMALLINT NOT NULL,
  time BIGINT NOT NULL,
  action VARCHAR(32) NOT NULL,
  from_state VARCHAR(8) NOT NULL,
  to_state VARCHAR(8) NOT NULL,
  actor VARCHAR(128) NOT NULL,
  reason VARCHAR(512),
  annunciated SMALLINT NOT NULL
);
CREATE INDEX operations.alarm_event_by_time ON operations.alarm_event (time);
CREATE INDEX operations.alarm_event_by_alarm ON operations.alarm_event (alarm, id);
INSERT INTO operations.sequence_number (name, last_number) VALUES ('alarm', 0);
