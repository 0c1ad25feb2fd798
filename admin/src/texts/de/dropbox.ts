import type { Catalog } from '../catalog.ts'

export const dropbox: Catalog['dropbox'] = {
  notConnected: 'Lectern ist nicht mit Dropbox verbunden.',
  refused: 'Lectern kann zurzeit nicht aus Dropbox lesen. {reason}',
  ended:
    'Dropbox akzeptiert den Zugriff von Lectern nicht mehr. Synchronisierungen warten, bis Dropbox wieder verbunden ist.',
  wasDisconnected: 'Dropbox ist getrennt. Synchronisierungen warten, bis Dropbox wieder verbunden ist.',
  connect: 'Dropbox verbinden',
  reconnect: 'Neu verbinden',
  askToConnect: 'Bitten Sie die Administration, Dropbox zu verbinden.',
  connected: 'Dropbox ist verbunden. Wartende Synchronisierungen laufen jetzt weiter.',

  title: 'Dropbox',
  account: 'Konto',
  accountName: 'Name',
  state: 'Status',
  stateOf:
    '{status, select, CONNECTED {Verbunden} REFUSED {Verbunden, aber Dropbox lehnt ab} REAUTHENTICATE {Zugriff beendet} DISCONNECTED {Getrennt} other {Nicht verbunden}}',
  connectedAt: 'Verbunden',
  connectedBy: 'Verbunden von',
  disconnectedAt: 'Zugriff beendet',
  disconnectedBy: 'Getrennt von',
  lastNotice: 'Letzte Meldung',
  noNotice: 'Noch keine. Lectern sucht selbst nach Änderungen.',
  calls: 'Aufrufe',
  noCallLimit: 'So schnell wie nötig. Dropbox hat nicht um weniger Aufrufe gebeten.',
  callLimit:
    'Höchstens {rate} pro Sekunde, weil Dropbox um weniger Aufrufe gebeten hat. Der Wert steigt von selbst wieder.',
  callsPaused: 'Auf Bitte von Dropbox unterbrochen. Weiter geht es <time></time>.',
  scopes: 'Zugriff',
  readOnly: 'Nur lesen',
  packageFolders: 'Ordner mit Paketen',
  noPackageFolders: 'Noch keine Pakete.',
  folderColumn: 'Ordner',
  packagesColumn: 'Pakete',
  disconnectTitle: 'Zugriff beenden',
  disconnectHelp:
    'Lectern löscht seinen Zugriff auf dieses Konto, hier und bei Dropbox. Veröffentlichte Seiten bleiben online, denn sie sind Kopien.',
  disconnect: 'Dropbox trennen',
  disconnectQuestion: 'Dropbox trennen?',
  stops: 'Das endet',
  stopsAutomatic:
    '{count, plural, one {Die automatische Synchronisierung von # Paket} other {Die automatische Synchronisierung von # Paketen}}',
  stopsSync: 'Jede Synchronisierung: Laufende warten, bis Dropbox wieder verbunden ist',
  stopsFolders: 'Pakete hinzufügen und Ordner wählen',
  stays: 'Das bleibt',
  staysPublished: 'Veröffentlichte Seiten, Releases und ihre Videos',
  staysDrafts: 'Entwürfe, wie sie sind; Sie können sie weiterhin veröffentlichen',
  reconnectLater:
    'Sie können das Konto jederzeit wieder verbinden. Solange es Pakete gibt, muss es dasselbe sein: {account}.',
  disconnected: 'Dropbox ist getrennt. Lectern hat seinen Zugriff gelöscht.',
  notRevoked:
    'Lectern hat seinen Zugriff gelöscht, aber Dropbox hat das Ende nicht bestätigt. Entfernen Sie Lectern in den <a>verbundenen Apps des Dropbox-Kontos</a>.',

  addPackageTitle: 'Paket hinzufügen',
  slow: 'Dropbox antwortet nicht. Lectern wartet weiter.',
  emptyTitle: 'Keine Unterordner',
  choose: 'Wählen',
  chooseNamed: '{name} wählen',
  pages: '{count, plural, =0 {Keine Seiten} one {# Seite} other {# Seiten}}',
  videos: '{count, plural, one {# Video} other {# Videos}}',
  otherFiles: '{count, plural, one {# andere Datei} other {# andere Dateien}}',
  holdsWithSize: '{counts} · {size}',
  holdsAtLeast: 'Mehr als {counts} · {size}',
  holdsNothing: 'Noch keine Dateien',

  folder: 'Dropbox{path}',
}
