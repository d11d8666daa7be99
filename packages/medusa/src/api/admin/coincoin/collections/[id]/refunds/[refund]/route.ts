import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { allowsWithdrawal } from "../../../../../../../payments/account.ts";
import { actorOf, moduleOf, pathParameter, translated } from "../../../../../../request.ts";

/** Takes back a record that was entered by mistake. One that Medusa has booked a refund for stays. */
export async function DELETE(request: AuthenticatedMedusaRequest, response: MedusaResponse): Promise<void> {
  const { accounts, refunds, settlement } = moduleOf(request);
  const collectionId = pathParameter(request, "id");
  const id = pathParameter(request, "refund");
  const record = (await refunds.list(collectionId)).find((one) => one.id === id);
  if (record === undefined) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `There is no recorded refund ${id} here.`);
  }
  const account = await accounts.read({ collectionId, currency: record.currency });
  if (!allowsWithdrawal(account, record.amount)) {
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      "Medusa has booked a refund for this record: it cannot be taken back.",
    );
  }
  await refunds.withdraw(collectionId, id, actorOf(request));
  response.json({ id, deleted: true, placement: await translated(settlement.place(collectionId)) });
}
