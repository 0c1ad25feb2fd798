export const shell = {
  brand: 'Lectern',
  documentTitle: '{page} · Lectern',
  skipToContent: 'Skip to content',
  mainNavigation: 'Main',
  packages: 'Packages',
  activity: 'Activity',
  budget: 'Budget',
  signOut: 'Sign out',
  pageFailed: 'This page could not be loaded. Lectern was updated, or it cannot be reached.',
  reload: 'Reload',
  connectionLost: 'Connection lost. Reconnecting…',
} as const
