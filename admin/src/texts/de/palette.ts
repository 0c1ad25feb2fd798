import type { Catalog } from '../catalog.ts'

export const palette: Catalog['palette'] = {
  open: 'Suchen oder Befehl ausführen',
  search: 'Suchen',
  placeholder: 'Pakete, Dateien, Seiten und Aktionen suchen',
  packages: 'Pakete',
  recent: 'Zuletzt geöffnet',
  files: 'Dateien dieses Pakets',
  environments: 'Umgebungen',
  general: 'Lectern',
  tabOf: '{name}: {tab}',
  choiceOf: '{choice}: {value}',
  actions: 'Aktionen',
  pages: 'Seiten',
  empty: 'Nichts passt zu „{query}“.',
  searching: 'Suche läuft\u00a0…',
  unreachable: 'Pakete lassen sich im Moment nicht suchen.',
  shortcuts: 'Tastenkürzel',
  shortcutsOpen: 'Diese Tastenkürzel anzeigen',
  ctrl: 'Strg',
  goTo: 'Gehe zu {page}',
}
