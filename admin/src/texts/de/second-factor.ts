import type { Catalog } from '../catalog.ts'

export const secondFactor: Catalog['secondFactor'] = {
  requiredByRole:
    'Ihre Rolle verlangt einen zweiten Faktor, und Sie sind ohne ihn angemeldet. Sie können weiterhin alles lesen, aber nichts ändern, was zu dieser Rolle gehört.',
  requiredThere:
    '{environments} {count, plural, one {verlangt} other {verlangen}} einen zweiten Faktor, und Sie sind ohne ihn angemeldet. Sie können weiterhin alles lesen, aber nicht ändern, was Lehrkräfte dort sehen.',
  required: 'Das verlangt einen zweiten Faktor, und Sie sind ohne ihn angemeldet.',
  setUp: 'Zweiten Faktor einrichten',
  hasOne: 'Sie haben einen eingerichtet: Melden Sie sich damit neu an.',
  signOut: 'Abmelden',
}
