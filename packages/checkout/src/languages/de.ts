import type { Messages } from "./en.ts";

export const messages: Messages = {
  "page.loading": "Die Bestellung wird geladen …",
  "page.unavailable.title": "Diese Bestellung kann nicht angezeigt werden",
  "page.unavailable.text":
    "Prüfen Sie, ob Sie den vollständigen Link geöffnet haben, oder bitten Sie den Shop um einen neuen.",
  "preparing.title": "Ihre Zahlung wird vorbereitet",
  "preparing.text":
    "Die Zahlungsadresse ist unterwegs. Das dauert wenige Sekunden; bitte schließen Sie diese Seite nicht.",
  "waiting.title": "Wir warten auf Ihre Zahlung",
  "waiting.text":
    "Senden Sie {amount} in einer Zahlung. Diese Seite bemerkt den Eingang von selbst, meist innerhalb weniger Minuten.",
  "partial.title": "Ein Teil Ihrer Zahlung ist da",
  "partial.text":
    "{received} sind angekommen. Bitte senden Sie die restlichen {amount} vor Ablauf der Zeit an dieselbe Adresse.",
  "confirming.title": "Zahlung eingegangen, wird bestätigt",
  "confirming.text":
    "Der volle Betrag ist da und wird bestätigt. Sie müssen nichts tun und diese Seite nicht offen lassen.",
  "received.title": "Zahlung abgeschlossen",
  "received.text":
    "Vielen Dank. Ihre Bestellung ist bezahlt und der Shop ist benachrichtigt. Sie können diese Seite schließen.",
  "settled.title": "Bezahlt und abgerechnet",
  "settled.text": "Vielen Dank. Ihre Zahlung ist beim Shop angekommen. Sie können diese Seite schließen.",
  "over.title": "Bezahlt, mit mehr als nötig",
  "over.text":
    "Ihre Bestellung ist bezahlt. Sie haben {received} statt {due} gesendet: Wenden Sie sich wegen der Differenz an den Shop.",
  "late.title": "Ihre Zahlung kam zu spät an",
  "late.text":
    "Der volle Betrag kam nach Ablauf der Frist an. Er ist nicht verloren: Der Shop prüft ihn persönlich. Wenden Sie sich an den Shop, wenn Sie nichts hören.",
  "underpaid.title": "Es kam nicht rechtzeitig genug an",
  "underpaid.text":
    "{received} von {due} kamen an, bevor diese Bestellung geschlossen wurde. Bitte senden Sie nichts mehr und wenden Sie sich an den Shop: Ihr Geld ist erfasst.",
  "expired.title": "Diese Bestellung ist abgelaufen",
  "expired.text":
    "Es ist nichts rechtzeitig angekommen. Bitte senden Sie nichts an die alte Adresse. Falls Sie es schon getan haben, wenden Sie sich an den Shop.",
  "invalid.title": "Diese Bestellung ist nicht gültig",
  "invalid.text":
    "Bitte senden Sie nichts dafür. Falls Sie es schon getan haben, wenden Sie sich an den Shop.",
  "step.pay": "Zahlung",
  "step.confirm": "Bestätigung",
  "step.done": "Fertig",
  "amount.send": "Genau diesen Betrag senden",
  "amount.rest": "Noch zu senden",
  "amount.due": "Fällig",
  "amount.received": "Eingegangen",
  "amount.progress": "{received} von {due} eingegangen",
  "address.label": "An diese Adresse",
  "coin.label": "Währung",
  "network.label": "Netzwerk",
  "order.label": "Bestellung",
  "warning.only":
    "Senden Sie nur {coin} über das Netzwerk {network}. Alles andere kann an dieser Adresse verloren gehen.",
  "warning.fee": "Netzwerkgebühren kommen hinzu: Der volle Betrag muss ankommen.",
  "warning.otherCoins":
    "Auch {amount} sind angekommen, zählen aber nicht für diese Bestellung. Wenden Sie sich deswegen an den Shop.",
  "time.left": "Verbleibende Zeit",
  "time.before": "Zu zahlen bis {time}",
  "time.fiveMinutes": "Noch fünf Minuten Zeit zum Bezahlen.",
  "time.oneMinute": "Noch eine Minute Zeit zum Bezahlen.",
  "qr.label": "QR-Code mit der Zahlungsadresse",
  "qr.labelAmount": "QR-Code mit Zahlungsadresse und Betrag",
  "qr.choice": "Inhalt des QR-Codes",
  "qr.withAmount": "Mit Betrag",
  "qr.addressOnly": "Nur Adresse",
  "action.copy": "Kopieren",
  "action.copyAmount": "Kopieren: Betrag",
  "action.copyAddress": "Kopieren: Adresse",
  "action.copied": "Kopiert",
  "action.copyFailed": "Kopieren wurde nicht erlaubt. Der Text ist markiert: Kopieren Sie ihn von Hand.",
  "action.wallet": "In Wallet öffnen",
  "action.explorer": "Auf der Blockchain ansehen",
  "action.newOrder": "Neue Bestellung beginnen",
  "action.contact": "Shop kontaktieren",
  "action.return": "Zurück zum Shop",
  "connection.live": "Wird live aktualisiert",
  "connection.polling": "Wird alle paar Sekunden aktualisiert",
  "connection.offline": "Keine Verbindung. Sobald sie zurück ist, geht es hier von selbst weiter.",
};
