import type { Suite } from "./bench.ts";
import { addressOf, notification } from "./gateway.ts";

/** One address for one purchase, from the first look to the receipt. */
export function payLinks({ describe, expect, test }: Suite): void {
  const display = {
    amount: "49.90",
    currency: "EUR",
    title: "Invoice 7/2",
    lines: [{ text: "1 kg", amount: 49.9 }],
  };

  describe("a pay link", () => {
    test("shows what is to be paid and makes no order, however often it is opened", async (bench) => {
      const path = pathOf(bench.coincoin.payUrl("inv 7/2", { price: "53.20", display }));
      for (const method of ["GET", "HEAD", "GET"]) {
        const answer = await bench.get(path, { method, headers: { "accept-language": "de" } });
        expect([method, answer.status]).toEqual([method, 200]);
        expect(answer.headers.get("content-security-policy")).toContain("form-action 'self'");
        expect(answer.headers.get("cache-control")).toBe("no-store");
        if (method === "GET") expect(answer.text).toMatch(/Invoice 7\/2.*49,90.*Mit Krypto bezahlen/s);
      }
      expect((await bench.coincoin.listOrders()).items).toEqual([]);
    });

    test("makes one order when Pay is pressed, and asks for the rest of it after that", async (bench) => {
      const path = pathOf(bench.coincoin.payUrl("inv-7", { price: "100", display }));
      const pressed = await Promise.all([press(bench.url + path), press(bench.url + path)]);
      expect(pressed.map(({ status }) => status)).toEqual([303, 303]);
      const { items } = await bench.coincoin.listOrders();
      expect(items).toMatchObject([
        { reference: "inv-7", price: "100", display: { amount: "49.9", currency: "EUR" } },
      ]);
      const paymentId = items[0]?.paymentId ?? "";
      const page = await fetch(new URL(pressed[0].headers.get("location") ?? "", bench.url + path));
      expect(await page.text()).toContain(addressOf(paymentId));
      await bench.post(notification({ paymentId, collected: "40", state: 0 }));
      const again = await bench.get(path);
      expect([again.status, again.text.includes("40\u00a0USDT")]).toEqual([200, true]);
    });

    test("leads to the receipt once it is paid, without another order", async (bench) => {
      const path = pathOf(bench.coincoin.payUrl("inv-8", { price: "100", display }));
      await press(bench.url + path);
      const paymentId = (await bench.coincoin.listOrders()).items[0]?.paymentId ?? "";
      await bench.post(notification({ paymentId, collected: "100", state: 1 }));
      for (const method of ["GET", "POST"]) {
        const answer = await fetch(bench.url + path, { method, redirect: "manual" });
        expect([method, answer.status]).toEqual([method, 303]);
        expect(answer.headers.get("location")).toContain(`../checkout/${paymentId}?key=`);
      }
      expect((await bench.get(path)).text).toContain("Paid on");
      expect((await bench.coincoin.listOrders()).items).toHaveLength(1);
    });

    test("is good only as it was made: one sign less or other, and it is a page that says so", async (bench) => {
      const path = pathOf(bench.coincoin.payUrl("inv-9", { price: "100", display }));
      const wrong = [
        path.slice(0, -1),
        path.replace("price=100", "price=10"),
        path.replace("until=1", "until=2"),
        path.replace("inv-9", "inv-8"),
        path.replace("amount=49.9", "amount=4.9"),
        path.replace("EUR", "JPY"),
        path.replace("line=", "line=x&line="),
        path.replace("title=", "title=x&title="),
        path.split("?")[0] ?? "",
      ];
      for (const each of wrong) {
        for (const method of ["GET", "POST"]) {
          const answer = await bench.get(each, { method });
          expect([each, method, answer.status]).toEqual([each, method, 404]);
          expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
          expect(answer.text).toContain("This order cannot be shown");
        }
      }
      expect((await bench.get(`${path}&utm_source=mail`)).status).toBe(200);
      expect((await bench.coincoin.listOrders()).items).toEqual([]);
    });

    test("ends when its time is up", async (bench) => {
      const path = pathOf(bench.coincoin.payUrl("inv-10", { price: "100", validFor: { days: 0.000_001 } }));
      await new Promise((resolve) => setTimeout(resolve, 200));
      for (const method of ["GET", "POST"]) {
        const answer = await bench.get(path, { method, headers: { "accept-language": "fr" } });
        expect([method, answer.status]).toEqual([method, 410]);
        expect(answer.text).toContain("Ce lien de paiement a expiré");
      }
      expect((await bench.coincoin.listOrders()).items).toEqual([]);
    });

    test("is a page for people while the store is down, too", async (bench) => {
      const path = pathOf(bench.coincoin.payUrl("inv-11", { price: "100" }));
      bench.trouble.storeDown = true;
      const answer = await bench.get(path, { method: "POST" });
      expect([answer.status, answer.headers.get("content-type")]).toEqual([503, "text/html; charset=utf-8"]);
      bench.trouble.storeDown = false;
      expect((await bench.get(path)).status).toBe(200);
    });
  });
}

/** The suite's public address is not the one it is mounted at. */
function pathOf(payUrl: string): string {
  return payUrl.replace("https://shop.example/coincoin", "");
}

/** As a browser sends a form without fields. */
function press(url: string): Promise<Response> {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return fetch(url, { method: "POST", headers, body: "", redirect: "manual" });
}
