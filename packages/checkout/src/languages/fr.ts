import type { Messages } from "./en.ts";

export const messages: Messages = {
  "page.loading": "Chargement de la commande…",
  "page.unavailable.title": "Cette commande ne peut pas être affichée",
  "page.unavailable.text":
    "Vérifiez que vous avez ouvert le lien en entier, ou demandez-en un nouveau à la boutique.",
  "preparing.title": "Préparation de votre paiement",
  "preparing.text": "L’adresse de paiement arrive. Cela prend quelques secondes ; ne fermez pas cette page.",
  "waiting.title": "En attente de votre paiement",
  "waiting.text":
    "Envoyez {amount} en un seul paiement. Cette page remarque d’elle-même son arrivée, en général en quelques minutes.",
  "partial.title": "Une partie de votre paiement est arrivée",
  "partial.text":
    "{received} sont arrivés. Envoyez les {amount} restants à la même adresse avant la fin du délai.",
  "confirming.title": "Paiement reçu, en cours de confirmation",
  "confirming.text":
    "Le montant complet est arrivé. Il est en cours de confirmation ; vous n’avez rien à faire et pouvez fermer cette page.",
  "received.title": "Paiement terminé",
  "received.text":
    "Merci. Votre commande est payée et la boutique en est informée. Vous pouvez fermer cette page.",
  "settled.title": "Payé et réglé",
  "settled.text": "Merci. Votre paiement est parvenu à la boutique. Vous pouvez fermer cette page.",
  "over.title": "Payé, avec plus que nécessaire",
  "over.text":
    "Votre commande est payée. Vous avez envoyé {received} au lieu de {due} : contactez la boutique au sujet de la différence.",
  "late.title": "Votre paiement est arrivé en retard",
  "late.text":
    "Le montant complet est arrivé après la date limite. Il n’est pas perdu : une personne de la boutique s’en occupe. Contactez la boutique si vous n’avez pas de nouvelles.",
  "underpaid.title": "Le montant n’est pas arrivé en entier à temps",
  "underpaid.text":
    "{received} sur {due} sont arrivés avant la clôture de cette commande. N’envoyez plus rien et contactez la boutique : votre argent est enregistré.",
  "expired.title": "Cette commande a expiré",
  "expired.text":
    "Rien n’est arrivé à temps. N’envoyez rien à l’ancienne adresse. Si vous l’avez déjà fait, contactez la boutique.",
  "invalid.title": "Cette commande n’est pas valable",
  "invalid.text": "N’envoyez rien pour elle. Si vous l’avez déjà fait, contactez la boutique.",
  "step.pay": "Paiement",
  "step.confirm": "Confirmation",
  "step.done": "Terminé",
  "amount.send": "Envoyez exactement",
  "amount.rest": "Reste à envoyer",
  "amount.due": "Montant dû",
  "amount.received": "Reçu",
  "amount.progress": "{received} sur {due} reçus",
  "address.label": "À cette adresse",
  "coin.label": "Monnaie",
  "network.label": "Réseau",
  "order.label": "Commande",
  "warning.only":
    "Envoyez uniquement des {coin} sur le réseau {network}. Tout autre envoi à cette adresse peut être perdu.",
  "warning.fee": "Les frais de réseau s’ajoutent : le montant complet doit arriver.",
  "warning.otherCoins":
    "{amount} sont aussi arrivés, mais ne comptent pas pour cette commande. Contactez la boutique à ce sujet.",
  "time.left": "Temps restant",
  "time.before": "À payer avant le {time}",
  "time.fiveMinutes": "Il reste cinq minutes pour payer.",
  "time.oneMinute": "Il reste une minute pour payer.",
  "qr.label": "Code QR avec l’adresse de paiement",
  "qr.labelAmount": "Code QR avec l’adresse de paiement et le montant",
  "qr.choice": "Contenu du code QR",
  "qr.withAmount": "Avec montant",
  "qr.addressOnly": "Adresse seule",
  "action.copy": "Copier",
  "action.copyAmount": "Copier le montant",
  "action.copyAddress": "Copier l’adresse",
  "action.copied": "Copié",
  "action.copyFailed": "La copie n’a pas été autorisée. Le texte est sélectionné : copiez-le à la main.",
  "action.wallet": "Ouvrir dans le portefeuille",
  "action.explorer": "Voir sur la blockchain",
  "action.newOrder": "Créer une nouvelle commande",
  "action.contact": "Contacter la boutique",
  "action.return": "Retour à la boutique",
  "connection.live": "Mise à jour en direct",
  "connection.polling": "Mise à jour toutes les quelques secondes",
  "connection.offline": "Pas de connexion. Cette page reprend d’elle-même dès son retour.",
};
