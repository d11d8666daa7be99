import { MedusaError } from "@medusajs/framework/utils";
import { type Collection, readCollection, readSession } from "../medusa/rows.ts";

/** The payment collection with this id, or of the payment session with this id. @throws MedusaError `not_found` */
export async function collectionNamed(id: string): Promise<Collection> {
  const session = id.startsWith("payses_") ? await readSession(id) : undefined;
  const collection = await readCollection(session?.collectionId ?? id);
  if (collection !== undefined) return collection;
  throw new MedusaError(MedusaError.Types.NOT_FOUND, `There is no payment collection or session ${id}.`);
}
