export const requests = {
  ask: 'Ask {names} to publish',
  askCount: 'Ask {count, plural, one {# person} other {# people}} to publish',
  askButton: 'Ask to publish',
  message: 'Message',
  messageHelp: 'Optional. Those who may publish to {environment} get it by mail, and see it here.',
  asked: 'You asked for this draft to be published to {environment}.',
  own: 'You asked for this package to be published to {environment}, <time></time>.',
  toYou: '{name} asks you to publish this package to {environment}, <time></time>.',
  toOthers: '{name} asked for this package to be published to {environment}, <time></time>.',
  changed: 'The draft has changed since.',
  review: 'Review and publish',
  reviewNamed: 'Review and publish to {environment}',
} as const
