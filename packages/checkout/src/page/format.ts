const pad = (value: number): string => String(value).padStart(2, "0");

/** `75` minutes is `1:15:00`, never negative. */
export function formatDuration(ms: number): string {
  const total = Math.max(0, Math.ceil(ms / 1000));
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(total % 60)}` : `${minutes}:${pad(total % 60)}`;
}

/** A date and time in the customer's zone, or in UTC and saying so where the zone is not known. */
export function formatTime(iso: string, language: string, zone: "local" | "utc"): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(language, {
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
    ...(zone === "utc" ? { timeZone: "UTC" } : {}),
  }).format(date);
}

/** `("50", "usdt")` is `50 USDT`. Digits stay as they are: they must be the same as what is copied. */
export const formatAmount = (amount: string, coin: string | null): string =>
  coin === null ? amount : `${amount}\u00a0${coin.toUpperCase()}`;
