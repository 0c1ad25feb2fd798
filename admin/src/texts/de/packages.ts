import type { Catalog } from '../catalog.ts'

export const packages: Catalog['packages'] = {
  title: 'Pakete',
  add: 'Paket hinzufügen',
  search: 'Pakete suchen',
  emptyTitle: 'Noch keine Pakete',
  empty:
    'Ein Paket ist ein Dropbox-Ordner mit den Seiten, Bildern und Videos einer Lektion. Wählen Sie einen Ordner. Lectern kopiert ihn, prüft ihn und zeigt ihn Lehrkräften, sobald Sie ihn veröffentlichen.',
  noMatchTitle: 'Keine Pakete gefunden',

  folder: 'Dropbox{path}',
  unnamedEnvironment: 'Veröffentlicht',

  stateArchived: 'Archiviert',
  stateNew: 'Nicht synchronisiert',
  stateFailed: 'Sync fehlgeschlagen',
  stateBlocked: 'Veröffentlichen blockiert',
  statePublishing: 'Wird veröffentlicht',
  stateErrors: '{count, plural, one {# Problem} other {# Probleme}} zu beheben',
  stateBudget: 'Wartet auf Budget',
  stateVideosFailed: 'Videos fehlgeschlagen',
  stateProcessing: 'Videos werden verarbeitet',
  stateUpToDate: 'Aktuell',
  stateChanged: 'Unveröffentlichte Änderungen',
  stateUnpublished: 'Nicht veröffentlicht',
  synchronizeFirst: 'Es gibt noch keinen Entwurf. Synchronisieren Sie zuerst.',
  tryAgain: 'Erneut versuchen',
  seeBlockers: 'Ansehen, was fehlt',
  seeVideos: 'Wartende Videos ansehen',
  seeFailedVideos: 'Fehlgeschlagene Videos ansehen',
  chooseFolder: 'Ordner wählen',
  decide: 'Entscheiden',
  reconnect: 'Dropbox neu verbinden',
  reviewErrors: '{count, plural, one {# Problem} other {# Probleme}} prüfen',

  details: 'Details des Pakets',
  overview: 'Überblick',
  findings: 'Befunde',
  files: 'Dateien',
  changes: 'Änderungen',
  releases: 'Releases',
  videos: 'Videos',
  activity: 'Aktivität',
  settings: 'Einstellungen',
  archive: 'Archivieren',
  archivePackage: 'Paket archivieren',
  archiveQuestion: '„{title}“ archivieren?',
  archiveStops:
    'Bis Sie es wiederherstellen, lässt sich nichts synchronisieren, veröffentlichen oder teilen. Was läuft, stoppt, geplante Releases werden abgesagt, und die automatische Synchronisierung wird ausgeschaltet.',
  archiveKeeps: 'Seine Releases und sein Verlauf bleiben erhalten.',
  archiveKeepsShowing:
    'Lehrkräfte sehen es weiterhin, wo es veröffentlicht ist. Seine Releases und sein Verlauf bleiben erhalten.',
  archiveFreesFolder:
    'Sein Dropbox-Ordner wird für ein anderes Paket frei. Sie können es wiederherstellen, solange kein anderes Paket den Ordner verwendet.',
  archived: 'Dieses Paket ist archiviert.',
  archivedHelp: 'Bis Sie es wiederherstellen, lässt sich nichts synchronisieren, veröffentlichen oder teilen.',
  stillShown:
    'Lehrkräfte sehen es weiterhin in {environments}. Wenn sie es nicht mehr sehen sollen, ziehen Sie es dort zurück.',
  archivedNow: '„{title}“ ist archiviert. „Rückgängig“ stellt es wieder her und synchronisiert es.',
  restoredNow: '„{title}“ ist wiederhergestellt. Eine vollständige Synchronisierung hat begonnen.',
  restore: 'Wiederherstellen',
  cancel: 'Abbrechen',
  close: 'Schließen',

  liveUpdatesOff: 'Die laufende Aktualisierung ist aus. Laden Sie die Seite neu.',
}
