import type { Catalog } from '../catalog.ts'

export const palette: Catalog['palette'] = {
  open: 'Suchen oder Befehl ausführen',
  search: 'Suchen',
  placeholder: 'Pakete, Seiten und Aktionen suchen',
  packages: 'Pakete',
  recent: 'Zuletzt geöffnet',
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
