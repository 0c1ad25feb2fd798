import type { Catalog } from '../catalog.ts'

export const overview: Catalog['overview'] = {
  way: 'Von Dropbox zu den Lehrkräften',
  synchronized: 'Synchronisiert',
  never: 'Noch nicht',
  running: 'Läuft',
  findings: 'Befunde',
  noFindings: 'Keine',
  problems:
    '{errors, plural, =0 {} one {# Fehler} other {# Fehler}}{both, select, true { · } other {}}{warnings, plural, =0 {} one {# Warnung} other {# Warnungen}}',
  notes: '{count, plural, one {# Hinweis} other {# Hinweise}}',
  videos: 'Videos',
  videosReady: '{ready, number} von {total, number} bereit',
  draft: 'Entwurf',
  draftNumber: '{number} · {files, plural, one {# Datei} other {# Dateien}}',
  noDraft: 'Keiner',
  release: 'Release {number}',
  notPublished: 'Kein Release',

  needsYou: 'Zu tun',
  nothing: 'Nichts zu tun.',
  errors:
    '{count, plural, one {# Fehler} other {# Fehler}} im Entwurf. Lehrkräfte würden {count, plural, one {ihn} other {sie}} sehen.',
  review: 'Prüfen',
  videosFailed:
    '{count, plural, one {# Video ließ sich nicht verarbeiten.} other {# Videos ließen sich nicht verarbeiten.}}',
  seeVideos: 'Videos ansehen',
  budgetHolds: 'Videos sind angehalten, weil das Monatslimit erreicht ist.',
  blocked: 'Das Veröffentlichen in {environment} wurde gestoppt.',
  seeBlockers: 'Ansehen, was fehlt',
  incomplete: 'Der Entwurf ist unvollständig: Dropbox lud noch Dateien hoch.',
  seeFiles: 'Dateien ansehen',
  noStartPage: 'Lectern weiß nicht, welche Seite zuerst geöffnet werden soll.',
  chooseStartPage: 'Startseite wählen',

  latest: 'Letzte Änderungen',
  allActivity: 'Alle Ereignisse',
  noChanges: 'Mit diesem Paket ist noch nichts geschehen.',
}
