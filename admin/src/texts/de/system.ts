import type { Catalog } from '../catalog.ts'

export const system: Catalog['system'] = {
  title: 'System',
  asOf: 'Stand: {time}',
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
  temporalUi: 'Temporal-Oberfläche öffnen',
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
    '{key, select, lectern {Workflows und kurze Schritte} lectern_lanes {Dateien kopieren} lectern_jobs {Videoaufträge starten} lectern_browsers {Bilder von Seiten} other {{name}}}',
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
  removed: 'Entfernt',
  nothing: 'Nichts',
  removal:
    '{kind, select, RELEASES {{count, plural, one {# Release} other {# Releases}}} DRAFTS {{count, plural, one {# früherer Entwurf} other {# frühere Entwürfe}}} UPLOADS {{count, plural, one {# unfertiger Upload} other {# unfertige Uploads}}} ENCODINGS {{count, plural, one {# kodiertes Video} other {# kodierte Videos}}} SOURCES {{count, plural, one {# Kopie eines Videos} other {# Kopien von Videos}}} CAPTIONS {{count, plural, one {# umgewandelte Untertiteldatei} other {# umgewandelte Untertiteldateien}}} FILE_VERSIONS {{count, plural, one {# alte Dateiversion} other {# alte Dateiversionen}}} PAGE_COMPARISONS {{count, plural, one {# Seitenvergleich} other {# Seitenvergleiche}}} other {{count, plural, one {# Zugangstoken} other {# Zugangstokens}}}}',
  removalWithSize: '{what}, {size}',
  nextNight: 'Nächster Beginn',
  paused: 'Angehalten',

  startDryRun: 'Probelauf starten',
  dryRun: 'Probelauf',
  dryRunHelp: 'Ein Probelauf listet auf, was die Bereinigung jetzt entfernen würde. Er entfernt nichts.',
  dryRunNotStarted: 'Der Probelauf ließ sich nicht starten. Versuchen Sie es gleich noch einmal.',
  dryRunning: 'Der Speicher wird gelesen. Nichts wird entfernt. Das Ergebnis erscheint hier.',
  wouldRemove: 'Eine Bereinigung würde jetzt {size} freigeben.',
  wouldRemoveNothing: 'Eine Bereinigung würde jetzt nichts entfernen.',
  dryRunBy: 'Gestartet von {name}, <time></time>.',
  removalKindTitle: 'Was',
  removalKind:
    '{kind, select, RELEASES {Releases} DRAFTS {Frühere Entwürfe} UPLOADS {Unfertige Uploads} ENCODINGS {Kodierte Videos} SOURCES {Kopien von Videos für die Kodierung} CAPTIONS {Umgewandelte Untertitel} FILE_VERSIONS {Alte Dateiversionen} PAGE_COMPARISONS {Bilder verglichener Seiten} other {Abgelaufene Zugangstokens}}',
  removalCount: 'Anzahl',
  removalSize: 'Größe',
  examples: 'Beispiele',
  example: '{what} ({size})',

  verifications: 'Letzte Überprüfungen',
  noVerifications: 'Bisher wurde kein Paket überprüft.',
  verified: 'Überprüft',
  verificationStarted: 'Begonnen',

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
