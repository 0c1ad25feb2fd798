export const history = {
  syncHistory: 'Sync history',
  syncPages: 'Pages of the sync history',
} as const
