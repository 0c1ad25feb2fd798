export const shell = {
  brand: 'Lectern',
  documentTitle: '{page} · Lectern',
  skipToContent: 'Skip to content',
  mainNavigation: 'Main',
  packages: 'Packages',
  activity: 'Activity',
  budget: 'Budget',
  signOut: 'Sign out',
  connectionLost: 'Connection lost. Reconnecting…',
} as const
