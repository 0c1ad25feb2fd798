import type { Catalog } from '../catalog.ts'

export const findings: Catalog['findings'] = {
  severity: '{severity, select, ERROR {Muss behoben werden} WARNING {Sollte geprüft werden} other {Gut zu wissen}}',
  pageTitle: `{code, select,
    ROOT_PAGE_MISSING {Keine Startseite}
    ROOT_PAGE_UNCLEAR {Startseite nicht eindeutig}
    ROOT_PAGE_GONE {Gewählte Startseite gibt es nicht mehr}
    PAGE_UNREADABLE {Seite lässt sich nicht lesen}
    PAGE_NESTED_TOO_DEEP {Seite ist zu tief verschachtelt}
    SERVER_PAGE {Seite braucht einen Webserver}
    FORM_WITHOUT_SERVER {Antworten eines Formulars gehen verloren}
    PLAYER_NOT_INSERTED {Seite ohne Videoplayer}
    TEXT_GARBLED {Text ist unlesbar}
    SCRIPT_BLOCKED {Skript oder Stylesheet ist blockiert}
    CONTENT_INSECURE {Teil der Seite ist blockiert: http}
    other {Problem}}`,
  videoTitle: `{code, select,
    VIDEO_UNREADABLE {Video lässt sich nicht lesen}
    VIDEO_TRUNCATED {Video ist abgeschnitten}
    VIDEO_PROTECTED {Video ist kopiergeschützt}
    VIDEO_WITHOUT_FILE {Video fehlt}
    VIDEO_WITHOUT_PICTURE {Video hat kein Bild}
    VIDEO_ALTERNATE_BROKEN {Anderes Format eines Videos ist defekt}
    VIDEO_ALTERNATE_SOURCE {Gleiches Video in anderem Format}
    VIDEO_DECORATIVE {Dekoratives Video}
    VIDEO_NOT_EMBEDDED {Video öffnet sich außerhalb der Seite}
    VIDEO_NOT_STREAMED {Video läuft aus seiner Datei}
    VIDEO_PICTURE_SHORT {Bild endet vor dem Ton}
    VIDEO_SOUND_TRACKS {Video hat mehrere Tonspuren}
    ANIMATION_OUTDATED {Animation läuft nicht mehr}
    other {Problem}}`,
  captionsTitle: `{code, select,
    CAPTIONS_UNREADABLE {Untertitel lassen sich nicht lesen}
    CAPTIONS_ENCODING {Gelesene Untertitel bitte prüfen}
    CAPTIONS_IN_TRACK {Untertitel haben das falsche Format}
    CAPTIONS_WITHOUT_VIDEO {Untertitel ohne Video}
    other {Problem}}`,
  mediaTitle: `{code, select,
    IMAGE_UNSUPPORTED {Bildformat wird nicht unterstützt}
    SOUND_UNSUPPORTED {Tonformat wird nicht unterstützt}
    SOUND_UNREADABLE {Ton lässt sich nicht lesen}
    MEDIA_INSECURE {Bild oder Ton über http}
    other {Problem}}`,
  linkTitle: `{code, select,
    LINK_MISSING {Datei fehlt}
    LINK_IGNORED {Verlinkte Datei wird nicht veröffentlicht}
    LINK_LETTER_CASE {Groß- und Kleinschreibung weicht ab}
    LINK_UNICODE_FORM {Akzente sind anders gespeichert}
    LINK_SPECIAL_CHARACTERS {Sonderzeichen im Namen}
    LINK_LOCAL_DISK {Link auf Ihren eigenen Computer}
    LINK_OUTSIDE {Link führt aus dem Ordner}
    other {Problem}}`,
  fileTitle: `{code, select,
    FILE_EMPTY {Datei ist leer}
    FILE_LARGE {Große Datei}
    FILE_RESTRICTED {Dropbox gibt die Datei nicht heraus}
    FILE_NOT_CHECKED {Datei ließ sich nicht prüfen}
    PACKAGE_NOT_CHECKED {Paket ließ sich nicht prüfen}
    FOLDER_EMPTY {Leerer Ordner}
    NAME_CLASH {Namen unterscheiden sich nur in Groß- und Kleinschreibung}
    CONFLICTED_COPY {Konfliktkopie}
    SECRET_PUBLISHED {Geheimnis ist für alle sichtbar}
    IGNORED {Datei wird nicht veröffentlicht}
    IGNORE_LIST_INCOMPLETE {Liste ignorierter Dateien ist zu lang}
    other {Problem}}`,
  otherTitle: 'Problem',
  titleWithPlaces: '{title} · {count, plural, one {# Stelle} other {# Stellen}}',
  kind: '{kind, select, pages {Seiten} videos {Videos und Animationen} captions {Untertitel} media {Bilder und Ton} links {Links} files {Dateien} other {Sonstiges}}',
  line: 'Zeile {line, number}',
  wholePackage: 'Das ganze Paket',
  noneTitle: 'Keine Probleme in {files, plural, one {# Datei} other {# Dateien}} gefunden',
  none: 'Alle Seiten, Bilder und Videos, die dieses Paket verwendet, sind vorhanden.',
  noneOpen: 'Alles, was gefunden wurde, wird ignoriert.',
  noMatchTitle: 'Keine passenden Befunde',
  noMatch: 'Ändern Sie die Filter, oder setzen Sie sie zurück.',
  checking: 'Lectern synchronisiert gerade. Bis zum Ende sehen Sie die Befunde des vorigen Entwurfs.',
  notCheckedTitle: 'Dieses Paket ließ sich nicht prüfen',
  notChecked: 'In dieser Liste können Probleme fehlen. Der Befund unten nennt den Grund.',
  filters: 'Befunde filtern',
  severityFilter: 'Wichtigkeit',
  anySeverity: 'Jede Wichtigkeit',
  kindFilter: 'Art',
  anyKind: 'Alle Arten',
  folderFilter: 'Ordner',
  anyFolder: 'Alle Ordner',
  stateFilter: 'Anzeigen',
  state:
    '{state, select, new {Neu seit der letzten Synchronisierung} blocking {Blockiert das Veröffentlichen} ignored {Ignoriert} other {Alle offenen Befunde}}',
  clearFilters: 'Filter zurücksetzen',
  count: '{count, plural, one {# Befund} other {# Befunde}}',
  newCount: '{count, number} neu seit der letzten Synchronisierung',
  ignoredCount: '{count, number} ignoriert',
  fixedCount: '{count, number} seit der letzten Synchronisierung behoben',
  fixed: 'Seit der letzten Synchronisierung behoben',
  fixedLeftOut: 'Und {count, number} weitere.',
  list: 'Befunde',
  pages: 'Seiten der Befunde',
  isNew: 'Neu',
  blocks: 'Blockiert das Veröffentlichen in {environments}',
  fix: 'Lösung:',
  places: 'Stellen: {name}',
  showPlaces: '{count, plural, one {# Stelle} other {# Stellen}} anzeigen',
  hidePlaces: 'Stellen ausblenden',
  placesLeftOut: 'Das sind die ersten {shown, number} von {count, number} Stellen.',
  showFile: 'Datei zeigen',
  placePages: 'Seiten der Stellen',
  excerpt: 'Zeilen um Zeile {line, number} von {path}',
  marked: 'Falsch:',
  correction: 'Schreiben Sie stattdessen:',
  wholeFile: 'Das betrifft die ganze Datei.',
  noExcerpt: 'Die Zeilen davor und danach lassen sich nicht anzeigen.',
  openInPreview: 'Die Seite in der Vorschau öffnen',
  openFileInPreview: 'Die Datei in der Vorschau öffnen',
  openingPreview: 'Vorschau wird geöffnet\u00a0…',
  copyList: 'Liste kopieren',
  copied: '{count, plural, one {# Stelle} other {# Stellen}} kopiert',
  copyFailed: 'Ihr Browser hat das Kopieren nicht erlaubt.',
  copyMore: 'und {count, number} weitere',
  ignore: 'Ignorieren\u00a0…',
  ignoreTitle: 'Diesen Befund ignorieren?',
  ignoreEffect:
    'Er zählt nicht mehr mit und bleibt nach jeder Synchronisierung ignoriert, bis Sie das wieder aufheben.',
  ignoreEffectError:
    'Es ist ein Fehler, Lehrkräfte werden ihn also sehen. Er blockiert das Veröffentlichen nicht mehr, wo Sie veröffentlichen dürfen.',
  reason: 'Grund',
  reasonHelp: 'Alle, die das Paket sehen, können ihn lesen.',
  submitIgnore: 'Befund ignorieren',
  ignoredToast: 'Befund ignoriert',
  unignoredToast: 'Befund ist wieder offen',
  stillIgnoredToast: 'Das hat nicht geklappt. Versuchen Sie es in der Liste der ignorierten Befunde erneut.',
  ignoredBy: 'Ignoriert von {name}',
  unignore: 'Nicht mehr ignorieren',
  exportCsv: 'Als CSV exportieren',
}
