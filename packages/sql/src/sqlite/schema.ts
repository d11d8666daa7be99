/** One step of the schema. Never changed once released: what comes later is another step. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/**
 * `seq` is the order of arrival, and what every index ends with: it is the row's id. Columns beside `data` are what is looked up; `data` is the JSON document.
 * Partial indexes hold what is unfinished, so they stay small however many orders there were.
 */
export const migrations: readonly Migration[] = [
  {
    version: 1,
    name: "orders, inbox, deliveries, attention",
    sql: `
CREATE TABLE coincoin_owner (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  pid INTEGER NOT NULL,
  host TEXT NOT NULL,
  since TEXT NOT NULL,
  checks INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE coincoin_apps (
  app_id TEXT PRIMARY KEY,
  pin TEXT,
  confirmed_seen_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE coincoin_requests (
  app_id TEXT NOT NULL,
  day TEXT NOT NULL,
  used INTEGER NOT NULL,
  PRIMARY KEY (app_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE coincoin_purchases (
  seq INTEGER PRIMARY KEY,
  app_id TEXT NOT NULL,
  reference TEXT NOT NULL,
  version INTEGER NOT NULL,
  wake_at TEXT,
  over_since TEXT,
  listed_at TEXT NOT NULL,
  status TEXT NOT NULL,
  data TEXT NOT NULL,
  UNIQUE (app_id, reference)
) STRICT;
CREATE INDEX coincoin_purchases_list ON coincoin_purchases (app_id, listed_at);
CREATE INDEX coincoin_purchases_status ON coincoin_purchases (app_id, status, listed_at);
CREATE INDEX coincoin_purchases_due ON coincoin_purchases (app_id, wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX coincoin_purchases_over ON coincoin_purchases (app_id, over_since) WHERE over_since IS NOT NULL;

CREATE TABLE coincoin_orders (
  seq INTEGER PRIMARY KEY,
  app_id TEXT NOT NULL,
  payment_id TEXT NOT NULL,
  reference TEXT NOT NULL,
  open_until TEXT,
  listed_at TEXT NOT NULL,
  facet TEXT NOT NULL,
  customer TEXT,
  address TEXT,
  watch_network TEXT,
  watch_from TEXT,
  watch TEXT,
  UNIQUE (app_id, payment_id),
  FOREIGN KEY (app_id, reference) REFERENCES coincoin_purchases (app_id, reference) ON DELETE CASCADE
) STRICT;
CREATE INDEX coincoin_orders_list ON coincoin_orders (app_id, listed_at);
CREATE INDEX coincoin_orders_facet ON coincoin_orders (app_id, facet, listed_at);
CREATE INDEX coincoin_orders_of ON coincoin_orders (app_id, customer, listed_at) WHERE customer IS NOT NULL;
CREATE INDEX coincoin_orders_at ON coincoin_orders (app_id, address) WHERE address IS NOT NULL;
CREATE INDEX coincoin_orders_reference ON coincoin_orders (app_id, reference);
CREATE INDEX coincoin_orders_open ON coincoin_orders (app_id, open_until) WHERE open_until IS NOT NULL;
CREATE INDEX coincoin_orders_address ON coincoin_orders (app_id, address) WHERE open_until IS NOT NULL AND address IS NOT NULL;
CREATE INDEX coincoin_orders_customer ON coincoin_orders (app_id, customer, open_until) WHERE open_until IS NOT NULL AND customer IS NOT NULL;
CREATE INDEX coincoin_orders_watch ON coincoin_orders (app_id, watch_network, watch_from) WHERE watch_network IS NOT NULL;

CREATE TABLE coincoin_chains (
  app_id TEXT NOT NULL,
  network TEXT NOT NULL,
  version INTEGER NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (app_id, network)
) STRICT, WITHOUT ROWID;

CREATE TABLE coincoin_tombstones (
  seq INTEGER PRIMARY KEY,
  app_id TEXT NOT NULL,
  payment_id TEXT NOT NULL,
  reference TEXT NOT NULL,
  unpaid INTEGER NOT NULL,
  data TEXT NOT NULL,
  UNIQUE (app_id, payment_id)
) STRICT;
CREATE INDEX coincoin_tombstones_reference ON coincoin_tombstones (app_id, reference, unpaid);

CREATE TABLE coincoin_inbox (
  seq INTEGER PRIMARY KEY,
  app_id TEXT NOT NULL,
  payment_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  outcome TEXT NOT NULL,
  attention_id TEXT,
  last_at TEXT NOT NULL,
  data TEXT NOT NULL,
  UNIQUE (app_id, payment_id, digest)
) STRICT;
CREATE INDEX coincoin_inbox_parked ON coincoin_inbox (app_id, payment_id) WHERE outcome = 'parked';
CREATE INDEX coincoin_inbox_unapplied ON coincoin_inbox (app_id, outcome) WHERE outcome <> 'applied';
CREATE INDEX coincoin_inbox_attention ON coincoin_inbox (app_id, attention_id) WHERE attention_id IS NOT NULL;

CREATE TABLE coincoin_deliveries (
  seq INTEGER PRIMARY KEY,
  app_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  payment_id TEXT NOT NULL,
  type TEXT NOT NULL,
  state TEXT NOT NULL,
  claimed INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  available_at TEXT NOT NULL,
  ready_at TEXT NOT NULL,
  lease_id TEXT,
  done_at TEXT,
  last_error TEXT,
  event TEXT NOT NULL,
  UNIQUE (app_id, event_id)
) STRICT;
CREATE INDEX coincoin_deliveries_ready ON coincoin_deliveries (app_id, type, ready_at) WHERE state = 'pending';
CREATE INDEX coincoin_deliveries_dead ON coincoin_deliveries (app_id) WHERE state = 'dead';
CREATE INDEX coincoin_deliveries_age ON coincoin_deliveries (app_id, created_at);
CREATE INDEX coincoin_deliveries_payment ON coincoin_deliveries (app_id, payment_id);

CREATE TABLE coincoin_attention (
  seq INTEGER PRIMARY KEY,
  app_id TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  payment_id TEXT,
  reference TEXT,
  open INTEGER NOT NULL,
  data TEXT NOT NULL,
  UNIQUE (app_id, id)
) STRICT;
CREATE INDEX coincoin_attention_open ON coincoin_attention (app_id) WHERE open = 1;
CREATE INDEX coincoin_attention_payment ON coincoin_attention (app_id, payment_id);
CREATE INDEX coincoin_attention_reference ON coincoin_attention (app_id, reference) WHERE open = 1;

CREATE TABLE coincoin_refunds (
  seq INTEGER PRIMARY KEY,
  app_id TEXT NOT NULL,
  id TEXT NOT NULL,
  payment_id TEXT NOT NULL,
  reference TEXT NOT NULL,
  data TEXT NOT NULL,
  UNIQUE (app_id, id)
) STRICT;
CREATE INDEX coincoin_refunds_list ON coincoin_refunds (app_id, seq);
CREATE INDEX coincoin_refunds_payment ON coincoin_refunds (app_id, payment_id, seq);
CREATE INDEX coincoin_refunds_reference ON coincoin_refunds (app_id, reference, seq);
`,
  },
];
