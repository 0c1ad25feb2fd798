import { parseArgs } from 'node:util'
import { readConfiguration } from '@lectern/workflows/cloud-settings'
import { signInSettings } from './configuration.ts'
import { makeFirstOwner } from './access/make-first-owner.ts'
import { withPeople } from './access/with-people.ts'

const { values } = parseArgs({
  options: { email: { type: 'string' }, name: { type: 'string' }, token: { type: 'boolean', default: false } },
})

// Prints one line: {"signIn": "<one-time link>", "token": "lect_…"}, the token only when it was asked for.
await withPeople(readConfiguration(signInSettings, process.env), context => makeFirstOwner(context, values))
