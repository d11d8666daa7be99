import type { AttentionRow } from "../../../admin-view/attention.ts";
import { ask } from "../../parts/api.ts";
import { Form } from "../../parts/form.tsx";
import { RefundForm } from "../../parts/refund-form.tsx";
import { text } from "../../parts/text.ts";

/** What a person does about a row. */
export interface Action {
  readonly type: "resolve" | "accept" | "reconcile" | "refund" | "assign";
  readonly item: AttentionRow;
}

export function ActionForm({ action, onClose }: { readonly action: Action; readonly onClose: () => void }) {
  const { type, item } = action;
  const collectionId = item.collection_id ?? "";
  switch (type) {
    case "resolve":
      return (
        <Form
          title={text("action.resolve")}
          explanation={text("resolve.explanation", { message: item.message })}
          fields={[{ name: "note", label: text("resolve.note"), placeholder: text("resolve.placeholder") }]}
          submit={text("action.resolve")}
          onClose={onClose}
          onSubmit={async (body) => {
            await ask(`/attention/${item.id}/resolve`, { method: "POST", body });
          }}
        />
      );
    case "accept":
      return (
        <Form
          title={text("action.accept")}
          explanation={text("accept.explanation", { notification: item.notification ?? "" })}
          fields={[]}
          submit={text("action.accept")}
          onClose={onClose}
          onSubmit={async () => {
            await ask(`/attention/${item.id}/accept`, { method: "POST", body: {} });
          }}
        />
      );
    case "reconcile":
      return (
        <Form
          title={text("action.reconcile")}
          explanation={text("reconcile.explanation", { payment: item.paymentId ?? "" })}
          fields={[
            { name: "coin", label: text("reconcile.coin"), initial: item.details["coin"] ?? "usdt" },
            { name: "amount", label: text("reconcile.amount"), placeholder: "26.10" },
            {
              name: "state",
              label: text("reconcile.state"),
              initial: "completed",
              choices: ["receiving", "settling", "completed", "invalid"],
            },
          ]}
          submit={text("reconcile.submit")}
          onClose={onClose}
          onSubmit={async ({ coin = "", amount = "", state = "" }) => {
            const body = { collected: { [coin.toLowerCase()]: amount }, state };
            await ask(`/payments/${item.paymentId ?? ""}/reconcile`, { method: "POST", body });
          }}
        />
      );
    case "refund":
      return <RefundForm collectionId={collectionId} onClose={onClose} />;
    case "assign":
      return (
        <Form
          title={text("assign.title")}
          explanation={text("assign.explanation")}
          fields={[
            { name: "to", label: text("assign.to"), placeholder: "pay_col_… or payses_…" },
            { name: "amount", label: text("assign.amount"), placeholder: "26.10" },
          ]}
          submit={text("action.assign")}
          onClose={onClose}
          onSubmit={async (body) => {
            await ask(`/collections/${collectionId}/assign`, { method: "POST", body });
          }}
        />
      );
  }
}
