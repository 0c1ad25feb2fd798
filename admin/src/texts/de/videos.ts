import type { Catalog } from '../catalog.ts'

export const videos: Catalog['videos'] = {
  title: 'Videos',
  progress: 'Videoverarbeitung',
  badge: '{ready, number} von {total, number} bereit',
  badgeComplete: '{total, plural, one {Bereit} other {Alle # bereit}}',
  showAll: '{count, plural, one {Das Video anzeigen} other {Alle # Videos anzeigen}}',

  summaryNone: 'Keine Videos müssen verarbeitet werden',
  summaryFailed:
    '{total, plural, one {Das Video ließ sich nicht verarbeiten} other {Keines der Videos ließ sich verarbeiten}}',
  summaryReady:
    '{total, plural, one {Das Video ist bereit} =2 {Beide Videos sind bereit} other {Alle # Videos sind bereit}}',
  summaryNotReady: 'Das Video ist noch nicht bereit',
  summarySome: '{ready, number} von {total, plural, one {# Video} other {# Videos}} bereit',
  summarySomeFailed:
    '{ready, number} von {total, plural, one {# Video} other {# Videos}} bereit, {failed, number} fehlgeschlagen',

  noneNeeded: 'Keine Videos müssen verarbeitet werden. Sie laufen, wie sie sind.',
  allReady: 'Bereit für alle Geräte.',
  allCopied: 'Alle Videos sind kopiert. Die Verarbeitung beginnt jetzt.',
  someCopied:
    '{copied, number} von {total, plural, one {# Video} other {# Videos}} kopiert. Die Verarbeitung beginnt, wenn alle da sind.',
  failedCount: '{count, plural, one {# Video ist fehlgeschlagen.} other {# Videos sind fehlgeschlagen.}}',
  originalsUntilReady:
    '{count, plural, one {Bis das Video bereit ist, läuft Ihre Originaldatei, sofern der Browser sie unterstützt.} other {Bis die Videos bereit sind, laufen Ihre Originaldateien, sofern der Browser sie unterstützt.}}',
  originalsInstead:
    '{count, plural, one {Stattdessen läuft Ihre Originaldatei, sofern der Browser sie unterstützt.} other {Stattdessen laufen Ihre Originaldateien, sofern der Browser sie unterstützt.}}',

  estimatedCost: 'Geschätzte Kosten: <price>{amount}</price>',
  actualCost: 'Kosten: <price>{amount}</price>',
  spentSoFar: 'bisher {amount} ausgegeben',
  reusedVideos: '{count, plural, one {# Video} other {# Videos}} wiederverwendet, {amount} gespart',
  reusedWork: 'Frühere Arbeit wiederverwendet, {amount} gespart',

  stop: 'Stoppen',
  stopNamed: 'Videoverarbeitung stoppen',
  stopping: 'Wird gestoppt\u00a0…',
  stopQuestion: 'Verarbeitung stoppen?',
  stopHelp: 'Fertige Videos bleiben erhalten. Unfertige Videos beginnen später von vorn.',
  keepProcessing: 'Weiter verarbeiten',
  confirmStop: 'Verarbeitung stoppen',
  stopped: '<b>Gestoppt.</b> {detail}',
  finishedKept: 'Fertige Videos bleiben erhalten.',
  jobsEnding: 'Laufende Aufträge enden jetzt, sofern kein Release sie braucht.',
  continueAfterStop: 'Um fortzufahren, versuchen Sie ein Video erneut, oder synchronisieren Sie.',

  overBudget: 'Angehalten: Budget überschritten',
  askForBudget: '<b>Angehalten: Budget überschritten.</b> Wenden Sie sich an die Administration.',
  pausedCost: 'Diese Videos zu verarbeiten kostet {cost}.',
  processAnyway: 'Trotzdem verarbeiten',
  openBudget: 'Budget öffnen',

  state:
    '{status, select, EXPECTED {Wartet auf Dropbox} UPLOADED {Kopiert} QUEUED {In der Warteschlange} TRANSCODING {Wird verarbeitet} READY {Bereit} NOT_NEEDED {Keine Verarbeitung nötig} FAILED {Fehlgeschlagen} CANCELED {Gestoppt} other {In Arbeit}}',
  stateDetail: '{state} · {detail}',
  sameAs: 'identisch mit {name}',
  playsAsFile: 'läuft als Ihre Originaldatei',
  startsWhenAllCopied: 'beginnt, wenn alle kopiert sind',
  notStarted: 'nicht begonnen',
  queuePosition: '{ahead, plural, =0 {als Nächstes} other {# davor}}',
  reused: 'wiederverwendet, ohne Kosten',
  retry: 'Erneut versuchen',
  retryNamed: '{name} erneut versuchen',

  view: 'Ansicht',
  viewList: 'Liste',
  viewGrid: 'Raster',
  emptyTitle: 'Keine Videos',
  empty: 'Videos erscheinen hier, sobald das Paket mit ihnen synchronisiert ist.',
  group:
    '{group, select, FAILED {Fehlgeschlagen} WAITING_FOR_BUDGET {Wartet auf Budget} IN_PROGRESS {In Arbeit} READY {Bereit} NOT_NEEDED {Keine Verarbeitung nötig} other {Videos}}',
  showGroup: 'Alle {count, number} anzeigen: {group}',
  allGroups: 'Alle Videos',
  pagesOfGroup: 'Seiten der Videos',
  total: '{count, plural, one {# Video} other {# Videos}}',
  totalMinutes: '{minutes, plural, one {# Minute} other {# Minuten}}',
  totalOf:
    '{group, select, FAILED {{count, number} fehlgeschlagen} WAITING_FOR_BUDGET {{count, number} warten auf Budget} IN_PROGRESS {{count, number} in Arbeit} READY {{count, number} bereit} NOT_NEEDED {{count, number} ohne Verarbeitung} other {{count, number}}}',
  totalCost: '{amount} ausgegeben',
  retryAll: 'Alle {count, number} {kind, select, CANCELED {gestoppten} other {fehlgeschlagenen}} erneut versuchen',
  retriedAll: '{count, plural, one {# Video wird} other {# Videos werden}} erneut verarbeitet.',
  retriedSome: '{count, number} von {total, number} Videos werden erneut verarbeitet. {problem}',

  video: 'Video',
  stateColumn: 'Status',
  length: 'Länge',
  lengthAndSize: 'Länge, Größe',
  size: 'Größe',
  price: 'Kosten',
  priceReused: 'Keine, wiederverwendet',
  noPrice: 'Keine',
  usedBy: 'Verwendet von',
  pageCount: '{count, plural, =0 {–} one {# Seite} other {# Seiten}}',
  noPages: 'Keine Seite nennt es.',

  gone: 'Dieses Video ist nicht mehr im Paket.',
  path: 'Pfad',
  resolution: 'Auflösung',
  pixels: '{width} × {height}',
  stream: 'Stream',
  streamOf: 'Stream von {name}',
  noStream: 'Noch gibt es keinen Stream.',
  file: 'Ihre Datei',
  fileOf: 'Datei {name}',
  noFile: 'Browser können diese Datei nicht abspielen.',
  cannotLoad: 'Das Video lässt sich nicht laden.',
  loadAgain: 'Erneut versuchen',
  renditions: 'Qualitätsstufen des Streams',
  bitRate: 'Bitrate, höchstens',
  megabits: '{megabits, number} Mbit/s',
  captions: 'Untertitel',
  noCaptions: 'Keine Untertitel.',
  captionsIn: '{label} ({language})',
  addCaptions:
    'Für Untertitel in einer anderen Sprache legen Sie in Dropbox eine Datei neben das Video, und synchronisieren Sie: <code>{file}</code> für Deutsch, <code>{sdh}</code> für Menschen mit Hörbehinderung. SubRip-Dateien (.srt) gehen auch.',
  attempts: 'Versuche',
  attempt: 'Versuch',
  automaticRetry: 'Automatisch wiederholt nach einer Störung des Dienstes',
  started: 'Gestartet',
  olderSettings: 'ältere Einstellungen',
  reencodingQueued: 'wird noch einmal kodiert, wartet',
  reencodingPercent: 'wird noch einmal kodiert, {percent}',
  reencodingPaused: 'erneute Kodierung angehalten: über dem Budget',
  reencodingFailed: 'wurde nicht noch einmal kodiert',
  reencodingError:
    'Dieses Video konnte nicht noch einmal kodiert werden. Sein früherer Stream bleibt in Gebrauch. {problem}',
  reencodingNote:
    '{count, plural, one {# Video wird noch einmal kodiert. Bis dahin läuft sein früherer Stream.} other {# Videos werden noch einmal kodiert. Bis dahin laufen ihre früheren Streams.}}',
  outdated:
    '{count, plural, one {# Video nutzt} other {# Videos nutzen}} ältere Einstellungen für die Kodierung. Noch einmal zu kodieren kostet {amount}.',
  reencode: 'Noch einmal kodieren …',
  reencodeTitle: 'Mit den jetzigen Einstellungen kodieren?',
  reencodeAllTitle: 'Die Videos aller Pakete mit den jetzigen Einstellungen kodieren?',
  reencodeEffect:
    'Die früheren Streams laufen, bis die neuen bereit sind. Veröffentlichte Releases behalten ihre: Veröffentlichen Sie ein Paket noch einmal, damit Lehrkräfte die neuen Streams sehen.',
  billedMinutes: 'Berechnete Ausgabe',
  reencodeBudget: 'Was nicht ins Monatsbudget passt, wartet auf eine Freigabe.',
  reencodeFor: 'Für {amount} noch einmal kodieren',
  reencodeStarted:
    '{packages, plural, one {Die Videos werden} other {Die Videos von # Paketen werden}} noch einmal kodiert.',
  settingsTitle: 'Einstellungen der Kodierung',
  settingsHelp:
    'Nach einem Update von Lectern nutzen neue Videos die jetzigen Einstellungen für die Kodierung. Frühere Streams bleiben ohne Kosten in Gebrauch, bis Sie sie noch einmal kodieren.',
  findOutdated: 'Videos mit älteren Einstellungen suchen …',
  reencodeNotAllowed: 'Sie dürfen nicht die Videos aller Pakete noch einmal kodieren.',
  noneOutdated: 'Alle Streams wurden mit den jetzigen Einstellungen erzeugt. Es gibt nichts noch einmal zu kodieren.',
}
