// SPDX-License-Identifier: Apache-2.0
import type { CheckoutWords } from "./words-en.ts";

export const german: CheckoutWords = {
  title: "Kasse",
  demo: "Eine Vorführung. Nichts, was Sie hier schreiben, wird gesendet, gespeichert oder abgebucht. Bitte keine echte Karte.",
  fill: "Erfundene Adresse eintragen",
  contact: "Kontakt",
  address: "Adresse",
  payment: "Zahlung",
  email: "E-Mail",
  name: "Vor- und Nachname",
  street: "Straße und Hausnummer",
  extra: "Wohnung, Stockwerk (freiwillig)",
  postcode: "Postleitzahl",
  city: "Ort",
  country: "Land",
  card: "Kartennummer",
  cardHint: "Zum Beispiel 4242 4242 4242 4242",
  expiry: "Gültig bis",
  expiryHint: "Monat und Jahr, etwa 09/29",
  code: "Prüfziffer",
  codeHint: "Drei oder vier Ziffern",
  holder: "Name auf der Karte",
  summary: "Ihre Bestellung",
  total: "Zusammen",
  back: "Zurück zur Tasche",
  order: "Zum Schein bestellen",
  checking: "Einen Moment",
  wrong: (count) =>
    count === 1
      ? "Ein Feld braucht noch einen Blick."
      : `${count} Felder brauchen noch einen Blick.`,
  missing: (field) => `Bitte ausfüllen: ${field}.`,
  badEmail: "Eine E-Mail-Adresse sieht aus wie name@example.com.",
  badPostcode: (example) => `Eine Postleitzahl sieht dort aus wie ${example}.`,
  badCard: "Das ist keine Kartennummer: Eine Ziffer ist falsch oder fehlt.",
  badExpiry: "Monat und Jahr schreiben, etwa 09/29.",
  expired: "Diese Karte ist nicht mehr gültig.",
  badCode: "Drei oder vier Ziffern, von der Rückseite der Karte.",
  declined: "Diese Bestellung lässt sich nicht bestätigen. Es wurde nichts abgebucht.",
  unassessed: (why) =>
    `Die Bestellung ließ sich nicht prüfen (${why}). Es wurde nichts abgebucht; bitte noch einmal versuchen.`,
  changed:
    "Ihre Tasche hat sich inzwischen geändert. Bitte sehen Sie die Bestellung noch einmal an.",
  empty: "Hier ist nichts zu bezahlen",
  emptyText: "Ihre Tasche ist leer.",
  around: "Umsehen",
  thanks: "Danke",
  pretended:
    "Nichts wurde abgebucht und nichts wird verschickt: Die Bestellung war nur zum Schein.",
  number: "Bestellung",
  reviewed: "Jemand sieht sie sich an, bevor sie bestätigt wird.",
  toLookbook: "Ihr Lookbook ansehen",
  noOrder: "Hier ist keine Bestellung",
  noOrderText: "Ihre Seite galt nur für jenen Besuch.",
};
