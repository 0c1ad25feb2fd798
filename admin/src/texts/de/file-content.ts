import type { Catalog } from '../catalog.ts'

export const fileContent: Catalog['fileContent'] = {
  pixels: '{width} × {height} Pixel',
  noPicture: 'Browser können dieses Bild nicht anzeigen.',
  text: 'Text der Datei',
  allLines: 'Alle {count} Zeilen anzeigen',
}
