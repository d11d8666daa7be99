import { describe, expect, it } from "vitest";
import { renderPayLink } from "../src/index.ts";

const page = { state: "expired" } as const;

describe("the brand of a page", () => {
  it.each(["red;}body{display:none", "url(x)", "#12345", "</style><script>"])(
    "takes no accent like %j",
    (accent) => {
      expect(() => renderPayLink(page, { brand: { accent } })).toThrow(TypeError);
    },
  );

  it.each(["Georgia;color:red", "Georgia}", '"Times', "a,,b", "</style>"])(
    "takes no font like %j",
    (font) => {
      expect(() => renderPayLink(page, { brand: { font } })).toThrow(TypeError);
    },
  );

  it("loads its logo from where it is and nothing else, and its style sheet by hash", () => {
    const brand = {
      accent: "#0f766e",
      font: 'Georgia, "Times New Roman", serif',
      logoUrl: "https://cdn.example/logo.svg",
    };
    const { html, headers } = renderPayLink(page, { brand });
    expect(headers["content-security-policy"]).toMatch(/img-src https:\/\/cdn\.example(;|$)/);
    expect(headers["content-security-policy"]).not.toContain("unsafe");
    expect(html).toContain('src="https://cdn.example/logo.svg" alt>');
    expect(html).toContain("--coincoin-accent:#0f766e;--coincoin-on-accent:#fff");
    expect(() => renderPayLink(page, { brand: { logoUrl: "javascript:alert(1)" } })).toThrow(TypeError);
  });
});
