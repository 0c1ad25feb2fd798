import type { Catalog } from '../catalog.ts'

export const budget: Catalog['budget'] = {
  title: 'Budget',

  months: 'Monate',
  previousMonth: 'Voriger Monat: {month}',
  nextMonth: 'Nächster Monat: {month}',
  noNextMonth: 'Kein nächster Monat',

  spentOfLimit: '<b>{spent}</b> von {limit} ausgegeben',
  spentWithoutLimit: '<b>{spent}</b> ausgegeben, kein Limit festgelegt',
  spent: '<b>{spent}</b> ausgegeben',
  encodingUse:
    '{minutes, plural, one {# Minute} other {# Minuten}} Video verarbeitet in {jobs, plural, one {# Auftrag} other {# Aufträgen}}',
  encodingUseUnderMinute:
    'Weniger als eine Minute Video verarbeitet in {jobs, plural, one {# Auftrag} other {# Aufträgen}}',

  legendSpent: 'Ausgegeben',
  legendReserved: 'Reserviert',
  legendLeft: 'Übrig',
  legendOver: 'Über dem Limit',
  legendItem: '{name}: {amount}',

  left: 'Im {month} sind noch {left} von {limit} übrig.',
  nothingLeft: 'Im {month} ist vom Limit von {limit} nichts mehr übrig.',
  slightlyOver: 'Das ist etwas mehr, als im {month} vom Limit von {limit} noch übrig ist.',

  reserved: 'Reserviert: für Videos in Arbeit.',
  reservedAmount: 'Für Videos in Arbeit reserviert: {amount}.',
  countingRule: 'Jedes Video zählt in dem Monat, in dem es fertig wird.',
  listPrices: 'Listenpreise vom {date}, {region}, vor Rabatten.',

  forecast: 'Prognose für den ganzen Monat: {amount}.',
  saved: 'Durch wiederverwendete Videos gespart: {amount}.',
  invalidMonth: 'In der Adresse steht kein Monat wie 2026-11. Deshalb sehen Sie den aktuellen Monat.',
  monthsTitle: 'Letzte 12 Monate',
  monthSpent: '{month}: {amount}',
  month: 'Monat',
  packages: 'Kosten je Paket',
  costliestVideos: 'Teuerste Videos',
  package: 'Paket',
  video: 'Video',
  videos: 'Videos',
  jobs: 'Aufträge',
  removedVideo: 'Ein Video, das nicht mehr im Paket ist',
  estimate: 'Schätzung',

  waitingTitle: 'Wartet auf Budget',
  waitingTotal:
    '{videos, plural, one {# Video} other {# Videos}} aus {packages, plural, one {# Paket} other {# Paketen}} {videos, plural, one {wartet} other {warten}} auf den nächsten Monat, ein höheres Limit oder Ihre Freigabe: {amount}.',
  release: 'Freigeben',
  releaseOf: '{title} freigeben',
  releaseQuestion: '{count, plural, one {# Video} other {# Videos}} aus „{title}“ jetzt verarbeiten?',
  releaseEffect: 'Das belastet diesen Monat mit {amount}, auch wenn das Limit damit überschritten wird.',
  released: 'Die Videos aus „{title}“ werden jetzt verarbeitet.',

  limitTitle: 'Monatslimit',
  limitHelp:
    'Über dem Limit warten neue Videos auf Ihre Freigabe oder den nächsten Monat. Alles andere in ihren Paketen läuft weiter.',
  limitAmount: 'Betrag in {currency}',
  noLimit: 'Kein Limit',
  saveLimit: 'Speichern',
  removeLimit: 'Limit entfernen',
  limitSaved: 'Gespeichert',
  limitRemoved: 'Entfernt',
  invalidAmount: 'Geben Sie einen Betrag ein, zum Beispiel 50 oder 12,50.',
  mayRelease: '{people} dürfen das Limit überschreiten.',
  nobodyMayRelease: 'Niemand darf das Limit überschreiten.',
  others: '{count, plural, one {# weitere Person} other {# weitere Personen}}',
  mailsAlerts: 'Sie bekommen eine E-Mail bei 80 % und bei 100 %.',
  mailsNoAlerts: 'Es ist kein Mailserver eingerichtet. Daher erfährt niemand, wenn das Limit nahe ist.',
  alertReached: '{percent, number, percent} erreicht <time></time>.',
  alertMailed: 'Die E-Mail wurde gesendet.',
  alertNotMailed: 'Die E-Mail wurde noch nicht gesendet.',
}
