import type { Brand } from "./options.ts";

/**
 * The brand as a style sheet of its own, which the page's policy knows by its hash; "" where there is none.
 * @throws TypeError for what could be more than a colour or a list of names.
 */
export function brandStyles({ accent, font }: Brand = {}): string {
  return [accent === undefined ? "" : accentStyles(accent), font === undefined ? "" : fontStyles(font)].join(
    "",
  );
}

function fontStyles(font: string): string {
  const names = /^(?:"[\w -]+"|'[\w -]+'|[\w -]+)(?:, ?(?:"[\w -]+"|'[\w -]+'|[\w -]+))*$/;
  if (!names.test(font))
    throw new TypeError('brand.font must be a list of font names such as Georgia, "Times New Roman", serif');
  return `:root{--coincoin-font:${font}}`;
}

function accentStyles(accent: string): string {
  if (!/^#[\da-f]{6}$/i.test(accent)) throw new TypeError("brand.accent must be a colour such as #6d28d9");
  const channels = [1, 3, 5].map((at) => Number.parseInt(accent.slice(at, at + 2), 16));
  const lighter = channels.map((value) => Math.round(value + (255 - value) * LIGHTER));
  const shades = [
    [accent, inkOn(channels)],
    [`#${lighter.map((value) => value.toString(16).padStart(2, "0")).join("")}`, inkOn(lighter)],
  ] as const;
  const [light, dark] = shades.map(
    ([colour, ink]) => `--coincoin-accent:${colour};--coincoin-on-accent:${ink}`,
  );
  const both = `--coincoin-accent:light-dark(${shades[0][0]},${shades[1][0]});--coincoin-on-accent:light-dark(${shades[0][1]},${shades[1][1]})`;
  return `:root{${light}}:root[data-theme=dark]{${dark}}@supports (color:light-dark(#000,#fff)){:root[data-theme]{${both}}}`;
}

/** How far toward white the dark page's shade goes. */
const LIGHTER = 0.6;

/** Black or white, whichever has more contrast (WCAG 2, relative luminance). */
function inkOn(channels: readonly number[]): string {
  const [red = 0, green = 0, blue = 0] = channels.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000" : "#fff";
}
