import type { Catalog } from '../catalog.ts'

export const requirements: Catalog['requirements'] = {
  title: 'Zweiter Faktor',
  help: 'Wo ein zweiter Faktor verlangt wird, können Personen, die sich ohne ihn angemeldet haben, weiterhin alles lesen, aber nichts ändern. Lectern zeigt ihnen, wie sie ihn einrichten. Für API-Tokens gilt das nicht.',
  roles: 'Rollen',
  role: 'Rolle',
  without: 'Ohne zweiten Faktor',
  withoutCount: '{count, plural, =0 {Niemand} one {# Person} other {# Personen}}',
  environments: 'Umgebungen',
  environment: 'Umgebung',
  required: 'Verlangt',
  on: 'Verlangt',
  off: 'Nicht verlangt',
  requireFor: 'Zweiten Faktor verlangen: {name}',
  requireQuestion: 'Zweiten Faktor für {name} verlangen?',
  requireLabel: 'Verlangen',
  requireForRole:
    '{count, plural, =0 {Alle Personen mit dieser Rolle haben einen zweiten Faktor.} one {# Person mit dieser Rolle hat noch keinen zweiten Faktor und kann ab jetzt nur noch lesen.} other {# Personen mit dieser Rolle haben noch keinen zweiten Faktor und können ab jetzt nur noch lesen.}} Jede Person richtet ihn selbst unter „Mein Konto“ ein. Auch Sitzungen, die ohne ihn begannen, können nur lesen.',
  requireForEnvironment:
    'Wer sich ohne zweiten Faktor angemeldet hat, kann dort nicht mehr veröffentlichen, zurücksetzen, zurückziehen oder Einstellungen ändern, bis unter „Mein Konto“ ein zweiter Faktor eingerichtet ist. Lehrkräfte merken davon nichts.',
  yourself:
    'Sie sind selbst ohne zweiten Faktor angemeldet. Richten Sie zuerst einen ein, denn ohne ihn können Sie dies nicht rückgängig machen.',
  stopQuestion: 'Zweiten Faktor für {name} nicht mehr verlangen?',
  stopLabel: 'Nicht mehr verlangen',
  stopEffect: 'Wer sich ohne zweiten Faktor angemeldet hat, kann sofort wieder Änderungen vornehmen.',
}
