import { readCommandLine } from '@lectern/domain/command-line'
import { makeFirstOwner } from './people/make-first-owner.ts'
import { withPeople } from './people/with-people.ts'

const { values } = readCommandLine({
  usage:
    'node server/first-owner.ts [--email <address>] [--name <name>] [--token]: adds the first owner if there is none, and prints a one-time sign-in link for the oldest one, with --token also an API token.',
  options: { email: { type: 'string' }, name: { type: 'string' }, token: { type: 'boolean', default: false } },
})

// Prints one line of JSON: {"signIn": "<one-time link>", "token": "lect_…"}; the token only with --token.
await withPeople(context => makeFirstOwner(context, values))
