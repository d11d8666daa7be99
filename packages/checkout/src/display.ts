/** What is paid for, in the shop's own words and currency, as a customer is shown it. Amounts are decimal strings: "49.90". */
export interface Display {
  amount: string;
  /** ISO 4217: `EUR`. */
  currency: string;
  title: string | null;
  lines: { text: string; amount: string | null }[];
}

/** An amount of money as the customer's language writes it: `€49.90`, `49,90 €`. */
export function formatMoney(amount: string, currency: string, language: string): string {
  try {
    return new Intl.NumberFormat(language, { style: "currency", currency }).format(Number(amount));
  } catch {
    // Not a currency that the browser can read: the plain words are as true.
    return `${amount}\u00a0${currency}`;
  }
}
