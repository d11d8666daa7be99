import { styles } from "../page/styles.ts";

/** Gives a shadow root its styles. The page's policy knows them by their hash, where a browser needs them as an element. */
export function addStyles(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = document.createElement("style");
    style.textContent = styles;
    root.append(style);
  }
}
