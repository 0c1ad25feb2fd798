import { readCommandLine } from '@lectern/domain/command-line'
import { invitePerson } from './people/person.ts'
import { withPeople } from './people/with-people.ts'

const { values } = readCommandLine({
  usage:
    'node server/sign-in-link.ts --email <address> [--name <name>] [--role <role>]…: adds a person if there is none with this address, grants the roles everywhere, and prints a one-time sign-in link.',
  options: {
    email: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string', multiple: true, default: [] },
  },
})

// Prints one line of JSON: {"signIn": "<one-time link>"}.
await withPeople(context => invitePerson(context, values))
