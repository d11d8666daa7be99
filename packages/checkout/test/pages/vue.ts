import { createApp, defineComponent, h, ref } from "vue";
import "../../src/element.ts";

const OrderPage = defineComponent({
  setup() {
    const heard = ref<string[]>([]);
    const language = ref("en");
    return () =>
      h("main", [
        h("h1", "Your order"),
        h("button", { id: "german", onClick: () => (language.value = "de") }, "Deutsch"),
        h(
          "coincoin-checkout",
          {
            src: "/orders/EX100100100?key=k",
            language: language.value,
            merchant: "Tea House",
            class: "pay",
            "onCoincoin:payment": (event: HTMLElementEventMap["coincoin:payment"]) =>
              heard.value.push(`payment ${event.detail.view.received}`),
            "onCoincoin:paid": (event: HTMLElementEventMap["coincoin:paid"]) =>
              heard.value.push(`paid ${event.detail.stage}`),
          },
          [h("p", { slot: "received" }, "Your tea is on its way.")],
        ),
        h("output", { id: "heard" }, heard.value.join(", ")),
      ]);
  },
});

createApp(OrderPage).mount("#app");
