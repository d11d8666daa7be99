import { container } from "@medusajs/framework";
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils";

/** What of Medusa's container is used here. */
interface Query<Row> {
  graph(input: {
    readonly entity: string;
    readonly fields: readonly string[];
    readonly filters: Readonly<Record<string, unknown>>;
  }): Promise<{ readonly data: readonly Row[] }>;
}

interface WorkflowEngine {
  run(
    workflowId: string,
    options: { readonly input: unknown; readonly throwOnError: false },
  ): Promise<{ readonly errors: readonly WorkflowFailure[] }>;
}

interface WorkflowFailure {
  readonly action?: string;
  readonly error?: unknown;
}

interface Notifications {
  createNotifications(notification: Readonly<Record<string, unknown>>): Promise<unknown>;
}

export type WorkflowOutcome =
  | { readonly type: "done" }
  | { readonly type: "failed"; readonly reason: string; readonly errorType: string | undefined };

/**
 * Rows of an entity. An undefined filter would match every row: the one who asks for one thing must not be given a
 * stranger's, so such a filter is refused.
 */
export async function graph<Row>(
  entity: string,
  fields: readonly string[],
  filters: Readonly<Record<string, string | undefined>>,
): Promise<readonly Row[]> {
  const isOpen = Object.values(filters).some((value) => value === undefined || value === "");
  if (isOpen || Object.keys(filters).length === 0) throw new TypeError(`an open filter on ${entity}`);
  const query = container.resolve<Query<Row>>(ContainerRegistrationKeys.QUERY);
  const { data } = await query.graph({ entity, fields, filters });
  return data;
}

/** As `graph`, of several at once: the ids have to be there. */
export async function graphOf<Row>(
  entity: string,
  fields: readonly string[],
  filters: Readonly<Record<string, readonly string[]>>,
): Promise<readonly Row[]> {
  if (Object.values(filters).some((ids) => ids.length === 0))
    throw new TypeError(`an open filter on ${entity}`);
  const query = container.resolve<Query<Row>>(ContainerRegistrationKeys.QUERY);
  return (await query.graph({ entity, fields, filters })).data;
}

/** Runs one of Medusa's workflows by its id, so that it is the store's own copy of it that runs. */
export async function runWorkflow(workflowId: string, input: unknown): Promise<WorkflowOutcome> {
  const engine = container.resolve<WorkflowEngine>(Modules.WORKFLOW_ENGINE);
  try {
    const { errors } = await engine.run(workflowId, { input, throwOnError: false });
    const first = errors[0];
    return first === undefined ? { type: "done" } : failed(first.error);
  } catch (error) {
    return failed(error);
  }
}

function failed(error: unknown): Extract<WorkflowOutcome, { type: "failed" }> {
  const has = (name: string): unknown =>
    typeof error === "object" && error !== null && name in error ? Reflect.get(error, name) : undefined;
  const message = has("message");
  const type = has("type");
  return {
    type: "failed",
    reason: typeof message === "string" ? message : String(error),
    errorType: typeof type === "string" ? type : undefined,
  };
}

interface OrderSince {
  readonly id: string;
  readonly status: string;
  readonly metadata: Readonly<Record<string, unknown>> | null;
  readonly cart: { readonly id: string } | null | undefined;
}

export async function ordersSince(time: string): Promise<readonly OrderSince[]> {
  const query = container.resolve<Query<OrderSince>>(ContainerRegistrationKeys.QUERY);
  const fields = ["id", "status", "metadata", "cart.id"];
  return (await query.graph({ entity: "order", fields, filters: { created_at: { $gte: time } } })).data;
}

interface Link {
  dismiss(link: Readonly<Record<string, Readonly<Record<string, string>>>>): Promise<unknown>;
}

/** Takes an order off a payment collection. */
export async function untie(orderId: string, collectionId: string): Promise<void> {
  await container.resolve<Link>(ContainerRegistrationKeys.LINK).dismiss({
    [Modules.ORDER]: { order_id: orderId },
    [Modules.PAYMENT]: { payment_collection_id: collectionId },
  });
}

interface Locking {
  execute<T>(keys: readonly string[], job: () => Promise<T>, options?: { timeout?: number }): Promise<T>;
}

/** Runs a job while nobody completes this cart or books a payment for it. */
export async function withCartLock<T>(cartId: string, job: () => Promise<T>): Promise<T> {
  const locking = container.resolve<Locking>(Modules.LOCKING);
  return locking.execute([cartId], job, { timeout: LOCK_SECONDS });
}

const LOCK_SECONDS = 30;

/** Payment collections with a session of such a provider that waits for its money. */
export async function sessionsAwaiting(providerPrefix: string): Promise<string[]> {
  const query = container.resolve<Query<{ payment_collection_id: string }>>(ContainerRegistrationKeys.QUERY);
  const { data } = await query.graph({
    entity: "payment_session",
    fields: ["payment_collection_id"],
    filters: { status: "pending_authorization", provider_id: { $like: `${providerPrefix}%` } },
  });
  return [...new Set(data.map((row) => row.payment_collection_id))];
}

interface EventBus {
  emit(event: { readonly name: string; readonly data: Readonly<Record<string, unknown>> }): Promise<void>;
}

/** Puts an event on the store's bus, for its own subscribers. */
export async function emit(name: string, data: Readonly<Record<string, unknown>>): Promise<void> {
  await container.resolve<EventBus>(Modules.EVENT_BUS).emit({ name, data });
}

/** Shows a line under the bell of the admin. The same key shows once. */
export async function tellAdmin(key: string, title: string, description: string): Promise<void> {
  const notifications = container.resolve<Notifications | undefined>(Modules.NOTIFICATION, {
    allowUnregistered: true,
  });
  await notifications?.createNotifications({
    to: "",
    channel: "feed",
    template: "admin-ui",
    idempotency_key: key,
    data: { title, description },
  });
}

export const ANOTHER_COPY =
  "@coincoin/medusa sees another copy of @medusajs/framework than this store. Have one version of it in the project (npm ls @medusajs/framework), as a dependency of the store itself.";

/** True when this module's container is the one of the store that runs. */
export function isStoreContainer(key: string, instance: object): boolean {
  return container.resolve<unknown>(key, { allowUnregistered: true }) === instance;
}
