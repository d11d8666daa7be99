/**
 * Tells the page around the frame how high this one is, now and whenever that changes: `{ type: "coincoin:size", height }`, in
 * CSS pixels. To any origin, for a height is not secret and the policy says who may frame the page.
 */
export function tellSize(): void {
  const tell = (): void => {
    // Up: a frame that is a part of a pixel too low has a scroll bar.
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    parent.postMessage({ type: "coincoin:size", height }, "*");
  };
  new ResizeObserver(tell).observe(document.body);
}
