import { toast } from "@medusajs/ui";
import { ask } from "./api.ts";
import { Form } from "./form.tsx";

interface RefundFormProps {
  readonly collectionId: string;
  readonly amount?: string;
  readonly onClose: () => void;
}

/** Coins were sent back by hand: from then on Medusa may book a refund of that amount. */
export function RefundForm({ collectionId, amount = "", onClose }: RefundFormProps) {
  return (
    <Form
      title="Record a refund"
      explanation="CoinCoin cannot send money back. Send it by hand first, then enter it here: after that, refunding the same amount in Medusa succeeds once."
      fields={[
        { name: "amount", label: "Amount, in the order's currency", placeholder: "26.10", initial: amount },
        { name: "transaction", label: "Transaction", placeholder: "Hash on the chain" },
      ]}
      submit="Record"
      onClose={onClose}
      onSubmit={async (values) => {
        await ask(`/collections/${collectionId}/refunds`, values);
        toast.success("The refund is recorded", { description: "Now refund the same amount on the order." });
      }}
    />
  );
}
