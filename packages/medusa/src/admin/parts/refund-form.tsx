import { toast } from "@medusajs/ui";
import { ask } from "./api.ts";
import { Form } from "./form.tsx";
import { text } from "./text.ts";

interface RefundFormProps {
  readonly collectionId: string;
  readonly amount?: string;
  readonly onClose: () => void;
}

/** Coins were sent back by hand: from then on they are not counted as paid, and Medusa may book a refund. */
export function RefundForm({ collectionId, amount = "", onClose }: RefundFormProps) {
  return (
    <Form
      title={text("action.refund")}
      explanation={text("refund.explanation")}
      fields={[
        { name: "amount", label: text("refund.amount"), placeholder: "26.10", initial: amount },
        { name: "transaction", label: text("refund.transaction"), placeholder: text("refund.placeholder") },
      ]}
      submit={text("refund.submit")}
      onClose={onClose}
      onSubmit={async (body) => {
        await ask(`/collections/${collectionId}/refunds`, { method: "POST", body });
        toast.success(text("refund.done"), { description: text("refund.next") });
      }}
    />
  );
}
