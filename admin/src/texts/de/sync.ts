import type { Catalog } from '../catalog.ts'

export const sync: Catalog['sync'] = {
  title: 'Synchronisierung',
  neverSynchronized:
    'Noch ist nichts kopiert. Wählen Sie <b>Synchronisieren</b>, um diesen Ordner aus Dropbox zu kopieren. Sie können diese Seite währenddessen schließen.',

  synchronize: 'Synchronisieren',
  moreOptions: 'Weitere Optionen',
  fullCheck: 'Vollständig prüfen',
  fullCheckHelp: 'Liest den ganzen Ordner neu und findet Änderungen der Groß- und Kleinschreibung. Dauert länger.',
  cancel: 'Abbrechen',
  cancelNamed: 'Synchronisierung abbrechen',
  canceling: 'Wird abgebrochen\u00a0…',

  waitingForDropbox: 'Wartet auf Dropbox',
  needsDecision: 'Rückfrage offen',
  calculating: 'Ordner wird gelesen\u00a0…',
  copying: 'Kopieren',
  currentFiles: 'Wird gerade kopiert',
  partOfFile: '{percent} von {size}',
  cleaning: 'Aufräumen',
  finishing: 'Abschließen',
  progressSpoken: '{phase}, {percent}',
  reconnect:
    'Verbinden Sie Dropbox neu, um fortzufahren. Kopierte Dateien bleiben erhalten. Die Synchronisierung läuft automatisch weiter.',

  requestingList: 'Dateiliste wird bei Dropbox angefordert',
  itemsFound: '{count, plural, one {# Datei oder Ordner} other {# Dateien und Ordner}} gefunden',
  alreadyCopied: '{count, number} bereits kopiert',
  filesOfTotal: '{done, number} von {total, plural, one {# Datei} other {# Dateien}}',
  bytesOfTotal: '{done} von {total}',

  deletionQuestion:
    '{count, plural, one {# Datei löschen? Sie ist} other {# Dateien löschen? Sie sind}} nicht mehr in Dropbox. Noch ist nichts gelöscht.',
  deletionQuestionOfTotal:
    '{count, number} von {total, plural, one {# Datei} other {# Dateien}} löschen? Sie sind nicht mehr in Dropbox. Noch ist nichts gelöscht.',
  deletedFolders: 'Ordner mit Dateien, die gelöscht werden',
  noFolder: 'In keinem Ordner',
  fileCount: '{count, plural, one {# Datei} other {# Dateien}}',
  filesIn: '{list}: {folder}',
  deletedUsed:
    '{count, plural, one {# Datei, die bleibt, verwendet} other {# Dateien, die bleiben, verwenden}} etwas, das gelöscht würde:',
  usesDeleted: 'verwendet {count, plural, one {# davon} other {# davon}}',
  moreUsers: '{count, plural, one {# weitere Datei} other {# weitere Dateien}}',
  keepFiles: 'Alle Dateien behalten',
  deleteFiles: '{count, plural, one {# Datei} other {# Dateien}} löschen',
  deletionHelp:
    'Aus Versehen gelöscht? Stellen Sie die Dateien in Dropbox wieder her, und synchronisieren Sie dann noch einmal.',
  folderQuestion: 'Mit welchem Ordner geht dieses Paket weiter?',
  folderMoved:
    'Der Ordner dieses Pakets wurde umbenannt oder verschoben, und an seiner Stelle ist ein anderer. Noch hat sich nichts geändert.',
  folderInPlace: 'Der Ordner, der jetzt an seiner Stelle ist',
  folderFormer: 'Der Ordner, aus dem dieses Paket entstand',
  continueWithFolder: 'Mit diesem Ordner fortfahren',
  decisionByOthers: 'Das muss jemand entscheiden, der dieses Paket synchronisieren darf.',

  plan: 'Plan',
  result: 'Ergebnis',
  toCopy: 'zu kopieren',
  toCopySoFar: 'bisher zu kopieren',
  toDelete: 'zu löschen',
  unchanged: 'unverändert',
  ignored: 'ignoriert',
  copied: 'kopiert',
  copiedOfTotal: 'von {total, number} kopiert',
  deleted: 'gelöscht',
  figure: '{count, number} {label}',
  plannedNewVideos: 'Darunter {count, plural, one {# neues Video} other {# neue Videos}}.',
  plannedReusedVideos:
    'Darunter {count, plural, one {# Video, das schon verarbeitet ist} other {# Videos, die schon verarbeitet sind}}.',
  plannedVideos:
    'Darunter {new, plural, one {# neues Video} other {# neue Videos}} und {reused, plural, one {# schon verarbeitetes} other {# schon verarbeitete}}.',

  itemList: '{action, select, COPY {Zu kopierende Dateien} DELETE {Zu löschende Dateien} other {Ignorierte Dateien}}',
  notCopied: 'Nicht kopiert',
  showMore: 'Mehr anzeigen',

  outcome:
    '{status, select, SUCCEEDED {Synchronisiert} FAILED {Synchronisierung fehlgeschlagen} CANCELED {Abgebrochen} other {Läuft}}',
  outcomeTime:
    '{status, select, SUCCEEDED {Synchronisiert} FAILED {Synchronisierung fehlgeschlagen} CANCELED {Abgebrochen} other {Beendet}} <time></time>',
  outcomeSpoken: '{outcome}. {figures}.',
  byPerson: 'von {name}',
  startedByPerson: 'gestartet von {name}',
  failedUnknown: 'Etwas ist schiefgegangen. Synchronisieren Sie noch einmal.',
  copiedFilesKept: 'Kopierte Dateien bleiben erhalten.',
  noFilesDeleted: 'Keine Dateien wurden gelöscht.',
  keptFiles:
    'Sie haben {count, plural, one {# Datei} other {# Dateien}} behalten, die es in Dropbox nicht mehr gibt. Der Entwurf weicht von Dropbox ab.',
  continueAfterCancel: 'Um fortzufahren, synchronisieren Sie noch einmal.',
  emptyFolder:
    'Der Ordner ist leer. Legen Sie Ihre Seiten in Dropbox ab, warten Sie, bis Dropbox sie hochgeladen hat, und synchronisieren Sie dann noch einmal.',
  stillUploading: 'Dropbox lädt noch hoch',
  synchronizeLater: 'Synchronisieren Sie noch einmal, wenn Dropbox fertig ist.',
}
