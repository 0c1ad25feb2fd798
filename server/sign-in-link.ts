import { parseArgs } from 'node:util'
import { readConfiguration } from '@lectern/workflows/cloud-settings'
import { signInSettings } from './configuration.ts'
import { invitePerson } from './access/person.ts'
import { withPeople } from './access/with-people.ts'

const { values } = parseArgs({
  options: {
    email: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string', multiple: true, default: [] },
  },
})

// Prints one line: {"signIn": "<one-time link>"}.
await withPeople(readConfiguration(signInSettings, process.env), context => invitePerson(context, values))
