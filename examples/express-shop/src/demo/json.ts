// oxlint-disable typescript/no-unnecessary-type-parameters, typescript/no-unsafe-return -- the caller says what the shape is

/** Reads what this demo's own servers sent, whose shape is known. */
export function parsed<T>(text: string): T {
  return JSON.parse(text);
}
