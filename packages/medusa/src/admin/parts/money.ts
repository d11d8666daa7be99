/** An amount as Medusa's own pages print it: `$26.10`. */
export function money(amount: string, currency: string): string {
  return new Intl.NumberFormat([], {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
  }).format(Number(amount));
}
