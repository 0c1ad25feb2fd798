import type { Catalog } from '../catalog.ts'

export const requests: Catalog['requests'] = {
  ask: '{names} um Veröffentlichung bitten',
  askCount: '{count, plural, one {# Person} other {# Personen}} um Veröffentlichung bitten',
  askButton: 'Um Veröffentlichung bitten',
  message: 'Nachricht',
  messageHelp:
    'Optional. Alle, die in {environment} veröffentlichen dürfen, bekommen sie per E-Mail und sehen sie hier.',
  asked: 'Sie haben darum gebeten, diesen Entwurf in {environment} zu veröffentlichen.',
  own: 'Sie haben darum gebeten, dieses Paket in {environment} zu veröffentlichen, <time></time>.',
  toYou: '{name} bittet Sie, dieses Paket in {environment} zu veröffentlichen, <time></time>.',
  toOthers: '{name} hat darum gebeten, dieses Paket in {environment} zu veröffentlichen, <time></time>.',
  changed: 'Der Entwurf hat sich seitdem geändert.',
  review: 'Prüfen und veröffentlichen',
  reviewNamed: 'Prüfen und in {environment} veröffentlichen',
}
