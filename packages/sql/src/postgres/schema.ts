/** One step of the schema. Never changed once released: what comes later is another step. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/**
 * `seq` is the order of arrival. Columns beside `data` are what is looked up; `data` is the JSON document, as text so
 * that its digits, keys and escapes stay as they were written. Partial indexes hold what is unfinished. Keys and times
 * are compared by bytes (`COLLATE "C"`).
 */
export const migrations: readonly Migration[] = [
  {
    version: 1,
    name: "orders, inbox, deliveries, attention",
    sql: `
CREATE TABLE @apps (
  app_id text COLLATE "C" PRIMARY KEY,
  pin text,
  confirmed_seen_at text COLLATE "C"
);

CREATE TABLE @requests (
  app_id text COLLATE "C" NOT NULL,
  day text COLLATE "C" NOT NULL,
  used integer NOT NULL,
  PRIMARY KEY (app_id, day)
);

CREATE TABLE @purchases (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  app_id text COLLATE "C" NOT NULL,
  reference text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  wake_at text COLLATE "C",
  over_since text COLLATE "C",
  listed_at text COLLATE "C" NOT NULL,
  status text COLLATE "C" NOT NULL,
  data text NOT NULL,
  UNIQUE (app_id, reference)
);
CREATE INDEX coincoin_purchases_list ON @purchases (app_id, listed_at, seq);
CREATE INDEX coincoin_purchases_status ON @purchases (app_id, status, listed_at, seq);
CREATE INDEX coincoin_purchases_due ON @purchases (app_id, wake_at, seq) WHERE wake_at IS NOT NULL;
CREATE INDEX coincoin_purchases_over ON @purchases (app_id, over_since, seq) WHERE over_since IS NOT NULL;

CREATE TABLE @orders (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  app_id text COLLATE "C" NOT NULL,
  payment_id text COLLATE "C" NOT NULL,
  reference text COLLATE "C" NOT NULL,
  open_until text COLLATE "C",
  listed_at text COLLATE "C" NOT NULL,
  facet text COLLATE "C" NOT NULL,
  customer text COLLATE "C",
  address text COLLATE "C",
  watch_network text COLLATE "C",
  watch_from text COLLATE "C",
  watch text,
  UNIQUE (app_id, payment_id),
  FOREIGN KEY (app_id, reference) REFERENCES @purchases (app_id, reference) ON DELETE CASCADE
);
CREATE INDEX coincoin_orders_list ON @orders (app_id, listed_at, seq);
CREATE INDEX coincoin_orders_facet ON @orders (app_id, facet, listed_at, seq);
CREATE INDEX coincoin_orders_of ON @orders (app_id, customer, listed_at, seq) WHERE customer IS NOT NULL;
CREATE INDEX coincoin_orders_at ON @orders (app_id, address) WHERE address IS NOT NULL;
CREATE INDEX coincoin_orders_reference ON @orders (app_id, reference);
CREATE INDEX coincoin_orders_open ON @orders (app_id, open_until) WHERE open_until IS NOT NULL;
CREATE INDEX coincoin_orders_address ON @orders (app_id, address, seq) WHERE open_until IS NOT NULL AND address IS NOT NULL;
CREATE INDEX coincoin_orders_customer ON @orders (app_id, customer, open_until) WHERE open_until IS NOT NULL AND customer IS NOT NULL;
CREATE INDEX coincoin_orders_watch ON @orders (app_id, watch_network, watch_from, seq) WHERE watch_network IS NOT NULL;

CREATE TABLE @chains (
  app_id text COLLATE "C" NOT NULL,
  network text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  data text NOT NULL,
  PRIMARY KEY (app_id, network)
);

CREATE TABLE @tombstones (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  app_id text COLLATE "C" NOT NULL,
  payment_id text COLLATE "C" NOT NULL,
  reference text COLLATE "C" NOT NULL,
  unpaid boolean NOT NULL,
  data text NOT NULL,
  UNIQUE (app_id, payment_id)
);
CREATE INDEX coincoin_tombstones_reference ON @tombstones (app_id, reference, unpaid, seq);

CREATE TABLE @inbox (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  app_id text COLLATE "C" NOT NULL,
  payment_id text COLLATE "C" NOT NULL,
  digest text COLLATE "C" NOT NULL,
  outcome text COLLATE "C" NOT NULL,
  attention_id text COLLATE "C",
  last_at text COLLATE "C" NOT NULL,
  data text NOT NULL,
  UNIQUE (app_id, payment_id, digest)
);
CREATE INDEX coincoin_inbox_parked ON @inbox (app_id, payment_id, seq) WHERE outcome = 'parked';
CREATE INDEX coincoin_inbox_unapplied ON @inbox (app_id, outcome, seq) WHERE outcome <> 'applied';
CREATE INDEX coincoin_inbox_attention ON @inbox (app_id, attention_id) WHERE attention_id IS NOT NULL;

CREATE TABLE @deliveries (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  app_id text COLLATE "C" NOT NULL,
  event_id text COLLATE "C" NOT NULL,
  payment_id text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  claimed boolean NOT NULL,
  attempts integer NOT NULL,
  created_at text COLLATE "C" NOT NULL,
  available_at text COLLATE "C" NOT NULL,
  ready_at text COLLATE "C" NOT NULL,
  lease_id text COLLATE "C",
  done_at text COLLATE "C",
  last_error text,
  event text NOT NULL,
  CONSTRAINT coincoin_deliveries_event UNIQUE (app_id, event_id)
);
CREATE INDEX coincoin_deliveries_ready ON @deliveries (app_id, type, ready_at, seq) WHERE state = 'pending';
CREATE INDEX coincoin_deliveries_dead ON @deliveries (app_id, seq) WHERE state = 'dead';
CREATE INDEX coincoin_deliveries_age ON @deliveries (app_id, created_at, seq);
CREATE INDEX coincoin_deliveries_payment ON @deliveries (app_id, payment_id, seq);

CREATE TABLE @attention (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  app_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  payment_id text COLLATE "C",
  reference text COLLATE "C",
  open boolean NOT NULL,
  data text NOT NULL,
  UNIQUE (app_id, id)
);
CREATE INDEX coincoin_attention_open ON @attention (app_id, seq) WHERE open;
CREATE INDEX coincoin_attention_payment ON @attention (app_id, payment_id, seq);
CREATE INDEX coincoin_attention_reference ON @attention (app_id, reference) WHERE open;

CREATE TABLE @refunds (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  app_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  payment_id text COLLATE "C" NOT NULL,
  reference text COLLATE "C" NOT NULL,
  data text NOT NULL,
  UNIQUE (app_id, id)
);
CREATE INDEX coincoin_refunds_list ON @refunds (app_id, seq);
CREATE INDEX coincoin_refunds_payment ON @refunds (app_id, payment_id, seq);
CREATE INDEX coincoin_refunds_reference ON @refunds (app_id, reference, seq);
`,
  },
];
