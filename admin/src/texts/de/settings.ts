import type { Catalog } from '../catalog.ts'

export const settings: Catalog['settings'] = {
  details: 'Titel und Beschreibung',
  title: 'Titel',
  titleHelp: 'Die Adresse des Pakets bleibt gleich.',
  description: 'Beschreibung',
  descriptionHelp: 'Optional. Nur zur internen Verwendung; Lehrkräfte sehen sie nicht.',
  save: 'Speichern',
  automaticSync: 'Automatische Synchronisierung',
  autoSyncOff: 'Aus.',
  archive: 'Archivieren',
  archiveHelp: 'Für ein Paket, an dem niemand mehr arbeitet. Sie können es wiederherstellen.',
  autoSync:
    'Synchronisiert automatisch nach {minutes, plural, one {# Minute} other {# Minuten}} ohne Änderung in Dropbox.',
  autoSyncField:
    '<label>Automatisch synchronisieren nach</label> <field></field> {minutes, plural, one {Minute} other {Minuten}} ohne Änderung in Dropbox',
  idleMinutes: 'Minuten ohne Änderung',
  saved: 'Gespeichert',
  folder: 'Dropbox-Ordner',
  changeFolder: 'Ändern',
  chooseAnotherFolder: 'Dropbox-Ordner ändern',
  folderQuestion: 'Welchen Ordner verwendet dieses Paket?',
  folderEffect:
    'Das Paket behält seine Adresse, seine Releases und seinen Verlauf. Lectern synchronisiert den neuen Ordner sofort. Lehrkräfte sehen seine Seiten mit dem nächsten Release.',
  folderUp: 'Eine Ebene höher',
  presentFolder: 'Diesen verwendet das Paket jetzt.',
  useThisFolder: 'Diesen Ordner verwenden',
  useFolder: '{name} verwenden',
  rootPage: 'Startseite',
  authorChose: 'Von Hand gewählt.',
  lecternChose: 'Von Lectern gewählt.',
  rootPageGone: 'Von Lectern gewählt, weil es die von Hand gewählte Seite „{page}“ nicht mehr gibt.',
  rootPageUnclear:
    'Lectern weiß nicht, welche Seite zuerst geöffnet werden soll. Ohne gewählte Startseite lässt sich das Paket nicht veröffentlichen.',
  noPages: 'Dieses Paket hat noch keine Seiten.',
  chooseRootPage: 'Startseite wählen',
  changeRootPage: 'Ändern',
  chooseAnotherRootPage: 'Andere Startseite wählen',
  rootPageQuestion: 'Welche Seite öffnet sich zuerst?',
  rootPageEffect:
    'Der Entwurf öffnet sich sofort mit der neuen Startseite. Lehrkräfte sehen sie mit dem nächsten Release.',
  letLecternChoose: 'Lectern wählen lassen',
  lecternFound: 'Lectern hat „{page}“ gewählt.',
  howLecternChooses:
    'Lectern sucht nach index.html und anderen üblichen Namen. Findet es keine solche Seite, fragt es Sie.',
  pages: 'Seiten',
  searchPages: 'Seiten suchen',
  noPageMatches: 'Keine Seite passt zu „{search}“.',
  pagesOfPages: 'Weitere Seiten',
  useRootPage: 'Als Startseite verwenden',
  cancel: 'Abbrechen',
  close: 'Schließen',
}
