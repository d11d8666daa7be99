import type { Messages } from "./en.ts";

export const messages: Messages = {
  "page.loading": "Die Bestellung wird geladen …",
  "page.unavailable.title": "Diese Bestellung kann nicht angezeigt werden",
  "page.unavailable.text":
    "Prüfen Sie, ob Sie den vollständigen Link geöffnet haben, oder bitten Sie den Shop um einen neuen.",
  "page.test": "Testbetrieb: Senden Sie kein Geld. Auf dieser Seite ist nichts echt.",
  "preparing.title": "Ihre Zahlung wird vorbereitet",
  "preparing.text":
    "Die Zahlungsadresse ist unterwegs. Das dauert wenige Sekunden; bitte schließen Sie diese Seite nicht.",
  "waiting.title": "Wir warten auf Ihre Zahlung",
  "waiting.text":
    "Senden Sie {amount} in einer Zahlung. Diese Seite bemerkt den Eingang von selbst, meist innerhalb weniger Minuten.",
  "partial.title": "Ein Teil Ihrer Zahlung ist da",
  "partial.text":
    "{received} sind angekommen. Bitte senden Sie die restlichen {amount} vor Ablauf der Zeit an dieselbe Adresse.",
  "wrong-coin.title": "Eine andere Währung ist angekommen",
  "wrong-coin.text":
    "{other} sind angekommen, diese Bestellung wird aber in {coin} bezahlt. Sie zählen daher nicht. Senden Sie zum Bezahlen {amount}, bevor die Zeit abläuft.",
  "wrong-coin.closed":
    "{other} sind angekommen, diese Bestellung war aber in {coin} zu bezahlen. Bitte senden Sie nichts mehr: Was ankam, ist erfasst.",
  "confirming.title": "Zahlung eingegangen, wird bestätigt",
  "confirming.text":
    "Der volle Betrag ist da und wird bestätigt. Sie müssen nichts tun und diese Seite nicht offen lassen.",
  "confirming.waitingFor":
    "Der volle Betrag ist da. Ein früherer Teil von {amount} wird noch bestätigt, spätestens bis {time}. Senden Sie nichts mehr; Sie können diese Seite schließen.",
  "received.title": "Zahlung abgeschlossen",
  "received.text":
    "Vielen Dank. Ihre Bestellung ist bezahlt und der Shop ist benachrichtigt. Sie können diese Seite schließen.",
  "settled.title": "Bezahlt und abgerechnet",
  "settled.text": "Vielen Dank. Ihre Zahlung ist beim Shop angekommen. Sie können diese Seite schließen.",
  "over.title": "Bezahlt, mit mehr als nötig",
  "over.text": "Ihre Bestellung ist bezahlt. Sie haben {received} statt {due} gesendet.",
  "late.title": "Ihre Zahlung kam zu spät an",
  "late.text":
    "Der volle Betrag kam nach Ablauf der Frist an. Er ist nicht verloren: Der Shop prüft ihn persönlich.",
  "underpaid.title": "Es kam nicht rechtzeitig genug an",
  "underpaid.text":
    "{received} von {due} kamen an, bevor diese Bestellung geschlossen wurde. Bitte senden Sie nichts mehr: Ihr Geld ist erfasst.",
  "expired.title": "Diese Bestellung ist abgelaufen",
  "expired.text":
    "Es ist nichts rechtzeitig angekommen. Bitte senden Sie nichts an die alte Adresse. Falls Sie es schon getan haben, ist es nicht verloren.",
  "invalid.title": "Diese Bestellung ist nicht gültig",
  "invalid.text": "Bitte senden Sie nichts dafür. Falls Sie es schon getan haben, ist es nicht verloren.",
  "contact.ask":
    "Wenn Sie Hilfe brauchen, wenden Sie sich an den Shop und nennen Sie die Zahlungsnummer unten.",
  "contact.none": "Wenn Sie Hilfe brauchen, nennen Sie dem Shop die Zahlungsnummer unten.",
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
  "payment.label": "Zahlung",
  "warning.only":
    "Senden Sie nur {coin} über das Netzwerk {network}. Alles andere kann an dieser Adresse verloren gehen.",
  "warning.fee": "Netzwerkgebühren kommen hinzu: Der volle Betrag muss ankommen.",
  "warning.otherCoins": "Auch {amount} sind angekommen, zählen aber nicht für diese Bestellung.",
  "time.left": "Verbleibende Zeit",
  "time.before": "Zu zahlen bis {time}",
  "time.fiveMinutes": "Noch fünf Minuten Zeit zum Bezahlen.",
  "time.oneMinute": "Noch eine Minute Zeit zum Bezahlen.",
  "qr.label": "QR-Code mit der Zahlungsadresse",
  "qr.labelAmount": "QR-Code mit Zahlungsadresse und Betrag",
  "qr.captionAddress": "Enthält nur die Adresse: Geben Sie {amount} in Ihrer Wallet selbst ein.",
  "qr.captionAmount": "Enthält Adresse und Betrag.",
  "qr.choice": "Inhalt des QR-Codes",
  "qr.withAmount": "Mit Betrag",
  "qr.addressOnly": "Nur Adresse",
  "action.copy": "Kopieren",
  "action.copyAmount": "Kopieren: Betrag",
  "action.copyAddress": "Kopieren: Adresse",
  "action.copyOrder": "Kopieren: Bestellnummer",
  "action.copyPayment": "Kopieren: Zahlungsnummer",
  "action.copied": "Kopiert",
  "action.copyFailed": "Markiert: bitte von Hand kopieren",
  "action.wallet": "In Wallet öffnen",
  "action.noWallet":
    "Es hat sich keine Wallet geöffnet. Scannen Sie den Code oder kopieren Sie Betrag und Adresse.",
  "action.explorer": "Auf der Blockchain ansehen",
  "action.newOrder": "Neue Bestellung beginnen",
  "action.contact": "Shop kontaktieren",
  "action.return": "Zurück zum Shop",
  "action.returnTo": "Zurück zu {shop}",
  "action.checkNow": "Jetzt prüfen",
  "connection.live": "Wird live aktualisiert",
  "connection.polling": "Wird alle paar Sekunden aktualisiert",
  "connection.reload": "Prüft alle {seconds} Sekunden erneut",
  "connection.offline": "Keine Verbindung. Sobald sie zurück ist, geht es hier von selbst weiter.",
};
