-- Runs on SQLite and on PostgreSQL. Money is in cents, times are Unix milliseconds UTC.
CREATE TABLE IF NOT EXISTS marks (name TEXT PRIMARY KEY);

CREATE TABLE IF NOT EXISTS products (
  slug TEXT PRIMARY KEY,
  position BIGINT NOT NULL,
  name TEXT NOT NULL,
  price_cents BIGINT NOT NULL,
  family TEXT NOT NULL,
  concentration TEXT NOT NULL,
  volume_ml BIGINT NOT NULL,
  notes_fr TEXT NOT NULL,
  notes_en TEXT NOT NULL,
  story_fr TEXT NOT NULL,
  story_en TEXT NOT NULL,
  search_text TEXT NOT NULL
);

-- No reference to products: a picture and its product are lost independently.
CREATE TABLE IF NOT EXISTS images (slug TEXT PRIMARY KEY, svg TEXT NOT NULL);

CREATE TABLE IF NOT EXISTS customers (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

-- id is the SHA-256 of the cookie's token; run is set for a probe's visit.
CREATE TABLE IF NOT EXISTS visitors (
  id TEXT PRIMARY KEY,
  customer_id TEXT,
  run TEXT,
  seen_at BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS visitors_seen ON visitors (seen_at);

CREATE TABLE IF NOT EXISTS basket_lines (
  visitor_id TEXT NOT NULL,
  slug TEXT NOT NULL,
  quantity BIGINT NOT NULL,
  added_at BIGINT NOT NULL,
  PRIMARY KEY (visitor_id, slug)
);

CREATE TABLE IF NOT EXISTS orders (
  id TEXT PRIMARY KEY,
  visitor_id TEXT NOT NULL,
  customer_id TEXT,
  run TEXT,
  status TEXT NOT NULL,
  language TEXT NOT NULL,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  postcode TEXT NOT NULL,
  city TEXT NOT NULL,
  total_cents BIGINT NOT NULL,
  currency TEXT NOT NULL,
  payment_intent TEXT,
  created_at BIGINT NOT NULL,
  paid_at BIGINT
);
CREATE INDEX IF NOT EXISTS orders_visitor ON orders (visitor_id);
CREATE INDEX IF NOT EXISTS orders_customer ON orders (customer_id);
CREATE INDEX IF NOT EXISTS orders_run ON orders (run);
CREATE INDEX IF NOT EXISTS orders_intent ON orders (payment_intent);

CREATE TABLE IF NOT EXISTS order_lines (
  order_id TEXT NOT NULL,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  price_cents BIGINT NOT NULL,
  quantity BIGINT NOT NULL,
  PRIMARY KEY (order_id, slug)
);

-- Webhook events that were handled: Stripe delivers at least once.
CREATE TABLE IF NOT EXISTS payment_events (id TEXT PRIMARY KEY, type TEXT NOT NULL, received_at BIGINT NOT NULL);
