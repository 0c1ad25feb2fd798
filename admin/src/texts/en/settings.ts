export const settings = {
  autoSync:
    'Synchronizes automatically after Dropbox has been idle for {minutes, plural, one {# minute} other {# minutes}}.',
  autoSyncField:
    '<label>Synchronize automatically after Dropbox has been idle for</label> <field></field> {minutes, plural, one {minute} other {minutes}}',
  idleMinutes: 'Idle minutes',
  saved: 'Saved',
} as const
