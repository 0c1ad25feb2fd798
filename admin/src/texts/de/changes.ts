import type { Catalog } from '../catalog.ts'

export const changes: Catalog['changes'] = {
  from: 'Vergleichen',
  to: 'Mit',
  environments: 'Was Lehrkräfte sehen',
  releases: 'Releases',
  environment:
    '{release, select, none {{environment} (nicht veröffentlicht)} other {{environment} (Release {release})}}',
  release: 'Release {release} · {date}',
  releaseNumber: 'Release {release}',
  draft: 'Entwurf {revision}',
  swap: 'Tauschen',
  missingTitle:
    '{reason, select, NO_RELEASE {Noch keine Releases} NOT_SHOWN {Dort nicht veröffentlicht} REMOVED {Diese Dateien wurden entfernt} NOT_FOUND {Dieses Release gibt es nicht} other {Kein Entwurf}}',
  missing:
    '{reason, select, NO_RELEASE {Änderungen erscheinen hier nach dem ersten Release. Bis dahin ist alles im Entwurf neu.} NOT_SHOWN {Lehrkräfte sehen dort nichts von diesem Paket. Für sie ist also alles neu.} REMOVED {Die Dateien dieses Releases wurden entfernt, weil keine Umgebung es aufbewahrt. Wählen Sie ein anderes.} NOT_FOUND {Wählen Sie ein anderes Release.} other {Synchronisieren Sie zuerst das Paket.}}',

  totals: '{count, plural, one {# Datei ist anders.} other {# Dateien sind anders.}}',
  sizes: '{before} vorher, {after} jetzt',
  newVideos: '{count, plural, one {# neues Video} other {# neue Videos}}{cost, select, unknown {} other {, {cost}}}',
  none: 'Kein Unterschied: Alle Dateien sind gleich.',
  kinds: 'Arten von Änderungen',
  all: 'Alle',
  kind: '{kind, select, ADDED {Neu} REMOVED {Entfernt} other {Geändert}}',
  search: 'Änderungen suchen',
  list: 'Geänderte Dateien',
  noMatch: 'Keine Änderung passt zu „{search}“.',
  noneOfKind: 'Keine Änderungen dieser Art.',
  newVideo: 'Neues Video',
  newVideoCost: 'Neues Video, {cost}',

  back: 'Alle Änderungen',
  previous: 'Vorherige',
  next: 'Nächste',
  fromTo: '{before} → {after}',
  sameHere: 'Diese Datei ist in beiden gleich.',
  openPreview: 'In der Vorschau öffnen',
  openRelease: 'In Release {release} öffnen',
  saveBefore: 'Alte Datei herunterladen',
  saveAfter: 'Neue Datei herunterladen',
  before: 'Vorher',
  after: 'Jetzt',
  notShown:
    'Diese Datei lässt sich hier nicht vergleichen. Sie ist kein Text, oder sie ist zu groß oder zu verschieden.',
  textDiff: 'Geänderte Zeilen',
  equalLines: '{count, plural, one {# gleiche Zeile} other {# gleiche Zeilen}}',
  allRows: 'Alle {count} Zeilen anzeigen',
  pictureView: 'Art des Vergleichs',
  sideBySide: 'Nebeneinander',
  over: 'Übereinander',
  border: 'Grenze zwischen vorher und jetzt',
}
