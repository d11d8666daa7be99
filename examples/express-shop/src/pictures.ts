import { Html } from "./html.ts";

const paths: Readonly<Record<string, string>> = {
  beans: "M8 4c-4 2-5 8-1 11s9 0 9-6-4-7-8-5zM7 15c4-2 1-6 6-10M15 12c4-1 6 3 4 6s-7 3-8-1",
  pot: "M7 3h9l-1 7H8zM8 10l-2 11h11l-2-11M16 5h4l-1 8M10 3l1-2h1l1 2",
  grinder: "M8 8h8l1 13H7zM8 8l1-3h6l1 3M12 5V2h7M10 14h4",
  kettle: "M7 9h9l1 11H6zM7 12C4 12 4 6 1 6M16 11c5-1 6 6 1 7M9 9c0-3 5-3 5 0M11.500 6V4",
};

/** A line drawing of a product. Ours, so that the page needs nothing from elsewhere. */
export function picture(productId: string): Html {
  return new Html(
    `<svg class="picture" viewBox="0 0 24 24" width="56" height="56" fill="none" stroke="currentColor" stroke-width="1.2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${paths[productId] ?? "M4 8h16v12H4zM4 8l3-4h10l3 4M12 4v4"}"/></svg>`,
  );
}
