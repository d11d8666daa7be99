/** Two coins, in the size and colour of the dashboard's own icons. */
export function Icon() {
  return (
    <svg
      width="15"
      height="15"
      viewBox="0 0 15 15"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      aria-hidden="true"
    >
      <circle cx="5.75" cy="7.5" r="4.5" />
      <path d="M8.5 3.6a4.5 4.5 0 1 1 0 7.8" />
    </svg>
  );
}
