import type { Language } from "./languages/language.ts";

/**
 * The sentences of pay links. The server alone says them, so that the browser's script need not carry them. `{time}` is a date
 * and time, `{received}` an amount with its coin.
 */
export interface PayMessages {
  title: string;
  text: string;
  partial: string;
  button: string;
  until: string;
  expiredTitle: string;
  expiredText: string;
  busyText: string;
  laterTitle: string;
  laterText: string;
  refusedText: string;
}

export const payMessages: Readonly<Record<Language, PayMessages>> = {
  en: {
    title: "Your payment",
    text: "Press the button to see the address and the exact amount to send. Nothing is sent until you send it.",
    partial: "{received} arrived already. Press the button to pay the rest.",
    button: "Pay with crypto",
    until: "This link is valid until {time}.",
    expiredTitle: "This payment link has expired",
    expiredText: "Nothing can be paid with it any more. Ask the shop for a new one.",
    busyText: "Try again in a few seconds.",
    laterTitle: "Paying with crypto does not work right now",
    laterText: "Try again in a few minutes. You have not been asked for any money.",
    refusedText:
      "You have not been asked for any money. Trying again does not help: contact the shop, or pay in another way.",
  },
  de: {
    title: "Ihre Zahlung",
    text: "Mit dem Knopf sehen Sie die Adresse und den genauen Betrag. Es wird nichts abgebucht: Sie senden das Geld selbst.",
    partial: "{received} sind schon angekommen. Mit dem Knopf bezahlen Sie den Rest.",
    button: "Mit Krypto bezahlen",
    until: "Dieser Link gilt bis {time}.",
    expiredTitle: "Dieser Zahlungslink ist abgelaufen",
    expiredText: "Mit ihm kann nichts mehr bezahlt werden. Bitten Sie den Shop um einen neuen.",
    busyText: "Versuchen Sie es in einigen Sekunden noch einmal.",
    laterTitle: "Bezahlen mit Krypto geht gerade nicht",
    laterText: "Versuchen Sie es in einigen Minuten noch einmal. Es wurde kein Geld von Ihnen verlangt.",
    refusedText:
      "Es wurde kein Geld von Ihnen verlangt. Ein neuer Versuch hilft nicht: Wenden Sie sich an den Shop oder bezahlen Sie anders.",
  },
  fr: {
    title: "Votre paiement",
    text: "Appuyez sur le bouton pour voir l'adresse et le montant exact. Rien n'est prélevé : c'est vous qui envoyez l'argent.",
    partial: "{received} sont déjà arrivés. Appuyez sur le bouton pour payer le reste.",
    button: "Payer en crypto",
    until: "Ce lien est valable jusqu'au {time}.",
    expiredTitle: "Ce lien de paiement a expiré",
    expiredText: "Il ne permet plus de payer. Demandez-en un nouveau à la boutique.",
    busyText: "Réessayez dans quelques secondes.",
    laterTitle: "Le paiement en crypto ne fonctionne pas pour le moment",
    laterText: "Réessayez dans quelques minutes. Aucun argent ne vous a été demandé.",
    refusedText:
      "Aucun argent ne vous a été demandé. Réessayer ne sert à rien : contactez la boutique ou payez autrement.",
  },
  es: {
    title: "Su pago",
    text: "Pulse el botón para ver la dirección y el importe exacto. No se cobra nada: el dinero lo envía usted.",
    partial: "Ya han llegado {received}. Pulse el botón para pagar el resto.",
    button: "Pagar con cripto",
    until: "Este enlace es válido hasta el {time}.",
    expiredTitle: "Este enlace de pago ha caducado",
    expiredText: "Ya no se puede pagar con él. Pida uno nuevo a la tienda.",
    busyText: "Inténtelo de nuevo en unos segundos.",
    laterTitle: "Ahora mismo no se puede pagar con cripto",
    laterText: "Inténtelo de nuevo en unos minutos. No se le ha pedido ningún dinero.",
    refusedText:
      "No se le ha pedido ningún dinero. Intentarlo de nuevo no ayuda: contacte con la tienda o pague de otra forma.",
  },
  "pt-BR": {
    title: "Seu pagamento",
    text: "Toque no botão para ver o endereço e o valor exato. Nada é cobrado: é você quem envia o dinheiro.",
    partial: "{received} já chegaram. Toque no botão para pagar o restante.",
    button: "Pagar com cripto",
    until: "Este link é válido até {time}.",
    expiredTitle: "Este link de pagamento expirou",
    expiredText: "Não é mais possível pagar com ele. Peça um novo à loja.",
    busyText: "Tente de novo em alguns segundos.",
    laterTitle: "O pagamento com cripto não funciona no momento",
    laterText: "Tente de novo em alguns minutos. Nenhum dinheiro foi pedido a você.",
    refusedText:
      "Nenhum dinheiro foi pedido a você. Tentar de novo não ajuda: fale com a loja ou pague de outra forma.",
  },
  ru: {
    title: "Ваш платёж",
    text: "Нажмите кнопку, чтобы увидеть адрес и точную сумму. Ничего не списывается: деньги отправляете вы сами.",
    partial: "Уже пришло {received}. Нажмите кнопку, чтобы оплатить остаток.",
    button: "Оплатить криптовалютой",
    until: "Ссылка действует до {time}.",
    expiredTitle: "Срок действия платёжной ссылки истёк",
    expiredText: "По ней больше нельзя заплатить. Попросите у магазина новую.",
    busyText: "Попробуйте ещё раз через несколько секунд.",
    laterTitle: "Сейчас оплата криптовалютой не работает",
    laterText: "Попробуйте ещё раз через несколько минут. Никаких денег у вас не запрашивали.",
    refusedText:
      "Никаких денег у вас не запрашивали. Повторять бесполезно: свяжитесь с магазином или заплатите иначе.",
  },
  ja: {
    title: "お支払い",
    text: "ボタンを押すと、送金先のアドレスと正確な金額が表示されます。自動で引き落とされることはありません。",
    partial: "{received} はすでに届いています。ボタンを押して残りをお支払いください。",
    button: "暗号資産で支払う",
    until: "このリンクの有効期限は {time} です。",
    expiredTitle: "この支払いリンクは期限切れです",
    expiredText: "このリンクではもうお支払いできません。店舗に新しいリンクを依頼してください。",
    busyText: "数秒後にもう一度お試しください。",
    laterTitle: "現在、暗号資産でのお支払いができません",
    laterText: "数分後にもう一度お試しください。送金の必要はまだありません。",
    refusedText:
      "送金の必要はありません。再試行しても解決しません。店舗に連絡するか、別の方法でお支払いください。",
  },
  "zh-Hans": {
    title: "您的付款",
    text: "点击按钮即可查看收款地址和准确金额。不会自动扣款，款项由您自己发送。",
    partial: "已收到 {received}。点击按钮支付剩余金额。",
    button: "用加密货币支付",
    until: "此链接有效期至 {time}。",
    expiredTitle: "此付款链接已过期",
    expiredText: "已无法用它付款。请向商店索取新的链接。",
    busyText: "请几秒后重试。",
    laterTitle: "目前无法用加密货币支付",
    laterText: "请几分钟后重试。尚未要求您付款。",
    refusedText: "尚未要求您付款。重试没有帮助：请联系商店，或使用其他方式付款。",
  },
  "zh-Hant": {
    title: "您的付款",
    text: "點擊按鈕即可查看收款地址和準確金額。不會自動扣款，款項由您自己傳送。",
    partial: "已收到 {received}。點擊按鈕支付剩餘金額。",
    button: "用加密貨幣付款",
    until: "此連結有效期至 {time}。",
    expiredTitle: "此付款連結已過期",
    expiredText: "已無法用它付款。請向商店索取新的連結。",
    busyText: "請幾秒後重試。",
    laterTitle: "目前無法用加密貨幣付款",
    laterText: "請幾分鐘後重試。尚未要求您付款。",
    refusedText: "尚未要求您付款。重試沒有幫助：請聯絡商店，或使用其他方式付款。",
  },
  ar: {
    title: "دفعتك",
    text: "اضغط الزر لعرض العنوان والمبلغ الدقيق. لا يُخصم شيء تلقائيًا: أنت من يرسل المال.",
    partial: "وصل {received} بالفعل. اضغط الزر لدفع الباقي.",
    button: "ادفع بالعملات المشفرة",
    until: "هذا الرابط صالح حتى {time}.",
    expiredTitle: "انتهت صلاحية رابط الدفع هذا",
    expiredText: "لم يعد الدفع به ممكنًا. اطلب من المتجر رابطًا جديدًا.",
    busyText: "حاول مرة أخرى بعد بضع ثوانٍ.",
    laterTitle: "الدفع بالعملات المشفرة لا يعمل الآن",
    laterText: "حاول مرة أخرى بعد بضع دقائق. لم يُطلب منك أي مال.",
    refusedText: "لم يُطلب منك أي مال. لن تفيد المحاولة مرة أخرى: تواصل مع المتجر أو ادفع بطريقة أخرى.",
  },
};
