import type { Catalog } from '../catalog.ts'

export const common: Catalog['common'] = {
  loading: 'Wird geladen',
  previousPage: 'Zurück',
  nextPage: 'Weiter',
  pageRange: '{first, number}–{last, number} von {total, number}',
  total: '{total, number} insgesamt',
  copy: 'Kopieren',
  copied: 'Kopiert',
  cancel: 'Abbrechen',
  close: 'Schließen',
  never: 'Nie',
  expiredOn: 'Am {date} abgelaufen',
  clear: 'Leeren',
  typeToConfirm: 'Geben Sie zur Bestätigung „{text}“ ein',
  undo: 'Rückgängig',
  showMore: '{count, number} weitere anzeigen',
}
