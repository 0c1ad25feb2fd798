import type { Catalog } from '../texts.ts'

export const system: Catalog['system'] = {
  title: 'System',
  asOf: 'Stand: {time}',
  refresh: 'Aktualisieren',
  allWell: 'Alles funktioniert.',
  openPackage: 'Paket öffnen',

  serviceDown:
    '{service} funktioniert nicht: {state}. {name, select, postgres {Prüfen Sie den Datenbankserver und DATABASE_URL.} temporal {Bis es wieder funktioniert, wird nichts synchronisiert, verarbeitet oder veröffentlicht. Prüfen Sie den Server und TEMPORAL_ADDRESS.} s3 {Bis es wieder funktioniert, sehen Lehrkräfte keine Seiten. Prüfen Sie den Bucket, seine Versionierung und die Einstellungen von S3.} other {Prüfen Sie die Einstellungen.}}',
  noWorker:
    'Kein Worker läuft. Bis einer startet, wird nichts synchronisiert, verarbeitet oder veröffentlicht: node workflows/worker.ts.',
  lostProcess:
    '{kind} {pid} auf {host} hat aufgehört, ohne ordentlich zu enden. Letztes Lebenszeichen: {time}. Das Log nennt den Grund. Wenn der Prozess nicht von selbst wieder startet, starten Sie ihn.',
  versions:
    'Prozesse laufen mit verschiedenen Versionen: {versions}. Starten Sie nach einem Update die Prozesse mit der alten neu.',
  longQueue:
    '{count, plural, one {# Aufgabe wartet} other {# Aufgaben warten}} in der Warteschlange „{queue}“, die erste seit: {time}. Starten Sie einen weiteren Worker, oder sehen Sie in die Logs der laufenden.',
  longWork:
    '{kind, select, SYNC_RUN {Die Synchronisierung} PUBLICATION {Die Veröffentlichung} TRANSCODE {Die Videoverarbeitung} other {Die Überprüfung}} von „{title}“ ist noch nicht fertig (begonnen: {time}). Das Paket zeigt, worauf sie wartet.',
  cleanupFailed:
    'Die letzte Bereinigung ist fehlgeschlagen (begonnen: {time}). Die nächste holt alles nach. Den Grund zeigt Temporal.',
  cleanupPaused:
    'Die nächtliche Bereinigung ist angehalten. Deshalb läuft nichts ab. Setzen Sie den Zeitplan „cleanup“ in Temporal fort.',
  recentErrors:
    '{count, plural, one {# Art von Fehler ist} other {# Arten von Fehlern sind}} in der letzten Stunde aufgetreten. Details stehen unten.',

  services: 'Dienste',
  service: '{name, select, postgres {PostgreSQL} temporal {Temporal} s3 {S3} other {{name}}}',
  ready: 'Bereit',
  serviceState: 'Nicht bereit: {state}',
  version: 'Version',

  processes: 'Prozesse',
  process: 'Prozess',
  processKind: '{kind, select, server {Server} worker {Worker} other {{kind}}}',
  state: 'Status',
  running: 'Läuft',
  lastSeen: 'Verloren, zuletzt gesehen <time></time>',
  host: 'Host und Prozess-ID',
  hostWithPid: '{host}, {pid}',
  started: 'Gestartet',

  queues: 'Warteschlangen',
  queueTitle: 'Warteschlange',
  queue:
    '{key, select, lectern {Workflows und kurze Schritte} lectern_lanes {Dateien kopieren} lectern_jobs {Videoaufträge starten} other {{name}}}',
  queuesUnknown: 'Temporal meldet seine Warteschlangen im Moment nicht.',
  waiting: 'Wartende Aufgaben',
  oldest: 'Wartet seit',
  workers: 'Worker',

  work: 'Unfertige Arbeit',
  workTitle: 'Arbeit',
  workKind:
    '{kind, select, SYNC_RUN {Synchronisierungen} PUBLICATION {Veröffentlichungen} TRANSCODE {Videoverarbeitung} other {Überprüfungen}}',
  noWork: 'Zurzeit läuft nichts.',
  open: 'Offen',
  oldestStarted: 'Älteste begonnen',
  package: 'Paket der ältesten',

  cleanup: 'Nächtliche Bereinigung',
  cleanupUnknown: 'Temporal meldet den Zeitplan der Bereinigung im Moment nicht.',
  lastNight: 'Zuletzt begonnen',
  notYet: 'Noch nicht',
  result: 'Ergebnis',
  runStatus:
    '{status, select, COMPLETED {Abgeschlossen} RUNNING {Läuft} FAILED {Fehlgeschlagen} TIMED_OUT {Zeit überschritten} TERMINATED {Beendet} CANCELLED {Abgebrochen} other {{status}}}',
  nextNight: 'Nächster Beginn',
  paused: 'Angehalten',

  audit: 'Aktivitätsprotokoll',
  auditHelp:
    'Die Überprüfung liest jedes Ereignis und findet heraus, was geändert, hinzugefügt, verschoben oder entfernt wurde.',

  errors: 'Fehler',
  errorsHelp: 'Fehler in den Logs der letzten 30 Tage. Die Logzeilen mit der Anfrage-ID enthalten die Details.',
  noErrors: 'Keine Fehler.',
  error: 'Fehler',
  times: 'Anzahl',
  last: 'Zuletzt',
  first: 'Zuerst',
  requestId: 'Letzte Anfrage-ID',
}
