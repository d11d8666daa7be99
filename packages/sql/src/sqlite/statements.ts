/**
 * Every statement that intake, creation and delivery run. A test asks SQLite for the plan of each: none scans a table,
 * so none gets slower as orders gather.
 */
export const intake = {
  purchaseByPayment: `SELECT p.version, p.data FROM coincoin_orders o
    JOIN coincoin_purchases p ON p.app_id = o.app_id AND p.reference = o.reference
    WHERE o.app_id = ? AND o.payment_id = ?`,
  purchaseByReference: "SELECT version, data FROM coincoin_purchases WHERE app_id = ? AND reference = ?",
  versionByPayment: `SELECT p.version FROM coincoin_orders o
    JOIN coincoin_purchases p ON p.app_id = o.app_id AND p.reference = o.reference
    WHERE o.app_id = ? AND o.payment_id = ?`,
  versionByReference: "SELECT version FROM coincoin_purchases WHERE app_id = ? AND reference = ?",
  tombstone: "SELECT data FROM coincoin_tombstones WHERE app_id = ? AND payment_id = ?",
  tombstoneByReference: `SELECT data FROM coincoin_tombstones WHERE app_id = ? AND reference = ?
    ORDER BY unpaid, seq LIMIT 1`,
  inboxRow: "SELECT seq, data FROM coincoin_inbox WHERE app_id = ? AND payment_id = ? AND digest = ?",
  parkedRows: `SELECT data FROM coincoin_inbox WHERE app_id = ? AND payment_id = ? AND outcome = 'parked'
    ORDER BY seq LIMIT ?`,
  app: "SELECT pin, confirmed_seen_at FROM coincoin_apps WHERE app_id = ?",
  putApp: `INSERT INTO coincoin_apps (app_id, pin, confirmed_seen_at) VALUES (?, ?, ?) ON CONFLICT (app_id) DO UPDATE
    SET pin = coalesce(pin, excluded.pin), confirmed_seen_at = coalesce(confirmed_seen_at, excluded.confirmed_seen_at)`,
  unpin: "UPDATE coincoin_apps SET pin = NULL WHERE app_id = ?",

  holder: "SELECT 1 FROM coincoin_orders WHERE app_id = ? AND payment_id = ?",
  ordersOf: `SELECT payment_id, open_until, facet, customer, address, watch_network, watch_from, watch
    FROM coincoin_orders WHERE app_id = ? AND reference = ?`,
  insertPurchase: `INSERT INTO coincoin_purchases (listed_at, app_id, reference, version, wake_at, over_since, status, data)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (app_id, reference) DO NOTHING`,
  updatePurchase: `UPDATE coincoin_purchases SET version = ?, wake_at = ?, over_since = ?, status = ?, data = ?
    WHERE app_id = ? AND reference = ? AND version = ?`,
  putOrder: `INSERT INTO coincoin_orders (app_id, payment_id, reference, listed_at, open_until, facet, customer, address,
    watch_network, watch_from, watch)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (app_id, payment_id) DO UPDATE
    SET open_until = excluded.open_until,
    facet = excluded.facet, customer = excluded.customer, address = excluded.address,
    watch_network = excluded.watch_network, watch_from = excluded.watch_from, watch = excluded.watch`,
  insertRefund: `INSERT INTO coincoin_refunds (app_id, id, payment_id, reference, data) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (app_id, id) DO NOTHING`,
  deleteOrder: "DELETE FROM coincoin_orders WHERE app_id = ? AND payment_id = ?",
  insertInbox: `INSERT INTO coincoin_inbox (app_id, payment_id, digest, outcome, attention_id, last_at, data)
    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (app_id, payment_id, digest) DO NOTHING`,
  updateInbox: "UPDATE coincoin_inbox SET outcome = ?, attention_id = ?, last_at = ?, data = ? WHERE seq = ?",
  insertDelivery: `INSERT INTO coincoin_deliveries (app_id, event_id, payment_id, type, state, claimed, attempts,
    created_at, available_at, ready_at, event) VALUES (?, ?, ?, ?, 'pending', 0, 0, ?, ?, ?, ?)`,
  attentionRow: "SELECT seq, open, data FROM coincoin_attention WHERE app_id = ? AND id = ?",
  insertAttention: `INSERT INTO coincoin_attention (app_id, id, kind, payment_id, reference, open, data)
    VALUES (?, ?, ?, ?, ?, 1, ?)`,
  updateAttention: "UPDATE coincoin_attention SET open = ?, data = ? WHERE seq = ?",

  ready: `SELECT seq, ready_at FROM coincoin_deliveries WHERE app_id = ? AND type = ? AND state = 'pending'
    AND ready_at <= ? ORDER BY ready_at, seq LIMIT ?`,
  lease: `UPDATE coincoin_deliveries SET claimed = 1, attempts = attempts + 1, lease_id = ?, ready_at = ?
    WHERE seq = ? RETURNING event, attempts, last_error`,
  renew: `UPDATE coincoin_deliveries SET ready_at = ?
    WHERE app_id = ? AND event_id = ? AND lease_id = ? AND state = 'pending'`,
  ahead: `SELECT 1 FROM coincoin_deliveries WHERE app_id = ?1 AND type = ?2 AND state = 'pending' AND ready_at > min(?3, ?4, ?5)
    AND ready_at > CASE WHEN claimed = 0 THEN ?3 WHEN lease_id IS NULL THEN ?5 ELSE ?4 END LIMIT 1`,
  bringForward: `UPDATE coincoin_deliveries SET
    ready_at = CASE WHEN claimed = 0 THEN ?3 WHEN lease_id IS NULL THEN ?5 ELSE ?4 END,
    available_at = CASE WHEN claimed = 0 THEN ?3 WHEN lease_id IS NULL THEN ?5 ELSE available_at END
    WHERE app_id = ?1 AND type = ?2 AND state = 'pending' AND ready_at > min(?3, ?4, ?5)
    AND ready_at > CASE WHEN claimed = 0 THEN ?3 WHEN lease_id IS NULL THEN ?5 ELSE ?4 END`,
  settleDone: `UPDATE coincoin_deliveries SET state = 'done', done_at = ?, lease_id = NULL
    WHERE app_id = ? AND event_id = ? AND lease_id = ? AND state = 'pending'`,
  settleRetry: `UPDATE coincoin_deliveries SET available_at = ?, ready_at = ?, last_error = ?, lease_id = NULL
    WHERE app_id = ? AND event_id = ? AND lease_id = ? AND state = 'pending'`,
  settleDead: `UPDATE coincoin_deliveries SET state = 'dead', last_error = ?, lease_id = NULL
    WHERE app_id = ? AND event_id = ? AND lease_id = ? AND state = 'pending'`,

  due: `SELECT reference FROM coincoin_purchases WHERE app_id = ? AND wake_at <= ? ORDER BY wake_at, seq LIMIT ?`,
  unclaimed: `SELECT seq, ready_at FROM coincoin_deliveries WHERE app_id = ? AND type = ? AND state = 'pending'
    AND claimed = 0 AND ready_at < ? ORDER BY ready_at, seq LIMIT ?`,
  deliveryBySeq: `SELECT seq, event, state, attempts, created_at, available_at, done_at, last_error
    FROM coincoin_deliveries WHERE seq = ?`,
  countOpen: `SELECT count(*) AS n FROM (SELECT 1 FROM coincoin_orders WHERE app_id = ? AND open_until > ? LIMIT ?)`,
  countOpenOf: `SELECT count(*) AS n FROM (SELECT 1 FROM coincoin_orders INDEXED BY coincoin_orders_customer
    WHERE app_id = ? AND customer = ? AND open_until > ? LIMIT ?)`,
  takeRequests: `INSERT INTO coincoin_requests (app_id, day, used) SELECT ?1, ?2, ?3 WHERE ?3 <= ?4
    ON CONFLICT (app_id, day) DO UPDATE SET used = used + excluded.used WHERE used + excluded.used <= ?4 RETURNING used`,
  requests: "SELECT used FROM coincoin_requests WHERE app_id = ? AND day = ?",
  openAt: `SELECT payment_id FROM coincoin_orders INDEXED BY coincoin_orders_address WHERE app_id = ? AND address = ? AND open_until > ?
    ORDER BY seq LIMIT ?`,
  sharedAddresses: `SELECT address FROM coincoin_orders INDEXED BY coincoin_orders_address WHERE app_id = ? AND address IS NOT NULL AND open_until > ?
    GROUP BY address HAVING count(*) > 1 ORDER BY address LIMIT ?`,
  countParked: `SELECT count(*) AS n FROM (SELECT 1 FROM coincoin_inbox i WHERE i.app_id = ? AND i.outcome = 'parked'
    AND NOT EXISTS (SELECT 1 FROM coincoin_orders o WHERE o.app_id = i.app_id AND o.payment_id = i.payment_id) LIMIT ?)`,
  watched: `SELECT watch FROM coincoin_orders INDEXED BY coincoin_orders_watch
    WHERE app_id = ? AND watch_network = ? AND watch_from <= ? ORDER BY watch_from, seq LIMIT ?`,
  chain: "SELECT data FROM coincoin_chains WHERE app_id = ? AND network = ?",
  insertChain: `INSERT INTO coincoin_chains (app_id, network, version, data) VALUES (?, ?, ?, ?)
    ON CONFLICT (app_id, network) DO NOTHING`,
  updateChain:
    "UPDATE coincoin_chains SET version = ?, data = ? WHERE app_id = ? AND network = ? AND version = ?",
  check: "UPDATE coincoin_owner SET checks = checks + 1 WHERE id = 1",
} as const;

const deliveryColumns = "seq, event, state, attempts, created_at, available_at, done_at, last_error";

/** Old rows of the inbox that were never applied, for payment ids that no order has. */
const unapplied = `WHERE i.app_id = ? AND i.outcome IN (SELECT value FROM json_each(?)) AND i.outcome <> 'applied' AND i.last_at < ?
    AND NOT EXISTS (SELECT 1 FROM coincoin_orders o WHERE o.app_id = i.app_id AND o.payment_id = i.payment_id)`;

const orderAt = (
  condition: string,
  index: string,
) => `SELECT o.listed_at, o.seq, o.payment_id, o.facet, p.data
    FROM coincoin_orders o INDEXED BY ${index}
    JOIN coincoin_purchases p ON p.app_id = o.app_id AND p.reference = o.reference
    WHERE o.app_id = :app AND ${condition} AND (:facets IS NULL OR o.facet IN (SELECT value FROM json_each(:facets)))
    AND (:reference IS NULL OR o.reference = :reference) AND (:customer IS NULL OR o.customer = :customer)
    AND o.listed_at >= :from AND o.listed_at < :to AND (o.listed_at, o.seq) < (:at, :seq)
    ORDER BY o.listed_at DESC, o.seq DESC LIMIT :limit`;

const purchaseAt = (
  condition: string,
  index: string,
) => `SELECT listed_at, seq, data FROM coincoin_purchases INDEXED BY ${index}
    WHERE app_id = :app AND ${condition} AND (:status IS NULL OR status = :status)
    AND listed_at >= :from AND listed_at < :to AND (listed_at, seq) < (:at, :seq)
    ORDER BY listed_at DESC, seq DESC LIMIT :limit`;

/**
 * Lists that are ordered by time. Each walks down one index and stops at the limit; those that look for a text sort what begins with
 * it. Parameters are named, since every statement of a kind takes the same ones.
 */
export const lists = {
  orders: orderAt("1", "coincoin_orders_list"),
  ordersOfFacet: orderAt("o.facet = :facet", "coincoin_orders_facet"),
  ordersOfReference: orderAt("o.reference = :reference", "coincoin_orders_reference"),
  ordersOfCustomer: orderAt("o.customer = :customer", "coincoin_orders_of"),
  ordersByPaymentId: orderAt(
    "o.payment_id >= :text AND o.payment_id < :end",
    "sqlite_autoindex_coincoin_orders_1",
  ),
  ordersByReference: orderAt("o.reference >= :text AND o.reference < :end", "coincoin_orders_reference"),
  ordersByCustomer: orderAt("o.customer >= :text AND o.customer < :end", "coincoin_orders_of"),
  ordersByAddress: orderAt("o.address >= :text AND o.address < :end", "coincoin_orders_at"),
  purchases: purchaseAt("1", "coincoin_purchases_list"),
  purchasesOfStatus: purchaseAt("status = :status", "coincoin_purchases_status"),
  purchasesByReference: purchaseAt(
    "reference >= :text AND reference < :end",
    "sqlite_autoindex_coincoin_purchases_1",
  ),
} as const;

/** What a person or a schedule asks for. */
export const upkeep = {
  inbox: "SELECT seq, data FROM coincoin_inbox WHERE +app_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?",
  inboxOf: `SELECT seq, data FROM coincoin_inbox WHERE app_id = ? AND payment_id = ? AND seq < ?
    ORDER BY seq DESC LIMIT ?`,
  // The condition on 'applied' lets the partial index serve.
  inboxUnapplied: `SELECT seq, data FROM coincoin_inbox WHERE app_id = ? AND outcome = ? AND outcome <> 'applied'
    AND (? IS NULL OR payment_id = ?) AND seq < ? ORDER BY seq DESC LIMIT ?`,
  countUnapplied: `SELECT count(*) AS n FROM (SELECT 1 FROM coincoin_inbox
    WHERE app_id = ? AND outcome = ? AND outcome <> 'applied' LIMIT ?)`,
  inboxOfAttention: "SELECT seq, data FROM coincoin_inbox WHERE app_id = ? AND attention_id = ?",
  unapplied: `SELECT 1 AS n FROM coincoin_inbox i
    ${unapplied} LIMIT 1`,
  deleteUnapplied: `DELETE FROM coincoin_inbox WHERE seq IN (SELECT i.seq FROM coincoin_inbox i
    ${unapplied}
    ORDER BY i.seq LIMIT ?)`,
  refunds: `SELECT seq, data FROM coincoin_refunds WHERE app_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?`,
  refundsOf: `SELECT seq, data FROM coincoin_refunds WHERE app_id = ? AND payment_id = ? AND (? IS NULL OR reference = ?)
    AND seq < ? ORDER BY seq DESC LIMIT ?`,
  refundsOfReference: `SELECT seq, data FROM coincoin_refunds WHERE app_id = ? AND reference = ? AND seq < ?
    ORDER BY seq DESC LIMIT ?`,
  attention:
    "SELECT seq, data FROM coincoin_attention WHERE +app_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?",
  attentionOpen: `SELECT seq, data FROM coincoin_attention WHERE app_id = ? AND open = 1 AND seq < ?
    ORDER BY seq DESC LIMIT ?`,
  attentionResolved: `SELECT seq, data FROM coincoin_attention WHERE +app_id = ? AND open = 0 AND seq < ?
    ORDER BY seq DESC LIMIT ?`,
  attentionOf: `SELECT seq, data FROM coincoin_attention WHERE app_id = ? AND payment_id = ?
    AND (? IS NULL OR open = ?) AND seq < ? ORDER BY seq DESC LIMIT ?`,
  deliveries: `SELECT ${deliveryColumns} FROM coincoin_deliveries WHERE +app_id = ? AND seq < ?
    ORDER BY seq DESC LIMIT ?`,
  // Most rows are done, so walking down the table finds them; what is pending is few, so it is sorted.
  deliveriesDone: `SELECT ${deliveryColumns} FROM coincoin_deliveries
    WHERE +app_id = ? AND state = 'done' AND seq < ? ORDER BY seq DESC LIMIT ?`,
  deliveriesDead: `SELECT ${deliveryColumns} FROM coincoin_deliveries INDEXED BY coincoin_deliveries_dead
    WHERE app_id = ? AND state = 'dead' AND seq < ? ORDER BY seq DESC LIMIT ?`,
  deliveriesPending: `SELECT ${deliveryColumns} FROM coincoin_deliveries INDEXED BY coincoin_deliveries_ready
    WHERE app_id = ? AND state = 'pending' AND seq < ? ORDER BY seq DESC LIMIT ?`,
  deliveriesOf: `SELECT ${deliveryColumns} FROM coincoin_deliveries WHERE app_id = ? AND payment_id = ?
    AND (? IS NULL OR state = ?) AND seq < ? ORDER BY seq DESC LIMIT ?`,
  retry: `UPDATE coincoin_deliveries SET state = 'pending', attempts = 0, available_at = ?, ready_at = ?
    WHERE app_id = ? AND event_id = ? AND state = 'dead'`,
  countDead: `SELECT count(*) AS n FROM
    (SELECT 1 FROM coincoin_deliveries INDEXED BY coincoin_deliveries_dead WHERE app_id = ? AND state = 'dead' LIMIT ?)`,
  countPending: `SELECT count(*) AS n FROM (SELECT 1 FROM coincoin_deliveries INDEXED BY coincoin_deliveries_ready
    WHERE app_id = ? AND state = 'pending' AND type IN (SELECT value FROM json_each(?)) LIMIT ?)`,
  countAhead: `SELECT count(*) AS n FROM (SELECT 1 FROM coincoin_deliveries INDEXED BY coincoin_deliveries_age
    WHERE app_id = ? AND state = 'pending' AND created_at > ? AND type IN (SELECT value FROM json_each(?)) LIMIT ?)`,
  // Of each type the longest due: those that wait for a retry are older than they are due, and among them.
  oldestPending: `SELECT min((SELECT min(created_at) FROM (SELECT created_at FROM coincoin_deliveries
    WHERE app_id = ?1 AND type = t.value AND state = 'pending' ORDER BY ready_at, seq LIMIT ?3))) AS created_at
    FROM json_each(?2) t`,
  attentionByKind: `SELECT kind, count(*) AS n FROM
    (SELECT kind FROM coincoin_attention WHERE app_id = ? AND open = 1 LIMIT ?) GROUP BY kind`,

  prunable: `SELECT p.data FROM coincoin_purchases p
    WHERE p.app_id = :app AND p.over_since < :older
    AND NOT EXISTS (SELECT 1 FROM coincoin_attention a
      WHERE a.app_id = p.app_id AND a.reference = p.reference AND a.open = 1)
    AND NOT EXISTS (SELECT 1 FROM coincoin_orders o
      JOIN coincoin_attention a ON a.app_id = o.app_id AND a.payment_id = o.payment_id
      WHERE o.app_id = p.app_id AND o.reference = p.reference AND a.open = 1)
    AND NOT EXISTS (SELECT 1 FROM coincoin_orders o
      JOIN coincoin_deliveries d ON d.app_id = o.app_id AND d.payment_id = o.payment_id
      WHERE o.app_id = p.app_id AND o.reference = p.reference AND (d.state = 'dead' OR (d.state = 'pending'
        AND (d.claimed = 1 OR d.created_at >= :older OR d.type IN (SELECT value FROM json_each(:keep))))))
    ORDER BY p.over_since, p.seq LIMIT :limit`,
  bury: "INSERT INTO coincoin_tombstones (app_id, payment_id, reference, unpaid, data) VALUES (?, ?, ?, ?, ?)",
  deleteInboxOf: "DELETE FROM coincoin_inbox WHERE app_id = ? AND payment_id = ?",
  deleteDeliveriesOf: "DELETE FROM coincoin_deliveries WHERE app_id = ? AND payment_id = ?",
  deletePurchase: "DELETE FROM coincoin_purchases WHERE app_id = ? AND reference = ?",
  deleteRequests: "DELETE FROM coincoin_requests WHERE app_id = ? AND day < ?",
  deleteDone: `DELETE FROM coincoin_deliveries WHERE seq IN (SELECT seq FROM coincoin_deliveries INDEXED BY coincoin_deliveries_age
    WHERE app_id = ? AND state = 'done' AND created_at < ? ORDER BY created_at, seq LIMIT ?)`,
  deleteUnwanted: `DELETE FROM coincoin_deliveries WHERE seq IN (SELECT seq FROM coincoin_deliveries INDEXED BY coincoin_deliveries_age
    WHERE app_id = ? AND state = 'pending' AND claimed = 0 AND created_at < ?
    AND type NOT IN (SELECT value FROM json_each(?)) ORDER BY created_at, seq LIMIT ?)`,
} as const;
