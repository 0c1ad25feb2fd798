export const activity = {
  title: 'Activity',
  emptyTitle: 'No activity yet',
  empty: 'Everything that people do in Lectern appears here.',
  pages: 'Pages of activity',
  newer: 'Newer',
  older: 'Older',
} as const
