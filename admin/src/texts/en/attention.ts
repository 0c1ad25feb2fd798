export const attention = {
  count: '{count, plural, one {# package needs attention} other {# packages need attention}}',
} as const
