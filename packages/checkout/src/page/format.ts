/** 75 minutes are `1:15:00`, five are `05:00`; never negative. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const rest = new Date(seconds * 1000).toISOString().slice(14, 19);
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** A date and time with its zone. */
export const formatTime = (
  iso: string,
  language: string,
  timeZone: string | undefined,
  more: Intl.DateTimeFormatOptions = {},
): string =>
  new Intl.DateTimeFormat(language, {
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
    timeZone,
    ...more,
  }).format(new Date(iso));

/** `("50", "usdt")` is `50 USDT`. Digits stay as they are: they must be the same as what is copied. */
export const formatAmount = (amount: string, coin: string | null): string =>
  coin === null ? amount : `${amount}\u00a0${coin.toUpperCase()}`;
