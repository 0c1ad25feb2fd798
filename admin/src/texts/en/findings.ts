export const findings = {
  severity: '{severity, select, ERROR {Needs fixing} WARNING {Worth checking} other {Good to know}}',
  line: 'line {line, number}',
  wholePackage: 'The whole package',
  noneTitle: 'No issues found',
  none: 'Every page, image, and video that this package uses is there.',
  inPlaces: 'In {count, number} places',
  hidePlaces: 'Hide places',
  places: 'Places',
  placesLeftOut: 'These are the first {shown, number} of {count, number} places.',
  placePages: 'Pages of places',
  pages: 'Pages of findings: {severity}',
} as const
