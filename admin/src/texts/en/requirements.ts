/** What roles and environments require of the people who use them. */
export const requirements = {
  title: 'Second factor',
  help: 'Where a second factor is required, people who signed in without one can read everything as before, but cannot change anything. Lectern tells them how to set one up. API tokens are not affected.',
  roles: 'Roles',
  role: 'Role',
  without: 'Without a second factor',
  withoutCount: '{count, plural, =0 {Nobody} one {# person} other {# people}}',
  environments: 'Environments',
  environment: 'Environment',
  required: 'Required',
  on: 'Required',
  off: 'Not required',
  requireFor: 'Require a second factor for {name}',
  requireQuestion: 'Require a second factor for {name}?',
  requireLabel: 'Require',
  requireForRole:
    '{count, plural, =0 {Everyone with this role has a second factor.} one {# person with this role has no second factor yet, and can only read from now on.} other {# people with this role have no second factor yet, and can only read from now on.}} Each has to set one up in "My account". Sessions that began without it can only read, too.',
  requireForEnvironment:
    'People who signed in without a second factor can no longer publish, roll back, unpublish, or change settings there, until they set one up in "My account". Teachers notice nothing.',
  yourself:
    'You are signed in without a second factor yourself. Set one up first, because you cannot undo this without one.',
  stopQuestion: 'Stop requiring a second factor for {name}?',
  stopLabel: 'Stop requiring',
  stopEffect: 'People who signed in without a second factor can change things again at once.',
} as const
