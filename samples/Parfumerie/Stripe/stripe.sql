CREATE TABLE IF NOT EXISTS payment_intents (
  id TEXT PRIMARY KEY,
  idempotency_key TEXT UNIQUE,
  created BIGINT NOT NULL,
  body TEXT NOT NULL
);

-- seq orders events that share a second; times are Unix milliseconds UTC. delivered_at is set when the endpoint said 2xx,
-- next_at is when to try next, empty after the last try.
CREATE TABLE IF NOT EXISTS events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  created BIGINT NOT NULL,
  body TEXT NOT NULL,
  traceparent TEXT,
  attempts BIGINT NOT NULL DEFAULT 0,
  next_at BIGINT,
  delivered_at BIGINT,
  last_answer TEXT
);
CREATE INDEX IF NOT EXISTS events_due ON events (next_at);
