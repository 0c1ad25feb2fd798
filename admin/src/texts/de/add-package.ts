import type { Catalog } from '../catalog.ts'

export const addPackage: Catalog['addPackage'] = {
  folders: 'Dropbox-Ordner',
  tree: 'Ordner',
  search: 'Ordner suchen',
  results: 'Gefundene Ordner',
  found: '{count, plural, one {# Ordner} other {# Ordner}}',
  foundMost: 'Die besten {count, number} Treffer. Geben Sie mehr vom Namen ein, um andere zu sehen.',
  noMatch:
    'Kein Ordner hat ein Wort, das mit „{search}“ beginnt. Dropbox findet einen neuen Ordner erst nach einigen Minuten. In der Liste der Ordner steht er sofort.',
  clearSearch: 'Alle Ordner zeigen',

  choose: '{path} wählen',
  isPackage: 'Schon ein Paket',
  isPackageNamed: 'Schon ein Paket: {title}',
  holds: '{count, plural, one {Enthält # Paket} other {Enthält # Pakete}}',
  isTaken: 'Teil eines Pakets',
  insideChosen: 'In einem gewählten Ordner',
  aroundChosen: 'Enthält einen gewählten Ordner',
  insideChosenWhy:
    '„{name}“ liegt in „{other}“, und diesen Ordner haben Sie gewählt. Ein Paket enthält alles in seinem Ordner.',
  aroundChosenWhy:
    '„{name}“ enthält „{other}“, und diesen Ordner haben Sie gewählt. Heben Sie jene Wahl auf, um „{name}“ zu wählen.',
  tooMany: 'Sie können bis zu {count, number} Ordner auf einmal wählen. Fügen Sie zuerst diese hinzu.',
  noSubfolders: 'Keine Unterordner',
  loading: 'Wird geladen …',
  loadFailed: 'Konnte nicht geladen werden ·',
  loadAgainNamed: 'Erneut versuchen, {path} zu laden',
  counting: 'Wird gezählt …',
  files: '{count, plural, =0 {Leer} one {# Datei} other {# Dateien}}',
  filesAtLeast: 'Mehr als {count, plural, one {# Datei} other {# Dateien}}',
  rootEmpty: 'Keine Ordner in Dropbox',
  rootEmptyHelp:
    'Legen Sie in Dropbox einen Ordner an, legen Sie die Seiten Ihrer Lektion hinein, und kommen Sie zurück.',

  newPackages: '{count, plural, one {Neues Paket} other {Neue Pakete}}',
  nothingChosen: 'Ordner wählen',
  nothingChosenHelp:
    'Wählen Sie den Ordner mit der ganzen Lektion. Alles darin wird ein Paket. Sie können mehrere auf einmal hinzufügen.',
  chosen: '{count, plural, one {# Ordner gewählt} other {# Ordner gewählt}}',
  continue: 'Weiter',
  remove: 'Entfernen',
  removeNamed: '{path} entfernen',
  changed: 'Geändert <time></time>',
  empty:
    'Dieser Ordner ist leer. Sie können ihn jetzt hinzufügen und synchronisieren, sobald Ihre Seiten in Dropbox sind.',
  checkAgain: 'Erneut prüfen',
  checkAgainNamed: 'Erneut prüfen: {path}',
  gone: 'Diesen Ordner gibt es in Dropbox nicht mehr. Entfernen Sie ihn, oder wählen Sie einen anderen.',
  notCounted: 'Dropbox hat diesen Ordner nicht aufgelistet. Sie können ihn trotzdem hinzufügen.',
  archived:
    'Das archivierte Paket „{title}“ entstand aus diesem Ordner. Sie können es stattdessen wiederherstellen. Wenn Sie ein neues Paket hinzufügen, endet der Entwurf des archivierten. Seine Releases bleiben erhalten.',
  openArchived: 'Paket {title} öffnen',
  packageTitle: 'Titel',
  titleOf: 'Titel von {path}',
  address: 'Adresse',
  addressOf: 'Adresse von {path}',
  addressHelp: 'Teil der Adresse seiner Seiten. Sie lässt sich später nicht ändern.',
  addressFree: 'Diese Adresse ist frei.',
  addressTwice: 'Ein anderer gewählter Ordner hat diese Adresse. Wählen Sie eine andere.',
  description: 'Beschreibung',
  descriptionOf: 'Beschreibung von {path}',
  addDescription: 'Beschreibung hinzufügen',
  addDescriptionOf: 'Beschreibung von {path} hinzufügen',
  synchronize: 'Jetzt synchronisieren',
  synchronizeHelp: 'Kopiert den Ordner und prüft ihn. Lehrkräfte sehen nichts, bis Sie veröffentlichen.',
  autoSync: 'Automatisch synchronisieren',
  autoSyncHelp:
    'Synchronisiert, wenn sich in Dropbox {minutes, plural, one {# Minute} other {# Minuten}} lang nichts geändert hat. Sie können das in den Einstellungen des Pakets ändern.',
  add: '{count, plural, one {Paket hinzufügen} other {# Pakete hinzufügen}}',
  failed:
    '{failed, plural, one {# Paket wurde nicht hinzugefügt.} other {# Pakete wurden nicht hinzugefügt.}} Korrigieren Sie, was markiert ist, und versuchen Sie es erneut.',
  added: '{count, plural, one {# Paket hinzugefügt:} other {# Pakete hinzugefügt:}}',
  addedOne: '„{title}“ hinzugefügt.',
}
