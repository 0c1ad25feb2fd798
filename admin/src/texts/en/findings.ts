export const findings = {
  severity: '{severity, select, ERROR {Needs fixing} WARNING {Worth checking} other {Good to know}}',
  line: 'line {line, number}',
  noneTitle: 'No issues found',
  none: 'Every page, image, and video that this package uses is there.',
  pages: 'Pages of findings: {severity}',
} as const
