import { container } from "@medusajs/framework";
import { Modules } from "@medusajs/framework/utils";
import { graph } from "./container.ts";

type Metadata = Readonly<Record<string, unknown>>;

interface Change {
  readonly metadata: Metadata;
}

interface CartModule {
  updateCarts(id: string, change: Change): Promise<unknown>;
}

interface OrderModule {
  updateOrders(id: string, change: Change): Promise<unknown>;
}

export async function readMetadata(entity: "cart" | "order", id: string): Promise<Metadata> {
  const [row] = await graph<{ metadata: Metadata | null }>(entity, ["id", "metadata"], { id });
  return row?.metadata ?? {};
}

/** Not through a workflow: those refresh the cart, which deletes its payment session. */
export async function writeCartMetadata(id: string, metadata: Metadata): Promise<void> {
  await container.resolve<CartModule>(Modules.CART).updateCarts(id, { metadata });
}

export async function writeOrderMetadata(id: string, metadata: Metadata): Promise<void> {
  await container.resolve<OrderModule>(Modules.ORDER).updateOrders(id, { metadata });
}
