import type { AttentionItem } from "@coincoin/core";
import { ask } from "../../parts/api.ts";
import { Form } from "../../parts/form.tsx";
import { RefundForm } from "../../parts/refund-form.tsx";

/** What a person does about a row. */
export interface Action {
  readonly type: "resolve" | "reconcile" | "refund" | "assign";
  readonly item: AttentionItem;
}

export function ActionForm({ action, onClose }: { readonly action: Action; readonly onClose: () => void }) {
  const { type, item } = action;
  const collectionId = (item.reference ?? "").split(".")[0] ?? "";
  switch (type) {
    case "resolve":
      return (
        <Form
          title="Resolve"
          explanation={`${item.message} Resolving closes the row, and nothing is tried again for it.`}
          fields={[{ name: "note", label: "What was done", placeholder: "Refunded by hand, 0x…" }]}
          submit="Resolve"
          onClose={onClose}
          onSubmit={async (values) => {
            await ask(`/attention/${item.id}/resolve`, values);
          }}
        />
      );
    case "reconcile":
      return (
        <Form
          title="Reconcile"
          explanation={`Enter what CoinCoin's own site says of ${item.paymentId ?? "it"}. It counts like a notification, and is recorded as yours.`}
          fields={[
            { name: "coin", label: "Coin", initial: item.details["coin"] ?? "usdt" },
            { name: "amount", label: "Received in total", placeholder: "26.10" },
            {
              name: "state",
              label: "State",
              initial: "completed",
              choices: ["receiving", "settling", "completed", "invalid"],
            },
          ]}
          submit="Enter"
          onClose={onClose}
          onSubmit={async ({ coin = "", amount = "", state = "" }) => {
            await ask(`/payments/${item.paymentId ?? ""}/reconcile`, {
              collected: { [coin.toLowerCase()]: amount },
              state,
            });
          }}
        />
      );
    case "refund":
      return <RefundForm collectionId={collectionId} onClose={onClose} />;
    case "assign":
      return (
        <Form
          title="Assign to another cart"
          explanation="Counts money that came for this cart toward another one of the same customer, up to what is confirmed here."
          fields={[
            {
              name: "to",
              label: "Payment collection or session of the other cart",
              placeholder: "pay_col_… or payses_…",
            },
            { name: "amount", label: "Amount, in the carts' currency", placeholder: "26.10" },
          ]}
          submit="Assign"
          onClose={onClose}
          onSubmit={async (values) => {
            await ask(`/collections/${collectionId}/assign`, values);
          }}
        />
      );
  }
}
