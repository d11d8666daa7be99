/** A style sheet without what only its authors need. Knows just enough CSS for ours: no strings with spaces that matter. */
export const squeeze = (css: string): string =>
  css
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,]) ?/g, "$1")
    .replace(/: /g, ":")
    .replaceAll(";}", "}")
    .trim();
