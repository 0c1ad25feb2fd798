/** For a person who is signed in without the second factor that something requires. */
export const secondFactor = {
  requiredByRole:
    'Your role requires a second factor, and you are signed in without one. You can read everything as before, but you cannot change anything that this role covers.',
  requiredThere:
    '{environments} {count, plural, one {requires} other {require}} a second factor, and you are signed in without one. You can read everything as before, but you cannot change what teachers see there.',
  required: 'This requires a second factor, and you are signed in without one.',
  setUp: 'Set up a second factor',
  hasOne: 'You have set one up: sign in again with it.',
  signOut: 'Sign out',
} as const
